"""Blogger: themes' old names, the feed in JSON with its exact total."""

from __future__ import annotations

import json

from pipelines.readers.platforms import blogger
from tests.pipelines.readers.making import PROSE, read

POST = (
    "<html lang='ko'><head><meta content='blogger' name='generator'/><title>달빛 서재: 장마철 제습기</title>"
    "<meta property='og:title' content='장마철 제습기'/></head><body><div class='post hentry'><h2 class='date-header'>2024년 7월 22일 월요일</h2>"
    f"<h3 class='post-title entry-title'>장마철 제습기</h3><div class='post-body entry-content' id='post-body-4711471147114711'>{PROSE}</div>"
    "<div class='post-footer'><span class='fn'>김서연</span> <abbr class='published' title='2024-07-22T09:30:00+09:00'>오전 9:30</abbr>"
    "<span class='post-labels'><a href='/search/label/a' rel='tag'>장마</a>, <a href='/search/label/b' rel='tag'>제습기</a></span></div></div></body></html>"
)


def test_a_post_is_read_whole() -> None:
    post = read(POST, "https://rainy.blogspot.co.kr/2024/07/blog-post.html?m=1")
    assert (post.kind, post.title) == ("post", "장마철 제습기")
    assert post.published is not None
    assert post.published.isoformat() == "2024-07-22T09:30:00+09:00"
    assert post.tags == ("장마", "제습기")
    assert post.platform_post_id == "4711471147114711"
    assert post.canonical_url == "https://rainy.blogspot.com/2024/07/blog-post.html"


def test_addresses_of_pages_and_searches_are_no_posts() -> None:
    assert read(POST, "https://rainy.blogspot.com/p/about.html").kind == "about"
    assert read(POST, "https://rainy.blogspot.com/search/label/장마").kind == "category"


def test_the_list_goes_on_after_what_came() -> None:
    (first,) = blogger.list_requests("https://rainy.blogspot.com/")
    row = {
        "id": {"$t": "tag:blogger.com,1999:blog-1.post-4711"},
        "title": {"$t": "장마철 제습기"},
        "published": {"$t": "2024-07-22T09:30:00.000+09:00"},
        "updated": {"$t": "2024-07-23T09:30:00.000+09:00"},
        "category": [{"term": "장마"}],
        "author": [{"name": {"$t": "김서연"}}],
        "summary": {"$t": "습기 <b>이야기</b>"},
        "link": [
            {"rel": "self", "href": "x"},
            {"rel": "alternate", "href": "https://rainy.blogspot.com/2024/07/blog-post.html"},
        ],
    }
    page = blogger.read_list(
        json.dumps({"feed": {"entry": [row], "openSearch$totalResults": {"$t": "3"}}}).encode(),
        first,
    )
    (entry,) = page.entries
    assert (entry.platform_post_id, entry.tags, entry.authors) == ("4711", ("장마",), ("김서연",))
    assert entry.summary == "습기 이야기"
    assert page.declared_total == 3
    assert page.next is not None
    assert "start-index=2" in page.next.url
    assert (
        blogger.read_list(b'{"feed": {"openSearch$totalResults": {"$t": "3"}}}', page.next).next
        is None
    )
    assert not blogger.read_list(b"<html>", first).understood
