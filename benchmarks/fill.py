"""A large archive of made-up posts (see `_made_rows.py`), by the quickest way of the database.

    python3 run.py bench fill --db URL [--posts 1000000]

On an empty archive; broken off, the same command goes on. Rows are written past the crawler, in
transactions of 10,000 posts, and the indexes are made after them; on MariaDB those of words alone.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from sqlalchemy import func, select, text

from benchmarks._made_rows import Making, Rows
from pipelines.archive import Archive, open_archive
from pipelines.archive.copying import copied_tables
from pipelines.archive.engine import await_any_answer, next_id, set_next_id
from pipelines.archive.keys import IN_LIST, chunks
from pipelines.archive.search_index import Words, index_words
from pipelines.archive.search_told import Told, spelled_joint, told
from pipelines.archive.search_words import borders_in, cut, folded, joints_of

#: Posts whose rows are written together: fewer would write the pages of the hashes, which lie
#: all over their indexes, again and again.
STEP = 10_000
#: SQLite collects so many bytes of words before it writes them.
WORDS_BYTES = 100_000_000
#: Remembers the indexes while they are away.
AWAY = "CREATE TABLE IF NOT EXISTS index_away (name VARCHAR(200), definition VARCHAR(2000))"


#: The bands of prints are numbers without order: written at the end, sorted.
BANDS = "CREATE TABLE IF NOT EXISTS band_away (band INTEGER, post_id INTEGER)"


@lru_cache(100)
def _sqlite_time(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%S.%f")


def _sqlite_row(row: tuple[Any, ...]) -> list[Any]:
    return [_sqlite_time(one) if type(one) is datetime else one for one in row]


class _Sqlite:
    """Rows by executemany, the indexes after them."""

    def __init__(self, archive: Archive) -> None:
        self._lent = archive.engine.raw_connection()
        self._lent.detach()
        self.connection: Any = self._lent.dbapi_connection
        for pragma in ("foreign_keys = OFF", "synchronous = OFF", "cache_size = -1000000",
                       "wal_autocheckpoint = 50000", "journal_size_limit = 100000000"):  # fmt: skip
            self.connection.execute(f"PRAGMA {pragma}")
        self._collect_words(WORDS_BYTES)
        self.connection.execute(BANDS)
        self.connection.execute(AWAY)
        self.connection.execute("BEGIN")
        indexes = "FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        self.connection.execute(f"INSERT INTO index_away SELECT name, sql {indexes}")
        for (name,) in self.connection.execute(f"SELECT name {indexes}").fetchall():
            self.connection.execute(f"DROP INDEX {name}")
        self.connection.execute("COMMIT")
        self.connection.execute("BEGIN")

    def _collect_words(self, size: int) -> None:
        for name in ("search_titles", "search_words"):
            self.connection.execute(
                f"INSERT INTO {name} ({name}, rank) VALUES ('hashsize', {size})"
            )

    def write(self, rows: Rows) -> None:
        for table, some in rows.items():
            name, _, columns = table.rstrip(")").partition("(")
            name = "band_away" if name == "text_band" else name
            marks = ",".join("?" * len(columns.split()))
            self.connection.executemany(
                f"INSERT INTO {name} ({','.join(columns.split())}) VALUES ({marks})",
                map(_sqlite_row, some),
            )

    def index(self, words: list[dict[str, Any]]) -> None:
        entries, titles, texts = [], [], []
        for one in words:
            # Fewer than 256 posts a minute, made in order of time.
            place = one["minute"] * 256 + one["post_id"] % 256
            entries.append((one["post_id"], one["revision_id"], place))
            title, sentences, tags = one["texts"]
            borders = _borders(title)
            titles.append((place, " ".join([one["title"], one["marks"], *sorted(borders)])))
            borders = borders.union(_borders(tags), *map(_borders, sentences))
            for last, first in pairwise(sentences):
                borders |= _borders(f"{last[-3:]} {first[:2]}")
            texts.append((place, " ".join([one["all"], *sorted(borders)])))
        self.connection.executemany("INSERT INTO search_entry VALUES (?, ?, ?)", entries)
        for name, some in (("search_titles", titles), ("search_words", texts)):
            self.connection.executemany(f"INSERT INTO {name} (rowid, words) VALUES (?, ?)", some)
        self.connection.execute("COMMIT")
        self.connection.execute("BEGIN")

    def finish(self) -> None:
        self._collect_words(1 << 20)
        self.connection.execute("COMMIT")
        self.connection.execute("INSERT INTO text_band SELECT * FROM band_away ORDER BY band")
        self.connection.execute("DROP TABLE band_away")
        for _, sql in self.connection.execute("SELECT * FROM index_away").fetchall():
            self.connection.execute(sql)
        self.connection.execute("DROP TABLE index_away")
        self.connection.execute("ANALYZE")
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._lent.close()


@cache
def _borders(sentence: str) -> frozenset[str]:
    return frozenset(borders_in(cut(folded(sentence))))


@cache
def _joints(sentence: str) -> frozenset[str]:
    return frozenset(joints_of(folded(sentence)))


def _joints_between(sentences: Sequence[str]) -> set[str]:
    # The last two letters are known, before what may end in two dots, and the next two.
    return {_joint(last[-4:], first[:2]) for last, first in pairwise(sentences)}


@lru_cache(1 << 17)
def _joint(last: str, first: str) -> str:
    last = folded(last)
    return joints_of(f"{last}\n{folded(first)}")[len(joints_of(last))]


def _vector(words: Iterable[str]) -> str:
    return "'" + "' '".join(words) + "'"


class _PostgreSQL:
    """Rows by COPY, the indexes after them."""

    def __init__(self, archive: Archive) -> None:
        self._lent = archive.engine.raw_connection()
        self._lent.detach()
        self.connection: Any = self._lent.dbapi_connection
        self.connection.autocommit = False
        await_any_answer(self.connection)
        for setting in ("session_replication_role = replica", "synchronous_commit = off",
                        "maintenance_work_mem = '1GB'", "max_parallel_maintenance_workers = 1",
                        "timezone = 'UTC'"):  # fmt: skip
            self.connection.execute(f"SET {setting}")
        indexes = (
            "FROM pg_indexes WHERE schemaname = current_schema() AND indexdef LIKE 'CREATE INDEX%'"
        )
        self.connection.execute(AWAY)
        self.connection.execute(f"INSERT INTO index_away SELECT indexname, indexdef {indexes}")
        for (name,) in self.connection.execute(f"SELECT indexname {indexes}").fetchall():
            self.connection.execute(f"DROP INDEX {name}")
        self.connection.commit()

    def write(self, rows: Rows) -> None:
        with self.connection.cursor() as cursor:
            for table, some in rows.items():
                name, _, columns = table.rstrip(")").partition("(")
                into = f"COPY {name} ({','.join(columns.split())}) FROM STDIN"
                with cursor.copy(into) as copy:
                    for row in some:
                        copy.write_row(row)

    def index(self, words: list[dict[str, Any]]) -> None:
        into = "COPY search_entry (post_id, revision_id, place, title_words, words) FROM STDIN"
        with self.connection.cursor() as cursor, cursor.copy(into) as copy:
            for one in words:
                place = one["minute"] * (1 << 30) + one["post_id"]
                title, sentences, tags = one["texts"]
                joints = _joints(title)
                of_title = {*joints, *one["title"].split(), *one["marks"].split()}
                of_all = {*joints, *joints_of(tags), *one["all"].split()}
                of_all.update(*map(_joints, sentences))
                of_all |= _joints_between(sentences)
                copy.write_row((one["post_id"], one["revision_id"], place, _vector(of_title),
                                _vector(of_all)))  # fmt: skip
        self.connection.commit()

    def finish(self) -> None:
        for _, definition in self.connection.execute("SELECT * FROM index_away").fetchall():
            self.connection.execute(definition)
        self.connection.execute("DROP TABLE index_away")
        self.connection.commit()
        self.connection.autocommit = True
        self.connection.execute("VACUUM ANALYZE")
        self._lent.close()


class _MariaDB:
    """Rows by executemany, which PyMySQL makes few statements of; the index of words after them."""

    columns = ("title_words", "words")

    def __init__(self, archive: Archive) -> None:
        self.connection = archive.engine.connect()
        await_any_answer(self.connection.connection.dbapi_connection)
        # The server ends the transaction of who is silent: it waits for posts to be made.
        for name in ("foreign_key_checks", "unique_checks", "idle_write_transaction_timeout"):
            self.connection.exec_driver_sql(f"SET {name} = 0")
        for column in self.columns:
            self.connection.exec_driver_sql(
                f"ALTER TABLE search_entry DROP KEY IF EXISTS ix_search_entry_{column}"
            )
        # With the hidden numbers that the dropped ones left behind, the first new one may count
        # its rows anew (10.11): it then names none.
        self.connection.exec_driver_sql("ALTER TABLE search_entry FORCE")

    def write(self, rows: Rows) -> None:
        for table, some in rows.items():
            name, _, columns = table.rstrip(")").partition("(")
            names = columns.split()
            into = f"INSERT INTO {name} (`{'`,`'.join(names)}`)"
            if some:
                self.connection.exec_driver_sql(
                    f"{into} VALUES ({','.join(['%s'] * len(names))})", some
                )

    def index(self, words: list[dict[str, Any]]) -> None:
        for some in chunks(words, IN_LIST):
            index_words(self.connection, [_words(one) for one in some])
        self.connection.commit()

    def finish(self) -> None:
        for column in self.columns:
            self.connection.exec_driver_sql(
                "ALTER TABLE search_entry"
                f" ADD FULLTEXT KEY IF NOT EXISTS ix_search_entry_{column} ({column})"
            )
        names = ", ".join(table.name for table in copied_tables())
        self.connection.exec_driver_sql(f"ANALYZE TABLE {names}, search_entry")
        self.connection.invalidate()  # its settings are no others'
        self.connection.close()


@cache
def _spelled(sentence: str) -> frozenset[str]:
    return frozenset(told("mariadb", sentence, "", ()).title[0].split())


def _words(one: dict[str, Any]) -> Words:
    title, sentences, tags = one["texts"]
    whole = _spelled(title).union(_spelled(tags), *map(_spelled, sentences))
    between = map(spelled_joint, _joints_between(sentences))
    return Words(
        post_id=one["post_id"],
        revision_id=one["revision_id"],
        place=0,
        minute=one["minute"],
        marks=one["marks"],
        told=Told((" ".join(_spelled(title)), ""), (" ".join(whole.union(between)), "")),
    )


_SINKS: dict[str, Any] = {
    "sqlite": _Sqlite,
    "postgresql": _PostgreSQL,
    "mysql": _MariaDB,
    "mariadb": _MariaDB,
}


def fill(archive: Archive, count: int, say: Callable[[str], None] = print) -> None:
    """Fill an archive up to `count` posts."""
    begun = time.perf_counter()
    with archive.reading() as connection:
        held = connection.execute(text("SELECT MAX(id) FROM post")).scalar_one() or 0
    sink = _SINKS[archive.engine.dialect.name](archive)
    making = Making(count)
    if not held:
        sink.write(making.beginnings())
    for first in range(held + 1, count + 1, STEP):
        last = min(first + STEP - 1, count)
        rows, words = making.posts(first, last)
        sink.write(rows)
        sink.index(words)
        if last % (5 * STEP) == 0:
            say(f"{last} posts, {time.perf_counter() - begun:.0f} s")
    say(f"all rows after {time.perf_counter() - begun:.0f} s; now the indexes")
    sink.finish()
    with archive.writing() as connection:
        for table in copied_tables():
            if next_id(connection, table) is not None:
                last = connection.execute(select(func.max(table.c.id))).scalar_one() or 0
                set_next_id(connection, table, last + 1)
    say(f"done after {time.perf_counter() - begun:.0f} s")


def main(arguments: list[str] | None = None) -> int:
    """Fill the archive and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--db", required=True, help="address of the archive")
    parser.add_argument("--posts", type=int, default=1_000_000, help="how many (default: 1000000)")
    options = parser.parse_args(arguments)
    with open_archive(options.db) as archive:
        fill(archive, options.posts, lambda line: print(line, flush=True))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
