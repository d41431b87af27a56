"""What a project may put between our stages, broken for single posts, as the title says."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from scrapy.crawler import Crawler
from scrapy.http import Response
from sqlalchemy import select

from pipelines.archive.forget_target import Target
from pipelines.archive.forgotten import remember
from pipelines.archive.models import Site
from pipelines.items import Page, Post
from pipelines.session import session_of


class Raises:
    """A stage that raises."""

    def process_item(self, item: Any) -> Any:
        """Return the item; raises, in words of the page, for one."""
        if isinstance(item, Post) and "raises" in item.title:
            raise RuntimeError(f"it broke over \x1b[31m{item.title}")
        return item


class Spoils:
    """A stage that hands on what no post is."""

    def process_item(self, item: Any) -> Any:
        """Return the item, one of them with tags that are none."""
        if isinstance(item, Post) and "spoiled" in item.title:
            object.__setattr__(item, "tags", (None, 3))
        return item


class Forgets:
    """A stage in whose time somebody forgets one post."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Forgets:
        """Return the stage."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """Return the item; one of them is forgotten when it goes on."""
        if isinstance(item, Post) and "forgotten" in item.title:
            archive = session_of(self._crawler).archive
            target = Target(
                url=item.url,
                home=item.site,
                site_id=archive.read(lambda c: int(c.execute(select(Site.id)).scalar_one())),
                whole_site=False,
                post_ids=(),
                hashes=frozenset(),
                urls=(),
            )
            archive.write(lambda connection: remember(connection, target, {}))
        return item


class BreaksAnswer:
    """A middleware that raises where an answer is read."""

    async def process_spider_output(
        self, response: Response, result: AsyncIterator[Any]
    ) -> AsyncIterator[Any]:
        """Yield what the spider yields; raises before the Page of one."""
        async for one in result:
            if isinstance(one, Page) and "unread" in one.fetch.final_url:
                raise LookupError("nothing reads it")
            yield one
