"""The headings of a page that may be the title of its post."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from pipelines.readers.bare_titles import INVISIBLE, LONGEST, is_site_name
from pipelines.readers.board_titles import is_generic
from pipelines.readers.feed_titles import of_feed
from pipelines.readers.html import select, squash
from pipelines.readers.page_blocks import blocks_of
from pipelines.readers.spots import is_elsewhere, text_of
from pipelines.readers.title_words import letters

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.readers.document import Document

_HEADINGS: WeakKeyDictionary[Document, list[str]] = WeakKeyDictionary()


def largest_headings(document: Document) -> list[str]:
    """Return the largest headings of the page that are not the site's."""
    if document not in _HEADINGS:
        _HEADINGS[document] = _found_headings(document)
    return _HEADINGS[document]


def _found_headings(document: Document) -> list[str]:
    headings = [
        squash(INVISIBLE.sub("", text_of(element)))
        for element in select(document.tree, "h1")[:6]
        if not is_elsewhere(element)
    ]
    return [
        of_feed(document, text)
        for text in headings
        if 1 < len(text) <= LONGEST and not (is_site_name(document, text) or is_generic(text))
    ]


def lesser_headings(document: Document) -> list[str]:
    """Return the headings of the second and third rank that say more than a label."""
    found = [text_of(element) for element in select(document.tree, "h2, h3")[:10]]
    return [text for text in found if len(text) <= LONGEST and says_much(text)]


def says_much(text: str) -> bool:
    """Return whether a heading says more than a label does."""
    return len(text.split()) > 2 or _EASTERN.search(text) is not None


#: As much as three words say, in scripts that part none or pack more into each.
_EASTERN = re.compile(r"(?:[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]\s?){5}")


def lines_of_headings(document: Document) -> set[str]:
    """Return the letters of the lines of each `h1`, and of parts that are all it consists of."""
    found: set[str] = set()
    for heading in select(document.tree, "h1")[:6]:
        found.update(letters(block.text) for block in blocks_of(heading))
        for element in (heading, *islice(heading.iterdescendants(), _IN_HEADING)):
            # A word that is set off within its sentence is no line.
            if not squash("".join((element.text or "", *(part.tail or "" for part in element)))):
                parts = (part for part in element if part.tag in ("span", "small"))
                found.update(letters(text_of(part)) for part in parts)
    return found - {""}


#: Elements that are looked at in one heading.
_IN_HEADING = 20


def heading_in(element: HtmlElement) -> HtmlElement:
    """Return the heading in a box that is marked as the title: sections and dates stand beside."""
    if element.tag in ("div", "header", "section"):
        size = len(text_of(element))
        for heading in element.iter("h1", "h2", "h3"):
            if heading.tag == "h1" or 2 * len(text_of(heading)) > size:
                return heading
    return element
