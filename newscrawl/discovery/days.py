"""Diaries whose posts are called by their day: /20070329.html; then /200703.html is a month."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

_DAY = re.compile(r"(.*/)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(\.\w+|/?)")
#: A month, or one day of all years.
_LIST = re.compile(
    r"(.*/)(?:(?P<month>(?:19|20)\d\d(?:0[1-9]|1[0-2]))|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))"
    r"(\.\w+|/?)"
)


@dataclass(slots=True)
class Days:
    """Whether posts of a blog are called by their days, as far as its sources name them."""

    _days: int = 0
    _others: int = 0

    def learn(self, urls: Iterable[str]) -> None:
        """Take addresses that are posts for certain."""
        for url in urls:
            if _DAY.fullmatch(urlsplit(url).path):
                self._days += 1
            else:
                self._others += 1

    def is_list(self, url: str) -> bool:
        """Return True for a month, or a day of all years, where posts are days."""
        return self._known and _LIST.fullmatch(urlsplit(url).path) is not None

    def is_month(self, url: str) -> bool:
        """Return True for a month where posts are days."""
        found = _LIST.fullmatch(urlsplit(url).path) if self._known else None
        return found is not None and found["month"] is not None

    @property
    def _known(self) -> bool:
        return self._days > 0 and not self._others
