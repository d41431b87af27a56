"""Fits the weights by which blocks are told from the post's, and scores them on other hosts.

    pip install -r benchmarks/requirements.txt
    python3 run.py bench cross_validation CORPUS [--folds 5] [--every N] [--write]

Hosts are dealt into folds; each fold is scored by weights fitted on all others (held out) and by
weights fitted on all pages (in sample). The text scored is that of the blocks kept, before titles
and closing lists are cut. `--write` stores the weights fitted on all pages as
pipelines/readers/block_weights.py. CORPUS is that of extraction.py.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib.util
import json
import logging
import textwrap
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks import extraction
from pipelines.readers.block_signs import signs_of
from pipelines.readers.document import Document
from pipelines.readers.fields import body
from pipelines.readers.post_blocks import _ODDS, known_of

WEIGHTS = Path(__file__).resolve().parent.parent / "pipelines" / "readers" / "block_weights.py"
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
#: So many trees in one function; after each, a clear case is left.
STAGE = 20
#: A page whose blocks hold less of the gold than this teaches nothing: its body is elsewhere.
_FOUND = 0.5


def main() -> int:
    """Fit, score and print; 0 when it was done."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--every", type=int, default=1, help="read each Nth page only")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--write", action="store_true", help="store the weights of all pages")
    options = parser.parse_args()
    logging.disable(logging.ERROR)
    with (options.corpus / "gold.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    rows = [row for row in rows if {"body_text", "body_with"} & row["gold"].keys()]
    with ProcessPoolExecutor(options.processes) as pool:
        read = pool.map(partial(seen, options.corpus), rows[:: options.every], chunksize=8)
        pages = [page for page in read if page["signs"]]
    score = scorer(options.corpus)
    whole = fit(pages)
    if options.write:
        store(whole)
    print_scores(
        score, "in sample", pages, [whole.predict(p["signs"], raw_score=True) for p in pages]
    )
    if options.folds > 1:
        odds: list[Any] = [None] * len(pages)
        for number in range(options.folds):
            model = fit([page for page in pages if fold(page, options.folds) != number])
            for place, page in enumerate(pages):
                if fold(page, options.folds) == number:
                    odds[place] = model.predict(page["signs"], raw_score=True)
        print_scores(score, f"held out, {options.folds} folds of hosts", pages, odds)
    return 0


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
    signs = signs_of(blocks, known_of(document, body.declared(document)))
    texts = [block.text for block in blocks]
    if "body_text" in row["gold"]:
        labels, weights = labelled(score, texts, row["gold"]["body_text"])
    else:
        labels, weights = by_snippets(score, texts, row["gold"])
    return {
        "row": row,
        "host": score.host_of(row["url"] or "") or row["id"],
        "signs": signs,
        "texts": texts,
        "labels": labels,
        "weights": weights,
    }


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


def fit(pages: list[dict[str, Any]]) -> Any:
    """Return the forest fitted on `pages`."""
    import lightgbm
    import numpy

    signs = numpy.concatenate([numpy.array(p["signs"], numpy.float32) for p in pages])
    labels = numpy.concatenate([p["labels"] for p in pages])
    weights = numpy.concatenate([p["weights"] for p in pages])
    some = weights > 0
    data = lightgbm.Dataset(signs[some], labels[some], weight=weights[some])
    return lightgbm.train(FITTING, data, TREES)


def print_scores(
    score: ModuleType, name: str, pages: list[dict[str, Any]], odds: list[Any]
) -> None:
    """Print what the blocks kept are worth, by data set."""
    groups = defaultdict(list)
    for page, weighed in zip(pages, odds, strict=True):
        kept = [text for text, odd in zip(page["texts"], weighed, strict=True) if odd > _ODDS]
        figures = score.score_page(page["row"], {"body_text": "\n".join(kept)})
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


def store(model: Any) -> None:
    """Write the forest as the module that the readers load: a function for each few trees."""

    def written(node: dict[str, Any]) -> str:
        if "leaf_value" in node:
            return f"{node['leaf_value']:.3g}"
        low, high = written(node["left_child"]), written(node["right_child"])
        # No number has a space before its sign, so that lines break between words alone.
        return f"({low} if s[{node['split_feature']}] <= {node['threshold']:.5g} else {high})"

    trees = [written(tree["tree_structure"]) for tree in model.dump_model()["tree_info"]]
    parts = [
        '"""The weights of post_blocks.py, written by benchmarks/cross_validation.py --write.',
        "Each function adds up a few decision trees for the signs of one block (block_signs.py).",
        '"""',
        "# fmt: off",
        "# ruff: noqa",
        "from collections.abc import Callable",
    ]
    names = []
    for start in range(0, len(trees), STAGE):
        names.append(f"stage_{start // STAGE + 1}")
        body = "\n+ ".join(trees[start : start + STAGE])
        parts.append(
            f"def {names[-1]}(s: list[float]) -> float:\n    return (\n{_folded(body)}\n    )"
        )
    stages = ", ".join(names)
    parts.append(f"STAGES: tuple[Callable[[list[float]], float], ...] = ({stages})")
    WEIGHTS.write_text("\n\n".join(parts).replace('\n\n"', '\n"') + "\n", encoding="utf-8")


def _folded(text: str) -> str:
    return "\n".join(
        textwrap.fill(line, 99, break_on_hyphens=False, break_long_words=False)
        for line in text.split("\n")
    )


if __name__ == "__main__":
    raise SystemExit(main())
