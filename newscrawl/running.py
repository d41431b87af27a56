"""Runs a spider in this process and says how it ended, also for `scrapy crawl`."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from newscrawl import exits
from newscrawl.errors import UsageError, missing_package
from newscrawl.streams import flush_or_hush
from pipelines.archive import ArchiveError, LockHeld
from pipelines.harmless import harmless
from pipelines.session import abandon_session
from pipelines.workers import abandon_all

if TYPE_CHECKING:
    from scrapy.crawler import AsyncCrawlerProcess, Crawler
    from scrapy.settings import BaseSettings

logger = logging.getLogger(__name__)


def crawl(process: AsyncCrawlerProcess, crawler: Crawler, arguments: Mapping[str, Any]) -> int:
    """Return the exit code of running `crawler` to its end; an error is one line on stderr."""
    failures: list[BaseException] = []
    reasons: list[str] = []

    def ended(task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()):
            failures.append(error)

    def closed(reason: str) -> None:
        reasons.append(reason)

    from scrapy import signals as events

    crawler.signals.connect(closed, signal=events.spider_closed)
    process.crawl(crawler, **arguments).add_done_callback(ended)
    _hang_up_in_order()
    try:
        process.start()
    finally:
        # After a second signal nothing was closed, and nobody is waited for.
        abandon_all()
        abandon_session(crawler)
    if failures:
        code = _explain(failures[0])
    elif not reasons:
        # Stopped before the spider could close: a second signal.
        code = exits.INTERRUPTED
    else:
        code = exits.verdict(crawler.stats.get_stats(), reasons[0]).code
    _end_with(code)
    return code


def _hang_up_in_order() -> None:
    """Let a closed terminal end the crawl as SIGTERM does, unless that is ignored (`nohup`)."""
    hang_up = getattr(signal, "SIGHUP", None)
    if hang_up is None or signal.getsignal(hang_up) is not signal.SIG_DFL:
        return

    def end(_signum: int, _frame: Any) -> None:
        # Shell and kernel tell it both: the second one is none that ends at once.
        signal.signal(hang_up, signal.SIG_IGN)
        signal.raise_signal(signal.SIGTERM)

    signal.signal(hang_up, end)


def _end_with(code: int) -> None:
    """Let neither a signal while the process ends nor a full disk behind its streams change `code`.

    What such a stream could not take Python tries to write again at the end, and exits with 120.
    """
    from scrapy.utils.ossignal import install_shutdown_handlers

    def leave(_signum: int, _frame: Any) -> None:
        flush_or_hush()
        os._exit(code)

    install_shutdown_handlers(leave)
    flush_or_hush()


def _explain(error: BaseException) -> int:
    said = str(error)
    if isinstance(error, UsageError):
        code = exits.USAGE
    elif isinstance(error, ImportError) and (missing := missing_package(error)):
        code, said = exits.USAGE, missing
    elif isinstance(error, LockHeld):
        code = exits.LOCKED
    elif isinstance(error, ArchiveError):
        code = exits.DATABASE
    else:
        logger.error("the crawl could not start", exc_info=error)
        return exits.USAGE
    print(f"newscrawl: {harmless(said)}", file=sys.stderr)
    return code


def _check_log_level(settings: BaseSettings) -> None:
    # Before Scrapy sets up its log, which would break over it.
    said = settings.get("LOG_LEVEL")
    known = logging.getLevelNamesMapping()
    if not isinstance(said, int) and said not in known:
        raise UsageError(f"LOG_LEVEL: {said!r} is no level; write DEBUG, INFO, WARNING or ERROR")


def run_spider(spider: str, arguments: Mapping[str, Any], settings: Mapping[str, Any]) -> int:
    """Run the spider of that name in this process, once, and return the exit code.

    `settings` go above those of the project, as `-s` does. A process can run one
    crawl only: the reactor cannot be started twice.
    """
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.utils.project import ENVVAR, get_project_settings

    os.environ.setdefault(ENVVAR, "newscrawl.settings")
    project = get_project_settings()
    project.setdict(dict(settings), priority="cmdline")
    _check_log_level(project)
    process = AsyncCrawlerProcess(project)
    try:
        crawler = process.create_crawler(spider)
    except KeyError:
        known = ", ".join(sorted(process.spider_loader.list()))
        raise UsageError(f"there is no spider {spider!r}; there are: {known}") from None
    return crawl(process, crawler, arguments)
