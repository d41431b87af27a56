"""Connecting to PostgreSQL."""

from __future__ import annotations

import re
import time
from collections.abc import Generator, Sequence
from functools import lru_cache, partial
from typing import Any, Literal

from sqlalchemy import URL, Connection, Dialect, Engine, create_engine, event

from pipelines.archive.engine.waiting import silence_seconds_for


def postgresql_engine(
    url: URL, read_only: bool, options: dict[str, Any], *, answer_seconds: float
) -> Engine:
    """Return an engine that gives a connection up when nothing is heard for `answer_seconds`."""
    arguments = {
        # The driver takes less than two seconds for two.
        "connect_timeout": max(2, min(10, int(answer_seconds))),
        "application_name": "newscrawl",
        "client_encoding": "utf8",
        # A line that is cut without a word is noticed within a minute.
        "keepalives_idle": 30,
        "tcp_user_timeout": 60_000,
    }
    engine = create_engine(url, connect_args=arguments, **options)
    event.listen(engine, "connect", _greet)
    event.listen(engine, "do_connect", partial(_connect, answer_seconds, []))
    event.listen(engine, "do_executemany", _copy)
    if read_only:
        return engine.execution_options(postgresql_readonly=True)
    event.listen(engine, "begin", partial(_begin, silence_seconds_for(answer_seconds)))
    return engine


def _greet(connection: Any, _record: object) -> None:
    # A month or a day of a time is cut from it as text: everywhere that of UTC.
    connection.execute("SET TIME ZONE 'UTC'")
    connection.commit()


def _begin(silence_seconds: int, connection: Connection) -> None:
    # Readers may take their time: whoever reads a long export with a pager.
    if connection.get_execution_options().get("newscrawl_writes"):
        connection.exec_driver_sql(
            f"SET LOCAL idle_in_transaction_session_timeout = '{silence_seconds}s'"
        )


#: COPY costs a round trip more, and saves the server a statement for each row.
_ROWS_TO_COPY = 20
_PLAIN_INSERT = re.compile(r"INSERT INTO (\w+) \(([^()]+)\) VALUES \((%s(::[\w ()]+)?(, )?)+\)")


@lru_cache(maxsize=500)
def _as_copy(statement: str) -> str | None:
    plain = _PLAIN_INSERT.fullmatch(statement)
    return f"COPY {plain[1]} ({plain[2]}) FROM STDIN" if plain else None


def _copy(
    cursor: Any, statement: str, rows: Sequence[Any], _context: object
) -> Literal[True] | None:
    copy = _as_copy(statement) if len(rows) >= _ROWS_TO_COPY else None
    if copy is None:
        return None
    with cursor.copy(copy) as sink:
        for row in rows:
            sink.write_row(row)
    return True


def _connect(
    answer_seconds: float,
    given_up: list[int],
    dialect: Dialect,
    _record: object,
    arguments: Any,
    named: Any,
) -> Any:
    # libpq has no time limit for an answer, and the kernel's does not see a cut behind a proxy.
    driver: Any = dialect.loaded_dbapi

    def listening(steps: Generator[Any, Any, Any], connection: Any) -> Any:
        try:
            heard_at = time.monotonic()
            wanted = next(steps)
            while True:
                ready = yield wanted
                if ready:
                    heard_at = time.monotonic()
                elif time.monotonic() - heard_at > connection.answer_seconds:
                    given_up.append(connection.pgconn.backend_pid)
                    connection.pgconn.finish()
                    raise driver.OperationalError(f"no answer within {answer_seconds:g} seconds")
                wanted = steps.send(ready)
        except StopIteration as end:
            return end.value

    class Listening(driver.Connection):  # type: ignore[misc]
        def wait(self, gen: Any, *args: Any, **more: Any) -> Any:
            return super().wait(listening(gen, self), *args, **more)

    Listening.answer_seconds = answer_seconds
    connection = Listening.connect(*arguments, **named)
    while given_up:
        # The server may never learn that its line was cut, and would hold its rows against us: in
        # the middle of many statements sent at once it counts no time.
        connection.execute(_END_GIVEN_UP, (given_up[-1], answer_seconds))
        given_up.pop()
    connection.rollback()
    return connection


_END_GIVEN_UP = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE pid = %s AND usename = current_user AND datname = current_database()
    AND xact_start < clock_timestamp() - make_interval(secs => %s)"""
