"""Listings: which pages of a blog list its posts, in which order to look, and when to stop."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from newscrawl.discovery.lists_read import ListsRead
from newscrawl.discovery.markup import Markup
from newscrawl.discovery.page_numbers import is_first_page, is_numbered, list_base, number_of
from newscrawl.discovery.pagination import is_counted_from_0, next_pages
from newscrawl.discovery.scope import Scope, is_below, is_json_address, is_page_address
from newscrawl.discovery.shapes import family
from newscrawl.discovery.shown import CIRCLE, ListShown
from newscrawl.discovery.tiers import Tier, month_of, tier_of
from newscrawl.discovery.turning import is_shown_as_none
from newscrawl.discovery.usual_frame import UsualFrame
from newscrawl.discovery.waiting_lists import FRUITLESS, Known, WaitingLists
from pipelines.urls import identity_url

_NEVER = (9999, 12)
#: Pages of one family of listings, at five posts each: what is longer goes in a circle.
MOST_PAGES = 4000


@dataclass(slots=True)
class Explorer:
    """What is known of the listings of one blog."""

    scope: Scope
    #: Year and month of the crawl, as far on as anywhere: lists of later months name nothing.
    this_month: tuple[int, int] | None = None
    #: The page of a writer whose posts alone are meant: of the host's lists those below it are his.
    writer: str = ""
    #: True when a sitemap or a list API already named the posts: listings only check it then.
    checking: bool = False
    #: Pages that may be read while checking; grows with what they find.
    budget: int = 6
    read: int = 0
    #: Pages that proved to be posts, and that only listings had named.
    finds: int = 0
    #: Lists that were not asked for yet.
    waiting: WaitingLists = field(default_factory=WaitingLists)
    #: Those that were.
    lists: ListsRead = field(default_factory=ListsRead)
    #: Lists whose first page has another address than the rest: `/blog` of `/blog/page2/` is `/`.
    _begun_at: dict[str, str] = field(default_factory=dict)
    _asked: set[str] = field(default_factory=set)
    _offered: set[str] = field(default_factory=set)
    _fruitless: dict[tuple[str, ...], int] = field(default_factory=dict)
    _pages: dict[tuple[str, ...], int] = field(default_factory=dict)
    #: Posts that were known before a listing was read, and that listings named.
    known: int = 0
    #: Pages of lists that no link led to.
    _guessed: set[str] = field(default_factory=set)
    #: The most known posts that one list named.
    _longest: int = 0
    _frame: UsualFrame = field(default_factory=UsualFrame)

    def begin(self, url: str, tier: Tier = Tier.MAIN) -> None:
        """Note that the page at `url` is being read as a listing."""
        self._asked.add(identity_url(url))
        self.lists.of.setdefault(self.list_of(url), ListShown(tier))

    def list_of(self, url: str) -> str:
        """Return the identity of the list that `url` is a page of."""
        base = list_base(url)
        return self._begun_at.get(base, base)

    def listing(self, url: str) -> str:
        """Return the address of the list that `url` is a page of, as the ledger has it."""
        return f"{urlsplit(url).scheme}:{self.list_of(url)}"

    def is_asked_of_a_list(self, url: str) -> bool:
        """Return True for a thing that a list which is read is asked for by its number."""
        page, _, asked = url.partition("?")
        return bool(re.search(r"=\d", asked)) and self.list_of(page) in self.lists.of

    def is_further_page(self, url: str) -> bool:
        """Return True for a page of a known list that is not its first, by number or by links."""
        return is_numbered(url) or list_base(url) in self._begun_at

    def page_read(
        self, markup: Markup, named: Iterable[str], new: int, posts: Iterable[str] = ()
    ) -> list[str]:
        """Return the further pages of the same list to read, after one of its pages.

        `named` are the addresses the page named, `new` how many of them nobody had named before,
        `posts` those that are known for posts.
        """
        self.read += 1
        name = self.list_of(markup.url)
        own = self.lists.of.setdefault(name, ListShown(Tier.MAIN))
        here = frozenset(map(identity_url, named))
        page = own.take(markup, here, posts, guessed=self.was_guessed(markup.url))
        linked = not own.refused and not self.was_guessed(markup.url)
        own.refused = self._frame.refusal(markup, page, linked=linked) or own.refused
        self.lists.take_counts(markup, self.scope.holds, self.list_of)
        self.waiting.found(own.tier, new)
        self.known += new
        # The list that names most posts may be the one that names all: known ones lead it on.
        leads = page.led_to_posts and len(own.posts) >= self._longest
        leads = leads or (page.heads_more and own.tier is Tier.MAIN)
        self._longest = max(self._longest, len(own.posts))
        shape = family(markup.url)
        self._fruitless[shape] = 0 if new or leads else self._fruitless.get(shape, 0) + 1
        self._pages[shape] = self._pages.get(shape, 0) + 1
        if own.idle >= CIRCLE or self._pages[shape] >= MOST_PAGES:
            own.cut = True
            # The last page over and over is the end of a list, however far its numbers go.
            if not own.is_at_its_end() and any(self._is_open(url) for url in next_pages(markup)):
                own.problem = "goes on and on"
            return []
        begins = not is_numbered(markup.url)
        stated = {
            identity_url(link.url)
            for link in markup.links
            if is_counted_from_0(link, begins=begins)
        }
        dimmed = {identity_url(link.url) for link in markup.links if is_shown_as_none(link)}
        dimmed -= {identity_url(link.url) for link in markup.links if not is_shown_as_none(link)}
        pages = []
        for url in next_pages(markup):
            if not self.scope.leads_on(url):
                own.problem = own.problem or "goes on at another host"
                continue
            if list_base(url) not in self.lists.of and self.list_of(url) != name:
                self._begun_at[list_base(url)] = name
            if self._allow(url, own.tier, is_next=identity_url(url) in stated):
                pages.append(url)
                own.asked.add(identity_url(url))
                self._guessed.update({identity_url(url)} & dimmed)
            elif self._is_open(url):
                own.cut = True
                if own.tier is Tier.MAIN and self._fruitless[shape] >= FRUITLESS:
                    own.problem = "goes on and on"
        if pages:
            own.guess_fed = 0  # links lead on from here
        return pages

    def _is_open(self, url: str) -> bool:
        return identity_url(url) not in self._asked and not is_first_page(url)

    def problem_of(self, url: str) -> str:
        """Return why the list that `url` is of may hold more than was read; empty: it does not."""
        own = self.lists.of.get(self.list_of(url))
        return own.problem if own is not None else ""

    def guess(self, urls: Iterable[str]) -> list[str]:
        """Return those pages of lists that may be asked for although no link leads there."""
        allowed = [url for url in urls if self._allow(url, Tier.MAIN, is_next=True)]
        self._guessed.update(map(identity_url, allowed))
        for url in allowed:
            self.lists.of[self.list_of(url)].asked.add(identity_url(url))
        return allowed

    def was_guessed(self, url: str) -> bool:
        """Return True for a page of a list that no link led to."""
        return identity_url(url) in self._guessed

    def guess_ended(self, url: str) -> None:
        """Note that a page that was guessed at is none: the list ended before it."""
        if own := self.lists.of.get(self.list_of(url)):
            own.guess_end = max(own.guess_end, number_of(url))

    def names_more(self, url: str) -> bool:
        """Return True when the page of a list that was read last named what is new to the list."""
        own = self.lists.of.get(self.list_of(url))
        return own is not None and own.idle == 0

    def led_away(self, url: str) -> None:
        """Note that a page of a list, which others link to, led to something else."""
        own = self.lists.of.get(self.list_of(url))
        if self.was_guessed(url):
            self.guess_ended(url)
        elif own is not None:
            own.led_away = True

    def proved_whole(self, url: str) -> None:
        """Note that the list that `url` is of has no other page, whatever its scripts can."""
        if own := self.lists.of.get(self.list_of(url)):
            own.by_script = False

    def is_one_page(self, url: str) -> bool:
        """Return True when one page of the list that `url` is of named all that it names."""
        own = self.lists.of.get(self.list_of(url))
        return own is None or own.is_begun_only()

    def count_of(self, url: str) -> int:
        """Return how many posts the list that `url` is of named, as far as they are known."""
        own = self.lists.of.get(self.list_of(url))
        return len(own.posts) if own is not None else 0

    def known_by_tags_alone(self) -> int:
        """Return how many posts lists of tags alone named; those of a writer are his."""
        return 0 if self.writer else self.lists.known_by_tags_alone()

    def read_again(self, url: str) -> None:
        """Forget what the list that `url` is of showed: it changed while it was read."""
        own = self.lists.of[self.list_of(url)]
        self._asked -= own.asked
        self.lists.of[self.list_of(url)] = ListShown(own.tier)

    def is_cut(self, url: str) -> bool:
        """Return True when not all pages were read, or are to be, of the list that `url` is of."""
        own = self.lists.of.get(self.list_of(url))
        return own is None or own.cut

    def offer(self, urls: Iterable[str], tier: Tier | None = None) -> None:
        """Take addresses that may be listings; of `tier` where their addresses do not tell."""
        otherwise = tier
        for url in urls:
            if url in self._offered or (self.writer and not is_below(url, self.writer)):
                continue
            tier = tier_of(url)
            tier = otherwise if tier is None else tier
            if tier is None or not self.scope.holds(url) or not is_page_address(url):
                continue  # and it is not remembered: pages link to millions of others
            self._offered.add(url)
            if (self.this_month or _NEVER) < (month_of(url) or (0, 0)):
                continue  # a calendar goes on for ever
            if identity_url(url) not in self._asked:
                self.waiting.add(url, tier)

    def release(self) -> Iterator[str]:
        """Yield the listings to read next, now that all earlier ones were read.

        None while checking, unless the main list itself found what the sources had not named.
        """
        if not self.checking or self.finds:
            yield from self.waiting.release(self._known_of_lists(), self._allow)

    def _known_of_lists(self) -> Known:
        return Known(
            posts=self.known,
            main_led_on=self.lists.main_led_on,
            main_names_all=self.lists.main_names_all(self.known),
        )

    def _allow(
        self, url: str, tier: Tier, patience: int = FRUITLESS, *, is_next: bool = False
    ) -> bool:
        identity = identity_url(url)
        # What a list goes on with may be JSON that its script asks for.
        is_page = is_page_address(url) or (is_next and is_json_address(url))
        if identity in self._asked or not self.scope.leads_on(url) or not is_page:
            return False
        if is_first_page(url) and self.list_of(url) in self.lists.of and not is_next:
            return False
        # A blog that counts more than its sources name has its own list read to the end.
        counts_more = tier is Tier.MAIN and self.lists.stated > self.known
        spent = len(self._asked) > self.budget + 10 * self.finds
        if self.checking and spent and not counts_more:
            return False
        shape = family(url)
        if self._fruitless.get(shape, 0) >= patience or self._pages.get(shape, 0) >= MOST_PAGES:
            return False
        self.begin(url, tier)
        return True
