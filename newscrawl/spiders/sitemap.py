"""The spider that archives what a sitemap names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newscrawl.discovery.catalogue import Candidate
from newscrawl.discovery.posts import PostPatterns
from newscrawl.discovery.reading import Reading
from newscrawl.discovery.sitemaps import part_holds_posts, read_sitemap
from newscrawl.spiders.arguments import Argument, web_address
from newscrawl.spiders.index import IndexSpider


class SitemapSpider(IndexSpider):
    """Archives the posts that a sitemap names (XML, gzip, plain text, or an index of several)."""

    name = "sitemap"
    own_arguments = (
        Argument(name="url", help="address of the sitemap", parse=web_address, required=True),
    )
    kind = "sitemap"
    reader = read_sitemap
    #: The protocol allows 50,000 addresses in each.
    most = 1000

    def set_up(self) -> None:
        """Take the address of the sitemap as the site; nothing is known yet of its addresses."""
        super().set_up()
        self.patterns = PostPatterns()

    def source_of(self, url: str) -> str:
        """Return the part itself: each is a source."""
        return url

    def posts_among(self, found: list[Candidate]) -> Iterator[Candidate]:
        """Yield those whose address may be that of a post; the others are settled."""
        for candidate in found:
            if self.patterns.judge(candidate.url).hopeless:
                self.settle(candidate, "no-post", "address", state="skipped")
                self.count("skipped/no-post-address")
            else:
                yield candidate

    def goes_on(self, reading: Reading, new: list[Candidate]) -> Iterable[str]:
        """Return the parts that may hold posts."""
        return filter(part_holds_posts, reading.more)
