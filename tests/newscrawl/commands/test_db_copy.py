"""`newscrawl db copy`: whole, or an error that says what to do."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pipelines.archive import open_archive
from pipelines.archive.copying import copy_archive
from pipelines.file_address import sqlite_url
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


def broken_off_at(table: str, db: Path, half: Path) -> Path:
    """Return a copy of an archive that ended at the first rows of a table."""

    def break_off(reached: str, _done: int, _whole: int) -> None:
        if reached == table:
            raise KeyboardInterrupt

    with (
        open_archive(sqlite_url(db), read_only=True) as source,
        open_archive(sqlite_url(half)) as to,
        pytest.raises(KeyboardInterrupt),
    ):
        copy_archive(source, to, break_off)
    return half


def test_a_copy_that_was_broken_off_is_taken_by_nobody_for_a_whole_archive(
    tool: Tool, db: Path, tmp_path: Path
) -> None:
    half = broken_off_at("post", db, tmp_path / "half.db")
    checked = tool("db", "check", "--json", "--db", str(half))
    assert checked.code == 4
    assert "copy that was broken off" in [fault["kind"] for fault in checked.json["faults"]]
    asked = tool("list", "--db", str(half))
    assert (asked.code, "same newscrawl db copy" in asked.err) == (0, True)
    page = tmp_path / "post.html"
    page.write_text("<h1>글</h1><p>동네 이야기를 길게 적는다.</p>")
    for words in (
        ("db", "copy", str(half), str(tmp_path / "other.db")),
        ("import", str(page), "--base", "https://blog.example/"),
        ("forget", "https://blog.example/", "--yes"),
    ):
        written = tool(*words, *(("--db", str(half)) if words[0] != "db" else ()))
        assert (written.code, "broken off" in written.err) == (4, True), words
    assert tool("db", "copy", str(db), str(half)).code == 0
    assert tool("db", "check", "--db", str(half)).code == 0
    assert tool("list", "--db", str(half)).err.count("broken off") == 0


def test_a_copy_whose_source_is_gone_becomes_an_archive_of_what_came_over(
    tool: Tool, db: Path, tmp_path: Path
) -> None:
    half = broken_off_at("text_band", db, tmp_path / "half.db")
    held = tool("list", "--json", "--db", str(half)).json
    with closing(sqlite3.connect(half)) as opened:
        opened.execute("PRAGMA foreign_keys = ON")
        opened.execute("DELETE FROM revision WHERE post_id = ?", (held[0]["id"],))
        opened.commit()
    assert "db copy --leave" in tool("db", "check", "--db", str(half)).out
    left = tool("db", "copy", "--leave", str(half))
    assert (left.code, "1 posts" in left.err, "table revision" in left.err) == (0, True, True)
    known = tool("list", "--json", "--db", str(half))
    assert (known.json, known.err) == (held[1:], "")
    assert held[1]["id"] in [
        hit["id"] for hit in tool("search", held[1]["title"], "--json", "--db", str(half)).json
    ]
    again = tool("db", "copy", "--leave", str(half))
    assert (again.code, "nothing to leave" in again.err) == (1, True)
    assert tool("db", "copy", "--leave", str(db), str(half)).code == 1


def test_a_whole_copy_is_whole_however_its_source_was_spelled(
    tool: Tool, db: Path, tmp_path: Path
) -> None:
    whole = tmp_path / "whole.db"

    def break_off() -> None:
        raise KeyboardInterrupt

    with (
        open_archive(f"sqlite:///{db.parent}/../{db.parent.name}/{db.name}") as source,
        open_archive(sqlite_url(whole)) as to,
        pytest.raises(KeyboardInterrupt),
    ):
        copy_archive(source, to, then=break_off)
    assert tool("db", "copy", str(db), str(whole)).code == 0
    assert tool("db", "check", "--db", str(whole)).code == 0


def test_one_database_is_no_copy(tool: Tool, db: Path) -> None:
    assert tool("db", "copy", str(db)).code == 1
    assert tool("db", "copy", str(db), str(db)).code == 1
