"""The time of day in a line below a post whose day stands above it: `posted by Kim at 9:30`."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.items import Moment
from pipelines.readers.dates.moment_forms import CLOCK
from pipelines.readers.dates.moments import day_of
from pipelines.readers.dates.page_time import moment
from pipelines.readers.document import Document
from pipelines.readers.titles.head_lines import head_lines
from pipelines.readers.trees.html import squash
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import is_elsewhere

#: Old themes of Blogger, Movable Type, Serendipity and Seesaa: whoever posted, then when.
_POSTED = re.compile(
    r"(?:posted|publicado|postado|pubblicato|eingestellt|gepostet|geschrieben|publié|投稿)\b(?!\s+by\s*:)[^|\d]{0,60}?"
    r"(?:\bat|@|\bum|\bàs|\ba la\(s\)|\balle(?: ore)?|\bà)\s*(\d{1,2}:\d\d(?:\s?[ap]\.?m\b\.?)?)"
    r"(?![\d:])(?!.*[^\W\d_]{3}[.!?…]$)",
    re.IGNORECASE,
)
#: The same with the whole day before the time: `Posted by Kim at April 12, 2005 11:08 PM`.
_POSTED_ON = re.compile(r"(?:posted|publicado|postado|pubblicato|gepostet)\b(?!\s+by\s*:)", re.I)
_LONGEST = 200


def with_posted_time(day: Moment, document: Document) -> Moment:
    """Return a day with the time of day at which the only such line of the page says it was posted.

    A list has one of them for each of its posts, and so has each comment.
    """
    found = _in_titles_of_links(document) or _in_lines(day, document)
    if len(found) != 1:
        return day
    timed = moment(document, f"{day.at:%Y-%m-%d} {found.pop()}")
    # Midnight sharp is no more than the day.
    none = timed is None or not (timed.at.hour or timed.at.minute)
    return day if timed is None or none else replace(timed, raw=day.raw)


def _in_titles_of_links(document: Document) -> set[str]:
    """Return the times that Twenty Ten and its children show over the day: `title="7:42 pm"`."""
    return {
        title
        for link in select(document.tree, 'a[rel~="bookmark"][title]')
        if len(title := squash(link.get("title") or "")) <= _CLOCK
        and CLOCK.fullmatch(title)
        and not is_elsewhere(link)
    }


_CLOCK = 12


def _in_lines(day: Moment, document: Document) -> set[str]:
    head = head_lines(document)
    return {
        time
        for line in (*head.after, *head.under_lead, *head.told)
        if len(line.text) <= _LONGEST
        and ":" in line.text
        and (time := _time_of(line.text, day, document))
        and not line.is_elsewhere
    }


def _time_of(text: str, day: Moment, document: Document) -> str:
    """Return the time of day at which a line says that something was posted on `day`."""
    if match := _POSTED.match(text):
        return match[1]
    told = moment(document, text) if _POSTED_ON.match(text) else None
    if told is None or told.precision not in ("minute", "second") or day_of(told) != day_of(day):
        return ""
    return f"{told.at:%H:%M}"
