"""The listings of a blog: what a page links to, further pages, and one read to its end."""

from __future__ import annotations

import asyncio
import logging
import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newscrawl.discovery.catalogue import CERTAIN
from newscrawl.discovery.continued import asks_for_pages
from newscrawl.discovery.data_links import placed
from newscrawl.discovery.markup import links_in_data, with_data
from newscrawl.discovery.pagination import (
    guess_proves_an_end,
    guessed_pages,
    is_neighbour,
    is_numbered,
    next_pages,
    number_of,
    page_after,
    without_comments_of,
    without_page_of,
)
from newscrawl.discovery.picture_pages import is_page_of_a_picture
from newscrawl.discovery.posts import SAMPLE, family
from newscrawl.discovery.scope import is_below
from newscrawl.discovery.sessions import Sessions, tokens_of
from newscrawl.discovery.tiers import Tier, tier_of
from newscrawl.spiders.answers import markup_of
from newscrawl.spiders.vanished import listings_to_trust
from pipelines.items import Entry, SourceKind
from pipelines.readers.platforms.api import read_json
from pipelines.urls import identity_url

if TYPE_CHECKING:
    from newscrawl.discovery.catalogue import Candidate
    from newscrawl.discovery.markup import Markup, PageLink
    from newscrawl.spiders.base import PostSpider
    from newscrawl.spiders.choosing import AddressChoice

logger = logging.getLogger(__name__)

#: Addresses of one family in one list of a page: so many are no menu.
MANY = 8
#: Pages whose links are kept for a while.
PAGES_AT_HAND = 40
#: Files of scripts that are looked at where nothing proves that a list of one page is whole.
MOST_SCRIPTS = 3
MOST_OF_A_SCRIPT = 500_000
_LIBRARY = re.compile(
    r"jquery|bootstrap|polyfill|vendor|analytics|gtag|popper|lodash|moment|swiper|highlight|prism|"
    r"mathjax|katex|fontawesome|lazysizes|modernizr|wp-includes",
    re.IGNORECASE,
)
#: Feeds, and front pages, show the newest ten, fifteen, twenty of many.
_ROUND = 5
#: Files with the data of pages of Gatsby that are asked for.
MOST_DATA_FILES = 10
#: What a short post is taken for while nothing is known but its page.
_DOUBTED = ("listing", "other", "about", "stub", "empty")
#: Posts of a blog that are looked at to see how its addresses are built.
_MOST_KNOWN = 500


def script_of(body: bytes) -> str:
    """Return the beginning of a script, whatever its answer calls itself: it may be no text."""
    return body[:MOST_OF_A_SCRIPT].decode("utf-8", "replace")


class Listings:
    """The listings of the blog that one spider archives."""

    def __init__(self, spider: PostSpider, choice: AddressChoice) -> None:
        self._spider = spider
        self._choice = choice
        #: Pages that were read before any post was asked for.
        self.explored: set[str] = set()
        self._sessions = Sessions()
        self._read: dict[str, Markup] = {}
        self._data_files: set[str] = set()
        #: The front page, while nothing shows that its list is one page long.
        self._front: Markup | None = None
        #: Addresses that a list of posts named while their pages were on their way.
        self._named_since: set[str] = set()
        #: True when posts lead to the ones before and after them.
        self._chained = False

    async def explore(self, markup: Markup, kind: SourceKind) -> list[str]:
        """Take the posts that a page links to, and return the list's other pages to read."""
        if self._spider.full:
            return []
        choice, addresses = self._choice, self._spider.addresses
        markup = await self._with_data_file(self._without_session(markup), kind)
        if kind == "page":
            # What a click on a post opens is its votes, its readers, its answers.
            links_alone = tuple(link for link in markup.links if not link.by_click)
            markup = replace(markup, links=links_alone)
        links = [
            (
                place,
                link,
                addresses.folded(without_page_of(without_comments_of(link.url), markup.url)),
            )
            for place, link in enumerate((*markup.links, *await self._proved(markup, kind)))
        ]
        if kind == "listing":
            groups: dict[int, list[tuple[str, str]]] = {}
            for _, link, url in links:
                groups.setdefault(link.group, []).append((url, link.text))
            groups.pop(0, None)  # in no list
            for group in groups.values():
                choice.learn_numbers(group)
        # Part of a longer list: what it heads one by one is posts, whatever their addresses say.
        goes_on = kind == "listing" and (is_numbered(markup.url) or any(next_pages(markup)))
        links = [
            (place, link, url)
            for place, link, url in links
            if choice.may_be_post(url)
            or (goes_on and link.heads and link.group and choice.is_of_blog(url))
        ]
        pairs = ((link, url) for _, link, url in links)
        choice.twins.learn(pairs, is_list=kind == "listing")
        least = 2 if is_numbered(markup.url) else SAMPLE
        lists = frozenset[int]()
        if kind == "listing":
            lists = await self._lists_of_posts(links, goes_on=goes_on, least=least)
        if kind == "page":
            links = [one for one in links if not is_page_of_a_picture(one[1], markup.url)]
        if choice.explorer.writer:
            links = self._of_the_writer(links)
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
        found = await addresses.name(entries, plain=choice.patterns.plain, source=source)
        if lists:
            await self._read_anew([entry.url for entry in entries if entry.among_posts])
        if kind == "page":
            found += await self._name_neighbours(links, markup)
        candidates = [one for one in found if choice.is_no_farm(kind)]
        pages: list[str] = []
        if kind == "listing":
            self._spider.ledger.read(self._list_address(markup.url), "listing")
            # While lists only check what better sources said, navigation is no find.
            likely = sum(choice.looks_like_a_post(one.url) for one in candidates)
            # Nor are months of a calendar, which each name the one after them.
            others = sum(not choice.is_like_a_list(one.url) for one in candidates)
            new = likely if choice.trusted else others
            posts = {url for _, _, url in links if choice.looks_like_a_post(url)}
            # A page of nothing but links to others has something to say, too.
            named = {url for _, _, url in links}
            named.update(link.url for link in markup.links if not choice.scope.holds(link.url))
            pages = choice.explorer.page_read(markup, named, new, posts)
            problem = choice.explorer.problem_of(markup.url)
            if markup.cut:
                problem = "names more than is looked at"
            elif self._names_another_host(markup, links):
                problem = problem or "names posts under another host"
            if problem and not choice.trusted:
                self._spider.ledger.read(self._list_address(markup.url), "listing", problem=problem)
            if not pages and not choice.trusted:
                pages = self._guessed(markup, named=len(named))
        choice.explorer.offer(link.url for link in markup.links)
        if kind == "page":
            choice.explorer.bear(link.url for link in markup.links)
        await choice.consider(candidates)
        return pages

    def _guessed(self, markup: Markup, *, named: int) -> list[str]:
        """Return where the front page's list may go on although no link says so."""
        explorer = self._choice.explorer
        if explorer.was_guessed(markup.url):
            # Known posts lead on, too: after those that a feed named come those it did not.
            following = page_after(markup.url) if explorer.names_more(markup.url) else ""
            return explorer.guess([following]) if following else []
        if identity_url(markup.url) != identity_url(self._choice.scope.home) or named < MANY:
            return []
        if explorer.is_cut(markup.url):
            return []
        self._front = markup
        return explorer.guess(
            guessed_pages(markup.url, markup.generator, (link.url for link in markup.links))
        )

    async def close(self) -> None:
        """Note of lists that hold more than was found, now that all was read that leads on."""
        explorer, ledger = self._choice.explorer, self._spider.ledger
        home = self._list_address(self._choice.scope.home)
        if explorer.stated and home in ledger.sources:
            ledger.read(home, "listing", total=explorer.stated)
        if self._choice.trusted:
            return
        scheme = urlsplit(self._choice.scope.home).scheme
        for name, problem in explorer.shortfalls():
            ledger.read(f"{scheme}:{name}", "listing", problem=problem)
        front, self._front = self._front, None
        if front is None or not explorer.is_one_page(front.url):
            return
        listing = self._list_address(front.url)
        source = ledger.sources.get(listing)
        if source is None or source.problem:
            return
        if await self._is_continued_by_a_file(front):
            ledger.read(listing, "listing", problem="goes on by a script")
        elif explorer.gave_up:
            ledger.read(listing, "listing", problem="shows a part, and lists of months are unread")
        elif await self._shows_what_a_feed_has(front):
            problem = "shows as many as the feed names, and nothing says that these are all"
            ledger.read(listing, "listing", problem=problem)

    async def _shows_what_a_feed_has(self, front: Markup) -> bool:
        """Return True when front page and feed name the same round number of posts.

        Both show the newest, and what is older may lie where nothing leads. Posts that lead to
        their neighbours would have led there; so would a feed that says how many there are.
        """
        explorer = self._choice.explorer
        shown = explorer.count_of(front.url)
        if shown % _ROUND or self._chained or explorer.stated == shown:
            return False
        if explorer.has_list_of_all(shown):
            return False
        feeds = [one for one in self._spider.ledger.sources.values() if one.kind == "feed"]
        if any(one.declared_total is not None for one in feeds):
            return False
        addresses = self._spider.addresses
        if await addresses.count_named("feed", not_by="listing"):
            return False
        return bool(shown) and shown == await addresses.count_named("feed")

    async def _is_continued_by_a_file(self, front: Markup) -> bool:
        """Return True when a script of the blog's own, in another file, asks for pages of lists."""
        for url in [one for one in front.scripts if not _LIBRARY.search(one)][:MOST_SCRIPTS]:
            response = await self._spider.fetch_source(url, kind="script")
            if response is not None and asks_for_pages(script_of(response.body)):
                return True
        return False

    def remember(self, markup: Markup) -> None:
        """Keep the last pages that were read for their links: they may prove to be lists."""
        self._read[identity_url(markup.url)] = markup
        if len(self._read) > PAGES_AT_HAND:
            del self._read[next(iter(self._read))]

    def read_before(self, url: str) -> Markup | None:
        """Return a page that was read shortly before, once; None when it has to be asked for."""
        return self._read.pop(identity_url(url), None)

    async def learn_sessions(self, home: Markup) -> None:
        """Ask for a home page once more whose links bear what may be a session of this visitor.

        Learned from the pages that follow, its posts would be asked for twice.
        """
        urls = [link.url for link in home.links]
        if not tokens_of(home.url, urls):
            return
        self._sessions.learn(home.url, urls)
        response = await self._spider.fetch_source(home.url, kind="home")
        if response is not None:
            again = await markup_of(response)
            self._sessions.learn(home.url, [link.url for link in again.links])

    def _without_session(self, markup: Markup) -> Markup:
        """Return a page with its links as every visitor has them."""
        sessions = self._sessions
        sessions.learn(markup.url, (link.url for link in markup.links))
        if not sessions.names:
            return markup
        links = tuple(replace(link, url=sessions.without(link.url)) for link in markup.links)
        following = sessions.without(markup.next) if markup.next else None
        return replace(markup, url=sessions.without(markup.url), links=links, next=following)

    async def _with_data_file(self, markup: Markup, kind: SourceKind) -> Markup:
        """Return the first page of a list with what the data that it was made of name."""
        if not markup.data_file or kind != "listing" or self._choice.trusted:
            return markup
        # A later page shows what its data name; the first may keep the rest for a script.
        if is_numbered(markup.url) or markup.data_file in self._data_files:
            return markup
        if len(self._data_files) >= MOST_DATA_FILES:
            return markup
        self._data_files.add(markup.data_file)
        response = await self._spider.fetch_source(markup.data_file, kind="data")
        if response is None:
            return markup
        value = read_json(response.body)
        return await asyncio.to_thread(with_data, markup, value)

    async def _proved(self, markup: Markup, kind: SourceKind) -> tuple[PageLink, ...]:
        """Return where posts are that a list's data name, as known posts of the blog prove it."""
        if not markup.unplaced or kind != "listing":
            return ()
        known: list[str] = []
        async for page in self._spider.addresses.pages():
            known += [one.url for one, kinds in page if kinds & CERTAIN or one.state == "stored"]
            if len(known) >= _MOST_KNOWN:
                break
        urls, without = await asyncio.to_thread(placed, markup.unplaced, known)
        if without:
            self._spider.count("listings/without-address", len(without))
            logger.warning(
                "%s names %d posts in its scripts and shows nowhere how their addresses are built",
                markup.url,
                len(without),
            )
        return links_in_data(urls)

    async def _lists_of_posts(
        self, links: list[tuple[int, PageLink, str]], *, goes_on: bool, least: int
    ) -> frozenset[int]:
        """Return the lists of a page that hold addresses built like posts, and few others.

        Where the page is one of several (`goes_on`), headings of items count as such; `least` is
        how many a list has to hold.
        """
        known = await self._spider.addresses.find({url for _, link, url in links if link.group})
        seen: dict[int, dict[str, bool]] = {}
        for _, link, url in links:
            if link.group and not seen.setdefault(link.group, {}).get(url):
                certain = (url in known and known[url].certain) or (goes_on and link.heads)
                seen[link.group][url] = certain or self._choice.looks_like_a_post(url)
        posts = frozenset(
            group
            for group, urls in seen.items()
            if sum(urls.values()) >= least and 2 * sum(urls.values()) > len(urls)
        )
        if posts or self._choice.trusted:
            return posts
        # Nothing tells posts here; then a long list whose addresses are alike is that of them.
        return frozenset(
            group
            for group, urls in seen.items()
            if Counter(map(family, urls)).most_common(1)[0][1] >= max(MANY, len(urls) * 3 // 4)
        )

    def _of_the_writer(
        self, links: list[tuple[int, PageLink, str]]
    ) -> list[tuple[int, PageLink, str]]:
        """Return of the links of a writer's list what it heads, or what lies below; else all.

        Beside it stand the newest posts of everybody.
        """
        own = [
            (place, link, url)
            for place, link, url in links
            if link.heads or is_below(url, self._choice.explorer.writer)
        ]
        return own or links

    async def _read_anew(self, urls: list[str]) -> None:
        """Have kept pages read again that were taken for none before a list of posts named them."""
        for candidate in (await self._spider.addresses.find(urls)).values():
            first = sum(one.among_posts for one in candidate.entries) == 1
            if first and candidate.state == "leased":
                self._named_since.add(candidate.identity)
            elif first and candidate.state == "closed" and candidate.reason in _DOUBTED:
                self._spider.addresses.again_one(candidate)

    def was_doubted(self, candidate: Candidate) -> None:
        """Have a page read again that was taken for none while a list of posts named it."""
        if candidate.identity in self._named_since and candidate.reason in _DOUBTED:
            self._named_since.discard(candidate.identity)
            self._spider.addresses.again_one(candidate)

    def _names_another_host(self, markup: Markup, links: list[tuple[int, PageLink, str]]) -> bool:
        """Return True when a list heads items with addresses of another host, built as its own."""
        holds = self._choice.scope.holds
        own = {(link.group, family(url)) for _, link, url in links if link.group and link.heads}
        others = {
            link.url
            for link in markup.links
            if (link.heads and not holds(link.url)) and (link.group, family(link.url)) in own
        }
        return len(others) >= SAMPLE

    async def _name_neighbours(
        self, links: list[tuple[int, PageLink, str]], markup: Markup
    ) -> list[Candidate]:
        """Return the candidates that a post names first as the one before it, or after it.

        That is how a list goes on whose page shows the newest alone: from post to post.
        """
        home = self._list_address(self._choice.scope.home)
        entries = [
            Entry(url=url, found_in=home, found_kind="listing", position=place)
            for place, link, url in links
            if is_neighbour(link) and family(url) == family(markup.url)
        ]
        self._chained = self._chained or bool(entries)
        if not entries or home not in self._spider.ledger.sources:
            return []
        return await self._spider.addresses.name(
            entries, plain=self._choice.patterns.plain, source=(home, "listing")
        )

    async def read_full(self, homes: list[Markup]) -> str:
        """Return the listing that names all posts, read to its end; empty when there is none.

        It is read before any post, and by no more requests than the crawl makes anyway: what it
        names no longer is asked for first.
        """
        explorer = self._choice.explorer
        if self._choice.trusted or not (listings := await listings_to_trust(self._spider)):
            return ""
        pages = {self._list_address(home.url): home for home in homes}
        listing = next((one for one in listings if one in pages), listings[0])
        if not self._choice.scope.holds(listing):
            return ""
        explorer.begin(listing, tier_of(listing) or Tier.MAIN)
        whole = True
        waiting = [listing]
        while waiting:
            url = waiting.pop(0)
            markup = pages.pop(url, None) or await self._fetch(url)
            if markup is None or self._list_address(markup.url) != listing:
                whole = False
            if markup is not None:
                self.explored.add(markup.url)
                waiting += await self.explore(markup, "listing")
        return listing if whole and not explorer.is_cut(listing) else ""

    async def _fetch(self, url: str) -> Markup | None:
        """Return a page of a listing; None, noted, when it cannot be read or leads elsewhere."""
        response = await self._spider.fetch_source(url, kind="listing")
        if response is None:
            self.failed(url, self._spider.last_failure)
            return None
        self._spider.count("listings")
        if not self._choice.scope.holds(response.url):
            return None
        return await markup_of(response)

    def led(self, asked: str, url: str) -> None:
        """Note a page of a listing that led to what is no page of it, or to its first."""
        explorer = self._choice.explorer
        if not is_numbered(asked) or number_of(asked) == number_of(url):
            return
        if is_numbered(url) and explorer.list_of(asked) == explorer.list_of(url):
            return
        explorer.led_away(asked)

    def failed(self, url: str, reason: str) -> None:
        """Count a page of a listing that could not be read; what it would name may be lost."""
        if self._choice.explorer.was_guessed(url) and reason in ("404", "410", "400", "robots"):
            if reason in ("404", "410"):
                self._choice.explorer.guess_ended(url)
            if self._front and reason == "404" and guess_proves_an_end(self._front):
                self._choice.explorer.proved_whole(url)
                self._front = None
            return
        self._spider.count("listings/failed")
        self._spider.ledger.read(self._list_address(url), "listing", problem=reason)

    def _list_address(self, url: str) -> str:
        """Return the address of the list that `url` is a page of."""
        return f"{urlsplit(url).scheme}:{self._choice.explorer.list_of(url)}"
