"""A smaller archive: the same tables, opened by newscrawl, with nothing astray in it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newscrawl.__main__ import main
from pipelines.archive import open_archive, runs
from pipelines.archive.query import find_post, iter_records, revisions
from pipelines.archive.writer import write_posts
from pipelines.items import Image, Link
from tests.newscrawl.exports.made import SITE, post_of
from tests.pipelines.archive.differing import differing

OTHER = "https://other.example/"


def fill(database: str) -> None:
    later = datetime(2026, 4, 1, tzinfo=UTC)
    shared = Image(url="https://img.example/1.png", role="lead")
    posts = [
        post_of(
            1, "한미동맹", tags=("속보",), images=(shared,), links=(Link(url=f"{SITE}2026/2"),)
        ),
        post_of(2, "둘째 글", tags=("속보", "정치"), images=(shared,)),
        post_of(3, "셋째"),
        post_of(4, "Other", url=f"{OTHER}a", site=OTHER, authors=("Kim",), language="en"),
    ]
    with open_archive(database) as archive:
        run = runs.begin_run(archive, spider="blog", site=SITE, args={})
        assert not write_posts(archive, posts, run_id=run).rejected
        write_posts(archive, [post_of(2, "둘째 글, 고침", tags=("속보",), seen=later)], run_id=run)


def subset(database: str, out: Path, *choice: str) -> str:
    command = ["export", "--db", database, "--format", "sqlite", "--out", str(out), *choice]
    assert main(command) == 0
    assert sorted(path.name for path in out.parent.iterdir() if "small" in path.name) == [out.name]
    return f"sqlite:///{out}"


def test_a_subset_holds_the_chosen_posts_whole(database: str, tmp_path: Path) -> None:
    fill(database)
    small = subset(database, tmp_path / "small.db", "--tag", "속보")
    with open_archive(database) as whole, open_archive(small, read_only=True) as part:
        assert list(iter_records(part)) == list(iter_records(whole, tag="속보"))
        edited = find_post(part, f"{SITE}2026/2")
        assert edited is not None
        assert edited == find_post(whole, edited.post_id)
        assert revisions(part, edited.post_id) == revisions(whole, edited.post_id)
    assert main(["db", "check", "--db", small]) == 0


def test_words_find_in_a_subset_what_they_find_in_the_whole(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(database)
    small = subset(database, tmp_path / "small.db", "--site", "blog.example")
    capsys.readouterr()
    assert main(["search", "미동", "--db", small]) == 0
    assert "한«미동»맹" in capsys.readouterr().out
    assert main(["changes", "--db", small]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 4


def test_a_subset_of_everything_is_everything(database: str, tmp_path: Path) -> None:
    fill(database)
    small = subset(database, tmp_path / "small.db")
    with open_archive(database) as whole, open_archive(small, read_only=True) as part:
        assert not differing(whole, part)


def test_nothing_of_other_blogs_goes_along(database: str, tmp_path: Path) -> None:
    fill(database)
    file = tmp_path / "small.db"
    subset(database, file, "--site", OTHER)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("SELECT home_url FROM site").fetchall() == [(OTHER,)]
        assert connection.execute("SELECT name FROM person").fetchall() == [("Kim",)]
        for table in ("term", "image", "post_link"):
            assert connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone() == (0,)


@pytest.mark.parametrize("form", ["sqlite", "parquet", "markdown"])
def test_a_file_or_folder_has_to_be_named(form: str, filled: Path) -> None:
    assert main(["export", "--db", str(filled), "--format", form]) == 1
