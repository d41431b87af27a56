"""A second look at the blocks in doubt: what was found of those around them.

A comment is written like a post, and the first look (signs.py) sees little but the words
themselves. That it stands alone, far below where the post ended, among blocks that are not the
post's, is seen only when all have been looked at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from math import exp, log2, sqrt

from pipelines.readers.blocks.signs import Layout

#: Log odds of what lies beyond the first and the last block.
_BEYOND = -5.0
_BESIDE = (-3, -2, -1, 1, 2, 3)
_AROUND = (2, 5, 12)
_TO_ONE_SIDE = (4, 12)
#: From these log odds on a block is taken for a likely, and for a sure one.
_LIKELY, _SURE = 0.0, 1.5
_FAR = 40.0
#: So much above nought is a block that is rather kept than lost (post_blocks.py).
_LEAN = 0.3
#: Levels of elements around a block that are asked.
_LEVELS = 4


def neighbour_signs(
    layout: Layout, odds: list[float], numbers: Iterable[int]
) -> dict[int, list[float]]:
    """Return, for the blocks of these numbers, what the odds of all blocks say of each."""
    page = _Page(layout, odds)
    return {number: page.signs(number) for number in numbers}


@dataclass(slots=True)
class _Sums:
    """What elements hold: all letters, those likely the post's, those of its main run."""

    size: list[float]
    mass: list[float]
    main: list[float]


class _Page:
    def __init__(self, layout: Layout, odds: list[float]) -> None:
        self.layout = layout
        self.odds = odds
        count = len(odds)
        self.sizes = [size + 3.0 for size in layout.sizes]
        self.masses = [size / (1 + exp(-odd)) for size, odd in zip(self.sizes, odds, strict=True)]
        #: Of the blocks before each, and of all.
        self.size_before = [0.0, *accumulate(self.sizes)]
        self.mass_before = [0.0, *accumulate(self.masses)]
        self.total = self.mass_before[-1] + 1e-6
        self.whole = self.size_before[-1]
        self.first, self.last = self._main_run()
        self.main = max(1e-6, self.mass_before[self.last + 1] - self.mass_before[self.first])
        self.held = self._sums()
        self.meetings = self._meetings()
        self.likes: dict[str, list[float]] = {}
        for size, mass, owner in zip(self.sizes, self.masses, layout.owners, strict=True):
            likes = self.likes.setdefault(layout.kinds[owner], [0.0, 0.0])
            likes[0] += size
            likes[1] += mass
        self.distances = [
            way
            for least in (_LIKELY, _SURE)
            for way in (_since(odds, least), _since(odds[::-1], least)[::-1])
        ]
        self.page = [
            log2(1 + self.total),
            sum(odd > 0 for odd in odds) / count,
            sorted(odds)[-max(1, count // 10)],
            self.total / self.whole,
        ]

    def _main_run(self) -> tuple[int, int]:
        """Return the first and last block of the run that has the most for it."""
        best, run, start = -1.0, 0.0, 0
        first = last = 0
        for number, (size, odd) in enumerate(zip(self.sizes, self.odds, strict=True)):
            if run <= 0:
                run, start = 0.0, number
            run += sqrt(size) * max(-3.0, min(3.0, odd + _LEAN))
            if run > best:
                best, first, last = run, start, number
        return first, last

    def _sums(self) -> _Sums:
        parents = self.layout.parents
        size, mass, main = ([0.0] * len(parents) for _ in range(3))
        for number, owner in enumerate(self.layout.owners):
            size[owner] += self.sizes[number]
            mass[owner] += self.masses[number]
            if self.first <= number <= self.last:
                main[owner] += self.masses[number]
        for element in range(len(parents) - 1, 0, -1):
            above = parents[element]
            if above >= 0:
                size[above] += size[element]
                mass[above] += mass[element]
                main[above] += main[element]
        return _Sums(size, mass, main)

    def _meetings(self) -> list[tuple[int, int, int]]:
        """Return for each element how many levels up half of the main run lies, in which element,
        and the one on the way that is next below. What stands above comes first: one look each."""
        parents, main = self.layout.parents, self.held.main
        meetings: list[tuple[int, int, int]] = []
        for element, above in enumerate(parents):
            if above < 0 or main[element] >= 0.5 * self.main:
                meetings.append((0, element, element))
            else:
                steps, branch, meeting = meetings[above]
                meetings.append((steps + 1, branch if steps else element, meeting))
        return meetings

    def _share(self, start: int, end: int, but: int | None = None) -> float:
        """Return how likely the letters from one block to another are the post's."""
        mass = self.mass_before[end] - self.mass_before[start]
        size = self.size_before[end] - self.size_before[start]
        if but is not None:
            mass -= self.masses[but]
            size -= self.sizes[but]
        return mass / size if size > 1.0 else mass

    def signs(self, number: int) -> list[float]:
        """Return the signs of one block."""
        odds, count = self.odds, len(self.odds)
        signs = [odds[number]]
        for step in _BESIDE:
            other = number + step
            signs.append(odds[other] if 0 <= other < count else _BEYOND)
        signs += [
            self._share(max(0, number - reach), min(count, number + reach + 1), number)
            for reach in _AROUND
        ]
        for reach in _TO_ONE_SIDE:
            signs.append(self._share(max(0, number - reach), number))
            signs.append(self._share(number + 1, min(count, number + reach + 1)))
        signs += (
            self.mass_before[number] / self.total,
            (self.total - self.mass_before[number + 1]) / self.total,
        )
        signs += [way[number] for way in self.distances]
        signs += (self._from_main_run(number), self.main / self.total)
        signs += self._elements(number)
        size, mass = self.sizes[number], self.masses[number]
        sizes, masses = self.likes[self.layout.kinds[self.layout.owners[number]]]
        signs += ((masses - mass) / max(1.0, sizes - size), (sizes - size) / self.whole)
        signs += self.page
        return signs

    def _from_main_run(self, number: int) -> float:
        if number < self.first:
            return float(max(-20, number - self.first))
        return float(min(20, max(0, number - self.last)))

    def _elements(self, number: int) -> list[float]:
        """Return what the elements around a block hold, and where they meet the main run."""
        parents, held = self.layout.parents, self.held
        size, mass = self.sizes[number], self.masses[number]
        signs = []
        element = self.layout.owners[number]
        for _ in range(_LEVELS):
            signs.append((held.mass[element] - mass) / max(1.0, held.size[element] - size))
            signs.append(held.main[element] / self.main)
            element = element if parents[element] < 0 else parents[element]
        steps, branch, meeting = self.meetings[self.layout.owners[number]]
        signs += (
            float(min(12, steps)),
            held.mass[branch] / held.size[branch],
            held.size[branch] / max(1.0, held.size[meeting]),
        )
        return signs


def _since(odds: list[float], least: float) -> list[float]:
    """Return how many blocks ago, for each, one of more than `least` stood."""
    found = []
    since = _FAR
    for odd in odds:
        found.append(since)
        since = 0.0 if odd > least else since + 1 if since < _FAR else _FAR
    return found
