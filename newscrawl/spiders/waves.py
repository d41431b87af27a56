"""What is done while nothing else is under way: the work that waits for all answers so far."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from scrapy import signals
from scrapy.exceptions import CloseSpider, DontCloseSpider

from newscrawl.spiders.base import PostSpider


class Waves:
    """Calls `work` each time its spider is idle, until it returns False; then the crawl ends."""

    def __init__(self, spider: PostSpider, work: Callable[[], Awaitable[bool]]) -> None:
        self._spider = spider
        self._work = work
        self._task: asyncio.Task[bool] | None = None
        spider.crawler.signals.connect(self.on_idle, signal=signals.spider_idle)

    def on_idle(self) -> None:
        """Go on with what had to wait for the answers so far; with nothing left the crawl ends."""
        if self._task is not None and self._task.done():
            found_more = self._task.result()
            self._task = None
            if not found_more:
                return
        if self._task is None:
            self._task = asyncio.ensure_future(self._next())
        raise DontCloseSpider

    async def _next(self) -> bool:
        try:
            more = not self._spider.full and await self._work()
        except CloseSpider:
            more = False  # logged: the archive cannot be written
            self._spider.addresses.stop()
        self._spider.addresses.wake()
        return more
