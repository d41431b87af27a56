"""Any bytes in, an answer or a counted reason out: spoiled pages, lists and files.

    python3 run.py bench fuzz [CORPUS] [--pages 10000] [--inputs 10000] [--seed 1] [--keep FOLDER]

Pages go through the workers of a crawl. The saved pages of tests/golden, and the gzipped ones
below CORPUS when it is named, are spoiled at random, the same way for the same seed, and read by
the same workers with the same limits of CPU and memory as in a crawl. Printed: how each page
ended, which readers failed inside a page that was read all the same, and the slowest. A page that
was not read, or that stopped a reader, is kept in FOLDER. Exit code 1 when a worker crashed or a
reader raised; a page that is given up at a limit is a counted reason, and no failure.

Inputs are what the crawl's own process reads, where no worker's limits hold: feeds, sitemaps,
robots.txt, listings, answers of list APIs, headers, configurations and source files of static
blogs, and the WARC files and saved pages of an import. Printed, by kind: how many were read, how
many raised, and the highest CPU seconds and MiB of any. What raises, takes more than 5 CPU
seconds or 256 MiB, or ends the process, is kept in FOLDER, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import logging
import os
import resource
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipelines.items import Fetch, Page
from pipelines.workers import ReadFailed, WorkerPool
from tests.golden_cases import cases, page_of
from tests.newscrawl.spoiling import kinds, spoiled_input
from tests.pipelines.readers.mutating import mutated

#: Spoiled pages that wait for a worker; all of them at once would be two gigabytes.
_AT_WORK = 8
#: Inputs that one process reads; the next one begins with its memory unused.
_BATCH = 100
#: What no input may take.
_MOST_SECONDS = 5.0
_MOST_MIB = 256.0


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


@dataclass(slots=True)
class Read:
    """What came of the inputs of one kind."""

    inputs: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    mib: float = 0.0


def fuzz_inputs(options: argparse.Namespace) -> dict[str, Read]:
    """Return what came of the spoiled inputs, by kind."""
    found = {kind.name: Read() for kind in kinds()}
    last = options.first + options.inputs
    number = options.first
    while number < last:
        for line in _batch(options.seed, number, min(number + _BATCH, last)):
            read = found[line["kind"]]
            read.inputs += 1
            read.seconds = max(read.seconds, line["seconds"])
            read.mib = max(read.mib, line["mib"])
            if line["fault"]:
                read.faults[line["fault"]] += 1
                options.keep.mkdir(parents=True, exist_ok=True)
                name = f"{options.seed}-{line['number']}-{line['kind'].replace(' ', '-')}"
                _, body, _ = spoiled_input(options.seed, line["number"])
                (options.keep / name).write_bytes(body)
            number = line["number"] + 1
    return found


def _batch(seed: int, first: int, end: int) -> list[dict[str, Any]]:
    """Return a line an input, read in a process of its own, up to the one that ended it."""
    with tempfile.TemporaryFile("w+") as lines:
        child = os.fork()
        if not child:
            try:
                # What hangs in C code sees no other end.
                resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
                for number in range(first, end):
                    lines.write(json.dumps(_line(seed, number)) + "\n")
                    lines.flush()
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        lines.seek(0)
        told = [json.loads(line) for line in lines]
    if len(told) < end - first:
        number = first + len(told)
        kind, _, _ = spoiled_input(seed, number)
        ended = {"kind": kind.name, "number": number, "fault": "ended the process"}
        told.append({**ended, "seconds": 0.0, "mib": 0.0})
    return told


def _line(seed: int, number: int) -> dict[str, Any]:
    kind, body, which = spoiled_input(seed, number)
    fault = ""
    before = resource.getrusage(resource.RUSAGE_SELF)
    started = time.process_time()
    try:
        kind.read(body, which)
    except Exception as error:  # noqa: BLE001 whatever it is, it is what is looked for
        fault = f"{type(error).__name__}: {error}"[:160]
    seconds = time.process_time() - started
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before.ru_maxrss
    mib = grown / 1024
    if seconds > _MOST_SECONDS or mib > _MOST_MIB:
        fault = fault or f"took {seconds:.1f} s and {mib:.0f} MiB"
    line = {"kind": kind.name, "number": number, "fault": fault}
    return {**line, "seconds": seconds, "mib": mib}


def main() -> int:
    """Spoil, read, print; 0 when nothing crashed and nothing raised."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", nargs="?", type=Path, help="folder with gzipped pages")
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0, help="number of the first of either")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "newscrawl-fuzz")
    options = parser.parse_args()
    logging.disable(logging.ERROR)
    broken = _told_inputs(options) if options.inputs else False
    return int((_told_pages(options) if options.pages else False) or broken)


def _told_inputs(options: argparse.Namespace) -> bool:
    started = time.perf_counter()
    found = fuzz_inputs(options)
    spent = time.perf_counter() - started
    print(f"{options.inputs} inputs, seed {options.seed}: {spent:.0f} s")
    print("\n| kind | read | faults | CPU s at most | MiB at most |\n|---|---|---|---|---|")
    for name, read in found.items():
        faults = read.faults.total()
        print(f"| {name} | {read.inputs} | {faults} | {read.seconds:.2f} | {read.mib:.0f} |")
    for name, read in found.items():
        for text, count in read.faults.most_common():
            print(f"{name}: {count} x {text}")
    print()
    return any(read.faults for read in found.values())


def _told_pages(options: argparse.Namespace) -> bool:
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
    return any(not text.startswith(("read_timeout", "read_memory")) for text in outcome.failures)


if __name__ == "__main__":
    raise SystemExit(main())
