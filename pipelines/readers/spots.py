"""Text at a spot of the page: CSS selectors, compiled once, and what stands there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from lxml.etree import iterwalk

from pipelines.readers.html import select as matches
from pipelines.readers.html import squash

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Elements whose text nobody reads.
SILENT_TAGS = frozenset({"script", "style", "noscript", "template", "svg", "textarea", "select"})
_BLOCKS = frozenset(
    "address article br dd div dl dt figcaption h1 h2 h3 h4 header footer li ol p section table td"
    " th time tr ul".split()
)
#: Regions whose words are about other posts, other people or the site, not about this post.
_ELSEWHERE = re.compile(
    r"(?:^|[\s_-])(?:comments?|cmt|repl(?:y|ies)|disqus|respond|related|recommend(?:ed|ation)?s?|"
    r"sidebar|popular|recent|trending|latest|breadcrumbs?|another_category|"
    r"more-posts|read-more|footer|copyright|newsletter|nav|navigation|menu|pagination|"
    r"prev-next|post-nav(?:igation)?)(?:$|[\s_-])|"
    # Whole class names only: page builders call every block `...-widget`.
    r"(?:^|\s)(?:widgets?|widget_\S+|widget-area|teasers?)(?:$|\s)",
    re.IGNORECASE,
)
_ELSEWHERE_TAGS = frozenset({"nav", "aside", "footer"})


def select(tree: HtmlElement, *css: str) -> list[HtmlElement]:
    """Return the elements that match the first selector that matches any, in document order."""
    for rule in css:
        found = matches(tree, rule)
        if found:
            return found
    return []


def text_of(element: HtmlElement) -> str:
    """Return the visible text of an element, white space folded, blocks parted by a space."""
    parts: list[str] = []
    silent: HtmlElement | None = None
    for event, node in iterwalk(element, events=("start", "end")):
        if event == "start":
            if silent is None and node.tag in SILENT_TAGS:
                silent = node
            if silent is None:
                if node.tag in _BLOCKS:
                    parts.append(" ")
                parts.append(node.text or "")
            continue
        if silent is node:
            silent = None
        if silent is None and node is not element:
            if node.tag in _BLOCKS:
                parts.append(" ")
            parts.append(node.tail or "")
    return squash("".join(parts))


def first_text(tree: HtmlElement, *css: str) -> str | None:
    """Return the text of the first element with any text, selector by selector."""
    for rule in css:
        for element in matches(tree, rule):
            text = text_of(element)
            if text:
                return text
    return None


def texts(tree: HtmlElement, *css: str) -> tuple[str, ...]:
    """Return the texts at the first selector that gives any, without repeats."""
    for rule in css:
        found = dict.fromkeys(text_of(element) for element in matches(tree, rule))
        found.pop("", None)
        if found:
            return tuple(found)
    return ()


def first_attribute(tree: HtmlElement, name: str, *css: str) -> str | None:
    """Return attribute `name` of the first element that has it, selector by selector."""
    for rule in css:
        for element in matches(tree, rule):
            value = (element.get(name) or "").strip()
            if value:
                return value
    return None


def is_elsewhere(element: HtmlElement) -> bool:
    """Return whether an element lies in a region about other things than this post."""
    node: HtmlElement | None = element
    steps = 0
    while node is not None and steps < 60:
        if node.tag in ("body", "html", "main"):
            return False
        if node.tag in _ELSEWHERE_TAGS and not _belongs_to_post(node):
            return True
        if node.tag != "article" and _is_marked(node) and not _holds_heading(node):
            return True
        node = node.getparent()
        steps += 1
    return False


def _is_marked(node: HtmlElement) -> bool:
    marks = f"{node.get('class') or ''} {node.get('id') or ''}"
    if marks == " ":
        return False
    if re.search(r"(?:^|[\s_-])footer(?:$|[\s_-])", marks, re.IGNORECASE):
        return not any(parent.tag in ("article", "main") for parent in node.iterancestors())
    return bool(_ELSEWHERE.search(marks))


def _holds_heading(node: HtmlElement) -> bool:
    # `content-sidebar-wrap` is a wrapper of both: it holds the post's heading.
    return node in _around_headings(node.getroottree().getroot())


_AROUND: WeakKeyDictionary[HtmlElement, frozenset[HtmlElement]] = WeakKeyDictionary()


def _around_headings(root: HtmlElement) -> frozenset[HtmlElement]:
    """Return every element around an `h1`; looked up once a page, as a sidebar may be endless."""
    if root not in _AROUND:
        found: set[HtmlElement] = set()
        for heading in matches(root, "h1")[:50]:
            found.update(heading.iterancestors())
        _AROUND[root] = frozenset(found)
    return _AROUND[root]


def _belongs_to_post(node: HtmlElement) -> bool:
    if node.tag == "nav" or not any(parent.tag == "article" for parent in node.iterancestors()):
        return (
            bool(re.search(r"post|entry|article", node.get("class") or "")) and node.tag == "footer"
        )
    # A margin or foot of the article that holds a date and a name, not a list of others.
    return len(text_of(node)) <= 300
