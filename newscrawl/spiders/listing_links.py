"""What a page of a listing links to: as every visitor has it, and with what its data name."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

from newscrawl.discovery.catalogue import CERTAIN
from newscrawl.discovery.data_links import NamedPost, placed
from newscrawl.discovery.markup import Markup, with_data
from newscrawl.discovery.page_links import PageLink, links_in_data
from newscrawl.discovery.page_numbers import is_numbered, number_of, page_after
from newscrawl.discovery.sessions import Sessions, tokens_of
from newscrawl.spiders.answers import markup_of
from newscrawl.spiders.base import PostSpider
from newscrawl.spiders.choosing import AddressChoice
from newscrawl.spiders.old_hosts import OldHosts
from pipelines.items import SourceKind
from pipelines.readers.platforms.api import read_json

logger = logging.getLogger(__name__)

#: Files with the data of pages of Gatsby that are asked for.
MOST_DATA_FILES = 10
#: Posts of a blog that are looked at to see how its addresses are built.
_MOST_KNOWN = 500


class ListingLinks:
    """The links of the pages of one blog."""

    def __init__(self, spider: PostSpider, choice: AddressChoice) -> None:
        self._spider = spider
        self._choice = choice
        self._sessions = Sessions()
        self._old_hosts = OldHosts(spider, choice)
        self._data_files: set[str] = set()
        #: Answers of JSON that wait for posts that prove their addresses, and all that did.
        self._early: list[Markup] = []
        self._waited: set[str] = set()
        #: What the first page of such a list names, which the blog shows elsewhere.
        self._shown_first: tuple[NamedPost, ...] = ()

    async def completed(self, markup: Markup, kind: SourceKind) -> Markup:
        """Return a page without what is this visitor's, and with the links that its data name."""
        markup = await self._old_hosts.at_home(self._without_session(markup), kind)
        markup = await self._with_data_file(markup, kind)
        if kind == "page":
            # What a click on a post opens is its votes, its readers, its answers.
            links_alone = tuple(link for link in markup.links if not link.by_click)
            markup = replace(markup, links=links_alone)
        return markup

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

    async def proved(self, markup: Markup, kind: SourceKind) -> tuple[PageLink, ...]:
        """Return where posts are that a list's data name, as known posts of the blog prove it."""
        if not markup.unplaced or kind != "listing":
            return ()
        known: list[str] = []
        async for page in self._spider.addresses.pages():
            known += [one.url for one, kinds in page if kinds & CERTAIN or one.state == "stored"]
            if len(known) >= _MOST_KNOWN:
                break
        posts = (*self._shown_first, *markup.unplaced)
        urls, without = await asyncio.to_thread(placed, posts, known)
        if without and markup.is_json and markup.url not in self._waited:
            self._waited.add(markup.url)
            self._early.append(markup)
            return ()
        if without and markup.is_json and number_of(markup.url) == 2 and not self._shown_first:
            # What it names is on no page that was read; the one before it names what is.
            first = await self._spider.fetch_source(page_after(markup.url, -1), kind="listing")
            self._shown_first = (await markup_of(first)).unplaced if first is not None else ()
            urls, without = await asyncio.to_thread(
                placed, (*self._shown_first, *markup.unplaced), known
            )
        if without:
            self._spider.count("listings/without-address", len(without))
            logger.warning(
                "%s names %d posts in its scripts and shows nowhere how their addresses are built",
                markup.url,
                len(without),
            )
        return links_in_data(urls)

    def comes_early(self, markup: Markup) -> bool:
        """Return True for an answer of JSON that is to be read once posts on their way are held."""
        return markup in self._early

    def take_early(self) -> list[Markup]:
        """Return the answers of JSON that came early; none of them waits any more."""
        early, self._early = self._early, []
        return early
