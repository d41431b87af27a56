"""What the lists of a blog showed, held against each other and against what the blog counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from newscrawl.discovery.counts import least_of
from newscrawl.discovery.markup import Markup
from newscrawl.discovery.numbered_posts import is_length_of_a_page
from newscrawl.discovery.shapes import SAMPLE, Shape, family
from newscrawl.discovery.shown import MANY, ListShown
from newscrawl.discovery.tiers import (
    Tier,
    is_list_of_a_tag,
    is_list_of_all,
    tier_of,
)

#: Of the posts that lists of tags name, so many at least no other list names: each tenth.
_ONE_IN = 10
#: Lists of which it is kept how many posts they have.
_MOST_COUNTED = 4000
#: Ends of pages that are remembered: most are the same.
_MOST_ENDS = 100
#: One in so many pages ends as the theme does; fewer met the same error.
_ENDS_OF_A_THEME = 4
#: As many posts as lists show most often, and more, two lists do not have by chance.
_TEN = 10


@dataclass(slots=True)
class ListsRead:
    """All lists of one blog that were read, by name."""

    of: dict[str, ListShown] = field(default_factory=dict)
    #: How many posts there are at least, as pages of the blog say themselves.
    stated: int = 0
    #: The same by numbers that may be those of something else.
    _hinted: int = 0
    #: How many posts a list has, by links to it that say so.
    _stated_of: dict[str, int] = field(default_factory=dict)
    #: What pages beside the lists end with in place of their end; empty for that.
    other_ends: Counter[str] = field(default_factory=Counter)

    def take_counts(
        self, markup: Markup, holds: Callable[[str], bool], list_of: Callable[[str], str]
    ) -> None:
        """Take what a page says of numbers; `list_of` names the list that an address is of."""
        links = [link for link in markup.links if link.count and holds(link.url)]
        self.stated = max(
            self.stated,
            markup.total,
            least_of(links, lambda url: tier_of(url) is not None),
        )
        self._hinted = max(self._hinted, markup.hinted)
        for link in links:
            if tier_of(link.url) is not None and len(self._stated_of) < _MOST_COUNTED:
                name = list_of(link.url)
                self._stated_of[name] = max(self._stated_of.get(name, 0), link.count)

    def stated_in_all(self) -> int:
        """Return how many posts there are at least, now that all lists were read.

        What may be the number of something else counts unless a list was read page after page
        to its end.
        """
        turned = any(
            own.tier <= Tier.INDEX and own.fed > 1 and not (own.cut or own.by_script or own.problem)
            for own in self.of.values()
        )
        return self.stated if turned else max(self.stated, self._hinted)

    @property
    def main_led_on(self) -> bool:
        """Return True when a main list has a second page."""
        return any(own.tier is Tier.MAIN and own.fed > 1 for own in self.of.values())

    def main_names_all(self, known: int) -> bool:
        """Return True when a main list of several pages, read to its end, named `known` posts."""
        main = (own for own in self.of.values() if own.tier is Tier.MAIN and own.fed > 1)
        return any(not (own.cut or own.problem) and len(own.posts) >= known for own in main)

    def longest(self) -> ListShown | None:
        """Return the list of many pages that may change while it is read; None when none may."""
        found = [own for own in self.of.values() if own.is_long() and own.tier <= Tier.INDEX]
        return max(found, key=lambda own: len(own.seen), default=None)

    def has_list_of_all(self, count: int) -> bool:
        """Return True when a list that is called one of all posts named `count` of them."""
        return any(
            is_list_of_all(name) and len(own.posts) == count for name, own in self.of.items()
        )

    def is_surpassed(self, name: str) -> bool:
        """Return True when other lists, of no tags, name what one does, and more."""
        others: set[str] = set()
        for other, shown in self.of.items():
            if other != name and not is_list_of_a_tag(other):
                others |= shown.posts
        return name in self.of and self.of[name].posts < others

    def known_by_tags_alone(self) -> int:
        """Return how many posts lists of tags named, and no other list.

        Of many: a post that one list lacks may be a page about the blog.
        """
        by_tags: set[str] = set()
        by_others: set[str] = set()
        for name, own in self.of.items():
            if own.tier is Tier.CLOUD and is_list_of_a_tag(name):
                by_tags |= own.posts
            else:
                by_others |= own.seen
        alone = len(by_tags - by_others)
        return alone if alone * _ONE_IN >= len(by_tags) else 0

    def cut_alike(self) -> list[str]:
        """Return the names of lists of one kind that show as many posts each: perhaps no more.

        Each year shows its newest ten, each category its newest nine: so may a theme that forgot
        how lists go on. They are no such where one of them shows more or links to a second page,
        where most show fewer, where the blog counts just these, where others name all of them, or
        where a year shows its first month and its last.
        """
        kinds: dict[Shape, list[tuple[str, ListShown]]] = defaultdict(list)
        for name, own in self.of.items():
            if own.tier > Tier.MAIN and own.address:
                kinds[family(own.address)].append((name, own))
        found = [(kind, cut) for kind, lists in kinds.items() if (cut := self._cut_among(lists))]
        others: set[str] = set()
        for kind, lists in kinds.items():
            if kind not in dict(found):
                others.update(*(own.seen for _, own in lists))
        others.update(*(own.seen for own in self.of.values() if own.tier is Tier.MAIN))
        return [name for _, cut in found for name in cut if not self.of[name].shows() <= others]

    def _cut_among(self, lists: list[tuple[str, ListShown]]) -> list[str]:
        most = max(own.length for _, own in lists)
        full = [(name, own) for name, own in lists if own.length == most]
        fewest = max(SAMPLE if most < _TEN else 2, len(lists) / 2)
        if most < MANY or not is_length_of_a_page(most) or len(full) < fewest:
            return []
        if any(own.linked or own.cut or (own.fed > 1 and not own.guess_fed) for _, own in lists):
            return []
        return [
            name
            for name, own in full
            if self._stated_of.get(name) != most and not (own.guess_fed or own.problem or own.spans)
        ]

    def _capped(self) -> list[str]:
        """Return the names of lists that may end where their theme stops counting.

        The main list ends with a full page and lacks posts that others name: it is cut. So may each
        of these be that ends with a full page, too.
        """
        known: set[str] = set().union(*(own.posts for own in self.of.values()))
        full = {name for name, own in self.of.items() if own.ends_full(known)}
        main = [self.of[name] for name in full if self.of[name].tier is Tier.MAIN]
        if not any(len(known - own.seen) >= SAMPLE for own in main):
            return []
        return [name for name in full if self.of[name].tier > Tier.MAIN]

    def take_end(self, markup: Markup) -> None:
        """Take how a page beside the lists ends."""
        if markup.breaks_off in self.other_ends or len(self.other_ends) < _MOST_ENDS:
            self.other_ends[markup.breaks_off] += 1

    def _broken_off(self) -> list[str]:
        """Return the names of lists of which a page lacks its end, unless a theme leaves it away.

        It does where all pages of lists lack it, or where many pages beside them end with the same
        words, which may be an error's; of a single one those beside it tell.
        """
        many = self.other_ends.total() / _ENDS_OF_A_THEME
        of_theme = {end for end, count in self.other_ends.items() if count > many}
        pages = sum(own.pages for own in self.of.values())
        ends = any(own.whole for own in self.of.values()) or (pages == 1 and "" in self.other_ends)
        return [name for name, own in self.of.items() if ends and own.torn - of_theme]

    def shortfalls(self, known: int = 0) -> Iterator[tuple[str, str]]:
        """Yield the lists that hold more than their pages named, and why that is thought.

        `known` posts were found in all: so many of a main list need no other page of it. Nor do
        lists of one kind, as all years, that have no more together than a main list named.
        """
        together: Counter[Shape] = Counter()
        for name, stated in self._stated_of.items():
            together[family(f"https:{name}")] += stated
        cut = set(self.cut_alike())
        broken = set(self._broken_off())
        capped = set(self._capped())
        for name, own in self.of.items():
            stated = self._stated_of.get(name, 0)
            all_of_kind = together[family(f"https:{name}")]
            is_whole = stated < all_of_kind and self.main_names_all(all_of_kind)
            if is_whole or (own.tier is Tier.MAIN and stated <= known):
                stated = 0
            if problem := own.shortfall(stated):
                yield name, problem
            elif name in broken:
                yield name, "one of its pages breaks off"
            elif name in cut:
                yield name, f"shows {own.length} as others of its kind do, and may have more"
            elif name in capped:
                yield name, "ends with a full page, as the main list does before others end"
