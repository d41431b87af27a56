"""The spider for a whole blog, named by its home page."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, get_args
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.exceptions import DontCloseSpider

from newscrawl.discovery.catalogue import Candidate, Catalogue
from newscrawl.discovery.doubts import Doubts
from newscrawl.discovery.explorer import Explorer
from newscrawl.discovery.markup import Markup, PageLink, read_markup
from newscrawl.discovery.pagination import is_numbered, list_base
from newscrawl.discovery.posts import SAMPLE, PostPatterns
from newscrawl.discovery.scope import Scope, blog_scope, is_page_address, section_of
from newscrawl.discovery.terms import Terms
from newscrawl.spiders.answers import content_type_of, reason_of
from newscrawl.spiders.arguments import Argument, web_address
from newscrawl.spiders.base import LISTING_PRIORITY, PostSpider
from newscrawl.spiders.platform_api import Offer, platform_offer
from newscrawl.spiders.sources import Named, Sources
from newscrawl.spiders.vanished import vanished_entries
from pipelines.items import Entry, PageKind, SourceKind
from pipelines.readers.document import Document
from pipelines.urls import canonical_url, identity_url

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

_LONG_AGO = datetime.min.replace(tzinfo=UTC)
#: What a dropped page may prove to be that tells something of addresses like its own.
NO_POSTS = frozenset(get_args(PageKind)) - {"post", "protected", "future", "error"}
#: Why no other address of the host need be tried.
UNREACHABLE = frozenset({"dns", "connection", "timeout", "refused"})
#: Addresses that only other posts name: more than this many beside the rest is a link farm.
FARM_BASE = 500
#: Addresses outside the pattern of posts that are tried while better sources are complete, at
#: least; a tenth of the posts on larger blogs.
DOUBTFUL_WHILE_CHECKING = 6


class BlogSpider(PostSpider):
    """Archives a whole blog from its home page: list API, feeds, sitemaps, listings, pagination."""

    name = "blog"
    own_arguments = (
        Argument(name="url", help="home page of the blog", parse=web_address, required=True),
    )
    url: str

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Return the spider; raises UsageError for an unknown or bad argument."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.on_idle, signal=signals.spider_idle)
        return spider

    def set_up(self) -> None:
        """Take the home page as the site."""
        self.site = canonical_url(self.url)
        self.scope: Scope = blog_scope(self.url)
        self.patterns = PostPatterns()
        self.explorer = Explorer(self.scope)
        self.doubts = Doubts()
        self._farmed = 0
        #: Held posts that their sources name no longer, and what is asked for after them.
        self._vanished: set[Candidate] = set()
        self._waiting: list[Candidate] = []
        #: Folder of the home page; the rest of the host may be no blog at all.
        self._section = ""
        #: True when a list API or a sitemap names all posts, as far as we can see.
        self._trusted = False
        self.offer = Offer(self.url)

    async def start(self) -> AsyncIterator[Any]:
        """Yield requests: the posts that sources name, then the listings that may name more."""
        homes = await self._read_home()
        if not homes:
            self.ledger.read(self.url, "listing", problem=self.last_failure)
            if self.last_failure in UNREACHABLE:
                return
        # A home page that answers an error may still have a feed and a sitemap beside it.
        markups = [markup for markup, _ in homes] or [Markup(url=self.url)]
        self._settle(markups[0], [document for _, document in homes])
        named = await Sources(self, markups[0], self.scope, self.offer).read()
        linked = [link.url for markup in markups for link in markup.links]
        wanted, doubtful = await asyncio.to_thread(self._sorted_out, named, linked)
        entries = await vanished_entries(self, api_whole=named.api_whole)
        vanished = self.catalogue.add_all(entries)
        self._vanished = set(vanished)
        # One that moved leads to a new address. Were that asked for first, it would be a new post.
        self._waiting = wanted if vanished else []
        for request in self.requests_for(vanished or wanted):
            yield request
        for request in self._consider(doubtful):
            yield request
        for markup, _ in homes:
            self.explorer.begin(markup.url)
        for markup, _ in homes:
            for request in self._explore(markup, "listing"):
                yield request

    # --- the home page ------------------------------------------------------------------------

    async def _read_home(self) -> list[tuple[Markup, Document]]:
        """Return the home page and what its frames show; empty when nothing can be read."""
        homes: list[tuple[Markup, Document]] = []
        waiting = [self.url]
        while waiting and len(homes) < 3:
            url = waiting.pop(0)
            response = await self.fetch_source(url, kind="home", required=not homes)
            if response is None:
                continue
            markup = await asyncio.to_thread(
                read_markup, response.body, response.url, content_type_of(response)
            )
            homes.append((markup, Document(self.make_page(response, ()))))
            waiting.extend(markup.frames)
        return homes

    def _settle(self, home: Markup, documents: list[Document]) -> None:
        """Fix the scope and the folding, now that the home page told what the blog is."""
        self.offer = offer = platform_offer(home.url, documents)
        scope = blog_scope(self.url, home.url)
        self.scope = Scope(
            home=home.url, hosts=scope.hosts, folders=(*scope.folders, *offer.folders)
        )
        self.explorer.scope = self.scope
        self.catalogue = Catalogue(offer.fold)
        if self.scope.folders and self.scope.holds(home.url):
            self.site = canonical_url(home.url)
        self._section = section_of(home.url)
        for name in offer.names:
            self.count(f"platform/{name}")

    # --- candidates ---------------------------------------------------------------------------

    def _sorted_out(
        self, named: Named, linked: list[str]
    ) -> tuple[list[Candidate], list[Candidate]]:
        """Return what the sources named: posts, the newest first, and what may be none."""
        terms = Terms()
        terms.learn((*linked, *(entry.url for entry in named.sitemap)))
        feed = [terms.parted(entry) for entry in named.feed]
        certain = [entry for entry in (*named.api, *feed) if self._is_open(entry)]
        self.patterns.learn(entry.url for entry in certain)
        candidates = self.catalogue.add_all(certain)
        mapped = self.catalogue.add_all(named.sitemap)
        mapped = [one for one in mapped if self._is_in_section(one.url)]
        liked = {one.identity for one in mapped if self.patterns.judge(one.url).score > 0}
        likely = [one for one in mapped if one.identity in liked]
        doubtful = [one for one in mapped if one.identity not in liked]
        feeds = {self.catalogue.identity(entry.url) for entry in named.feed}
        in_map = {self.catalogue.identity(entry.url) for entry in named.sitemap}
        self._trusted = named.api_whole or bool(likely and feeds <= in_map)
        self.explorer.checking = self._trusted
        count = len(candidates) + len(likely)
        # 1.6 requests a post is the promise; listings may take what the sources leave of it.
        doubtful_at_most = max(DOUBTFUL_WHILE_CHECKING, count // 10)
        self.doubts.budget = doubtful_at_most if self._trusted else None
        spare = int(max(0.6 * count, 12)) - self.sources_asked - doubtful_at_most
        self.explorer.budget = max(4, min(spare, 4) if named.api_whole else spare)
        return sorted((*candidates, *likely), key=_newest, reverse=True), doubtful

    def _is_open(self, entry: Entry) -> bool:
        """Return False for a post that its own index says nobody may read, and count it."""
        if entry.withheld:
            self.count(f"skipped/{entry.withheld}")
            self.catalogue.add(entry)
            candidate = self.catalogue.find(entry.url)
            if candidate is not None:
                candidate.state = "skipped"
                candidate.became("withheld", entry.withheld)
            return False
        return True

    def _consider(self, candidates: Iterable[Candidate]) -> Iterator[Request]:
        """Yield requests for candidates as far as their addresses recommend them."""
        for candidate in candidates:
            verdict = self.patterns.judge(candidate.url)
            if verdict.hopeless:
                candidate.state = "skipped"
                candidate.became("no-post", "address")
                self.count("skipped/no-post-address")
            elif verdict.score > 0:
                yield from self.requests_for([candidate])
            elif self.explorer.tier_of(candidate.url) is not None:
                candidate.state = "skipped"
                candidate.became("no-post", "listing")
                self.explorer.offer([candidate.url])
            else:
                self.doubts.add(candidate)
        yield from self.requests_for(self.doubts.sample())

    # --- pages --------------------------------------------------------------------------------

    async def parse_post(self, response: Response, candidate: Candidate) -> AsyncIterator[Any]:
        """Yield the Page of a candidate, and what its links lead to when no source is complete."""
        if self.catalogue.identity(response.url) != candidate.identity:
            if identity_url(response.url) == identity_url(self.site):
                candidate.became("gone", "sent home")
                self.count("skipped/sent-home")
                return
            if not self.scope.holds(response.url) and not candidate.certain:
                # A redirector of the blog, /go/shop: what lies behind it is somebody else's.
                candidate.became("no-post", "elsewhere")
                self.count("skipped/elsewhere")
                return
            target = self.catalogue.find(response.url)
            self.catalogue.same(candidate.url, response.url)
            if target is not None and target is not candidate:
                if target.state == "asked":
                    candidate.became("no-post", "same as another")
                    self.count("skipped/same")
                    return
                target.state = "asked"
                candidate = target
        for page in self.pages(response, candidate.ordered()):
            yield page
        candidate.forget_bodies()
        if self._trusted or self.full:
            return
        markup = await asyncio.to_thread(
            read_markup, response.body, response.url, content_type_of(response)
        )
        for request in self._explore(markup, "page"):
            yield request

    async def parse_listing(self, response: Response) -> AsyncIterator[Any]:
        """Yield requests for the posts that a listing names, and for its further pages."""
        self.count("listings")
        if not self.scope.holds(response.url):
            return
        markup = await asyncio.to_thread(
            read_markup, response.body, response.url, content_type_of(response)
        )
        for request in self._explore(markup, "listing"):
            yield request

    def listing_failed(self, failure: Failure) -> None:
        """Count a listing that could not be read; what it would have named may be lost."""
        self.count("listings/failed")
        request = getattr(failure, "request", None)
        if request is not None:
            self.ledger.read(
                _list_address(request.url), "listing", problem=reason_of(failure.value)
            )

    def _explore(self, markup: Markup, kind: SourceKind) -> Iterator[Request]:
        """Yield requests for what a page links to: posts it names, the list's other pages."""
        if self.full:
            return
        candidates, named = [], []
        entries: list[Entry] = []
        links = [
            (place, link, self.offer.fold(link.url)) for place, link in enumerate(markup.links)
        ]
        links = [(place, link, url) for place, link, url in links if self._may_be_post(url)]
        lists = self._lists_of_posts(links) if kind == "listing" else frozenset()
        for position, link, url in links:
            named.append(url)
            entry = Entry(
                url=url,
                found_in=markup.url,
                found_kind=kind,
                position=position,
                among_posts=link.group in lists,
            )
            entries.append(entry)
            candidate = self.catalogue.add(entry, plain=self.patterns.plain)
            if candidate is not None and self._is_no_farm(kind):
                candidates.append(candidate)
        likely = sum(self.patterns.judge(one.url).score > 0 for one in candidates)
        if kind == "listing":
            self.ledger.read(_list_address(markup.url), "listing", entries)
            # While lists only check what better sources said, navigation is no find.
            new = likely if self._trusted else len(candidates)
            pages = self.explorer.page_read(markup, named, new)
        else:
            pages = []
        self.explorer.offer(link.url for link in markup.links)
        yield from self._consider(candidates)
        for url in pages:
            yield self._listing(url)

    def _lists_of_posts(self, links: list[tuple[int, PageLink, str]]) -> frozenset[int]:
        """Return the lists of a page that hold addresses built like posts, and few others."""
        seen: dict[int, dict[str, bool]] = {}
        for _, link, url in links:
            if link.group and url not in seen.setdefault(link.group, {}):
                seen[link.group][url] = self._looks_like_post(url)
        return frozenset(
            group
            for group, urls in seen.items()
            if sum(urls.values()) >= SAMPLE and 2 * sum(urls.values()) > len(urls)
        )

    def _looks_like_post(self, url: str) -> bool:
        known = self.catalogue.find(url)
        return (known is not None and known.certain) or self.patterns.judge(url).score > 0

    def page_address(self, candidate: Candidate) -> str:
        """Return where the page of a candidate is fetched."""
        return self.offer.page(candidate.url)

    def _may_be_post(self, url: str) -> bool:
        if not self.scope.holds(url) or not is_page_address(url) or is_numbered(url):
            return False
        if identity_url(url) in (identity_url(self.site), identity_url(self.scope.home)):
            return False
        if self.patterns.knows and self.patterns.matches(url):
            return True
        return self._is_in_section(url) and self.explorer.tier_of(url) is None

    def _is_in_section(self, url: str) -> bool:
        if not self._section or self.scope.folders:
            return True
        return urlsplit(url).path.startswith(self._section) or self.patterns.matches(url)

    def _is_no_farm(self, kind: SourceKind) -> bool:
        if kind != "page":
            return True
        self._farmed += 1
        return self._farmed <= FARM_BASE + 2 * (len(self.catalogue) - self._farmed)

    def _listing(self, url: str) -> Request:
        return Request(
            url,
            callback=self.parse_listing,
            errback=self.listing_failed,
            priority=LISTING_PRIORITY,
            dont_filter=True,
            meta={"newscrawl_kind": "listing"},
        )

    def post_failed(self, failure: Failure) -> None:
        """Count why a candidate could not be fetched; what vanished and is gone is no failure."""
        request = getattr(failure, "request", None)
        candidate = request.cb_kwargs.get("candidate") if request is not None else None
        if candidate in self._vanished and reason_of(failure.value) in ("404", "410"):
            candidate.became("gone", reason_of(failure.value))
            self.count("gone")
            return
        super().post_failed(failure)

    # --- what pages proved to be --------------------------------------------------------------

    def on_stored(self, item: Any, response: Response | None) -> None:
        """Learn that addresses like this one are posts."""
        if response is None:
            return
        super().on_stored(item, response)
        self.patterns.saw(response.url, True)
        candidate = self.catalogue.find(response.url)
        if candidate is not None and not candidate.kinds - {"listing", "page"}:
            self.explorer.finds += 1

    def on_dropped(self, item: Any, response: Response | None, exception: Exception) -> None:
        """Learn that addresses like this one are no posts."""
        kind = str(exception).partition(":")[0]
        if response is not None and kind in NO_POSTS:
            self.patterns.saw(response.url, False)
        super().on_dropped(item, response, exception)

    def on_idle(self) -> None:
        """Go on with what had to wait for the answers so far; with nothing left the crawl ends."""
        requests = [] if self.full else [*self._next_wave()]
        assert self.crawler.engine is not None
        for request in requests:
            self.crawler.engine.crawl(request)
        if requests:
            raise DontCloseSpider

    def _next_wave(self) -> Iterator[Request]:
        named, self._waiting = self._waiting, []
        wave = [*self.requests_for(named)]
        if wave:
            yield from wave
            return
        wave = [*self._consider(self.doubts.reconsidered())]
        yield from wave
        if not wave:
            for url in self.explorer.release():
                yield self._listing(url)


def _list_address(url: str) -> str:
    """Return the address of the list that `url` is a page of."""
    return f"{urlsplit(url).scheme}:{list_base(url)}"


def _newest(candidate: Candidate) -> datetime:
    entry = candidate.ordered()[0]
    moment = entry.published or entry.updated
    return moment.utc if moment else _LONG_AGO
