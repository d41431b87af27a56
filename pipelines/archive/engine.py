"""What differs between SQLite, PostgreSQL and MariaDB: the one file that names a dialect."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Generator, Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Integer,
    LargeBinary,
    StaticPool,
    String,
    Table,
    Text,
    any_,
    create_engine,
    event,
    func,
    literal,
    select,
    text,
)
from sqlalchemy.dialects import mysql, postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, StatementError
from sqlalchemy.types import TypeDecorator, TypeEngine

from pipelines.archive.errors import ArchiveUnreachable
from pipelines.file_address import sqlite_url

#: What people write, and the driver we take.
DRIVERS = {
    "sqlite": "sqlite+pysqlite",
    "sqlite+pysqlite": "sqlite+pysqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
    "mysql": "mysql+pymysql",
    "mysql+pymysql": "mysql+pymysql",
    "mariadb": "mysql+pymysql",
    "mariadb+pymysql": "mysql+pymysql",
}

#: The driver's part of an address is of no use to a reader of messages.
NAMES = {
    "sqlite+pysqlite": "sqlite",
    "postgresql+psycopg": "postgresql",
    "mysql+pymysql": "mariadb",
}

#: A writer waits this long for another before "database is locked".
BUSY_SECONDS = 30

#: Without a word from a server for this long the connection is given up: a cut that nobody tells
#: of looks like a long query. `?read_timeout=SECONDS` in the address sets another.
ANSWER_SECONDS = 300

#: A server ends a connection that says nothing for this long within a transaction that writes: one
#: that was cut without a word would hold its rows against the run that goes on without it.
SILENT_WRITER_SECONDS = 60

#: After a reader who held it up is gone, the log beside a SQLite file shrinks to this.
WAL_BYTES = 64 * 1024 * 1024

#: Compare bytes: a server's own collation takes `Cafe` and `café`, `News` and `news` for one tag.
TABLE_OPTIONS = {
    "mysql_engine": "InnoDB",
    "mysql_charset": "utf8mb4",
    "mysql_collate": "utf8mb4_bin",
}

#: For a table whose id is a cursor: SQLite alone would give the number of a deleted row again.
CURSOR_TABLE_OPTIONS = {**TABLE_OPTIONS, "sqlite_autoincrement": True}

#: SQLite numbers rows by itself only under the exact name INTEGER.
BigId = BigInteger().with_variant(Integer, "sqlite")

#: TEXT ends at 64 KiB on MariaDB.
LongText = Text().with_variant(mysql.LONGTEXT(), "mysql", "mariadb")

#: So does BLOB.
LongBlob = LargeBinary().with_variant(mysql.LONGBLOB(), "mysql", "mariadb")


class Instant(TypeDecorator[datetime]):
    """An instant: aware in, UTC out, microseconds kept, on each database."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the column type that keeps microseconds."""
        if dialect.name in ("mysql", "mariadb"):
            return dialect.type_descriptor(mysql.DATETIME(fsp=6))
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return what the driver wants; a naive time is refused, since its zone is a guess."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without zone cannot be stored: {value!r}")
        utc = value.astimezone(UTC)
        return utc if dialect.name == "postgresql" else utc.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the instant in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def database_url(url: str) -> URL:
    """Return the parsed address with our driver; raises ArchiveUnreachable without secrets."""
    try:
        parsed = make_url(url.strip())
    except (ArgumentError, ValueError):
        raise ArchiveUnreachable(
            "The database address cannot be read. Give one such as sqlite:///archive.db, "
            "postgresql://user@host/name or mariadb://user@host/name "
            "(--db or NEWSCRAWL_DATABASE_URL); write @ : / in a password as %40 %3A %2F."
        ) from None
    driver = DRIVERS.get(parsed.drivername)
    if driver is None:
        raise ArchiveUnreachable(
            f"There is no support for databases of the kind {parsed.drivername!r}. "
            "Use sqlite, postgresql or mariadb."
        )
    parsed = parsed.set(drivername=driver)
    if driver.startswith("mysql"):
        parsed = parsed.update_query_dict({"charset": "utf8mb4"})
    return parsed


def shown_url(url: URL) -> str:
    """Return the address for messages: without password, driver and options."""
    if url.drivername.startswith("sqlite") and url.database:
        return sqlite_url(url.database)
    shown = url.set(drivername=NAMES.get(url.drivername, url.drivername), query={})
    return shown.render_as_string(hide_password=True)


def make_engine(url: URL, *, read_only: bool = False) -> Engine:
    """Return an engine for `url`; nothing is connected yet, but a file's folder is checked."""
    options: dict[str, Any] = {
        "json_serializer": partial(json.dumps, ensure_ascii=False),
        "hide_parameters": True,  # an error must not carry a whole post into the log
    }
    if url.drivername.startswith("sqlite"):
        return _sqlite_engine(url, read_only, options)
    answer_seconds = _answer_seconds(url)
    url = url.difference_update_query(["read_timeout"])
    try:
        if url.drivername.startswith("postgresql"):
            arguments: dict[str, Any] = {
                "connect_timeout": 10,
                "application_name": "newscrawl",
                "client_encoding": "utf8",
                # A line that is cut without a word is noticed within a minute.
                "keepalives_idle": 30,
                "tcp_user_timeout": 60_000,
            }
        else:
            arguments = {
                "connect_timeout": 10,
                "read_timeout": answer_seconds,
                "write_timeout": min(60, answer_seconds),
            }
            # The server's REPEATABLE READ would hide rows another writer has just made.
            options["isolation_level"] = "READ COMMITTED"
        engine = create_engine(
            url, pool_pre_ping=True, pool_recycle=1800, connect_args=arguments, **options
        )
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        extra = "postgresql" if url.drivername.startswith("postgresql") else "mariadb"
        raise ArchiveUnreachable(
            f"The driver for {extra} is not installed ({error}). "
            f"Install it: pip install 'newscrawl[{extra}]'."
        ) from None
    if url.drivername.startswith("mysql"):
        event.listen(
            engine, "connect", partial(_greet_mysql, read_only, _silence_seconds(answer_seconds))
        )
        event.listen(engine, "before_cursor_execute", _weigh_mysql)
    else:
        event.listen(engine, "connect", _greet_postgresql)
        event.listen(engine, "do_connect", partial(_connect_postgresql, answer_seconds, []))
        if read_only:
            engine = engine.execution_options(postgresql_readonly=True)
        else:
            event.listen(
                engine, "begin", partial(_begin_postgresql, _silence_seconds(answer_seconds))
            )
    return engine


def _greet_postgresql(connection: Any, _record: object) -> None:
    # A month or a day of a time is cut from it as text: everywhere that of UTC.
    connection.execute("SET TIME ZONE 'UTC'")
    connection.commit()


def _silence_seconds(answer_seconds: float) -> int:
    return int(min(SILENT_WRITER_SECONDS, max(5, 2 * answer_seconds)))


def _begin_postgresql(silence_seconds: int, connection: Connection) -> None:
    # Readers may take their time: whoever reads a long export with a pager.
    if connection.get_execution_options().get("newscrawl_writes"):
        connection.exec_driver_sql(
            f"SET LOCAL idle_in_transaction_session_timeout = '{silence_seconds}s'"
        )


def _answer_seconds(url: URL) -> float:
    given = url.query.get("read_timeout", ANSWER_SECONDS)
    try:
        seconds = float(given)  # type: ignore[arg-type]  # two of them are as wrong as a word
    except (TypeError, ValueError):
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise ArchiveUnreachable(
            f"The database address says read_timeout={given}, which is no number of seconds."
        )
    return seconds


def _connect_postgresql(
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


def await_any_answer(raw: Any) -> None:
    """Let a driver's connection wait as long as it takes: an index of a million rows takes long.

    A line that is cut is noticed all the same, by the system.
    """
    if hasattr(raw, "answer_seconds"):
        raw.answer_seconds = float("inf")
    elif hasattr(raw, "_read_timeout"):  # PyMySQL has no other way
        raw._read_timeout = None


def _greet_mysql(read_only: bool, silence_seconds: int, connection: Any, record: Any) -> None:
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


def _weigh_mysql(
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


def _sqlite_engine(url: URL, read_only: bool, options: dict[str, Any]) -> Engine:
    name = url.database or ""
    in_memory = name in ("", ":memory:") or name.startswith("file:")
    if in_memory:
        options["poolclass"] = StaticPool
    else:
        check_file(Path(name), read_only)
        if read_only:
            uri = Path(name).absolute().as_uri()
            url = url.set(database=uri).update_query_dict({"mode": "ro", "uri": "true"})
    engine = create_engine(
        url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False}, **options
    )
    event.listen(engine, "connect", partial(_greet_sqlite, read_only or in_memory))
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _greet_sqlite(plain: bool, connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, below
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    if not plain:
        _write_ahead(cursor)
        # NORMAL: a power cut may lose the last second, never the file. docs/database.md.
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.execute(f"PRAGMA journal_size_limit = {WAL_BYTES}")
    cursor.close()


def _write_ahead(cursor: Any) -> None:
    # SQLite does not wait for its turn here, as it does elsewhere: of two that open a new file
    # at once, one is told that it is locked.
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                cursor.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.02)


def _begin_sqlite(connection: Connection) -> None:
    # A writer that begins as a reader cannot wait for its turn: SQLite answers "locked" at once.
    writes = connection.get_execution_options().get("newscrawl_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def check_file(path: Path, read_only: bool) -> None:
    """Raise ArchiveUnreachable, saying why, when no SQLite file can be opened at `path`."""
    folder = path.absolute().parent
    # os.path, since Path raises where a folder may not be entered.
    if os.path.isdir(path):
        raise ArchiveUnreachable(f"{path} is a folder. Name a file in it: {path / 'archive.db'}.")
    if not os.path.isdir(folder):
        raise ArchiveUnreachable(f"There is no folder {folder}. Create it: mkdir -p {folder}.")
    if not _may(folder, os.X_OK):
        raise ArchiveUnreachable(
            f"The folder {folder} may not be entered by this user. Check its permissions."
        )
    if read_only:
        if not path.exists():
            raise ArchiveUnreachable(
                f"There is no archive at {path.absolute()}. Crawl first, or name another (--db)."
            )
        if not _may(path, os.R_OK):
            raise ArchiveUnreachable(f"{path} may not be read by this user. Check its permissions.")
        return
    if not _may(folder, os.W_OK):
        raise ArchiveUnreachable(
            f"The folder {folder} may not be written by this user. Check its permissions, "
            "or name a file in another folder (--db)."
        )
    if path.exists() and not _may(path, os.R_OK | os.W_OK):
        raise ArchiveUnreachable(f"{path} may not be written by this user. Check its permissions.")


def _may(path: Path, mode: int) -> bool:
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)


def one_of(
    connection: Connection, column: ColumnElement[Any], values: Sequence[Any]
) -> ColumnElement[bool]:
    """Return that `column` is one of `values`; on PostgreSQL and SQLite they are one parameter.

    A statement with hundreds of parameters is read letter by letter, each time.
    """
    if connection.dialect.name == "sqlite":
        given = literal(json.dumps(list(values), ensure_ascii=False), String())
        return column.in_(select(func.json_each(given).table_valued("value").c.value))
    if connection.dialect.name == "postgresql":
        return column == any_(literal(list(values), postgresql.ARRAY(column.type)))
    return column.in_(values)


def missing_insert(dialect_name: str, table: Table) -> Any:
    """Return an INSERT that leaves a row alone which meets a unique key."""
    return _upsert(dialect_name, table, ())


def upsert(
    connection: Connection,
    table: Table,
    rows: Sequence[dict[str, Any]],
    *,
    key: Iterable[str],
    update: Iterable[str],
) -> None:
    """Insert `rows`; where `key` (a unique key) is taken, set the columns `update` instead."""
    if rows:
        name = connection.dialect.name
        connection.execute(_upsert(name, table, tuple(key), tuple(update)), rows)


def _upsert(name: str, table: Table, key: tuple[str, ...], update: tuple[str, ...] = ()) -> Any:
    if name in ("mysql", "mariadb"):
        statement = mysql.insert(table)
        # INSERT IGNORE would also wave through values that do not fit.
        keep = {column.name: column for column in list(table.primary_key)[:1]}
        changed = {column: statement.inserted[column] for column in update}
        return statement.on_duplicate_key_update(changed or keep)
    insert = postgresql.insert(table) if name == "postgresql" else sqlite.insert(table)
    if not update:
        return insert.on_conflict_do_nothing()
    return insert.on_conflict_do_update(
        index_elements=list(key), set_={column: insert.excluded[column] for column in update}
    )


def ddl_rolls_back(connection: Connection) -> bool:
    """Return True when a failed migration leaves no trace."""
    return connection.dialect.name in ("sqlite", "postgresql")


def prepare_migration(connection: Connection) -> None:
    """Wait until no other process migrates; the lock goes when `connection` is closed.

    Its statements may take as long as they will.
    """
    if connection.dialect.name == "sqlite":
        return
    # Out of the pool: closed for good, and with it a lock of MariaDB, but not before the commit.
    connection.detach()
    await_any_answer(connection.connection.dbapi_connection)
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(7392017)"))
    else:
        connection.execute(text("SELECT GET_LOCK('newscrawl migration', 600)"))


def encoding_fault(connection: Connection) -> str | None:
    """Return why this database would garble text; None when it stores Unicode."""
    if connection.dialect.name == "postgresql":
        encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
        if encoding != "UTF8":
            return (
                f"The PostgreSQL database is encoded as {encoding}, which garbles Korean text. "
                "Create one with: createdb --encoding=UTF8 --template=template0 NAME."
            )
    return None


def take_turn(connection: Connection) -> None:
    """Wait until no other transaction holds the turn, and hold it until this one ends."""
    if connection.dialect.name != "sqlite":  # there only one writes at a time anyway
        connection.execute(text("SELECT version_num FROM alembic_version FOR UPDATE")).all()


def snapshot(connection: Connection) -> None:
    """Let all that is read next be of one moment, whatever others write meanwhile.

    To be called before anything else on the connection. SQLite's transactions are so by nature.
    """
    name = connection.dialect.name
    if name == "postgresql":
        connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
    elif name in ("mysql", "mariadb"):
        connection.rollback()
        connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        connection.execute(text("START TRANSACTION WITH CONSISTENT SNAPSHOT"))


def _counts(table: Table) -> bool:
    keys = list(table.primary_key.columns)
    return len(keys) == 1 and keys[0].autoincrement is not False and keys[0].name == "id"


def next_id(connection: Connection, table: Table) -> int | None:
    """Return the number that the next row of `table` would get; None when it has none."""
    if not _counts(table):
        return None
    highest = f"SELECT COALESCE(MAX(id), 0) + 1 FROM {table.name}"
    queries = {
        "sqlite": "SELECT seq + 1 FROM sqlite_sequence WHERE name = :table",
        "postgresql": "SELECT last_value + CASE WHEN is_called THEN 1 ELSE 0 END"
        f" FROM {table.name}_id_seq",
    }
    of_server = (
        "SELECT AUTO_INCREMENT FROM information_schema.TABLES"
        " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = :table"
    )
    if connection.dialect.name == "sqlite" and not table.dialect_options["sqlite"]["autoincrement"]:
        return int(connection.execute(text(highest)).scalar_one())
    query = queries.get(connection.dialect.name, of_server)
    parameters = {"table": table.name} if ":table" in query else {}
    given = connection.execute(text(query), parameters).scalar()
    return max(int(given or 1), int(connection.execute(text(highest)).scalar_one()))


def set_next_id(connection: Connection, table: Table, number: int) -> None:
    """Let the next row of `table` get `number`, which no row has yet."""
    name = connection.dialect.name
    if name == "postgresql":
        connection.execute(
            text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :number, false)"),
            {"table": table.name, "number": number},
        )
    elif name in ("mysql", "mariadb"):
        # This ends the transaction, which is none the worse for it: all rows are written.
        connection.execute(text(f"ALTER TABLE {table.name} AUTO_INCREMENT = {number:d}"))
    elif table.dialect_options["sqlite"]["autoincrement"]:
        connection.execute(
            text("DELETE FROM sqlite_sequence WHERE name = :table"), {"table": table.name}
        )
        connection.execute(
            text("INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :number)"),
            {"table": table.name, "number": number - 1},
        )


#: What a database error means. `busy`: another had the lock; `race`: another made the same row
#: first; both: try again at once. `lost`: the connection went; wait for the server. `gone`: the
#: database cannot be used (disk full, read-only, no permission). `row`: a value is at fault.
Fault = Literal["busy", "race", "lost", "gone", "row"]

_MYSQL: dict[int, Fault] = {
    1205: "busy",
    1213: "busy",
    1062: "race",
    # Too many connections, shutting down, killed.
    **dict.fromkeys((1040, 1053, 1152, 1159, 1161, 1184, 1203, 1226, 1317, 1927), "lost"),
    # Disk full, table full, access, unknown database, host blocked, read-only.
    **dict.fromkeys((1021, 1044, 1045, 1049, 1114, 1129, 1130, 1290, 1792, 1836), "gone"),
}
#: By the beginning of the sqlstate.
_POSTGRES: dict[str, Fault] = {
    "40": "busy",
    "55P03": "busy",
    "23505": "race",
    "08": "lost",
    "53300": "lost",
    "57P": "lost",
    **dict.fromkeys(("25006", "28", "3D", "42501", "53", "58", "XX"), "gone"),
}
_SQLITE: dict[int, Fault] = {
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_CONSTRAINT_UNIQUE: "race",
    sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY: "race",
    sqlite3.SQLITE_FULL: "gone",
    sqlite3.SQLITE_IOERR: "gone",
    sqlite3.SQLITE_READONLY: "gone",
    sqlite3.SQLITE_CANTOPEN: "gone",
    sqlite3.SQLITE_CORRUPT: "gone",
    sqlite3.SQLITE_NOTADB: "gone",
    sqlite3.SQLITE_PERM: "gone",
    sqlite3.SQLITE_AUTH: "gone",
}


def fault_of(error: DBAPIError) -> Fault:
    """Return what kind of failure `error` is, from the code the database gave."""
    original = error.orig
    sqlite_code = getattr(original, "sqlite_errorcode", None)
    if sqlite_code is not None:
        return _SQLITE.get(sqlite_code) or _SQLITE.get(sqlite_code & 0xFF, "row")
    code = original.args[0] if original is not None and original.args else None
    if isinstance(code, int):  # MariaDB, whose drivers give a coarse sqlstate as well
        return _MYSQL.get(code, "lost" if code == 0 or 2000 <= code < 2100 else "row")
    sqlstate = getattr(original, "sqlstate", None)
    if sqlstate:
        matches = (fault for start, fault in _POSTGRES.items() if sqlstate.startswith(start))
        return next(matches, "row")
    # psycopg gives no code when it could not connect at all, or was cut off.
    kinds = {kind.__name__ for kind in type(original).__mro__}  # ConnectionTimeout is one, too
    cut_off = error.connection_invalidated or "OperationalError" in kinds
    return "lost" if cut_off else "row"


def reason_of(error: StatementError) -> str:
    """Return the database's own words, one line, without the statement."""
    original = error.orig
    words = original.args[-1] if original is not None and original.args else str(error)
    return " ".join(str(words).split())[:300]


def is_damaged(error: DBAPIError) -> bool:
    """Return True when the file is no database, or not a whole one: SQLite's plainest error."""
    return type(error.orig) is sqlite3.DatabaseError


def erase_for_good(connection: Connection) -> None:
    """Let what this transaction deletes be overwritten, where the database leaves it lying."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("PRAGMA secure_delete = ON"))


def empty_log(engine: Engine) -> None:
    """Let nothing deleted lie in the log of a SQLite file, if no other process reads it now."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
