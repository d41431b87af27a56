"""Reads the list API of a blog, page after page."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from scrapy.http import Response

from newscrawl.spiders.answers import server_date
from newscrawl.spiders.base import PostSpider
from newscrawl.spiders.platform_api import ListApi, Offer, with_tags
from pipelines.items import Entry
from pipelines.readers.platforms.api import ApiPage, ApiRequest

#: Pages of one list API; the longest blogs have some ten thousand posts.
MAX_API_PAGES = 2000


class ListReading:
    """One list API while it is read, and what came of it."""

    def __init__(self, spider: PostSpider, offer: Offer, api: ListApi) -> None:
        self._spider = spider
        self._offer = offer
        self._api = api
        self._seen: set[str] = set()
        self._total: int | None = None
        self._broken = False
        #: True when the list was read to its end and kept its word.
        self.whole = False

    @property
    def served(self) -> bool:
        """Return False when the list named nothing, or broke off before its end."""
        return bool(self._seen) and not self._broken

    async def read(self, name: Callable[[Sequence[Entry]], Awaitable[None]]) -> None:
        """Read the list to its end; `name` is given what it names."""
        #: Entries that wait for their tags, which are asked for many at once.
        waiting: list[Entry] = []
        request: ApiRequest | None = self._api.first
        asked = 0
        while request is not None and asked < MAX_API_PAGES:
            asked += 1
            response = await self._ask(request)
            refused = response is None and asked == 1 and self._spider.last_failure == "400"
            if refused and (fewer := self._api.asked_for_fewer(request)):
                request = fewer
                continue
            page = await self._page(response, request, asked)
            if page is None:
                self._broken = True
                break
            new = [entry for entry in page.entries if entry.url not in self._seen]
            self._seen.update(entry.url for entry in new)
            if self._offer.asks_for_tags:
                waiting += new
            else:
                await name(new)
            # A list that names nothing new goes in a circle.
            request = page.next if new else None
            if request is None:
                self.whole = self._total is None or len(self._seen) >= self._total
        if waiting:
            await name(await self._with_tags(waiting))
        self._spider.count("api/entries", len(self._seen))

    async def _page(
        self, response: Response | None, request: ApiRequest, number: int
    ) -> ApiPage | None:
        """Return a page of the list, read; None, noted, when there is none."""
        source = self._api.first.url
        if response is None:
            if number > 1:
                self._spider.ledger.read(source, "api", problem=f"page {number} is missing")
            return None
        base = server_date(response)
        headers = {
            name.decode("latin-1"): b",".join(values).decode("latin-1")
            for name, values in response.headers.items()
        }
        page = await asyncio.to_thread(self._api.read, response.body, request, base, headers)
        if not page.understood:
            self._spider.complain("api", request.url, "not the answer that was expected")
            return None
        self._total = page.declared_total if page.declared_total is not None else self._total
        self._spider.ledger.read(source, "api", total=self._total)
        return page

    async def _ask(self, request: ApiRequest) -> Response | None:
        return await self._spider.fetch_source(
            request.url,
            kind="api",
            method=request.method,
            headers=dict(request.headers),
            body=request.body,
        )

    async def _with_tags(self, entries: list[Entry]) -> list[Entry]:
        for module, request in self._offer.tag_lists(entries):
            response = await self._ask(request)
            if response is None:
                break
            entries = with_tags(entries, module.read_tags(response.body))
        return entries
