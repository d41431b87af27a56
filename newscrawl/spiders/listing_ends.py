"""Whether a listing goes on where no link says so, and what shows that it is not whole."""

from __future__ import annotations

from urllib.parse import urlsplit

from newscrawl.discovery.markup import Markup
from newscrawl.discovery.page_numbers import is_numbered, number_of, page_after
from newscrawl.discovery.pagination import guess_proves_an_end, guessed_pages
from newscrawl.discovery.post_lists import MANY
from newscrawl.discovery.shapes import SAMPLE
from newscrawl.discovery.tiers import year_before
from newscrawl.spiders.base import PostSpider
from newscrawl.spiders.choosing import AddressChoice
from newscrawl.spiders.front_page import FrontPage
from pipelines.urls import identity_url


class ListingEnds:
    """Where the listings of one blog end."""

    def __init__(self, spider: PostSpider, choice: AddressChoice) -> None:
        self._spider = spider
        self._choice = choice
        #: The front page, while nothing shows that its list is one page long.
        self._front: Markup | None = None
        #: True when it names enough to be cut.
        self._front_is_long = False
        #: True when posts lead to the ones before and after them.
        self.chained = False
        #: The lists of which a second page was guessed at.
        self._tried: set[str] = set()

    def guessed(self, markup: Markup, *, named: int) -> list[str]:
        """Return where the front page's list may go on although no link says so.

        And that of a year of which alone there is a link: the years before it may have lists, too.
        """
        explorer = self._choice.explorer
        before = year_before(markup.url, (link.url for link in markup.links))
        if before and named:
            return [] if explorer.lists.main_led_on else explorer.guess([before])
        own = identity_url(markup.url)
        says_next = any("next" in one.rel and identity_url(one.url) != own for one in markup.links)
        if explorer.was_guessed(markup.url) or (markup.is_json and not says_next):
            # Known posts lead on, too: after those that a feed named come those it did not.
            # What a script asks for need not say what comes next: the script counts.
            following = page_after(markup.url) if explorer.names_more(markup.url) else ""
            return explorer.guess([following]) if following else []
        if identity_url(markup.url) != identity_url(self._choice.scope.home):
            return []
        told = markup.more_by_script or guess_proves_an_end(markup)
        if explorer.is_cut(markup.url):
            return []
        self._front, self._front_is_long = markup, named >= (SAMPLE if told else MANY)
        if not self._front_is_long or explorer.lists.main_led_on:
            return []
        return explorer.guess(
            guessed_pages(markup.url, markup.generator, (link.url for link in markup.links))
        )

    def behind_cut_lists(self) -> list[str]:
        """Return second pages to ask for of lists that show as many as others of their kind.

        Those of one list at first; where they named something, those of all.
        """
        explorer = self._choice.explorer
        waiting = [name for name in explorer.lists.cut_alike() if name not in self._tried]
        if not waiting or self.chained or self._choice.trusted:
            return []
        tried = [explorer.lists.of[name] for name in self._tried]
        if tried and not any(own.guess_fed for own in tried):
            return []
        chosen = waiting if tried else waiting[:1]
        self._tried.update(chosen)
        addresses = [explorer.lists.of[name].address for name in chosen]
        return explorer.guess(page for url in addresses for page in guessed_pages(url, ""))

    async def close(self) -> None:
        """Note of lists that hold more than was found, now that all was read that leads on."""
        explorer, ledger = self._choice.explorer, self._spider.ledger
        home = explorer.listing(self._choice.scope.home)
        stated = explorer.lists.stated_in_all()
        if stated and home in ledger.sources:
            ledger.read(home, "listing", total=stated)
        doubts = FrontPage(self._spider, self._choice)
        if self._choice.trusted:
            if explorer.finds:
                problem = await doubts.of_addresses()
                if explorer.finds >= SAMPLE and not explorer.lists.main_led_on:
                    problem = problem or "shows posts that the sitemap lacks, and no list goes on"
                self._doubt(home, problem)
            return
        scheme = urlsplit(self._choice.scope.home).scheme
        for name, problem in explorer.lists.shortfalls(await self._spider.addresses.count_stored()):
            self._doubt(f"{scheme}:{name}", problem)
        alone = 0 if self.chained else explorer.known_by_tags_alone()
        if alone:
            self._doubt(home, f"lists of tags alone name {alone} posts, and others may have no tag")
        front, self._front = self._front, None
        if front is None or not explorer.is_one_page(front.url):
            self._doubt(home, await doubts.of_the_map())
            return
        listing = explorer.listing(front.url)
        source = ledger.sources.get(listing)
        if source is not None and not source.problem:
            is_long = self._front_is_long
            self._doubt(listing, await doubts.problem(front, is_long=is_long, chained=self.chained))

    def _doubt(self, listing: str, problem: str) -> None:
        """Note why a list may not be whole; nothing where there is no problem."""
        if problem:
            self._spider.ledger.read(listing, "listing", problem=problem)

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
