"""Changes to the frontier that wait to be written, and the transactions that write them.

Whatever is decided about an address is written before it is acted upon: with the next thing that
is asked of the archive, in the same transaction, or a second later.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider

from newscrawl.discovery.catalogue import Candidate
from newscrawl.discovery.ledger import Ledger, SourceBook
from newscrawl.naming import row_of
from pipelines.archive import ArchiveError, frontier
from pipelines.archive.fetches import MISSING, FetchRow, record_fetches
from pipelines.archive.frontier import Crawl, Transaction
from pipelines.archive.ledger import SourceRead, record_sources
from pipelines.session import session_of

logger = logging.getLogger(__name__)

T = TypeVar("T")

#: Changes that may wait for the next transaction, and seconds for which they may: a kill costs
#: what waits.
MOST = 100
SECONDS = 1.0


class Changes:
    """What is to be written of one crawl's addresses; the crawl begins with the first write."""

    def __init__(
        self, crawler: Crawler, ledger: Ledger, opened: Callable[[dict[str, int], int], None]
    ) -> None:
        """Call `opened` once the crawl is begun: the count of each state, the last place."""
        self._crawler = crawler
        self._ledger = ledger
        self._opened = opened
        #: The crawl, once the archive was asked for the first time.
        self.crawl: Crawl | None = None
        self._candidates: dict[str, Candidate] = {}
        self._fetches: list[FetchRow] = []
        self._flushing: asyncio.Task[None] | None = None
        self._flush_at: asyncio.TimerHandle | None = None

    def add(self, candidate: Candidate) -> None:
        """Take a candidate whose state or outcome changed, for the next transaction."""
        self._candidates[candidate.identity] = candidate

    def add_soon(self, candidate: Candidate) -> None:
        """Take a candidate whose state or outcome changed; it is written soon."""
        self.add(candidate)
        self._flush_soon()

    def drop(self, candidate: Candidate) -> None:
        """Forget what waits of a candidate: it is written otherwise."""
        self._candidates.pop(candidate.identity, None)

    def missing(self, url: str, status: int) -> None:
        """Note that a source is not there, so that the next run of this crawl need not ask."""
        self._add_fetch(
            FetchRow(url=url, status=status, fetched_at=datetime.now(UTC), outcome=MISSING)
        )

    def failed(self, url: str, *, status: int = 0, final_url: str = "", error: str = "") -> None:
        """Note that a fetch failed; it is written soon."""
        self._add_fetch(
            FetchRow(
                url=url,
                final_url=final_url,
                status=status,
                fetched_at=datetime.now(UTC),
                outcome="failed",
                error=error,
            )
        )

    def _add_fetch(self, row: FetchRow) -> None:
        self._fetches.append(row)
        self._flush_soon()

    def _flush_soon(self) -> None:
        if self._waiting() >= MOST:
            self._flush_now()
        elif self._flush_at is None:
            self._flush_at = asyncio.get_running_loop().call_later(SECONDS, self._flush_now)

    def _waiting(self) -> int:
        return len(self._candidates) + len(self._fetches) + len(self._ledger.news)

    def _flush_now(self) -> None:
        if self._flush_at is not None:
            self._flush_at.cancel()
            self._flush_at = None
        if self._flushing is None or self._flushing.done():
            self._flushing = asyncio.ensure_future(self._flush_quietly())

    async def flush(self) -> None:
        """Write what changed."""
        if self._waiting():
            await self.do(lambda connection, crawl: None)

    async def _flush_quietly(self) -> None:
        try:
            await self.flush()
        except CloseSpider:
            self.stop()

    async def open(self) -> Crawl:
        """Return the crawl, begun or gone on with."""
        if self.crawl is None:
            await self.do(lambda connection, crawl: None)
        assert self.crawl is not None
        return self.crawl

    async def do(self, work: Callable[[Transaction, Crawl], T]) -> T:
        """Return what `work` returns, done in one transaction with all changes that wait.

        Raises CloseSpider when the archive cannot be written: nothing could be kept.
        """
        session = session_of(self._crawler)
        changed = [row_of(candidate) for candidate in self._candidates.values()]
        fetches, news = self._fetches, [source_read(book) for book in self._ledger.take_news()]
        self._candidates, self._fetches = {}, []
        crawl = self.crawl

        def step(connection: Transaction) -> tuple[T, Crawl, dict[str, int], int]:
            states: dict[str, int] = {}
            place = 0
            here = crawl
            if here is None:
                here = self._begin(connection)
                states = frontier.count_states(connection, here)
                place = frontier.last_place(connection, here)
            if changed:
                frontier.change_states(connection, here, changed)
            record_fetches(connection, session.run_id, here.site_id, fetches)
            record_sources(connection, here.site_id, news, at=here.began_at)
            return work(connection, here), here, states, place

        try:
            answer, here, states, place = await session.call(session.archive.write, step)
        except ArchiveError as error:
            logger.error("the archive cannot be written: %s", error)
            assert self._crawler.stats is not None
            self._crawler.stats.inc_value("newscrawl/failed/store")
            raise CloseSpider("database") from error
        if self.crawl is None:
            self.crawl = here
            self._opened(states, place)
        return answer

    def _begin(self, connection: Transaction) -> Crawl:
        session = session_of(self._crawler)
        hours = self._crawler.settings.getfloat("NEWSCRAWL_RESUME_HOURS")
        site = str(getattr(self._crawler.spider, "site", ""))
        return frontier.begin_crawl(
            connection, site, session.run_id, resume_within=timedelta(hours=hours)
        )

    def stop(self, reason: str = "database") -> None:
        """End the crawl: what it finds could not be kept, or the blog's host is away."""
        if (engine := self._crawler.engine) is not None and engine.spider is not None:
            asyncio.ensure_future(engine.close_spider_async(reason=reason))  # noqa: RUF006


def source_read(book: SourceBook) -> SourceRead:
    """Return what is recorded of a source."""
    return SourceRead(
        url=book.url, kind=book.kind, declared_total=book.declared_total, problem=book.problem
    )
