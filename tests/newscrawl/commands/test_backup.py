"""Backup: of one moment while others write, checked, and an archive like any other."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from newscrawl import exits
from newscrawl.demo.server import served
from pipelines.archive import open_archive
from pipelines.archive.copying import compare_archives
from pipelines.archive.query import iter_records
from pipelines.archive.writer import write_posts
from tests.servers.blog import LiveBlog

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelines.items import Post
    from tests.newscrawl.commands.conftest import Tool

ROOT = Path(__file__).parents[3]


def test_a_backup_is_the_archive_on_every_database(
    tool: Tool, database: str, a_post: Callable[..., Post], tmp_path: Path
) -> None:
    with open_archive(database) as archive:
        write_posts(archive, [a_post(1, "첫 글", tags=("속보",)), a_post(2, "둘째")])
    file = tmp_path / "backup.db"
    for _ in range(2):  # the second replaces the first
        said = tool("backup", file, "--json", "--db", database)
        assert said.code == exits.DONE
        assert said.json["posts"] == 2
        assert sorted(os.listdir(tmp_path)).count("backup.db") == 1
        assert not list(tmp_path.glob("backup.db[.-]*"))
    with open_archive(database) as archive, open_archive(f"sqlite:///{file}") as copy:
        assert all(one.equal for one in compare_archives(archive, copy))
    assert tool("search", "첫", "--db", file).rows[0][2] == "«첫» 글"


def test_the_archive_itself_is_never_the_copy(tool: Tool, db: Path) -> None:
    said = tool("backup", db, "--db", db)
    assert said.code == exits.USAGE
    assert "replace the archive itself" in said.err
    assert len(tool("list", "--db", db).rows) == 4


def test_a_damaged_archive_gives_no_backup(tool: Tool, db: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("UPDATE revision SET post_id = 999 WHERE id = 1")
        connection.commit()
    said = tool("backup", tmp_path / "backup.db", "--db", db)
    assert said.code == exits.DATABASE
    assert "points to none" in said.err
    assert not list(tmp_path.glob("backup.db*"))


def crawling(blog: LiveBlog, folder: Path) -> subprocess.Popen[bytes]:
    words = ("crawl", f"{blog.origin}/", "--delay", "0", "--allow", "127.0.0.0/8")
    return subprocess.Popen(
        [sys.executable, "-m", "newscrawl", *words, "--db", str(folder / "archive.db")],
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )


def posts_in(file: Path) -> int:
    if not file.exists():
        return 0
    with closing(sqlite3.connect(file)) as connection:
        try:
            return int(connection.execute("SELECT COUNT(*) FROM post").fetchone()[0])
        except sqlite3.OperationalError:
            return 0


def test_a_backup_while_a_crawl_writes_is_whole_with_its_pages(tool: Tool, tmp_path: Path) -> None:
    with LiveBlog() as blog, served(blog):
        for number in range(150):
            blog.add(f"소식 {number}")
        crawl = crawling(blog, tmp_path)
        try:
            until = time.monotonic() + 120
            while posts_in(tmp_path / "archive.db") < 20 and time.monotonic() < until:
                time.sleep(0.05)
            told = []
            while crawl.poll() is None and len(told) < 3:
                file = tmp_path / f"backup-{len(told)}.db"
                said = tool("backup", file, "--pages", tmp_path / "safe", "--json",
                            "--db", tmp_path / "archive.db")  # fmt: skip
                assert said.code == exits.DONE, said.err
                told.append((file, said.json))
            assert crawl.wait(timeout=180) == exits.DONE
        finally:
            if crawl.poll() is None:
                crawl.send_signal(signal.SIGKILL)
                crawl.wait()
    assert told, "the crawl was over before the first backup"
    for file, outcome in told:
        with open_archive(f"sqlite:///{file}", read_only=True) as copy:
            records = list(iter_records(copy))
        assert len(records) == outcome["posts"] >= 20
        assert outcome["pages"] >= outcome["posts"]
        assert outcome["pages_lost"] == 0
        assert all(record["title"] and record["body_text"] for record in records)


def test_pages_that_are_not_there_are_told(tool: Tool, tmp_path: Path) -> None:
    with LiveBlog() as blog, served(blog):
        assert crawling(blog, tmp_path).wait(timeout=120) == exits.DONE
    db = tmp_path / "archive.db"
    said = tool("backup", tmp_path / "rows.db", "--db", db)
    assert said.code == exits.DONE
    assert "--pages FOLDER copies them" in said.err
    shutil.rmtree(tmp_path / "archive-pages")
    said = tool("backup", tmp_path / "copy.db", "--pages", tmp_path / "safe", "--db", db)
    assert said.code == exits.DATABASE
    assert "raw pages are not to be had" in said.err
    assert (tmp_path / "copy.db").exists()
