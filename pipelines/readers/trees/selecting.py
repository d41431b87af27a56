"""Elements of a tree by CSS selectors: a page that is asked often is indexed, once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from pipelines.readers.trees.css_index import Index, by_tags, matching
from pipelines.readers.trees.selectors import Markup, is_named, may_be_written, which_may_be_written


def indexed(root: HtmlElement, text: str = "") -> HtmlElement:
    """Return `root`, ready to be asked often: from now on it must not change.

    `text` is the markup that it was parsed from, where that is known.
    """
    root.__dict__[_SELECTED] = {}
    root.__dict__.pop(_INDEX, None)
    root.__dict__[_WRITTEN] = Markup(text)
    return root


def remember(root: HtmlElement, found: dict[str, list[HtmlElement]]) -> None:
    """Keep what selectors are known to find in an indexed `root`."""
    root.__dict__[_SELECTED].update(found)


#: Letters of names that are written as numbers, `&#x61;` for an `a`: letters and digits of ASCII,
#: and `-`, `_`, `.`, `/` and `:`.
_HIDDEN_NAME = re.compile(
    r"&#(?:0*(?:4[5-9]|5[0-8]|6[5-9]|[78]\d|9[057-9]|1[01]\d|12[0-2])(?!\d)"
    r"|[xX]0*(?:2[d-fD-F]|3[0-9aA]|[46][1-9a-fA-F]|[57][0-9aA]|5[fF])(?![0-9a-fA-F]))"
)


def borne(elements: Iterable[HtmlElement]) -> tuple[set[str], set[str]]:
    """Return the values of all classes, and of all ids, that elements bear."""
    classes: set[str] = set()
    identities: set[str] = set()
    for element in elements:
        for name, value in element.items():
            if name == "class":
                classes.add(value)
            elif name == "id":
                identities.add(value)
    return classes, identities


def spared(root: HtmlElement, marks: Iterable[str]) -> None:
    """Let `root`, of which little will be asked, be searched a few times before it is indexed.

    `marks` are all values of classes and ids that its elements bear.
    """
    root.__dict__[_SEARCHES] = _FEW_SEARCHES
    # A name is looked for in these in a tenth of the time that the markup takes.
    root.__dict__[_MARKS] = "\n".join(marks)


def select(element: HtmlElement, css: str) -> list[HtmlElement]:
    """Return the descendants that match `css`, in document order."""
    known: dict[str, list[HtmlElement]] | None = element.__dict__.get(_SELECTED)
    if known is None:
        found = by_tags(element, css, {})
        return matching(element, css) if found is None else found
    if css not in known:
        # Some pages are asked for little: an index costs as much as to parse them.
        found = _searched(element, css) if _INDEX not in element.__dict__ else None
        if found is None:
            found = _index_of(element).select(element, css)
        known[css] = found
    return list(known[css])


def findable(root: HtmlElement, selectors: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of `selectors` that may find something in a page of which little is asked.

    Of a page with an index all: that tells of each as soon.
    """
    if _MARKS not in root.__dict__ or _INDEX in root.__dict__:
        return selectors
    return which_may_be_written(selectors, _written(root), root.__dict__[_MARKS])


def _searched(root: HtmlElement, css: str) -> list[HtmlElement] | None:
    """Return what matches `css` on a page without an index; None where one is worth its cost."""
    if is_named(css):
        markup = _written(root)
        marks: str = root.__dict__.get(_MARKS, markup.text)
        if (markup.text or _MARKS in root.__dict__) and not may_be_written(css, markup, marks):
            return []
    found = by_tags(root, css, root.__dict__[_SELECTED])
    searches = root.__dict__.get(_SEARCHES, 0)
    if found is None and searches:
        root.__dict__[_SEARCHES] = searches - 1
        found = matching(root, css)
    return found


def _written(root: HtmlElement) -> Markup:
    """Return the markup of an indexed page; empty where it may hide names, or is not known."""
    markup: Markup = root.__dict__[_WRITTEN]
    if markup.text and _PLAINLY not in root.__dict__:
        root.__dict__[_PLAINLY] = True
        if _HIDDEN_NAME.search(markup.text):
            markup = root.__dict__[_WRITTEN] = Markup("")
    return markup


def of_own_making(root: HtmlElement) -> list[str]:
    """Return the tags of an indexed page that are of its site's own making: `bsp-image`."""
    if _INDEX in root.__dict__:
        return _index_of(root).own_tags
    return sorted({element.tag for element in cast("list[HtmlElement]", _FIND_OWN(root))})


_FIND_OWN = etree.XPath("descendant-or-self::*[contains(name(), '-')]")


def _index_of(root: HtmlElement) -> Index:
    index: Index | None = root.__dict__.get(_INDEX)
    if index is None:
        index = root.__dict__[_INDEX] = Index(root)
    return index


_SELECTED, _INDEX = "newscrawl_selected", "newscrawl_index"
_WRITTEN, _SEARCHES = "newscrawl_written", "newscrawl_searches"
_PLAINLY = "newscrawl_plainly"
_MARKS = "newscrawl_marks"
#: An index costs as much as so many searches.
_FEW_SEARCHES = 6


def index_now(root: HtmlElement) -> None:
    """Index `root` before it is asked: it will be asked a lot, and be told from many others."""
    if _SELECTED in root.__dict__:
        _index_of(root)


def first(element: HtmlElement, css: str) -> HtmlElement | None:
    """Return the first descendant that matches `css`."""
    found = select(element, css)
    return found[0] if found else None
