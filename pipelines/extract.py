"""ExtractPipeline: Page -> Post, read in worker processes."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from scrapy.exceptions import DropItem

from pipelines.items import Page
from pipelines.readers.options import ReadOptions
from pipelines.session import leaves_no_trace, session_of
from pipelines.templates import SiteTemplates
from pipelines.workers import ReadFailed, WorkerPool, check_packages

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)


class ExtractPipeline:
    """Reads each page outside the reactor; a page that cannot be read is counted and dropped."""

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self._stats = crawler.stats
        # The defaults are for projects that name the stages and not the add-on.
        self._options = ReadOptions(
            max_depth=settings.getint("NEWSCRAWL_READ_DEPTH", ReadOptions().max_depth),
            default_zone=settings.get("NEWSCRAWL_DEFAULT_ZONE") or "",
        )
        self._workers = settings.getint("NEWSCRAWL_WORKERS")
        self._cpu_seconds = settings.getfloat("NEWSCRAWL_READ_SECONDS", 10)
        self._memory_mib = settings.getint("NEWSCRAWL_READ_MEMORY_MIB", 512)
        self._crawler = crawler
        self._use_templates = settings.getbool("NEWSCRAWL_TEMPLATES")
        self._pool: WorkerPool | None = None
        self._templates: SiteTemplates | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ExtractPipeline:
        """Return the stage, set up from the settings, before anything of the crawl is begun."""
        check_packages()
        return cls(crawler)

    async def open_spider(self) -> None:
        """Make the pool; its processes start with the first page."""
        dry = leaves_no_trace(self._crawler)
        self._pool = WorkerPool(
            self._workers,
            options=self._options,
            cpu_seconds=self._cpu_seconds,
            memory_mib=self._memory_mib,
            index="" if dry else session_of(self._crawler).archive.engine.dialect.name,
        )
        if self._use_templates:
            self._templates = SiteTemplates(self._crawler, self._pool)

    async def process_item(self, item: Any) -> Any:
        """Return the Post of a Page; other items pass."""
        if not isinstance(item, Page):
            return item
        assert self._pool is not None
        known = await self._templates.of(item) if self._templates else ()
        try:
            post = await self._pool.read(item, known)
        except ReadFailed as failure:
            self._stats.inc_value(f"newscrawl/failed/{failure.reason}")
            logger.error("%s could not be read: %s", item.fetch.final_url, failure)
            raise DropItem(f"not read: {failure}") from failure
        for warning in post.warnings:
            self._stats.inc_value("newscrawl/warnings")
            logger.info("%s: %s", post.url, warning)
        if self._templates:
            await self._templates.note(item, post)
        return post

    async def close_spider(self) -> None:
        """End the workers."""
        if self._templates:
            await self._templates.finish()
        if self._pool:
            self._pool.close()
            if self._pool.renewed:
                self._stats.inc_value("newscrawl/worker/renewed", self._pool.renewed)
