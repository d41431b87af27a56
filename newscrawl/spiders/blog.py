"""The spider for a whole blog, named by its home page: the order of its crawl."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

from newscrawl.discovery.boards import board_of
from newscrawl.discovery.home_page import has_posts_below, section_of_blog
from newscrawl.discovery.languages import homes_in, other_homes
from newscrawl.discovery.markup import Markup
from newscrawl.discovery.scope import Scope, blog_scope, writer_page
from newscrawl.discovery.tiers import Tier
from newscrawl.spiders.arguments import Argument, web_address
from newscrawl.spiders.blog_pages import BlogPages
from newscrawl.spiders.full_listing import FullListing
from newscrawl.spiders.home import describe_site, is_a_post, is_top, read_home, take_in
from newscrawl.spiders.platform_api import platform_offer
from newscrawl.spiders.sources import Named, Sources
from newscrawl.spiders.vanished import vanished_entries
from newscrawl.spiders.waves import Waves
from pipelines.readers.document import Document
from pipelines.urls import canonical_url

logger = logging.getLogger(__name__)

#: Why no other address of the host need be tried.
UNREACHABLE = frozenset(
    {"dns", "connection", "connection-refused", "certificate", "timeout", "refused"}
)


class BlogSpider(BlogPages):
    """Archives a whole blog from its home page: list API, feeds, sitemaps, listings, pagination."""

    name = "blog"
    own_arguments = (
        Argument(name="url", help="home page of the blog", parse=web_address, required=True),
    )

    def set_up(self) -> None:
        """Take the home page as the site."""
        super().set_up()
        self.full_listing = FullListing(self, self.choice, self.listings)
        self.waves = Waves(self, self._next_wave)

    async def find_posts(self) -> None:
        """Find posts: those that sources name, then in listings those that they may not name."""
        homes = await read_home(self, self.url)
        if not homes:
            self.ledger.read(self.url, "listing", problem=self.last_failure)
            if self.last_failure in UNREACHABLE:
                self.choice.sorted_out = True
                return
        # `/` leads to the newest post of some: lists that name it name a post.
        self.choice.home_is_post = bool(homes) and await self._begins_with_post(homes[0][1])
        # A home page that answers an error may still have a feed and a sitemap beside it.
        markups = [markup for markup, _ in homes] or [Markup(url=self.url)]
        documents = [document for _, document in homes]
        self._settle_home(markups[0], documents)
        shown = [url for markup in markups for url in (*markup.feeds, *markup.sitemaps)]
        await take_in(self, list(filter(self.choice.scope.holds, shown)))
        await describe_site(self, documents, self.offer.names)
        if homes:
            await self.listings.links.learn_sessions(markups[0])
        await self.go_on()
        self.terms.learn(link.url for markup in markups for link in markup.links)
        named = await self._read_sources(markups[0])
        languages = [url for markup, _ in homes for url in markup.languages]
        self.choice.other_homes = other_homes(languages, self.choice.scope)
        self.choice.homes = homes_in(languages, markups, lead_to_posts=self.choice.home_is_post)
        await self.choice.sort_out(named)
        read = markups if homes else []
        for markup in read:
            self.choice.explorer.begin(markup.url)
            self.choice.explorer.offer(markup.languages, Tier.MAIN)
        listing = await self.full_listing.read_first(read)
        vanished = await vanished_entries(
            self,
            api_whole=named.api_whole,
            names_all=self.choice.trusted,
            listing=listing,
            home=markups[0].url,
            shown=[link.url for link in markups[0].links],
        )
        if await self.want(await self.addresses.name(vanished), first=True):
            # One that moved leads to a new address. Were that asked for first, it would be new.
            self.addresses.only_first = True
        self.begin_posts()
        for markup in read:
            if markup.url not in self.full_listing.explored:
                self.lists.ask(await self.lists.after(markup, "listing"))
        if self.choice.trusted:
            # What names all posts may name those of one language.
            self.lists.ask(
                map(self.lists.request, self.choice.explorer.guess(self.choice.other_homes))
            )

    async def _begins_with_post(self, given: Document) -> bool:
        """Return True where the address that was given leads to a post; warn whoever named one."""
        begins = await asyncio.to_thread(is_a_post, given)
        if begins and not is_top(self.url):
            # What is found from there may be a part of the blog: nobody shall take it for all.
            self.ledger.read(self.url, "listing", problem="a post")
            logger.warning(
                "%s is a post, not the home page of a blog, and what is found from there may be a "
                "part of its blog. Name the home page; for this post alone: newscrawl crawl %s "
                "--spider pages",
                self.url,
                self.url,
            )
        return begins

    async def _read_sources(self, home: Markup) -> Named:
        """Return what the sources of the blog name; folders that they alone know are its own."""
        sources = Sources(
            self,
            home,
            self.choice.scope,
            self.offer,
            patterns=self.choice.patterns,
            terms=self.terms,
            writer=self.choice.explorer.writer,
        )
        named = await sources.read()
        if named.folders:
            # /@name and /@@12ab are one user; the feed that the home page names knows both.
            scope = self.choice.scope
            folders = (*scope.folders, *sorted(named.folders))
            scope = replace(scope, folders=tuple(dict.fromkeys(folders)))
            self.choice.settle(scope, self.choice.section)
        return named

    def _settle_home(self, home: Markup, documents: list[Document]) -> None:
        """Fix the scope and the folding, now that the home page told what the blog is."""
        self.offer = offer = platform_offer(home.url, documents)
        if not offer.folders and writer_page(self.url) and not has_posts_below(home):
            self.choice.explorer.writer = writer_page(home.url)
        scope = blog_scope(self.url, home.url)
        scope = Scope(
            home=home.url,
            hosts=scope.hosts,
            folders=(*scope.folders, *offer.folders),
            board=board_of(home.url, (link.url for link in home.links)),
        )
        section = section_of_blog(self.url, home, self.choice.is_single_page)
        self.choice.settle(scope, section)
        self.addresses.fold = offer.fold
        if scope.folders and scope.holds(home.url):
            self.site = canonical_url(home.url)
        for name in offer.names:
            self.count(f"platform/{name}")

    async def _next_wave(self) -> bool:
        """Return True when there is more to do: what had to wait for all answers so far."""
        if self.addresses.only_first:
            self.addresses.go_on_after_first()
            return True
        if early := self.listings.links.take_early():
            for markup in early:
                self.lists.ask(await self.lists.after(markup, "listing"))
            return True
        if await self.choice.reconsider() or await self.listings.read_anew.read_beside_posts():
            return True
        listings = list(self.choice.explorer.release())
        await self.choice.leave_lists()
        self.lists.ask(await self.lists.to(listings))
        if not listings:
            # Those that were on their way are stored now.
            also = [replace(entry, url=url) for url, entry in self.also.items()]
            self.also.clear()
            if also:
                await self.addresses.name(also)
            if further := self.listings.ends.behind_cut_lists():
                self.lists.ask(map(self.lists.request, further))
                return True
            if await self.choice.try_aside() or await self.second_look.take():
                return True
            late = await vanished_entries(self, listing=self.full_listing.take(), late=True)
            if await self.want(await self.addresses.name(late)):
                return True
            await self.choice.leave_parked()
            await self.listings.ends.close()
        return bool(listings)
