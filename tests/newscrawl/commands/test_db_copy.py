"""`newscrawl db copy`: whole, or an error that says what to do."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.newscrawl.commands.conftest import Tool


def test_an_archive_is_copied_and_compared(tool: Tool, db: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    done = tool("db", "copy", str(db), str(copy))
    assert done.code == 0, done.err
    assert "copied and compared" in done.err
    posts = []
    for file in (db, copy):
        with closing(sqlite3.connect(file)) as opened:
            wanted = "SELECT post_id, seq, title FROM revision ORDER BY id"
            posts.append(opened.execute(wanted).fetchall())
    assert posts[0] == posts[1] != []


def test_what_holds_more_than_a_copy_is_refused(tool: Tool, db: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    tool("db", "copy", str(db), str(copy))
    # As after a kill that came when all was done, before anybody was told.
    again = tool("db", "copy", str(db), str(copy))
    assert (again.code, again.err.splitlines()[-1][:19]) == (0, "copied and compared")
    with closing(sqlite3.connect(copy)) as opened:
        opened.execute("UPDATE site SET title = 'another'")
        opened.commit()
    again = tool("db", "copy", str(db), str(copy))
    assert again.code == 4
    assert "not empty" in again.err


def test_one_database_is_no_copy(tool: Tool, db: Path) -> None:
    assert tool("db", "copy", str(db)).code == 1
    assert tool("db", "copy", str(db), str(db)).code == 1
