"""Progress: one living line on a terminal, plain lines elsewhere, a summary at the end."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, TextIO

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import AsyncioLoopingCall

from newscrawl import exits
from newscrawl.exits import verdict
from newscrawl.spiders.answers import WITHHELD


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The figures a person watches."""

    found: int
    fetched: int
    new: int
    changed: int
    same: int
    #: Stored before this crawl was broken off.
    resumed: int
    dropped: int
    #: Pages that asked for a password, for money or for a login.
    withheld: int
    #: Posts that the blog's own list calls private.
    private: int
    #: Addresses that led to the home page: what stood there is gone.
    home: int
    failed: int

    @property
    def left(self) -> int:
        """Return how many found addresses have no outcome yet; never below 0."""
        stored = self.new + self.changed + self.same + self.resumed
        settled = stored + self.dropped + self.withheld + self.home + self.failed
        return max(0, self.found - settled)

    @classmethod
    def of(cls, stats: Mapping[str, Any]) -> Counts:
        """Return the figures from Scrapy's stats."""
        total = partial(exits.total, stats)
        withheld = sum(total(f"newscrawl/dropped/{kind}") for kind in WITHHELD)
        return cls(
            found=total("newscrawl/found"),
            fetched=total("newscrawl/fetched"),
            new=total("newscrawl/stored/new"),
            changed=total("newscrawl/stored/changed"),
            # 304: the server says that nothing changed; as good as read and found the same.
            same=total("newscrawl/stored/same") + total("newscrawl/unchanged"),
            resumed=total("newscrawl/resumed"),
            dropped=total("newscrawl/dropped") - withheld,
            withheld=withheld,
            private=total("newscrawl/withheld"),
            home=total("newscrawl/skipped/sent-home"),
            failed=total("newscrawl/failed"),
        )


def progress_line(counts: Counts, seconds: float) -> str:
    """Return the one line: found, fetched, stored, failed, rate, what is left."""
    stored = counts.new + counts.changed + counts.same + counts.resumed
    rate = stored / seconds if seconds > 0 else 0.0
    return (
        f"{counts.found} found, {counts.fetched} fetched, {stored} posts, "
        f"{counts.failed} failed, {counts.left} left, {rate:.1f} posts/s"
    )


def summary_line(counts: Counts, seconds: float, sentence: str) -> str:
    """Return the last line: what the run came to."""
    parts = [f"{counts.new} new", f"{counts.changed} changed", f"{counts.same} unchanged"]
    if counts.resumed:
        parts.append(f"{counts.resumed} stored before the interruption")
    if counts.dropped:
        parts.append(f"{counts.dropped} pages were no posts")
    if withheld := counts.withheld + counts.private:
        parts.append(f"{withheld} withheld")
    if counts.home:
        parts.append(f"{counts.home} led to the home page")
    if counts.failed:
        parts.append(f"{counts.failed} failed")
    return f"{', '.join(parts)} in {seconds:.1f} s: {sentence}"


class Progress:
    """Writes to standard error, so that `-O -:jsonl` stays clean."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._out: TextIO = sys.stderr
        self._live = self._out.isatty()
        every = 0.5 if self._live else crawler.settings.getfloat("NEWSCRAWL_PROGRESS_SECONDS")
        if not crawler.settings.getbool("LOG_ENABLED"):
            raise NotConfigured
        self._every = every
        self._started = time.monotonic()
        self._call = AsyncioLoopingCall(self._show)
        crawler.signals.connect(self._opened, signal=signals.spider_opened)
        crawler.signals.connect(self._closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Progress:
        """Return the extension; NotConfigured with --nolog."""
        return cls(crawler)

    def _opened(self) -> None:
        self._started = time.monotonic()
        if self._every:
            self._call.start(self._every, now=False)

    def _show(self) -> None:
        line = progress_line(self._counts(), time.monotonic() - self._started)
        if self._live:
            self._out.write(f"\r\x1b[K{line}")
        else:
            self._out.write(f"newscrawl: {line}\n")
        self._out.flush()

    def _counts(self) -> Counts:
        return Counts.of(self._crawler.stats.get_stats())

    def _closed(self, spider: Spider, reason: str) -> None:
        if self._call.running:
            self._call.stop()
        result = verdict(self._crawler.stats.get_stats(), reason)
        clear = "\r\x1b[K" if self._live else ""
        line = summary_line(self._counts(), time.monotonic() - self._started, result.sentence)
        self._out.write(f"{clear}newscrawl: {line}\n")
        self._out.flush()
