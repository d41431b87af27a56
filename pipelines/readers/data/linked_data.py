"""JSON-LD of a page: every node, flattened, repaired where it is broken."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import unescape
from typing import Any

from lxml.html import HtmlElement

from pipelines.readers.trees.selecting import select

Node = dict[str, Any]

#: Types that stand for a post itself; others (WebPage, Organization, ...) only speak of it.
POST_TYPES = frozenset(
    """AdvertiserContentArticle AnalysisNewsArticle Article BackgroundNewsArticle
    BlogPosting CreativeWork DiscussionForumPosting HowTo LiveBlogPosting NewsArticle
    OpinionNewsArticle Recipe Report ReportageNewsArticle Review ReviewNewsArticle
    SatiricalArticle ScholarlyArticle SocialMediaPosting TechArticle""".split()
)

#: Bytes of one script; a larger one is no metadata.
_MOST_CHARS = 4_000_000
_MOST_NODES = 500
_COMMENT = re.compile(
    r"^\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)|"
    r"(?:-->|/\*\s*\]\]>\s*\*/|//\s*\]\]>|\]\]>)\s*$"
)
_MARKS = ("<!--", "-->", "CDATA[", "]]>")
# A string, kept as it is, or a comma that nothing follows.
_TRAILING_COMMA = re.compile(r'("[^"\\]*(?:\\.[^"\\]*)*")|,(?=\s*[}\]])', re.DOTALL)


def nodes(tree: HtmlElement) -> tuple[Node, ...]:
    """Return the JSON-LD objects of `tree` in order, `@graph` and lists opened; never raises."""
    found: list[Node] = []
    for script in select(tree, "script"):
        if "ld+json" in (script.get("type") or "").lower():
            for value in parse_values(script.text or ""):
                found.extend(_flattened(value))
    return tuple(found[:_MOST_NODES])


def parse_values(text: str) -> list[Any]:
    """Return the JSON values written one after another in `text`, repaired; [] when hopeless."""
    if len(text) > _MOST_CHARS:
        return []
    text = text.strip().lstrip("\ufeff")
    if any(mark in text for mark in _MARKS):
        for _ in range(2):  # a CDATA mark may stand inside a comment mark
            text = _COMMENT.sub("", text).strip()
    values = _decoded(text)
    if not values:
        values = _decoded(_TRAILING_COMMA.sub(lambda match: match.group(1) or "", text))
    if not values and "&quot;" in text:
        values = _decoded(unescape(text))
    return values


def _decoded(text: str) -> list[Any]:
    values: list[Any] = []
    place = 0
    while place < len(text):
        if text[place] in " \t\r\n,;":
            place += 1
            continue
        try:
            value, place = _DECODER.raw_decode(text, place)
        except (ValueError, RecursionError):
            break
        values.append(value)
    return values


def whole_number(digits: str) -> int | float:
    """Return a number of JSON, however long: Python refuses to read thousands of digits.

    What else the text says is no worse for them.
    """
    return int(digits) if len(digits) < 100 else float(digits)


# Control characters inside strings are usual.
_DECODER = json.JSONDecoder(strict=False, parse_int=whole_number)


def _flattened(value: Any, depth: int = 0) -> Iterator[Node]:
    if depth > 5:
        return
    if isinstance(value, list):
        for part in value:
            yield from _flattened(part, depth + 1)
    elif isinstance(value, dict):
        if set(value) - {"@context", "@graph"}:
            yield value
        if "@graph" in value:
            yield from _flattened(value["@graph"], depth + 1)


def types_of(node: Node) -> frozenset[str]:
    """Return the bare type names of a node (`http://schema.org/Article` is `Article`)."""
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return frozenset([_bare(name) for name in names if isinstance(name, str)])


# A node is asked for its type by each reader that looks for posts.
@lru_cache(maxsize=512)
def _bare(name: str) -> str:
    return re.split(r"[/#:]", name)[-1]


def post_nodes(found: Sequence[Node]) -> list[Node]:
    """Return the nodes that stand for a post, wholes before parts of a page."""
    posts = [node for node in found if types_of(node) & POST_TYPES]
    for node in found:
        main = node.get("mainEntity")
        # Hashnode tells of the blog, and of the post within it.
        told = node.get("blogPost")
        if isinstance(told, list) and len(told) == 1:
            main = told[0]
        if isinstance(main, dict) and types_of(main) & POST_TYPES and main not in posts:
            posts.append(main)
    plain = [node for node in posts if not types_of(node) <= {"CreativeWork", "Review"}]
    return plain + [node for node in posts if node not in plain]


def page_nodes(found: Sequence[Node]) -> list[Node]:
    """Return the nodes that stand for the page around a post (WebPage, ItemPage, Baidu's own)."""
    return [
        node
        for node in found
        if any(kind.endswith("Page") for kind in types_of(node))
        or "/contexts/cambrian" in str(node.get("@context"))
    ]


def resolved(value: Any, found: Sequence[Node]) -> list[Any]:
    """Return `value` as a list, with references (`{"@id": ...}` alone) replaced by their nodes."""
    values = value if isinstance(value, list) else [value]
    result: list[Any] = []
    for part in values:
        if isinstance(part, dict) and part.get("@id") and not part.get("name"):
            part = next(
                (node for node in found if node.get("@id") == part["@id"] and node.get("name")),
                part,
            )
        if part is not None:
            result.append(part)
    return result


def text_value(value: Any) -> str | None:
    """Return the text of a JSON-LD value (`{"@value": ...}` opened, the first of a list)."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return " ".join(unescape(str(value)).split()) or None
