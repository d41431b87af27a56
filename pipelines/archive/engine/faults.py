"""What a database's error means, and its own words for it."""

from __future__ import annotations

import sqlite3
from typing import Literal

from sqlalchemy.exc import DBAPIError, StatementError

#: What a database error means. `busy`: another had the lock; `race`: another made the same row
#: first; both: try again at once. `lost`: the connection went; wait for the server. `gone`: the
#: database cannot be used (disk full, read-only, no permission). `row`: a value is at fault.
Fault = Literal["busy", "race", "lost", "gone", "row"]

#: A file of a table that is wrong, or not the engine's, or crashed; an index that is.
_MYSQL_DAMAGE = (1033, 1034, 1035, 1194, 1195, 1712, 1877, 1932)

_MYSQL: dict[int, Fault] = {
    1205: "busy",
    1213: "busy",
    # What was read has changed since (innodb_snapshot_isolation).
    1020: "busy",
    1062: "race",
    # Too many connections, shutting down, killed.
    **dict.fromkeys((1040, 1053, 1152, 1159, 1161, 1184, 1203, 1226, 1317, 1927), "lost"),
    # Disk full, table full, access, unknown database, host blocked, read-only.
    **dict.fromkeys((1021, 1044, 1045, 1049, 1114, 1129, 1130, 1290, 1792, 1836), "gone"),
    # Access to a table, a column; the engine's own errors, too little memory, a time limit.
    **dict.fromkeys((1142, 1143, 1227, 1030, 1037, 1038, 1041, 1969), "gone"),
    **dict.fromkeys(_MYSQL_DAMAGE, "gone"),
}

#: By the beginning of the sqlstate.
_POSTGRES: dict[str, Fault] = {
    "40": "busy",
    "55P03": "busy",
    "23505": "race",
    "08": "lost",
    "53300": "lost",
    "57P": "lost",
    # A time limit, or somebody who called it off.
    "57014": "gone",
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
    if (sqlite_code := getattr(original, "sqlite_errorcode", None)) is not None:
        return _SQLITE.get(sqlite_code) or _SQLITE.get(sqlite_code & 0xFF, "row")
    if isinstance(original, sqlite3.Error):  # without a code: Python's own, as of bytes no text
        return "row"
    code = original.args[0] if original is not None and original.args else None
    if isinstance(code, int):  # MariaDB, whose drivers give a coarse sqlstate as well
        return _MYSQL.get(code, "lost" if code == 0 or 2000 <= code < 2100 else "row")
    if sqlstate := getattr(original, "sqlstate", None):
        matches = (fault for start, fault in _POSTGRES.items() if sqlstate.startswith(start))
        return next(matches, "row")
    # psycopg gives no code when it could not connect at all, or was cut off.
    kinds = {kind.__name__ for kind in type(original).__mro__}  # ConnectionTimeout is one, too
    cut_off = error.connection_invalidated or "OperationalError" in kinds
    return "lost" if cut_off else "row"


def reason_of(error: StatementError) -> str:
    """Return the database's own words, one line, without the statement and the last full stop."""
    original = error.orig
    words = original.args[-1] if original is not None and original.args else str(error)
    lines = (" ".join(line.split()) for line in str(words).splitlines())
    # PostgreSQL's driver marks a place by a line of its own, and asks back when nobody answers.
    said = "; ".join(line for line in lines if any(map(str.isalnum, line)))
    return said[:300].rstrip(".?! ")


def next_step(error: StatementError) -> str:
    """Return what a person does about a database that cannot be used, in a sentence."""
    original = error.orig
    if _is_damaged(original):
        return "It is damaged, or no archive: bring it back from a backup, or name another (--db)."
    if _needs_to_write(original):
        return (
            "SQLite writes beside a file even to read it: copy it, with its -wal if there is "
            "one, to a folder that may be written, and name the copy (--db)."
        )
    if isinstance(error, DBAPIError) and fault_of(error) == "busy":
        return "Another holds it: wait until that is done, then run the same command again."
    return "Check that it is there, lets you in and has room, then run the same command again."


def _needs_to_write(original: BaseException | None) -> bool:
    # A SQLite file cannot be opened, since nothing may be written beside it.
    code = getattr(original, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)


def _is_damaged(original: BaseException | None) -> bool:
    # SQLite's plainest error is of a file that is no database, or not a whole one.
    if type(original) is sqlite3.DatabaseError:
        return True
    sqlstate = getattr(original, "sqlstate", None) or ""
    code = original.args[0] if original is not None and original.args else None
    return code in _MYSQL_DAMAGE or sqlstate in ("XX001", "XX002")
