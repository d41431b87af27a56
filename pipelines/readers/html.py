"""Small tools on HTML trees: parse, classes, text, visibility."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import cast

from lxml import etree
from lxml.cssselect import CSSSelector
from lxml.html import HtmlComment, HtmlElement

#: A page's markup beyond this is not read: no post is that long, and parsers are not free.
MAX_CHARS = 12_000_000

_SPACE = re.compile(r"\s+")


def _parser() -> etree.HTMLParser:
    parser = etree.HTMLParser(
        huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    # The C lookup: the Python-level one of lxml.html was 8 % of extraction.
    parser.set_element_class_lookup(
        etree.ElementDefaultClassLookup(element=HtmlElement, comment=HtmlComment)
    )
    return parser


def parse(text: str, max_depth: int = 6000) -> HtmlElement:
    """Return the `html` element of `text`; an empty one when there is nothing to parse."""
    data = text[:MAX_CHARS].encode("utf-8", "replace")
    root = etree.fromstring(data, _parser()) if data.strip() else None
    if root is None:
        root = etree.fromstring(b"<html><body></body></html>", _parser())
    # Only a page with this many tags can be that deep.
    if data.count(b"<") > max_depth:
        flatten_below(root, max_depth)
    return root


def flatten_below(root: HtmlElement, max_depth: int) -> None:
    """Empty every element deeper than `max_depth` into its text."""
    level = [root]
    for _ in range(max_depth):
        level = [child for element in level for child in element]
        if not level:
            return
    for element in level:
        if len(element):
            text = "".join(element.itertext())
            tail = element.tail
            for child in list(element):
                element.remove(child)
            element.text, element.tail = text, tail


def fragment(markup: str, max_depth: int = 6000) -> HtmlElement:
    """Return a `div` that holds `markup`: a synthetic container."""
    root = parse(f"<html><body><div>{markup}</div></body></html>", max_depth)
    body = root.find("body")
    if body is None:  # a frameset, say
        return root
    if len(body) == 1:
        return body[0]
    # Stray end tags closed our div early: everything that followed still belongs to it.
    body.tag = "div"
    return body


@lru_cache(maxsize=2048)
def selector(css: str) -> CSSSelector:
    """Return the compiled selector (compiling one costs a hundred matches)."""
    return CSSSelector(css, translator="html")


def select(element: HtmlElement, css: str) -> list[HtmlElement]:
    """Return the descendants that match `css`, in document order."""
    return cast("list[HtmlElement]", selector(css)(element))


def first(element: HtmlElement, css: str) -> HtmlElement | None:
    """Return the first descendant that matches `css`."""
    found = select(element, css)
    return found[0] if found else None


def squash(text: str) -> str:
    """Return `text` with every run of white space, no-break ones too, as one space."""
    return _SPACE.sub(" ", text).strip()


def text_of(element: HtmlElement | None) -> str:
    """Return the text of an element on one line; empty for None."""
    return "" if element is None else squash("".join(element.itertext()))


def tokens(element: HtmlElement) -> set[str]:
    """Return the lower-case class names and the id of an element."""
    return set(f"{element.get('class') or ''} {element.get('id') or ''}".lower().split())


_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def is_hidden(element: HtmlElement) -> bool:
    """Return True when the page itself says that nobody sees this element."""
    if element.get("hidden") is not None and element.get("hidden") != "until-found":
        return True
    style = element.get("style")
    return bool(style and _HIDDEN_STYLE.search(style))
