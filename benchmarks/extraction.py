"""How well, and how dearly, pages are read: read_post beside plain trafilatura, in one run.

    python3 run.py bench extraction CORPUS [--processes 2] [--every 4] [--dataset NAME]
                                           [--halves] [--peers [--keep FOLDER]]

With --halves the figures are printed for all pages and for each half of the hosts: a rule is
found by looking at the failures of half A alone, and stays when half B gains by it too.
--peers reads with every peer of benchmarks/requirements.txt too and says on which field of which
data set newscrawl is ahead or behind by more than chance. With --keep their answers are kept in
FOLDER: a second run asks only newscrawl and trafilatura, and needs no peer installed.

CORPUS is a folder with `gold.jsonl`, gzipped pages and `score.py`; without it, the folder
`benchmarks/extraction` below the one that NEWSCRAWL_SHARED named. CPU milliseconds are
medians and means over the same pages in the same processes: compare them within one run only.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks._paired import Paired, show
from benchmarks._peers import PEERS, answer_of, is_there, keep, kept_answers
from pipelines.items import Fetch, Page
from pipelines.readers.post import read_post
from pipelines.record import RECORD_KEYS, post_record

Row = dict[str, Any]

OURS = "newscrawl"
#: Asked again in every run: its CPU time is the one that ours is held against.
BESIDE = "trafilatura"


def page_of(row: Row, body: bytes) -> Page:
    """Return a page of the corpus as if it had been fetched."""
    fetch = Fetch(
        url=row["url"] or "http://unknown.invalid/",
        final_url=row["url"] or "http://unknown.invalid/",
        content_type=f"text/html; charset={row['charset']}" if row.get("charset") else "text/html",
        fetched_at=datetime.now(UTC),
    )
    return Page(fetch=fetch, body=body, site="")


def read_ours(row: Row, body: bytes) -> Row:
    """Return the record that newscrawl makes of a page."""
    post = read_post(page_of(row, body))
    lead = post.lead_image
    return {
        **post_record(post),
        # The gold holds addresses as pages show them, the record those that last: each picture
        # is named by the first, and the one that leads by either.
        "images": [{"url": image.observed_url, "alt": image.alt} for image in post.images],
        "lead_image": [lead.observed_url, lead.url] if lead else None,
        "kind": post.kind,
    }


def measure(task: tuple[str, Row, tuple[str, ...]]) -> dict[str, Row]:
    """Return the answers about one page by reader, each with its CPU seconds."""
    corpus, row, names = task
    body = gzip.decompress((Path(corpus) / row["html"]).read_bytes())
    found: dict[str, Row] = {}
    for name in names:
        started = time.process_time()
        record = read_ours(row, body) if name == OURS else answer_of(name, row, body)
        spent = time.process_time() - started
        found[name] = {"id": row["id"], **record, "cpu_seconds": spent}
    return found


def read_all(
    corpus: Path, rows: list[Row], names: tuple[str, ...], options: argparse.Namespace
) -> list[dict[str, Row]]:
    """Return the answers about all pages, those of peers from the kept ones where there are any."""
    kept = {name: kept_answers(options.keep, name) for name in names if name not in (OURS, BESIDE)}
    tasks = [
        (str(corpus), row, tuple(n for n in names if row["id"] not in kept.get(n, {})))
        for row in rows
    ]
    logging.disable(logging.CRITICAL)
    with ProcessPoolExecutor(options.processes, initializer=be_quiet) as pool:
        found = list(pool.map(measure, tasks, chunksize=4))
    for name, before in kept.items():
        asked = {
            row["id"]: page[name] for row, page in zip(rows, found, strict=True) if name in page
        }
        if asked and options.keep:
            keep(options.keep, name, [*before.values(), *asked.values()])
        for row, page in zip(rows, found, strict=True):
            page[name] = asked.get(row["id"]) or before[row["id"]]
    return found


def be_quiet() -> None:
    """Let nothing that a peer has to say be printed among the tables."""
    logging.disable(logging.CRITICAL)
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)


def rows_of(corpus: Path, options: argparse.Namespace) -> Iterator[Row]:
    """Yield the pages asked for."""
    with (corpus / "gold.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    rows = [row for row in rows if not options.dataset or row["dataset"] in options.dataset]
    if options.only_body:
        rows = [row for row in rows if {"body_text", "body_with"} & row["gold"].keys()]
    yield from rows[:: options.every]


def half_of(row: Row) -> str:
    """Return the half, A or B, in which the host of a page lies; pages without one by their own."""
    host = (urlsplit(row["url"] or "").hostname or "").removeprefix("www.")
    # A host without a dot is none: the set gives it to pages whose address is not known.
    key = host if "." in host else row["id"]
    return "AB"[hashlib.sha256(key.encode()).digest()[0] & 1]


def score(corpus: Path, folder: Path, names: tuple[str, ...], found: list[dict[str, Row]]) -> None:
    """Print the scorer's tables of these results."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, str(corpus / "score.py"), "--only-predicted"]
    command += ["--corpus", str(corpus), "--per-page", str(folder / "pages.jsonl")]
    for name in names:
        path = folder / f"{name}.jsonl"
        with path.open("w", encoding="utf-8") as out:
            for result in found:
                out.write(json.dumps(result[name], ensure_ascii=False, default=str) + "\n")
        command += ["--predictions", f"{name}={path}"]
    subprocess.run(command, check=True)


def main() -> int:
    """Read, score, print; 0 when all pages were read."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    shared = os.environ.get("NEWSCRAWL_SHARED", "")
    default = Path(shared) / "benchmarks" / "extraction" if shared else None
    parser.add_argument("corpus", nargs="?", type=Path, default=default)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--every", type=int, default=1, help="read each Nth page only")
    parser.add_argument("--dataset", action="append")
    parser.add_argument("--only-body", action="store_true", help="only pages with a known body")
    parser.add_argument("--reader", action="append", choices=[OURS, *PEERS])
    parser.add_argument("--halves", action="store_true", help="print each half of the hosts too")
    parser.add_argument("--peers", action="store_true", help="read with every peer")
    parser.add_argument("--keep", type=Path, help="folder that keeps the peers' answers")
    parser.add_argument("--out", type=Path, help="folder for the predictions")
    options = parser.parse_args()
    if options.corpus is None or not (options.corpus / "gold.jsonl").is_file():
        parser.error("name the corpus folder, or set NEWSCRAWL_SHARED")
    names = tuple(options.reader or ((OURS, *PEERS) if options.peers else (OURS, BESIDE)))
    for name in names:
        if name != OURS and not is_there(name) and not kept_answers(options.keep, name):
            parser.error(f"{name} is not there: pip install -r benchmarks/requirements.txt")
    rows = list(rows_of(options.corpus, options))
    results = read_all(options.corpus, rows, names, options)
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.out or Path(temporary)
        score(options.corpus, folder, names, results)
        for half in "AB" if options.halves else "":
            print(f"\n# Half {half} of the hosts", flush=True)
            pages = [
                result for row, result in zip(rows, results, strict=True) if half_of(row) == half
            ]
            score(options.corpus, folder / half, names, pages)
        if options.peers and OURS in names:
            gives = {OURS: frozenset(RECORD_KEYS)} | {n: PEERS[n].gives for n in names if n != OURS}
            datasets = {row["id"]: row["dataset"] for row in rows}
            show(
                Paired(folder / "pages.jsonl", datasets, gives),
                OURS,
                [n for n in names if n != OURS],
            )
    show_costs(names, results)
    return 0


def show_costs(names: tuple[str, ...], results: list[dict[str, Row]]) -> None:
    """Print what each reader cost and what it could not read."""
    print("\n| reader | pages | CPU ms a page, mean | median | 95 % below |\n|---|---|---|---|---|")
    notes = []
    for name in names:
        costs = sorted(1000 * result[name]["cpu_seconds"] for result in results)
        below = costs[int(0.95 * (len(costs) - 1))]
        middle = statistics.median(costs)
        print(
            f"| {name} | {len(costs)} | {statistics.mean(costs):.1f} | {middle:.1f} | {below:.1f} |"
        )
        failed = [result[name]["failed"] for result in results if "failed" in result[name]]
        if failed:
            common = Counter(reason[:100] for reason in failed).most_common(3)
            notes.append(f"{name} raised or hung on {len(failed)} pages: {dict(common)}")
        asked = {(row.get("version"), row.get("asked_on")) for row in (r[name] for r in results)}
        for version, day in sorted(asked - {(None, None)}):
            notes.append(f"{name} {version} was asked on {day}; its CPU time is of that run")
    print("\n" + "\n".join(notes))


if __name__ == "__main__":
    raise SystemExit(main())
