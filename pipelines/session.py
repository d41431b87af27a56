"""The crawl's one way to the archive: opened once, used from one thread, never from the reactor."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from pipelines.archive import Archive, open_archive

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


def session_of(crawler: Crawler) -> ArchiveSession:
    """Return the session of this crawl, opened at the first call; raises ArchiveError.

    A dry run has an archive in memory, and leaves no trace.
    """
    if crawler not in _sessions:
        dry = getattr(crawler.spider, "dry_run", False)
        url = "sqlite://" if dry else crawler.settings["NEWSCRAWL_DATABASE_URL"]
        wait_seconds = crawler.settings.getfloat("NEWSCRAWL_DATABASE_WAIT_SECONDS")
        _sessions[crawler] = ArchiveSession(url, wait_seconds)
    return _sessions[crawler]


def abandon_session(crawler: Crawler) -> None:
    """Let no call of this crawl wait for a database that is away, since nobody waits for it."""
    if session := _sessions.get(crawler):
        session.archive.hurry()


def close_session(crawler: Crawler) -> None:
    """Close the session of this crawl, if one was opened."""
    if session := _sessions.pop(crawler, None):
        session.close()
