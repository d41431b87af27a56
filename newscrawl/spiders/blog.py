"""The spider for a whole blog, named by its home page."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from typing import TYPE_CHECKING, Any, get_args
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.exceptions import CloseSpider, DontCloseSpider

from newscrawl.discovery.catalogue import CERTAIN, OPEN, Candidate
from newscrawl.discovery.doubts import Doubts
from newscrawl.discovery.explorer import Explorer, Tier
from newscrawl.discovery.markup import Markup, PageLink, read_markup
from newscrawl.discovery.pagination import is_numbered
from newscrawl.discovery.posts import SAMPLE, PostPatterns
from newscrawl.discovery.scope import Scope, blog_scope, is_page_address, section_of
from newscrawl.discovery.terms import Terms
from newscrawl.middlewares.keep import ARCHIVED
from newscrawl.spiders.answers import candidate_of, content_type_of, reason_of
from newscrawl.spiders.arguments import Argument, web_address
from newscrawl.spiders.base import LISTING_PRIORITY, PostSpider
from newscrawl.spiders.platform_api import Offer, platform_offer
from newscrawl.spiders.sources import Named, Sources
from newscrawl.spiders.vanished import listings_to_trust, vanished_entries
from pipelines.archive.frontier import FIRST
from pipelines.items import Entry, PageKind, SourceKind
from pipelines.readers.document import Document
from pipelines.readers.html import squash, text_of
from pipelines.readers.page_time import page_language
from pipelines.urls import canonical_url, identity_url

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

#: What a dropped page may prove to be that tells something of addresses like its own.
NO_POSTS = frozenset(get_args(PageKind)) - {
    "post",
    "protected",
    "paywall",
    "draft",
    "future",
    "error",
}
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
        self.terms = Terms()
        #: Listings that were read before any post was asked for.
        self._explored: set[str] = set()
        #: What is done while nothing else is under way.
        self._wave: asyncio.Task[bool] | None = None
        #: Folder of the home page; the rest of the host may be no blog at all.
        self._section = ""
        #: True when a list API or a sitemap names all posts, as far as we can see; it is not known
        #: before the sources were read.
        self._trusted = False
        self._sorted_out = False
        #: Pages that were read before that was known, by identity, until they are stored.
        self._unexplored: set[str] = set()
        self.offer = Offer(self.url)

    async def find_posts(self) -> None:
        """Find posts: those that sources name, then in listings those that they may not name."""
        homes = await self._read_home()
        if not homes:
            self.ledger.read(self.url, "listing", problem=self.last_failure)
            if self.last_failure in UNREACHABLE:
                self._sorted_out = True
                return
        # A home page that answers an error may still have a feed and a sitemap beside it.
        markups = [markup for markup, _ in homes] or [Markup(url=self.url)]
        self._settle_home(markups[0], [document for _, document in homes])
        await self._describe_site([document for _, document in homes])
        await self.go_on()
        self.terms.learn(link.url for markup in markups for link in markup.links)
        sources = Sources(
            self, markups[0], self.scope, self.offer, patterns=self.patterns, terms=self.terms
        )
        named = await sources.read()
        await self._sort_out(named)
        for markup, _ in homes:
            self.explorer.begin(markup.url)
        listing = await self._read_full_listing([markup for markup, _ in homes])
        vanished = await vanished_entries(self, api_whole=named.api_whole, listing=listing)
        if await self.want(await self.addresses.name(vanished), first=True):
            # One that moved leads to a new address. Were that asked for first, it would be new.
            self.addresses.only_first = True
        self.begin_posts()
        for markup, _ in homes:
            if markup.url not in self._explored:
                self._ask(await self._explore(markup, "listing"))

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

    def _settle_home(self, home: Markup, documents: list[Document]) -> None:
        """Fix the scope and the folding, now that the home page told what the blog is."""
        self.offer = offer = platform_offer(home.url, documents)
        scope = blog_scope(self.url, home.url)
        self.scope = Scope(
            home=home.url, hosts=scope.hosts, folders=(*scope.folders, *offer.folders)
        )
        self.explorer.scope = self.scope
        self.addresses.fold = offer.fold
        if self.scope.folders and self.scope.holds(home.url):
            self.site = canonical_url(home.url)
        self._section = section_of(home.url)
        for name in offer.names:
            self.count(f"platform/{name}")

    async def _describe_site(self, documents: list[Document]) -> None:
        """Note what the blog calls itself, and what it is built with."""
        named = [
            squash(name)
            for document in documents
            for name in (
                *document.meta.get("og:site_name", ()),
                *map(text_of, document.tree.iter("title")),
            )
        ]
        await self.addresses.describe_site(
            title=next(filter(None, named), ""),
            platform=next(iter(self.offer.names), ""),
            language=next(filter(None, map(page_language, documents)), "") or "",
        )

    # --- candidates ---------------------------------------------------------------------------

    async def _sort_out(self, named: Named) -> None:
        """Make due what the sources named and looks like a post; the rest may be none."""
        likely = 0
        async for page in self.addresses.pages():
            certain = [one for one, kinds in page if kinds & CERTAIN]
            mapped = [one for one, kinds in page if "sitemap" in kinds and not kinds & CERTAIN]
            mapped = [one for one in mapped if self._is_likely(one.url)]
            likely += len(mapped)
            await self.want((*certain, *mapped))
        all_mapped = not await self.addresses.count_named("feed", not_by="sitemap")
        self._trusted = named.api_whole or bool(likely and all_mapped)
        self.explorer.checking = self._trusted
        count = await self.addresses.count_wanted()
        # 1.6 requests a post is the promise; listings may take what the sources leave of it.
        doubtful_at_most = max(DOUBTFUL_WHILE_CHECKING, count // 10)
        self.doubts.budget = doubtful_at_most if self._trusted else None
        spare = int(max(0.6 * count, 12)) - self.sources_asked - doubtful_at_most
        self.explorer.budget = max(4, min(spare, 4) if named.api_whole else spare)
        self._sorted_out = True
        if not self._trusted:
            await self.addresses.again()
        async for page in self.addresses.pages(OPEN):
            await self._consider(one for one, _ in page if self._is_in_section(one.url))
        await self.want(self.doubts.sample())

    def _is_likely(self, url: str) -> bool:
        return self._is_in_section(url) and self.patterns.judge(url).score > 0

    async def _consider(self, candidates: Iterable[Candidate]) -> int:
        """Make candidates due as far as their addresses recommend them; say how many."""
        wanted = []
        groups: list[tuple[Candidate, tuple[str, ...]]] = []
        for candidate in candidates:
            verdict = self.patterns.judge(candidate.url)
            if verdict.hopeless:
                self.settle(candidate, "no-post", "address", verdict.reasons, state="skipped")
                self.count("skipped/no-post-address")
            elif verdict.score > 0:
                wanted.append(candidate)
            elif self.explorer.tier_of(candidate.url) is not None:
                groups.append((candidate, verdict.reasons))
            else:
                self._park(candidate)
        for candidate, reasons in groups:
            if self._is_one_of_many_numbers(candidate.url):
                self._park(candidate)
            else:
                self.settle(candidate, "no-post", "listing", reasons, state="skipped")
                self.explorer.offer([candidate.url])
        return await self.want(wanted)

    def _park(self, candidate: Candidate) -> None:
        candidate.state = "parked"
        self.addresses.changed(candidate)
        self.doubts.add(candidate)

    def _is_one_of_many_numbers(self, url: str) -> bool:
        # /post/2004 is the list of a year, unless there are /post/2100 and /post/7, too.
        last = urlsplit(url).path.rstrip("/").rpartition("/")[2]
        return last.isdigit() and self.doubts.holds_many_like(url)

    def request_for(self, candidate: Candidate) -> Request | None:
        """Return the request for a candidate, its terms parted into tags and categories."""
        candidate.entries = [
            self.terms.parted(entry) if entry.found_kind == "feed" else entry
            for entry in candidate.entries
        ]
        return super().request_for(candidate)

    # --- pages --------------------------------------------------------------------------------

    async def parse_post(self, response: Response, candidate: Candidate) -> AsyncIterator[Any]:
        """Yield the Page of a candidate, and what its links lead to when no source is complete."""
        if self.addresses.key(response.url) != candidate.identity:
            target = await self._led_to(candidate, response.url)
            if target is None:
                return
            candidate = target
            assert response.request is not None
            response.request.cb_kwargs["candidate"] = candidate
        if self._sorted_out and not self._trusted and not self.full:
            # Before the page can be stored: once it is, nobody looks at its links again.
            markup = await asyncio.to_thread(
                read_markup, response.body, response.url, content_type_of(response)
            )
            for request in await self._explore(markup, "page"):
                yield request
        if ARCHIVED in response.flags:
            self.patterns.saw(response.url, True)
        for page in self.pages(response, candidate.ordered()):
            if not self._sorted_out:
                self._unexplored.add(candidate.identity)
            yield page

    def _explore_later(self, candidate: Candidate | None) -> None:
        """Have the kept page of a candidate read again if its links turned out to be needed."""
        if candidate is None or candidate.identity not in self._unexplored:
            return
        self._unexplored.discard(candidate.identity)
        # What was read before all was sorted out is among what the whole crawl reads again.
        if self._sorted_out and not self._trusted and candidate.state in ("stored", "closed"):
            self.addresses.again_one(candidate)

    async def _led_to(self, candidate: Candidate, url: str) -> Candidate | None:
        """Return the candidate that one is whose address led to `url`; None, settled, for none."""
        if identity_url(url) == identity_url(self.site):
            self.settle(candidate, "gone", "sent home")
            self.count("skipped/sent-home")
            return None
        if not self.scope.holds(url) and not candidate.certain:
            # A redirector of the blog, /go/shop: what lies behind it is somebody else's.
            self.settle(candidate, "no-post", "elsewhere")
            self.count("skipped/elsewhere")
            return None
        target = await self.addresses.lead(candidate, url)
        if target is None:
            self.settle(candidate, "no-post", "same as another")
            self.count("skipped/same")
        return target

    async def parse_listing(self, response: Response) -> AsyncIterator[Any]:
        """Yield requests for the posts that a listing names, and for its further pages."""
        self.count("listings")
        if not self.scope.holds(response.url):
            return
        markup = await asyncio.to_thread(
            read_markup, response.body, response.url, content_type_of(response)
        )
        for request in await self._explore(markup, "listing"):
            yield request

    async def _read_full_listing(self, homes: list[Markup]) -> str:
        """Return the listing that names all posts, read to its end; empty when there is none.

        It is read before any post, and by no more requests than the crawl makes anyway: what it
        names no longer is asked for first.
        """
        if self._trusted or not (listings := await listings_to_trust(self)):
            return ""
        pages = {self._list_address(home.url): home for home in homes}
        listing = next((one for one in listings if one in pages), listings[0])
        if not self.scope.holds(listing):
            return ""
        self.explorer.begin(listing, self.explorer.tier_of(listing) or Tier.MAIN)
        whole = True
        waiting = [listing]
        while waiting:
            url = waiting.pop(0)
            markup = pages.pop(url, None) or await self._fetch_listing(url)
            if markup is None or self._list_address(markup.url) != listing:
                whole = False
            if markup is not None:
                self._explored.add(markup.url)
                waiting += [request.url for request in await self._explore(markup, "listing")]
        return listing if whole and not self.explorer.is_cut(listing) else ""

    async def _fetch_listing(self, url: str) -> Markup | None:
        """Return a page of a listing; None, noted, when it cannot be read or leads elsewhere."""
        response = await self.fetch_source(url, kind="listing")
        if response is None:
            self.count("listings/failed")
            self.ledger.read(self._list_address(url), "listing", problem=self.last_failure)
            return None
        self.count("listings")
        if not self.scope.holds(response.url):
            return None
        return await asyncio.to_thread(
            read_markup, response.body, response.url, content_type_of(response)
        )

    def listing_failed(self, failure: Failure) -> None:
        """Count a listing that could not be read; what it would have named may be lost."""
        reason = reason_of(failure.value)
        if reason == "ending":
            return
        self.count("listings/failed")
        request = getattr(failure, "request", None)
        if request is None:
            return
        self.ledger.read(self._list_address(request.url), "listing", problem=reason)
        if reason in ("404", "410"):
            asked = (request.meta.get("redirect_urls") or [request.url])[0]
            self.addresses.missing(asked, int(reason))

    async def _explore(self, markup: Markup, kind: SourceKind) -> list[Request]:
        """Take the posts that a page links to, and return requests for the list's other pages."""
        if self.full:
            return []
        links = [
            (place, link, self.offer.fold(link.url)) for place, link in enumerate(markup.links)
        ]
        links = [(place, link, url) for place, link, url in links if self._may_be_post(url)]
        lists = await self._lists_of_posts(links) if kind == "listing" else frozenset()
        entries = [
            Entry(
                url=url,
                found_in=markup.url,
                found_kind=kind,
                position=place,
                among_posts=link.group in lists,
            )
            for place, link, url in links
        ]
        source = (self._list_address(markup.url), kind) if kind == "listing" else None
        found = await self.addresses.name(entries, plain=self.patterns.plain, source=source)
        candidates = [one for one in found if self._is_no_farm(kind)]
        likely = sum(self.patterns.judge(one.url).score > 0 for one in candidates)
        pages: list[str] = []
        if kind == "listing":
            self.ledger.read(self._list_address(markup.url), "listing")
            # While lists only check what better sources said, navigation is no find.
            new = likely if self._trusted else len(candidates)
            pages = self.explorer.page_read(markup, (url for _, _, url in links), new)
        self.explorer.offer(link.url for link in markup.links)
        await self._consider(one for one in candidates if one.state in OPEN)
        await self.want(self.doubts.sample())
        return [self._listing(url) for url in pages]

    async def _lists_of_posts(self, links: list[tuple[int, PageLink, str]]) -> frozenset[int]:
        """Return the lists of a page that hold addresses built like posts, and few others."""
        known = await self.addresses.find({url for _, link, url in links if link.group})
        seen: dict[int, dict[str, bool]] = {}
        for _, link, url in links:
            if link.group and url not in seen.setdefault(link.group, {}):
                certain = url in known and known[url].certain
                seen[link.group][url] = certain or self.patterns.judge(url).score > 0
        return frozenset(
            group
            for group, urls in seen.items()
            if sum(urls.values()) >= SAMPLE and 2 * sum(urls.values()) > len(urls)
        )

    def page_address(self, candidate: Candidate) -> str:
        """Return where the page of a candidate is fetched."""
        return self.offer.page(candidate.url)

    def _list_address(self, url: str) -> str:
        """Return the address of the list that `url` is a page of."""
        return f"{urlsplit(url).scheme}:{self.explorer.list_of(url)}"

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
        return self._farmed <= FARM_BASE + 2 * (self.addresses.count - self._farmed)

    def _listing(self, url: str) -> Request:
        return Request(
            url,
            callback=self.parse_listing,
            errback=self.listing_failed,
            priority=LISTING_PRIORITY,
            dont_filter=True,
            meta={"newscrawl_kind": "listing"},
        )

    def _ask(self, requests: Iterable[Request]) -> None:
        assert self.crawler.engine is not None
        for request in requests:
            self.crawler.engine.crawl(request)

    def post_failed(self, failure: Failure) -> None:
        """Count why a candidate could not be fetched; what vanished and is gone is no failure."""
        request = getattr(failure, "request", None)
        candidate = request.cb_kwargs.get("candidate") if request is not None else None
        reason = reason_of(failure.value)
        if candidate is not None and candidate.place == FIRST and reason in ("404", "410"):
            self.settle(candidate, "gone", reason)
            self.count("gone")
            return
        super().post_failed(failure)

    # --- what pages proved to be --------------------------------------------------------------

    def on_stored(self, item: Any, response: Response | None) -> None:
        """Learn that addresses like this one are posts."""
        super().on_stored(item, response)
        candidate = candidate_of(response)
        if response is None or candidate is None:
            return
        self._explore_later(candidate)
        self.patterns.saw(response.url, True)
        if not candidate.kinds - {"listing", "page"}:
            self.explorer.finds += 1

    def on_dropped(self, item: Any, response: Response | None, exception: Exception) -> None:
        """Learn that addresses like this one are no posts."""
        kind = str(exception).partition(":")[0]
        if response is not None and kind in NO_POSTS:
            self.patterns.saw(response.url, False)
        super().on_dropped(item, response, exception)
        self._explore_later(candidate_of(response))

    def on_idle(self) -> None:
        """Go on with what had to wait for the answers so far; with nothing left the crawl ends."""
        if self._wave is not None and self._wave.done():
            found_more = self._wave.result()
            self._wave = None
            if not found_more:
                return
        if self._wave is None:
            self._wave = asyncio.ensure_future(self._next_wave())
        raise DontCloseSpider

    async def _next_wave(self) -> bool:
        """Return True when there is more to do: what had to wait for all answers so far."""
        try:
            more = not self.full and await self._wave_of_work()
        except CloseSpider:
            more = False  # logged: the archive cannot be written
            self.addresses.stop()
        self.addresses.wake()
        return more

    async def _wave_of_work(self) -> bool:
        if self.addresses.only_first:
            self.addresses.go_on_after_first()
            return True
        found = 0
        if self.doubts.reconsider():
            async for page in self.addresses.pages(("parked",)):
                found += await self._consider(one for one, _ in page)
            found += await self.want(self.doubts.sample())
        listings = [] if found else [self._listing(url) for url in self.explorer.release()]
        self._ask(listings)
        return bool(found or listings)
