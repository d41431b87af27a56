"""From markup to a tree that is no deeper than can be walked."""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlComment, HtmlElement

from pipelines.readers.options import MOST_DEPTH
from pipelines.readers.trees.early_ends import without_early_ends
from pipelines.readers.trees.open_links import end_open_links

#: A page's markup beyond this is not read: no post is that long, and parsers are not free.
MAX_CHARS = 12_000_000


def _new_parser() -> etree.HTMLParser:
    parser = etree.HTMLParser(
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
        # Nobody asks libxml2 for an element by its id.
        collect_ids=False,
    )
    # The C lookup: the Python-level one of lxml.html was 8 % of extraction.
    parser.set_element_class_lookup(
        etree.ElementDefaultClassLookup(element=HtmlElement, comment=HtmlComment)
    )
    return parser


#: To set one up takes a tenth of the time of a page.
_PARSER = _new_parser()


def parse(text: str, max_depth: int = MOST_DEPTH, utf8: bytes = b"") -> HtmlElement:
    """Return the `html` element of `text`; an empty one when there is nothing to parse.

    Elements nested deeper than `max_depth`, or than the parser can follow, lose their tags,
    never their words. `utf8` is the text as bytes, where these are known.
    """
    whole = without_early_ends(text[:MAX_CHARS])
    root = _parsed(whole, utf8 if len(whole) == len(text) else b"")
    limit = min(max_depth, MOST_DEPTH)
    if _may_be_deeper(whole, limit) and is_deeper(root, limit - 1):
        root = _parsed(_shallow(whole, min(limit, _SHALLOW)))
    end_open_links(root, whole)
    return root


def _may_be_deeper(text: str, limit: int) -> bool:
    """Return False where `text` has too few tags that begin an element."""
    signs = text.count("<")
    return signs > limit and signs - text.count("</") > limit - _UNWRITTEN


#: Elements that stand around others without being written: `html`, `body`, a `p`.
_UNWRITTEN = 8


def _parsed(text: str, utf8: bytes = b"") -> HtmlElement:
    data = utf8 or text.encode("utf-8", "replace")
    root = None if not data or data.isspace() else etree.fromstring(data, _PARSER)
    if root is None:
        root = etree.fromstring(b"<html><body></body></html>", _PARSER)
    elif root.find("body") is None and (
        loose := [one for one in root.iterfind("head/*") if one.tag not in _OF_HEAD]
    ):
        # Of a page without a `body` libxml2 leaves what it does not know, as `main`, in the head.
        body = root.makeelement("body")
        body.extend(loose)
        root.append(body)
    return root


_OF_HEAD = frozenset(("title", "meta", "link", "base", "script", "style", "noscript", "template"))


def is_deeper(root: HtmlElement, depth: int) -> bool:
    """Return True when elements are nested in `root` more than `depth` deep."""
    level = [root]
    for _ in range(depth):
        level = [child for element in level for child in element]
        if not level:
            return False
    return True


#: A page that was too deep becomes this deep: what walks up and down it pays by depth.
_SHALLOW = 200
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)[^<>]*>")
#: Never closed, or closed by what follows: these do not nest.
_FLAT = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"]
) | {"p", "li", "td", "th", "tr", "dt", "dd", "option"}


def _shallow(text: str, limit: int) -> str:
    """Return `text` without the tags that nest deeper than `limit`."""
    kept: list[str] = []
    depth = end = 0
    for match in _TAG.finditer(text):
        flat = match[2].lower() in _FLAT
        closing = bool(match[1])
        if not flat and not closing:
            depth += 1
        kept.append(text[end : match.start()])
        kept.append(match[0] if depth <= limit else " ")
        if not flat and closing:
            depth = max(0, depth - 1)
        end = match.end()
    kept.append(text[end:])
    return "".join(kept)


def fragment(markup: str, max_depth: int = MOST_DEPTH) -> HtmlElement:
    """Return a `div` that holds `markup`: a synthetic container."""
    root = parse(f"<html><body><div>{markup}</div></body></html>", max_depth)
    if (body := root.find("body")) is None:  # a frameset, say
        return root
    if len(body) == 1 and not (body[0].tail or "").strip():
        element = body[0]
    else:
        # Stray end tags closed our div early: everything that followed still belongs to it.
        element = body
        element.tag = "div"
    if (parent := element.getparent()) is not None:
        parent.remove(element)
    return element
