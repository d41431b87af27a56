"""StorePipeline: Post -> StoredPost, written in batches."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from itemadapter.adapter import AdapterInterface, ItemAdapter
from scrapy.exceptions import DropItem, NotConfigured

from pipelines.archive import ArchiveError
from pipelines.archive.writer import FORGOTTEN, write_posts
from pipelines.items import Post, StoredPost
from pipelines.record import RECORD_KEYS, post_record
from pipelines.session import leaves_no_trace, session_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)


class ArchiveAway(DropItem):
    """The archive could not be written: the post is as it was, and is due to the next run."""


_Waiting = tuple[Post, "asyncio.Future[StoredPost]"]


class StorePipeline:
    """Writes posts in one transaction a batch.

    A batch is whatever came while the batch before was being written, so a lone
    post is written at once and a flood in transactions of NEWSCRAWL_BATCH_POSTS.
    A post goes on only when it is stored.
    """

    def __init__(self, crawler: Crawler) -> None:
        if leaves_no_trace(crawler):
            raise NotConfigured  # with a message Scrapy would warn
        session_of(crawler)
        self._crawler = crawler
        self._stats = crawler.stats
        self._batch_posts = max(1, crawler.settings.getint("NEWSCRAWL_BATCH_POSTS", 50))
        self._waiting: list[_Waiting] = []
        self._writer: asyncio.Task[None] | None = None
        self._told_away = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> StorePipeline:
        """Return the stage; raises ArchiveError when the archive cannot be opened."""
        # Feed exports (`-O posts.jsonl`) see a stored post as its record.
        if RecordAdapter not in ItemAdapter.ADAPTER_CLASSES:
            ItemAdapter.ADAPTER_CLASSES = (RecordAdapter, *ItemAdapter.ADAPTER_CLASSES)
        return cls(crawler)

    async def process_item(self, item: Any) -> Any:
        """Return the StoredPost of a Post; raises DropItem when it could not be stored."""
        if not isinstance(item, Post):
            return item
        future: asyncio.Future[StoredPost] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.ensure_future(self._write_all())
        stored = await future
        self._stats.inc_value(f"newscrawl/stored/{stored.outcome}")
        return stored

    async def _write_all(self) -> None:
        session = session_of(self._crawler)
        while self._waiting:
            batch = self._waiting[: self._batch_posts]
            del self._waiting[: self._batch_posts]
            try:
                result = await session.call(
                    write_posts, session.archive, [post for post, _ in batch], run_id=session.run_id
                )
            except ArchiveError as error:
                self._give_up(batch, error)
                continue
            except BaseException as error:
                # Whatever it is: nobody may wait for ever for a writer that is no more.
                for _, future in (*batch, *self._waiting):
                    _settle(future, error)
                self._waiting.clear()
                raise
            rejected = {id(post): reason for post, reason in result.rejected}
            stored = iter(result.stored)
            for post, future in batch:
                if (reason := rejected.get(id(post))) == FORGOTTEN:
                    # While it was being read; one that was before is screened.
                    self._stats.inc_value("newscrawl/dropped/forgotten")
                    _settle(future, DropItem(f"forgotten: {reason}", log_level="INFO"))
                elif reason:
                    self._stats.inc_value("newscrawl/failed/store")
                    logger.error("%s could not be stored: %s", post.url, reason)
                    _settle(future, DropItem(f"not stored: {reason}"))
                else:
                    _settle(future, next(stored))

    def _give_up(self, batch: list[_Waiting], error: ArchiveError) -> None:
        # Without an archive nothing that is fetched can be kept: stop asking for more.
        self._stats.inc_value("newscrawl/failed/store", len(batch))
        if not self._told_away:  # those on their way fail by the same, and are counted
            self._told_away = True
            logger.error("the archive cannot be written: %s", error)
        for _, future in batch:
            _settle(future, ArchiveAway(f"not stored: {error}"))
        if self._crawler.engine.spider is not None:
            asyncio.ensure_future(self._crawler.engine.close_spider_async(reason="database"))  # noqa: RUF006

    async def close_spider(self) -> None:
        """Wait for the last batch."""
        if self._writer:
            await self._writer


def _settle(future: asyncio.Future[StoredPost], answer: StoredPost | BaseException) -> None:
    if future.done():
        return
    if isinstance(answer, BaseException):
        future.set_exception(answer)
    else:
        future.set_result(answer)


class RecordAdapter(AdapterInterface):
    """Shows a stored post to Scrapy's feed exports (`-O posts.jsonl`) as its record."""

    def __init__(self, item: StoredPost) -> None:
        super().__init__(item)
        self._record = post_record(
            item.post, first_seen=item.first_seen_at, last_seen=item.last_seen_at
        )

    @classmethod
    def is_item_class(cls, item_class: type) -> bool:
        """Return True for StoredPost."""
        return issubclass(item_class, StoredPost)

    @classmethod
    def get_field_names_from_class(cls, item_class: type) -> list[str]:
        """Return the keys of a record."""
        return list(RECORD_KEYS)

    def field_names(self) -> Any:
        """Return the keys of the record."""
        return self._record.keys()

    def __getitem__(self, key: str) -> Any:
        return self._record[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self._record[key] = value

    def __delitem__(self, key: str) -> None:
        del self._record[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._record)

    def __len__(self) -> int:
        return len(self._record)
