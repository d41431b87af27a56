"""How each database goes about the statements of docs/database.md in a large archive.

    python3 run.py bench plans                     from the statistics in benchmarks/million.tsv
    python3 run.py bench plans --db FILE           of an archive that `bench fill` made
    python3 run.py bench plans --db URL            the same on PostgreSQL or MariaDB
    python3 run.py bench plans --db FILE --keep    and keep its statistics there

Prints the table of docs/plans.md. SQLite plans by what ANALYZE counted, not by the rows: an empty
archive with the statistics of a million posts has the plans of the million.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sqlite3
import tempfile
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import text

from benchmarks.million import REPORTS, asked, statements
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
    for one in texts:
        for table, alias in _NAMED.findall(one):
            # What a view is made of has the short names that the view gives it.
            if alias and alias.upper() not in _KEYWORDS and not table.startswith("v_"):
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
    return _plan_of(sentence, steps, collected)


def _plan_of(sentence: str, steps: list[str], collected: list[str]) -> Plan:
    # A sentence goes up to its first mark: the rest is said in database.md.
    short = re.split(r"[,:;(]", re.sub(r"\s+", " ", sentence))[0].strip()
    return Plan(
        sentence=short,
        report=sentence.startswith(REPORTS),
        steps=tuple(steps),
        collected=tuple(dict.fromkeys(collected)),
    )


def plans_on_postgresql(url: str) -> tuple[str, list[Plan]]:
    """Return the server's version, and its plan of each statement about something it holds."""
    plans = []
    with open_archive(url, read_only=True) as archive, archive.reading() as connection:
        version = connection.execute(text("SHOW server_version")).scalar_one()
        count = connection.execute(text("SELECT MAX(id) FROM post")).scalar_one()
        indexes: dict[str, str] = {
            row.indexname: row.indexdef
            for row in connection.execute(text("SELECT indexname, indexdef FROM pg_indexes"))
        }
        for sentence, query in statements().items():
            about = asked(query, random.Random(sentence), count).replace(":", r"\:")
            found = connection.execute(text(f"EXPLAIN (FORMAT JSON) {about}")).scalar_one()
            steps: list[str] = []
            collected: list[str] = []
            _walk(found[0]["Plan"], indexes, steps, collected)
            plans.append(_plan_of(sentence, steps, collected))
    return version, plans


#: What a node of PostgreSQL's plans gathers before it gives a line.
_GATHERING = {
    "Sort": "order by",
    "Incremental Sort": "right part of order by",
    "Hash": "one side of a join",
}


def _walk(
    node: dict[str, Any], indexes: dict[str, str], steps: list[str], collected: list[str]
) -> None:
    kind = node["Node Type"]
    if kind in _GATHERING:
        collected.append(_GATHERING[kind])
    elif kind == "Aggregate" and node["Strategy"] == "Hashed":
        collected.append("group by")
    children = node.get("Plans", [])
    name, bounds = node.get("Index Name"), node.get("Index Cond")
    if kind == "Bitmap Heap Scan":
        inner, children = children[0], children[1:]
        while "Index Name" not in inner:
            inner = inner["Plans"][0]
        name, bounds = inner["Index Name"], inner.get("Index Cond")
    if "Relation Name" in node:
        columns = "all"
        if bounds:
            columns = _columns(re.sub(r"\)?(::[\w ]+)?\)? ([=<>])", r"\2", bounds))
        elif name:
            columns = f"all by {indexes[name].partition(' btree (')[2].partition(')')[0]}"
        only = "\\*" * (kind == "Index Only Scan")
        steps.append(f"{node['Relation Name']}: {columns}{only}")
    for child in children:
        _walk(child, indexes, steps, collected)


def plans_on_mariadb(url: str) -> tuple[str, list[Plan]]:
    """Return the server's version, and its plan of each statement about something it holds."""
    plans = []
    with open_archive(url, read_only=True) as archive, archive.reading() as connection:
        version = connection.execute(text("SELECT VERSION()")).scalar_one()
        count = connection.execute(text("SELECT MAX(id) FROM post")).scalar_one()
        views = {
            row.name: row.made
            for row in connection.execute(
                # As the server has them: `from ((`db`.`post` `p` join ...`.
                text(
                    "SELECT table_name AS name, REPLACE(REPLACE(REPLACE(view_definition, '`', ''),"
                    " '(', ''), CONCAT(DATABASE(), '.'), '') AS made"
                    " FROM information_schema.views WHERE table_schema = DATABASE()"
                )
            )
        }
        indexes: dict[tuple[str, str], list[str]] = {}
        for row in connection.execute(
            text(
                "SELECT table_name AS name, index_name AS label, column_name AS part"
                " FROM information_schema.statistics WHERE table_schema = DATABASE()"
                " ORDER BY table_name, index_name, seq_in_index"
            )
        ):
            indexes.setdefault((row.name, row.label), []).append(row.part)
        for sentence, query in statements().items():
            about = asked(query, random.Random(sentence), count).replace(":", r"\:")
            found = connection.execute(text(f"EXPLAIN FORMAT=JSON {about}")).scalar_one()
            named = [query, *(made for name, made in views.items() if name in query)]
            steps: list[str] = []
            collected: list[str] = []
            _walk_mariadb(
                json.loads(_TEXT.sub(_quoted, found)), _aliases(named), indexes, steps, collected
            )
            plans.append(_plan_of(sentence, steps, collected))
    return version, plans


#: A line of MariaDB's JSON, which leaves quotes within a condition as they are.
_TEXT = re.compile(r'^( *"\w+": )"(.*)"(,?)$', re.MULTILINE)


def _quoted(line: re.Match[str]) -> str:
    return f"{line[1]}{json.dumps(line[2])}{line[3]}"


#: What MariaDB gathers before it gives a line.
_GATHERED = {
    "filesort": "order by",
    "temporary_table": "temporary table",
    "block-nl-join": "one side of a join",
}


def _walk_mariadb(
    part: Any,
    aliases: dict[str, str],
    indexes: dict[tuple[str, str], list[str]],
    steps: list[str],
    collected: list[str],
) -> None:
    if isinstance(part, list):
        for one in part:
            _walk_mariadb(one, aliases, indexes, steps, collected)
        return
    if not isinstance(part, dict):
        return
    for name, within in part.items():
        if name in _GATHERED:
            collected.append(_GATHERED[name])
        if name == "table" and not within["table_name"].startswith("<"):
            table = aliases.get(within["table_name"], within["table_name"])
            steps.append(f"{table}: {_read_by_mariadb(table, within, indexes)}")
        _walk_mariadb(within, aliases, indexes, steps, collected)


def _read_by_mariadb(
    table: str, read: dict[str, Any], indexes: dict[tuple[str, str], list[str]]
) -> str:
    kind, parts = read.get("access_type", "ALL"), read.get("used_key_parts", [])
    only = "\\*" * bool(read.get("using_index"))
    if kind == "ALL":
        return "all"
    if kind == "index":
        return f"all by {', '.join(indexes[table, read['key']])}{only}"
    return ", ".join(parts) + ".." * (kind == "range") + only


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
    parser.add_argument("--db", help="an archive that `bench fill` made: a file, or an address")
    parser.add_argument("--keep", action="store_true", help="keep its statistics")
    options = parser.parse_args(arguments)
    if options.db and "://" in options.db:
        on_postgresql = options.db.startswith("postgresql")
        version, plans = (plans_on_postgresql if on_postgresql else plans_on_mariadb)(options.db)
        name = "PostgreSQL" if on_postgresql else "MariaDB"
        print(f"{name} {version}\n\n{table(plans)}", end="")
        return 0
    if options.keep and options.db:
        keep_statistics(Path(options.db))
    with tempfile.TemporaryDirectory() as folder:
        plans = plans_of(Path(options.db)) if options.db else planned(Path(folder))
    print(f"SQLite {sqlite3.sqlite_version}\n\n{table(plans)}", end="")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
