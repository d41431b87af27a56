"""One host: how many may ask it at once, how far apart, until when not at all.

A host that refuses is asked one thing at a time, ever more slowly; is it a few pages alone that
refuse, they wait and the others go on.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from math import inf
from typing import Protocol
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest

#: Statuses by which a host says: not now.
REFUSING = (429, 503)
#: Refusals in a row after which a page that answered before is asked, to learn whether the host
#: refuses or only some of its pages do.
PROBE_AFTER = 3
#: Requests in a row that came to nothing after which that page is asked.
PROBE_AFTER_SILENCES = 10
#: Refusals in a row, over some four minutes, after which a host is left alone for this run.
AWAY_AFTER = 10
#: Requests in a row without any answer after which it is, too.
AWAY_AFTER_SILENCES = 30
#: Answers after which one more may ask at once what was too many for the host.
WIDER_AFTER = 20


class HostAway(IgnoreRequest):
    """A host that refuses everything, or is silent: what is left of it is for a later run."""


class RunEnds(IgnoreRequest):
    """The run was told to end: what waited for its turn is for the next one."""


def host_key(url: str) -> str:
    """Return what makes two addresses one host: case, user and a usual port do not."""
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    host = f"[{host}]" if ":" in host else host
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    return host if parts.port in (None, usual) else f"{host}:{parts.port}"


class Turns:
    """Who is inside, and who waits; the number that may be inside can change meanwhile."""

    def __init__(self, at_once: int) -> None:
        self.at_once = at_once
        self.inside = 0
        #: As many as the host was found to bear.
        self._borne = inf
        self._waiting: deque[asyncio.Future[None]] = deque()

    @property
    def idle(self) -> bool:
        """Return True when nobody is inside or waits."""
        return not self.inside and not self._waiting

    def set_at_once(self, number: int) -> None:
        """Let so many in at once from now on."""
        self.at_once = number
        self._let_in()

    def narrow(self) -> None:
        """Let half as many in from now on as are inside: they were too many."""
        if self.inside > 1:
            self._borne = min(self._borne, self.inside // 2)

    def widen(self) -> None:
        """Let one more in than was borne so far."""
        self._borne += 1
        self._let_in()

    async def __aenter__(self) -> None:
        here = asyncio.get_running_loop().create_future()
        self._waiting.append(here)
        self._let_in()
        try:
            await here
        except asyncio.CancelledError:
            if here.done() and not here.cancelled():
                self._leave()
            raise

    async def __aexit__(self, *_: object) -> None:
        self._leave()

    def _leave(self) -> None:
        self.inside -= 1
        self._let_in()

    def _let_in(self) -> None:
        while self._waiting and self.inside < min(self.at_once, self._borne):
            first = self._waiting.popleft()
            if not first.done():
                self.inside += 1
                first.set_result(None)


class Gaps(Protocol):
    """How the runs of an archive agree on whose turn it is at a host."""

    async def take(self, host: Host) -> float:
        """Return 0 when `host` may be asked now, as far as others know, or the seconds to wait."""

    async def answered(self, host: Host) -> None:
        """Let the gap that all of them keep begin now."""


@dataclass(slots=True)
class Host:
    """What is known of one host in this run."""

    name: str
    turns: Turns
    #: Seconds between two requests (Crawl-delay).
    gap_seconds: float = 0.0
    #: Seconds between two requests that each run keeps by itself (DOWNLOAD_DELAY).
    delay_seconds: float = 0.0
    #: Runs of this archive that ask this host now; where they cannot agree on who is next, each
    #: waits so many times as long.
    runs: int = 1
    #: True once it is settled how many of them this run may make at once.
    shared: bool = False
    #: Monotonic time of the last turn.
    asked_at: float = 0.0
    #: Monotonic time before which nothing is asked.
    not_before: float = 0.0
    #: 429 and 503 in a row.
    refusals: int = 0
    #: Requests without an answer in a row.
    silences: int = 0
    #: Monotonic time of the last refusal.
    refused_at: float = 0.0
    #: Monotonic time since which fewer ask at once.
    narrowed_at: float = 0.0
    #: Answers so far, and the last address that had one.
    answers: int = 0
    good_url: str = ""
    #: Tells whether the run was told to end.
    ending: Callable[[], bool] = lambda: False
    gate: asyncio.Lock = field(default_factory=asyncio.Lock)

    @asynccontextmanager
    async def turn(self, gaps: Gaps | None = None) -> AsyncIterator[None]:
        """Wait for this host's turn; hold it for one request.

        A host that refused the last time is asked one thing at a time until it answers, and so is
        one that states a Crawl-delay. By `gaps` the other runs agree that it is ours to ask.
        """
        async with self.turns:
            async with self.gate:
                agreed = False
                while not agreed:
                    await self.wait()
                    wait = await gaps.take(self) if gaps and self.gap_of_all_seconds else 0.0
                    agreed = not wait
                    self.pause(wait)
                self.asked_at = time.monotonic()
                self.pause(self.gap_of_all_seconds * (1 if gaps else self.runs))
                if self.gap_seconds or self.refusals:
                    # The others wait for what this one learns.
                    try:
                        yield
                    finally:
                        await self.keep_gap(gaps)
                    return
            yield

    async def keep_gap(self, gaps: Gaps | None) -> None:
        """Begin the Crawl-delay anew: an answer is here, so the host has seen what it was asked.

        Counted from the asking, a request that was long on its way would be seen close to the next.
        """
        if self.gap_seconds:
            self.pause(self.gap_of_all_seconds * (1 if gaps else self.runs))
            if gaps:
                await gaps.answered(self)

    async def wait(self, not_before: float = 0.0) -> None:
        """Return when this host may be asked, and not before that monotonic time.

        Raises HostAway, or RunEnds: nobody who told a run to end waits for what it has not asked.
        """
        # Not an event: a pause may grow while it is waited for.
        while not (self.away or self.ending()):
            wait = max(self.not_before, not_before) - time.monotonic()
            if wait <= 0:
                return
            await asyncio.sleep(min(wait, 0.5))
        if self.ending():
            raise RunEnds(f"the run ends before {self.name} was asked")
        if self.away:
            raise HostAway(f"{self.name} is left alone for this run")

    @property
    def gap_of_all_seconds(self) -> float:
        """Return the seconds between two requests of all runs together; 0: none need be kept."""
        if self.runs == 1:
            return self.gap_seconds
        return max(self.gap_seconds, self.delay_seconds)

    @property
    def away(self) -> bool:
        """Return True when nothing more is asked of this host in this run."""
        return self.refusals >= AWAY_AFTER or self.silences >= AWAY_AFTER_SILENCES

    @property
    def doubtful(self) -> bool:
        """Return True when it is time to learn whether it is the host that is at fault."""
        at_fault = self.refusals >= PROBE_AFTER or self.silences >= PROBE_AFTER_SILENCES
        return bool(self.good_url) and at_fault

    def pause(self, seconds: float) -> None:
        """Ask nothing of this host for `seconds` from now."""
        self.not_before = max(self.not_before, time.monotonic() + seconds)

    def answered(self, url: str = "", asked_at: float = inf) -> None:
        """Note that the host answers, and by which address one may learn whether it still does.

        The answer to what was on its way when the host refused something tells nothing of after.
        """
        self.silences = 0
        self.good_url = url or self.good_url
        if asked_at >= self.refused_at:
            self.answers += 1
            self.refusals = 0
            if not self.answers % WIDER_AFTER:
                self.turns.widen()

    def crowded(self, asked_at: float) -> None:
        """Note that what was asked at `asked_at` was refused: fewer ask at once from now on.

        Some servers answer one visitor one thing at a time, and say 429 or 503 to the rest.
        """
        if asked_at >= self.narrowed_at:
            self.turns.narrow()
            self.narrowed_at = time.monotonic()

    def silent(self) -> None:
        """Note that a request came to nothing."""
        self.silences += 1

    def refused(self, asked_at: float) -> float:
        """Note a refusal of what was asked at `asked_at`, and return for how long to back off.

        The refusals of requests that were on their way together are one.
        """
        self.silences = 0
        if asked_at >= self.refused_at or not self.refusals:
            self.refusals += 1
            self.refused_at = time.monotonic()
        return back_off_seconds(self.refusals)


def back_off_seconds(refusals: int) -> float:
    """Return 1, 2, 4, 8 ... seconds."""
    return float(2.0 ** min(max(0, refusals - 1), 10))
