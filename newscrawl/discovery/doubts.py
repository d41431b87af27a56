"""Doubts: candidates that may be no posts are parked, while a sample of each family is read."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from newscrawl.discovery.catalogue import Candidate
from newscrawl.discovery.shapes import SAMPLE, Shape, family


@dataclass(slots=True)
class Doubts:
    """The candidates that nothing recommends and nothing condemns, by family.

    All of them are in the archive; here are the few that may be read next.
    """

    #: How many may be read in all; None while no source is complete: then any may be a post.
    budget: int | None = None
    _waiting: dict[Shape, list[Candidate]] = field(default_factory=lambda: defaultdict(list))
    _sizes: Counter[Shape] = field(default_factory=Counter)
    _sampled: dict[Shape, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, candidate: Candidate, *, view: Shape = ()) -> None:
        """Let a candidate wait with its family, or with what other posts lead to as `view`."""
        shape = view or family(candidate.url)
        self._sizes[shape] += 1
        if len(self._waiting[shape]) < SAMPLE:
            self._waiting[shape].append(candidate)

    def holds_many_like(self, url: str) -> bool:
        """Return True when addresses built like `url` wait already, more than a sample of them."""
        return self._sizes[family(url)] >= SAMPLE

    def is_sampled(self, url: str) -> bool:
        """Return True when as many like `url` were read as are, and it was not."""
        return self._sampled[family(url)] >= SAMPLE

    def sample(self) -> list[Candidate]:
        """Return the candidates to read now: a few of each family, of the largest first."""
        chosen: list[Candidate] = []
        for shape, waiting in sorted(self._waiting.items(), key=lambda one: -self._sizes[one[0]]):
            while waiting and self._sampled[shape] < SAMPLE and self._has_room():
                self._sampled[shape] += 1
                self._sizes[shape] -= 1
                chosen.append(waiting.pop(0))
        return chosen

    def reconsider(self) -> int:
        """Forget who waits, to be judged anew by what the samples proved; return how many did."""
        waiting = self._sizes.total()
        self._waiting.clear()
        self._sizes.clear()
        if self.budget is None:
            self._sampled.clear()
        return waiting

    def _has_room(self) -> bool:
        return self.budget is None or sum(self._sampled.values()) < self.budget
