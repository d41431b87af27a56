"""KeepPipeline: the raw bytes of each page as a WARC record, so that it can be read again."""

from __future__ import annotations

import asyncio
import io
import logging
import os
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from scrapy.exceptions import NotConfigured
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipelines.items import Page
from pipelines.urls import host_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)


class KeepPipeline:
    """Appends every page to one gzipped WARC file a run and site, below NEWSCRAWL_KEEP_FOLDER."""

    def __init__(self, crawler: Crawler) -> None:
        folder = crawler.settings.get("NEWSCRAWL_KEEP_FOLDER")
        if not folder:
            raise NotConfigured
        self._folder = Path(folder)
        self._stats = crawler.stats
        self._files: dict[str, tuple[BinaryIO, WARCWriter]] = {}
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="newscrawl-keep")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> KeepPipeline:
        """Return the stage; NotConfigured when no folder is set."""
        return cls(crawler)

    async def process_item(self, item: Any) -> Any:
        """Return the page when its bytes are in the file; other items pass."""
        if isinstance(item, Page):
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(self._thread, self._keep, item)
            self._stats.inc_value("newscrawl/kept")
        return item

    def _keep(self, page: Page) -> None:
        file, writer = self._file(page.site)
        headers = [("Content-Type", page.fetch.content_type or "application/octet-stream")]
        if page.fetch.etag:
            headers.append(("ETag", page.fetch.etag))
        if page.fetch.last_modified:
            headers.append(("Last-Modified", page.fetch.last_modified))
        headers.append(("Content-Length", str(len(page.body))))
        record = writer.create_warc_record(
            page.fetch.final_url,
            "response",
            payload=io.BytesIO(page.body),
            http_headers=StatusAndHeaders(f"{page.fetch.status} ", headers, protocol="HTTP/1.1"),
            warc_headers_dict={
                "WARC-Date": page.fetch.fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
            },
        )
        writer.write_record(record)
        # A page that was handed on is in the file, also when the machine is killed next.
        file.flush()

    def _file(self, site: str) -> tuple[BinaryIO, WARCWriter]:
        if site not in self._files:
            self._folder.mkdir(parents=True, exist_ok=True)
            # Names from the net never become paths: only letters, digits and dots stay.
            host = re.sub(r"[^A-Za-z0-9.]+", "-", host_of(site)).strip(".-")[:80] or "site"
            stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
            path = self._folder / f"{host}-{stamp}-{os.getpid()}-{len(self._files)}.warc.gz"
            file = path.open("xb")
            self._files[site] = (file, WARCWriter(file, gzip=True))
        return self._files[site]

    async def close_spider(self) -> None:
        """Close the files."""
        self._thread.shutdown(wait=True)
        for file, _ in self._files.values():
            file.close()
