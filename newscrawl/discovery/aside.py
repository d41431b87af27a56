"""What is put aside by what a few like it proved to be, and the few of the rest that are tried.

Those that were read first are the newest: what they were, older ones need not be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from newscrawl.discovery.catalogue import Candidate
from newscrawl.discovery.page_numbers import number_of
from newscrawl.discovery.shapes import SAMPLE, Shape


@dataclass(slots=True)
class Aside:
    """Candidates that are not read, by what they have in common: `most` of each name."""

    most: int = SAMPLE
    _few: dict[Shape, list[Candidate]] = field(default_factory=lambda: defaultdict(list))
    _tried: set[Shape] = field(default_factory=set)

    def put(self, name: Shape, candidate: Candidate) -> None:
        """Remember one of those that are not read: the last of a list, and any of the others.

        Identities are hashes: the lowest are any.
        """
        few = self._few[name]
        if all(one.identity != candidate.identity for one in few):
            few.append(candidate)
        if len(few) > self.most:
            few.sort(key=lambda one: one.identity)
            few.remove(next(one for one in reversed(few) if one is not max(few, key=_depth)))

    def to_try(self) -> list[Candidate]:
        """Return the few of each name that are read before the rest is left; each time others."""
        names = [name for name in self._few if name not in self._tried]
        self._tried.update(names)
        return [one for name in names for one in self._few[name]]

    def proved(self, posts: Collection[Shape]) -> set[Shape]:
        """Return, once, the names that were put aside and are among those of `posts`."""
        names = {name for name in self._few if name in posts}
        for name in names:
            del self._few[name]
        return names


def _depth(candidate: Candidate) -> tuple[int, int]:
    """Return on which page of a list one stands, and where on it."""
    first = candidate.entries[0]
    return number_of(first.found_in or ""), first.position or 0
