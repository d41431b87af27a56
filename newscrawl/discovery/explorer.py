"""Listings: which pages of a blog list its posts, in which order to look, and when to stop."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlsplit

from newscrawl.discovery.counts import least_of
from newscrawl.discovery.markup import Markup
from newscrawl.discovery.pagination import (
    PAGE_NAME,
    is_counted_from_0,
    is_first_page,
    is_numbered,
    list_base,
    next_pages,
    number_of,
)
from newscrawl.discovery.posts import family
from newscrawl.discovery.scope import Scope, is_page_address
from pipelines.urls import identity_url


class Tier(IntEnum):
    """How good a listing is: the home page's own list first, tags and authors last."""

    MAIN = 0
    #: All posts on a page, a section's front page, a month.
    INDEX = 1
    CATEGORY = 2
    #: Tags, authors, searches for a word: they repeat what better lists have.
    CLOUD = 3


_TIER_WORDS = {
    Tier.INDEX: re.compile(r"archives?|all-posts|blog|posts|sitemap|전체글"),
    Tier.CATEGORY: re.compile(
        r"categor(?:y|ies)|cat|sections?|topics?|series|collections?|labels?|분류|카테고리"
    ),
    Tier.CLOUD: re.compile(r"tags?|authors?|keywords?|users?|태그"),
}
_TIER_NAMES = {
    "categoryno": Tier.CATEGORY,
    "cat": Tier.CATEGORY,
    "category": Tier.CATEGORY,
    "m": Tier.INDEX,
    "tag": Tier.CLOUD,
    "tagname": Tier.CLOUD,
    "author": Tier.CLOUD,
}
#: 2024, 2024/7, 2024/07, 202407; 20247 is a number.
_MONTH = re.compile(r"(?:^|/)(?:19|20)\d\d(?:/(?:0?[1-9]|1[0-2])|0[1-9]|1[0-2])?$")

#: Pages of one list in a row that name nothing this list had not named: it goes in a circle.
CIRCLE = 2
#: Pages of one family of listings in a row that name nothing new to us: a calendar, a maze.
FRUITLESS = 20
#: Lists of categories or tags in a row that name nothing new to us, where no known post bears them.
MOST_FRUITLESS = 100
#: Listings of a tier that are read at first; they are taken from all over it.
SAMPLE = 3
#: What a page names that is no short list.
MANY = 8
#: Pages of one family of listings, at five posts each: what is longer goes in a circle.
MOST_PAGES = 4000


@dataclass(slots=True)
class _List:
    """One list and its pages."""

    tier: Tier
    seen: set[str] = field(default_factory=set)
    #: Of those that its pages named, the ones that head items.
    headed: set[str] = field(default_factory=set)
    #: Of those that its pages named, the known posts.
    posts: set[str] = field(default_factory=set)
    #: What the last of its pages named that named anything new.
    last: frozenset[str] = frozenset()
    idle: int = 0
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
    #: True when pages that it links to are not read.
    cut: bool = False
    #: What its first page named, to how many others it links, and how many of them show it again.
    first: frozenset[str] = frozenset()
    first_headed: frozenset[str] = frozenset()
    linked: int = 0
    again: int = 0
    #: What one of its pages says that names nothing; empty: each may be what it seems.
    refused: str = ""
    #: Why posts may be lost by that; empty when there are none to lose.
    problem: str = ""

    def is_first_again(self, here: frozenset[str], fresh: frozenset[str]) -> bool:
        """Return True when a page names what the first one did, but for one thing that changes."""
        enough = len(self.first) >= MANY and len(fresh) <= 1
        return enough and len(self.first - here) <= 1

    def is_begun_only(self) -> bool:
        """Return True when no second page was found, or guesses at pages came to no end."""
        return self.fed <= 1 or (self.guess_fed > 0 and self.guess_end <= self.guess_fed)


@dataclass(slots=True)
class Explorer:
    """What is known of the listings of one blog."""

    scope: Scope
    #: True when a sitemap or a list API already named the posts: listings only check it then.
    checking: bool = False
    #: Pages that may be read while checking; grows with what they find.
    budget: int = 6
    read: int = 0
    #: Pages that proved to be posts, and that only listings had named.
    finds: int = 0
    _lists: dict[str, _List] = field(default_factory=dict)
    #: Lists whose first page has another address than the rest: `/blog` of `/blog/page2/` is `/`.
    _begun_at: dict[str, str] = field(default_factory=dict)
    _asked: set[str] = field(default_factory=set)
    _waiting: dict[Tier, list[str]] = field(default_factory=dict)
    _offered: set[str] = field(default_factory=set)
    _fruitless: dict[tuple[str, ...], int] = field(default_factory=dict)
    _pages: dict[tuple[str, ...], int] = field(default_factory=dict)
    #: Posts that were known before a listing was read, and that listings named.
    known: int = 0
    #: Lists of categories and tags to which posts link.
    _borne: set[str] = field(default_factory=set)
    #: Listings that are not read, after those of their tier that were read named nothing new.
    left: list[str] = field(default_factory=list)
    #: How many posts there are at least, as pages of the blog say themselves.
    stated: int = 0
    #: How many posts a list has, by links to it that say so.
    _stated_of: dict[str, int] = field(default_factory=dict)
    #: Pages of lists that no link led to.
    _guessed: set[str] = field(default_factory=set)
    #: The most known posts that one list named.
    _longest: int = 0
    #: Of pages that name posts: how many were read, the links that all of them have, and what
    #: one of them says that others say in place of a list.
    _framed: int = 0
    _frame: frozenset[str] = frozenset()
    _usual: frozenset[str] = frozenset()
    #: What each tier found, and pages in a row that found nothing.
    _tier_finds: dict[Tier, int] = field(default_factory=dict)
    _tier_idle: dict[Tier, int] = field(default_factory=dict)

    def begin(self, url: str, tier: Tier = Tier.MAIN) -> None:
        """Note that the page at `url` is being read as a listing."""
        self._asked.add(identity_url(url))
        self._lists.setdefault(self.list_of(url), _List(tier))

    def list_of(self, url: str) -> str:
        """Return the identity of the list that `url` is a page of."""
        base = list_base(url)
        return self._begun_at.get(base, base)

    def tier_of(self, url: str) -> Tier | None:
        """Return the tier of a listing, told by its address; None when it looks like none."""
        return _tier_of(url)

    def page_read(
        self, markup: Markup, named: Iterable[str], new: int, posts: Iterable[str] = ()
    ) -> list[str]:
        """Return the further pages of the same list to read, after one of its pages.

        `named` are the addresses the page named, `new` how many of them nobody had named before,
        `posts` those that are known for posts.
        """
        self.read += 1
        name = self.list_of(markup.url)
        own = self._lists.setdefault(name, _List(Tier.MAIN))
        here = frozenset(map(identity_url, named))
        # Beside its posts a page may name the newest, each time: what it heads is what it shows.
        headed = here & {identity_url(link.url) for link in markup.links if link.heads}
        shows_more = bool(headed - own.headed) and len(headed & own.first_headed) < MANY
        own.headed |= headed
        repeats = here == own.last and not shows_more
        before = len(own.seen), len(own.posts)
        fresh = here - own.seen
        # A page that shows the first one again, and one link that changes, is that one.
        if not shows_more and own.is_first_again(here, fresh):
            fresh = frozenset()
            own.again += not self.was_guessed(markup.url)
        else:
            own.seen |= here
            own.posts.update(map(identity_url, posts))
        own.pages += 1
        own.idle = own.idle + 1
        self._take_refusal(own, markup, fresh | headed)
        if fresh or shows_more:
            own.idle, own.last = 0, here
            if not own.first:
                own.first, own.first_headed = here, headed
                own.linked = sum(1 for _ in next_pages(markup))
            own.fed += 1
            own.last_fed = max(own.last_fed, number_of(markup.url))
        if self.was_guessed(markup.url):
            if own.idle:
                self.guess_ended(markup.url)
            else:
                own.guess_fed = max(own.guess_fed, number_of(markup.url) or 1)
        if not named and len(own.empty) < FRUITLESS:
            own.empty.add(number_of(markup.url))
        own.by_script = own.by_script or markup.more_by_script
        own.stated_pages = max(own.stated_pages, markup.pages)
        self._take_counts(markup)
        self._tier_finds[own.tier] = self._tier_finds.get(own.tier, 0) + new
        self._tier_idle[own.tier] = 0 if new else self._tier_idle.get(own.tier, 0) + 1
        self.known += new
        # The list that names most posts may be the one that names all: known ones lead it on.
        leads = len(own.posts) > before[1] and len(own.posts) >= self._longest
        leads = leads or (shows_more and own.tier is Tier.MAIN)
        self._longest = max(self._longest, len(own.posts))
        shape = family(markup.url)
        self._fruitless[shape] = 0 if new or leads else self._fruitless.get(shape, 0) + 1
        self._pages[shape] = self._pages.get(shape, 0) + 1
        if own.idle >= CIRCLE or self._pages[shape] >= MOST_PAGES:
            own.cut = True
            # The last page over and over is the end of a list, however far its numbers go.
            if not repeats and any(self._is_open(url) for url in next_pages(markup)):
                own.problem = "goes on and on"
            return []
        begins = not is_numbered(markup.url)
        stated = {
            identity_url(link.url)
            for link in markup.links
            if is_counted_from_0(link, begins=begins)
        }
        pages = []
        for url in next_pages(markup):
            if list_base(url) not in self._lists and self.list_of(url) != name:
                self._begun_at[list_base(url)] = name
            if self._allow(url, own.tier, is_next=identity_url(url) in stated):
                pages.append(url)
            elif self._is_open(url):
                own.cut = True
                if own.tier is Tier.MAIN and self._fruitless[shape] >= FRUITLESS:
                    own.problem = "goes on and on"
        if pages:
            own.guess_fed = 0  # links lead on from here
        return pages

    def _take_refusal(self, own: _List, markup: Markup, fresh: frozenset[str]) -> None:
        """Note what a page says that links of its list led to, and that is none of its pages."""
        links = frozenset(identity_url(link.url) for link in markup.links)
        listed = (link.url for link in markup.links if link.group or link.heads)
        if len(fresh) > SAMPLE or any(identity_url(url) in fresh for url in listed):
            self._usual |= markup.refusals
            self._frame = self._frame & links if self._framed else links
            self._framed += 1
        elif own.fed and not own.refused and not self.was_guessed(markup.url):
            said = sorted(markup.refusals - self._usual)
            if not said and self._framed >= CIRCLE and self._frame and not self._frame & links:
                said = ["is built like none of the others"]
            own.refused = "".join(said[:1])

    def _is_open(self, url: str) -> bool:
        return identity_url(url) not in self._asked and not is_first_page(url)

    def problem_of(self, url: str) -> str:
        """Return why the list that `url` is of may hold more than was read; empty: it does not."""
        own = self._lists.get(self.list_of(url))
        return own.problem if own is not None else ""

    def _take_counts(self, markup: Markup) -> None:
        links = [link for link in markup.links if link.count and self.scope.holds(link.url)]
        self.stated = max(
            self.stated,
            markup.total,
            least_of(links, lambda url: self.tier_of(url) is not None),
        )
        for link in links:
            if self.tier_of(link.url) is not None and len(self._stated_of) < MOST_PAGES:
                name = self.list_of(link.url)
                self._stated_of[name] = max(self._stated_of.get(name, 0), link.count)

    def guess(self, urls: Iterable[str]) -> list[str]:
        """Return those pages of lists that may be asked for although no link leads there."""
        allowed = [url for url in urls if self._allow(url, Tier.MAIN, is_next=True)]
        self._guessed.update(map(identity_url, allowed))
        return allowed

    def was_guessed(self, url: str) -> bool:
        """Return True for a page of a list that no link led to."""
        return identity_url(url) in self._guessed

    def guess_ended(self, url: str) -> None:
        """Note that a page that was guessed at is none: the list ended before it."""
        if own := self._lists.get(self.list_of(url)):
            own.guess_end = max(own.guess_end, number_of(url))

    def names_more(self, url: str) -> bool:
        """Return True when the page of a list that was read last named what is new to the list."""
        own = self._lists.get(self.list_of(url))
        return own is not None and own.idle == 0

    def led_away(self, url: str) -> None:
        """Note that a page of a list, which others link to, led to something else."""
        own = self._lists.get(self.list_of(url))
        if self.was_guessed(url):
            self.guess_ended(url)
        elif own is not None:
            own.led_away = True

    def proved_whole(self, url: str) -> None:
        """Note that the list that `url` is of has no other page, whatever its scripts can."""
        if own := self._lists.get(self.list_of(url)):
            own.by_script = False

    def is_one_page(self, url: str) -> bool:
        """Return True when one page of the list that `url` is of named all that it names."""
        own = self._lists.get(self.list_of(url))
        return own is None or own.is_begun_only()

    def shortfalls(self) -> Iterator[tuple[str, str]]:
        """Yield the lists that hold more than their pages named, and why that is thought."""
        for name, own in self._lists.items():
            if not own.pages or own.problem:
                continue
            named = len(own.posts) or len(own.seen)
            if own.by_script and own.is_begun_only():
                yield name, "goes on by a script"
            elif own.led_away:
                yield name, "one of its pages leads elsewhere"
            elif own.fed == 1 and own.again >= CIRCLE and own.linked > CIRCLE:
                yield name, "shows its first page again on all others"
            elif own.refused:
                yield name, f"one of its pages {own.refused}"
            elif gaps := [number for number in own.empty if 0 < number < own.last_fed]:
                yield name, f"its page {min(gaps)} names nothing"
            elif own.fed < own.stated_pages and not own.cut:
                yield name, f"says that it has {own.stated_pages} pages, and {own.fed} were found"
            elif named < self._stated_of.get(name, 0) and not own.cut:
                yield name, f"says that it has {self._stated_of[name]} posts, and shows {named}"

    def is_cut(self, url: str) -> bool:
        """Return True when not all pages were read, or are to be, of the list that `url` is of."""
        own = self._lists.get(self.list_of(url))
        return own is None or own.cut

    def offer(self, urls: Iterable[str], tier: Tier | None = None) -> None:
        """Take addresses that may be listings; of `tier` where their addresses do not tell."""
        otherwise = tier
        for url in urls:
            if url in self._offered:
                continue
            tier = self.tier_of(url)
            tier = otherwise if tier is None else tier
            if tier is None or not self.scope.holds(url) or not is_page_address(url):
                continue  # and it is not remembered: pages link to millions of others
            self._offered.add(url)
            if identity_url(url) not in self._asked:
                self._waiting.setdefault(tier, []).append(url)

    def bear(self, urls: Iterable[str]) -> None:
        """Take the lists to which a post links: what they are called is said of a known post."""
        for url in urls:
            if (self.tier_of(url) or Tier.MAIN) >= Tier.CATEGORY and len(self._borne) < MOST_PAGES:
                self._borne.add(identity_url(url))

    def release(self) -> Iterator[str]:
        """Yield the listings to read next, now that all earlier ones were read.

        A few of each tier first, from all over it: the months at hand may be the newest, which
        name what a feed has. No more of a tier after many in a row that named nothing new, nor
        while checking, unless the main list itself found what the sources had not named. Those
        that no known post bears come first: other posts must.
        """
        if self.checking and not self.finds:
            return
        for tier in Tier:
            waiting = self._waiting.get(tier)
            if not waiting:
                continue
            others = [url for url in waiting if identity_url(url) not in self._borne]
            patience = self._patience(tier, unborne=bool(others))
            if self._tier_idle.get(tier, 0) >= patience:
                self.left += waiting
                waiting.clear()
                continue
            count = FRUITLESS if self._tier_finds.get(tier) else SAMPLE
            if others and len(others) < len(waiting) and tier >= Tier.CATEGORY:
                chosen = _spread(others, count)
                waiting[:] = [url for url in waiting if url not in chosen]
            else:
                chosen = _spread(waiting, count)
            most = max(FRUITLESS, patience)
            if allowed := [url for url in chosen if self._allow(url, tier, patience=most)]:
                yield from allowed
                return

    def _patience(self, tier: Tier, *, unborne: bool) -> int:
        """Return how many lists in a row may find nothing before the rest of a tier is left."""
        if tier is Tier.INDEX:
            return FRUITLESS  # months run on both sides of now
        if unborne:
            return max(FRUITLESS, min(MOST_FRUITLESS, self.known))
        # A small blog may have ten times as many tags as posts.
        return max(SAMPLE, min(FRUITLESS, self.known // 4))

    def _allow(
        self, url: str, tier: Tier, *, is_next: bool = False, patience: int = FRUITLESS
    ) -> bool:
        identity = identity_url(url)
        if identity in self._asked or not self.scope.holds(url) or not is_page_address(url):
            return False
        if is_first_page(url) and self.list_of(url) in self._lists and not is_next:
            return False
        # A blog that counts more than its sources name has its own list read to the end.
        counts_more = tier is Tier.MAIN and self.stated > self.known
        spent = len(self._asked) > self.budget + 10 * self.finds
        if self.checking and spent and not counts_more:
            return False
        shape = family(url)
        if self._fruitless.get(shape, 0) >= patience or self._pages.get(shape, 0) >= MOST_PAGES:
            return False
        self.begin(url, tier)
        return True


# Every page of a blog links to the same few hundred.
@lru_cache(maxsize=4096)
def _tier_of(url: str) -> Tier | None:
    parts = urlsplit(url)
    path = unquote(parts.path).lower().rstrip("/")
    pairs = [(name.lower(), value) for name, value in parse_qsl(parts.query)]
    names = [name for name, _ in pairs]
    for name, value in pairs:
        # ?m=202407 is a month, ?m=17 is a post.
        if name in _TIER_NAMES and (name != "m" or _MONTH.search(value[:6])):
            return _TIER_NAMES[name]
    # /2026/1900.html is post 1900 of 2026: files are months only where they prove to be.
    if _MONTH.search(path):
        return Tier.INDEX
    path = re.sub(r"\.(html?|php)$", "", path)
    segments = [segment for segment in path.split("/") if segment]
    # /blog.php?id=3: what else is asked for makes it one page of many.
    asks = any(not PAGE_NAME.fullmatch(name) for name in names)
    for place, segment in enumerate(segments):
        for tier, words in _TIER_WORDS.items():
            if not words.fullmatch(segment):
                continue
            last = place == len(segments) - 1
            # /blog/a-post/ is a post; /category/news/ is a listing.
            if tier is not Tier.INDEX or (last and not asks):
                return tier
    return None


def _spread(waiting: list[str], count: int) -> list[str]:
    """Take `count` addresses out of those that wait: the first, the last, some between."""
    step = max(1.0, (len(waiting) - 1) / max(1, count - 1))
    places = {round(number * step) for number in range(count)}
    taken = [url for place, url in enumerate(waiting) if place in places]
    waiting[:] = [url for place, url in enumerate(waiting) if place not in places]
    return taken
