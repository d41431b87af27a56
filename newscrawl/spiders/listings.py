"""The listings of a blog: the posts a page links to, further pages, and one read to its end."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from newscrawl.discovery.bare_numbers import bare_number
from newscrawl.discovery.common_links import CommonLinks
from newscrawl.discovery.pagination import (
    is_numbered,
    next_pages,
    without_comments_of,
    without_page_of,
)
from newscrawl.discovery.picture_pages import is_page_of_a_picture
from newscrawl.discovery.post_lists import (
    ShownLink,
    lists_of_posts,
    of_the_writer,
    other_hosts_of_posts,
)
from newscrawl.discovery.posts import SAMPLE, family
from newscrawl.discovery.tiers import Tier, is_list_file, tier_of
from newscrawl.discovery.turning import is_neighbour
from newscrawl.discovery.ways import ways_of, without_ways
from newscrawl.spiders.answers import markup_of
from newscrawl.spiders.listing_ends import ListingEnds
from newscrawl.spiders.listing_links import ListingLinks
from newscrawl.spiders.vanished import listings_to_trust
from pipelines.archive.ledger import PAGE_OF_A_LIST
from pipelines.items import Entry, SourceKind
from pipelines.urls import identity_url

if TYPE_CHECKING:
    from newscrawl.discovery.catalogue import Candidate
    from newscrawl.discovery.markup import Markup
    from newscrawl.spiders.base import PostSpider
    from newscrawl.spiders.choosing import AddressChoice

#: Pages whose links are kept for a while.
PAGES_AT_HAND = 40
#: Pages of which it is kept for a while that they were taken for none.
DOUBTED_LATELY = 500
#: Pages of which it is kept what stands beside them.
MOST_BESIDE = 5000
#: What a short post is taken for while nothing is known but its page.
_DOUBTED = ("listing", "archive", "other", "about", "stub", "empty")


class Listings:
    """The listings of the blog that one spider archives."""

    def __init__(self, spider: PostSpider, choice: AddressChoice) -> None:
        self._spider = spider
        self._choice = choice
        self.links = ListingLinks(spider, choice)
        self.ends = ListingEnds(spider, choice)
        #: Pages that were read before any post was asked for.
        self.explored: set[str] = set()
        #: Those that named all posts until now.
        self._full: list[str] = []
        self._read: dict[str, Markup] = {}
        #: Addresses that a list of posts named while their pages were on their way.
        self._named_since: set[str] = set()
        #: What pages lead to as the ones before and after them, by identity, and what posts do.
        self._beside: dict[str, list[Entry]] = {}
        self._beside_posts: list[Entry] = []
        self._common = CommonLinks()
        #: Pages that were taken for none last.
        self._doubted_lately: dict[str, None] = {}

    async def explore(self, markup: Markup, kind: SourceKind) -> list[str]:
        """Take the posts that a page links to, and return the list's other pages to read."""
        if self._spider.full:
            return []
        choice = self._choice
        markup = await self.links.completed(markup, kind)
        proved = await self.links.proved(markup, kind)
        if self.links.comes_early(markup):
            return []
        ways = ways_of(link.url for link in markup.links)
        shown = [
            ShownLink(place, link, self._as_the_blog_has_it(without_ways(link.url, ways), markup))
            for place, link in enumerate((*markup.links, *proved))
        ]
        pages: list[str] = []
        if kind == "listing":
            found, pages = await self._take_listing(markup, shown)
        else:
            found = await self._take_page(markup, shown)
        # What a platform writes otherwise is a post, whatever its other words ask for.
        choice.explorer.offer(self._spider.addresses.folded(link.url) for link in markup.links)
        if kind == "page":
            choice.explorer.waiting.bear(link.url for link in markup.links)
            choice.explorer.lists.take_end(markup)
        await choice.consider(found)
        return pages

    def _as_the_blog_has_it(self, url: str, markup: Markup) -> str:
        plain = without_page_of(without_comments_of(url), markup.url)
        return self._spider.addresses.folded(plain)

    async def _take_listing(
        self, markup: Markup, links: list[ShownLink]
    ) -> tuple[list[Candidate], list[str]]:
        """Name the posts of a page of a listing; return them, and the list's other pages."""
        choice = self._choice
        groups: dict[int, list[tuple[str, str]]] = {}
        for _, link, url in links:
            groups.setdefault(link.group, []).append((url, link.text))
        groups.pop(0, None)  # in no list
        choice.patterns.take_titles(one for group in groups.values() for one in group)
        for group in groups.values():
            choice.like_years.learn(group)
        # Part of a longer list: what it heads one by one is posts, whatever their addresses say. So
        # may a file be that is called a month's.
        pages = list(next_pages(markup))
        goes_on = is_numbered(markup.url) or bool(pages)
        # A bare number may be that of a post: what is read there tells.
        further = {identity_url(url) for url in (markup.url, *pages) if not bare_number(url)}
        links = [
            one
            for one in links
            if choice.may_be_post(one.url)
            or (
                (goes_on or is_list_file(one.url))
                and one.link.heads
                and one.link.group
                and choice.is_of_blog(one.url)
            )
        ]
        others = [one for one in links if identity_url(one.link.url) not in further]
        # Numbers beside nothing else are those of a story in parts.
        if shows_others := len({one.url for one in others if one.link.group}) >= SAMPLE:
            links = others
        choice.twins.learn(((one.link, one.url) for one in links), is_list=True)
        known = await self._spider.addresses.find(
            {*(url for _, link, url in links if link.group), markup.url}
        )
        if shows_others or is_numbered(markup.url):
            self._is_no_post(known.get(markup.url))
        lists = lists_of_posts(
            links,
            choice.looks_like_a_post,
            certain={url for url, one in known.items() if one.certain},
            goes_on=goes_on,
            least=2 if is_numbered(markup.url) else SAMPLE,
            by_likeness=not choice.trusted,
        )
        links = self._not_beside_the_writers(links, markup)
        found = await self._name(links, markup, "listing", lists)
        if lists:
            await self._read_anew([one.url for one in links if one.link.group in lists])
        return found, self._further_pages(markup, links, found)

    def _is_no_post(self, candidate: Candidate | None) -> None:
        """Note a further page of a list that was found as an address, too: it was read now."""
        if candidate is None or candidate.state not in ("new", "parked", "skipped"):
            return
        if self._choice.explorer.is_further_page(candidate.url):
            self._spider.settle(candidate, "no-post", PAGE_OF_A_LIST)

    async def _take_page(self, markup: Markup, links: list[ShownLink]) -> list[Candidate]:
        """Name the posts that the page of one leads to, and return them."""
        choice = self._choice
        links = [one for one in links if choice.may_be_post(one.url)]
        choice.twins.learn(((one.link, one.url) for one in links), is_list=False)
        links = [one for one in links if not is_page_of_a_picture(one.link, markup.url)]
        links = self._not_beside_the_writers(links, markup)
        headed = {one.url for one in links if one.link.heads and one.link.group}
        choice.lists_by_deed.shows(markup.url, sum(map(choice.looks_like_a_post, headed)))
        if any(one.link.heads and choice.looks_like_a_post(one.url) for one in links) and any(
            is_neighbour(one.link) and family(one.url) == family(markup.url) for one in links
        ):
            choice.turns(markup.url)
        found = await self._name(self._common.without(links), markup, "page")
        found += await self._name_neighbours(links, markup)
        return [one for one in found if choice.is_no_farm("page")]

    def _not_beside_the_writers(self, links: list[ShownLink], markup: Markup) -> list[ShownLink]:
        writer = self._choice.explorer.writer
        return of_the_writer(links, markup.links, writer) if writer else links

    async def _name(
        self,
        links: list[ShownLink],
        markup: Markup,
        kind: SourceKind,
        lists: frozenset[int] = frozenset(),
    ) -> list[Candidate]:
        """Return the candidates that links of a page name; `lists` are its lists of posts."""
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
        source = (self._choice.explorer.listing(markup.url), kind) if kind == "listing" else None
        name = partial(self._spider.addresses.name, source=source)
        if not self._choice.patterns.plain:
            return await name(entries)
        # What a list is asked for by a number is no copy of it, though the known posts have none.
        asked = [one for one in entries if self._choice.explorer.is_asked_of_a_list(one.url)]
        copies = [one for one in entries if one not in asked]
        return [*await name(copies, plain=True), *(await name(asked) if asked else ())]

    def _further_pages(
        self, markup: Markup, links: list[ShownLink], found: list[Candidate]
    ) -> list[str]:
        """Return the other pages to read of the list that a page belongs to, which is noted."""
        choice, ledger = self._choice, self._spider.ledger
        listing = choice.explorer.listing(markup.url)
        ledger.read(listing, "listing")
        # While lists only check what better sources said, navigation is no find.
        likely = sum(choice.looks_like_a_post(one.url) for one in found)
        # Nor are months of a calendar, which each name the one after them.
        others = sum(not choice.is_like_a_list(one.url) for one in found)
        posts = {url for _, _, url in links if choice.looks_like_a_post(url)}
        # A page of nothing but links to others has something to say, too.
        named = {url for _, _, url in links}
        named.update(link.url for link in markup.links if not choice.scope.holds(link.url))
        new = likely if choice.trusted else others
        pages = choice.explorer.page_read(markup, named, new, posts)
        if choice.trusted:
            return pages
        problem = choice.explorer.problem_of(markup.url)
        if markup.cut:
            problem = "names more than is looked at"
        elif other_hosts_of_posts(
            markup.url, markup.links, choice.scope.holds, choice.looks_like_a_post
        ):
            problem = problem or "names posts under another host"
        if problem:
            ledger.read(listing, "listing", problem=problem)
        return pages or self.ends.guessed(markup, named=len(named))

    def remember(self, markup: Markup) -> None:
        """Keep the last pages that were read for their links: they may prove to be lists."""
        self._read[identity_url(markup.url)] = markup
        if len(self._read) > PAGES_AT_HAND:
            del self._read[next(iter(self._read))]

    def read_before(self, url: str) -> Markup | None:
        """Return a page that was read shortly before, once; None when it has to be asked for."""
        return self._read.pop(identity_url(url), None)

    async def _read_anew(self, urls: list[str]) -> int:
        """Have kept pages read again that were taken for none before a list of posts named them.

        Return how many.
        """
        count = 0
        for candidate in (await self._spider.addresses.find(urls)).values():
            first = sum(one.among_posts for one in candidate.entries) == 1
            if first and candidate.state == "leased":
                # It may have been dropped since it was looked up.
                if candidate.identity in self._doubted_lately:
                    self._spider.addresses.again_one(candidate)
                    count += 1
                else:
                    self._named_since.add(candidate.identity)
            elif first and candidate.state == "closed" and candidate.reason in _DOUBTED:
                self._spider.addresses.again_one(candidate)
                count += 1
        return count

    def was_doubted(self, candidate: Candidate) -> None:
        """Have a page read again that was taken for none while a list of posts named it."""
        if candidate.reason not in _DOUBTED:
            return
        if candidate.identity in self._named_since:
            self._named_since.discard(candidate.identity)
            self._spider.addresses.again_one(candidate)
            return
        self._doubted_lately[candidate.identity] = None
        if len(self._doubted_lately) > DOUBTED_LATELY:
            del self._doubted_lately[next(iter(self._doubted_lately))]

    async def _name_neighbours(self, links: list[ShownLink], markup: Markup) -> list[Candidate]:
        """Return the candidates that a post names first as the one before it, or after it.

        That is how a list goes on whose page shows the newest alone: from post to post.
        """
        home = self._choice.explorer.listing(self._choice.scope.home)
        entries = [
            Entry(url=url, found_in=home, found_kind="listing", position=place)
            for place, link, url in links
            if is_neighbour(link) and family(url) == family(markup.url)
        ]
        self.ends.chained = self.ends.chained or bool(entries)
        if not entries or home not in self._spider.ledger.sources:
            return []
        if len(self._beside) < MOST_BESIDE:
            self._beside[identity_url(markup.url)] = entries
        return await self._spider.addresses.name(
            entries, plain=self._choice.patterns.plain, source=(home, "listing")
        )

    def is_post(self, url: str) -> None:
        """Take that the page at `url` is a post: so is what it leads to as its neighbours."""
        self._beside_posts += self._beside.pop(identity_url(url), [])

    async def read_beside_posts(self) -> int:
        """Have pages read again that were taken for none and stand beside posts; say how many."""
        entries = [replace(entry, among_posts=True) for entry in self._beside_posts]
        self._beside_posts.clear()
        if not entries:
            return 0
        await self._spider.addresses.name(entries, plain=self._choice.patterns.plain)
        return await self._read_anew([entry.url for entry in entries])

    async def read_full(self, homes: list[Markup]) -> str:
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
                waiting += await self.explore(markup, "listing")
        book = self._spider.ledger.sources.get(listing)
        is_read = book is None or not book.problem
        return listing if whole and is_read and not explorer.is_cut(listing) else ""

    def take_full(self) -> str:
        """Return, once, a listing that named all posts and was read to its end in this crawl.

        Empty when there is none. What its script asks for is read after the posts that it shows.
        """
        full, self._full = self._full, []
        books, is_cut = self._spider.ledger.sources, self._choice.explorer.is_cut
        read = (one for one in full if one in books and not books[one].problem and not is_cut(one))
        return next(read, "")

    async def _fetch(self, url: str) -> Markup | None:
        """Return a page of a listing; None, noted, when it cannot be read or leads elsewhere."""
        response = await self._spider.fetch_source(url, kind="listing")
        if response is None:
            self.ends.failed(url, self._spider.last_failure)
            return None
        self._spider.count("listings")
        if not self._choice.scope.holds(response.url):
            return None
        return await markup_of(response)
