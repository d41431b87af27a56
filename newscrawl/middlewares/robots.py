"""robots.txt, after RFC 9309: unreachable means no, a missing file means yes.

A file that was read holds for a day, also for the runs of that day: it lies in the archive.
"""

from __future__ import annotations

import asyncio
import codecs
import logging
import math
import re
import time
from collections import OrderedDict
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from newscrawl.gate import FETCH_ERRORS, Refused
from newscrawl.host import RunEnds, host_key
from newscrawl.manners import HOSTS_AT_MOST, hosts_of
from newscrawl.spiders.answers import reason_of
from pipelines.archive import ArchiveError
from pipelines.archive.hosts import Robots, find_robots, keep_robots
from pipelines.session import leaves_no_trace, session_of

logger = logging.getLogger(__name__)

#: RFC 9309 2.5: at least this much is read; the rest is not.
MAX_ROBOTS_BYTES = 500 * 1024
#: Characters of rules that are held in memory at a time; parsed they take thirty times as much.
#: What gives way lies in the archive.
HELD_CHARACTERS = 2 * MAX_ROBOTS_BYTES

_USER_AGENT = re.compile(r"[ \t]*user[- ]?agent[ \t]*[: \t][ \t]*([^#]*)", re.IGNORECASE)
#: RFC 9309 2.2.1: what names a robot; a version after it is no part of its name.
_PRODUCT_TOKEN = re.compile(r"[A-Za-z_-]+")

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class ForbiddenByRobots(IgnoreRequest):
    """The site's robots.txt does not allow this address."""


class Rules:
    """What one robots.txt says to one user agent."""

    def __init__(self, text: str | None, user_agent: str) -> None:
        #: None: the file could not be read, so nothing may be fetched (RFC 9309, 2.3.1.4).
        self._user_agent = _product_token(user_agent)
        self._rules = None if text is None else Protego.parse(_of_ours(text, self._user_agent))
        #: Characters of the file.
        self.size = len(text or "")

    @property
    def unreachable(self) -> bool:
        """Return True when the file could not be read."""
        return self._rules is None

    def allows(self, url: str) -> bool:
        """Return True when `url` may be fetched."""
        return self._rules is not None and bool(self._rules.can_fetch(url, self._user_agent))

    @property
    def crawl_delay_seconds(self) -> float:
        """Return the Crawl-delay; 0 when none is stated."""
        return 0.0 if self._rules is None else float(self._rules.crawl_delay(self._user_agent) or 0)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """Return the addresses of the Sitemap lines, in order, each once."""
        return () if self._rules is None else tuple(dict.fromkeys(self._rules.sitemaps))


def _of_ours(text: str, ours: str) -> str:
    """Return a robots.txt that knows our robot, any robot, and `-` in place of all others.

    Protego makes every rule once more for every name of its group: a file of 500 KiB with as
    many names as rules would take minutes and all memory. It also takes `news` for us.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    for number, line in enumerate(lines):
        if found := _USER_AGENT.match(line):
            name = found[1].strip()
            if name and name != "*":
                lines[number] = f"User-agent: {ours if _product_token(name) == ours else '-'}"
    return "\n".join(lines)


def text_of(body: bytes) -> str:
    """Return as much of a robots.txt as is read, in whole lines."""
    if body.startswith(_WIDE):
        # As an editor writes it that calls this "Unicode": its owner forbids what it forbids.
        body = body.decode("utf-16", "replace").encode("utf-8", "replace")
    read = body[:MAX_ROBOTS_BYTES]
    if len(body) > MAX_ROBOTS_BYTES:
        # Half a line says something else than the whole: `Disallow: /` of `Disallow: /private/`.
        read = read[: max(read.rfind(b"\n"), read.rfind(b"\r")) + 1]
    return read.decode("utf-8", "replace")


def _product_token(name: str) -> str:
    token = _PRODUCT_TOKEN.match(name)
    return token[0].lower() if token else name.lower()


class RobotsMiddleware:
    """Asks each host for its robots.txt once, first, and holds every request to it."""

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        self._crawler = crawler
        self._stats = crawler.stats
        self._user_agent: str = (
            crawler.settings["ROBOTSTXT_USER_AGENT"] or crawler.settings["USER_AGENT"]
        )
        self._holds_for = timedelta(hours=crawler.settings.getfloat("NEWSCRAWL_ROBOTS_HOURS"))
        #: By origin, the one asked for last at the end: until when (monotonic), and the rules.
        self._rules: OrderedDict[str, tuple[float, asyncio.Task[Rules]]] = OrderedDict()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RobotsMiddleware:
        """Return the middleware; NotConfigured when ROBOTSTXT_OBEY is off."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let an allowed request pass; raises ForbiddenByRobots otherwise."""
        if request.meta.get("dont_obey_robotstxt"):
            return
        rules = await self.rules(request.url)
        if not rules.allows(request.url):
            self._stats.inc_value("robotstxt/forbidden")
            why = "cannot be read, which forbids all" if rules.unreachable else "forbids it"
            raise ForbiddenByRobots(f"robots.txt {why}: {request.url}")

    async def rules(self, url: str) -> Rules:
        """Return the rules of the host of `url`, asked for at the first call."""
        origin = f"{urlsplit(url).scheme}://{host_key(url)}"
        until, rules = self._rules.get(origin, (0.0, None))
        if rules is None or until < time.monotonic():
            rules = asyncio.ensure_future(self._find(origin))
            seconds = self._holds_for.total_seconds() or math.inf
            self._rules[origin] = time.monotonic() + seconds, rules
            self._forget()
        self._rules.move_to_end(origin)
        return await asyncio.shield(rules)

    def _forget(self) -> None:
        """Forget the rules that were asked for longest ago, when they are too many or too long."""
        held = sum(
            task.result().size
            for _, task in self._rules.values()
            if task.done() and not task.cancelled() and not task.exception()
        )
        while len(self._rules) > HOSTS_AT_MOST or (held > HELD_CHARACTERS and len(self._rules) > 2):
            _, (_, oldest) = self._rules.popitem(last=False)
            if oldest.done() and not oldest.cancelled() and not oldest.exception():
                held -= oldest.result().size

    async def _find(self, origin: str) -> Rules:
        """Return the rules that an earlier run read not long ago, or else ask for them."""
        if self._holds_for and not leaves_no_trace(self._crawler):
            session = session_of(self._crawler)
            since = datetime.now(UTC) - self._holds_for
            url = f"{origin}/robots.txt"
            try:
                kept = await session.call(find_robots, session.archive, url, since=since)
            except ArchiveError:
                kept = None  # asking once more harms nobody
            # A clock that went back would let it hold for ever.
            if kept is not None and kept.fetched_at <= datetime.now(UTC):
                self._stats.inc_value("newscrawl/robots/kept")
                return self._obeyed(origin, kept.body)
        return await self._read(origin)

    async def _read(self, origin: str) -> Rules:
        request = Request(
            f"{origin}/robots.txt",
            priority=1000,
            meta={"dont_obey_robotstxt": True, "newscrawl_kind": "robots"},
            callback=NO_CALLBACK,
        )
        assert self._crawler.engine is not None
        try:
            response: Response = await self._crawler.engine.download_async(request)
        except Refused as error:
            if error.url == request.url:
                # The gate will refuse the page too, and say why.
                return Rules("", self._user_agent)
            return self._unreachable(origin, "elsewhere", f"it leads elsewhere: {error}")
        except RunEnds:
            raise
        except IgnoreRequest as error:
            return self._unreachable(origin, reason_of(error), str(error))
        except FETCH_ERRORS as error:
            return self._unreachable(origin, reason_of(error), f"{type(error).__name__}: {error}")
        if response.status >= 500 or response.status == 429:
            return self._unreachable(origin, str(response.status), f"status {response.status}")
        text = text_of(response.body) if response.status < 300 else ""
        await self._keep(origin, response.status, text)
        rules = self._obeyed(origin, text)
        # The host has just been asked for this file.
        hosts = hosts_of(self._crawler)
        await hosts[origin].keep_gap(hosts.gaps)
        return rules

    async def _keep(self, origin: str, status: int, text: str) -> None:
        if not self._holds_for or leaves_no_trace(self._crawler):
            return
        session = session_of(self._crawler)
        robots = Robots(status=status, body=text, fetched_at=datetime.now(UTC))
        try:
            await session.call(keep_robots, session.archive, f"{origin}/robots.txt", robots)
        except ArchiveError as error:
            logger.debug("robots.txt of %s could not be kept: %s", origin, error)

    def _obeyed(self, origin: str, text: str) -> Rules:
        rules = Rules(text, self._user_agent)
        if delay := rules.crawl_delay_seconds:
            hosts = hosts_of(self._crawler)
            hosts[origin].gap_seconds = min(delay, hosts.max_gap_seconds)
        return rules

    def _unreachable(self, origin: str, reason: str, said: str) -> Rules:
        self._stats.set_value("newscrawl/robots/unreachable", urlsplit(origin).netloc)
        self._stats.set_value("newscrawl/robots/reason", reason)
        logger.warning(
            "%s/robots.txt cannot be read (%s): nothing of this host is fetched", origin, said
        )
        return Rules(None, self._user_agent)
