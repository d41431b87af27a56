"""Revisit: asks for a known post only whether it changed; "no" costs one update of a row."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Response

from pipelines.archive import ArchiveError
from pipelines.archive.fetches import Validators
from pipelines.archive.writer import touch_posts
from pipelines.session import leaves_no_trace, session_of

#: Unchanged posts that wait for one write together, and seconds for which they wait at most.
TOUCH_BATCH = 200
TOUCH_SECONDS = 1.0


class Unchanged(IgnoreRequest):
    """304: the post is as the archive has it. No failure; nothing to read."""


class RevisitMiddleware:
    """Adds If-None-Match and If-Modified-Since to requests for posts that the archive holds."""

    def __init__(self, crawler: Crawler) -> None:
        if leaves_no_trace(crawler):
            raise NotConfigured
        self._crawler = crawler
        self._stats = crawler.stats
        self._seen: list[tuple[str, datetime]] = []
        self._touch_at: asyncio.TimerHandle | None = None
        self._touching: asyncio.Task[None] | None = None
        crawler.signals.connect(self._touch, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RevisitMiddleware:
        """Return the middleware; NotConfigured in a dry run."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Make the request for a known post conditional."""
        known: Validators | None = request.meta.get("newscrawl_validators")
        if known is None:
            return
        # RFC 9110 13.1.3: If-None-Match goes before; sending both is what servers expect.
        if known.etag:
            request.headers.setdefault("If-None-Match", known.etag)
        if known.last_modified:
            request.headers.setdefault("If-Modified-Since", known.last_modified)

    async def process_response(self, request: Request, response: Response) -> Response:
        """Return the response; raises Unchanged for a 304 to a conditional request."""
        conditional = "If-None-Match" in request.headers or "If-Modified-Since" in request.headers
        if response.status != 304 or not conditional:
            return response
        self._stats.inc_value("newscrawl/unchanged")
        self._seen.append((request.url, datetime.now(UTC)))
        if len(self._seen) >= TOUCH_BATCH:
            await self._touch()
        elif self._touch_at is None:
            loop = asyncio.get_running_loop()
            self._touch_at = loop.call_later(TOUCH_SECONDS, self._touch_soon)
        raise Unchanged(f"not modified: {request.url}")

    def _touch_soon(self) -> None:
        self._touching = asyncio.ensure_future(self._touch())

    async def _touch(self) -> None:
        if self._touch_at is not None:
            self._touch_at.cancel()
            self._touch_at = None
        seen, self._seen = self._seen, []
        if not seen:
            return
        session = session_of(self._crawler)
        try:
            await session.call(touch_posts, session.archive, seen)
        except ArchiveError as error:
            self._stats.inc_value("newscrawl/failed/store", len(seen))
            self._crawler.spider.logger.error("visits could not be recorded: %s", error)  # type: ignore[union-attr]
