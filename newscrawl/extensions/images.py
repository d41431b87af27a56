"""Images: their bytes, when they are wanted, once the posts of a crawl are done.

What is left to do stands in the archive: images of posts that stand and have no row in
`image_copy`. So a crawl that breaks off loses nothing, and images never hold up posts.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from pathlib import Path

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider, NotConfigured

from newscrawl.host import RunEnds
from newscrawl.spiders.answers import content_type_of, reason_of
from pipelines.archive import ArchiveError
from pipelines.archive.pictures import ImageAnswer, WantedImage, record_images, wanted_images
from pipelines.keep import default_folder
from pipelines.pictures import PictureFolder, image_kind
from pipelines.session import leaves_no_trace, session_of

logger = logging.getLogger(__name__)

#: Images asked for before what became of them is written.
BATCH = 40
#: The first of these to occur is the status when every address of an image failed.
_STATUSES = {"404": "gone", "410": "gone", "401": "refused", "403": "refused"}


class KeepImages:
    """Asks for the images of a blog when its posts are done; robots.txt and the gate hold."""

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        if leaves_no_trace(crawler) or not settings.getbool("NEWSCRAWL_KEEP_IMAGES"):
            raise NotConfigured
        self._crawler = crawler
        self._stats = crawler.stats
        self._most_bytes = settings.getint("NEWSCRAWL_IMAGE_MAX_BYTES")
        folder = settings.get("NEWSCRAWL_IMAGE_FOLDER")
        self._folder = PictureFolder(
            Path(folder)
            if folder
            else default_folder(settings["NEWSCRAWL_DATABASE_URL"], of="images")
        )
        self._work: asyncio.Task[None] | None = None
        crawler.signals.connect(self._idle, signal=signals.spider_idle)
        crawler.signals.connect(self._closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> KeepImages:
        """Return the extension; NotConfigured in a dry run or when images are not wanted."""
        return cls(crawler)

    def _idle(self, spider: Spider) -> None:
        if self._work is None:
            self._work = asyncio.ensure_future(self._ask_all(str(getattr(spider, "site", ""))))
        if not self._work.done():
            raise DontCloseSpider

    async def _closed(self) -> None:
        if self._work is not None and not self._work.done():
            self._work.cancel()
            await asyncio.gather(self._work, return_exceptions=True)

    async def _ask_all(self, site: str) -> None:
        session = session_of(self._crawler)
        last = 0
        try:
            while wanted := await session.call(
                wanted_images, session.archive, site, after=last, limit=BATCH
            ):
                asked = await asyncio.gather(
                    *(self._ask(image) for image in wanted), return_exceptions=True
                )
                answers = [answer for answer in asked if isinstance(answer, ImageAnswer)]
                await session.call(record_images, session.archive, answers)
                for answer in answers:
                    self._stats.inc_value(f"newscrawl/images/{answer.status}")
                for one in asked:
                    if isinstance(one, BaseException):
                        raise one  # those beside it are kept
                last = wanted[-1].image_id
        except RunEnds:
            return  # the next crawl asks for what is left
        except (ArchiveError, OSError) as error:
            # The posts are stored; the next crawl asks for what is left.
            logger.error("images could not be kept: %s", error)
            self._stats.inc_value("newscrawl/failed/images")

    async def _ask(self, image: WantedImage) -> ImageAnswer:
        """Return what became of an image; its next address is tried when one does not have it."""
        answer: ImageAnswer | None = None
        for url in image.urls:
            answer = await self._ask_at(image, url)
            if answer.status == "kept":
                break
        assert answer is not None
        return answer

    async def _ask_at(self, image: WantedImage, url: str) -> ImageAnswer:
        assert self._crawler.engine is not None
        asked_at, tries = datetime.now(UTC), image.tries + 1

        def became(status: str, reason: str = "") -> ImageAnswer:
            return ImageAnswer(
                image_id=image.image_id,
                status=status,
                reason=reason,
                url=url,
                asked_at=asked_at,
                tries=tries,
            )

        try:
            request = Request(
                url,
                dont_filter=True,
                # Bytes as they lie there, not packed for the way.
                headers={"Accept": "image/*,*/*;q=0.1", "Accept-Encoding": "identity"},
                meta={
                    "newscrawl_kind": "image",
                    "download_maxsize": self._most_bytes,
                    "max_retry_times": 1,
                },
            )
        except ValueError:
            return became("failed", "no web address")
        [response] = await asyncio.gather(
            self._crawler.engine.download_async(request), return_exceptions=True
        )
        if isinstance(response, RunEnds):
            raise response
        if isinstance(response, BaseException):
            reason = reason_of(response)
            if reason in ("robots", "refused", "too-large"):
                return became(reason)
            return became("failed", reason)
        if response.status != 200:
            status = str(response.status)
            return became(_STATUSES.get(status, "failed"), status)
        kind = image_kind(response.body)
        if not kind:
            return became("no-image", content_type_of(response))
        return ImageAnswer(
            image_id=image.image_id,
            status="kept",
            url=response.url,
            content_type=kind,
            digest=self._folder.keep(response.body),
            size_bytes=len(response.body),
            asked_at=asked_at,
            tries=tries,
        )
