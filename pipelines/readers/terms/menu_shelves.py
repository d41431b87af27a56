"""Shelves known by a menu: a link right above the title to which a menu of the site leads, too."""

from __future__ import annotations

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from pipelines.readers.document import Document
from pipelines.readers.terms.shelf_links import is_in_menu
from pipelines.readers.terms.terms import Names, names
from pipelines.readers.terms.ways import is_step
from pipelines.readers.titles.head_lines import head_lines, heading_place
from pipelines.readers.trees.lines import Line, letters, lines_of
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import UNSHOWN_TAGS, text_of
from pipelines.urls import absolute_url, host_of


def shelf_of_menu(document: Document) -> Names:
    """Return the links of a row above the title when a menu leads where the first of them does."""
    lines, head = lines_of(document), head_lines(document)
    place = heading_place(document)
    around = set(lines[place].element.iterancestors()) if place >= 0 else set()
    for line in head.before[:_NEAR]:
        row = _row(line)
        box = next((one for one in row[0].iterancestors() if one in around), None) if row else None
        # What stands beside both is the head of the site.
        if box is not None and _is_in_a_menu(row[0], box, document):
            return names(map(_said, row))
    return ()


#: Lines above the title: a day may stand between them.
_NEAR = 2
#: Links of a row that is no menu itself.
_FEW = 3


def _row(line: Line) -> list[HtmlElement]:
    """Return the links of the widest box around a line that holds nothing else, if they are few."""
    box, around = None, line.element
    while around is not None and around.tag != "body" and _is_all_links(around):
        box, around = around, around.getparent()
    found = [] if box is None else [link for link in box.iter("a") if text_of(link)]
    return found if len(found) <= _FEW and all(is_step(_said(link)) for link in found) else []


def _said(link: HtmlElement) -> str:
    return text_of(link).strip(" /›»>")  # each step of a way may have such a sign


def _is_all_links(box: HtmlElement) -> bool:
    """Return whether a box says nothing but what its links say."""
    walk = iterwalk(box, events=("start", "end"))
    for steps, (event, node) in enumerate(walk):
        if steps > _MOST_STEPS:
            return False
        if event == "start" and (node.tag == "a" or node.tag in UNSHOWN_TAGS):
            walk.skip_subtree()
        elif letters(
            (node.text if event == "start" else node.tail if node is not box else "") or ""
        ):
            return False
    return True


#: Beginnings and ends of elements in what may be a row; boxes in boxes are walked again and again.
_MOST_STEPS = 200


def _is_in_a_menu(link: HtmlElement, box: HtmlElement, document: Document) -> bool:
    """Return whether a menu outside a box has the same words for where a link leads at its site."""
    target = document.target_of(link)
    if target is None or host_of(target) != host_of(document.url):
        return False
    here = {"/", document.url, absolute_url("/", document.url)}
    words = letters(text_of(link))
    return target not in here and any(
        letters(text_of(other)) == words and document.target_of(other) == target
        for other in select(document.tree, "a[href]")[:_LINKS]
        if is_in_menu(other) and box not in other.iterancestors()
    )


#: So many links are looked at: menus stand first.
_LINKS = 200
