"""Whether a listing goes on where no link says so, and what shows that it is not whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newscrawl.discovery.continued import asks_for_pages
from newscrawl.discovery.guesses import ROUND, is_feed_of_a_part
from newscrawl.discovery.pagination import (
    guess_proves_an_end,
    guessed_pages,
    is_numbered,
    number_of,
    page_after,
)
from newscrawl.discovery.post_lists import MANY
from newscrawl.discovery.posts import SAMPLE
from pipelines.urls import identity_url

if TYPE_CHECKING:
    from newscrawl.discovery.markup import Markup
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


class ListingEnds:
    """Where the listings of one blog end."""

    def __init__(self, spider: PostSpider, choice: AddressChoice) -> None:
        self._spider = spider
        self._choice = choice
        #: The front page, while nothing shows that its list is one page long.
        self._front: Markup | None = None
        #: True when posts lead to the ones before and after them.
        self.chained = False

    def guessed(self, markup: Markup, *, named: int) -> list[str]:
        """Return where the front page's list may go on although no link says so."""
        explorer = self._choice.explorer
        if explorer.was_guessed(markup.url):
            # Known posts lead on, too: after those that a feed named come those it did not.
            following = page_after(markup.url) if explorer.names_more(markup.url) else ""
            return explorer.guess([following]) if following else []
        if identity_url(markup.url) != identity_url(self._choice.scope.home):
            return []
        told = markup.more_by_script or guess_proves_an_end(markup)
        if named < (SAMPLE if told else MANY):
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
        home = explorer.listing(self._choice.scope.home)
        if (stated := explorer.stated_in_all()) and home in ledger.sources:
            ledger.read(home, "listing", total=stated)
        if self._choice.trusted:
            return
        scheme = urlsplit(self._choice.scope.home).scheme
        for name, problem in explorer.shortfalls():
            ledger.read(f"{scheme}:{name}", "listing", problem=problem)
        alone = 0 if self.chained else explorer.known_by_tags_alone()
        if alone:
            problem = f"lists of tags alone name {alone} posts, and others may have no tag"
            ledger.read(home, "listing", problem=problem)
        front, self._front = self._front, None
        if front is None or not explorer.is_one_page(front.url):
            return
        listing = explorer.listing(front.url)
        source = ledger.sources.get(listing)
        if source is None or source.problem:
            return
        if await self._is_continued_by_a_file(front):
            ledger.read(listing, "listing", problem="goes on by a script")
        elif explorer.waiting.gave_up:
            ledger.read(listing, "listing", problem="shows a part, and lists of months are unread")
        elif self._knows_feeds_of_parts_alone():
            problem = "shows a part, and only feeds of other parts are named"
            ledger.read(listing, "listing", problem=problem)
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
        if shown % ROUND or self.chained or explorer.stated_in_all() == shown:
            return False
        if explorer.has_list_of_all(shown) or explorer.is_surpassed(front.url):
            return False
        feeds = [one for one in self._spider.ledger.sources.values() if one.kind == "feed"]
        if any(one.declared_total is not None for one in feeds):
            return False
        if self._choice.mapped:
            return False
        addresses = self._spider.addresses
        if await addresses.count_named("feed", not_by="listing"):
            return False
        return bool(shown) and shown == await addresses.count_named("feed")

    def _knows_feeds_of_parts_alone(self) -> bool:
        """Return True when the blog has categories: their feeds are named, their lists nowhere."""
        if self._choice.explorer.writer:
            return False  # his own feed is the feed of a part, and all of his
        feeds = [one.url for one in self._spider.ledger.sources.values() if one.kind == "feed"]
        return bool(feeds) and all(map(is_feed_of_a_part, feeds)) and not self.chained

    async def _is_continued_by_a_file(self, front: Markup) -> bool:
        """Return True when a script of the blog's own, in another file, asks for pages of lists."""
        for url in [one for one in front.scripts if not _LIBRARY.search(one)][:MOST_SCRIPTS]:
            response = await self._spider.fetch_source(url, kind="script")
            if response is not None and asks_for_pages(script_of(response.body)):
                return True
        return False

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
        guessed = self._choice.explorer.was_guessed(url)
        if self._choice.mapped and reason.isdecimal() and url in self._choice.other_homes:
            return  # a sitemap that names all names nothing below it
        if guessed and reason in ("404", "410", "400", "robots"):
            if reason in ("404", "410"):
                self._choice.explorer.guess_ended(url)
            if self._front and reason == "404" and guess_proves_an_end(self._front):
                self._choice.explorer.proved_whole(url)
                self._front = None
            return
        self._spider.count("listings/failed")
        listing = self._choice.explorer.listing(url)
        self._spider.ledger.read(listing, "listing", problem=reason)
