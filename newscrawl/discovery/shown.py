"""What the pages of one list showed, and what that says of what they did not show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from newscrawl.discovery.bare_numbers import bare_number
from newscrawl.discovery.markup import Markup
from newscrawl.discovery.page_numbers import number_of
from newscrawl.discovery.pagination import next_pages
from newscrawl.discovery.tiers import Tier, spans_its_year
from pipelines.urls import identity_url

#: Pages of one list in a row that name nothing this list had not named: it goes in a circle.
CIRCLE = 2
#: What a page names that is no short list.
MANY = 8
#: Pages of a list that take long enough to be read for posts to come and to go meanwhile.
LONG = 5
#: Empty pages of one list that are remembered.
MOST_EMPTY = 20


class PageShown(NamedTuple):
    """What one page of a list showed."""

    #: Addresses that the list had not named, and those that head items.
    fresh: frozenset[str]
    #: True when known posts are among those that the list had not named.
    led_to_posts: bool
    #: True when it heads items that no page before it headed.
    heads_more: bool
    #: True when no page before it had shown anything.
    is_first: bool


def headed_in(markup: Markup) -> frozenset[str]:
    """Return the identities of what heads items of a page."""
    return frozenset(identity_url(link.url) for link in markup.links if link.heads)


@dataclass(slots=True)
class ListShown:
    """One list and what its pages showed."""

    tier: Tier
    seen: set[str] = field(default_factory=set)
    #: Of those that its pages named, the ones that head items.
    headed: set[str] = field(default_factory=set)
    #: Of those that its pages named, the known posts.
    posts: set[str] = field(default_factory=set)
    #: What the last of its pages named that named anything new.
    last: frozenset[str] = frozenset()
    idle: int = 0
    #: Pages in a row, the last ones, that showed just that.
    repeated: int = 0
    pages: int = 0
    #: Pages that named something that it had not named, the number of the last of them, and those
    #: of pages that named no post at all.
    fed: int = 0
    last_fed: int = 0
    empty: set[int] = field(default_factory=set)
    #: Of the pages that were guessed at: the number of the last that named something new, and of
    #: the last that was none, named nothing, or named the same again.
    guess_fed: int = 0
    guess_end: int = 0
    #: True when a page that was linked to led elsewhere.
    led_away: bool = False
    #: True when a page says that a script shows more.
    by_script: bool = False
    #: How many pages it has, and how many posts, as they or links to it say.
    stated_pages: int = 0
    #: How many posts the blog has, as the last of its pages said, and whether one said fewer.
    told: int = 0
    tells_of_fewer: bool = False
    #: True when pages that it links to are not read.
    cut: bool = False
    #: Its further pages that links of it led to.
    asked: set[str] = field(default_factory=set)
    #: Where its first page is, what that named, to how many others it links, and how many of
    #: them show it again.
    address: str = ""
    first: frozenset[str] = frozenset()
    first_headed: frozenset[str] = frozenset()
    first_posts: int = 0
    #: How many of its pages are written to their end, and what the others end with.
    whole: int = 0
    torn: set[str] = field(default_factory=set)
    #: True for a year that shows its first month and its last, in order.
    spans: bool = False
    #: All that it headed, lists of other things among them.
    first_heads: frozenset[str] = frozenset()
    linked: int = 0
    again: int = 0
    #: By what they named and headed, hashed, which of its pages did.
    shown: dict[int, set[int]] = field(default_factory=dict)
    #: What its first pages that named anything new named, and its last pages.
    opening: tuple[frozenset[str], ...] = ()
    ending: tuple[frozenset[str], ...] = ()
    #: What one of its pages says that names nothing; empty: each may be what it seems.
    refused: str = ""
    #: Why posts may be lost by that; empty when there are none to lose.
    problem: str = ""

    def is_first_again(self, here: frozenset[str], fresh: frozenset[str]) -> bool:
        """Return True when a page names what the first one did, but for one thing that changes."""
        enough = len(self.first) >= MANY and len(fresh) <= 1
        return enough and len(self.first - here) <= 1

    def is_at_its_end(self) -> bool:
        """Return True when its last pages were the last that named anything, or its first again.

        One page that is repeated among others is a fault of the blog: more may follow.
        """
        if self.repeated >= CIRCLE or self.has_begun_anew():
            return True
        last = max(self.shown.values(), key=max, default=set())
        before = (max(one) for one in self.shown.values() if one is not last)
        return len(last) > CIRCLE and max(before, default=0) < min(last)

    def has_begun_anew(self) -> bool:
        """Return True when its last pages were its first again: it was read to its end."""
        return self.fed > CIRCLE and self.ending == self.opening

    def is_begun_only(self) -> bool:
        """Return True when no second page was found, or guesses at pages came to no end."""
        return self.fed <= 1 or (self.guess_fed > 0 and self.guess_end <= self.guess_fed)

    @property
    def length(self) -> int:
        """Return how many posts its first page shows: what it heads, where it heads anything."""
        return len(self.first_headed) or self.first_posts

    def ends_full(self, known: set[str]) -> bool:
        """Return True when the last of several pages showed as many `known` posts as the others.

        Of what nobody knew for a post when it was read some prove to be posts later.
        """
        full = self.fed * len(self.first & known)
        return (
            self.fed > 1 and not (self.cut or self.problem) and 0 < full == len(self.seen & known)
        )

    def shows(self) -> set[str]:
        """Return what it named as far as that is known for posts, or else looks like them."""
        return self.posts or self.headed or self.seen

    def is_long(self) -> bool:
        """Return True when it was read page after page for so long that it may have changed."""
        return self.fed >= LONG and bool(self.first_headed) and not (self.cut or self.problem)

    def take(
        self, markup: Markup, here: frozenset[str], posts: Iterable[str], *, guessed: bool
    ) -> PageShown:
        """Take what one of its pages names, and return how much of it was new to the list."""
        # Beside its posts a page may name the newest, each time: what it heads is what it shows.
        heads = headed_in(markup)
        headed = here & heads
        shows_more = bool(headed - self.headed) and len(headed & self.first_headed) < MANY
        self.headed |= headed
        self.repeated = self.repeated + 1 if here == self.last and not shows_more else 0
        known, is_first = len(self.posts), not self.fed
        fresh = here - self.seen
        # A page that shows the first one again, and one link that changes, is that one.
        if not shows_more and self.is_first_again(here, fresh):
            fresh = frozenset()
            self.again += not guessed
        else:
            self.seen |= here
            self.posts.update(map(identity_url, posts))
        self.pages += 1
        self.idle += 1
        if here and not guessed:
            # By their numbers: pages that are asked for at once come in any order.
            self.shown.setdefault(hash((here, headed)), set()).add(
                number_of(markup.url) or bare_number(markup.url) or self.pages
            )
        self.ending = (*self.ending, here)[-CIRCLE:]
        if fresh or shows_more:
            self.idle, self.last = 0, here
            if not self.first:
                self.address, self.first = markup.url, here
                self.first_headed, self.first_heads = headed, heads
                self.first_posts = len(self.posts)
                self.spans = spans_its_year(markup.url, _longest_list(markup))
                self.linked = sum(1 for _ in next_pages(markup))
            self.opening = (*self.opening, here)[:CIRCLE]
            self.fed += 1
            self.last_fed = max(self.last_fed, number_of(markup.url))
        self.whole += not markup.breaks_off
        if markup.breaks_off:
            self.torn.add(markup.breaks_off)
        if guessed and self.idle:
            self.guess_end = max(self.guess_end, number_of(markup.url))
        elif guessed:
            self.guess_fed = max(self.guess_fed, number_of(markup.url) or 1)
        if not here and len(self.empty) < MOST_EMPTY:
            self.empty.add(number_of(markup.url))
        self.by_script = self.by_script or markup.more_by_script
        self.stated_pages = max(self.stated_pages, markup.pages)
        # A page may count what it shows itself.
        self.tells_of_fewer |= self.length < markup.total < self.told
        self.told = markup.total or self.told
        return PageShown(fresh | headed, len(self.posts) > known, shows_more, is_first)

    def _circled(self) -> int:
        """Return how many pages show what one before them showed, but for the last over again."""
        last = max((min(numbers) for numbers in self.shown.values()), default=0)
        return sum(len(numbers) - 1 for numbers in self.shown.values() if min(numbers) < last)

    def shortfall(self, stated: int) -> str:
        """Return why it is thought to hold more than its pages named; empty: it is not.

        `stated` is how many posts it has, as links to it say.
        """
        if not self.pages or self.problem:
            return ""
        named = len(self.posts) or len(self.seen)
        gaps = [number for number in self.empty if 0 < number < self.last_fed]
        again = [
            max(one) for one in self.shown.values() if len(one) > 1 and max(one) < self.last_fed
        ]
        if self.by_script and self.is_begun_only():
            return "goes on by a script"
        if self.led_away:
            return "one of its pages leads elsewhere"
        if self.fed == 1 and self.again >= CIRCLE and self.linked > CIRCLE:
            return "shows its first page again on all others"
        if self.linked >= self.fed > 1 and self._circled() >= CIRCLE:
            return "shows pages of its beginning again in place of later ones"
        if self.fed == 1 and self.linked >= CIRCLE and len(self.empty) >= CIRCLE:
            return "names nothing on any later page"
        if self.refused:
            return f"one of its pages {self.refused}"
        if gaps:
            return f"its page {min(gaps)} names nothing"
        if again:
            return f"its page {min(again)} shows another one again"
        if self.fed < self.stated_pages and not self.cut:
            return f"says that it has {self.stated_pages} pages, and {self.fed} were found"
        if named < stated and not self.cut:
            return f"says that it has {stated} posts, and shows {named}"
        return ""


def _longest_list(markup: Markup) -> list[str]:
    """Return what the longest list of a page leads to, in order."""
    lists: dict[int, list[str]] = {}
    for link in markup.links:
        if link.group:
            lists.setdefault(link.group, []).append(link.url)
    return max(lists.values(), key=lambda urls: len(set(urls)), default=[])
