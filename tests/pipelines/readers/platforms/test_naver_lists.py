"""The lists of Naver Blog, with their quirks."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from pipelines.readers.platforms import naver_lists
from pipelines.readers.platforms.api import Told


def test_the_mobile_list_tells_the_second_and_who_may_read() -> None:
    first, _ = naver_lists.list_requests("https://blog.naver.com/rainy")
    assert first.headers["Referer"] == "https://m.blog.naver.com/rainy"
    items = [
        {
            "logNo": 223400000011,
            "titleWithInspectMessage": "장마철 제습기",
            "addDate": 1721608200000,
            "categoryName": "생활",
            "notOpen": False,
        },
        {
            "logNo": 223400000012,
            "titleWithInspectMessage": "비밀",
            "addDate": 1721608200000,
            "notOpen": True,
        },
        {
            "logNo": 223400000013,
            "titleWithInspectMessage": "막힌 글",
            "addDate": 1721608200000,
            "postBlocked": True,
        },
        {"noLog": True},
    ]
    page = naver_lists.read_list(json.dumps({"result": {"items": items}}).encode(), first)
    assert [entry.withheld for entry in page.entries] == [None, "private", "blocked"]
    entry = page.entries[0]
    assert entry.url == "https://blog.naver.com/rainy/223400000011"
    assert entry.published is not None
    assert entry.published.isoformat() == "2024-07-22T09:30:00+09:00"
    assert page.next is not None
    assert "page=2" in page.next.url
    assert naver_lists.read_list(b'{"result": {"items": []}}', page.next).next is None


def test_the_desktop_list_is_read_although_it_is_no_json() -> None:
    _, first = naver_lists.list_requests("https://blog.naver.com/rainy")
    body = (
        '{"resultCode":"S","postList":[{"logNo":"223400000011","title":"%EC%9E%A5%EB%A7%88+%EC%9D%B4%EC%95%BC%EA%B8%B0",'
        '"addDate":"2024. 7. 22.","openType":"2"},{"logNo":"223400000010","title":"a","addDate":"3시간 전","openType":"0"}],'
        '"pagingHtml":"<a class=\\\'page\\\'>1</a>","countPerPage":"30","totalCount":"61"}'
    )
    page = naver_lists.read_list(
        body.encode(), first, Told(base=datetime(2024, 7, 25, 3, 0, tzinfo=UTC))
    )
    assert page.declared_total == 61
    assert [entry.title for entry in page.entries] == ["장마 이야기", "a"]
    assert [entry.withheld for entry in page.entries] == [None, "private"]
    dates = [entry.published for entry in page.entries]
    assert dates[0] is not None
    assert dates[1] is not None
    assert dates[0].isoformat() == "2024-07-22"
    assert dates[1].utc.hour == 0
    assert page.next is not None
    assert "currentPage=2" in page.next.url


def test_tags_that_load_later_can_be_asked_for() -> None:
    request = naver_lists.tag_request(
        "https://blog.naver.com/rainy", ["223400000011", "223400000012"]
    )
    assert request is not None
    assert "logNoList=223400000011%2C223400000012" in request.url
    body = '{"taglist":[{"logno":"223400000011","tagName":"%EC%9E%A5%EB%A7%88,%EC%A0%9C%EC%8A%B5%EA%B8%B0"}]}'
    assert naver_lists.read_tags(body.encode()) == {"223400000011": ("장마", "제습기")}
    assert naver_lists.read_tags(b"<html>") == {}


@pytest.mark.parametrize("body", [b"", b"<html>", b"{}", b'{"result": null}', b'{"postList": 1}'])
def test_an_answer_of_another_kind_is_not_understood(body: bytes) -> None:
    for request in naver_lists.list_requests("https://blog.naver.com/rainy"):
        assert not naver_lists.read_list(body, request).understood


def test_blogs_have_names() -> None:
    assert naver_lists.blog_of("https://rainy.blog.me/") == "rainy"
    assert naver_lists.blog_of("https://blog.naver.com/PostList.naver?blogId=rainy") == "rainy"
    assert naver_lists.blog_of("https://rss.blog.naver.com/rainy.xml") == "rainy"
    assert naver_lists.blog_of("https://blog.naver.com/") is None
