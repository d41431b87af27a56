"""Brunch: blocks, cover and keywords; the list by time."""

from __future__ import annotations

import json

import pytest

from pipelines.readers.platforms import brunch
from tests.pipelines.readers.making import read

BLOCKS = "".join(
    f'<p class="wrap_item item_type_text">{number}월의 비는 유난히 길었습니다. 창을 닫고 앉아 지난 일들을 하나씩 적어 보았습니다.</p>'
    for number in range(1, 9)
)
POST = (
    '<html lang="ko"><title>장마철 제습기</title><meta property="og:type" content="article">'
    '<link rel="canonical" href="https://brunch.co.kr/@rainy/12"><meta name="author" content="비구름">'
    '<meta property="article:published_time" content="2024-07-22T09:30:00+09:00">'
    '<div class="wrap_cover"><h1 class="cover_title">장마철 제습기</h1><div class="info_text"><span class="author">비구름</span>'
    f'<span class="date">Jul 22. 2024</span></div></div><div class="wrap_article"><div class="wrap_body">{BLOCKS}</div>'
    '<ul class="list_keyword"><li><a href="/keyword/a">장마</a></li><li><a href="/keyword/b">제습기</a></li></ul>'
    '<strong class="title_magazine"><a href="/magazine/1">비 오는 날</a></strong></div></html>'
)


def test_a_post_is_read_whole() -> None:
    post = read(POST, "https://brunch.co.kr/@rainy/12", site="https://brunch.co.kr/@rainy")
    assert (post.kind, post.title, post.authors) == ("post", "장마철 제습기", ("비구름",))
    assert post.published is not None
    assert post.published.isoformat() == "2024-07-22T09:30:00+09:00"
    assert post.tags == ("장마", "제습기")
    assert post.categories == ("비 오는 날",)
    assert post.platform_post_id == "12"
    assert "비 오는 날" not in post.body_text


def test_a_cell_that_is_called_as_the_title_in_it_says_more() -> None:
    heading = '<h1 class="cover_title">장마철 제습기</h1>'
    cell = (
        f'<div class="cover_cell cover_title"><a href="/magazine/1">비 오는 날</a>{heading}</div>'
    )
    post = read(POST.replace(heading, cell), "https://brunch.co.kr/@rainy/12")
    assert post.title == "장마철 제습기"


def test_the_writer_is_not_whoever_comments() -> None:
    head = POST.replace('<meta name="author" content="비구름">', "").replace(
        '<span class="author">비구름</span>', '<span class="text_author">by <a>비구름</a></span>'
    )
    comment = (
        '<div class="wrap_comment"><strong class="tit_author">초록</strong><p>좋아요</p></div>'
    )
    assert read(head + comment, "https://brunch.co.kr/@rainy/12").authors == ("비구름",)


def test_a_writers_page_is_a_listing() -> None:
    assert read(POST, "https://brunch.co.kr/@rainy").kind == "listing"


def test_the_list_is_followed_on_its_own_host_only() -> None:
    (first,) = brunch.list_requests("https://brunch.co.kr/@rainy")
    assert first.url == "https://api.brunch.co.kr/v2/article/@rainy"
    rows = [
        {
            "no": 12,
            "title": "장마철 제습기",
            "subTitle": "습기",
            "status": "publish",
            "publishTime": 1721608200000,
        },
        {"no": 13, "title": "초안", "status": "draft"},
    ]
    following = "https://api.brunch.co.kr/v2/article/@rainy?lastTime=1721608200000"
    page = brunch.read_list(
        json.dumps({"data": {"list": rows, "nextUrl": following}}).encode(), first
    )
    (entry,) = page.entries
    assert entry.url == "https://brunch.co.kr/@rainy/12"
    assert entry.published is not None
    assert entry.published.isoformat() == "2024-07-22T09:30:00+09:00"
    assert page.next is not None
    assert page.next.url == following
    astray = {"data": {"list": rows, "nextUrl": "http://169.254.169.254/latest"}}
    assert brunch.read_list(json.dumps(astray).encode(), first).next is None


def test_the_feeds_token_is_not_the_profile() -> None:
    assert brunch.profile_of("https://brunch.co.kr/@@7fQx") is None
    assert brunch.list_requests("https://brunch.co.kr/@@7fQx") == ()
    assert brunch.list_requests("https://brunch.co.kr/", 'B.User={"profileId":"rainy"}') != ()


@pytest.mark.parametrize("body", [b"", b"<html>", b"{}", b'{"data": {"list": null}}'])
def test_an_answer_of_another_kind_is_not_understood(body: bytes) -> None:
    (first,) = brunch.list_requests("https://brunch.co.kr/@rainy")
    assert not brunch.read_list(body, first).understood
