"""An SQLite archive as a file: copied while others write, checked, made one file again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, text

from pipelines.archive.engine import BUSY_SECONDS
from pipelines.archive.errors import ArchiveUnreachable, CopyDiffers

#: Pages of the database a step: about 16 MiB.
_STEP_PAGES = 4096

Tell = Callable[[int, int], None]


def backup_file(
    source: Path, target: Path, tell: Tell = lambda _done, _whole: None
) -> dict[str, int]:
    """Copy the database `source` to the new file `target`; return the rows of each table.

    All of it is of one moment, whoever writes meanwhile, and nobody waits. The copy is checked
    from end to end and compared by count. `tell` is called with pages done and pages in all.
    Raises ArchiveUnreachable or CopyDiffers.
    """
    try:
        with closing(_opened(source, "ro")) as reading, closing(sqlite3.connect(target)) as writing:
            # An open transaction holds the moment: a backup begins anew when the file changes
            # under it, and under a busy crawl would never end.
            reading.execute("BEGIN")
            before = _counts(reading)
            reading.backup(
                writing,
                pages=_STEP_PAGES,
                progress=lambda _status, left, whole: tell(whole - left, whole),
            )
            reading.execute("ROLLBACK")
        make_one_file(target)
        check_whole(target)
        with closing(_opened(target, "ro")) as written:
            after = _counts(written)
    except sqlite3.Error as error:
        raise ArchiveUnreachable(
            f"{source} could not be copied to {target}: {error}. Check that both places can be "
            "used and have room, then run the same command again."
        ) from error
    if before != after:
        wrong = sorted(name for name in before if before[name] != after.get(name))
        raise CopyDiffers(f"The copy differs from {source} in {', '.join(wrong)}. Try again.")
    return after


def make_one_file(file: Path) -> None:
    """Fold what SQLite keeps beside a database into it: the one file is all there is."""
    with closing(sqlite3.connect(file, timeout=BUSY_SECONDS)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        # What the planner knows of the tables goes along.
        connection.execute("PRAGMA optimize")


def damage(file: Path, most: int = 3) -> list[str]:
    """Return what SQLite finds wrong with the pages and indexes of a database, at most so many."""
    try:
        with closing(_opened(file, "ro")) as connection:
            found = [str(row[0]) for row in connection.execute(f"PRAGMA integrity_check({most:d})")]
    except sqlite3.DatabaseError as error:  # too damaged to be looked through
        return [str(error)]
    return [] if found == ["ok"] else found


def check_whole(file: Path) -> None:
    """Raise CopyDiffers unless every page and every key of a database is sound."""
    if found := damage(file):
        raise CopyDiffers(f"{file} is damaged: {'; '.join(found)}.")
    with closing(_opened(file, "ro")) as connection:
        astray = connection.execute("PRAGMA foreign_key_check").fetchone()
    if astray is not None:
        raise CopyDiffers(f"{file}: a row of {astray[0]} points to none of {astray[2]}.")


def defer_pointers(connection: Connection) -> None:
    """Let rows point to what comes later in the same transaction."""
    connection.execute(text("PRAGMA defer_foreign_keys = ON"))


def _opened(file: Path, mode: str) -> sqlite3.Connection:
    uri = f"{file.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    # SQLite's own and those of the word index say nothing of the archive.
    own = ("sqlite_", "search_words", "search_titles")
    names = sorted(name for (name,) in tables if not name.startswith(own))
    return {
        name: int(connection.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0])
        for name in names
    }
