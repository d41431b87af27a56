"""The spider that archives what one feed names."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from newscrawl.discovery.feeds import read_feed
from newscrawl.spiders.answers import content_type_of
from newscrawl.spiders.arguments import Argument, web_address
from newscrawl.spiders.base import PostSpider


class FeedSpider(PostSpider):
    """Archives the posts that one feed names (RSS, Atom, RDF, JSON Feed), page after page."""

    name = "feed"
    own_arguments = (
        Argument(name="url", help="address of the feed", parse=web_address, required=True),
    )
    url: str

    def set_up(self) -> None:
        """Take the feed's own address as the site."""
        self.site = self.url

    async def start(self) -> AsyncIterator[Any]:
        """Yield a request for each post the feed names, page after page."""
        waiting, seen = [self.url], {self.url}
        while waiting and not self.full:
            url = waiting.pop(0)
            response = await self.fetch_source(
                url, kind="feed", required=url == self.url, declared=True
            )
            if response is None:
                continue
            reading = await asyncio.to_thread(
                read_feed, response.body, response.url, content_type_of(response)
            )
            if reading.problem:
                self.complain("feed", url, reading.problem)
            self.ledger.read(self.url, "feed", reading.entries, problem=reading.problem)
            new = self.catalogue.add_all(reading.entries)
            for request in self.requests_for(new):
                yield request
            # A paged feed whose next page names nothing new goes in a circle.
            following = [more for more in reading.more if new and more not in seen]
            seen.update(following)
            waiting.extend(following)
