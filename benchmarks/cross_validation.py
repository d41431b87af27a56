"""Fits the weights by which blocks are told from the post's, and scores them on other hosts.

    pip install -r benchmarks/requirements.txt
    python3 run.py bench cross_validation CORPUS [--folds 5] [--dealing WORD] [--whole] [--every N]
                                                 [--write]

Hosts are dealt into folds; each fold is scored by weights fitted on all others (held out) and by
weights fitted on all pages (in sample); what is fitted, and how, is told in _looks.py. The text
scored is that of the blocks kept, before titles and closing lists are cut; with `--whole` also the
body that is read of a page with the odds of other hosts. `--dealing` deals the hosts otherwise, by
any word: what differs by less than dealings do is chance. `--write` stores the weights fitted on
all pages as name_weights.py, block_weights.py and neighbour_weights.py in
pipelines/readers/blocks.
CORPUS is that of extraction.py.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import logging
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks._block_labels import document_of, scorer, seen
from benchmarks._looks import Looks, Page, fold
from benchmarks._written_weights import store_looks
from pipelines.readers.blocks.choice import likely
from pipelines.readers.fields import body

#: Of two, nothing would be left to fit the first look on.
_FEWEST_FOLDS = 3


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
        store_looks(whole)
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


def blocks_text(page: Page, odds: list[float]) -> str:
    """Return the blocks of a page that are kept by these odds, and by nothing else."""
    held = likely(odds, page["layout"].sizes)
    return "\n".join(text for text, yes in zip(page["texts"], held, strict=True) if yes)


def whole_text(corpus: Path, row: dict[str, Any], odds: list[float]) -> str:
    """Return the body that is read of a page whose blocks have these odds."""
    document = document_of(corpus, row)
    document.odds = odds
    return body.body_text(document) or ""


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


if __name__ == "__main__":
    raise SystemExit(main())
