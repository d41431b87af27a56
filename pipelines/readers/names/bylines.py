"""Bylines: the line near the title that says who wrote the post."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.readers.dates.moments import states_day
from pipelines.readers.dates.page_time import page_language
from pipelines.readers.names.author_words import EASTERN
from pipelines.readers.names.board_writers import board_writer
from pipelines.readers.names.byline_labels import (
    BY,
    LONGEST_BYLINE,
    REPORTER,
    credits_picture,
    korean_dateline,
    labelled_names,
)
from pipelines.readers.names.chinese_bylines import parted, signed_by
from pipelines.readers.names.chinese_credits import credited
from pipelines.readers.names.korean_signatures import korean_signature
from pipelines.readers.names.offices import names_with_office
from pipelines.readers.names.persons import FULL_NAME, Names, is_full_name, people
from pipelines.readers.names.profile_names import profile_names
from pipelines.readers.names.unlabelled import linked_names, names_beside_date
from pipelines.readers.names.vietnamese_signatures import signers
from pipelines.readers.titles.board_titles import is_generic, labels_fact
from pipelines.readers.titles.head_lines import HeadLines, head_lines
from pipelines.readers.trees.html import whole_text
from pipelines.readers.trees.lines import Line, letters
from pipelines.readers.trees.selecting import select
from pipelines.readers.views import once

if TYPE_CHECKING:
    from pipelines.readers.document import Document

#: Lines below the title among which any label is believed.
_NEAR = 12
#: Characters of a line that holds a name, what its bearer does, and an address.
_ALONE = 60
_FAR_LABEL = re.compile(
    r"^[（(【［]?(?:autor[/:*_]in(?:nen)?\s*:?|autorin/autor\s*:?|autoren\b\s*:?|auteur(?:e|s|es)?\s*:|interview\s*:|text\s*:|"
    r"written\s+by|posted\s+by(?!\s*:.*\d)|autor(?:in|en)?\s*:|authors?\s*:|text\s*:|erstellt von|"
    r"글쓴이\s*[:：]|작성자\s*[:：]|"
    r"글\s*[=:]|(?:著者|投稿者|執筆者?|筆者|ライター|(?:取材・|構成・)?文|(?:本文)?作者|撰文|автор(?:\s+\w+)?|текст|بقلم|الكاتب|كتبت?)\s*[:：／=＝])\s*(\S.{1,60})$",
    re.IGNORECASE,
)
#: Below a post: `posted @ 2024-07-22 09:30 海娃 阅读(123) 评论(0)`.
_POSTED = re.compile(
    r"posted @\s*\d{4}-\d\d-\d\d(?:\s+\d\d:\d\d)?\s+(\S[^()]{0,30}?)"
    r"\s*(?:阅读|Views|閱讀|view)\s*\("
)
#: A label that has a line to itself; the name stands in the next one.
_LABEL_LINE = re.compile(
    r"^(?:autor(?:in|en)?|authors?|auteur(?:e|s|\(s\))?|by|article by|written by|posted by"
    r"|글쓴이|작성자)\s*:?$",
    re.IGNORECASE,
)
#: The label in a cell of its own, in scripts where nothing tells a name by its letters.
_LABEL_CELL = re.compile(rf"(?:{EASTERN}|작성자명|등록자|เขียนโดย|ผู้เขียน)\s*[:：]?")
_LONGEST_CELL = 30


@once
def byline_names(document: Document) -> Names:
    """Return the names in a line near the title: after `by`, before 기자, or beside a date."""
    lines = head_lines(document)
    found = (look(lines, document) for look in _PLACES)
    return next(filter(None, found), ())


def _all_below(lines: HeadLines) -> tuple[Line, ...]:
    """Return all lines but those just above the heading."""
    return (*lines.after, *lines.under_lead, *lines.rest)


def _behind_label(lines: HeadLines, document: Document) -> Names:
    title = letters(" ".join(map(whole_text, select(document.tree, "title")[:1])))
    for line in (*lines.after[:_NEAR], *lines.before[:3]):
        if len(line.text) > LONGEST_BYLINE or credits_picture(line):
            continue
        # `글 제목 3` is no byline of one 제목, and `글 보기` of nobody.
        if is_generic(line.text) or letters(line.text) in title:
            continue
        if found := labelled_names(line.text, document, line):
            return found
    for line in lines.under_lead:
        # Inside the text only a line that begins with the label is one.
        text = line.text[:LONGEST_BYLINE]
        if BY.match(text) and (found := labelled_names(text, document, line)):
            return found
    return ()


def _linked(lines: HeadLines, document: Document) -> Names:
    for line in (*lines.after[:_NEAR], *lines.before[:2]):
        if found := linked_names(line, document):
            return found
    return ()


def _with_office(lines: HeadLines, document: Document) -> Names:
    return people(names_with_office(lines.after[:_NEAR]), document, shown=True)


def _in_profile(lines: HeadLines, document: Document) -> Names:
    return profile_names(document) or board_writer(document)


def _in_next_cell(lines: HeadLines, document: Document) -> Names:
    """Return the name in a cell of its own: boards set the label into the cell before it."""
    for line, following in pairwise(lines.after[:_NEAR]):
        in_table = line.element.tag in ("th", "td") and _is_label(line.text)
        if not (in_table or _LABEL_CELL.fullmatch(line.text)):
            continue
        if len(following.text) > _LONGEST_CELL:
            continue
        if labels_fact(following.text):
            continue
        if found := people([following.text], document, shown=True):
            return found
    return ()


def _in_definition(lines: HeadLines, document: Document) -> Names:
    """Return the first name that a list of facts defines as who wrote: `Author`, and often `Name`.

    Themes for Next.js set it so, the labels hidden.
    """
    for place, line in enumerate(lines.after[:_NEAR]):
        if line.element.tag != "dt" or not _is_label(line.text):
            continue
        beside = lines.after[place + 1 : place + 3]
        told = beside[beside[0].element.tag == "dt" :] if beside else ()
        if told and told[0].element.tag == "dd" and len(told[0].text) <= _LONGEST_CELL:
            return people([told[0].text], document, shown=True)
    return ()


def _is_label(text: str) -> bool:
    """Return whether a text is a label of who wrote and nothing else."""
    match = BY.match(f"{text.rstrip(' :：')}: A")
    return match is not None and match["name"] == "A"


def _signed_in_chinese(lines: HeadLines, document: Document) -> Names:
    if not page_language(document).startswith("zh"):
        return people(signed_by(lines), document, shown=True)
    near = (*lines.after[:_NEAR], *lines.under_lead)
    return people(signed_by(lines) or credited(near, lines.rest), document, shown=True)


def _signed_in_korean(lines: HeadLines, document: Document) -> Names:
    head = (*lines.after[:_NEAR], *lines.under_lead)
    signed = korean_dateline(head) or korean_signature(_all_below(lines))
    return people(signed, document, shown=True)


def _beside_date(lines: HeadLines, document: Document) -> Names:
    for place, line in enumerate(lines.after[:4]):
        around = lines.after[max(0, place - 1) : place + 3]
        if found := names_beside_date(line, around, document):
            return found
    return ()


def _far_from_title(lines: HeadLines, document: Document) -> Names:
    """Return the names behind words that can mean nothing else."""
    far = (*lines.after[_NEAR:], *lines.under_lead, *lines.rest)
    below_comments = len(far) - (len(lines.rest) - len(lines.told))
    for place, line in enumerate(far):
        match = _FAR_LABEL.match(line.text) if len(line.text) <= 80 else None
        if match and place >= below_comments and line.text[:6].casefold() == "posted":
            continue
        if match and not line.is_elsewhere and is_full_name(match[1]):
            return people(parted(match[1]), document, shown=True)
        if "@" in line.text and len(line.text) <= _ALONE:
            # Korean papers end a report with its writer and how to reach them.
            reporter = REPORTER.search(line.text)
            if reporter and not line.is_elsewhere:
                return people([reporter[1]], document, shown=True)
    return ()


def _signed_with_day(lines: HeadLines, document: Document) -> Names:
    """Return the name in the line below a text that says who posted it, and when."""
    for line in (*lines.after, *lines.under_lead, *lines.told):
        if len(line.text) > LONGEST_BYLINE:
            continue
        name = ""
        if (match := _WITH_DAY.match(line.text)) and _states_when(line.text[match.end() :]):
            name = match[1]
        elif (match := _BEHIND_DAY.match(line.text)) and states_day(match[1]):
            name = match[2]
        if name and not line.is_elsewhere:
            return people([name], document, shown=True)
    return ()


def _by_and_day(lines: HeadLines, document: Document) -> Names:
    """Return the one name between `by` at the start of a line and a day: `by 먹물 | 2010/11/07`."""
    found = []
    for line in (*lines.after, *lines.under_lead, *lines.told):
        if len(line.text) > LONGEST_BYLINE or line.is_elsewhere:
            continue
        if (match := _BY_FIRST.match(line.text)) and states_day(line.text[match.end() :]):
            found.append(match[1])
    # Where others stand below a post, each has such a line.
    return people(found, document, shown=True) if len(set(found)) == 1 else ()


_BY_FIRST = re.compile(
    r"(?:by|par|por|door)\s+([^\W\d][^:：|,\d]{0,30}?)(?=\s*[|,]|\s+(?:on|at|le|el|em|op)\s|\s+\d)",
    re.IGNORECASE,
)


def _states_when(text: str) -> bool:
    """Return whether a text states a day, or begins with a time: `alle 22:58`, `à 18h30`."""
    return states_day(text) or _CLOCK.match(text) is not None


_CLOCK = re.compile(r"[^\d\n]{0,12}\d{1,2}\s?[:h]\s?\d\d\b")
#: With a colon behind `by` it is a comment of TypePad's.
#: `Posted by Ida Moss on October 27, 2008 at 04:05 PM in Garden`, `投稿者 hoshi : 2005年03月11日`.
_WITH_DAY = re.compile(
    r"(?:(?:posted|written|published)\s+by(?!\s*[:：])|投稿者|(?:geschrieben|verfasst)\s+von|geplaatst\s+door"
    r"|(?:postat|skrivet|publicerat|inlagt|skrevet)\s+a[vf]|(?:publié|posté|rédigé|écrit)\s+par"
    r"|(?:publicado|postado|escrito)\s+por|(?:scritto|pubblicato|postato)\s+da|(?<!.)von)\s*[:：]?\s+"
    r"([^\W\d][^:：|,\d]{0,40}?)(?=\s*[:：|,]|\s+(?:on|am|op|le|el|em|il|den|kl|à|às|alle)\s|\s+\d)",
    re.IGNORECASE,
)
#: `Posted on March 3, 2008 by Ida Moss | 4 comments`, and as BlogFa says the same.
_BEHIND_DAY = re.compile(
    r"\W*(?:(?:posted|published|written)\b|(?:نوشته|ارسال)\s+شده)([^|]{6,70}?\d[^|]{0,20}?)\s"
    r"(?:by|توسط)\s+([^\W\d][^:：|,.\d]{0,40}?)(?=\s*(?:[|•·]|$))",
    re.IGNORECASE,
)


def _posted(lines: HeadLines, document: Document) -> Names:
    for line in _all_below(lines):
        match = _POSTED.match(line.text) if line.text.startswith("posted @") else None
        if match:
            return people([match[1]], document, shown=True)
    return ()


def _signed_in_vietnamese(lines: HeadLines, document: Document) -> Names:
    # Elsewhere places, links and what was quoted stand there, in capitals too.
    if not page_language(document).startswith("vi"):
        return ()
    signed = signers(_all_below(lines))
    return people(signed, document, shown=True) if len(signed) == 1 else ()


def _below_label(lines: HeadLines, document: Document) -> Names:
    for line, following in pairwise(_all_below(lines)):
        if len(line.text) < 16 and _LABEL_LINE.match(line.text) and not line.is_elsewhere:
            name = following.text.partition("/")[0].strip()
            if FULL_NAME.fullmatch(name):
                return people([name], document, shown=True)
    return ()


#: Where a byline is looked for, the surest place first.
_PLACES: tuple[Callable[[HeadLines, Document], Names], ...] = (
    _behind_label,
    _linked,
    _with_office,
    _in_profile,
    _in_next_cell,
    _in_definition,
    _signed_in_chinese,
    _signed_in_korean,
    _beside_date,
    _far_from_title,
    _signed_with_day,
    _by_and_day,
    _posted,
    _signed_in_vietnamese,
    _below_label,
)
