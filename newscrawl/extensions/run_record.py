"""RunRecord: a lock on the site, a row for the run, and its verdict."""

from __future__ import annotations

import asyncio
import logging
import uuid
from datetime import timedelta
from typing import Any

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from newscrawl.errors import UsageError
from newscrawl.exits import verdict
from newscrawl.extensions.ledger import LedgerRecord
from newscrawl.manners import may_give_up
from pipelines.archive import ArchiveError, locks, runs
from pipelines.archive.forgotten import forgotten_at
from pipelines.archive.kept_choice import home_of
from pipelines.session import close_session, leaves_no_trace, session_of

logger = logging.getLogger(__name__)

#: Seconds between two signs of life; the lease of the lock is several times as long.
HEARTBEAT_SECONDS = 5
#: Seconds between two looks whether the run was told to end; and for which a database that is
#: away is waited for from then on, since whoever ends a run waits for it to end.
LOOK_SECONDS = 0.5
STOPPING_SECONDS = 5
#: Clocks of two machines that work on one archive may differ by so much, and nobody is told.
CLOCKS_DIFFER = timedelta(minutes=10)


class RunRecord:
    """Opens the archive and locks the site before anything is fetched; an error ends the run."""

    def __init__(self, crawler: Crawler) -> None:
        if leaves_no_trace(crawler):
            raise NotConfigured  # with a message Scrapy would warn
        spider = crawler.spider
        assert spider is not None
        self._crawler = crawler
        self._session = session_of(crawler)
        self._owner = f"crawl {uuid.uuid4().hex[:8]}"
        try:
            lies_in = getattr(spider, "lies_in", ())
            if lies_in and (home := home_of(self._session.archive, *lies_in)):
                spider.belongs_to(home)  # type: ignore[attr-defined]
            elif len(lies_in) > 1:
                homes = {url: home_of(self._session.archive, url) for url in lies_in}
                spider.belong_to(homes)  # type: ignore[attr-defined]
            self._lock_name = str(getattr(spider, "lock_name", spider.name))
            site = str(getattr(spider, "site", ""))
            if site and (at := forgotten_at(self._session.archive, site)) is not None:
                raise UsageError(
                    f"{site} was forgotten on {at:%Y-%m-%d}; to let it come back: "
                    f"newscrawl forget {site} --allow-again"
                )
            behind = runs.clock_behind(self._session.archive)
            if behind > CLOCKS_DIFFER:
                logger.warning(
                    "the clock of this machine is %s behind the last run of this archive: pages "
                    "will bear wrong times, and posts that moved or went cannot be told. Set the "
                    "clock",
                    timedelta(seconds=round(behind.total_seconds())),
                )
            locks.acquire(self._session.archive, self._lock_name, self._owner)
            self._session.run_id = runs.begin_run(
                self._session.archive,
                spider=spider.name,
                site=site,
                args=dict(getattr(spider, "given_arguments", {})),
                schedule_id=crawler.settings.getint("NEWSCRAWL_SCHEDULE_ID") or None,
            )
        except (ArchiveError, UsageError):
            close_session(crawler)
            raise
        self._heartbeat: asyncio.Task[None] | None = None
        self._looking: asyncio.Task[None] | None = None
        crawler.signals.connect(self._opened, signal=signals.spider_opened)
        crawler.signals.connect(self._closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RunRecord:
        """Return the extension; raises ArchiveError (LockHeld when another run has the site)."""
        return cls(crawler)

    def _opened(self) -> None:
        self._heartbeat = asyncio.ensure_future(self._live())
        self._looking = asyncio.ensure_future(self._look_for_the_end())

    async def _look_for_the_end(self) -> None:
        # Scrapy tells of it only once all that is under way is stored.
        while self._crawler.crawling:  # noqa: ASYNC110
            await asyncio.sleep(LOOK_SECONDS)
        self._session.archive.hurry(STOPPING_SECONDS)
        # What waits in Scrapy for its turn is given up at the gate: it need not keep its distance.
        if self._crawler.engine is not None and may_give_up(self._crawler):
            for slot in self._crawler.engine.downloader.slots.values():
                slot.delay = 0.0

    async def _live(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            await self._beat()

    async def _beat(self) -> None:
        try:
            await self._session.call(
                locks.renew, self._session.archive, self._lock_name, self._owner
            )
            assert self._session.run_id is not None
            await self._session.call(
                runs.update_run, self._session.archive, self._session.run_id, self._stats()
            )
        except ArchiveError as error:
            logger.warning("no sign of life could be written: %s", error)

    def _stats(self) -> dict[str, Any]:
        stats = self._crawler.stats.get_stats()
        return {
            name: value for name, value in stats.items() if isinstance(value, int | float | str)
        }

    async def _closed(self, spider: Spider, reason: str) -> None:
        # Scrapy closes all at once. Who is killed meanwhile has not ended, and holds the lock.
        if (ledger := self._crawler.get_extension(LedgerRecord)) is not None:
            await ledger.is_done.wait()
        for task in (self._heartbeat, self._looking):
            if task is not None:
                task.cancel()
        result = verdict(self._crawler.stats.get_stats(), reason)
        session = self._session
        try:
            assert session.run_id is not None
            await session.call(
                runs.end_run,
                session.archive,
                session.run_id,
                exit_code=result.code,
                reason=result.sentence,
                stats=self._stats(),
            )
            await session.call(locks.release, session.archive, self._lock_name, self._owner)
        except ArchiveError as error:
            logger.error("the run could not be recorded: %s", error)
