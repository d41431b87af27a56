"""The listings of a blog: the posts that a page links to, and further pages."""

from __future__ import annotations

from functools import partial

from newscrawl.discovery.bare_numbers import bare_number
from newscrawl.discovery.catalogue import Candidate
from newscrawl.discovery.common_links import CommonLinks
from newscrawl.discovery.markup import Markup
from newscrawl.discovery.page_numbers import (
    is_numbered,
    list_base,
    without_comments_of,
    without_page_of,
)
from newscrawl.discovery.pagination import next_pages
from newscrawl.discovery.picture_pages import is_page_of_a_picture
from newscrawl.discovery.post_lists import (
    ShownLink,
    lists_of_posts,
    of_the_writer,
    other_hosts_of_posts,
)
from newscrawl.discovery.shapes import SAMPLE, family
from newscrawl.discovery.tiers import is_list_file
from newscrawl.discovery.turning import is_neighbour
from newscrawl.discovery.ways import ways_of, without_ways
from newscrawl.spiders.base import PostSpider
from newscrawl.spiders.choosing import AddressChoice
from newscrawl.spiders.listing_ends import ListingEnds
from newscrawl.spiders.listing_links import ListingLinks
from newscrawl.spiders.read_anew import ReadAnew
from pipelines.archive.ledger import PAGE_OF_A_LIST
from pipelines.items import Entry, SourceKind
from pipelines.urls import identity_url

#: Pages whose links are kept for a while.
PAGES_AT_HAND = 40


class Listings:
    """The listings of the blog that one spider archives."""

    def __init__(self, spider: PostSpider, choice: AddressChoice) -> None:
        self._spider = spider
        self._choice = choice
        self.links = ListingLinks(spider, choice)
        self.ends = ListingEnds(spider, choice)
        self.read_anew = ReadAnew(spider, choice)
        self._read: dict[str, Markup] = {}
        self._common = CommonLinks()

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
        if is_numbered(markup.url):
            further.add(list_base(markup.url))  # its first page, as links back to it have it
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
            await self.read_anew.listed([one.url for one in links if one.link.group in lists])
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
        return [one for one in found if choice.is_no_farm()]

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
        self.read_anew.stand_beside(markup.url, entries)
        return await self._spider.addresses.name(
            entries, plain=self._choice.patterns.plain, source=(home, "listing")
        )
