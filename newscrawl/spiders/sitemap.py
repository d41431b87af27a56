"""The spider that archives what a sitemap names."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from newscrawl.discovery.catalogue import Candidate
from newscrawl.discovery.posts import PostPatterns
from newscrawl.discovery.sitemaps import part_holds_posts, read_sitemap
from newscrawl.spiders.answers import content_type_of
from newscrawl.spiders.arguments import Argument, web_address
from newscrawl.spiders.base import PostSpider

#: Parts of a sitemap index that are read; the protocol allows 50,000 addresses in each.
MAX_PARTS = 1000


class SitemapSpider(PostSpider):
    """Archives the posts that a sitemap names (XML, gzip, plain text, or an index of several)."""

    name = "sitemap"
    own_arguments = (
        Argument(name="url", help="address of the sitemap", parse=web_address, required=True),
    )
    url: str

    def set_up(self) -> None:
        """Take the sitemap's own address as the site, unless the archive holds its blog."""
        self.site = self.url
        self.lies_in = (self.url,)

    async def find_posts(self) -> None:
        """Make each address due that may be a post, part after part."""
        await self.go_on()
        patterns = PostPatterns()
        waiting, seen = [self.url], {self.url}
        while waiting and not self.full:
            url = waiting.pop(0)
            response = await self.fetch_source(
                url, kind="sitemap", required=url == self.url, declared=True
            )
            if response is None:
                continue
            reading = await asyncio.to_thread(
                read_sitemap, response.body, response.url, content_type_of(response)
            )
            if reading.problem:
                self.complain("sitemap", url, reading.problem)
            self.ledger.read(url, "sitemap", problem=reading.problem)
            new = await self.addresses.name(reading.entries, source=(url, "sitemap"))
            await self.want(self._looked_at(patterns, new))
            self.begin_posts()
            parts = [part for part in reading.more if part not in seen and part_holds_posts(part)]
            seen.update(parts)
            waiting.extend(parts[: MAX_PARTS - len(seen)])

    def _looked_at(self, patterns: PostPatterns, found: list[Candidate]) -> Iterator[Candidate]:
        for candidate in found:
            if patterns.judge(candidate.url).hopeless:
                self.settle(candidate, "no-post", "address", state="skipped")
                self.count("skipped/no-post-address")
            else:
                yield candidate
