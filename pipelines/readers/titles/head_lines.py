"""The lines around the heading of a post, where its byline stands; and which heading that is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from pipelines.readers.data import linked_data
from pipelines.readers.names.site_names import site_names
from pipelines.readers.titles.book_facts import book_facts
from pipelines.readers.trees.html import HEADINGS, upward
from pipelines.readers.trees.lines import PARAGRAPH, Line, letters, lines_of
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import text_of
from pipelines.readers.views import once

if TYPE_CHECKING:
    from pipelines.readers.document import Document


@once
def heading_place(document: Document) -> int:
    """Return the place of the line that is the post's heading; -1 when there is none."""
    lines, titles = lines_of(document), title_words(document)
    wanted = {letters(title) for title in titles} - {""}
    longest = max((len(title) for title in titles), default=0) + 20
    shortest = min(map(len, wanted), default=longest + 1)
    named = [
        place
        for place, line in enumerate(lines)
        if len(line.text) <= longest
        # Folding makes some letters two, none of ASCII.
        and (len(line.text) >= shortest or not line.text.isascii())
        and letters(line.text) in wanted
    ]
    for place in sorted(named, key=lambda place: not _is_inside(lines[place].element, "h1")):
        if not lines[place].is_elsewhere:
            return place
    if largest := _headed(lines, "h1"):
        return largest[0]
    lesser = _headed(lines, "h2")
    # Below the text an only one is that of the comments, or of a list.
    is_first = len(lesser) == 1 and not any(map(_tells, lines[: lesser[0]]))
    return lesser[0] if is_first else -1


def _headed(lines: tuple[Line, ...], tag: str) -> list[int]:
    found = [place for place, line in enumerate(lines) if _is_inside(line.element, tag)]
    return [place for place in found if not lines[place].is_elsewhere]


def _tells(line: Line) -> bool:
    """Return whether a line is running text."""
    # Chinese, Japanese and Korean say much in a short paragraph.
    return len(line.text) >= (_TOLD if line.element.tag == "p" else PARAGRAPH)


def _is_inside(element: HtmlElement, tag: str) -> bool:
    return any(node.tag == tag for node in islice(upward(element), 1 + _AROUND))


#: Elements around the block of a line that may be the heading.
_AROUND = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadLines:
    """The lines of a page by their place; those about other things than the post are left out."""

    #: Between the heading and the first paragraph.
    after: tuple[Line, ...] = ()
    #: Just above the heading, the nearest first.
    before: tuple[Line, ...] = ()
    #: Between the first paragraph, which may be a lead above the byline, and the second.
    under_lead: tuple[Line, ...] = ()
    #: All others; these may be about other things.
    rest: tuple[Line, ...] = ()
    #: Those of the rest that do not stand below a heading of comments.
    told: tuple[Line, ...] = ()


@once
def head_lines(document: Document) -> HeadLines:
    """Return the lines around the post's heading, where its byline stands."""
    return _parted(lines_of(document), heading_place(document))


def in_head(document: Document, elements: Sequence[HtmlElement]) -> list[HtmlElement]:
    """Return those of `elements` that stand in the lines below the heading, else above it."""
    if not elements:
        return []  # lines cost more than most that is looked for in them
    head = head_lines(document)
    # Above the heading the nearest line alone: over it may stand what is the blog's.
    after = tuple(takewhile(lambda line: not _tells(line), head.after))
    for lines in (after, *((line,) for line in head.before)):
        texts: dict[HtmlElement, str] = {}
        for line in lines:
            texts[line.element] = f"{texts.get(line.element, '')} {line.text}"
        found = [
            element
            for element in elements
            if (words := text_of(element))
            and any(
                words in texts.get(node, "")
                # Builders set a block into a link.
                for node in (
                    element,
                    *islice(element.iterancestors(), _WITHIN),
                    *islice(element.iterdescendants("div"), _INSIDE),
                )
            )
        ]
        if found:
            return found
    return []


#: Elements between a link and the block of its line.
_WITHIN = 8
#: Blocks of one line within a link.
_INSIDE = 3
#: Characters of a `p` that tells something; one of a byline is shorter.
_TOLD = 80


def _parted(lines: tuple[Line, ...], heading: int) -> HeadLines:
    start = end = heading + 1
    while end < len(lines) and end - start < 30 and len(lines[end].text) < PARAGRAPH:
        end += 1
    second = end + 1
    while second < len(lines) and second - end < 8 and len(lines[second].text) < PARAGRAPH:
        second += 1
    comments = next(
        (place for place in range(start, len(lines)) if _is_over_comments(lines[place])), len(lines)
    )
    after = range(start, min(comments, end + 1))
    before = range(heading - 1, max(-1, heading - 12), -1) if heading > 0 else range(0)
    lead = range(end + 1, min(comments, second)) if heading >= 0 else range(0)
    near = {*after, *before, heading}
    books = book_facts(lines) - {heading}
    rest = [place for place in range(len(lines)) if place not in near and place not in books]

    def own(places: range) -> tuple[Line, ...]:
        return tuple(
            lines[place] for place in places if place not in books and not lines[place].is_elsewhere
        )

    return HeadLines(
        after=own(after),
        before=own(before),
        under_lead=own(lead),
        rest=tuple(lines[place] for place in rest),
        told=tuple(lines[place] for place in rest if place < comments),
    )


def _is_over_comments(line: Line) -> bool:
    return line.element.tag in HEADINGS and _COMMENTS.match(line.text) is not None


_COMMENTS = re.compile(
    r"[\W\d]*(?:(?:no|one|leave an?|post an?|add an?|your|recent|reader|최근|最近の)\s?)?"
    r"(?:comments?|responses?|repl(?:y|ies)|댓글|덧글|답글|コメント|评论|評論|留言|kommentare?|comentarios?"
    r"|thoughts?|comentários?|comment[oi]|commentaires?|reacties?|комментари[ий])"
    r"(?:$|[\W\d]+\w{0,2}\W?$|\s+(?:to|on|for|zu|sur|a|auf|à|к)\s)",
    re.IGNORECASE,
)


#: What joins a title to another. It is looked for at the first of several spaces alone: metadata
#: may hold thousands.
_JOINED = re.compile(r"(?<!\s)\s+[|\-–—·:]\s+")


def title_words(document: Document) -> tuple[str, ...]:
    """Return what the head says the title is, whole and without what is joined to it."""
    titles = document.stated("og:title", "headline")
    titles += [text_of(element) for element in select(document.tree, "title")[:1]]
    for node in document.post_nodes[:1]:
        titles.append(linked_data.text_value(node.get("headline")) or "")
    whole = [title for title in titles if title]
    parted = [_JOINED.split(title) for title in whole]
    # Boards say their name first: an `h1` behind it that is not the site's is the title.
    ends = {letters(parts[-1]) for parts in parted if len(parts) > 1}
    shown = select(document.tree, "h1")[:_HEADINGS] if ends else ()
    firsts = {letters(parts[0]) for parts in parted}
    own = [
        text
        for heading in shown
        if letters(text := text_of(heading)) in ends and not _stands_over(heading, firsts, document)
    ]
    names = set(map(letters, site_names(document))) if own else ()
    own = [text for text in own if letters(text) not in names]
    return (*whole, *own, *(parts[0] for parts in parted))


def _stands_over(heading: HtmlElement, titles: set[str], document: Document) -> bool:
    """Return whether one of `titles` is shown below: the heading is that of a blog or a shelf."""
    lines = lines_of(document)
    place = next((n for n, line in enumerate(lines) if line.element is heading), len(lines))
    near = islice(lines, place + 1, place + 1 + _BELOW)
    below = takewhile(lambda line: len(line.text) < PARAGRAPH, near)
    return any(
        letters(line.text) in titles
        and all(_leads_here(link, document) for link in line.element.iter("a"))
        for line in below
    )


def _leads_here(link: HtmlElement, document: Document) -> bool:
    target = document.target_of(link)
    return target is not None and target.partition("#")[0] == document.url


#: Headings of the first rank that are looked at, and lines below one.
_HEADINGS, _BELOW = 6, 12
