"""A page that is worse than what is held does not replace it; an edit, however short, does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipelines.archive.held import Held
from pipelines.items import Entry, Fetch, Moment, Post
from pipelines.screen import stands_in, worse
from tests.newscrawl.test_running import crawl, stored
from tests.servers.blog import LiveBlog

URL = "https://blog.example/1"
HELD = Held(title="김장 값이 내렸다", letters=2000, dated=True)
DATED = Moment(at=datetime(2026, 1, 1, tzinfo=UTC))


def page(body_text: str, **more: Any) -> Post:
    said: dict[str, Any] = {"title": HELD.title, "published": DATED, **more}
    return Post(
        url=URL,
        canonical_url=URL,
        site="https://blog.example/",
        body_text=body_text,
        fetch=Fetch(url=URL, final_url=URL, fetched_at=datetime(2026, 1, 2, tzinfo=UTC)),
        **said,
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "—",
        "이 글은 보호되어 있는 글입니다. 비밀번호를 입력하세요.",
        "서비스 점검 중입니다. 잠시 후 다시 시도해 주세요.",
        "The page you requested was not found.",
        "Our site is temporarily unavailable.",
        "Just a moment... verify you are human",
        "只今メンテナンス中です",
    ],
)
def test_a_notice_where_a_long_post_was_is_worse(text: str) -> None:
    assert worse(HELD, page(text))


def test_a_sliver_under_another_title_and_without_a_date_is_worse() -> None:
    assert worse(HELD, page("새 소식을 곧 전합니다.", title="우리 동네 소식", published=None))


@pytest.mark.parametrize(
    "changed",
    [
        page("글쓴이가 본문을 모두 지우고 이 한 줄만 남겼습니다."),
        page("새 제목에 짧은 글", title="새 제목"),
        page("log in to read: " + "긴 글입니다. " * 200),
    ],
)
def test_an_edit_is_an_edit_however_short(changed: Post) -> None:
    assert worse(HELD, changed) == ""


def test_a_post_that_was_short_may_become_anything() -> None:
    assert worse(Held(title="쪽지", letters=40, dated=True), page("not found")) == ""


TROUBLE = "서비스 점검 안내"
WAIT = "더 나은 서비스를 위해 점검을 하고 있습니다. 잠시 뒤에 다시 찾아 주세요."
LISTED = (Entry(url=URL, found_kind="feed", title="김장 값이 내…"),)


@pytest.mark.parametrize(
    ("post", "said_before", "is_notice"),
    [
        (page(WAIT, title=TROUBLE, entries=LISTED), False, True),
        (page(WAIT, title="Estamos trabajando", entries=LISTED), True, True),
        (page(WAIT, title=TROUBLE), True, True),
        # One sign alone is none: a post about trouble, a list of unlike titles, a post shown twice.
        (page(WAIT, title=TROUBLE), False, False),
        (page(WAIT, title="김장", entries=LISTED), False, False),
        (page("김장 값이 내렸다고 한다.", entries=LISTED), True, False),
        (page(WAIT * 30, title=TROUBLE, entries=LISTED), True, False),
        # As a firm tells of each night's maintenance.
        (page(WAIT, title=TROUBLE, entries=(replace(LISTED[0], title=TROUBLE),)), True, False),
    ],
)
def test_what_stands_in_for_a_post_is_told_by_two_signs(
    post: Post, said_before: bool, is_notice: bool
) -> None:
    assert bool(stands_in(post, said_before=said_before)) is is_notice


def test_what_a_server_says_in_place_of_posts_is_none_and_the_next_run_asks_again(
    blog: LiveBlog, tmp_path: Path
) -> None:
    shut = blog.posts[2:5]
    body = (
        f"<title>{TROUBLE}</title><main><h1>{TROUBLE}</h1><p>{WAIT}</p><p>02:00 ~ 06:00</p></main>"
    )
    for post in shut:
        blog.extra[post.path] = ("text/html; charset=utf-8", body.encode())
    done = crawl(blog.origin, tmp_path / "a.db")
    assert "3 failed (3 notice)" in done.stderr.splitlines()[-1]
    assert len(stored(tmp_path / "a.db")) == len(blog.posts) - 3
    blog.extra.clear()
    crawl(blog.origin, tmp_path / "a.db")
    assert len(stored(tmp_path / "a.db")) == len(blog.posts)


def test_posts_of_the_same_few_words_are_told_apart_by_their_pictures_and_days(
    blog: LiveBlog, tmp_path: Path
) -> None:
    """The feed calls them by other names, as by their days; what stands in for posts has none."""
    shown = blog.posts[1:5]
    for day, post in enumerate(shown, 1):
        told = f"<time>2024년 3월 {day}일</time>" if day % 2 else f'<img src="/{day}.jpg">'
        body = f"<title>오늘 한 장</title><main><h1>오늘 한 장</h1>{told}<p>필름으로 찍은 빛</p></main>"
        blog.extra[post.path] = ("text/html; charset=utf-8", body.encode())
    done = crawl(blog.origin, tmp_path / "a.db")
    assert "failed" not in done.stderr.splitlines()[-1]
    assert len(stored(tmp_path / "a.db")) == len(blog.posts)
