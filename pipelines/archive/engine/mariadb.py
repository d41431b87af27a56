"""Connecting to MariaDB."""

from __future__ import annotations

from functools import partial
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import StatementError

from pipelines.archive.engine.waiting import silence_seconds_for


def mariadb_engine(
    url: URL, read_only: bool, options: dict[str, Any], *, answer_seconds: float
) -> Engine:
    """Return an engine that gives a connection up when nothing is heard for `answer_seconds`."""
    arguments = {
        "connect_timeout": 10,
        "read_timeout": answer_seconds,
        "write_timeout": min(60, answer_seconds),
    }
    # The server's REPEATABLE READ would hide rows another writer has just made.
    engine = create_engine(url, isolation_level="READ COMMITTED", connect_args=arguments, **options)
    event.listen(engine, "connect", partial(_greet, read_only, silence_seconds_for(answer_seconds)))
    event.listen(engine, "before_cursor_execute", _weigh)
    return engine


def _greet(read_only: bool, silence_seconds: int, connection: Any, record: Any) -> None:
    with connection.cursor() as cursor:
        # Strict: a value that does not fit is an error, not a silent cut.
        cursor.execute(
            "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION',"
            " time_zone = '+00:00', innodb_lock_wait_timeout = 20"
            f" /*M!100300 , idle_write_transaction_timeout = {silence_seconds} */"
        )
        if read_only:
            cursor.execute("SET SESSION TRANSACTION READ ONLY")
        cursor.execute("SELECT @@max_allowed_packet")
        record.info["packet_bytes"] = cursor.fetchone()[0]


def _weigh(
    connection: Connection, _cursor: object, statement: str, parameters: Any, *_rest: object
) -> None:
    # The server closes the connection on a packet that is too large, and would at each try again.
    most = connection.connection.info.get("packet_bytes", 0)
    for row in parameters if isinstance(parameters, list) else [parameters]:
        texts = [v for v in (row.values() if isinstance(row, dict) else row) if isinstance(v, str)]
        if sum(map(len, texts)) * 4 < most - 10_000:
            continue
        escaped = sum(len(t.encode()) + sum(map(t.count, "\\'\"\n\r\0\x1a")) for t in texts)
        if escaped > most - 10_000:
            words = f"a row of {escaped} bytes is more than max_allowed_packet ({most}) allows"
            raise StatementError(words, statement, None, ValueError(words))
