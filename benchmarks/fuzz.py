"""Any bytes in, an answer or a counted reason out: spoiled pages through the workers of a crawl.

    python3 run.py bench fuzz [CORPUS] [--pages 10000] [--seed 1] [--keep FOLDER]

The saved pages of tests/golden, and the gzipped ones below CORPUS when it is named, are
spoiled at random, the same way for the same seed, and read by the same workers with the same
limits of CPU and memory as in a crawl. Printed: how each page ended, which readers failed
inside a page that was read all the same, and the slowest. A page that was not read, or that
stopped a reader, is kept in FOLDER. Exit code 1 when a worker crashed or a reader raised;
a page that is given up at a limit is a counted reason, and no failure.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import logging
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from pipelines.items import Fetch, Page
from pipelines.workers import ReadFailed, WorkerPool
from tests.golden_cases import cases, page_of
from tests.pipelines.readers.mutating import mutated

#: Spoiled pages that wait for a worker; all of them at once would be two gigabytes.
_AT_WORK = 8


@dataclass(slots=True)
class Outcome:
    """What came of all pages."""

    ends: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    seconds: list[tuple[float, int, int]] = field(default_factory=list)
    kept: int = 0


def corpus_pages(folder: Path) -> list[Page]:
    """Return every gzipped page below `folder`."""
    found = []
    for file in sorted(folder.rglob("*.gz")):
        fetch = Fetch(
            url=f"https://blog.example/{file.stem}",
            final_url=f"https://blog.example/{file.stem}",
            content_type="text/html",
            fetched_at=datetime(2026, 1, 15, 3, tzinfo=UTC),
        )
        body = gzip.decompress(file.read_bytes())
        found.append(Page(fetch=fetch, body=body, site="https://blog.example/"))
    return found


async def fuzz(pages: list[Page], options: argparse.Namespace) -> Outcome:
    """Return how the spoiled pages ended."""
    outcome = Outcome()
    pool = WorkerPool(options.processes)
    free = asyncio.Semaphore(_AT_WORK)

    async def read(number: int) -> None:
        async with free:
            page = mutated(pages, options.seed, number)
            started = time.perf_counter()
            try:
                post = await pool.read(page)
            except ReadFailed as failure:
                end = failure.reason
                said = [f"{failure.reason}: {failure}"]
            else:
                end = post.kind
                said = [text for text in post.warnings if " failed: " in text]
            outcome.seconds.append((time.perf_counter() - started, len(page.body), number))
            outcome.ends[end] += 1
            outcome.failures.update(text[:160] for text in said)
            if said:
                options.keep.mkdir(parents=True, exist_ok=True)
                (options.keep / f"{options.seed}-{number}.html").write_bytes(page.body)
                outcome.kept += 1

    numbers = range(options.first, options.first + options.pages)
    try:
        for start in range(0, len(numbers), 100):
            await asyncio.gather(*(read(number) for number in numbers[start : start + 100]))
    finally:
        pool.close()
    return outcome


def main() -> int:
    """Spoil, read, print; 0 when no worker crashed and no reader raised."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", nargs="?", type=Path, help="folder with gzipped pages")
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0, help="number of the first page")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "newscrawl-fuzz")
    options = parser.parse_args()
    logging.disable(logging.ERROR)
    pages = [page_of(case) for case in cases()]
    if options.corpus is not None:
        pages += corpus_pages(options.corpus)
    started = time.perf_counter()
    outcome = asyncio.run(fuzz(pages, options))
    spent = time.perf_counter() - started
    print(
        f"{options.pages} pages out of {len(pages)} saved ones, seed {options.seed}: {spent:.0f} s"
    )
    print("\n| end | pages |\n|---|---|")
    for end, count in outcome.ends.most_common():
        print(f"| {end} | {count} |")
    for text, count in outcome.failures.most_common(30):
        print(f"{count} x {text}")
    print("\nslowest (seconds from asking to answer, bytes, number):")
    for seconds, size, number in sorted(outcome.seconds, reverse=True)[:8]:
        print(f"  {seconds:.2f}  {size}  {number}")
    if outcome.kept:
        print(f"{outcome.kept} pages kept in {options.keep}")
    broken = any(not text.startswith(("read_timeout", "read_memory")) for text in outcome.failures)
    return int(broken)


if __name__ == "__main__":
    raise SystemExit(main())
