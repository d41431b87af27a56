"""Velog: the page's own data before its words, Markdown before its rendering; the cursor list."""

from __future__ import annotations

import json

import pytest

from pipelines.readers.platforms import velog
from tests.pipelines.readers.making import document, read

URL = "https://velog.io/@rainy/장마철-제습기"
BODY = (
    "## 제습기\n\n"
    + "장마가 길어지면서 집 안의 습기를 걱정하는 사람이 늘었습니다. " * 8
    + "\n\n- 하나\n- **둘**\n"
)


def state(**more: object) -> dict[str, object]:
    post = {
        "__typename": "Post",
        "id": "1c53602d",
        "title": "장마철 제습기",
        "body": BODY,
        "is_markdown": True,
        "url_slug": "장마철-제습기",
        "short_description": "습기 이야기",
        "released_at": "2024-07-22T00:30:00.000Z",
        "updated_at": "2024-07-23T01:00:00.000Z",
        "tags": {"type": "json", "json": ["장마", "제습기"]},
        "user": {"type": "id", "id": "User:1"},
        "series": None,
        **more,
    }
    return {
        "Post:1c53602d": post,
        "User:1": {
            "__typename": "User",
            "username": "rainy",
            "profile": {"type": "id", "id": "UserProfile:1"},
        },
        "UserProfile:1": {"__typename": "UserProfile", "display_name": "비구름"},
        "Post:2": {"__typename": "Post", "id": "2", "title": "다른 글", "url_slug": "다른-글"},
        "VelogConfig:1": {"title": "rainy.log"},
    }


def html(data: object) -> str:
    return (
        '<html lang="ko"><title>장마철 제습기</title><div class="head-wrapper"><h1>장마철 제습기</h1><div class="information">'
        '<span class="username"><a href="/@rainy">rainy</a></span><span>·</span><span>3일 전</span></div></div>'
        '<div class="recommend"><a href="/@other/63">다른 사람의 글</a></div>'
        f"<script>window.__APOLLO_STATE__={json.dumps(data, ensure_ascii=False)};window.__REDUX_STATE__={{}};</script></html>"
    )


def test_a_post_is_read_from_the_pages_data() -> None:
    post = read(html(state()), URL, site="https://velog.io/@rainy")
    assert post.kind == "post"
    assert post.title == "장마철 제습기"
    assert post.published is not None
    assert post.modified is not None
    assert post.published.utc.isoformat() == "2024-07-22T00:30:00+00:00"
    assert post.modified.utc.isoformat() == "2024-07-23T01:00:00+00:00"
    assert post.authors == ("비구름",)
    assert post.tags == ("장마", "제습기")
    assert post.excerpt == "습기 이야기"
    assert post.platform_post_id == "1c53602d"
    assert "<li>하나</li>" in post.body_html
    assert "다른 사람의 글" not in post.body_text


def test_a_series_is_the_shelf() -> None:
    data = state(series={"type": "id", "id": "Series:1"})
    data["Series:1"] = {"__typename": "Series", "name": "비 오는 날"}
    assert read(html(data), URL).categories == ("비 오는 날",)


def test_without_data_the_page_itself_is_read() -> None:
    post = read(html("broken"), URL)
    assert post.title == "장마철 제습기"
    assert post.published is not None
    assert post.published.precision == "relative"
    assert post.authors == ("rainy",)


@pytest.mark.parametrize("broken", ["", "{", "[]", "null", "{}"])
def test_broken_data_harms_nothing(broken: str) -> None:
    page = f"<title>글</title><script>window.__APOLLO_STATE__={broken}</script>velog_config"
    assert velog.post_node(document(page, URL)) == {}


def test_a_writers_lists_are_listings() -> None:
    data = state()
    del data["Post:1c53602d"]
    assert read(html(data), "https://velog.io/@rainy/series").kind == "listing"


def test_the_list_goes_on_from_its_last_post() -> None:
    (first,) = velog.list_requests("https://velog.io/@rainy")
    assert first.method == "POST"
    assert json.loads(first.body)["variables"] == {"input": {"username": "rainy", "limit": 100}}
    row = {
        "id": "9f",
        "title": "장마철 제습기",
        "url_slug": "장마철-제습기",
        "released_at": "2024-07-22T00:30:00.000Z",
        "tags": ["장마"],
        "user": {"username": "rainy"},
        "short_description": "습기",
        "is_private": False,
    }
    page = velog.read_list(json.dumps({"data": {"posts": [row]}}).encode(), first)
    (entry,) = page.entries
    assert entry.url.startswith("https://velog.io/@rainy/%EC%9E%A5")
    assert (entry.tags, entry.summary) == (("장마",), "습기")
    assert page.next is not None
    assert json.loads(page.next.body)["variables"]["input"]["cursor"] == "9f"
    assert velog.read_list(b'{"data": {"posts": []}}', page.next).next is None


def test_a_blog_on_another_host_is_asked_there() -> None:
    (first,) = velog.list_requests("http://127.0.0.1:8000/@rainy")
    assert first.url == "http://127.0.0.1:8000/graphql"
    assert velog.list_requests("http://127.0.0.1:8000/", '<link href="/rss/rainy">') != ()
    assert velog.list_requests("http://127.0.0.1:8000/") == ()


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"{}", b'{"errors": [{"message": "no"}], "data": null}']
)
def test_an_answer_of_another_kind_is_not_understood(body: bytes) -> None:
    (first,) = velog.list_requests("https://velog.io/@rainy")
    assert not velog.read_list(body, first).understood


def test_data_without_the_body_tell_when_the_post_of_this_address_was_released() -> None:
    data = state()
    for node in data.values():
        node.pop("body", None)
    post = read(html(data), URL)
    assert post.published is not None
    assert post.published.utc.isoformat() == "2024-07-22T00:30:00+00:00"
