"""Writing against the bare driver: the same rows, by the same statements, without newscrawl.

    python3 run.py bench writes [--db URL --raw-db URL] [--posts 5000]

New posts go into an empty archive, 500 a transaction, the statements that change something are
written down, and then the driver's executemany plays them back into another empty archive, 500
posts a transaction as well. The share is that of the driver's pace which newscrawl reaches. Without
--db two throw-away SQLite files are taken. Compare within one run only.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import event

from benchmarks.archive import post
from pipelines.archive import Archive, open_archive
from pipelines.archive.batch import write_batch

BATCH = 500
#: Statement and the rows for it.
Step = tuple[str, list[Any]]


def write(archive: Archive, first: int, count: int) -> tuple[float, float, list[Step]]:
    """Write a batch; return wall seconds, CPU seconds and what was sent to the driver."""
    steps: list[Step] = []

    def note(_connection: Any, _cursor: Any, statement: str, rows: Any, _context: Any,
             many: bool) -> None:  # fmt: skip
        if statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            steps.append((statement, list(rows) if many else [rows]))

    posts = [post(n) for n in range(first, first + count)]
    event.listen(archive.engine, "before_cursor_execute", note)
    wall, cpu = time.perf_counter(), time.process_time()
    stored = archive.write(partial(write_batch, posts, None))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    event.remove(archive.engine, "before_cursor_execute", note)
    assert len(stored) == count
    return wall, cpu, steps


def play(archive: Archive, steps: list[Step]) -> tuple[float, float]:
    """Send the statements by the bare driver in one transaction; return wall and CPU seconds."""
    connection = archive.engine.raw_connection()
    cursor = connection.cursor()
    wall, cpu = time.perf_counter(), time.process_time()
    if archive.engine.dialect.name == "sqlite":
        cursor.execute("BEGIN IMMEDIATE")
    for statement, rows in steps:
        cursor.executemany(statement, rows)
    connection.commit()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    cursor.close()
    connection.close()
    return wall, cpu


def measure(ours: Archive, raw: Archive, count: int) -> None:
    """Print the pace of both, batch against batch, and their ratio."""
    shares, sums = [], [0.0] * 4
    rows = 0
    for first in range(0, count, BATCH):
        wall, cpu, steps = write(ours, first, BATCH)
        raw_wall, raw_cpu = play(raw, steps)
        rows += sum(len(some) for _, some in steps)
        shares.append(raw_wall / wall)
        sums = [a + b for a, b in zip(sums, (wall, cpu, raw_wall, raw_cpu), strict=True)]
    print(f"{ours.url}: {count} posts, {rows / count:.1f} rows a post, batches of {BATCH}")
    print(f"newscrawl   {count / sums[0]:>7.0f} posts/s  {sums[1] / count * 1000:.2f} ms CPU each")
    print(f"bare driver {count / sums[2]:>7.0f} posts/s  {sums[3] / count * 1000:.2f} ms CPU each")
    print(f"share {sums[2] / sums[0]:.2f}, of the median batch {statistics.median(shares):.2f}")


def main(arguments: list[str] | None = None) -> int:
    """Measure and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--db", help="address of an empty database")
    parser.add_argument("--raw-db", help="address of another empty database of the same kind")
    parser.add_argument("--posts", type=int, default=5000, help="how many (default: 5000)")
    options = parser.parse_args(arguments)
    if bool(options.db) != bool(options.raw_db):
        parser.error("name both databases or none")
    with tempfile.TemporaryDirectory() as folder:
        urls = [f"sqlite:///{Path(folder) / name}.db" for name in ("ours", "raw")]
        if options.db:
            urls = [options.db, options.raw_db]
        with open_archive(urls[0]) as ours, open_archive(urls[1]) as raw:
            measure(ours, raw, options.posts)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
