"""WordPress: what core itself writes decides; the REST list goes by its headers."""

from __future__ import annotations

import json

import pytest

from pipelines.items import Entry
from pipelines.readers.platforms import wordpress
from pipelines.readers.platforms.api import Told
from tests.pipelines.readers.making import PROSE, document, read

POST = (
    '<html lang="ko-KR"><head><meta name="generator" content="WordPress 6.5"><title>장마철 제습기 &#8211; 달빛 서재</title>'
    '<link rel="https://api.w.org/" href="https://blog.example/wp-json/"><link rel="shortlink" href="https://blog.example/?p=123"></head>'
    '<body class="single single-post postid-123"><article class="post-123 post hentry"><h1 class="entry-title">장마철 제습기</h1>'
    '<div class="entry-meta"><time class="entry-date published" datetime="2024-07-22T09:30:00+09:00">7월 22일</time>'
    '<span class="author vcard"><a class="url fn" href="/author/kim/">김서연</a></span></div>'
    f'<div class="entry-content">{PROSE}<div class="sharedaddy">공유하기</div><div class="jp-relatedposts">관련 글</div></div>'
    '<footer><span class="cat-links"><a href="/category/life/" rel="category tag">생활</a></span>'
    '<span class="tags-links"><a href="/tag/a/" rel="tag">장마</a>, <a href="/tag/b/" rel="tag">제습기</a></span></footer></article></body></html>'
)


def test_a_post_is_read_whole() -> None:
    post = read(POST, "https://blog.example/dehumidifier/")
    assert (post.kind, post.title, post.platforms) == ("post", "장마철 제습기", ("wordpress",))
    assert post.published is not None
    assert post.published.isoformat() == "2024-07-22T09:30:00+09:00"
    assert post.authors == ("김서연",)
    assert post.tags == ("장마", "제습기")
    assert post.categories == ("생활",)
    assert post.platform_post_id == "123"
    assert "공유하기" not in post.body_text
    assert "관련 글" not in post.body_text


@pytest.mark.parametrize(
    ("marks", "kind"),
    [
        ("archive category", "listing"),
        ("home blog", "listing"),
        ("page page-id-2", "about"),
        ("search", "search"),
        ("error404", "error"),
    ],
)
def test_what_core_writes_on_the_body_decides(marks: str, kind: str) -> None:
    html = POST.replace("single single-post postid-123", marks)
    assert read(html, "https://blog.example/dehumidifier/").kind == kind


def test_a_tag_may_be_called_as_a_category_is_that_says_nothing() -> None:
    links = "".join(f"<a href='/tag/{one}/'>{one}</a>" for one in ("home", "blog", "garden"))
    page = document(f"<h1>장마</h1>{PROSE}<p class='tags-links'>{links}</p>")
    assert wordpress.tags(page) == ("home", "blog", "garden")


def test_a_protected_post_is_protected() -> None:
    html = POST.replace(
        PROSE,
        '<form class="post-password-form"><p>비밀번호를 입력하세요.</p><input type="password"></form>',
    )
    assert read(html, "https://blog.example/dehumidifier/").kind == "protected"


def test_a_theme_without_generator_is_recognised_by_its_folders() -> None:
    assert document('<link rel="stylesheet" href="/wp-content/themes/x/style.css">').platforms == (
        "wordpress",
    )


ROW = {
    "id": 123,
    "date": "2024-07-22T09:30:00",
    "date_gmt": "2024-07-22T00:30:00",
    "modified": "2024-07-23T09:00:00",
    "modified_gmt": "2024-07-23T00:00:00",
    "link": "https://blog.example/dehumidifier/",
    "title": {"rendered": "장마 &amp; 제습기"},
    "excerpt": {"rendered": "<p>습기 이야기</p>"},
    "content": {"rendered": "<p>글</p>", "protected": False},
    "_embedded": {
        "author": [{"name": "김서연"}],
        "wp:term": [
            [{"taxonomy": "category", "name": "생활"}],
            [{"taxonomy": "post_tag", "name": "장마"}],
        ],
    },
}


def test_the_list_tells_zone_terms_and_total() -> None:
    (first,) = wordpress.list_requests("https://blog.example/", POST)
    assert first.url.startswith("https://blog.example/wp-json/wp/v2/posts?per_page=100&page=1")
    page = wordpress.read_list(
        json.dumps([ROW]).encode(),
        first,
        Told(headers={"X-WP-Total": "150", "X-WP-TotalPages": "2"}),
    )
    (entry,) = page.entries
    assert entry.published is not None
    assert entry.published.isoformat() == "2024-07-22T09:30:00+09:00"
    assert (entry.title, entry.summary, entry.authors) == (
        "장마 & 제습기",
        "습기 이야기",
        ("김서연",),
    )
    assert (entry.tags, entry.categories) == (("장마",), ("생활",))
    assert page.declared_total == 150
    assert page.next is not None
    assert "page=2" in page.next.url
    assert "per_page=100" in page.next.url


def test_the_page_past_the_end_ends_the_list() -> None:
    (first,) = wordpress.list_requests("https://blog.example/", POST)
    page = wordpress.read_list(b'{"code":"rest_post_invalid_page_number"}', first)
    assert (page.understood, page.next) == (True, None)


def test_without_a_link_the_usual_places_are_asked() -> None:
    urls = [request.url for request in wordpress.list_requests("https://blog.example/blog/")]
    assert urls[0].startswith("https://blog.example/blog/wp-json/wp/v2/posts?")
    assert urls[1].startswith("https://blog.example/blog/?rest_route=/wp/v2/posts&")


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b'{"code":"rest_disabled"}', b"[1]", b'[{"id": 1}]']
)
def test_an_answer_of_another_kind_is_not_understood(body: bytes) -> None:
    (first,) = wordpress.list_requests("https://blog.example/", POST)
    assert not wordpress.read_list(body, first).understood


def test_a_protected_post_is_told_by_the_list() -> None:
    (first,) = wordpress.list_requests("https://blog.example/", POST)
    row = {**ROW, "content": {"rendered": "", "protected": True}}
    assert wordpress.read_list(json.dumps([row]).encode(), first).entries[0].withheld == "protected"


def test_a_post_in_parts_is_read_whole_where_the_list_carries_it() -> None:
    links = '<p class="page-links">쪽: <span>1</span> <a href="/2024/07/long/2/" class="post-page-numbers">2</a></p>'
    html = (
        '<html lang="ko"><head><meta name="generator" content="WordPress 6.1"></head>'
        '<body class="single single-post"><article><h1>긴 글</h1><div class="entry-content">'
        f"<p>첫 부분이다. 마을 도서관이 다음 달부터 밤 열 시까지 문을 연다.</p>{links}</div></article></body></html>"
    )
    url = "https://blog.example/2024/07/long/"
    first = "<p>첫 부분이다. 마을 도서관이 다음 달부터 밤 열 시까지 문을 연다.</p>"
    last = "<p>끝 부분이다. 주민들은 오래 기다린 소식이라며 반겼다.</p>"
    entry = Entry(url=url, found_kind="api", content_html=f"{first}<!--nextpage-->{last}")
    assert read(html, url, entries=(entry,)).body_text.splitlines()[-1].startswith("끝 부분이다")
    alone = read(html, url)
    assert "끝 부분" not in alone.body_text
    assert any("goes on" in warning for warning in alone.warnings)
