"""Diaries whose posts are called by their day: /20070329.html; then /200703.html is a month."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

_DAY = re.compile(
    r"(?P<folder>.*/)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?P<ending>\.\w+|/?)"
)
#: A month, or one day of all years.
_LIST = re.compile(
    r"(?P<folder>.*/)(?:(?P<month>(?:19|20)\d\d(?:0[1-9]|1[0-2]))"
    r"|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))"
    r"(?P<ending>\.\w+|/?)"
)


@dataclass(slots=True)
class Days:
    """Whether posts of a blog are called by their days, as far as its sources name them."""

    #: Folders and endings of such posts: in another folder, /cook/1018.html is a post.
    _places: set[tuple[str, str]] = field(default_factory=set)
    _any_other: bool = False

    def learn(self, urls: Iterable[str]) -> None:
        """Take addresses that are posts for certain."""
        for url in urls:
            if found := _DAY.fullmatch(urlsplit(url).path):
                self._places.add((found["folder"], found["ending"]))
            else:
                self._any_other = True

    def is_list(self, url: str) -> bool:
        """Return True for a month, or a day of all years, where posts are days."""
        return self._list(url) is not None

    def is_month(self, url: str) -> bool:
        """Return True for a month where posts are days."""
        found = self._list(url)
        return found is not None and found["month"] is not None

    def _list(self, url: str) -> re.Match[str] | None:
        found = None if self._any_other else _LIST.fullmatch(urlsplit(url).path)
        return found if found and (found["folder"], found["ending"]) in self._places else None
