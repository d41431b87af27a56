"""A blog that lives: its author edits, deletes, hides, moves and brings back; the feed tells it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from newscrawl.demo.server import served
from newscrawl.demo.source import LANGUAGE, TITLE, SourcePost
from pipelines.archive import open_archive
from pipelines.archive.models import Site, table_of
from pipelines.archive.query import find_post
from tests.servers import warm
from tests.servers.blog import LiveBlog
from tests.servers.crawls import crawl_line

WORDS = ("도서관", "자전거길", "김장", "파이썬")
LOCKED = (
    "text/html; charset=utf-8",
    "<title>보호글</title><h1>보호되어 있는 글입니다</h1>"
    "<form><p>비밀번호를 입력하세요.</p><input type=password></form>".encode(),
)
NOTICE = (
    "text/html; charset=utf-8",
    '<html><head><title>대보름 | 블로그</title><meta property="og:type" content="article">'
    '<meta property="article:published_time" content="2025-02-11T09:00:00+09:00"></head>'
    "<body><article><h1>대보름</h1><p>서비스 점검 중입니다. 잠시 후 다시 찾아 주세요. 불편을 "
    "드려 죄송합니다.</p></article></body></html>".encode(),
)
#: What stands in no feed and no element: a script would draw it.
DRAWN = "나루터에 다시 배가 닿기 시작한 것은 삼월 둘째 주였습니다. "


def drawn(post: SourcePost) -> tuple[str, bytes]:
    """Return the page of a post as Next.js leaves it to a script."""
    node = {
        "title": post.title,
        "date": post.date.isoformat(),
        "contentHtml": f"<p>{DRAWN * 4}</p>",
    }
    data = json.dumps({"props": {"pageProps": {"post": node}}}).replace("</", "<\\/")
    page = (
        f"<html><head><title>{post.title}</title></head><body><div id=__next></div>"
        f"<script id=__NEXT_DATA__ type=application/json>{data}</script></body></html>"
    )
    return ("text/html; charset=utf-8", page.encode())


def program(words: list[str]) -> str:
    done = warm.run(words)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def crawl(blog: LiveBlog, database: str) -> None:
    program(crawl_line(f"{blog.origin}/", database)[1:])


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """Crawl, let the author be busy, crawl, let everything be as before, crawl."""
    database = f"sqlite:///{tmp_path_factory.mktemp('live')}/archive.db"
    with LiveBlog() as blog, served(blog):
        in_data = blog.add("배가 닿는 나루터")
        blog.extra[in_data.path] = drawn(in_data)
        crawl(blog, database)
        edited, deleted, hidden, moved = (blog.post(word) for word in WORDS)
        blog.edit(WORDS[0], body=edited.body.replace("밤 열 시", "밤 아홉 시"))
        blog.delete(WORDS[1], status=410)
        blog.extra[hidden.path] = LOCKED
        blog.edit(WORDS[3], slug="moved-here")
        blog.moved[moved.path] = blog.post(WORDS[3]).path
        blog.extra[blog.post("대보름").path] = NOTICE
        blog.fail(blog.post("첫눈").path, 500, 500, 500, 500)
        crawl(blog, database)
        blog.posts.append(deleted)
        del blog.broken[deleted.path], blog.extra[hidden.path]
        crawl(blog, database)
        changes = ["-m", "newscrawl", "changes", "--limit", "0", "--json", "--db", database]
        said = json.loads(program(changes))
        yield {
            "changes": said["changes"],
            "database": database,
            "paths": {
                word: post.path
                for word, post in zip(WORDS, (edited, deleted, hidden, moved), strict=True)
            },
            "blog": blog,
            "in_data": in_data.path,
            "moved_to": blog.post(WORDS[3]).path,
        }


def of(story: dict[str, Any], word: str) -> list[dict[str, Any]]:
    return [one for one in story["changes"] if word in one["title"] and one["kind"] != "new"]


def test_an_edit_is_told_once(story: dict[str, Any]) -> None:
    (change,) = of(story, "도서관")
    assert change["kind"] == "silent"
    assert "body" in change["fields"]


def test_a_post_that_vanished_is_asked_for_and_proved_gone_and_comes_back(
    story: dict[str, Any],
) -> None:
    gone, back = of(story, "자전거길")
    assert (gone["kind"], gone["detail"]["reason"]) == ("gone", "410")
    assert gone["detail"]["run"] == 2
    assert (back["kind"], back["detail"]["was"]) == ("restored", "gone")


def test_a_locked_post_is_protected_and_keeps_its_words(story: dict[str, Any]) -> None:
    locked, back = of(story, "김장")
    assert (locked["kind"], locked["detail"]["reason"]) == ("protected", "protected")
    assert back["kind"] == "restored"
    with open_archive(story["database"], read_only=True) as archive:
        assert find_post(archive, locked["post_id"]).revision == 1


def test_a_moved_post_is_one_post(story: dict[str, Any]) -> None:
    blog = story["blog"]
    with open_archive(story["database"], read_only=True) as archive:
        old = find_post(archive, blog.url(story["paths"]["파이썬"]))
        new = find_post(archive, blog.url(story["moved_to"]))
    assert old.post_id == new.post_id
    assert [change["kind"] for change in of(story, "파이썬")] == ["moved"]


def test_the_blog_is_called_as_it_calls_itself(story: dict[str, Any]) -> None:
    with (
        open_archive(story["database"], read_only=True) as archive,
        archive.reading() as connection,
    ):
        site = connection.execute(select(table_of(Site))).one()
    assert (site.title, site.platform, site.language) == (TITLE, "jekyll", LANGUAGE)


def test_a_server_in_trouble_changes_nothing(story: dict[str, Any]) -> None:
    assert of(story, "첫눈") == []
    assert of(story, "대보름") == []


def test_a_post_whose_words_stand_in_a_script_is_archived(story: dict[str, Any]) -> None:
    with open_archive(story["database"], read_only=True) as archive:
        found = find_post(archive, story["blog"].url(story["in_data"]))
    assert found.post.body_text == (DRAWN * 4).strip()
    assert found.revision == 1
