"""Reads the sources of a blog: its list API, its feeds, its sitemaps; cheap, exact, and first."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from newscrawl.discovery.feeds import read_feed
from newscrawl.discovery.guesses import (
    feed_guesses,
    feed_twins_folded,
    is_feed_of_a_part,
    missing_page_ends_feed,
    sitemap_guesses,
    unsaid_next_page,
)
from newscrawl.discovery.posts import PostPatterns
from newscrawl.discovery.scope import Scope, bare_host, is_feed_of, user_folder
from newscrawl.discovery.sitemaps import part_holds_posts, read_sitemap, robots_sitemaps
from newscrawl.discovery.terms import Terms
from newscrawl.middlewares.robots import RobotsMiddleware
from newscrawl.spiders.answers import content_type_of, server_date
from newscrawl.spiders.base import PostSpider
from newscrawl.spiders.platform_api import ListApi, Offer, with_tags
from pipelines.items import Entry, SourceKind
from pipelines.urls import absolute_url, canonical_url, url_hash

if TYPE_CHECKING:
    from scrapy.http import Response

    from newscrawl.discovery.markup import Markup
    from newscrawl.discovery.reading import Reading
    from pipelines.readers.platforms.api import ApiRequest

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
#: Paths that a source shares with the home page before its host is taken for another name of it.
PROOFS = 3
#: Pages of one list API; the longest blogs have some ten thousand posts.
MAX_API_PAGES = 2000


@dataclass(slots=True)
class Named:
    """How many addresses the sources of a blog named; they themselves are written down."""

    sitemap: int = 0
    #: True when a sitemap, or a part of one, could not be read whole.
    broken: bool = False
    #: True when a list API was read to its end and kept its word.
    api_whole: bool = False
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
            if await self._read_api(api):
                break
            self._spider.count(f"api/{api.platform}/failed")
        await self._read_feeds(feed_twins_folded(self._home.feeds)[:MAX_FEEDS])
        await self._read_sitemaps()
        # A feed of one category says nothing of the rest.
        if all(map(is_feed_of_a_part, self._home.feeds)) and not self.named.api_whole:
            await self._guess_feeds()
        return self.named

    async def _name(self, entries: Sequence[Entry], source: str, kind: SourceKind) -> None:
        """Write down what a list of posts named; what nobody may read is settled at once."""
        await self._spider.addresses.name(entries, source=(source, kind))
        withheld = {entry.url: entry.withheld for entry in entries if entry.withheld}
        self._patterns.learn(entry.url for entry in entries if not entry.withheld)
        for url, candidate in (await self._spider.addresses.find(withheld)).items():
            self._spider.count(f"skipped/{withheld[url]}")
            self._spider.settle(candidate, "withheld", withheld[url])

    # --- list APIs ----------------------------------------------------------------------------

    async def _read_api(self, api: ListApi) -> bool:
        """Return False when the list named nothing, or broke off before its end."""
        seen: set[str] = set()
        #: Entries that wait for their tags, which are asked for many at once.
        waiting: list[Entry] = []
        request: ApiRequest | None = api.first
        total: int | None = None
        asked = 0
        broken = False
        while request is not None and asked < MAX_API_PAGES:
            asked += 1
            response = await self._ask(request)
            refused = response is None and asked == 1 and self._spider.last_failure == "400"
            if refused and (fewer := api.asked_for_fewer(request)):
                request = fewer
                continue
            if response is None:
                broken = True
                if asked > 1:
                    self._spider.ledger.read(
                        api.first.url, "api", problem=f"page {asked} is missing"
                    )
                break
            base = server_date(response)
            headers = {
                name.decode("latin-1"): b",".join(values).decode("latin-1")
                for name, values in response.headers.items()
            }
            page = await asyncio.to_thread(api.read, response.body, request, base, headers)
            if not page.understood:
                self._spider.complain("api", request.url, "not the answer that was expected")
                broken = True
                break
            total = page.declared_total if page.declared_total is not None else total
            self._spider.ledger.read(api.first.url, "api", total=total)
            new = [entry for entry in page.entries if entry.url not in seen]
            seen.update(entry.url for entry in new)
            if self._offer.asks_for_tags:
                waiting += new
            else:
                await self._name(new, api.first.url, "api")
            # A list that names nothing new goes in a circle.
            request = page.next if new else None
            if request is None:
                self.named.api_whole = total is None or len(seen) >= total
        if waiting:
            await self._name(await self._with_tags(waiting), api.first.url, "api")
        self._spider.count("api/entries", len(seen))
        return bool(seen) and not broken

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
        waiting, asked = [url], {url}
        #: Pages that the feed does not name: it may have none.
        unsaid: set[str] = set()
        #: Pages that named something, whether the last was reached, and whether one is missing.
        fed, ended, broken = 0, False, False
        while waiting and len(asked) <= MAX_FEED_PAGES:
            page = waiting.pop(0)
            response = await self._spider.fetch_source(
                page, kind="feed", declared=page not in unsaid and (declared or page != url)
            )
            if response is None:
                is_end = page in unsaid and self._spider.last_failure in ("404", "410")
                is_end = is_end and missing_page_ends_feed(fed, len(seen))
                ended, broken = ended or is_end, broken or not is_end
                continue
            reading = await asyncio.to_thread(
                read_feed, response.body, response.url, content_type_of(response)
            )
            if reading.problem and declared:
                self._spider.complain("feed", page, reading.problem)
            if declared or reading.entries:
                self._spider.ledger.read(url, "feed", total=reading.total, problem=reading.problem)
            new = [entry for entry in self._at_home(reading.entries) if entry.url not in seen]
            if not new:
                # A page that it does not name and that shows the first again is none.
                is_end = fed > 1 if reading.entries else page in unsaid
                ended, broken = ended or is_end, broken or bool(reading.problem)
                continue
            fed += 1
            seen.update(entry.url for entry in new)
            kept = self._ours(new)
            if declared and self._scope.folders:
                self.named.folders |= _user_folders(kept, len(new))
            ours.update(url_hash(entry.url) for entry in kept)
            await self._name(kept, url, "feed")
            following = [more for more in self._next_pages(reading, page) if more not in asked]
            asked.update(following)
            waiting.extend(following)
            if not reading.more:
                unsaid.update(following)
            ended = ended or (fed > 1 and not following)
        is_part = is_feed_of_a_part(url) and not self._writer
        if ended and not (broken or waiting or is_part):
            # Read page after page to its end it is no feed of the newest.
            self._spider.ledger.read(url, "feed", total=len(ours))
        return len(ours)

    def _next_pages(self, reading: Reading, page: str) -> tuple[str, ...]:
        if not reading.more and not self.named.api_whole:
            return unsaid_next_page(page, reading.generator)
        return reading.more

    def _at_home(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        """Return entries with the host of the blog, where they are the blog's under another one.

        A sitemap that was made on its author's machine names localhost.
        """
        host = bare_host(self._home.url)
        if not entries or any(bare_host(entry.url) == host for entry in entries):
            return entries
        shown = {_path(link.url) for link in self._home.links if bare_host(link.url) == host}
        named = {_path(entry.url) for entry in entries}
        if len((shown & named) - {"", "/"}) < PROOFS:
            return entries
        parts = urlsplit(self._home.url)
        return [
            replace(entry, url=urlunsplit((parts.scheme, parts.netloc, *urlsplit(entry.url)[2:])))
            for entry in entries
        ]

    def _ours(self, entries: list[Entry]) -> list[Entry]:
        """Return the entries that lie on the blog, or on the one other host it plainly lives on."""
        hosts = Counter(bare_host(entry.url) for entry in entries)
        common = hosts.most_common(1)
        lives_at = common[0][0] if common and common[0][1] * 2 > len(entries) else ""
        kept = [
            entry
            for entry in entries
            if bare_host(entry.url) in self._scope.hosts or bare_host(entry.url) == lives_at
        ]
        self._spider.count("skipped/elsewhere", len(entries) - len(kept))
        return kept

    # --- sitemaps -----------------------------------------------------------------------------

    async def _read_sitemaps(self) -> None:
        if self._scope.folders:
            # The sitemaps of a host that many blogs share list all of them.
            return
        # A sitemap may lie on another host (sitemaps.org allows it); its entries are checked.
        stated = await self._robots_sitemaps()
        stated = tuple(dict.fromkeys((*stated, *self._home.sitemaps)))
        guesses = () if stated else sitemap_guesses(self._home.url, self._home.generator)
        waiting = [*stated, *guesses]
        seen = set(waiting)
        all_parts: set[str] = set()
        #: Parts that by their names hold no posts, and whether any other names what may be one.
        aside: list[str] = []
        names_posts = False
        while waiting:
            url = waiting.pop(0)
            if url in guesses and self.named.sitemap:
                continue
            response = await self._spider.fetch_source(
                url, kind="sitemap", declared=url not in guesses
            )
            if response is None:
                self.named.broken = self.named.broken or url in all_parts
                continue
            reading = await asyncio.to_thread(
                read_sitemap, response.body, response.url, content_type_of(response)
            )
            if reading.problem and (reading.entries or url not in guesses):
                self._spider.complain("sitemap", url, reading.problem)
            kind: SourceKind = "feed" if reading.newest_only else "sitemap"
            if reading.entries or (reading.problem and url not in guesses):
                self._spider.ledger.read(url, kind, problem=reading.problem)
                self.named.broken = self.named.broken or bool(reading.problem)
            entries = self._at_home(reading.entries)
            ours = [entry for entry in entries if self._scope.holds(entry.url)]
            if names_others_alone(entries, self._scope.hosts):
                self._spider.ledger.read(url, kind, problem="names another host alone")
            self._terms.learn(entry.url for entry in ours)
            if reading.newest_only:
                await self._name([replace(one, found_kind="feed") for one in ours], url, "feed")
            else:
                await self._spider.addresses.name(ours, source=(url, "sitemap"))
                self.named.sitemap += len(ours)
                names_posts = names_posts or any(self._may_be_post(entry.url) for entry in ours)
            parts = [part for part in reading.more if part not in seen]
            aside += [part for part in parts if not part_holds_posts(part)]
            parts = [part for part in parts if part_holds_posts(part)]
            if len(parts) > MAX_PARTS - len(seen):
                parts = parts[: max(0, MAX_PARTS - len(seen))]
                self._spider.ledger.read(url, "sitemap", problem=f"more than {MAX_PARTS} parts")
                self.named.broken = True
            seen.update(parts)
            all_parts.update(parts)
            waiting[:0] = parts
            if not waiting and not names_posts and aside:
                # Parts with pictures name the posts that show them, and these alone may.
                waiting = [part for part in aside if part not in seen][:MAX_ASIDE]
                aside = []
                seen.update(waiting)

    def _may_be_post(self, url: str) -> bool:
        return self._patterns.judge(url).score >= 0

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


def names_others_alone(entries: Sequence[Entry], hosts: frozenset[str]) -> bool:
    """Return True when no entry of a sitemap is of the blog's hosts.

    What lies there in the folders of others is a platform's sitemap of all its users.
    """
    return bool(entries) and not any(bare_host(entry.url) in hosts for entry in entries)


def _path(url: str) -> str:
    parts = urlsplit(canonical_url(url))
    return parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")


def _user_folders(entries: Sequence[Entry], count: int) -> set[str]:
    """Return the users' folder in which most of the `count` entries of a feed lie, if any."""
    folders = Counter(filter(None, (user_folder(entry.url) for entry in entries)))
    return {folder for folder, number in folders.items() if 2 * number > count}
