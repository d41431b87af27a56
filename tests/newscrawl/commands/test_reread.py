"""`newscrawl reread`: kept pages read by today's readers; told first, written when asked to."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.archive import open_archive
from pipelines.archive.kept import Kept, record_kept
from pipelines.archive.query import find_post, revisions
from pipelines.archive.writer import write_posts
from pipelines.items import Fetch, Page, Post
from pipelines.keep import Keeper, digest_of
from pipelines.readers.post import read_post
from tests.newscrawl.commands.conftest import Tool
from tests.servers.blog import LiveBlog

HOME = "https://blog.example/"
AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)

Fill = Callable[..., list[Post]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NEWSCRAWL_KEEP_FOLDER", str(tmp_path / "pages"))
    monkeypatch.setenv("NEWSCRAWL_WORKERS", "1")
    return tmp_path / "pages"


@pytest.fixture
def fill(database: str, folder: Path) -> Fill:
    """Give a function that keeps pages of the demo blog and stores what older readers made of them."""

    def fill(count: int = 3, older: Callable[[Post], Post] = lambda post: post) -> list[Post]:
        posts, keeper = [], Keeper(folder)
        with LiveBlog() as blog, open_archive(database) as archive:
            for number in range(count):
                body = blog.page(blog.posts[number % 5].path).body  # type: ignore[union-attr]
                body = body.replace(b"</title>", f" {number}</title>".encode())
                body = body.replace(b"<p>", f"<p>{number}: ".encode())
                url = f"{HOME}2026/{number}"
                fetch = Fetch(url=url, final_url=url, content_type="text/html", fetched_at=AT)
                place = keeper.keep(url, 200, [("Content-Type", "text/html")], body, AT)
                record_kept(
                    archive,
                    Kept(
                        request_hash=digest_of(url.encode()),
                        url=url,
                        kind="post",
                        fetched_at=AT,
                        digest=digest_of(body),
                        place=place,
                    ),
                    run_id=None,
                )
                posts.append(older(read_post(Page(fetch=fetch, body=body, site=HOME))))
            keeper.close()
            assert not write_posts(archive, posts).rejected
        return posts

    return fill


def titled_wrongly(post: Post) -> Post:
    return replace(post, title=f"{post.title} | Blog", reader_version="0")


def test_what_reads_the_same_is_no_change(tool: Tool, database: str, fill: Fill) -> None:
    fill()
    said = tool("reread", "--db", database)
    assert (said.code, said.out) == (0, ""), said.err
    assert "3 posts: 3 same" in said.err


def test_asked_to_write_it_marks_what_reads_the_same_as_read_by_these_readers(
    tool: Tool, database: str, fill: Fill
) -> None:
    fill(2, lambda post: replace(post, reader_version="0"))
    older = ("reread", "--where", "reader_version = '0'", "--db", database)
    assert "2 posts: 2 same" in tool(*older).err
    written = tool(*older, "--write")
    assert (written.code, written.out) == (0, ""), written.err
    assert "0 revisions written" in written.err
    assert "no post fits" in tool(*older).err


def test_what_would_change_is_told_before_anything_is_written(
    tool: Tool, database: str, fill: Fill
) -> None:
    [post] = fill(1, titled_wrongly)
    said = tool("reread", "--db", database, "--words")
    assert said.code == 0, said.err
    assert said.out.splitlines()[0].split("\t")[1:3] == ["changed", "title -2 +0"]
    assert "[-" in said.out
    assert "Blog-]" in said.out
    assert "nothing was written" in said.err
    with open_archive(database) as archive:
        held = find_post(archive, post.canonical_url)
        assert held.post.title == post.title
        assert len(revisions(archive, held.post_id)) == 1


def test_asked_to_write_it_makes_a_revision_that_says_it_was_read_again(
    tool: Tool, database: str, fill: Fill
) -> None:
    post, _ = fill(2, titled_wrongly)
    said = tool("reread", "--write", "--db", database)
    assert said.code == 0, said.err
    assert "2 revisions written" in said.err
    changes = tool("changes", "--db", database, "--json").json["changes"]
    assert [one["kind"] for one in changes] == ["new", "new", "reread", "reread"]
    with open_archive(database) as archive:
        held = find_post(archive, post.canonical_url)
        assert held.revision == 2
        assert not held.post.title.endswith("Blog")
        assert held.post.fetch.fetched_at == AT
    again = tool("reread", "--write", "--db", database)
    assert "0 revisions written" in again.err
    check = tool("db", "check", "--deep", "--db", database)
    assert check.code == 0, check.out


def test_a_worse_reading_replaces_nothing_unless_asked(
    tool: Tool, database: str, fill: Fill
) -> None:
    def longer(post: Post) -> Post:
        return replace(post, body_text=post.body_text + "\n한 번 더 적은 긴 글입니다." * 200)

    fill(1, longer)
    said = tool("reread", "--write", "--db", database)
    assert "1 worse" in said.err
    assert "0 revisions written" in said.err
    assert "letters of text where there were" in said.out
    said = tool("reread", "--write", "--worse", "--db", database)
    assert "1 revisions written" in said.err


def test_the_choice_of_posts_is_a_condition_in_sql(tool: Tool, database: str, fill: Fill) -> None:
    fill(2, titled_wrongly)
    said = tool("reread", "--where", "reader_version = '0' AND url LIKE '%/1'", "--db", database)
    assert "1 posts: 1 changed" in said.err
    said = tool("reread", "--where", "title LIKE '%:%|%' OR title = ':x'", "--db", database)
    assert said.code == 0, said.err
    said = tool("reread", "--where", "no_such_column = 1", "--db", database)
    assert said.code == 1
    assert "v_post" in said.err


def test_a_broken_off_work_goes_on_where_it_stopped(
    tool: Tool, database: str, fill: Fill, folder: Path
) -> None:
    if not database.startswith("sqlite"):
        pytest.skip("the place is kept as any row is")
    fill(60, titled_wrongly)
    words = [sys.executable, "-m", "newscrawl", "reread", "--write", "--db", database]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        child.kill()
    again = tool("reread", "--write", "--db", database)
    assert again.code == 0, again.err
    assert "going on after post 50" in again.err
    assert "10 revisions written" in again.err


def test_a_page_that_is_gone_is_told_and_nothing_at_all_is_exit_2(
    tool: Tool, database: str, fill: Fill, folder: Path
) -> None:
    fill(2, titled_wrongly)
    for file in folder.iterdir():
        file.unlink()
    said = tool("reread", "--db", database, "--json")
    assert said.code == 2
    lines = [json.loads(line) for line in said.out.splitlines()]
    assert [line.get("outcome") for line in lines[:2]] == ["missing", "missing"]
    assert lines[-1]["posts"]["missing"] == 2
    assert str(folder) in said.err


def test_each_revision_leads_to_its_record(tool: Tool, fill: Fill, database: str) -> None:
    from sqlalchemy import text

    fill(2, titled_wrongly)
    tool("reread", "--write", "--db", database)
    with open_archive(database) as archive, archive.reading() as connection:
        rows = connection.execute(
            text("SELECT url, revision, warc FROM v_revision_page ORDER BY revision_id")
        ).all()
    assert [(row[0][-2:], row[1]) for row in rows] == [("/0", 1), ("/1", 1), ("/0", 2), ("/1", 2)]
    assert len({row.warc for row in rows}) == 1


def test_reading_alone_writes_nothing_to_the_file(
    tool: Tool, folder: Path, tmp_path: Path, db: Path
) -> None:
    before = db.read_bytes()
    tool("reread", "--db", str(db))
    with closing(sqlite3.connect(db)) as connection:
        assert connection.execute("SELECT COUNT(*) FROM long_work").fetchone() == (0,)
    assert db.read_bytes() == before
