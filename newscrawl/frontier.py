"""The scheduler: what is left to do is what the archive says.

Posts are leased from the archive, a few ahead of the downloader, so that a million that wait
cost no memory. No more pages are on their way than the readers are about to need: each of
those would be memory, and fetched in vain when the process is killed. What is due goes before
listings, and both before the kept pages that a broken-off crawl reads once more.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections import deque
from typing import Self

from scrapy import Request, Spider, signals
from scrapy.core.scheduler import Scheduler
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from scrapy.utils.defer import deferred_from_coro
from twisted.internet.defer import Deferred

from newscrawl.addresses import Addresses
from newscrawl.spiders.base import PostSpider
from newscrawl.spiders.fetching import LISTING_PRIORITY
from pipelines.archive import ArchiveError
from pipelines.archive.fetches import validators
from pipelines.session import session_of
from pipelines.urls import url_hash

#: Posts that are leased at once, and how few of them are left when more are asked for.
LEASED = 128
FEW = 32


class Frontier(Scheduler):
    """Scrapy's scheduler, which takes posts from the archive and the rest from memory."""

    _in_flight_limit = 16
    _first_limit = 2
    _one_came_through = False
    _posts: PostSpider | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the scheduler; the limit is NEWSCRAWL_PAGES_IN_FLIGHT."""
        frontier = super().from_crawler(crawler)
        workers = crawler.settings.getint("NEWSCRAWL_WORKERS") or os.cpu_count() or 1
        wanted = crawler.settings.getint("NEWSCRAWL_PAGES_IN_FLIGHT")
        # Fewer than two a worker would leave workers idle; more are not needed before the first
        # page came through, for which a worker has to be started.
        frontier._first_limit = 2 * workers
        frontier._in_flight_limit = max(wanted, 2 * workers)
        frontier._head = deque()
        frontier._filling = None
        frontier._urgent = 0
        for signal in (signals.item_scraped, signals.item_dropped, signals.item_error):
            crawler.signals.connect(frontier._page_came_through, signal=signal)
        crawler.signals.connect(frontier._answered, signal=signals.response_downloaded)
        return frontier

    #: Requests for posts that are leased.
    _head: deque[Request]
    _filling: asyncio.Task[None] | None
    #: Requests in memory that go before posts: redirects, second tries.
    _urgent: int

    def open(self, spider: Spider) -> Deferred[None] | None:
        """Get ready for the requests of `spider`."""
        self._posts = spider if isinstance(spider, PostSpider) else None
        if self._posts is not None:
            self._posts.addresses.wake = self.wake
        return super().open(spider)

    def close(self, reason: str) -> Deferred[None] | None:
        """Give back to the archive what was leased and not asked for."""
        super().close(reason)
        return deferred_from_coro(self._give_back())

    async def _give_back(self) -> None:
        if self._filling is not None:
            await self._filling
        if self._posts is not None:
            # What fails is logged; the next run takes over what this one leased.
            with contextlib.suppress(CloseSpider):
                await self._posts.addresses.release()

    def _page_came_through(self) -> None:
        if not self._one_came_through:
            self._one_came_through = True
            self.wake()

    def _answered(self, response: Response, request: Request) -> None:
        # No reader is needed for it: a post that did not change, one that is not there.
        if response.status != 200 and request.meta.get("newscrawl_kind") == "post":
            self._page_came_through()

    def has_pending_requests(self) -> bool:
        """Return True while anything may be left to ask for."""
        return bool(self._head or self._is_filling or self._may_lease) or bool(
            super().has_pending_requests()
        )

    def enqueue_request(self, request: Request) -> bool:
        """Return True when the request was taken."""
        taken = super().enqueue_request(request)
        self._urgent += taken and request.priority > LISTING_PRIORITY
        return taken

    def next_request(self) -> Request | None:
        """Return the next request; None when enough is under way, or posts are being leased."""
        if self._is_enough_under_way():
            return None
        if not self._urgent:
            if len(self._head) <= FEW and self._may_lease and not self._is_filling:
                self._filling = asyncio.ensure_future(self._fill())
            if self._head:
                return self._head.popleft()
            if self._is_filling:
                return None  # posts go before listings
        if (request := super().next_request()) is not None and request.priority > LISTING_PRIORITY:
            self._urgent -= 1
        return request

    def _is_enough_under_way(self) -> bool:
        engine = self.crawler.engine if self.crawler else None
        if engine is None or engine.scraper.slot is None:
            return False
        slot = engine.scraper.slot
        under_way = len(engine.downloader.active) + len(slot.queue) + len(slot.active)
        limit = self._in_flight_limit if self._one_came_through else self._first_limit
        return under_way >= limit

    @property
    def _is_filling(self) -> bool:
        return self._filling is not None and not self._filling.done()

    @property
    def _may_lease(self) -> bool:
        if self._posts is None:
            return False
        addresses: Addresses = self._posts.addresses
        more = addresses.more_due or (addresses.may_read_again and not self._has_listings)
        return addresses.ready and more and self._posts.room > 0

    @property
    def _has_listings(self) -> bool:
        return bool(super().has_pending_requests())

    async def _fill(self) -> None:
        spider = self._posts
        assert spider is not None
        try:
            leased = await spider.addresses.lease(min(LEASED, spider.room))
            if not leased and spider.addresses.may_read_again and not self._has_listings:
                leased = await spider.addresses.lease_again(min(LEASED, spider.room))
            requests = [one for one in map(spider.request_for, leased) if one is not None]
            await self._add_validators(spider, requests)
            self._head.extend(requests)
        except CloseSpider:
            spider.addresses.stop()
        else:
            asyncio.get_running_loop().call_soon(self.wake)

    async def _add_validators(self, spider: PostSpider, requests: list[Request]) -> None:
        if not requests:
            return
        assert self.crawler is not None
        session = session_of(self.crawler)
        keys = {url_hash(request.url): request for request in requests}
        try:
            known = await session.call(validators, session.archive, spider.site, keys)
        except ArchiveError:
            return  # what is fetched in full is never wrong
        for key, found in known.items():
            keys[key].meta["newscrawl_validators"] = found

    def wake(self) -> None:
        """Let the engine ask again; it would by itself, after five seconds."""
        engine = self.crawler.engine if self.crawler else None
        if engine is not None and engine._slot is not None:
            engine._slot.nextcall.schedule()
