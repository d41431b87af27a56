"""A page that is worse than what is held does not replace it; an edit, however short, does."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from pipelines.archive.held import Held
from pipelines.items import Fetch, Moment, Post
from pipelines.screen import worse

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
