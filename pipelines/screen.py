"""ScreenPipeline: lets posts through; everything else leaves with a counted reason."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from scrapy.exceptions import DropItem

from pipelines.items import Post

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class ScreenPipeline:
    """Drops what is no post, and posts older than `-a since=`."""

    def __init__(self, crawler: Crawler) -> None:
        self._stats = crawler.stats
        since: datetime | None = getattr(crawler.spider, "since", None)
        self._since = since.astimezone(UTC) if since else None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ScreenPipeline:
        """Return the stage."""
        return cls(crawler)

    async def process_item(self, item: Any) -> Any:
        """Return a post that belongs into the archive; raises DropItem for the rest."""
        if not isinstance(item, Post):
            return item
        if item.kind != "post":
            self._drop(item.kind, "; ".join(item.kind_reasons))
        if not item.body_text and not item.images and not item.embeds:
            self._drop("empty", "no text, no image, nothing embedded")
        if self._since and item.published and item.published.utc < self._since:
            self._drop("older", "older than asked for")
        return item

    def _drop(self, reason: str, sentence: str) -> None:
        self._stats.inc_value(f"newscrawl/dropped/{reason}")
        raise DropItem(f"{reason}: {sentence}", log_level="INFO")
