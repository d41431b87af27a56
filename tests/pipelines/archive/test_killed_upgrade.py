"""C10: an upgrade of a filled archive that is killed leaves the old one or the new one."""

from __future__ import annotations

import signal
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, MetaData, insert, inspect, select, text

from pipelines.archive import migrate, open_archive
from pipelines.archive.engine import ddl_rolls_back
from pipelines.archive.search import search_posts
from tests.pipelines.archive.test_migrations import differences, engine  # noqa: F401
from tests.servers import warm

#: From before the frontier: most steps that change filled tables are still to come.
OLD = "0005"

#: Kills itself before the n-th statement that changes anything.
_KILLED = """
import os, signal, sys
from sqlalchemy import event
from pipelines.archive import migrate
from pipelines.archive.engine import database_url, make_engine

engine = make_engine(database_url(sys.argv[1]))
left = int(sys.argv[2])

@event.listens_for(engine, "before_cursor_execute")
def count(connection, cursor, statement, *rest):
    global left
    words = ("CREATE", "ALTER", "DROP", "INSERT", "UPDATE", "DELETE")
    if statement.lstrip().upper().startswith(words):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

migrate.upgrade(engine)
"""

_GIVEN: dict[str, Any] = {
    "state": "live",
    "outcome": "archived",
    "home_url": "https://blog.example/",
    "url": "https://blog.example/1",
    "title": "한미동맹",
    "body_text": "오늘의 이야기",
    "run_id": None,
    "last_fetch_id": None,
}


def _filled(connection: Connection) -> None:
    """Put one row into each of the tables that most depends on, with what it asks for."""
    tables = MetaData()
    tables.reflect(connection)
    for name in ("site", "page_fetch", "post", "post_address", "revision", "found_address"):
        row = {
            column.name: _GIVEN.get(column.name, _any(column))
            for column in tables.tables[name].columns
            if not column.nullable or column.name in _GIVEN
        }
        connection.execute(insert(tables.tables[name]), [row])


def _any(column: Any) -> Any:
    kind = column.type.python_type
    if kind is datetime:
        return datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
    if kind in (int, float, bool):
        return kind(1)
    return {} if kind is dict else "{}" if "JSON" in str(column.type).upper() else "1"


def _rows(connection: Connection) -> list[tuple[str, Any]]:
    tables = MetaData()
    tables.reflect(connection, only=["site", "post", "revision", "found_address"])
    return [
        # Of a post the address alone: it bears a title since 0031.
        (table.name, (table.name != "post" and row._mapping.get("title"), row._mapping.get("url")))
        for table in tables.sorted_tables
        for row in connection.execute(select(table))
    ]


@pytest.mark.parametrize("step", [32, pytest.param(1, marks=pytest.mark.soak)])
def test_it_is_the_old_or_the_new_one_wherever_it_is_killed(
    bare_database: str,
    engine: Engine,  # noqa: F811
    step: int,
) -> None:
    migrate.upgrade(engine, OLD)
    with engine.begin() as connection:
        _filled(connection)
    with engine.connect() as connection:
        whole, before = ddl_rolls_back(connection), _rows(connection)
        tables = sorted(inspect(connection).get_table_names())
    assert len(before) == 5
    engine.dispose()
    points = 0
    # On MariaDB each upgrade goes on from where the one before was killed.
    for statements in range(0, 400, step):
        ended = warm.run(["-c", _KILLED, bare_database, str(statements)])
        if ended.returncode == 0:
            break
        assert ended.returncode == -signal.SIGKILL, ended.stderr
        points += 1
        with engine.connect() as connection:
            assert _rows(connection) == before
            if whole:
                assert migrate.version_of(connection) == OLD
                assert sorted(inspect(connection).get_table_names()) == tables
        engine.dispose()
    assert points >= 3
    with open_archive(bare_database) as archive, archive.engine.connect() as connection:
        assert migrate.check(archive.engine) == migrate.versions()[-1]
        assert differences(connection) == []
        assert _rows(connection) == before
        assert connection.execute(text("SELECT title FROM post")).scalars().all() == ["한미동맹"]
        assert len(search_posts(archive, "한미동맹 이야기")) == 1
