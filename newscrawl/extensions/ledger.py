"""LedgerRecord: writes what the sources claimed, and what became of it, when the crawl ends."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, NotConfigured

from newscrawl.changes import source_read
from newscrawl.spiders.base import PostSpider
from pipelines.archive import ArchiveError
from pipelines.archive.frontier import answers
from pipelines.archive.late_moves import join_late_moves
from pipelines.archive.ledger import record_ledger
from pipelines.session import leaves_no_trace, session_of

logger = logging.getLogger(__name__)


class LedgerRecord:
    """Keeps the completeness ledger of a spider."""

    def __init__(self, crawler: Crawler) -> None:
        if leaves_no_trace(crawler):
            raise NotConfigured
        self._crawler = crawler
        self._started = datetime.now(UTC)
        #: Set once nothing more is written: a run has not ended before.
        self.is_done = asyncio.Event()
        crawler.signals.connect(self._closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> LedgerRecord:
        """Return the extension; NotConfigured in a dry run."""
        return cls(crawler)

    async def _closed(self, spider: Spider) -> None:
        try:
            await self._record(spider)
        finally:
            self.is_done.set()

    async def _record(self, spider: Spider) -> None:
        if not isinstance(spider, PostSpider):
            return
        if (crawl := spider.addresses.crawl) is None and not spider.ledger.sources:
            return
        session = session_of(self._crawler)
        sources = [source_read(book) for book in spider.ledger.sources.values()]
        try:
            await spider.addresses.flush()
            began_at = crawl.began_at if crawl else self._started
            await session.call(
                join_late_moves,
                session.archive,
                spider.site,
                at=began_at,
                run_id=session.run_id,
            )
            answered = await session.call(answers, session.archive, crawl) if crawl else []
            await session.call(
                record_ledger,
                session.archive,
                spider.site,
                at=began_at,
                sources=sources,
                found=answered,
                run_id=session.run_id,
            )
        except (ArchiveError, CloseSpider) as error:
            logger.error("the ledger could not be written: %s", error)
