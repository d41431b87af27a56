"""Fits the weights by which blocks are told from the post's, and scores them on other hosts.

    pip install -r benchmarks/requirements.txt
    python3 run.py bench cross_validation CORPUS [--folds 5] [--dealing WORD] [--whole] [--every N]
                                                 [--write]

Hosts are dealt into folds; each fold is scored by weights fitted on all others (held out) and by
weights fitted on all pages (in sample). What is fitted are the weights of names, of the signs of
a block, and of those of its neighbours: the last learn from odds of hosts that the second were
not fitted on, and a page never from the names of its own site. The text scored is that of the
blocks kept, before titles and closing lists are cut; with `--whole` also the body that is read of
a page with the odds of other hosts. `--dealing` deals the hosts otherwise, by any word: what
differs by less than dealings do is chance. `--write` stores the weights fitted on all pages as
name_weights.py, block_weights.py and neighbour_weights.py in pipelines/readers/blocks.
CORPUS is that of extraction.py.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib.util
import json
import logging
import math
import textwrap
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks import extraction
from pipelines.readers.blocks.choice import likely
from pipelines.readers.blocks.names import name_signs
from pipelines.readers.blocks.neighbours import neighbour_signs
from pipelines.readers.blocks.post_blocks import CLEAR, is_doubtful, known_of, second_signs
from pipelines.readers.blocks.signs import signs_of
from pipelines.readers.document import Document
from pipelines.readers.fields import body

READERS = Path(__file__).resolve().parent.parent / "pipelines" / "readers" / "blocks"
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
#: Of two, nothing would be left to fit the first look on.
_FEWEST_FOLDS = 3
#: The second look.
FITTING_AGAIN = {**FITTING, "learning_rate": 0.06}
TREES_AGAIN = 80
#: After so many trees each, a clear case is left.
STAGE = 20
Page = dict[str, Any]
#: A page whose blocks hold less of the gold than this teaches nothing: its body is elsewhere.
_FOUND = 0.5
#: A name of fewer sites may be that of one, or chance.
_SITES = 5
#: The share of the words of a page that is the post, and how much of a page it takes to differ.
_USUAL, _SLOW = 0.45, 60.0
#: No site says more than so much of a page about a name.
_MOST = 150.0
#: In tenths. A name that says less is not kept.
_TELLING = 3


def main() -> int:
    """Fit, score and print; 0 when it was done."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--dealing", default="", help="a word that deals the hosts otherwise")
    parser.add_argument("--whole", action="store_true", help="read pages whole, too")
    parser.add_argument("--every", type=int, default=1, help="read each Nth page only")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--write", action="store_true", help="store the weights of all pages")
    options = parser.parse_args()
    for package in ("lightgbm", "numpy", "rapidfuzz"):
        if importlib.util.find_spec(package) is None:
            parser.error(f"{package} is not there: pip install -r benchmarks/requirements.txt")
    if options.folds < _FEWEST_FOLDS:
        parser.error("--folds takes 3 or more: each fold is fitted by others of the rest")
    logging.disable(logging.ERROR)
    with (options.corpus / "gold.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    rows = [row for row in rows if {"body_text", "body_with"} & row["gold"].keys()]
    with ProcessPoolExecutor(options.processes) as pool:
        read = pool.map(partial(seen, options.corpus), rows[:: options.every], chunksize=8)
        pages = [page for page in read if page["signs"]]
    for page in pages:
        page["host"] = options.dealing + page["host"]
    score = scorer(options.corpus)
    whole = Looks(pages, options.folds)
    if options.write:
        whole.store()
    print_scores(score, "in sample", pages, [blocks_text(page, whole.odds(page)) for page in pages])
    if options.folds > 1:
        odds: list[Any] = [None] * len(pages)
        for number in range(options.folds):
            looks = Looks(
                [page for page in pages if fold(page, options.folds) != number], options.folds
            )
            for place, page in enumerate(pages):
                if fold(page, options.folds) == number:
                    odds[place] = looks.odds(page)
        name = f"held out, {options.folds} folds of hosts"
        print_scores(score, name, pages, list(map(blocks_text, pages, odds)))
        if options.whole:
            rows = [page["row"] for page in pages]
            with ProcessPoolExecutor(options.processes) as pool:
                texts = [*pool.map(partial(whole_text, options.corpus), rows, odds, chunksize=8)]
            print_scores(score, f"{name}, read whole", pages, texts)
    return 0


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

    def store(self) -> None:
        """Write what was fitted as the modules that the readers load."""
        store_names(self.names)
        store(
            self.first,
            "block_weights",
            "for the signs of one block (signs.py, names.py)",
        )
        store(
            self.second,
            "neighbour_weights",
            "for the second look at a block\n(post_blocks.second_signs)",
        )


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


def scorer(corpus: Path) -> ModuleType:
    """Return the scorer that comes with the corpus."""
    spec = importlib.util.spec_from_file_location("score", corpus / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def fold(page: dict[str, Any], folds: int) -> int:
    """Return the fold of a page: all pages of a host are in one."""
    return int(hashlib.md5(page["host"].encode()).hexdigest(), 16) % folds


def seen(corpus: Path, row: dict[str, Any]) -> dict[str, Any]:
    """Return the blocks of a page with their signs, what they are, and how much they weigh."""
    score = scorer(corpus)
    markup = gzip.decompress((corpus / row["html"]).read_bytes())
    document = Document(extraction.page_of(row, markup))
    blocks = document.blocks
    signs, layout = signs_of(blocks, known_of(document, body.declared(document)))
    texts = [block.text for block in blocks]
    if "body_text" in row["gold"]:
        labels, weights = labelled(score, texts, row["gold"]["body_text"])
    else:
        labels, weights = by_snippets(score, texts, row["gold"])
    host = score.host_of(row["url"] or "") or row["id"]
    return {
        "row": row,
        "host": host,
        # A host without a dot is none: the set gives it to pages whose address is not known.
        "site": host if "." in host else row["id"],
        "signs": signs,
        "layout": layout,
        "texts": texts,
        "labels": labels,
        "weights": weights,
    }


def blocks_text(page: Page, odds: list[float]) -> str:
    """Return the blocks of a page that are kept by these odds, and by nothing else."""
    held = likely(odds, page["layout"].sizes)
    return "\n".join(text for text, yes in zip(page["texts"], held, strict=True) if yes)


def whole_text(corpus: Path, row: dict[str, Any], odds: list[float]) -> str:
    """Return the body that is read of a page whose blocks have these odds."""
    markup = gzip.decompress((corpus / row["html"]).read_bytes())
    document = Document(extraction.page_of(row, markup))
    document.odds = odds
    return body.body_text(document) or ""


def labelled(score: ModuleType, texts: list[str], gold: str) -> tuple[list[float], list[float]]:
    """Return which blocks are in `gold`, in its order, and the part of the page each is."""
    from rapidfuzz.distance import LCSseq

    wanted = score.tokens(gold)
    parts = [score.tokens(text) for text in texts]
    words = [word for part in parts for word in part]
    numbers: dict[str, int] = {}
    left, right = ([numbers.setdefault(w, len(numbers)) for w in side] for side in (words, wanted))
    hit = [False] * len(words)
    for step in LCSseq.opcodes(left, right):
        if step.tag == "equal":
            hit[step.src_start : step.src_end] = [True] * (step.src_end - step.src_start)
    known = score.shingles(wanted)
    found, at = [], 0
    for part in parts:
        share = sum(hit[at : at + len(part)]) / max(1, len(part))
        at += len(part)
        if len(part) >= 8:  # the words of a chance likeness are there, but not side by side
            own = score.shingles(part)
            same = sum((own & known).values()) / sum(own.values())
            share = same if same <= 0.3 else max(share, same)
        found.append(float(share > 0.5))
    held = sum(len(part) for part, label in zip(parts, found, strict=True) if label)
    if held < _FOUND * len(wanted):
        return found, [0.0] * len(found)
    size = max(50, len(wanted))
    return found, [min(60.0, 100 * (len(part) + 3) / size) for part in parts]


def by_snippets(
    score: ModuleType, texts: list[str], gold: dict[str, Any]
) -> tuple[list[float], list[float]]:
    """Return the blocks that snippets tell of; the others weigh nothing."""
    labels, weights = [], []
    inside = [score.squash(text) for text in gold.get("body_with", ())]
    outside = [score.squash(text) for text in gold.get("body_without", ())]
    for text in texts:
        known = len(text) >= 3
        is_in = known and any(s and (s in text or (len(text) > 25 and text in s)) for s in inside)
        is_out = known and any(s and s in text and len(s) > 0.3 * len(text) for s in outside)
        labels.append(float(is_in))
        weights.append(2.0 + min(len(score.tokens(text)), 40) / 5 if is_in or is_out else 0.0)
    return labels, weights


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


def print_scores(
    score: ModuleType, name: str, pages: list[dict[str, Any]], texts: list[str]
) -> None:
    """Print what the texts of the pages are worth, by data set."""
    groups = defaultdict(list)
    for page, text in zip(pages, texts, strict=True):
        figures = score.score_page(page["row"], {"body_text": text})
        figures = {
            key: figures[key] for key in ("shingle", "exact", "word", "seg") if key in figures
        }
        for group in ("ALL", page["row"]["dataset"]):
            groups[group].append(figures)
    print(f"\n## {name}\n\n| pages | body F1 | precision | recall | snippets F1 |")
    print("|---|---|---|---|---|")
    for group in ["ALL", *sorted(groups.keys() - {"ALL"})]:
        row = score.summarise(groups[group])
        keys = ("body_f1", "body_p", "body_r", "seg_f1")
        print(
            f"| {group} | " + " | ".join(score.cell(row.get(key)) for key in keys) + " |",
            flush=True,
        )


def store_names(names: Names) -> None:
    """Write the weights of names as a module, those of one weight together."""
    weigh = names.without(None)
    alike = defaultdict(list)
    for name in sorted(names.total):
        weight = weigh(name)
        if weight is not None:
            alike[round(10 * weight)].append(name)
    parts = [
        '"""The weights of names.py, written by benchmarks/cross_validation.py --write."""',
        "# fmt: off",
        "#: Log odds in tenths -> the parts of names that have them.",
        "_ALIKE = {",
    ]
    for tenths, found in sorted(alike.items()):
        parts.append(f'    {tenths}: """\n{_folded(" ".join(found))}\n    """,')
    parts += [
        "}",
        "WEIGHTS = {",
        "    name: tenths / 10 for tenths, names in _ALIKE.items() for name in names.split()",
        "}",
    ]
    (READERS / "name_weights.py").write_text("\n".join(parts) + "\n", encoding="utf-8")


def store(model: Any, name: str, what_for: str) -> None:
    """Write the forest as the module that the readers load."""

    def written(node: dict[str, Any]) -> str:
        if "leaf_value" in node:
            return f"{node['leaf_value']:.3g}"
        low, high = written(node["left_child"]), written(node["right_child"])
        # No number has a space before its sign, so that lines break between words alone.
        return f"({low} if s{node['split_feature']} <= {node['threshold']:.5g} else {high})"

    trees = [written(tree["tree_structure"]) for tree in model.dump_model()["tree_info"]]
    write_forest(trees, model.num_feature(), name, what_for)


def write_forest(trees: list[str], signs: int, name: str, what_for: str) -> None:
    """Write trees, each an expression of the signs s0, s1, ..., as one function."""
    # Local names: to ask a list for its nth takes half as long again.
    unpacked = textwrap.fill(
        ", ".join(f"s{number}" for number in range(signs)),
        95,
        initial_indent="        ",
        subsequent_indent="        ",
    )
    parts = [
        '"""The weights of post_blocks.py, written by benchmarks/cross_validation.py --write.',
        f"The function adds up decision trees {what_for}.",
        '"""',
        "# fmt: off",
        "# ruff: noqa",
        "def weigh(signs: list[float], clear: float) -> float:",
        '    """Return the sum of the trees, or of the first of them where it is clear."""',
        f"    (\n{unpacked},\n    ) = signs",
    ]
    for start in range(0, len(trees), STAGE):
        body = _folded("\n+ ".join(trees[start : start + STAGE]))
        parts.append(f"    odds {'+=' if start else '='} (\n{body}\n    )")
        if start + STAGE < len(trees):
            parts.append("    if not -clear < odds < clear:\n        return odds")
    parts.append("    return odds")
    text = "\n".join(parts)
    for blank in ("\nThe function", "\n# fmt", "\n# ruff", "\ndef weigh"):
        text = text.replace(blank, f"\n{blank}", 1)
    (READERS / f"{name}.py").write_text(text + "\n", encoding="utf-8")


def _folded(text: str) -> str:
    return "\n".join(
        textwrap.fill(line, 99, break_on_hyphens=False, break_long_words=False)
        for line in text.split("\n")
    )


if __name__ == "__main__":
    raise SystemExit(main())
