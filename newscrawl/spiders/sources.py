"""Reads the sources of a blog: its list API, its feeds, its sitemaps; cheap, exact, and first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from newscrawl.discovery.belonging import at_home, names_others_alone, under_own_host, user_folders
from newscrawl.discovery.feeds import read_feed
from newscrawl.discovery.guesses import (
    feed_guesses,
    feed_twins_folded,
    is_feed_of_a_part,
    missing_page_ends_feed,
    sitemap_guesses,
    unsaid_next_page,
)
from newscrawl.discovery.markup import Markup
from newscrawl.discovery.posts import PostPatterns
from newscrawl.discovery.reading import Reading
from newscrawl.discovery.scope import Scope, is_feed_of
from newscrawl.discovery.sitemaps import part_holds_posts, read_sitemap, robots_sitemaps
from newscrawl.discovery.terms import Terms
from newscrawl.discovery.to_read import ToRead
from newscrawl.middlewares.robots import RobotsMiddleware
from newscrawl.spiders.answers import reading_of
from newscrawl.spiders.base import PostSpider
from newscrawl.spiders.list_api import ListReading
from newscrawl.spiders.platform_api import Offer
from pipelines.items import Entry, SourceKind
from pipelines.urls import absolute_url, url_hash

#: Feeds of one blog that are read; some themes declare one for every tag.
MAX_FEEDS = 4
#: Usual places of feeds that are tried when a sitemap named addresses already.
GUESSES_BESIDE_A_SITEMAP = 2
#: Pages of one feed.
MAX_FEED_PAGES = 500
#: Parts of all its sitemaps.
MAX_PARTS = 500
#: Of those that are called by pictures, tags or authors, where no other part names posts.
MAX_ASIDE = 3


@dataclass(slots=True)
class Named:
    """How many addresses the sources of a blog named; they themselves are written down."""

    sitemap: int = 0
    #: True when a sitemap, or a part of one, could not be read whole.
    broken: bool = False
    #: True when a list API was read to its end and kept its word.
    api_whole: bool = False
    #: True when such a list named posts: one without any may be of another type than the blog's.
    api_trusted: bool = False
    #: Other folders of the same user, in which the blog's own feed names its posts.
    folders: set[str] = field(default_factory=set)


class Sources:
    """The sources of the blog that one spider archives."""

    def __init__(
        self,
        spider: PostSpider,
        home: Markup,
        scope: Scope,
        offer: Offer,
        *,
        patterns: PostPatterns,
        terms: Terms,
        writer: str = "",
    ) -> None:
        """Learn from what is read how addresses of posts are built, and the blog's terms.

        Of what the host names as a whole nothing is read where the page of a `writer` is meant.
        """
        self._spider = spider
        self._home = home
        self._scope = scope
        self._offer = offer
        self._patterns = patterns
        self._terms = terms
        self._writer = writer
        self.named = Named()

    async def read(self) -> Named:
        """Return what all sources named."""
        if self._writer:
            await self._read_feeds(
                [one for one in self._home.feeds if is_feed_of(one, self._writer)]
            )
            return self.named
        for api in self._offer.apis:
            reading = ListReading(self._spider, self._offer, api)
            await reading.read(partial(self._name, source=api.first.url, kind="api"))
            self.named.api_whole = self.named.api_whole or reading.whole
            self.named.api_trusted = self.named.api_trusted or (reading.whole and reading.served)
            if reading.served:
                break
            self._spider.count(f"api/{api.platform}/failed")
        await self._read_feeds(feed_twins_folded(self._home.feeds)[:MAX_FEEDS])
        await self._read_sitemaps()
        # A feed of one category says nothing of the rest.
        if all(map(is_feed_of_a_part, self._home.feeds)) and not self.named.api_trusted:
            await self._guess_feeds()
        return self.named

    async def _name(self, entries: Sequence[Entry], source: str, kind: SourceKind) -> None:
        """Write down what a list of posts named; what nobody may read is settled at once."""
        await self._spider.addresses.name(entries, source=(source, kind))
        withheld = {entry.url: entry.withheld for entry in entries if entry.withheld}
        self._patterns.learn(entry.url for entry in entries if not entry.withheld)
        for url, candidate in (await self._spider.addresses.find(withheld)).items():
            self._spider.count(f"withheld/{withheld[url]}")
            self._spider.settle(candidate, "withheld", withheld[url])

    # --- feeds --------------------------------------------------------------------------------

    async def _read_feeds(self, declared: Sequence[str]) -> None:
        for url in declared:
            await self._read_feed(url, declared=True)

    async def _guess_feeds(self) -> None:
        """Try the usual places: all of them only when nothing else named a post."""
        if self._scope.folders:
            return
        guesses = feed_guesses(self._home.url, self._home.generator)
        for url in guesses[: GUESSES_BESIDE_A_SITEMAP if self.named.sitemap else len(guesses)]:
            if await self._read_feed(url, declared=False):
                return

    async def _read_feed(self, url: str, *, declared: bool) -> int:
        """Return how many posts of the blog the feed at `url` named, page after page."""
        seen: set[str] = set()
        ours: set[str] = set()
        waiting = ToRead([url], most=MAX_FEED_PAGES)
        #: Pages that the feed does not name: it may have none.
        unsaid: set[str] = set()
        #: Pages that named something, whether the last was reached, and whether one is missing.
        fed, ended, broken = 0, False, False
        for page in waiting:
            response = await self._spider.fetch_source(
                page, kind="feed", declared=page not in unsaid and (declared or page != url)
            )
            if response is None:
                is_end = page in unsaid and self._spider.last_failure in ("404", "410")
                is_end = is_end and missing_page_ends_feed(fed, len(seen))
                ended, broken = ended or is_end, broken or not is_end
                continue
            reading = await reading_of(response, read_feed)
            if reading.problem and declared:
                self._spider.complain("feed", page, reading.problem)
            if declared or reading.entries:
                self._spider.ledger.read(url, "feed", total=reading.total, problem=reading.problem)
            new = [
                one for one in under_own_host(reading.entries, self._home) if one.url not in seen
            ]
            if not new:
                # A page that it does not name and that shows the first again is none.
                is_end = fed > 1 if reading.entries else page in unsaid
                ended, broken = ended or is_end, broken or bool(reading.problem)
                continue
            fed += 1
            seen.update(entry.url for entry in new)
            kept = at_home(new, self._scope.hosts)
            self._spider.count("skipped/elsewhere", len(new) - len(kept))
            if declared and self._scope.folders:
                self.named.folders |= user_folders(kept, len(new))
            ours.update(url_hash(entry.url) for entry in kept)
            await self._name(kept, url, "feed")
            following = waiting.add(self._next_pages(reading, page))
            broken = broken or waiting.is_over
            if not reading.more:
                unsaid.update(following)
            ended = ended or (fed > 1 and not following)
        is_part = is_feed_of_a_part(url) and not self._writer
        if ended and not (broken or is_part):
            # Read page after page to its end it is no feed of the newest.
            self._spider.ledger.read(url, "feed", total=len(ours))
        return len(ours)

    def _next_pages(self, reading: Reading, page: str) -> tuple[str, ...]:
        if not reading.more and not self.named.api_trusted:
            return unsaid_next_page(page, reading.generator or self._home.generator)
        return reading.more

    # --- sitemaps -----------------------------------------------------------------------------

    async def _read_sitemaps(self) -> None:
        if self._scope.folders:
            # The sitemaps of a host that many blogs share list all of them.
            return
        # A sitemap may lie on another host (sitemaps.org allows it); its entries are checked.
        stated = (*await self._robots_sitemaps(), *self._home.sitemaps)
        guesses = () if stated else sitemap_guesses(self._home.url, self._home.generator)
        waiting = ToRead([*stated, *guesses], most=MAX_PARTS)
        #: Parts that by their names hold no posts, and whether any other names what may be one.
        aside: list[str] = []
        parts: set[str] = set()
        names_posts = False
        for url in waiting:
            if url in guesses and self.named.sitemap:
                continue
            if (reading := await self._read_sitemap(url, declared=url not in guesses)) is None:
                self.named.broken = self.named.broken or url in parts
                continue
            names_posts = await self._take_sitemap(url, reading) or names_posts
            more = waiting.new(reading.more)
            aside += [part for part in more if not part_holds_posts(part)]
            parts.update(waiting.add(filter(part_holds_posts, more), next_of_all=True))
            if waiting.is_over:
                self._spider.ledger.read(url, "sitemap", problem=f"more than {MAX_PARTS} parts")
                self.named.broken = True
            if not waiting and not names_posts:
                # Parts with pictures name the posts that show them, and these alone may.
                waiting.add(waiting.new(aside)[:MAX_ASIDE])
                aside = []

    async def _read_sitemap(self, url: str, *, declared: bool) -> Reading | None:
        """Return what the sitemap at `url` names; None when it could not be had."""
        response = await self._spider.fetch_source(url, kind="sitemap", declared=declared)
        if response is None:
            return None
        reading = await reading_of(response, read_sitemap)
        if reading.problem and (reading.entries or declared):
            self._spider.complain("sitemap", url, reading.problem)
        if reading.entries or (reading.problem and declared):
            self._spider.ledger.read(url, _kind_of(reading), problem=reading.problem)
            self.named.broken = self.named.broken or bool(reading.problem)
        return reading

    async def _take_sitemap(self, url: str, reading: Reading) -> bool:
        """Write down what a sitemap names; return True when some of it may be posts."""
        entries = under_own_host(reading.entries, self._home)
        ours = [entry for entry in entries if self._scope.holds(entry.url)]
        if names_others_alone(entries, self._scope.hosts):
            self._spider.ledger.read(url, _kind_of(reading), problem="names another host alone")
        self._terms.learn(entry.url for entry in ours)
        if reading.newest_only:
            await self._name([replace(one, found_kind="feed") for one in ours], url, "feed")
            return False
        await self._spider.addresses.name(ours, source=(url, "sitemap"))
        self.named.sitemap += len(ours)
        return any(self._patterns.judge(entry.url).score >= 0 for entry in ours)

    async def _robots_sitemaps(self) -> tuple[str, ...]:
        middleware = self._spider.crawler.get_downloader_middleware(RobotsMiddleware)
        if isinstance(middleware, RobotsMiddleware):
            rules = await middleware.rules(self._home.url)
            found = (absolute_url(url, self._home.url) for url in rules.sitemaps)
            return tuple(url for url in found if url)
        # robots.txt is not obeyed in this project; its Sitemap lines are still worth reading.
        robots = absolute_url("/robots.txt", self._home.url)
        response = await self._spider.fetch_source(robots, kind="robots") if robots else None
        if response is None:
            return ()
        return robots_sitemaps(response.body.decode("utf-8", "replace"), response.url)


def _kind_of(sitemap: Reading) -> SourceKind:
    return "feed" if sitemap.newest_only else "sitemap"
