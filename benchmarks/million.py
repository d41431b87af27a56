"""How fast a large archive answers: every statement of docs/database.md, and search.

    python3 run.py bench fill --db URL [--posts 1000000]
    python3 run.py bench million --db URL [--rounds 20] [--only WORDS] [--plans] [--no-search]

Each statement is asked as it stands in the document, about another blog, post, day, host or
image each time. Times are wall times in ms, fetching all rows, after one round that is not
counted; CPU is that of this process, so on SQLite that of the whole answer, and of the process or
thread that answers on a server of this machine. What reads a whole
blog or the whole archive is marked `report` and stands apart in the last lines. --plans shows how
the database goes about each statement.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from benchmarks._made_rows import AUTHORS, SITES, TAGS
from benchmarks.search import QUERIES, _p95
from pipelines.archive import Archive, open_archive
from pipelines.archive.search import search_posts

DOCUMENT = Path(__file__).parents[1] / "docs" / "database.md"
#: Statements that count or look through all of a blog or of the archive; and those of a crawl.
REPORTS = (
    "The same by month",
    "The hosts that a blog links to most",
    "Networks",
    "Texts that several blogs have",
    "Images that several posts of a blog show",
    "How completely each source",
    "Posts a day in each tag and category",
    "What an author wrote year by year",
    "Posts of a blog that lack",
    "Which reader gave the dates",
    "What a crawl cost",
    "Posts of a blog that vanished",
    "What is left to do",
)


def statements() -> dict[str, str]:
    """Return the statements of the document by the sentence before each."""
    found = re.findall(
        r"\n\n([^\n]+(?:\n[^\n]+)*):\n\n```sql\n(.+?)```", DOCUMENT.read_text(), re.S
    )
    return dict(found)


def asked(query: str, draw: random.Random, count: int) -> str:
    """Return the statement about something that the made archive holds."""
    site = draw.randint(1, SITES)
    number = draw.randint(1, count)
    year, month = draw.randint(2016, 2018), draw.randint(1, 12)
    changes = {
        "blog.example'": f"blog{site}.example'",
        "blog.example/'": f"blog{site}.example/'",
        "qoogle.example": f"out{int(20_000 * draw.random() ** 2)}.example",
        "post.id = 1)": f"post.id = {number})",
        "'김기자'": f"'기자{site}-{draw.randrange(AUTHORS)}'",
        "'news'": f"'태그{draw.randrange(TAGS)}'",
        "site_id = 1": f"site_id = {site}",
        "post_id = 1\n": f"post_id = {number}\n",
        "post_id = 1)": f"post_id = {number // 50 * 50 + 11})",
        "post_id < 1000": f"post_id < {number}",
        "c.id > 0": f"c.id > {draw.randrange(count)}",
        "'2026-06-01'": f"'{year}-{month:02}-15'",
        "'2026-01-01'": f"'{year}-01-01'",
        "'2027-01-01'": f"'{year + 1}-01-01'",
        "'2026-07-01'": f"'{year}-07-01'",
        "'2026-10-01'": f"'{year}-{month:02}-01'",
    }
    for old, new in changes.items():
        query = query.replace(old, new)
    return query


def worker_of(connection: Connection) -> Path | None:
    """Return where Linux counts the work of the server for this connection; None when not here."""
    if connection.dialect.name == "sqlite":
        return None
    query, name = (
        ("SELECT pg_backend_pid()", "postgres")
        if connection.dialect.name == "postgresql"
        else (
            "SELECT TID FROM information_schema.PROCESSLIST WHERE ID = CONNECTION_ID()",
            "mariadbd",
        )
    )
    counted = Path(f"/proc/{connection.execute(text(query)).scalar_one()}/schedstat")
    try:
        return counted if counted.with_name("comm").read_text() == f"{name}\n" else None
    except OSError:
        return None


def worked(server: Path | None) -> float:
    """Return CPU seconds of this process and of the server's."""
    return time.process_time() + (int(server.read_text().split()[0]) / 1e9 if server else 0)


def timed(connection: Connection, query: str, server: Path | None) -> tuple[float, float, int]:
    """Return wall time and CPU time in ms, and the number of rows."""
    start, before = time.perf_counter(), worked(server)
    rows = connection.execute(text(query.replace(":", r"\:"))).all()
    wall, cpu = time.perf_counter() - start, worked(server) - before
    return wall * 1000, cpu * 1000, len(rows)


def plan_of(connection: Connection, query: str, dialect: str) -> list[str]:
    """Return the plan, a line a step."""
    if dialect not in ("sqlite", "postgresql"):
        rows = connection.execute(text(f"EXPLAIN {query}".replace(":", r"\:"))).mappings()
        names = "table", "type", "key", "rows", "Extra"
        return [" ".join(str(row[name] or "-") for name in names) for row in rows]
    word = "EXPLAIN QUERY PLAN" if dialect == "sqlite" else "EXPLAIN (COSTS OFF)"
    rows = connection.execute(text(f"{word} {query}".replace(":", r"\:"))).all()
    return [str(row[-1]) for row in rows]


def measure_statements(archive: Archive, options: Any) -> None:
    """Print median and p95 of each statement, and of all that are no report."""
    dialect = archive.engine.dialect.name
    walls: list[float] = []
    slow = []
    with archive.reading() as connection:
        count = connection.execute(text("SELECT MAX(id) FROM post")).scalar_one()
        server = worker_of(connection)
        print(f"{'statement':<62}{'rows':>6}{'p50':>9}{'p95':>9}{'CPU p95':>9}   ms")
        for sentence, query in statements().items():
            if options.only and not re.search(options.only, sentence):
                continue
            report = sentence.startswith(REPORTS)
            draw = random.Random(sentence)
            rounds = max(3, options.rounds // 4) if report else options.rounds
            times, cpus, rows = [], [], 0
            for n in range(rounds + 1):
                if sum(times) > 20_000:
                    break  # what takes seconds is known after some
                wall, cpu, rows = timed(connection, asked(query, draw, count), server)
                connection.rollback()
                if n or wall > 20_000:
                    times.append(wall)
                    cpus.append(cpu)
            p50, p95 = sorted(times)[len(times) // 2], _p95(times)
            name = re.sub(r"\s+", " ", sentence)[:54] + (" report" if report else "")
            print(f"{name:<62}{rows:>6}{p50:>9.1f}{p95:>9.1f}{_p95(cpus):>9.1f}", flush=True)
            if not report:
                walls += times
                slow += [name] if p95 > 50 else []
            if options.plans:
                for line in plan_of(connection, asked(query, draw, count), dialect):
                    print(f"    {line}")
    if walls:
        print(f"{'all but reports':<68}{sorted(walls)[len(walls) // 2]:>9.1f}{_p95(walls):>9.1f}")
    print(f"above 50 ms at p95: {', '.join(slow) or 'none'}")


def measure_search(archive: Archive, rounds: int) -> None:
    """Print median and p95 of the first pages of each query, and of all together."""
    walls: list[float] = []
    works: list[float] = []
    with archive.reading() as connection:  # the pool gives it again
        server = worker_of(connection)
    for query, filters in QUERIES:
        times, cpus = [], []
        for n in range(rounds // 4 + 1):
            if sum(times) > 20_000:
                break
            start, before = time.perf_counter(), worked(server)
            hits = search_posts(archive, query, **filters)  # type: ignore[arg-type]
            wall = (time.perf_counter() - start) * 1000
            if n or wall > 20_000:
                times.append(wall)
                cpus.append((worked(server) - before) * 1000)
        walls += times
        works += cpus
        shown = f"search {query} {', '.join(map(str, filters.values()))}"[:60]
        middle = sorted(times)[len(times) // 2]
        print(f"{shown:<62}{len(hits):>6}{middle:>9.1f}{_p95(times):>9.1f}{_p95(cpus):>9.1f}",
              flush=True)  # fmt: skip
    middle = sorted(walls)[len(walls) // 2]
    print(f"{'all searches':<68}{middle:>9.1f}{_p95(walls):>9.1f}{_p95(works):>9.1f}")


def bytes_of(archive: Archive) -> int:
    """Return the bytes of the database on disk."""
    query = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
    if archive.engine.dialect.name == "postgresql":
        query = "SELECT pg_database_size(current_database())"
    elif archive.engine.dialect.name != "sqlite":
        query = (
            "SELECT SUM(FILE_SIZE) FROM information_schema.INNODB_SYS_TABLESPACES"
            " WHERE NAME LIKE CONCAT(DATABASE(), '/%')"
        )
    with archive.reading() as connection:
        return int(connection.execute(text(query)).scalar_one())


def main(arguments: list[str] | None = None) -> int:
    """Measure and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--db", required=True, help="address of an archive that `fill` made")
    parser.add_argument("--rounds", type=int, default=20, help="how often (default: 20)")
    parser.add_argument("--only", metavar="WORDS", help="statements whose sentence has these")
    parser.add_argument("--plans", action="store_true", help="how the database finds the rows")
    parser.add_argument("--search", action="store_true", help="search only")
    parser.add_argument("--no-search", action="store_true", help="statements only")
    options = parser.parse_args(arguments)
    with open_archive(options.db, read_only=True) as archive:
        with archive.reading() as connection:
            posts = connection.execute(text("SELECT COUNT(*) FROM post")).scalar_one()
        print(f"{archive.url}: {posts} posts, {bytes_of(archive) / posts / 1024:.1f} KiB each")
        if not options.search:
            measure_statements(archive, options)
        if not options.no_search and not options.only:
            measure_search(archive, options.rounds)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
