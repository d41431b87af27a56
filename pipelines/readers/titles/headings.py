"""The headings of a page that may be the title of its post."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

from pipelines.readers.document import Document
from pipelines.readers.titles.bare_titles import INVISIBLE, LONGEST, is_site_name
from pipelines.readers.titles.board_titles import is_generic
from pipelines.readers.titles.feed_titles import of_feed
from pipelines.readers.titles.title_words import letters
from pipelines.readers.trees.html import squash
from pipelines.readers.trees.page_blocks import blocks_of
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import is_elsewhere, text_of
from pipelines.readers.views import once


@once
def largest_headings(document: Document) -> list[str]:
    """Return the largest headings of the page that are not the site's."""
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


@once
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


#: `[여행] 강릉에서 보낸 이틀`: boards set the shelf before the title.
_BRACKETED = re.compile(r"\[\s?([^\[\]]{1,20}?)\s?\]\s*(\S.{2,200})")


@once
def unbracketed_headings(document: Document) -> list[tuple[str, str]]:
    """Return the label in brackets and the rest of each heading that begins so."""
    found = []
    for element in select(document.tree, "h1, h2, h3, h4")[:_LOOKED_AT]:
        match = _BRACKETED.fullmatch(text_of(element))
        label = None if match is None else f"[{match[1]}]"
        # A label has an element to itself; in one with the title it is the writer's.
        if (
            match is not None
            and _is_shelf(match[1])
            and any(
                squash("".join(one.itertext())).replace("[ ", "[").replace(" ]", "]") == label
                for one in islice(element.iterdescendants(), _FIRST)
            )
        ):
            found.append((match[1], match[2]))
    return found


def _is_shelf(label: str) -> bool:
    """Return whether a label may be one: no number of a part, of a note or of days left."""
    return label.upper() not in _CALLS and not _NUMBERED.search(label)


_LOOKED_AT = 20
#: Elements of a heading among which its label is: each is read whole.
_FIRST = 12
#: What papers call out so.
_CALLS = frozenset(
    "AD HOT N NEW PDF PHOTO UPDATE UPDATED VIDEO 광고 단독 동영상 마감 사진 속보 "
    "업데이트 영상 완료 인터뷰 읽음 종합 진행중 포토 필독".split()
)
_NUMBERED = re.compile(r"\d")


def shelved_heading(document: Document, text: str) -> str | None:
    """Return a title without the shelf that the heading sets before it, and calls so by a class."""
    return next(
        (
            rest
            for label, rest in unbracketed_headings(document)
            if letters(text) == letters(label + rest) and _is_called_shelf(document, label)
        ),
        None,
    )


def _is_called_shelf(document: Document, label: str) -> bool:
    named = select(document.tree, _SHELVES)[:_LOOKED_AT]
    return any(letters(text_of(one)) == letters(label) for one in named)


_SHELVES = ", ".join(
    f"{tag} [class*={name}]"
    for tag in ("h1", "h2", "h3", "h4")
    for name in ("categ", "cate_", "preface", "headtext")
)


@once
def bracketed_label(document: Document) -> str:
    """Return the label before a heading that is otherwise what the head begins with, or nothing."""
    head = [
        letters(text)
        for text in (
            *document.meta.get("og:title", ()),
            *map(text_of, select(document.tree, "title")[:1]),
        )
    ]
    for element in select(document.tree, "h1, h2")[:_FIRST]:
        match = _BRACKETED.fullmatch(text_of(element))
        rest = "" if match is None else letters(match[2])
        if (
            match is not None
            and any(said.startswith(rest) for said in head)
            and _is_shelf(match[1])
        ):
            return match[1]
    return next(
        (
            label
            for label, rest in unbracketed_headings(document)
            if any(said.startswith(letters(rest)) for said in head)
            or _is_called_shelf(document, label)
        ),
        "",
    )
