"""The time of day in a line below a post whose day stands above it: `posted by Kim at 9:30`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.readers.lines import head_lines
from pipelines.readers.page_time import moment

if TYPE_CHECKING:
    from pipelines.items import Moment
    from pipelines.readers.document import Document

#: Old themes of Blogger, Movable Type and Seesaa: whoever posted, then when.
_POSTED = re.compile(
    r"(?:posted|publicado|postado|pubblicato|eingestellt|gepostet|publié|投稿)\b(?!\s+by\s*:)[^|\d]{0,60}?"
    r"(?:\bat|@|\bum|\bàs|\ba la\(s\)|\balle(?: ore)?|\bà)\s*(\d{1,2}:\d\d(?:\s?[ap]\.?m\b\.?)?)"
    r"(?![\d:])",
    re.IGNORECASE,
)
_LONGEST = 200


def with_posted_time(day: Moment, document: Document) -> Moment:
    """Return a day with the time of day at which the only such line of the page says it was posted.

    A list has one of them for each of its posts.
    """
    head = head_lines(document)
    found = {
        match[1]
        for line in (*head.after, *head.under_lead, *head.rest)
        if len(line.text) <= _LONGEST
        and ":" in line.text
        and (match := _POSTED.match(line.text))
        and not line.is_elsewhere
    }
    if len(found) != 1:
        return day
    timed = moment(document, f"{day.at:%Y-%m-%d} {found.pop()}")
    # Midnight sharp is no more than the day.
    none = timed is None or not (timed.at.hour or timed.at.minute)
    return day if timed is None or none else replace(timed, raw=day.raw)
