"""Shelves in the line on who posted and when, which the blog lists beside the post, too."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

from pipelines.readers.dates.moments import states_day
from pipelines.readers.document import Document
from pipelines.readers.terms.labelled_terms import labels_shelves
from pipelines.readers.terms.shelf_links import is_in_menu
from pipelines.readers.terms.terms import Names, names
from pipelines.readers.trees.lines import Line, letters, lines_of
from pipelines.readers.trees.spots import text_of

#: Characters of a heading, and of a line that says when a post was posted.
_HEADING, _LONGEST = 26, 200
#: Links of a list, and elements around its heading that may hold it.
_MOST, _AROUND = 200, 2
_CLOCK = re.compile(r"\b\d{1,2}\s?[:h]\s?\d\d\b")
#: How much is on a shelf: `Au potager (33)`.
_COUNT = re.compile(r"\s*[\[(]\d{1,6}[\])]$")


def listed_shelves(document: Document) -> Names:
    """Return the links of such a line that are in the blog's list of shelves, too.

    `19:44, zielona_hanka, Przetwory`, and `Przetwory` under the heading `Kategorie`.
    """
    lines = lines_of(document)
    listed: dict[str, str] = {}
    within: set[HtmlElement] = set()
    for line in lines:
        if len(line.text) <= _HEADING and labels_shelves(line.text):
            for link in _links_below(line):
                listed[letters(_COUNT.sub("", text_of(link)))] = text_of(link)
                within.add(link)
    listed.pop("", None)
    if not listed:
        return ()
    for line in lines:
        if len(line.text) > _LONGEST or not _tells_of_post(line):
            continue
        links = (one for one in islice(line.element.iter("a"), _MOST) if one not in within)
        found = [text_of(one) for one in links if letters(text_of(one)) in listed]
        if found and not (line.is_elsewhere or is_in_menu(line.element)):
            return names(found)
    return ()


def _tells_of_post(line: Line) -> bool:
    """Return whether a line says when, or on which shelf, a post was put."""
    return bool(_CLOCK.search(line.text) or states_day(line.text) or _PUT.search(line.text))


_PUT = re.compile(r"(?:posted|publi(?:é|cado|shed)|filed)\b|publié dans", re.IGNORECASE)


def _links_below(heading: Line) -> list[HtmlElement]:
    """Return the links of the list below a heading, or below what holds that alone."""
    box = heading.element
    for _ in range(_AROUND):
        beside = box.getnext()
        if beside is not None and beside.tag in ("ul", "ol", "div", "dl"):
            return list(islice(beside.iter("a"), _MOST))
        above = box.getparent()
        if above is None or text_of(above) != heading.text:
            break
        box = above
    return []
