"""The spider that archives what one feed names."""

from __future__ import annotations

from collections.abc import Iterable

from newscrawl.discovery.catalogue import Candidate
from newscrawl.discovery.feeds import read_feed
from newscrawl.discovery.reading import Reading
from newscrawl.spiders.arguments import Argument, web_address
from newscrawl.spiders.index import IndexSpider


class FeedSpider(IndexSpider):
    """Archives the posts that one feed names (RSS, Atom, RDF, JSON Feed), page after page."""

    name = "feed"
    own_arguments = (
        Argument(name="url", help="address of the feed", parse=web_address, required=True),
    )
    kind = "feed"
    reader = read_feed
    most = 10_000

    def source_of(self, url: str) -> str:
        """Return the feed itself: its pages are one source."""
        return self.url

    def posts_among(self, found: list[Candidate]) -> Iterable[Candidate]:
        """Return all: a feed names posts."""
        return found

    def goes_on(self, reading: Reading, new: list[Candidate]) -> Iterable[str]:
        """Return the next page; of a feed that names nothing new it goes in a circle."""
        return reading.more if new else ()
