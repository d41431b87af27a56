"""Whether a front page whose list is one page long shows every post, or the newest alone."""

from __future__ import annotations

import re

from newscrawl.discovery.continued import asks_for_pages
from newscrawl.discovery.guesses import is_feed_of_a_part
from newscrawl.discovery.markup import Markup
from newscrawl.discovery.numbered_posts import begins_late, is_length_of_a_page
from newscrawl.spiders.base import PostSpider
from newscrawl.spiders.choosing import AddressChoice

#: Files of scripts that are looked at where nothing proves that a list of one page is whole.
MOST_SCRIPTS = 3
MOST_OF_A_SCRIPT = 500_000
_LIBRARY = re.compile(
    r"jquery|bootstrap|polyfill|vendor|analytics|gtag|popper|lodash|moment|swiper|highlight|prism|"
    r"mathjax|katex|fontawesome|lazysizes|modernizr|wp-includes",
    re.IGNORECASE,
)


def script_of(body: bytes) -> str:
    """Return the beginning of a script, whatever its answer calls itself: it may be no text."""
    return body[:MOST_OF_A_SCRIPT].decode("utf-8", "replace")


class FrontPage:
    """What speaks against the front page of one blog as the list of all its posts."""

    def __init__(self, spider: PostSpider, choice: AddressChoice) -> None:
        self._spider = spider
        self._choice = choice

    async def problem(self, front: Markup, *, is_long: bool, chained: bool) -> str:
        """Return why posts may be lost that it does not show; empty: nothing says so.

        `is_long`: it names enough to be cut by a script. `chained`: posts lead to the ones before
        and after them.
        """
        if is_long and await self._is_continued_by_a_file(front):
            return "goes on by a script"
        if self._choice.explorer.waiting.gave_up:
            return "shows a part, and lists of months are unread"
        if chained:
            return ""
        if self._knows_feeds_of_parts_alone():
            return "shows a part, and only feeds of other parts are named"
        if await self._shows_what_a_feed_has(front):
            return "shows as many as the feed names, and nothing says that these are all"
        return "" if self._is_sure_of(front) else await self.of_addresses()

    def _is_sure_of(self, front: Markup) -> bool:
        """Return True when the blog counts what it shows, or other lists show more."""
        explorer = self._choice.explorer
        shown = explorer.count_of(front.url)
        return (
            0 < shown == explorer.lists.stated_in_all()
            or explorer.lists.has_list_of_all(shown)
            or explorer.lists.is_surpassed(explorer.list_of(front.url))
        )

    async def _shows_what_a_feed_has(self, front: Markup) -> bool:
        """Return True when front page and feed name the same posts, as many as a page may have.

        Both show the newest, and what is older may lie where nothing leads. Posts that lead to
        their neighbours would have led there; so would a feed that says how many there are.
        """
        shown = self._choice.explorer.count_of(front.url)
        if not is_length_of_a_page(shown) or self._is_sure_of(front) or self._choice.mapped:
            return False
        feeds = [one for one in self._spider.ledger.sources.values() if one.kind == "feed"]
        if any(one.declared_total is not None for one in feeds):
            return False
        addresses = self._spider.addresses
        if await addresses.count_named("feed", not_by="listing"):
            return False
        return shown == await addresses.count_named("feed")

    async def of_the_map(self) -> str:
        """Return what is wrong where a sitemap names posts, and none of those that others name.

        It was made long ago: lists do not reach as far back, whatever their length.
        """
        return await self.of_addresses(by_number=False)

    async def of_addresses(self, *, by_number: bool = True) -> str:
        """Return what the addresses of held posts say of posts that nothing leads to.

        Numbers tell of older ones. A sitemap that lacks the newest posts was made long ago: where
        it names none of what lists show, these do not reach as far back.
        """
        urls: list[str] = []
        mapped = linked = False
        async for page in self._spider.addresses.pages(("leased", "stored")):
            for one, kinds in page:
                urls.append(one.url)
                mapped = mapped or "sitemap" in kinds
                linked = linked or kinds >= {"sitemap", "listing"} or kinds >= {"sitemap", "feed"}
        if mapped and not linked:
            return "shows nothing that the sitemap names, and what lies between may be lost"
        if by_number and not mapped and begins_late(urls):
            return "shows posts with high numbers, and nothing leads to those before them"
        return ""

    def _knows_feeds_of_parts_alone(self) -> bool:
        """Return True when the blog has categories: their feeds are named, their lists nowhere."""
        if self._choice.explorer.writer:
            return False  # his own feed is the feed of a part, and all of his
        feeds = [one.url for one in self._spider.ledger.sources.values() if one.kind == "feed"]
        return bool(feeds) and all(map(is_feed_of_a_part, feeds))

    async def _is_continued_by_a_file(self, front: Markup) -> bool:
        """Return True when a script of the blog's own, in another file, asks for pages of lists."""
        for url in [one for one in front.scripts if not _LIBRARY.search(one)][:MOST_SCRIPTS]:
            response = await self._spider.fetch_source(url, kind="script")
            if response is not None and asks_for_pages(script_of(response.body)):
                return True
        return False
