"""Connecting to a SQLite file."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, StaticPool, create_engine, event
from sqlalchemy.engine import URL

from pipelines.archive.engine.columns import unreadable
from pipelines.archive.engine.waiting import BUSY_SECONDS
from pipelines.archive.errors import ArchiveUnreachable

#: After a reader who held it up is gone, the log beside a SQLite file shrinks to this.
WAL_BYTES = 64 * 1024 * 1024


def sqlite_engine(url: URL, read_only: bool, options: dict[str, Any]) -> Engine:
    """Return an engine for a file, whose folder is checked."""
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
        url,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        json_deserializer=_json,
        **options,
    )
    event.listen(engine, "connect", partial(_greet, read_only or in_memory))
    event.listen(engine, "begin", _begin)
    return engine


def _json(value: str) -> object:
    try:
        return json.loads(value)
    except (TypeError, ValueError) as error:
        raise unreadable("JSON", value) from error


def _greet(plain: bool, connection: Any, _record: object) -> None:
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


def _begin(connection: Connection) -> None:
    # A writer that begins as a reader cannot wait for its turn: SQLite answers "locked" at once.
    writes = connection.get_execution_options().get("newscrawl_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def check_file(path: Path, read_only: bool) -> None:
    """Raise ArchiveUnreachable, saying why, when no SQLite file can be opened at `path`."""
    folder = path.absolute().parent
    # os.path, since Path raises where a folder may not be entered.
    if os.path.isdir(path):
        raise ArchiveUnreachable(f"{path} is a folder. Name a file in it: {path / 'archive.db'}.")
    seen = next(one for one in (folder, *folder.parents) if os.path.isdir(one))
    if not _may(seen, os.X_OK):
        raise ArchiveUnreachable(
            f"The folder {seen} may not be entered by this user. Check its permissions."
        )
    if seen != folder:
        raise ArchiveUnreachable(f"There is no folder {folder}. Create it: mkdir -p {folder}.")
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
    # What another user's process left beside it is written, too.
    for file in (path, *(path.with_name(f"{path.name}-{end}") for end in ("wal", "shm"))):
        if file.exists() and not _may(file, os.R_OK | os.W_OK):
            raise ArchiveUnreachable(
                f"{file} may not be written by this user. Check its permissions."
            )


def _may(path: Path, mode: int) -> bool:
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)
