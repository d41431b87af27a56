"""The spider that archives what one feed names."""

from __future__ import annotations

import asyncio

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
        """Take the feed's own address as the site, unless the archive holds its blog."""
        self.site = self.url
        self.lies_in = (self.url,)

    async def find_posts(self) -> None:
        """Make each post due that the feed names, page after page."""
        await self.go_on()
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
            self.ledger.read(self.url, "feed", problem=reading.problem)
            new = await self.addresses.name(reading.entries, source=(self.url, "feed"))
            await self.want(new)
            self.begin_posts()
            # A paged feed whose next page names nothing new goes in a circle.
            following = [more for more in reading.more if new and more not in seen]
            seen.update(following)
            waiting.extend(following)
