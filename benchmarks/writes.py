"""Writing against the bare driver: the same rows, by the same statements, without newscrawl.

    python3 run.py bench writes [--db URL] [--posts 5000]

New posts are written into an archive, 500 a transaction, three times over, and rolled back each
time but the last: once to write down the statements that change something and to warm the caches,
once by the executemany of the bare driver, once by newscrawl. The share is that of the driver's
pace which newscrawl reaches. Without --db a throw-away SQLite file is taken; an archive that is
named may be large, and keeps what it held: no transaction is committed there.

In a crawl the processes that read the pages clean, hash and cut into words what the post alone
tells, and the one that writes is given it. The first share is that of the writing, with posts as
they come there; the second has all done in one process. What preparing costs the others, and taking
posts over from them, with that and without, is told beside them. In each batch all are measured,
in turn.
"""

from __future__ import annotations

import argparse
import pickle
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from sqlalchemy import event

from benchmarks.archive import post
from pipelines.archive import Archive, open_archive
from pipelines.archive.batch import write_batch
from pipelines.archive.copying import copied_tables
from pipelines.archive.engine import next_id, set_next_id
from pipelines.archive.prepared import with_prepared
from pipelines.items import Post

BATCH = 500
NAMES = ("bare driver", "writing", "all in one", "preparing", "taking over", "the same, bare")
#: Statement and the rows for it.
Step = tuple[str, list[Any]]


class _Undone(Exception):
    """Rolls a transaction back."""


def write(archive: Archive, posts: list[Post], *, keep: bool) -> tuple[float, float, list[Step]]:
    """Write a batch; return wall seconds, CPU seconds and what was sent to the driver."""
    steps: list[Step] = []

    def note(_connection: Any, _cursor: Any, statement: str, rows: Any, _context: Any,
             many: bool) -> None:  # fmt: skip
        if statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            steps.append((statement, list(rows) if many else [rows]))

    spent = 0.0, 0.0
    event.listen(archive.engine, "before_cursor_execute", note)
    try:
        with archive.writing() as connection:
            wall, cpu = time.perf_counter(), time.process_time()
            assert len(write_batch(posts, None, connection)) == len(posts)
            spent = time.perf_counter() - wall, time.process_time() - cpu
            if not keep:
                raise _Undone
    except _Undone:
        pass
    event.remove(archive.engine, "before_cursor_execute", note)
    return *spent, steps


def play(archive: Archive, steps: list[Step]) -> tuple[float, float]:
    """Send the statements by the bare driver and undo them; return wall and CPU seconds."""
    connection = archive.engine.raw_connection()
    cursor = connection.cursor()
    if archive.engine.dialect.name == "sqlite":
        cursor.execute("BEGIN IMMEDIATE")
    wall, cpu = time.perf_counter(), time.process_time()
    for statement, rows in steps:
        cursor.executemany(statement, rows)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    connection.rollback()
    cursor.close()
    connection.close()
    return wall, cpu


def next_numbers(archive: Archive) -> dict[str, int]:
    """Return the next id of each table that counts."""
    with archive.reading() as connection:
        found = {table.name: next_id(connection, table) for table in copied_tables()}
    return {name: number for name, number in found.items() if number is not None}


def again(archive: Archive, numbers: dict[str, int]) -> None:
    """Let the tables count from there again: a server does not take back a number it gave."""
    if archive.engine.dialect.name != "sqlite":
        with archive.writing() as connection:
            for table in copied_tables():
                if table.name in numbers:
                    set_next_id(connection, table, numbers[table.name])


def taken_over(posts: list[Post]) -> tuple[list[Post], float, float]:
    """Return the posts as they come from another process, and wall and CPU seconds of that."""
    sent = [pickle.dumps(one, pickle.HIGHEST_PROTOCOL) for one in posts]
    wall, cpu = time.perf_counter(), time.process_time()
    taken = [pickle.loads(one) for one in sent]
    return taken, time.perf_counter() - wall, time.process_time() - cpu


def measure(archive: Archive, count: int, *, keep: bool) -> None:
    """Print the pace of all, batch against batch, and their ratios."""
    spent: dict[str, list[tuple[float, float]]] = {name: [] for name in NAMES}
    rows = 0
    for first in range(0, count, BATCH):
        bare = [post(n) for n in range(first, first + BATCH)]
        wall, cpu = time.perf_counter(), time.process_time()
        ready = [with_prepared(one, archive.engine.dialect.name) for one in bare]
        spent["preparing"].append((time.perf_counter() - wall, time.process_time() - cpu))
        # As they come from other processes: one by one.
        _, *taken = taken_over(bare)
        spent["the same, bare"].append((taken[0], taken[1]))
        posts, *taken = taken_over(ready)
        spent["taking over"].append((taken[0], taken[1]))
        numbers = next_numbers(archive)
        _, _, steps = write(archive, bare, keep=False)
        rows += sum(len(some) for _, some in steps)
        again(archive, numbers)
        spent["bare driver"].append(play(archive, steps))
        again(archive, numbers)
        spent["all in one"].append(write(archive, bare, keep=False)[:2])
        again(archive, numbers)
        spent["writing"].append(write(archive, posts, keep=keep)[:2])
    print(f"{archive.url}: {count} posts, {rows / count:.1f} rows a post, batches of {BATCH}")
    sums = {name: [sum(part) for part in zip(*some, strict=True)] for name, some in spent.items()}
    for name, (wall, cpu) in sums.items():
        print(f"{name:<14} {count / wall:>7.0f} posts/s  {cpu / count * 1000:.2f} ms CPU each")
    raw = sums["bare driver"]
    for name in ("writing", "all in one"):
        shares = [a[0] / b[0] for a, b in zip(spent["bare driver"], spent[name], strict=True)]
        wall, cpu = sums[name]
        print(f"share of {name}: {raw[0] / wall:.2f}, of the median batch"
              f" {statistics.median(shares):.2f}, of CPU {raw[1] / cpu:.2f}")  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Measure and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--db", help="address of an archive; default: a throw-away SQLite file")
    parser.add_argument("--posts", type=int, default=5000, help="how many (default: 5000)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        url = options.db or f"sqlite:///{Path(folder) / 'archive.db'}"
        with open_archive(url) as archive:
            measure(archive, options.posts, keep=not options.db)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
