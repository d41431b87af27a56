"""Backup: of one moment while others write, checked, and an archive like any other."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from newscrawl import exits
from newscrawl.demo.server import served
from pipelines.archive import ArchiveError, open_archive
from pipelines.archive.pictures import ImageAnswer, record_images
from pipelines.archive.query import iter_records, list_posts
from pipelines.archive.writer import write_posts
from pipelines.items import Image
from pipelines.pictures import PictureFolder
from tests.pipelines.archive.differing import differing
from tests.servers import warm
from tests.servers.blog import LiveBlog
from tests.servers.crawls import fetched_posts, wait_until

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelines.items import Post
    from tests.newscrawl.commands.conftest import Tool


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
        assert not differing(archive, copy)
    assert tool("search", "첫", "--db", file).rows[0][2] == "«첫» 글"


@pytest.mark.parametrize(
    "words",
    [
        ("backup",),
        ("export", "-o"),
        ("export", "--format", "sqlite", "--site", "blog.example", "-o"),
        ("export", "--format", "warc", "-o"),
        ("diff", "3", "--html", "-o"),
    ],
    ids=" ".join,
)
def test_nothing_is_written_over_the_archive_itself(
    words: tuple[str, ...], tool: Tool, db: Path
) -> None:
    before = db.read_bytes()
    said = tool(*words, db, "--db", db)
    assert said.code == exits.USAGE
    assert "replace the archive itself" in said.err
    assert db.read_bytes() == before


@pytest.mark.parametrize("words", [("backup",), ("export", "--format", "sqlite", "-o")])
def test_what_sqlite_left_beside_an_older_copy_is_not_read_into_the_new_one(
    words: tuple[str, ...], tool: Tool, db: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    tool("backup", copy, "--db", db)
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("UPDATE post SET url = 'old'")
        connection.commit()
        beside = (tmp_path / "copy.db-wal").read_bytes()
    (tmp_path / "copy.db-wal").write_bytes(beside)  # as whoever is killed leaves it
    assert tool(*words, copy, "--db", db).code == exits.DONE
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert not connection.execute("SELECT 1 FROM post WHERE url = 'old'").fetchall()


def test_a_damaged_archive_gives_no_backup(tool: Tool, db: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("UPDATE revision SET post_id = 999 WHERE id = 1")
        connection.commit()
    said = tool("backup", tmp_path / "backup.db", "--db", db)
    assert said.code == exits.DATABASE
    assert "points to none" in said.err
    assert not list(tmp_path.glob("backup.db*"))


def crawl(blog: LiveBlog, database: object) -> subprocess.CompletedProcess[str]:
    words = ("crawl", f"{blog.origin}/", "--delay", "0", "--allow", "127.0.0.0/8")
    return warm.run(["-m", "newscrawl", *words, "--db", str(database)])


def posts_in(database: str) -> int:
    try:
        with open_archive(database, read_only=True) as archive:
            return sum(1 for _ in list_posts(archive))
    except ArchiveError:  # not made yet
        return 0


def test_a_backup_while_a_crawl_writes_is_whole_with_its_pages(
    tool: Tool, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSCRAWL_KEEP_FOLDER", str(tmp_path / "pages"))
    with LiveBlog() as blog, served(blog), ThreadPoolExecutor(1) as beside:
        for number in range(30):
            blog.add(f"소식 {number}")
        crawling = beside.submit(crawl, blog, database)
        wait_until(lambda: crawling.done() or len(fetched_posts(blog)) >= 20)
        blog.gate.clear()  # it is not over before there is something to copy
        wait_until(lambda: crawling.done() or posts_in(database) >= 10, every=0.2)
        blog.gate.set()
        told: list[tuple[Path, dict[str, Any]]] = []
        while not told or (not crawling.done() and len(told) < 2):
            file = tmp_path / f"backup-{len(told)}.db"
            said = tool("backup", file, "--pages", tmp_path / "safe", "--json",
                        "--db", database)  # fmt: skip
            assert said.code == exits.DONE, said.err
            told.append((file, said.json))
        assert crawling.result().returncode == exits.DONE
    monkeypatch.setenv("NEWSCRAWL_KEEP_FOLDER", str(tmp_path / "safe"))
    for file, outcome in told:
        with open_archive(f"sqlite:///{file}", read_only=True) as copy:
            records = list(iter_records(copy))
        assert len(records) == outcome["posts"] >= 10
        assert outcome["pages"] >= outcome["posts"]
        assert outcome["pages_lost"] == 0
        assert all(record["title"] and record["body_text"] for record in records)
        # Of one moment: no post without its revision, its words in the index, its page.
        assert tool("db", "check", "--deep", "--db", file).code == exits.DONE


def test_images_are_copied_when_a_folder_is_named_and_told_of_when_not(
    tool: Tool,
    sqlite_database: str,  # the copy, an SQLite file of any, tells which images there are
    a_post: Callable[..., Post],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NEWSCRAWL_IMAGE_FOLDER", str(tmp_path / "images"))
    here, safe = PictureFolder(tmp_path / "images"), PictureFolder(tmp_path / "safe")
    digests = [here.keep(b"\x89PNG\r\n\x1a\n" + bytes([number])) for number in (1, 2)]
    images = tuple(Image(url=f"https://img.example/{n}.png") for n in (1, 2, 3))
    with open_archive(sqlite_database) as archive:
        write_posts(archive, [a_post(1, "사진", images=images)])
        with archive.reading() as connection:
            ids = sorted(connection.execute(text("SELECT id FROM image")).scalars())
        record_images(
            archive,
            [
                ImageAnswer(
                    image_id=image_id,
                    status="kept",
                    digest=digest,
                    size_bytes=9,
                    asked_at=datetime(2026, 3, 2, tzinfo=UTC),
                    tries=1,
                )
                for image_id, digest in zip(ids, [*digests, digests[0]], strict=True)
            ],
        )
    backup = ("backup", tmp_path / "copy.db", "--json", "--db", sqlite_database)
    said = tool(*backup)
    assert said.code == exits.DONE
    assert "2 images, 18 bytes" in said.err
    for _ in range(2):
        said = tool(*backup, "--images", safe.folder)
        assert (said.code, said.json["images"], said.json["images_lost"]) == (exits.DONE, 2, 0)
    assert all(safe.file_of(digest).read_bytes() == here.file_of(digest).read_bytes()
               for digest in digests)  # fmt: skip
    safe.file_of(digests[0]).write_bytes(b"spoiled")
    assert tool(*backup, "--images", safe.folder).json["images_lost"] == 0  # mended
    here.file_of(digests[1]).write_bytes(b"spoiled")
    safe.file_of(digests[1]).unlink()
    said = tool(*backup, "--images", safe.folder)
    assert (said.code, said.json["images_lost"]) == (exits.DATABASE, 1)
    assert "images are not to be had" in said.err
    copied = tool("db", "copy", tmp_path / "copy.db", tmp_path / "another.db")
    assert copied.code == exits.DONE
    monkeypatch.delenv("NEWSCRAWL_IMAGE_FOLDER")
    copied = tool("db", "copy", tmp_path / "copy.db", tmp_path / "third.db")
    assert copied.code == exits.DATABASE
    assert f"not to be had in {tmp_path / 'copy-images'}" in copied.err


def test_pages_that_are_not_there_are_told(tool: Tool, tmp_path: Path) -> None:
    with LiveBlog() as blog, served(blog):
        assert crawl(blog, tmp_path / "archive.db").returncode == exits.DONE
    db = tmp_path / "archive.db"
    said = tool("backup", tmp_path / "rows.db", "--db", db)
    assert said.code == exits.DONE
    assert "--pages FOLDER copies them" in said.err
    shutil.rmtree(tmp_path / "archive-pages")
    said = tool("backup", tmp_path / "copy.db", "--pages", tmp_path / "safe", "--db", db)
    assert said.code == exits.DATABASE
    assert "raw pages are not to be had" in said.err
    assert (tmp_path / "copy.db").exists()
