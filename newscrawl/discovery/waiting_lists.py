"""Lists that wait to be read: which of them next, and when the rest of them is left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from newscrawl.discovery.tiers import Tier, tier_of
from pipelines.urls import identity_url

#: Pages of one family of listings in a row that name nothing new to us: a calendar, a maze.
FRUITLESS = 20
#: Lists of categories or tags in a row that name nothing new to us, where no known post bears them.
MOST_FRUITLESS = 100
#: Listings of a tier that are read at first; they are taken from all over it.
SAMPLE = 3
#: Lists to which posts link that are remembered.
MOST_BORNE = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What was learned so far of the lists that were read."""

    #: Posts that are known.
    posts: int
    #: True when a main list was read over several pages, and names all of them.
    main_names_all: bool
    #: True when a main list has a second page.
    main_led_on: bool


@dataclass(slots=True)
class WaitingLists:
    """Addresses of the lists of one blog that were not asked for yet, by tier."""

    #: Listings that are not read, after those of their tier that were read named nothing new.
    left: list[str] = field(default_factory=list)
    #: True when lists of months, or the like, are among them and no main list has a second page.
    gave_up: bool = False
    _waiting: dict[Tier, list[str]] = field(default_factory=dict)
    #: Lists of categories and tags to which posts link.
    _borne: set[str] = field(default_factory=set)
    #: What each tier found, and pages in a row that found nothing.
    _finds: dict[Tier, int] = field(default_factory=dict)
    _idle: dict[Tier, int] = field(default_factory=dict)
    #: The most lists of months, or the like, that waited at once.
    _most_months: int = 0

    def add(self, url: str, tier: Tier) -> None:
        """Have a list of `tier` wait."""
        self._waiting.setdefault(tier, []).append(url)

    def found(self, tier: Tier, new: int) -> None:
        """Note that a page of a list of `tier` named so many addresses that nobody had named."""
        self._finds[tier] = self._finds.get(tier, 0) + new
        self._idle[tier] = 0 if new else self._idle.get(tier, 0) + 1

    def bear(self, urls: Iterable[str]) -> None:
        """Take the lists to which a post links: what they are called is said of a known post."""
        for url in urls:
            if (tier_of(url) or Tier.MAIN) >= Tier.CATEGORY and len(self._borne) < MOST_BORNE:
                self._borne.add(identity_url(url))

    def release(self, known: Known, allow: Callable[[str, Tier, int], bool]) -> Iterator[str]:
        """Yield the lists to read next that `allow` lets pass, given address, tier and patience.

        A few of each tier first, from all over it: the months at hand may be the newest, which
        name what a feed has. No more of a tier after many in a row that named nothing new. Those
        that no known post bears come first: other posts must.
        """
        for tier in Tier:
            waiting = self._waiting.get(tier)
            if not waiting:
                continue
            if tier is Tier.INDEX:
                self._most_months = max(self._most_months, len(waiting))
            others = [url for url in waiting if identity_url(url) not in self._borne]
            patience = self._patience(tier, known, unborne=bool(others))
            if self._idle.get(tier, 0) >= patience:
                self.left += waiting
                self.gave_up = self.gave_up or (tier is Tier.INDEX and not known.main_led_on)
                waiting.clear()
                continue
            count = FRUITLESS if self._finds.get(tier) else SAMPLE
            if others and len(others) < len(waiting) and tier >= Tier.CATEGORY:
                chosen = _spread(others, count)
                waiting[:] = [url for url in waiting if url not in chosen]
            else:
                chosen = _spread(waiting, count)
            most = max(FRUITLESS, patience)
            if allowed := [url for url in chosen if allow(url, tier, most)]:
                yield from allowed
                return

    def _patience(self, tier: Tier, known: Known, *, unborne: bool) -> int:
        """Return how many lists in a row may find nothing before the rest of a tier is left."""
        if tier is Tier.INDEX:
            # Months run on both sides of now.
            return MOST_FRUITLESS if self._may_be_the_one_way(known) else FRUITLESS
        if unborne:
            return max(FRUITLESS, min(MOST_FRUITLESS, known.posts))
        if known.main_names_all:
            return SAMPLE
        # A small blog may have ten times as many tags as posts.
        return max(SAMPLE, min(FRUITLESS, known.posts // 4))

    def _may_be_the_one_way(self, known: Known) -> bool:
        """Return True when many months are known at once, and no main list has a second page.

        A calendar names the month before and the month after, for ever.
        """
        return self._most_months >= FRUITLESS and not known.main_led_on


def _spread(waiting: list[str], count: int) -> list[str]:
    """Take `count` addresses out of those that wait: the first, the last, some between."""
    step = max(1.0, (len(waiting) - 1) / max(1, count - 1))
    places = {round(number * step) for number in range(count)}
    taken = [url for place, url in enumerate(waiting) if place in places]
    waiting[:] = [url for place, url in enumerate(waiting) if place not in places]
    return taken
