"""Kinds of pages that led to posts and are none themselves: lists, whatever they are called."""

from __future__ import annotations

from dataclasses import dataclass, field

from newscrawl.discovery.posts import PostPatterns
from newscrawl.discovery.shapes import SAMPLE, Shape, family
from newscrawl.discovery.tiers import asks_for_a_time
from pipelines.urls import identity_url

#: Pages that were no posts of which it is kept what led to them.
MOST_ABOVE = 4000


@dataclass(slots=True)
class LeadingPages:
    """Which families of pages led to posts, as far as none of a family proved to be one."""

    #: What is known of the blog's posts.
    patterns: PostPatterns
    #: Families of pages that alone led to posts, and a few pages that were none, by family.
    _leading: set[Shape] = field(default_factory=set)
    _no_posts: dict[Shape, list[str]] = field(default_factory=dict)
    #: Pages that head posts, and lead to the one before or after them, by identity.
    _turning: set[str] = field(default_factory=set)
    #: By pages that were none, by identity, which page named them.
    _led_to_none: dict[str, str] = field(default_factory=dict)

    def was_no_post(self, url: str, named_by: str = "") -> None:
        """Remember a page that was none; it, or others built like it, may be lists all the same.

        So may the page that named it.
        """
        if named_by and len(self._led_to_none) < MOST_ABOVE:
            self._led_to_none[identity_url(url)] = named_by
        few = self._no_posts.setdefault(family(url), [])
        if len(few) < SAMPLE:
            few.append(url)
        if identity_url(url) in self._turning:
            # The week that heads its posts, and leads to the week before it, which may have none.
            self._leading.add(family(url))
        if asks_for_a_time(url) and self.patterns.none_like(url):
            # /?date=20241119 may be the diary of a day; this one is none.
            self._leading.add(family(url))

    def turns(self, url: str) -> None:
        """Remember that the page at `url` heads posts, and leads to its neighbours."""
        if len(self._turning) < MOST_ABOVE:
            self._turning.add(identity_url(url))

    def led_to_a_post(self, url: str) -> None:
        """Remember that the page at `url` led to a post that nobody had named."""
        self._leading.add(family(url))
        # An issue leads to its contents, these to what is in it: both are lists, if no posts.
        above = self._led_to_none.get(identity_url(url))
        if above:
            self._leading.add(family(above))

    def is_like_a_list(self, url: str) -> bool:
        """Return True when pages like the one at `url` led to posts, and none of them was one."""
        # /200405.html: nothing in the address says so, but pages like it led to posts.
        return family(url) in self._leading and self.patterns.none_like(url)

    def take(self) -> dict[Shape, list[str]]:
        """Return the families that proved to be lists since the last call, and a few pages of each.

        The pages were read for their links; where such a list goes on is still to be seen.
        """
        return {shape: self._no_posts.pop(shape) for shape in self._leading & self._no_posts.keys()}
