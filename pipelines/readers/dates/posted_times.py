"""The time of day in a line below a post whose day stands above it: `posted by Kim at 9:30`."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from pipelines.readers.dates.page_time import moment
from pipelines.readers.trees.html import HEADINGS
from pipelines.readers.trees.lines import Line, head_lines

if TYPE_CHECKING:
    from pipelines.items import Moment
    from pipelines.readers.document import Document

#: Old themes of Blogger, Movable Type and Seesaa: whoever posted, then when.
_POSTED = re.compile(
    r"(?:posted|publicado|postado|pubblicato|eingestellt|gepostet|publié|投稿)\b(?!\s+by\s*:)[^|\d]{0,60}?"
    r"(?:\bat|@|\bum|\bàs|\ba la\(s\)|\balle(?: ore)?|\bà)\s*(\d{1,2}:\d\d(?:\s?[ap]\.?m\b\.?)?)"
    r"(?![\d:])(?!.*[^\W\d_]{3}[.!?…]$)",
    re.IGNORECASE,
)
_LONGEST = 200
_COMMENTS = re.compile(
    r"comment|respons|repl(?:y|ies)|댓글|コメント|评论|評論|kommentar|comentario|comentário|commento"
    r"|commenti|комментар",
    re.IGNORECASE,
)


def _is_over_comments(line: Line) -> bool:
    return line.element.tag in HEADINGS and _COMMENTS.search(line.text) is not None


def with_posted_time(day: Moment, document: Document) -> Moment:
    """Return a day with the time of day at which the only such line of the page says it was posted.

    A list has one of them for each of its posts, and so has each comment.
    """
    head = head_lines(document)
    below = (*head.after, *head.under_lead, *head.rest)
    found = {
        match[1]
        for line in takewhile(lambda line: not _is_over_comments(line), below)
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
