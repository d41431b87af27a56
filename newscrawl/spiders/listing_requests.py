"""Asks for the pages of a blog's listings, and has the answers read."""

from __future__ import annotations

from collections.abc import Iterable

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from newscrawl.discovery.markup import Markup
from newscrawl.spiders.answers import asked_address, markup_of, reason_of
from newscrawl.spiders.base import PostSpider
from newscrawl.spiders.choosing import AddressChoice
from newscrawl.spiders.fetching import LISTING_PRIORITY
from newscrawl.spiders.listings import Listings
from pipelines.items import SourceKind


class ListingRequests:
    """Requests for the listings of the blog that one spider archives."""

    def __init__(self, spider: PostSpider, choice: AddressChoice, listings: Listings) -> None:
        self._spider = spider
        self._choice = choice
        self._listings = listings

    def ask(self, requests: Iterable[Request]) -> None:
        """Have requests made, in their order: what is scheduled last goes first.

        Read from its end, a list that a new post shifts lacks what moves on to a page that was
        read. Callbacks do not yield them: DEPTH_LIMIT would end a list of many pages, and tell
        nobody.
        """
        assert self._spider.crawler.engine is not None
        for request in reversed(list(requests)):
            self._spider.crawler.engine.crawl(request)

    async def after(self, markup: Markup, kind: SourceKind) -> list[Request]:
        """Take the posts that a page links to; return the requests for lists it leads to."""
        return await self.to(await self._listings.explore(markup, kind))

    async def to(self, urls: Iterable[str]) -> list[Request]:
        """Return the requests for lists; one that was read to see what it is need not be asked."""
        requests = []
        waiting = list(urls)
        while waiting:
            url = waiting.pop(0)
            if (markup := self._listings.read_before(url)) is None:
                requests.append(self.request(url))
            else:
                self._spider.count("listings")
                waiting += await self._listings.explore(markup, "listing")
        return requests

    def request(self, url: str) -> Request:
        """Return the request for a page of a list."""
        return Request(
            url,
            callback=self.parse,
            errback=self.failed,
            priority=LISTING_PRIORITY,
            dont_filter=True,
            meta={"newscrawl_kind": "listing"},
        )

    async def parse(self, response: Response) -> None:
        """Take the posts that a listing names, and ask for its further pages."""
        self._spider.count("listings")
        assert response.request is not None
        self._listings.ends.led(asked_address(response.request), response.url)
        if self._choice.scope.leads_on(response.url):
            self.ask(await self.after(await markup_of(response), "listing"))

    def failed(self, failure: Failure) -> None:
        """Count a listing that could not be read, and remember one that is not there."""
        reason = reason_of(failure.value)
        if reason == "ending":
            return
        if (request := getattr(failure, "request", None)) is None:
            self._spider.count("listings/failed")
            return
        if not self._choice.scope.leads_on(request.url):
            # What it leads to is no list of the blog's, as what its owner logs in at.
            self._listings.ends.led(asked_address(request), request.url)
            return
        self._listings.ends.failed(request.url, reason)
        if reason in ("404", "410"):
            self._spider.addresses.missing(asked_address(request), int(reason))
