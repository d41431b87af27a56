"""Indexes that are still to be read: parts of a sitemap, pages of a feed."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator


class ToRead:
    """Addresses that wait to be read: each once, all it begins with, and at most `most` in all.

    It may be added to while it is gone through.
    """

    def __init__(self, urls: Iterable[str], *, most: int) -> None:
        self._most = most
        self._waiting: deque[str] = deque(dict.fromkeys(urls))
        self._taken: set[str] = set(self._waiting)
        #: True when not all of what was added last found room.
        self.is_over = False

    def __iter__(self) -> Iterator[str]:
        while self._waiting:
            yield self._waiting.popleft()

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def new(self, urls: Iterable[str]) -> list[str]:
        """Return those that were never added, each once."""
        return [url for url in dict.fromkeys(urls) if url not in self._taken]

    def add(self, urls: Iterable[str], *, next_of_all: bool = False) -> list[str]:
        """Add those that are new and for which there is room, and return them.

        They come after those that wait, or before them all (`next_of_all`).
        """
        added = self.new(urls)
        room = max(0, self._most - len(self._taken))
        self.is_over = len(added) > room
        del added[room:]
        self._taken.update(added)
        if next_of_all:
            self._waiting.extendleft(reversed(added))
        else:
            self._waiting.extend(added)
        return added
