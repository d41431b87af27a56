"""robots.txt, after RFC 9309: unreachable means no, a missing file means yes."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http.request import NO_CALLBACK

from newscrawl.gate import FETCH_ERRORS, Refused
from newscrawl.manners import hosts_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

logger = logging.getLogger(__name__)

#: RFC 9309 2.5: at least this much is read; the rest is not.
MAX_ROBOTS_BYTES = 500 * 1024


class ForbiddenByRobots(IgnoreRequest):
    """The site's robots.txt does not allow this address."""


class Rules:
    """What one robots.txt says to one user agent."""

    def __init__(self, text: str | None, user_agent: str) -> None:
        #: None: the file could not be read, so nothing may be fetched (RFC 9309, 2.3.1.4).
        self._rules = None if text is None else Protego.parse(text.removeprefix("\ufeff"))
        self._user_agent = user_agent

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
        self._rules: dict[str, asyncio.Task[Rules]] = {}

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
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            self._rules[origin] = asyncio.ensure_future(self._read(origin))
        return await asyncio.shield(self._rules[origin])

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
        except Refused:
            # The gate will refuse the page too, and say why.
            return Rules("", self._user_agent)
        except IgnoreRequest as error:
            return self._unreachable(origin, str(error))
        except FETCH_ERRORS as error:
            return self._unreachable(origin, f"{type(error).__name__}: {error}")
        if response.status >= 500 or response.status == 429:
            return self._unreachable(origin, f"status {response.status}")
        text = (
            response.body[:MAX_ROBOTS_BYTES].decode("utf-8", "replace")
            if response.status < 300
            else ""
        )
        rules = Rules(text, self._user_agent)
        if delay := rules.crawl_delay_seconds:
            hosts = hosts_of(self._crawler)
            hosts[origin].gap_seconds = min(delay, hosts.max_gap_seconds)
        return rules

    def _unreachable(self, origin: str, reason: str) -> Rules:
        self._stats.set_value("newscrawl/robots/unreachable", urlsplit(origin).netloc)
        logger.warning(
            "%s/robots.txt cannot be read (%s): nothing of this host is fetched", origin, reason
        )
        return Rules(None, self._user_agent)
