"""A listing that named every post until now: read to its end, it shows which posts vanished."""

from __future__ import annotations

from newscrawl.discovery.markup import Markup
from newscrawl.discovery.tiers import Tier, tier_of
from newscrawl.spiders.answers import markup_of
from newscrawl.spiders.base import PostSpider
from newscrawl.spiders.choosing import AddressChoice
from newscrawl.spiders.listings import Listings
from newscrawl.spiders.vanished import listings_to_trust


class FullListing:
    """The listing of one blog that named all its posts, if there is one."""

    def __init__(self, spider: PostSpider, choice: AddressChoice, listings: Listings) -> None:
        self._spider = spider
        self._choice = choice
        self._listings = listings
        #: Pages that were read before any post was asked for.
        self.explored: set[str] = set()
        #: The listings that named all posts until now.
        self._full: list[str] = []

    async def read_first(self, homes: list[Markup]) -> str:
        """Return the listing that names all posts, read to its end; empty when there is none.

        It is read before any post, and by no more requests than the crawl makes anyway: what it
        names no longer is asked for first.
        """
        explorer = self._choice.explorer
        if self._choice.trusted or not (listings := await listings_to_trust(self._spider)):
            return ""
        self._full = listings
        pages = {explorer.listing(home.url): home for home in homes}
        listing = next((one for one in listings if one in pages), listings[0])
        if not self._choice.scope.holds(listing):
            return ""
        explorer.begin(listing, tier_of(listing) or Tier.MAIN)
        whole = True
        waiting = [listing]
        while waiting:
            url = waiting.pop(0)
            markup = pages.pop(url, None) or await self._fetch(url)
            if markup is None or explorer.listing(markup.url) != listing:
                # A page that no link names may be none; what is one, and failed, is noted by then.
                whole = whole and explorer.was_guessed(url)
            if markup is not None:
                self.explored.add(markup.url)
                waiting += await self._listings.explore(markup, "listing")
        return listing if whole and self._is_read(listing) else ""

    def take(self) -> str:
        """Return, once, a listing that named all posts and was read to its end in this crawl.

        Empty when there is none. What its script asks for is read after the posts that it shows.
        """
        full, self._full = self._full, []
        books = self._spider.ledger.sources
        return next((one for one in full if one in books and self._is_read(one)), "")

    def _is_read(self, listing: str) -> bool:
        book = self._spider.ledger.sources.get(listing)
        return not (book and book.problem) and not self._choice.explorer.is_cut(listing)

    async def _fetch(self, url: str) -> Markup | None:
        """Return a page of a listing; None, noted, when it cannot be read or leads elsewhere."""
        response = await self._spider.fetch_source(url, kind="listing")
        if response is None:
            self._listings.ends.failed(url, self._spider.last_failure)
            return None
        self._spider.count("listings")
        if not self._choice.scope.holds(response.url):
            return None
        return await markup_of(response)
