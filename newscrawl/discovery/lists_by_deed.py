"""Pages that nothing calls lists, and that show many posts: what they do tells what they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipelines.urls import identity_url

#: Posts to which a page leads that is none itself: so many are no links of a text.
MANY = 8
#: Pages of one blog that are kept in mind.
_MOST = 4000


@dataclass(slots=True)
class ListsByDeed:
    """Which pages led to posts, and which pages are none."""

    _led: Counter[str] = field(default_factory=Counter)
    _no_posts: dict[str, str] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    def led_to_a_post(self, pages: Iterable[str]) -> None:
        """Take the pages that name one post."""
        for identity in set(map(identity_url, pages)):
            if identity in self._led or len(self._led) < _MOST:
                self._led[identity] += 1

    def shows(self, page: str, posts: int) -> None:
        """Take that a page heads items with so many addresses that look like posts."""
        identity = identity_url(page)
        if posts >= MANY and (identity in self._led or len(self._led) < _MOST):
            self._led[identity] += posts

    def was_no_post(self, url: str) -> None:
        """Take that the page at `url` was read and is no post."""
        if len(self._no_posts) < _MOST:
            self._no_posts[identity_url(url)] = url

    def take(self) -> list[str]:
        """Return those that proved to be lists since the last call: where they go on is unread."""
        found = [
            identity
            for identity in self._no_posts
            if self._led[identity] >= MANY and identity not in self._taken
        ]
        self._taken.update(found)
        return [self._no_posts[identity] for identity in found]
