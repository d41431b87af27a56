"""Turns, snapshots and migrations: what a transaction holds and what it leaves."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, text

from pipelines.archive.engine.waiting import await_any_answer


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


def clock(connection: Connection) -> datetime:
    """Return what time it is by the one clock that all who use this database share, in UTC.

    That of its server; those of two machines may be minutes apart. A SQLite file has none, and
    mostly one machine: there it is this machine's.
    """
    if connection.dialect.name == "sqlite":
        return datetime.now(UTC)
    of_server = (
        "clock_timestamp()" if connection.dialect.name == "postgresql" else "UTC_TIMESTAMP(6)"
    )
    now: datetime = connection.execute(text(f"SELECT {of_server}")).scalar_one()
    return now.replace(tzinfo=UTC) if now.tzinfo is None else now.astimezone(UTC)


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
