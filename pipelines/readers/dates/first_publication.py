"""`Originally published on`: the day of the first publication in a line beside the post."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.items import Moment
from pipelines.readers.dates.page_time import moment
from pipelines.readers.trees.lines import lines_of

if TYPE_CHECKING:
    from pipelines.readers.document import Document


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
