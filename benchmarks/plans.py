"""How SQLite goes about each statement of docs/database.md beside a million posts.

    python3 run.py bench plans                     from the statistics in benchmarks/million.tsv
    python3 run.py bench plans --db FILE           of an archive that `bench fill` made
    python3 run.py bench plans --db FILE --keep    and keep its statistics there

Prints the table of docs/plans.md. SQLite plans by what ANALYZE counted, not by the rows: an empty
archive with the statistics of a million posts has the plans of the million.
"""

from __future__ import annotations

import argparse
import re
import sqlite3
import tempfile
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from benchmarks.million import REPORTS, statements
from pipelines.archive import open_archive

STATISTICS = Path(__file__).with_name("million.tsv")

_STEP = re.compile(
    r"(SEARCH|SCAN) (\w+)"
    r"(?: USING (?:(AUTOMATIC )?(COVERING )?INDEX ?(\w*)|INTEGER PRIMARY KEY))?(?: ?\((.*)\))?"
)
_NAMED = re.compile(r"\b(?:FROM|JOIN) (\w+)(?: AS)? (\w+)?", re.IGNORECASE)
_KEYWORDS = ("WHERE", "JOIN", "ON", "ORDER", "GROUP", "LEFT", "UNION", "LIMIT", "CROSS", "INNER")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How one statement is answered."""

    sentence: str
    report: bool
    #: `table: columns` in the order of the reading.
    steps: tuple[str, ...]
    #: What has to be collected before the first row is given.
    collected: tuple[str, ...]

    @property
    def line(self) -> str:
        """Return its line of the table."""
        name = self.sentence + (" (report)" if self.report else "")
        return f"| {name} | {' → '.join(self.steps)} | {', '.join(self.collected) or '-'} |"


def keep_statistics(file: Path) -> None:
    """Write down what ANALYZE counted in an archive."""
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        rows = connection.execute("SELECT tbl, idx, stat FROM sqlite_stat1 ORDER BY tbl, idx")
        lines = ["\t".join(map(str, row)) for row in rows]
    STATISTICS.write_text("\n".join(lines) + "\n")


def planned(folder: Path) -> list[Plan]:
    """Return the plans beside the kept statistics, by an archive that is made in `folder`."""
    file = folder / "empty.db"
    with open_archive(f"sqlite:///{file}"):
        pass
    rows = [line.split("\t") for line in STATISTICS.read_text().splitlines()]
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("ANALYZE")
        connection.execute("DELETE FROM sqlite_stat1")
        connection.executemany("INSERT INTO sqlite_stat1 VALUES (?, NULLIF(?, 'None'), ?)", rows)
        connection.commit()
    return plans_of(file)


def plans_of(file: Path) -> list[Plan]:
    """Return the plan of each statement in the archive."""
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        views = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view'"))
        indexes = {
            name: (table, [row[0] for row in columns])
            for name, table in connection.execute(
                "SELECT name, tbl_name FROM sqlite_master WHERE type = 'index'"
            ).fetchall()
            for columns in [connection.execute("SELECT name FROM pragma_index_info(?)", (name,))]
        }
        return [
            _plan(
                sentence,
                [row[-1] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}")],
                _aliases([query, *(sql for name, sql in views.items() if name in query)]),
                indexes,
            )
            for sentence, query in statements().items()
        ]


def _aliases(texts: Iterable[str]) -> dict[str, str]:
    """Return the tables that short names stand for."""
    found: dict[str, str] = {}
    for text in texts:
        for table, alias in _NAMED.findall(text):
            if alias and alias.upper() not in _KEYWORDS:
                found.setdefault(alias, table)
    return found


def _plan(
    sentence: str,
    lines: list[str],
    aliases: dict[str, str],
    indexes: dict[str, tuple[str, list[str]]],
) -> Plan:
    steps: list[str] = []
    collected: list[str] = []
    made: set[str] = set()
    for line in lines:
        if line.startswith("MATERIALIZE "):
            made.add(line.split()[1])
        elif line.startswith("USE TEMP B-TREE FOR "):
            collected.append(line.removeprefix("USE TEMP B-TREE FOR ").lower())
        elif read := _STEP.match(line):
            verb, alias, automatic, covering, index, bounds = read.groups()
            if alias in made and verb == "SCAN":
                continue
            table, columns = indexes.get(index or "", (aliases.get(alias, alias), ["id"]))
            if bounds:
                steps.append(f"{table}: {_columns(bounds)}")
            elif index:
                steps.append(f"{table}: all by {', '.join(columns)}")
            else:
                steps.append(f"{table}: all")
            steps[-1] += "\\*" * bool(covering and not automatic)
            steps[-1] += " (made for it)" * bool(automatic)
    # A sentence goes up to its first mark: the rest is said in database.md.
    short = re.split(r"[,:;(]", re.sub(r"\s+", " ", sentence))[0].strip()
    return Plan(
        sentence=short,
        report=sentence.startswith(REPORTS),
        steps=tuple(steps),
        collected=tuple(dict.fromkeys(collected)),
    )


def _columns(bounds: str) -> str:
    """Return the columns that are looked for; a range as `column..`."""
    names: dict[str, str] = {}
    for column, sign in re.findall(r"(\w+)([=<>])", bounds):
        column = "id" if column == "rowid" else column
        names[column] = column if sign == "=" else f"{column}.."
    return ", ".join(names.values())


def table(plans: Iterable[Plan]) -> str:
    """Return the table of docs/plans.md."""
    head = "| statement | what is read, in this order | collected first |\n|---|---|---|\n"
    return head + "\n".join(plan.line for plan in plans) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Print the table and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--db", type=Path, help="an SQLite file that `bench fill` made")
    parser.add_argument("--keep", action="store_true", help="keep its statistics")
    options = parser.parse_args(arguments)
    if options.keep and options.db:
        keep_statistics(options.db)
    with tempfile.TemporaryDirectory() as folder:
        plans = plans_of(options.db) if options.db else planned(Path(folder))
    print(f"SQLite {sqlite3.sqlite_version}\n\n{table(plans)}", end="")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
