"""Ghost: Casper's markup, the body's class, the Content API with the page's own key."""

from __future__ import annotations

import json

from pipelines.readers.platforms import ghost
from tests.pipelines.readers.making import PROSE, read

POST = (
    '<html lang="ko"><head><meta name="generator" content="Ghost 5.82"><title>장마철 제습기</title>'
    '<meta property="article:published_time" content="2024-07-22T00:30:00.000Z"><meta property="og:site_name" content="달빛 서재"></head>'
    '<body class="post-template tag-life"><article class="article post"><div class="article-tag"><a href="/tag/life/">생활</a></div>'
    '<h1 class="article-title">장마철 제습기</h1><p class="article-excerpt">습기 이야기</p><h4 class="author-name"><a href="/author/kim/">김서연</a></h4>'
    '<time class="byline-meta-date" datetime="2024-07-22">7월 22일</time>'
    f'<section class="gh-content">{PROSE}<div class="kg-card kg-signup-card">구독하세요</div></section></article></body></html>'
)
HOME = '<script defer src="/sodo-search.min.js" data-key="0123456789abcdef0123456789" data-sodo-search="https://blog.example/"></script>'


def test_a_post_is_read_whole() -> None:
    post = read(POST, "https://blog.example/dehumidifier/")
    assert (post.kind, post.title, post.authors, post.excerpt) == (
        "post",
        "장마철 제습기",
        ("김서연",),
        "습기 이야기",
    )
    assert post.published is not None
    assert post.published.isoformat() == "2024-07-22T00:30:00+00:00"
    assert post.categories == ("생활",)
    assert "구독하세요" not in post.body_text


def test_the_class_of_the_body_tells_pages_from_posts() -> None:
    assert (
        read(POST.replace("post-template", "page-template"), "https://blog.example/me/").kind
        == "about"
    )
    assert (
        read(POST.replace("post-template", "tag-template"), "https://blog.example/tag/life/").kind
        == "tag"
    )


def test_the_list_is_asked_with_the_key_that_the_home_page_carries() -> None:
    (first,) = ghost.list_requests("https://blog.example/", HOME)
    assert first.url.startswith(
        "https://blog.example/ghost/api/content/posts/?key=0123456789abcdef0123456789"
    )
    rows = [
        {
            "id": "a1",
            "title": "장마철 제습기",
            "url": "https://blog.example/dehumidifier/",
            "published_at": "2024-07-22T09:30:00.000+09:00",
            "visibility": "public",
            "tags": [{"name": "생활"}, {"name": "#hidden"}],
            "authors": [{"name": "김서연"}],
        },
        {
            "id": "a2",
            "title": "회원 글",
            "url": "https://blog.example/members/",
            "visibility": "paid",
        },
    ]
    answer = {"posts": rows, "meta": {"pagination": {"page": 1, "next": 2, "total": 73}}}
    page = ghost.read_list(json.dumps(answer).encode(), first)
    assert page.declared_total == 73
    assert [entry.withheld for entry in page.entries] == [None, "private"]
    assert (page.entries[0].tags, page.entries[0].authors) == (("생활",), ("김서연",))
    assert page.next is not None
    assert "page=2" in page.next.url
    assert not ghost.read_list(b"<html>", first).understood


def test_without_a_key_nothing_is_asked() -> None:
    assert ghost.list_requests("https://blog.example/", "<html>") == ()


def test_a_page_that_is_perhaps_of_ghost_has_the_picture_of_its_head() -> None:
    head = (
        '<meta property="og:image" content="/own.jpg"><script type="application/ld+json">'
        '{"@type": "BlogPosting", "headline": "장마", "datePublished": "2024-07-22"}</script>'
    )
    page = f'<head>{head}</head><article><h1>장마</h1><i class="gh-mark">x</i>{PROSE}</article>'
    picture = read(page).declared_image
    assert picture is not None
    assert picture.url == "https://blog.example/own.jpg"
    certain = head + '<meta name="generator" content="Ghost 5.82">'
    assert read(page.replace(head, certain)).declared_image is None
