"""The scheduler: hands out no more pages than the readers are about to need.

Without it Scrapy would fetch far ahead of the readers; each of those pages
would be memory, and fetched in vain when the process is killed.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.core.scheduler import Scheduler

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler


class Frontier(Scheduler):
    """Scrapy's scheduler with a limit on pages that are fetched but not yet stored."""

    _in_flight_limit = 16

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the scheduler; the limit is NEWSCRAWL_PAGES_IN_FLIGHT."""
        frontier = super().from_crawler(crawler)
        workers = crawler.settings.getint("NEWSCRAWL_WORKERS") or os.cpu_count() or 1
        wanted = crawler.settings.getint("NEWSCRAWL_PAGES_IN_FLIGHT")
        # Fewer than two a worker would leave workers idle.
        frontier._in_flight_limit = max(wanted, 2 * workers)
        return frontier

    def next_request(self) -> Request | None:
        """Return the next request; None when enough is under way."""
        engine = self.crawler.engine if self.crawler else None
        if engine is not None and engine.scraper.slot is not None:
            slot = engine.scraper.slot
            under_way = len(engine.downloader.active) + len(slot.queue) + len(slot.active)
            if under_way >= self._in_flight_limit:
                return None
        return super().next_request()
