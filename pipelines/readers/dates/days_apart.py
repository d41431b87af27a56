"""Days apart from the head of a post: in its address, behind `Originally published on`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from pipelines.items import Moment
from pipelines.readers.dates import month_words
from pipelines.readers.dates.page_time import moment
from pipelines.readers.trees.lines import lines_of

if TYPE_CHECKING:
    from pipelines.readers.document import Document


def day_in_address(document: Document) -> Moment | None:
    """Return the day that the address names (`/2024/07/22/`)."""
    for url in (document.url, *(entry.url for entry in document.entries)):
        path = unquote(urlsplit(url).path)
        match = re.search(
            r"(?<!\d)((?:19|20)\d\d)[/._-](0?[1-9]|1[0-2])[/._-](3[01]|[12]\d|0?[1-9])(?!\d)", path
        )
        match = match or re.search(
            r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(3[01]|[12]\d|0[1-9])(?!\d)", path
        )
        if match is None and (
            turned := re.search(
                r"(?<!\d)(3[01]|[12]\d|0[1-9])[._-](0[1-9]|1[0-2])[._-]((?:19|20)\d\d)(?!\d)", path
            )
        ):
            return moment(document, f"{turned[3]}-{turned[2]}-{turned[1]}")
        if match:
            return moment(document, f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}")
        if folded := _SHORT_DAY.search(path):
            return moment(document, f"{folded[1]}{folded[2]}-{folded[3]}-{folded[4]}")
        if named := _NAMED_DAY.search(path):
            number = month_words.month_number(named[2])
            return moment(document, f"{named[1]}-{number:02d}-{int(named[3]):02d}")
    return None


#: A day with two digits of its year, in the folder of its month: `/2015/08/150803-a-title`.
_SHORT_DAY = re.compile(r"/((?:19|20))(\d\d)/(0[1-9]|1[0-2])/\2\3(3[01]|[12]\d|0[1-9])(?!\d)")

#: A day in an address that spells its month: `/2023/october/03/`.
_NAMED_DAY = re.compile(
    rf"/((?:19|20)\d\d)/({month_words.MONTH})/(3[01]|[12]\d|0?[1-9])(?=/|$)", re.IGNORECASE
)


def first_publication(document: Document) -> Moment | None:
    """Return the day behind `originally published on`, where a page shows a later one, too."""
    for line in lines_of(document):
        if len(line.text) > _NOTICE or not any(sign in line.text for sign in _FIRST):
            continue
        stated = _FIRST_PUBLISHED.search(line.text)
        if stated and not line.is_elsewhere and not _OTHER_PLACE.search(line.text):
            return moment(document, stated[1])
    return None


#: Most lines have none of them, and are not searched.
_FIRST = ("riginally p", "irst p", "nitially p", "tlicht am", "nitialement p", "최초", "初回公開")
_FIRST_PUBLISHED = re.compile(
    r"(?:(?:originally|first|initially) (?:published|posted)(?: here)?(?: on)?"
    r"|(?:ursprünglich|zuerst) veröffentlicht am"
    r"|initialement publié le|최초 (?:게시|작성|등록|발행)(?:일|일시)?|初回公開日?)\s*[:：]?\s*"
    r"([^.;。]{0,16}(?:19|20)\d\d(?:[-./]\d\d?[-./]\d\d?)?)",
    re.IGNORECASE,
)
#: Where it stood before: that day is the other place's.
_OTHER_PLACE = re.compile(
    r"published (?:in|by|at|with)\b|(?:19|20)\d\d,? (?:in|by|at|with|on) (?!\d)", re.IGNORECASE
)
#: Characters of a line that tells of the post and is no part of it.
_NOTICE = 200
