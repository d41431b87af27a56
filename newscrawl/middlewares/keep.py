"""Keep: stores the bytes of every answer, and gives them back to a crawl that was broken off.

What is left to do by a crawl that was killed stands in the archive. What leads
there, the indexes and lists, is asked for once more: it is read from the kept
pages and costs the site nothing, and a post that is stored is not read twice.
Nor is a source that was not there looked for once more.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from newscrawl.spiders.answers import asked_address
from pipelines.archive import ArchiveError
from pipelines.archive.fetches import missing_since
from pipelines.archive.forgotten import forgotten_at
from pipelines.archive.kept import (
    Kept,
    archived_since,
    kept_since,
    record_kept,
    same_bytes,
    unfinished_since,
)
from pipelines.keep import Keeper, default_folder, digest_of, request_key
from pipelines.session import leaves_no_trace, session_of

logger = logging.getLogger(__name__)

#: Kinds of requests whose answers are no pages.
_NOT_KEPT = (None, "robots", "image")
#: Flag of a response that came from the kept pages.
FROM_KEPT = "kept"
#: Flag of the page of a post that this crawl, before it was broken off, had stored.
ARCHIVED = "archived"
#: Name in `request.meta` of the time (UTC) at which the answer was fetched.
FETCHED_AT = "newscrawl_fetched_at"


class KeepMiddleware:
    """Keeps answers that are whole (200); answers from them what a broken-off crawl asks again."""

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        if leaves_no_trace(crawler) or not settings.getbool("NEWSCRAWL_KEEP_PAGES"):
            raise NotConfigured
        self._crawler = crawler
        self._stats = crawler.stats
        folder = settings.get("NEWSCRAWL_KEEP_FOLDER")
        self._keeper = Keeper(
            Path(folder) if folder else default_folder(settings["NEWSCRAWL_DATABASE_URL"])
        )
        self._resume_within = timedelta(hours=settings.getfloat("NEWSCRAWL_RESUME_HOURS"))
        #: When the crawl began that this run goes on with; None: it begins anew.
        self._since: datetime | None = None
        self._since_known = False
        crawler.signals.connect(self._opened, signal=signals.spider_opened)
        crawler.signals.connect(self._stopped, signal=signals.engine_stopped)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> KeepMiddleware:
        """Return the middleware; NotConfigured in a dry run or when pages are not kept."""
        return cls(crawler)

    async def _opened(self) -> None:
        try:
            await self._learn_since()
        except ArchiveError as error:
            # With the first request it is tried again.
            logger.error("it could not be looked up what was kept: %s", error)

    async def _learn_since(self) -> None:
        session = session_of(self._crawler)
        if session.run_id is None or self._since_known:
            return
        since = await session.call(unfinished_since, session.archive, session.run_id)
        self._since_known = True
        if since is not None:
            # Pages that are older say no more what is on the blog now.
            self._since = max(since, datetime.now(UTC) - self._resume_within)

    def _stopped(self) -> None:
        self._keeper.close()

    async def process_request(self, request: Request) -> Response | None:
        """Return the kept answer when this crawl was broken off and had it already."""
        kind = request.meta.get("newscrawl_kind")
        if kind in _NOT_KEPT or request.meta.get("retry_times"):
            return None
        session = session_of(self._crawler)
        try:
            await self._learn_since()
            if self._since is None:
                return None
            return await session.call(self._find, request, self._since)
        except (ArchiveError, PermissionError) as error:
            # Asked for twice, but not lost; without an archive the crawl ends soon.
            logger.error("%s could not be looked up: %s", request.url, error)
            return None

    def _find(self, request: Request, since: datetime) -> Response | None:
        archive = session_of(self._crawler).archive
        kept = kept_since(archive, request_hash(request), since)
        if kept is None and request.meta["newscrawl_kind"] != "post":
            status = missing_since(archive, request.url, since)
            return Response(request.url, status=status, flags=[FROM_KEPT]) if status else None
        answer = self._keeper.load(kept.place, kept.digest) if kept else None
        if kept is None or answer is None:
            return None
        flags = [FROM_KEPT]
        if request.meta["newscrawl_kind"] == "post" and archived_since(archive, kept.url, since):
            flags.append(ARCHIVED)
        request.meta[FETCHED_AT] = kept.fetched_at
        headers = Headers(answer.headers)
        kind = responsetypes.from_args(headers=headers, url=request.url, body=answer.body)
        self._stats.inc_value("newscrawl/kept/used")
        return kind(
            request.url, status=answer.status, headers=headers, body=answer.body, flags=flags
        )

    async def process_response(self, request: Request, response: Response) -> Response:
        """Return the response, its bytes kept."""
        if response.status != 200 or FROM_KEPT in response.flags:
            return response
        kind = request.meta.get("newscrawl_kind")
        if kind in _NOT_KEPT:
            return response
        fetched_at = request.meta[FETCHED_AT] = datetime.now(UTC)
        session = session_of(self._crawler)
        try:
            await session.call(self._keep, request, response, str(kind), fetched_at)
        except (OSError, ArchiveError) as error:
            # The post itself may still be stored; that its page is not kept is counted.
            self._stats.inc_value("newscrawl/kept/failed")
            logger.error("%s could not be kept: %s", response.url, error)
        else:
            self._stats.inc_value("newscrawl/kept/pages")
        return response

    def _keep(self, request: Request, response: Response, kind: str, fetched_at: datetime) -> None:
        session = session_of(self._crawler)
        asked = asked_address(request)
        if forgotten_at(session.archive, asked, response.url) is not None:
            return  # met again by a way that no source named
        key, digest = request_hash(request), digest_of(response.body)
        place = same_bytes(session.archive, key, digest) or self._keeper.keep(
            response.url,
            response.status,
            [
                (name.decode("latin-1"), value.decode("latin-1"))
                for name, values in response.headers.items()
                for value in values
            ],
            response.body,
            fetched_at,
        )
        kept = Kept(
            request_hash=key,
            url=asked,
            kind=kind,
            fetched_at=fetched_at,
            digest=digest,
            place=place,
        )
        record_kept(session.archive, kept, run_id=session.run_id)


def request_hash(request: Request) -> str:
    """Return what makes two requests one."""
    return request_key(request.method, request.url, request.body)
