"""The dates that a visitor reads: under the title, above it, at marked spots."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise, zip_longest
from weakref import WeakKeyDictionary

from pipelines.items import Moment
from pipelines.readers.dates.date_lines import (
    ALONE,
    LABELLED,
    LONGEST_LINE,
    is_caption,
    is_of_other,
    is_prose,
    label_of,
    may_hold_date,
    stated_moments,
)
from pipelines.readers.dates.moment_forms import CLOCK
from pipelines.readers.dates.moment_labels import labelled
from pipelines.readers.dates.moment_words import DAY_BEFORE_CLOCK
from pipelines.readers.dates.moments import day_of, states_day
from pipelines.readers.dates.page_time import moment
from pipelines.readers.dates.stated_dates import is_edit, words_before
from pipelines.readers.document import Document
from pipelines.readers.titles.head_lines import head_lines, title_words
from pipelines.readers.trees.html import whole_text
from pipelines.readers.trees.lines import PARAGRAPH, Line, letters
from pipelines.readers.trees.spots import text_of
from pipelines.readers.views import once

_NEARBY = re.compile(
    r"date|time|publish|posted|pubdate|byline|meta|info|regist|created|updated|entry-header|head|day|"
    r"timestamp|datum|fecha|dateline|author|(?:post|entry|article)[-_]?foot",
    re.IGNORECASE,
)
_NEAREST: WeakKeyDictionary[Document, dict[str, Moment | None]] = WeakKeyDictionary()


def nearest_moment(document: Document, wanted: str) -> Moment | None:
    """Return the first of the dates in the lines around the post's heading: asked several times."""
    known = _NEAREST.setdefault(document, {})
    if wanted not in known:
        found = next(_moments_near_title(document, wanted), None)
        if found is not None and wanted == "published" and _is_of_reading(found, document):
            found = next(_under_title(document), found)
        known[wanted] = found
    return known[wanted]


def _is_of_reading(found: Moment, document: Document) -> bool:
    """Return whether a day is that of the fetch: papers print today's over all their pages."""
    fetched = document.page.fetch.fetched_at.astimezone(found.at.tzinfo)
    return found.precision == "day" and found.at.date() == fetched.date()


def _under_title(document: Document) -> Iterator[Moment]:
    """Yield the dates near the title that stand behind a label of publication."""
    for line in head_lines(document).after:
        for label, part in labelled(line.text) if may_hold_date(line.text) else ():
            if label == "published" and (found := moment(document, part)):
                yield found


def _moments_near_title(document: Document, wanted: str) -> Iterator[Moment]:
    """Yield the dates in the lines around the post's heading: `published` or `modified` ones."""
    lines = head_lines(document)
    above = ""
    if wanted == "published":
        yield from _under_pointer(document, (*lines.after[:_NEAR], *lines.before[:_FIRST]))
    for place, line in enumerate((*_with_times(lines.after), *lines.before)):
        if (
            may_hold_date(line.text)
            and not (is_prose(line.text) or is_caption(line) or _is_told(line.text))
            # Right below the title a series may have a heading of its own.
            and not ((place >= _FIRST or wanted == "modified") and is_of_other(line, document))
            and not (wanted == "modified" and _OF_PAGE.search(line.text))
        ):
            label = label_of(above) if len(line.text) <= ALONE else ""
            if not label:
                yield from stated_moments(document, line.text, wanted)
                if wanted == "published" and (today := _OF_LATE.search(line.text)):
                    yield from stated_moments(document, today[0], wanted)
            elif label == wanted:
                yield from stated_moments(document, line.text, "published")
        above = line.text
    yield from _under_labels(document, lines.under_lead, wanted)


def _under_pointer(document: Document, lines: tuple[Line, ...]) -> Iterator[Moment]:
    """Yield the moments that lines near the title say under the pointer alone: `약 2년 전`."""
    for line in lines:
        if len(line.text) > ALONE:
            continue
        for element in islice(line.element.iter("span", "abbr", "a", "em", "div", "p"), _IN_LINE):
            told = element.get("title") or ""
            if not _WHEN.match(told) or states_day(line.text) or is_edit(words_before(element)):
                continue
            # What is shown says it roughly, and of the post: `2일 전 접속` does not.
            shown = text_of(element)
            rough = (
                labelled(f"{shown} 0")[0][0] != "modified" and moment(document, shown) is not None
            )
            # Asked last: to read what stands around each line costs a twentieth of a page.
            if rough and not is_of_other(line, document):
                yield from stated_moments(document, told, "published")


#: A day with its time of day, as scripts write it there.
_WHEN = re.compile(r"\s*(?:19|20)\d\d\s?[-./년年].{4,20}\d:\d\d")
#: Elements of a line that are looked at, and lines below a title in which its day is said so.
_IN_LINE, _NEAR = 12, 8
#: Who answers for a page of an authority, beside the day on which its frame was changed.
_OF_PAGE = re.compile(r"담당부서|담당자|관리부서|연락처|문의처")
#: `노란무 어제 21:40 조회 210`.
_OF_LATE = re.compile(DAY_BEFORE_CLOCK, re.IGNORECASE)
#: Korean diaries leave out the full stop: `오늘 9:30 병원에 갔다`.
_SENTENCE_END = re.compile(r"[^\W\d_]{2}[.!?…](?:\s|$)|。|[가-힣]\s[가-힣]{1,8}다$")


def _is_told(text: str) -> bool:
    """Return whether a sentence goes on behind such a time: `어제 15:30 기차를 탔다.`"""
    late = _OF_LATE.search(text)
    return (
        late is not None and bool(_SENTENCE_END.search(text, late.end())) and not states_day(text)
    )


def _with_times(lines: tuple[Line, ...]) -> Iterator[Line]:
    """Yield the lines, a date that has the next one for its time of day together with it.

    Page builders make an item of each: `July 22, 2024` and `9:30 am`.
    """
    for line, following in zip_longest(lines, lines[1:]):
        if (
            following is not None
            and len(line.text) <= ALONE
            and may_hold_date(line.text)
            and _is_clock(following)
        ):
            yield Line(f"{line.text} {following.text}", line.element)
        else:
            yield line


def _is_clock(line: Line) -> bool:
    """Return whether a line is a time of day; `4:04` may be the length of a film."""
    if (match := CLOCK.fullmatch(line.text)) is None or _LENGTH.search(line.text):
        return False
    told = match["half1"] or match["half2"] or match["half3"] or "Uhr" in line.text
    if told or line.element.tag == "time" or line.element.find(".//time") is not None:
        return True
    return _OF_TIME.search(line.marks) is not None and not _HOW_LONG.search(line.marks)


_LENGTH = re.compile(r"min|sec|sek|h$", re.IGNORECASE)
_OF_TIME = re.compile(r"date|time", re.IGNORECASE)
#: How long a film, a song or the reading of the post takes, and places in them.
_HOW_LONG = re.compile(
    r"play|dura|run|reading|read[-_]|length|stamps|track|video|audio|cook|prep|total", re.IGNORECASE
)


def visible_moment(document: Document, wanted: str) -> Moment | None:
    """Return the likeliest date that a visitor reads: a `published` or a `modified` one."""
    return nearest_moment(document, wanted) or next(_farther_moments(document, wanted), None)


def _farther_moments(document: Document, wanted: str) -> Iterator[Moment]:
    """Yield the dates that stand elsewhere, the likeliest first."""
    lines = head_lines(document)
    for line in (*lines.after, *lines.before):
        if not (may_hold_date(line.text) and is_prose(line.text)):
            continue
        if not (is_caption(line) or _is_told(line.text)):
            yield from stated_moments(document, line.text, wanted)
    if wanted == "published":
        long = (one for one in lines.rest if len(one.text) >= PARAGRAPH and not one.is_elsewhere)
        for line in (*lines.after[-1:], *islice(long, 2)):
            yield from _dateline(document, line.text)
    for line in lines.under_lead:
        # Inside the text a date stands for the post where it stands alone.
        if len(line.text) <= ALONE and may_hold_date(line.text) and not _is_told(line.text):
            yield from stated_moments(document, line.text, wanted)
    yield from _under_labels(document, lines.told, wanted)
    for line in _far(document):
        if is_of_other(line, document) or (wanted == "modified" and _OF_PAGE.search(line.text)):
            continue
        # Far from the title, `3 days ago` and `yesterday, 9:30` are a comment's.
        yield from (
            found
            for found in stated_moments(document, line.text, wanted)
            if found.precision != "relative" and not _OF_LATE.search(line.text)
        )
    for line in (*lines.after, *lines.before):
        if may_hold_date(line.text) and is_caption(line):
            yield from stated_moments(document, line.text, wanted)
    if wanted == "published":
        yield from _beside_own_title(document, lines.rest)
        yield from _lone_day(document, lines.told)


def _beginning(line: Line) -> Line:
    """Return what says when of the long line that old themes write under a post."""
    if len(line.text) <= LONGEST_LINE or not _ENTRY_WAS.match(line.text):
        return line
    return Line(text=line.text[:_ENTRY_HEAD], element=line.element)


_ENTRY_WAS = re.compile(
    r"(?:this (?:entry|post|article) (?:was|is)|dieser (?:beitrag|eintrag|artikel) (?:wurde|ist)"
    r"|cet(?:te)? (?:article|entrée) a|esta entrada|questo articolo|dit bericht|이 글은) ",
    re.IGNORECASE,
)
_ENTRY_HEAD = 120


def _beside_own_title(document: Document, rest: tuple[Line, ...]) -> Iterator[Moment]:
    """Yield the dates of lines that begin with a link of the post's own name, wherever they stand.

    `About this post: A title was posted on 19 May 2010`, in the column beside it.
    """
    title = letters(" ".join(title_words(document)[:1]))
    for line in rest:
        if may_hold_date(line.text) and states_day(line.text):
            link = next(line.element.iter("a"), None)
            name = letters(whole_text(link))
            if len(name) >= _OWN_NAME and name in title and letters(line.text).startswith(name):
                yield from stated_moments(document, line.text[len(whole_text(link)) :], "published")


#: Letters of a name that is no label.
_OWN_NAME = 12


def _lone_day(document: Document, rest: tuple[Line, ...]) -> Iterator[Moment]:
    """Yield the only day that the page shows in lines that say nothing else."""
    short = (line for line in rest if len(line.text) <= ALONE and may_hold_date(line.text))
    alone = [line for line in short if states_day(line.text) and not line.is_elsewhere]
    found = [
        stated for line in alone[:9] for stated in stated_moments(document, line.text, "published")
    ]
    if len({day_of(stated) for stated in found}) == 1:
        yield found[0]


#: Lines below a title that are its own.
_FIRST = 4


@once
def _far(document: Document) -> tuple[Line, ...]:
    """Return the lines far from the title that may hold its date, the marked ones first."""
    rest = map(_beginning, head_lines(document).told)
    far = [line for line in rest if may_hold_date(line.text)]
    marked = [line for line in far if _NEARBY.search(line.marks)]
    labelled = [line for line in far if LABELLED.search(line.text)]
    return tuple(line for line in (*marked, *labelled) if not line.is_elsewhere)


def _under_labels(document: Document, lines: tuple[Line, ...], wanted: str) -> Iterator[Moment]:
    """Yield the dates whose label has the line above to itself: `Published:`, `작성일`."""
    for label, line in pairwise(lines):
        if len(line.text) > ALONE or not may_hold_date(line.text) or line.is_elsewhere:
            continue
        if label_of(label.text) == wanted:
            # The line itself says nothing of what it is.
            yield from stated_moments(document, line.text, "published")


def _dateline(document: Document, paragraph: str) -> Iterator[Moment]:
    """Yield the date with which a report begins: `Seoul, 22. Juli 2024 – ...`, `(22.7.2024)`."""
    head = re.match(r"([^–—|]{6,60}?)\s*(?:[–—|]|\s-\s|(?<=\d)\)[.:]?\s)", paragraph)
    if head and re.search(r"(?:19|20)\d\d\W{0,3}$|(?:19|20)\d\d\W.{0,12}$", head[1]):
        yield from stated_moments(document, head[1], "published")
