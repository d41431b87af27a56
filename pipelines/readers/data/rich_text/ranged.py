"""Paragraphs whose marks are places in their text: Draft.js, Medium, Prismic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from pipelines.readers.data.rich_text.writing import (
    Line,
    Run,
    block,
    dug,
    folded,
    joined,
    picture,
    player,
    records,
    tags_of,
)

Node = dict[str, Any]
#: Where marks begin and end, which of them, and where they lead to.
Span = tuple[int, int, Any, str]

#: More marks in one paragraph are none of an editor's.
_MOST_SPANS = 300

#: Medium's stories, in the form of its API, number what they later name.
_MEDIUM = {1: "p", 3: "h3", 4: "img", 6: "bq", 7: "pq", 8: "pre", 9: "uli", 10: "oli", 13: "h4"}
_MEDIUM_MARKS = {1: "strong", 2: "em", 3: "a", 10: "code"}


def draft(value: Any) -> str:
    """Return what Draft.js keeps as HTML; empty for what is none of it."""
    blocks = records(value.get("blocks")) if isinstance(value, dict) else []
    if not blocks or not all("text" in one and "inlineStyleRanges" in one for one in blocks[:3]):
        return ""
    entities = value.get("entityMap")
    return joined(_draft_line(one, entities) for one in blocks)


def _draft_line(one: Node, entities: Any) -> Line:
    text = one.get("text")
    text = text if isinstance(text, str) else ""
    spans: list[Span] = [
        (*_reach(span), span.get("style"), "") for span in records(one.get("inlineStyleRanges"))
    ]
    for span in records(one.get("entityRanges")):
        entity = _entity(entities, span.get("key"))
        if folded(entity.get("type")) == "link":
            spans.append((*_reach(span), None, dug(entity, "data.url", "data.href")))
        elif src := dug(entity, "data.src", "data.url"):
            alt = dug(entity, "data.alt")
            return Line(picture(src, alt, dug(entity, "data.caption")))
    return _line(one.get("type"), text, spans, one.get("depth"))


def _entity(entities: Any, key: Any) -> Node:
    if isinstance(entities, dict):
        found = entities.get(str(key))
    elif isinstance(entities, list) and isinstance(key, int) and 0 <= key < len(entities):
        found = entities[key]
    else:
        found = None
    return found if isinstance(found, dict) else {}


def paragraphs(value: Any) -> str:
    """Return what Medium and Prismic keep as HTML; empty for what is neither's."""
    if isinstance(value, dict):
        inner = value.get("bodyModel")
        value = (inner if isinstance(inner, dict) else value).get("paragraphs")
    found = records(value)
    if not found or not any("markups" in one or "spans" in one for one in found[:3]):
        return ""
    return joined(map(_paragraph, found))


def _paragraph(node: Node) -> Line:
    kind = node.get("type")
    kind = _MEDIUM.get(kind, "p") if isinstance(kind, int) else folded(kind)
    if kind in ("img", "image"):
        return Line(picture(dug(node, "url", "src", "image.url"), dug(node, "alt", "metadata.alt")))
    if kind in ("embed", "iframe"):
        return Line(player(dug(node, "oembed.embed_url", "iframe.mediaResource.iframeSrc")))
    text = node.get("text")
    spans: list[Span] = []
    for one in records(node.get("markups") or node.get("spans")):
        name = one.get("type")
        name = _MEDIUM_MARKS.get(name) if isinstance(name, int) else name
        href = dug(one, "href", "data.url") if folded(name) in ("a", "hyperlink", "link") else ""
        spans.append((_place(one.get("start")), _place(one.get("end")), name, href))
    return _line(kind, text if isinstance(text, str) else "", spans)


def _line(kind: Any, text: str, spans: list[Span], level: Any = 0) -> Line:
    return block(kind, marked(text, spans[:_MOST_SPANS]), level)


def _reach(node: Node) -> tuple[int, int]:
    start = _place(node.get("offset"))
    return start, start + _place(node.get("length"))


def _place(value: Any) -> int:
    return max(0, min(value, 10_000_000)) if isinstance(value, int) else 0


def marked(text: str, spans: Iterable[Span]) -> Iterator[Run]:
    """Return `text` as runs; places are counted as JavaScript does, in units of UTF-16."""
    units = text.encode("utf-16-le", "surrogatepass")
    spans = [one for one in spans if one[0] < one[1]]
    ends = {place for span in spans for place in span[:2] if place * 2 < len(units)}
    places = sorted({0, *ends, len(units) // 2})
    for start, end in pairwise(places):
        over = [one for one in spans if one[0] <= start and end <= max(one[1], start)]
        piece = units[start * 2 : end * 2].decode("utf-16-le", "replace")
        href = next((one[3] for one in over if one[3]), "")
        yield Run(piece, tags_of(one[2] for one in over), href)
