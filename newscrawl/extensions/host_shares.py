"""HostShares: runs of one archive that ask one host share its turns among them."""

from __future__ import annotations

import asyncio
import logging
import time

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from newscrawl.host import Host
from newscrawl.manners import hosts_of
from pipelines.archive import ArchiveError
from pipelines.archive.hosts import LEASE_SECONDS, keep_gap, leave_hosts, take_gap, take_shares
from pipelines.archive.processes import owner_here
from pipelines.session import leaves_no_trace, session_of

logger = logging.getLogger(__name__)

#: Seconds between two looks at who else asks the same hosts.
EVERY_SECONDS = 2
#: Seconds after the last request at which a part is given back.
IDLE_SECONDS = 10


class HostShares:
    """Keeps CONCURRENT_REQUESTS_PER_DOMAIN, and the delays, for all runs of an archive together."""

    def __init__(self, crawler: Crawler) -> None:
        if leaves_no_trace(crawler):
            raise NotConfigured
        self._crawler = crawler
        self._owner = owner_here()
        self._hosts = hosts_of(crawler)
        self._hosts.share = self._join
        self._hosts.gaps = self
        self._joining: dict[str, asyncio.Task[None]] = {}
        self._loop: asyncio.Task[None] | None = None
        self._dealt_at = time.monotonic()
        crawler.signals.connect(self._opened, signal=signals.spider_opened)
        crawler.signals.connect(self._closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> HostShares:
        """Return the extension; NotConfigured in a dry run, which has no archive."""
        return cls(crawler)

    def _opened(self) -> None:
        self._loop = asyncio.ensure_future(self._look_around())

    async def _join(self, host: Host) -> None:
        # Requests that come together join once.
        if host.name not in self._joining:
            self._joining[host.name] = asyncio.ensure_future(self.deal([host]))
        try:
            await asyncio.shield(self._joining[host.name])
        finally:
            self._joining.pop(host.name, None)

    async def take(self, host: Host) -> float:
        """Return 0 when `host` may be asked now, as far as others know, or the seconds to wait."""
        session = session_of(self._crawler)
        gap = host.gap_of_all_seconds
        # While a host with a Crawl-delay is asked, nobody else asks it; unless we are killed.
        hold = max(gap, LEASE_SECONDS) if host.gap_seconds else gap
        try:
            return await session.call(take_gap, session.archive, host.name, gap, hold)
        except ArchiveError as error:
            logger.debug("the gap of a host could not be agreed on: %s", error)
            # As if all asked in turn.
            await asyncio.sleep(gap * (host.runs - 1))
            return 0.0

    async def answered(self, host: Host) -> None:
        """Let the gap that all runs keep at `host` begin now."""
        session = session_of(self._crawler)
        try:
            await session.call(keep_gap, session.archive, host.name, host.gap_of_all_seconds)
        except ArchiveError as error:
            logger.debug("the others could not be told that a host answered: %s", error)

    async def _look_around(self) -> None:
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            before = time.monotonic() - IDLE_SECONDS
            shared = self._hosts.shared()
            idle = [host for host in shared if host.turns.idle and host.asked_at < before]
            await self._leave(idle)
            await self.deal([host for host in shared if host.shared])

    async def deal(self, hosts: list[Host]) -> None:
        """Settle with the other runs how many of us may ask each host from now on."""
        session = session_of(self._crawler)
        held = {host.name: host.turns.at_once if host.shared else 0 for host in hosts}
        # Not who is inside: as many may have come in before the archive is told.
        using = {host.name: max(host.turns.inside, held[host.name]) for host in hosts}
        try:
            shares = await session.call(
                take_shares, session.archive, self._owner, using, at_once=self._hosts.at_once
            )
        except ArchiveError as error:
            logger.debug("hosts could not be shared: %s", error)
            # The others may take us for dead by now.
            if time.monotonic() - self._dealt_at > LEASE_SECONDS / 2:
                for host in hosts:
                    host.turns.set_at_once(1)
            for host in hosts:
                host.shared = True
            return
        self._dealt_at = time.monotonic()
        for host in hosts:
            share = shares[host.name]
            host.shared = True
            host.runs = share.runs
            host.turns.set_at_once(share.at_once)
        if fewer := [host for host in hosts if host.turns.at_once < held[host.name]]:
            # Now nobody comes in any more for what was given up: it is for others.
            await self.deal(fewer)

    async def _leave(self, hosts: list[Host]) -> None:
        if not hosts:
            return
        for host in hosts:
            host.shared = False
        session = session_of(self._crawler)
        try:
            await session.call(
                leave_hosts, session.archive, self._owner, [host.name for host in hosts]
            )
        except ArchiveError as error:
            logger.debug("a host could not be left: %s", error)

    async def _closed(self) -> None:
        if self._loop is not None:
            self._loop.cancel()
        session = session_of(self._crawler)
        try:
            await session.call(leave_hosts, session.archive, self._owner)
        except ArchiveError as error:
            logger.debug("hosts could not be left: %s", error)
