"""Pages of Notion: blocks as its API tells them, and the map of records of its own site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from pipelines.readers.data.rich_text.writing import (
    ITEMS,
    Line,
    Run,
    block,
    dug,
    folded,
    inline,
    joined,
    picture,
    plain,
    player,
    records,
    table,
    tags_of,
)

Node = dict[str, Any]

#: How deep blocks lie in blocks, at most.
_DEEPEST = 20
_MOST_BLOCKS = 20_000

#: What its own site calls headings.
_HEADINGS = {"header": "h1", "subheader": "h2", "subsubheader": "h3"}
_PLAYERS = ("embed", "video", "bookmark", "linkpreview", "tweet", "gist", "figma", "codepen")
#: How the site marks its text.
_SHORT = {"b": "bold", "i": "italic", "s": "strike", "c": "code", "_": "underline"}


def blocks(value: Any) -> str:
    """Return the blocks of Notion's API as HTML; empty for what is none."""
    if isinstance(value, dict):
        value = value.get("results")
    found = records(value)
    if not found or not all(isinstance(one.get(str(one.get("type"))), dict) for one in found[:3]):
        return ""
    return joined(line for one in found for line in _lines(_told(one), _children, 0))


def record_map(value: Any) -> str:
    """Return the page that a map of records holds as HTML; empty for what is none."""
    if isinstance(value, dict) and isinstance(value.get("recordMap"), dict):
        value = value["recordMap"]
    held = value.get("block") if isinstance(value, dict) else None
    if not isinstance(held, dict):
        return ""
    known = {key: _value(one) for key, one in list(held.items())[:_MOST_BLOCKS]}
    if (page := next((one for one in known.values() if one.get("type") == "page"), None)) is None:
        return ""
    met: set[str] = set()

    def children(block: Node) -> Iterator[Node]:
        content = block.get("content")
        for key in content if isinstance(content, list) else ():
            # A page within a page is another one; what holds itself is met once.
            one = known.get(key, {}) if isinstance(key, str) and key not in met else {}
            if one and one.get("type") != "page":
                met.add(key)
                yield _recorded(one)

    return joined(line for one in children(page) for line in _lines(one, children, 0))


def _value(record: Any) -> Node:
    for _ in range(2):
        if isinstance(record, dict) and isinstance(record.get("value"), dict):
            record = record["value"]
    return record if isinstance(record, dict) else {}


def _told(block: Node) -> Node:
    """Return a block of the API: its kind, its text as runs, and what else is said of it."""
    said = block.get(str(block.get("type")))
    said = said if isinstance(said, dict) else {}
    words = said.get("rich_text") if isinstance(said.get("rich_text"), list) else said.get("text")
    return {
        "type": block.get("type"),
        "runs": list(_api_runs(words)),
        "under": list(_api_runs(said.get("caption"))),
        "src": dug(said, "external.url", "file.url", "url"),
        "language": said.get("language"),
        "cells": said.get("cells"),
        "children": block.get("children") or said.get("children"),
    }


def _children(block: Node) -> Iterator[Node]:
    return map(_told, records(block.get("children")))


def _api_runs(words: Any) -> Iterator[Run]:
    for one in records(words):
        text = (dug(one, "plain_text") and one["plain_text"]) or dug(one, "text.content")
        marks = one.get("annotations")
        names = [key for key, on in marks.items() if on is True] if isinstance(marks, dict) else []
        yield Run(text, tags_of(names), dug(one, "href", "text.link.url"))


def _recorded(block: Node) -> Node:
    """Return a block of the map of records, as `_told` does."""
    said = block.get("properties")
    said = said if isinstance(said, dict) else {}
    return {
        "type": block.get("type"),
        "runs": list(_short_runs(said.get("title"))),
        "under": list(_short_runs(said.get("caption"))),
        "src": plain(_short_runs(said.get("source"))) or plain(_short_runs(said.get("link"))),
        "language": plain(_short_runs(said.get("language"))),
        "content": block.get("content"),
    }


def _short_runs(words: Any) -> Iterator[Run]:
    for one in words if isinstance(words, list) else ():
        if not isinstance(one, list) or not one or not isinstance(one[0], str):
            continue
        marks = one[1] if len(one) > 1 and isinstance(one[1], list) else []
        marks = [mark for mark in marks if isinstance(mark, list) and mark]
        href = next(
            (dug({"a": mark[1]}, "a") for mark in marks if mark[0] == "a" and len(mark) > 1), ""
        )
        yield Run(one[0], tags_of(_SHORT.get(str(mark[0]), "") for mark in marks), href)


def _lines(node: Node, children: Any, level: int, depth: int = 0) -> Iterator[Line]:
    """Return a block and those within it as lines."""
    kind, runs = folded(node["type"]), node["runs"]
    under = inline(node["under"])
    inner: Iterable[Node] = children(node) if depth < _DEEPEST else ()
    if kind == "image":
        yield Line(picture(node["src"], plain(node["under"]), under))
    elif kind == "divider":
        yield Line("<hr>")
    elif kind == "table":
        yield Line(table([inline(_api_runs(one)) for one in row["cells"] or ()] for row in inner))
        return
    elif kind in _PLAYERS and node["src"]:
        src = escape(node["src"])
        bare = f'<p><a href="{src}">{inline(runs) or src}</a></p>'
        yield Line(player(node["src"], under) if kind in ("embed", "video") else bare)
    else:
        line = block(_HEADINGS.get(kind, kind), runs, level, node["language"])
        yield line
        if line.listed:
            for one in inner:
                deeper = level + (folded(one["type"]) in ITEMS)
                yield from _lines(one, children, deeper, depth + 1)
            return
    for one in inner:
        yield from _lines(one, children, level, depth + 1)
