"""The crawl's one way to the archive: opened once, used from one thread, never from the reactor."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from scrapy import signals
from scrapy.utils.asyncio import is_asyncio_available
from scrapy.utils.spider import DefaultSpider

from pipelines.archive import Archive, ArchiveError, open_archive

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

P = ParamSpec("P")
T = TypeVar("T")


class ArchiveSession:
    """An open archive and the thread that works on it, in the order of the calls."""

    def __init__(self, url: str, patience_seconds: float) -> None:
        #: Raises ArchiveError when it cannot be opened.
        self.archive: Archive = open_archive(url, patience_seconds=patience_seconds)
        #: The run that writes, once it has begun.
        self.run_id: int | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="newscrawl-archive")

    async def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what `function` returns, run in the archive's thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, lambda: function(*args, **kwargs))

    def close(self) -> None:
        """Finish what is under way and close the archive."""
        self._thread.shutdown(wait=True)
        self.archive.close()


_sessions: WeakKeyDictionary[Crawler, ArchiveSession] = WeakKeyDictionary()


def leaves_no_trace(crawler: Crawler) -> bool:
    """Return True for a dry run, and for what only looks: `scrapy shell`, `fetch` and `check`."""
    spider = crawler.spider
    if spider is None or isinstance(spider, DefaultSpider):
        return True
    return bool(getattr(spider, "dry_run", False)) or "SCRAPY_CHECK" in os.environ


def session_of(crawler: Crawler) -> ArchiveSession:
    """Return the session of this crawl, opened at the first call; raises ArchiveError.

    What leaves no trace has an archive in memory.
    """
    if crawler not in _sessions:
        url = "sqlite://"
        if not leaves_no_trace(crawler) and not (url := crawler.settings["NEWSCRAWL_DATABASE_URL"]):
            raise ArchiveError(
                "NEWSCRAWL_DATABASE_URL is not set; name the archive: sqlite:///archive.db"
            )
        if not is_asyncio_available():
            raise ArchiveError(
                "the stages of newscrawl are coroutines; leave TWISTED_REACTOR as Scrapy has it, "
                "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
            )
        wait_seconds = crawler.settings.getfloat("NEWSCRAWL_DATABASE_WAIT_SECONDS", 180)
        _sessions[crawler] = ArchiveSession(url, wait_seconds)
        # Later than spider_closed, in which others still write.
        crawler.signals.connect(_stopped, signal=signals.engine_stopped)
    return _sessions[crawler]


def abandon_session(crawler: Crawler) -> None:
    """Let no call of this crawl wait for a database that is away, since nobody waits for it."""
    if session := _sessions.get(crawler):
        session.archive.hurry()


def _stopped(sender: Crawler) -> None:
    close_session(sender)


def close_session(crawler: Crawler) -> None:
    """Close the session of this crawl, if one was opened."""
    if session := _sessions.pop(crawler, None):
        session.close()
