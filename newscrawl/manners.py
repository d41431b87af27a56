"""Manners toward hosts: all that a crawl asks, each known once however its name is spelled."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from weakref import WeakKeyDictionary, ref

from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from newscrawl.host import Gaps, Host, Turns, host_key

#: Hosts that are remembered; the ones not asked for longest are forgotten.
HOSTS_AT_MOST = 1000


class Hosts:
    """The manners toward all hosts of one crawl."""

    def __init__(self, settings: BaseSettings) -> None:
        self.at_once = max(1, settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN"))
        self.delay_seconds = settings.getfloat("DOWNLOAD_DELAY")
        self.max_gap_seconds = settings.getfloat("NEWSCRAWL_MAX_CRAWL_DELAY_SECONDS")
        self.max_pause_seconds = settings.getfloat("NEWSCRAWL_MAX_PAUSE_SECONDS")
        #: Tells whether the run was told to end.
        self.ending: Callable[[], bool] = lambda: False
        self._hosts: OrderedDict[str, Host] = OrderedDict()
        #: Settles with the other runs of the archive how many of us may ask a host at once.
        self.share: Callable[[Host], Awaitable[None]] | None = None
        #: Keeps the gap between two requests to one host, whichever run makes them.
        self.gaps: Gaps | None = None

    def __len__(self) -> int:
        return len(self._hosts)

    def __getitem__(self, url: str) -> Host:
        key = host_key(url)
        if key not in self._hosts:
            self._forget()
            host = Host(
                key,
                Turns(self.at_once),
                delay_seconds=self.delay_seconds,
                ending=lambda: self.ending(),
            )
            self._hosts[key] = host
        self._hosts.move_to_end(key)
        return self._hosts[key]

    @asynccontextmanager
    async def turn(self, host: Host) -> AsyncIterator[None]:
        """Wait for a turn at `host`, within what the other runs leave; hold it for one request."""
        if self.share is not None and not host.shared:
            await self.share(host)
        async with host.turn(self.gaps):
            yield

    def shared(self) -> list[Host]:
        """Return the hosts that this run has a part of."""
        return [host for host in self._hosts.values() if host.shared]

    def _forget(self) -> None:
        if len(self._hosts) < HOSTS_AT_MOST:
            return
        now = time.monotonic()
        old = [
            name
            for name, host in self._hosts.items()
            # One that is away must not be met as if it were new.
            if host.turns.idle
            and host.not_before < now
            and not (host.refusals or host.silences or host.shared)
        ]
        # Many at once: this is then a rare work.
        for name in old[: HOSTS_AT_MOST // 4]:
            del self._hosts[name]


def may_give_up(crawler: Crawler) -> bool:
    """Return True when what is not asked for before the end stands in the archive, for later.

    A spider of others has its requests in memory or a JOBDIR, which holds none under way.
    """
    return hasattr(crawler.spider, "addresses")


def _ends(crawler: Crawler) -> bool:
    # In `scrapy shell` an engine runs and nobody crawls.
    runs = crawler.crawling or (crawler.engine is not None and crawler.engine.running)
    return not runs and may_give_up(crawler)


_hosts: WeakKeyDictionary[Crawler, Hosts] = WeakKeyDictionary()


def hosts_of(crawler: Crawler) -> Hosts:
    """Return the manners of this crawl, one for all schemes and middlewares."""
    if crawler not in _hosts:
        _hosts[crawler] = Hosts(crawler.settings)
        weak = ref(crawler)
        _hosts[crawler].ending = lambda: (here := weak()) is not None and _ends(here)
    return _hosts[crawler]
