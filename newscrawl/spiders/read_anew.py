"""Pages that were taken for no posts and are read again: a list of posts named them since.

A short page alone may be anything; one that stands among posts, or beside one, is a post. Pages
are kept, so none is asked for a second time.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from newscrawl.discovery.catalogue import Candidate
from newscrawl.spiders.base import PostSpider
from newscrawl.spiders.choosing import AddressChoice
from pipelines.items import Entry
from pipelines.urls import identity_url

#: Pages of which it is kept for a while that they were taken for none.
DOUBTED_LATELY = 500
#: Pages of which it is kept what stands beside them.
MOST_BESIDE = 5000
#: What a short post is taken for while nothing is known but its page.
_DOUBTED = ("listing", "archive", "other", "about", "stub", "empty")


class ReadAnew:
    """Which pages of one blog are read again."""

    def __init__(self, spider: PostSpider, choice: AddressChoice) -> None:
        self._spider = spider
        self._choice = choice
        #: Pages that were taken for none last.
        self._doubted_lately: dict[str, None] = {}
        #: Addresses that a list of posts named while their pages were on their way.
        self._named_since: set[str] = set()
        #: What pages lead to as the ones before and after them, by identity, and what posts do.
        self._beside: dict[str, list[Entry]] = {}
        self._beside_posts: list[Entry] = []

    async def listed(self, urls: Collection[str]) -> int:
        """Take that a list of posts names `urls`; return how many of them are read again."""
        count = 0
        for candidate in (await self._spider.addresses.find(urls)).values():
            first = sum(one.among_posts for one in candidate.entries) == 1
            if first and candidate.state == "leased":
                # It may have been dropped since it was looked up.
                if candidate.identity in self._doubted_lately:
                    self._spider.addresses.again_one(candidate)
                    count += 1
                else:
                    self._named_since.add(candidate.identity)
            elif first and candidate.state == "closed" and candidate.reason in _DOUBTED:
                self._spider.addresses.again_one(candidate)
                count += 1
        return count

    def was_none(self, candidate: Candidate) -> None:
        """Have a page read again that was taken for none while a list of posts named it."""
        if candidate.reason not in _DOUBTED:
            return
        if candidate.identity in self._named_since:
            self._named_since.discard(candidate.identity)
            self._spider.addresses.again_one(candidate)
            return
        self._doubted_lately[candidate.identity] = None
        if len(self._doubted_lately) > DOUBTED_LATELY:
            del self._doubted_lately[next(iter(self._doubted_lately))]

    def stand_beside(self, url: str, entries: list[Entry]) -> None:
        """Take what the page at `url` leads to as the ones before and after it."""
        if len(self._beside) < MOST_BESIDE:
            self._beside[identity_url(url)] = entries

    def was_post(self, url: str) -> None:
        """Take that the page at `url` is a post: so is what it leads to as its neighbours."""
        self._beside_posts += self._beside.pop(identity_url(url), [])

    async def read_beside_posts(self) -> int:
        """Have pages read again that were taken for none and stand beside posts; say how many."""
        entries = [replace(entry, among_posts=True) for entry in self._beside_posts]
        self._beside_posts.clear()
        if not entries:
            return 0
        await self._spider.addresses.name(entries, plain=self._choice.patterns.plain)
        return await self.listed([entry.url for entry in entries])
