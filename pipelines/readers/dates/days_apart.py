"""Days apart from the head of a post: in its address, behind `Originally published on`."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from pipelines.items import Moment
from pipelines.readers.dates import month_words
from pipelines.readers.dates.page_time import moment
from pipelines.readers.document import Document
from pipelines.readers.trees.lines import lines_of


def day_in_address(document: Document) -> Moment | None:
    """Return the day that the address names (`/2024/07/22/`)."""
    for url in (document.url, *(entry.url for entry in document.entries)):
        path = unquote(urlsplit(url).path)
        for form in _DAYS:
            match = form.search(path)
            if match:
                month = month_words.month_number(match["month"])
                return moment(document, f"{match['year']}-{month:02d}-{int(match['day']):02d}")
    return None


_YEAR = r"(?P<year>(?:19|20)\d\d)"
_MONTH, _DAY = r"(?P<month>0[1-9]|1[0-2])", r"(?P<day>3[01]|[12]\d|0[1-9])"
_ANY_MONTH, _ANY_DAY = r"(?P<month>0?[1-9]|1[0-2])", r"(?P<day>3[01]|[12]\d|0?[1-9])"
#: How addresses write days, the surest form first.
_DAYS = (
    re.compile(rf"(?<!\d){_YEAR}[/._-]{_ANY_MONTH}[/._-]{_ANY_DAY}(?!\d)"),
    re.compile(rf"(?<!\d){_YEAR}{_MONTH}{_DAY}(?!\d)"),
    re.compile(rf"(?<!\d){_DAY}[._-]{_MONTH}[._-]{_YEAR}(?!\d)"),
    # Two digits of its year, in the folder of its month: `/2015/08/150803-a-title`.
    re.compile(
        rf"/(?P<year>(?:19|20)(?P<of_year>\d\d))/{_MONTH}/(?P=of_year)(?P=month){_DAY}(?!\d)"
    ),
    # The month in words: `/2023/october/03/`.
    re.compile(rf"/{_YEAR}/(?P<month>{month_words.MONTH})/{_ANY_DAY}(?=/|$)", re.IGNORECASE),
)


def first_publication(document: Document) -> Moment | None:
    """Return the day behind `originally published on`, where a page shows a later one, too."""
    short = [line for line in lines_of(document) if len(line.text) <= _NOTICE]
    whole = "\n".join([line.text for line in short])
    signs = [sign for sign in _FIRST if sign in whole]
    for line in short if signs else ():
        if not any(sign in line.text for sign in signs):
            continue
        stated = _FIRST_PUBLISHED.search(line.text)
        if stated and not line.is_elsewhere and not _OTHER_PLACE.search(line.text):
            return moment(document, stated[1])
    return None


#: Most pages have none of them, and are not searched.
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
