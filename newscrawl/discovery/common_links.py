"""Links that stand beside every post: months, tags and newest posts."""

from __future__ import annotations

from collections import Counter

from newscrawl.discovery.catalogue import FEW
from newscrawl.discovery.post_lists import ShownLink

#: Addresses of which it is counted for a while how many pages led to them.
MOST_COUNTED = 20_000


class CommonLinks:
    """How many of the pages read lately led to an address."""

    def __init__(self) -> None:
        self._led_to: Counter[str] = Counter()

    def without(self, links: list[ShownLink]) -> list[ShownLink]:
        """Return a page's links but those to what so many led to that none is noted any more."""
        if len(self._led_to) > MOST_COUNTED:
            self._led_to.clear()
        self._led_to.update({one.url for one in links})
        return [one for one in links if self._led_to[one.url] <= FEW]
