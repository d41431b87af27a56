"""The two looks at a block, fitted on pages whose blocks are labelled.

What is fitted are the weights of names, of the signs of a block, and of those of its neighbours:
the last learn from odds of hosts that the second were not fitted on, and a page never from the
names of its own site.
"""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from pipelines.readers.blocks.names import name_signs
from pipelines.readers.blocks.neighbours import neighbour_signs
from pipelines.readers.blocks.post_blocks import CLEAR, is_doubtful, second_signs

FITTING = {
    "objective": "binary",
    "learning_rate": 0.08,
    "num_leaves": 15,
    "min_data_in_leaf": 80,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5,
    "max_bin": 63,
    "num_threads": 1,
    "verbose": -1,
    "seed": 4,
}
TREES = 120
#: The second look.
FITTING_AGAIN = {**FITTING, "learning_rate": 0.06}
TREES_AGAIN = 80
Page = dict[str, Any]
#: A name of fewer sites may be that of one, or chance.
_SITES = 5
#: The share of the words of a page that is the post, and how much of a page it takes to differ.
_USUAL, _SLOW = 0.45, 60.0
#: No site says more than so much of a page about a name.
_MOST = 150.0
#: In tenths. A name that says less is not kept.
_TELLING = 3


class Names:
    """How often the parts of names stand around the post, and around something else."""

    def __init__(self, pages: list[Page]) -> None:
        self.sites: dict[str, dict[str, list[float]]] = defaultdict(dict)
        for page in pages:
            self._count(page)
        #: For, against, and in how many sites.
        self.total: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
        for sums in self.sites.values():
            for name, pair in sums.items():
                part = min(1.0, _MOST / sum(pair))
                pair[:] = pair[0] * part, pair[1] * part
                total = self.total[name]
                total[:] = total[0] + pair[0], total[1] + pair[1], total[2] + 1

    def _count(self, page: Page) -> None:
        sums, layout = self.sites[page["site"]], page["layout"]
        around: list[frozenset[str]] = []
        for parent, names in zip(layout.parents, layout.names, strict=True):
            around.append((around[parent] if parent >= 0 else frozenset()) | set(names))
        labels = zip(layout.owners, page["labels"], page["weights"], strict=True)
        for owner, label, weight in labels:
            if weight > 0:
                for name in around[owner]:
                    sums.setdefault(name, [0.0, 0.0])[0 if label else 1] += weight

    def without(self, site: str | None) -> Callable[[str], float | None]:
        """Return what weighs a name by all sites but one: a page must not know itself."""
        own = self.sites.get(site or "", {})

        def weigh(name: str) -> float | None:
            if name not in self.total:
                return None
            inside, outside, sites = self.total[name]
            if name in own:
                inside, outside = inside - own[name][0], outside - own[name][1]
                sites -= 1
            if sites < _SITES:
                return None
            share = (max(0.0, inside) + _SLOW * _USUAL) / (max(0.0, outside) + _SLOW * (1 - _USUAL))
            tenths = round(10 * math.log(share * (1 - _USUAL) / _USUAL))
            return tenths / 10 if abs(tenths) >= _TELLING else None

        return weigh


class Looks:
    """The two looks at a block, fitted on pages."""

    def __init__(self, pages: list[Page], folds: int) -> None:
        import numpy

        self.names = Names(pages)
        for page in pages:
            page["said"] = name_signs(page["layout"], self.names.without(page["site"]))
            page["seen"] = numpy.hstack([page["signs"], numpy.array(page["said"], numpy.float32)])
        everything = [numpy.ones(len(page["texts"]), bool) for page in pages]
        rows = [page["seen"] for page in pages]
        apart: list[Any] = [None] * len(pages)
        for number in {fold(page, folds) for page in pages}:
            others = [place for place, page in enumerate(pages) if fold(page, folds) != number]
            model = fit(
                [pages[place] for place in others],
                [rows[place] for place in others],
                [everything[place] for place in others],
            )
            for place, page in enumerate(pages):
                if fold(page, folds) == number:
                    apart[place] = first_odds(model, page)
        self.first = fit(pages, rows, everything)
        again = [second_rows(page, odds) for page, odds in zip(pages, apart, strict=True)]
        doubtful = [numpy.array([*map(is_doubtful, odds)], bool) for odds in apart]
        self.second = fit(pages, again, doubtful, FITTING_AGAIN, TREES_AGAIN)

    def odds(self, page: Page) -> list[float]:
        """Return the odds of the blocks of a page as readers find them."""
        import numpy

        page["said"] = name_signs(page["layout"], self.names.without(None))
        page["seen"] = numpy.hstack([page["signs"], numpy.array(page["said"], numpy.float32)])
        odds = first_odds(self.first, page)
        again = self.second.predict(second_rows(page, odds), raw_score=True)
        return [
            float(late) if is_doubtful(early) else early
            for early, late in zip(odds, again, strict=True)
        ]


def first_odds(model: Any, page: Page) -> list[float]:
    """Return the odds of the blocks of a page at the first look."""
    odds = model.predict(page["seen"], raw_score=True)
    return [max(-CLEAR, min(CLEAR, float(odd))) for odd in odds]


def second_rows(page: Page, odds: list[float]) -> Any:
    """Return the signs of all blocks of a page for the second look."""
    import numpy

    beside = neighbour_signs(page["layout"], odds, range(len(odds)))
    return numpy.array(
        [
            second_signs(beside[number], row, names)
            for number, (row, names) in enumerate(zip(page["signs"], page["said"], strict=True))
        ],
        numpy.float32,
    )


def fold(page: dict[str, Any], folds: int) -> int:
    """Return the fold of a page: all pages of a host are in one."""
    return int(hashlib.md5(page["host"].encode()).hexdigest(), 16) % folds


def fit(
    pages: list[Page],
    rows: list[Any],
    which: list[Any],
    fitting: dict[str, Any] = FITTING,
    trees: int = TREES,
) -> Any:
    """Return the forest fitted on those blocks of `pages`, with the signs of `rows`."""
    import lightgbm
    import numpy

    signs = numpy.concatenate(rows)
    labels = numpy.concatenate([page["labels"] for page in pages])
    weights = numpy.concatenate([page["weights"] for page in pages])
    some = (weights > 0) & numpy.concatenate(which)
    data = lightgbm.Dataset(signs[some], labels[some], weight=weights[some])
    return lightgbm.train(fitting, data, trees)
