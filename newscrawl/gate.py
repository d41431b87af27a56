"""The one door to the network: every fetch, of whatever kind, passes here.

The gate sits in the download handler, below all middlewares, so that pages,
feeds, robots.txt, redirects and whatever an extension asks for are held to one
rule: scheme, port, resolved address, requests at once, pauses.
"""

from __future__ import annotations

import logging
import time
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotConfigured,
    NotSupported,
    ResponseDataLossError,
)
from scrapy.http import Response
from twisted.internet.error import ConnectError as TwistedConnectError
from twisted.internet.error import ConnectionDone, ConnectionLost

from newscrawl.connections import Connections
from newscrawl.discovery.moments import http_date
from newscrawl.host import REFUSING, Host, back_off_seconds
from newscrawl.manners import hosts_of
from newscrawl.packing import MOST_CODINGS, codings_of
from newscrawl.policy import Policy, as_address
from newscrawl.resolver import GateResolver

logger = logging.getLogger(__name__)

#: What Scrapy raises when a fetch comes to nothing.
FETCH_ERRORS = (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
    NotSupported,
    TwistedConnectError,
    ConnectionDone,
    ConnectionLost,
    OSError,
    ValueError,
)

#: Those of them that say that no answer came.
SILENCES = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    TwistedConnectError,
    ConnectionDone,
    ConnectionLost,
)


class Refused(IgnoreRequest):
    """An address that newscrawl does not fetch; the message says why."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url} is not fetched: {reason}")
        self.url = url


_LEADS_ASTRAY = (
    "leads to an address or port that is not allowed; "
    "NEWSCRAWL_ALLOW_NETWORKS and NEWSCRAWL_ALLOW_PORTS list exceptions"
)

#: Times that an address may use up its whole time; then it is left to a later run.
TIMEOUTS = 2

#: Names in `request.meta`: monotonic time before which it is not asked again, how often it was
#: refused, and how many answers its host had given when it was refused for the first time.
NOT_BEFORE = "newscrawl_not_before"
REFUSALS = "newscrawl_refusals"
ANSWERS = "newscrawl_answers"


class GateHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP handler behind the gate."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool = Connections.like(self._pool)
        # Tries are counted by Scrapy's retry middleware; Twisted would silently double each.
        self._pool.retryAutomatically = False
        from twisted.internet import reactor

        self._policy = Policy.from_settings(crawler.settings)
        self._stats = crawler.stats
        self._hosts = hosts_of(crawler)
        resolver: Any = reactor.nameResolver
        if isinstance(resolver, GateResolver):
            resolver.policy = self._policy
        else:
            resolver = GateResolver(resolver, self._policy)
            reactor.installNameResolver(resolver)
        self._resolver = resolver

    async def download_request(self, request: Request) -> Response:
        """Return the response; raises Refused for what may not be fetched, or HostAway."""
        if reason := self._policy.refusal(request.url):
            self._refuse(request.url, reason)
        if request.meta.get("proxy"):
            await self._look_behind_proxy(request.url)
        host = self._hosts[request.url]
        if NOT_BEFORE in request.meta:
            await host.wait(request.meta[NOT_BEFORE])
        while True:
            async with self._hosts.turn(host):
                doubted = host.doubtful
                if doubted and not await self._still_answers(host, request):
                    continue
                if doubted and host.gap_seconds and not host.doubtful:
                    # That was a request, too: the next one has its own turn.
                    continue
                asked_at = time.monotonic()
                response = await self._fetch(host, request)
                self._mind(host, request, response, asked_at)
                return response

    async def _fetch(self, host: Host, request: Request) -> Response:
        try:
            response = await super().download_request(request)
        except Exception as error:
            if isinstance(error, SILENCES):
                self._note_silence(host)
            if "Timeout" in type(error).__name__:
                _count_timeout(request)
            proxy = request.meta.get("proxy")
            for about, url in (("its name", request.url), ("the proxy's name", proxy or "")):
                if (urlsplit(url).hostname or "") in self._resolver.refused:
                    self._refuse(request.url, f"{about} {_LEADS_ASTRAY}")
            raise
        said = response.headers.getlist("Content-Encoding")
        kind = response.headers.get("Content-Type") or b""
        codings = codings_of(said, kind, response.body)
        if len(codings) > MOST_CODINGS:
            # Each costs its time, and a header has room for thousands.
            raise DownloadCancelledError(f"{request.url} is packed {len(codings)} times over")
        response.headers.setlist("Content-Encoding", codings)
        return response

    async def _look_behind_proxy(self, url: str) -> None:
        """Refuse what a proxy may not be asked for: it looks names up by itself, unseen by us."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        if self._policy.allows_all or as_address(host) is not None:
            return
        port = parts.port or (443 if parts.scheme == "https" else 80)
        if not await self._resolver.finds(host, port):
            self._refuse(
                url,
                "there is a proxy, and looked up here its name leads to no allowed address; "
                "NEWSCRAWL_ALLOW_NETWORKS=0.0.0.0/0 leaves it to the proxy what is reached",
            )

    async def _still_answers(self, host: Host, request: Request) -> bool:
        """Ask for what the host answered before: does it refuse, or only some of its pages?"""
        self._stats.inc_value("newscrawl/probes")
        asked_at = time.monotonic()
        # By the same way, a proxy.
        meta = {name: value for name, value in request.meta.items() if name == "proxy"}
        headers = {"Proxy-Authorization": request.headers.getlist("Proxy-Authorization")}
        probe = request.replace(
            url=host.good_url, method="GET", body=b"", meta=meta, headers=headers
        )
        try:
            response = await super().download_request(probe)
        except FETCH_ERRORS:
            # The request itself will tell why.
            self._note_silence(host)
            return not host.away
        if response.status in REFUSING:
            self._back_off(host, response, asked_at)
            return False
        host.answered()
        return True

    def _refuse(self, url: str, reason: str) -> None:
        self._stats.inc_value("newscrawl/refused")
        raise Refused(url, reason)

    def _mind(self, host: Host, request: Request, response: Response, asked_at: float) -> None:
        if response.status not in REFUSING:
            good = response.status == 200 and request.method == "GET"
            host.answered(request.url if good else "", asked_at)
            return
        self._stats.inc_value("newscrawl/pauses")
        host.crowded(asked_at)
        asked = retry_after_seconds(response.headers.get("Retry-After"))
        if asked is not None and asked > self._hosts.max_pause_seconds:
            # Longer than a run may wait: this page is for a later run, the others go on.
            request.meta["dont_retry"] = True
        answers_then = request.meta.setdefault(ANSWERS, host.answers)
        tries = request.meta[REFUSALS] = request.meta.get(REFUSALS, 0) + 1
        if host.answers > answers_then:
            # The host answered others meanwhile: it is this page that is to wait, and spares
            # nobody by it. Half as long, or the last page holds up the end of the run.
            seconds = back_off_seconds(tries) / 2 if asked is None else asked
            seconds = min(seconds, self._hosts.max_pause_seconds)
            request.meta[NOT_BEFORE] = time.monotonic() + seconds
            return
        self._back_off(host, response, asked_at)

    def _back_off(self, host: Host, response: Response, asked_at: float) -> None:
        seconds = host.refused(asked_at)
        asked = retry_after_seconds(response.headers.get("Retry-After"))
        if asked is not None and asked <= self._hosts.max_pause_seconds:
            seconds = asked
        host.pause(min(seconds, self._hosts.max_pause_seconds))
        if host.away:
            self._leave_alone(host, f"refused {host.refusals} times in a row (429 or 503)")

    def _note_silence(self, host: Host) -> None:
        known = host.away
        host.silent()
        if host.away and not known:
            self._leave_alone(host, f"gave no answer {host.silences} times in a row")

    def _leave_alone(self, host: Host, why: str) -> None:
        self._stats.set_value("newscrawl/hosts_away", host.name)
        logger.warning("%s %s: it is left alone for this run", host.name, why)


def _count_timeout(request: Request) -> None:
    waited = request.meta.get("newscrawl_timeouts", 0) + 1
    request.meta["newscrawl_timeouts"] = waited
    if waited >= TIMEOUTS:
        request.meta["dont_retry"] = True


class ForbiddenHandler:
    """Stands for a scheme that is never fetched."""

    lazy = True

    def __init__(self) -> None:
        raise NotConfigured("newscrawl fetches http and https only")


def retry_after_seconds(value: bytes | None, now: float | None = None) -> float | None:
    """Return the seconds that a Retry-After header asks for; None when it is absent or nonsense.

    Both forms are read: seconds, and an HTTP date (against `now`, seconds since the epoch).
    """
    if not value:
        return None
    text = value.decode("latin-1").strip()
    if text.isascii() and text.isdigit():
        return float(text) if len(text) < 10 else None
    if (moment := http_date(text)) is None:
        return None
    return max(0.0, moment.timestamp() - (time.time() if now is None else now))
