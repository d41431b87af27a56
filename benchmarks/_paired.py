"""Who is ahead of whom, and by more than chance: a paired bootstrap over the pages.

Pages are drawn anew from those of a data set (as many as it has, some twice, some not at all); on
each draw the figures of both readers are made from the same pages, and their difference is noted.
Where 95 % of the differences lie on one side of nothing, chance is an unlikely reason for it.
With some hundred comparisons a few are bound to look so by chance all the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

Numbers = np.ndarray[Any, np.dtype[np.float64]]

DRAWS = 2000
SEED = 4
#: Fewer pages than this decide nothing: draws from them hardly differ.
FEWEST = 10
ALL = "ALL"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the scorer, as sums over pages and what is made of the sums."""

    title: str
    #: The key that an answer must be able to fill for the figure to mean anything.
    needs: str
    parts: Callable[[dict[str, Any]], tuple[float, ...] | None]
    of_sums: Callable[[Numbers], Numbers]
    less_is_better: bool = False


def _share(key: str) -> Callable[[dict[str, Any]], tuple[float, ...] | None]:
    return lambda page: (float(page[key]), 1.0) if key in page else None


def _counts(key: str) -> Callable[[dict[str, Any]], tuple[float, ...] | None]:
    return lambda page: tuple(map(float, page[key][:3])) if key in page else None


def _shingles(page: dict[str, Any]) -> tuple[float, ...] | None:
    if "shingle" not in page:
        return None
    right, false, missed = page["shingle"]
    given, wanted = right + false, right + missed
    precision, recall = right / given if given else 0.0, right / wanted if wanted else 0.0
    return precision, float(given > 0), recall, float(wanted > 0)


def _ratio(sums: Numbers) -> Numbers:
    return np.divide(sums[:, 0], sums[:, 1])


def _pooled_f1(sums: Numbers) -> Numbers:
    return np.divide(2 * sums[:, 0], 2 * sums[:, 0] + sums[:, 1] + sums[:, 2])


def _body_f1(sums: Numbers) -> Numbers:
    precision, recall = (
        np.divide(sums[:, at], sums[:, at + 1], where=sums[:, at + 1] > 0, out=np.zeros(len(sums)))
        for at in (0, 2)
    )
    both = precision + recall
    return np.divide(2 * precision * recall, both, where=both > 0, out=np.zeros(len(sums)))


FIGURES = (
    Figure("body F1", "body_text", _shingles, _body_f1),
    Figure("snippets F1", "body_text", _counts("seg"), _pooled_f1),
    Figure("title", "title", _share("title"), _ratio),
    Figure("day", "published", _share("date"), _ratio),
    Figure("author F1", "author", _counts("author"), _pooled_f1),
    Figure("author where none", "author", _share("author_spurious"), _ratio, less_is_better=True),
    Figure("tags F1", "tags", _counts("tags"), _pooled_f1),
    Figure("language", "language", _share("language"), _ratio),
    Figure("links F1", "links", _counts("links"), _pooled_f1),
    Figure("images F1", "images", _counts("images"), _pooled_f1),
    Figure("lead image", "lead_image", _share("lead_image"), _ratio),
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure of one data set: ours beside a peer's."""

    dataset: str
    figure: Figure
    peer: str
    ours: float
    theirs: float
    #: Where 95 % of the drawn differences lie; above nothing is better.
    low: float
    high: float
    #: Pages that have the figure at all.
    pages: int

    @property
    def sign(self) -> str:
        """Return + when we are ahead by more than chance, - when behind, else =."""
        if self.pages < FEWEST:
            return "="
        return "+" if self.low > 0 else "-" if self.high < 0 else "="


class Paired:
    """The figures of every page and reader, ready to be drawn from."""

    def __init__(
        self, per_page: Path, datasets: dict[str, str], gives: dict[str, frozenset[str]]
    ) -> None:
        """Take the scorer's `--per-page` file, the pages' data sets, what each reader gives."""
        self.gives = gives
        self.ids = sorted(datasets)
        self.of = {ALL: list(range(len(self.ids)))}
        for place, page in enumerate(self.ids):
            self.of.setdefault(datasets[page], []).append(place)
        self.pages: dict[str, dict[str, dict[str, Any]]] = {}
        with per_page.open(encoding="utf-8") as lines:
            for line in lines:
                page = json.loads(line)
                self.pages.setdefault(page["extractor"], {})[page["id"]] = page
        generator = np.random.default_rng(SEED)
        self.draws = {
            name: generator.multinomial(len(places), [1 / len(places)] * len(places), DRAWS).astype(
                np.float64
            )
            for name, places in self.of.items()
        }

    def compare(self, reader: str, peers: Iterable[str]) -> list[Comparison]:
        """Return every comparison of `reader` with its peers that the pages allow."""
        found = []
        for dataset in [ALL, *sorted(set(self.of) - {ALL})]:
            for figure in FIGURES:
                ours = self._sums(reader, dataset, figure)
                if ours is None:
                    continue
                for peer in peers:
                    theirs = self._sums(peer, dataset, figure)
                    if theirs is not None:
                        found.append(self._comparison(dataset, figure, peer, ours, theirs))
        return found

    def figure(self, reader: str, dataset: str, figure: Figure) -> float | None:
        """Return a figure of a reader; None when it cannot give it or no page asks for it."""
        parts = self._sums(reader, dataset, figure)
        return None if parts is None else _value(figure, parts)

    def _sums(self, reader: str, dataset: str, figure: Figure) -> Numbers | None:
        if figure.needs not in self.gives[reader]:
            return None
        pages = self.pages[reader]
        parts = [figure.parts(pages[self.ids[place]]) for place in self.of[dataset]]
        width = next((len(part) for part in parts if part), 0)
        if not width:
            return None
        return np.array([part or (0.0,) * width for part in parts])

    def _comparison(
        self, dataset: str, figure: Figure, peer: str, ours: Numbers, theirs: Numbers
    ) -> Comparison:
        draws = self.draws[dataset]
        with np.errstate(invalid="ignore", divide="ignore"):
            gain = figure.of_sums(draws @ ours) - figure.of_sums(draws @ theirs)
        if figure.less_is_better:
            gain = -gain
        gain = gain[np.isfinite(gain)]
        low, high = np.quantile(gain, [0.025, 0.975]) if len(gain) else (0.0, 0.0)
        return Comparison(
            dataset,
            figure,
            peer,
            _value(figure, ours),
            _value(figure, theirs),
            float(low),
            float(high),
            int((ours != 0).any(axis=1).sum()),
        )


def _value(figure: Figure, parts: Numbers) -> float:
    with np.errstate(invalid="ignore", divide="ignore"):
        value = float(figure.of_sums(parts.sum(axis=0, keepdims=True))[0])
    return 0.0 if np.isnan(value) else value


def show(paired: Paired, reader: str, peers: Sequence[str]) -> None:
    """Print a table over all pages, one of each data set, and where `reader` is behind."""
    found = paired.compare(reader, peers)
    print(
        f"\n# {reader} against every peer\n\n"
        f"+: {reader} is ahead by more than chance, -: behind, =: neither"
        f" (paired bootstrap over pages, {DRAWS:,} draws, 95 %;"
        f" fewer than {FEWEST} pages decide nothing)."
    )
    for dataset in dict.fromkeys(one.dataset for one in found):
        here = [one for one in found if one.dataset == dataset]
        figures = [f for f in FIGURES if any(one.figure is f for one in here)]
        print(f"\n## {dataset}, {len(paired.of[dataset])} pages\n")
        print("| reader | " + " | ".join(f.title for f in figures) + " |")
        print("|---|" + "---|" * len(figures))
        own = [f"{paired.figure(reader, dataset, f) or 0:.3f}" for f in figures]
        print(f"| {reader} | " + " | ".join(own) + " |")
        for peer in peers:
            cells = {one.figure.title: one for one in here if one.peer == peer}
            texts = [
                f"{cells[f.title].theirs:.3f} {cells[f.title].sign}" if f.title in cells else "-"
                for f in figures
            ]
            print(f"| {peer} | " + " | ".join(texts) + " |")
    behind = [one for one in found if one.sign == "-"]
    print(f"\nBehind by more than chance: {len(behind)} of {len(found)} comparisons.")
    for one in behind:
        print(
            f"- {one.dataset}, {one.figure.title}, {one.peer}: {one.ours:.3f} against"
            f" {one.theirs:.3f} (95 % of the differences {one.low:+.3f} to {one.high:+.3f})"
        )
