"""Doubts: candidates that may be no posts wait here, while a sample of each family is read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from newscrawl.discovery.catalogue import Candidate
from newscrawl.discovery.posts import SAMPLE, Shape, family


@dataclass(slots=True)
class Doubts:
    """The candidates that nothing recommends and nothing condemns, by family."""

    #: How many may be read in all; None while no source is complete: then any may be a post.
    budget: int | None = None
    _waiting: dict[Shape, list[Candidate]] = field(default_factory=lambda: defaultdict(list))
    _sampled: dict[Shape, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, candidate: Candidate) -> None:
        """Let a candidate wait with its family."""
        self._waiting[family(candidate.url)].append(candidate)

    def sample(self) -> list[Candidate]:
        """Return the candidates to read now: a few of each family, of the largest first."""
        chosen: list[Candidate] = []
        for shape, waiting in sorted(self._waiting.items(), key=lambda item: -len(item[1])):
            while waiting and self._sampled[shape] < SAMPLE and self._has_room():
                self._sampled[shape] += 1
                chosen.append(waiting.pop(0))
        return chosen

    def reconsidered(self) -> list[Candidate]:
        """Return all that wait, to be judged anew by what the samples proved to be."""
        found = [candidate for waiting in self._waiting.values() for candidate in waiting]
        self._waiting.clear()
        if self.budget is None:
            self._sampled.clear()
        return found

    def _has_room(self) -> bool:
        return self.budget is None or sum(self._sampled.values()) < self.budget
