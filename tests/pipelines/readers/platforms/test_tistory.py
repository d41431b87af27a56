"""Tistory: recognised on any host, read from its own marks, its complete list followed to the end."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from pipelines.readers.platforms import tistory
from pipelines.readers.platforms.api import Told
from tests.pipelines.readers.making import PROSE, document, read

CONFIG = (
    '<script>window.T = window.T || {}; window.T.config = {"TOP_SSL_URL":"https://www.tistory.com",'
    '"BLOG":{"id":77,"name":"rainy","title":"비 오는 날","nickName":"비구름"}};</script>'
)
POST = (
    f'<html lang="ko"><head><title>장마철 제습기</title>{CONFIG}'
    '<meta property="og:title" content="장마철 제습기"><meta property="og:regDate" content="20240722093000">'
    '<link rel="canonical" href="https://rainy.example/12"></head>'
    '<body id="tt-body-page"><div class="hgroup"><div class="category"><a href="/category/생활">생활</a></div>'
    "<h1>장마철 제습기</h1></div>"
    '<div class="entry-content" id="article-view"><div class="tt_article_useless_p_margin contents_style">'
    f'{PROSE}<div class="another_category"><h4>\'<a href="/category/생활">생활</a>\' 카테고리의 다른 글</h4>'
    "<table><tr><th><a href='/11'>지난 글의 제목</a></th><td>2024.07.01</td></tr></table></div></div></div>"
    '<div class="tags"><a href="/tag/장마" rel="tag">장마</a>, <a href="/tag/제습기" rel="tag">제습기</a></div>'
    '<aside><div class="tags"><a href="/tag/다른것">다른것</a></div></aside></body></html>'
)


@pytest.mark.parametrize(
    "url", ["https://rainy.tistory.com/12", "https://rainy.example/12", "http://127.0.0.1:8000/12"]
)
def test_a_blog_is_recognised_on_any_host(url: str) -> None:
    assert document(POST, url).platforms[0] == "tistory"


def test_a_pasted_body_is_recognised_a_little() -> None:
    html = '<meta name="generator" content="Jekyll v4"><p data-ke-size="size16">글</p>'
    assert document(html).platforms == ("jekyll", "tistory")


def test_a_post_is_read_whole() -> None:
    post = read(POST, "https://rainy.example/m/12?category=3")
    assert post.kind == "post"
    assert post.title == "장마철 제습기"
    assert post.published is not None
    assert post.published.isoformat() == "2024-07-22T09:30:00+09:00"
    assert post.authors == ("비구름",)
    assert post.tags == ("장마", "제습기")
    assert post.categories == ("생활",)
    assert post.platform_post_id == "12"
    assert post.canonical_url == "https://rainy.example/12"
    assert "카테고리의 다른 글" not in post.body_text


@pytest.mark.parametrize(
    ("path", "body_id", "kind"),
    [
        ("/category/생활", "tt-body-category", "category"),
        ("/tag/장마", "tt-body-tag", "tag"),
        ("/guestbook", "tt-body-guestbook", "other"),
        ("/notice/3", "tt-body-page", "other"),
        ("/", "tt-body-index", "home"),
    ],
)
def test_other_pages_are_no_posts(path: str, body_id: str, kind: str) -> None:
    html = POST.replace("tt-body-page", body_id)
    assert read(html, f"https://rainy.example{path}", site="https://rainy.example/").kind == kind


def test_a_protected_post_is_protected() -> None:
    html = (
        f'<html lang="ko"><title>보호된 글</title>{CONFIG}<body id="tt-body-page"><h1>보호된 글</h1>'
        '<form><p>보호되어 있는 글입니다.</p><input type="password" name="password"></form></body></html>'
    )
    assert read(html, "https://rainy.tistory.com/9").kind == "protected"


@pytest.mark.parametrize(
    "body", ["<p>끝.</p>", '<iframe src="https://www.youtube.com/embed/a1b2"></iframe>']
)
def test_a_post_of_a_word_or_a_player_is_that_and_a_post(body: str) -> None:
    others = "".join(
        f"<li><a href='/{n}'>{PROSE[3:60]} {n}</a> {PROSE[3:90]}</li>" for n in range(9)
    )
    html = (
        f'<html lang="ko"><head><title>짧은 글</title>{CONFIG}<meta property="og:title" content="짧은 글">'
        '<meta property="og:regDate" content="20140722093000"></head><body id="tt-body-page">'
        f'<div class="entry"><h2>짧은 글</h2><div class="tt_article_useless_p_margin">{body}</div></div>'
        '<form action="/comment/add"><input type="password" name="password"><textarea name="comment">'
        f"</textarea></form><ul>{others}</ul></body></html>"
    )
    post = read(html, "https://rainy.example/12")
    assert post.kind == "post"
    assert post.body_text == ("끝." if "끝" in body else "")
    assert [embed.provider for embed in post.embeds] == ([] if "끝" in body else ["youtube"])


@pytest.mark.parametrize(
    ("said", "shelves"),
    [
        (
            '<script>T.entryInfo = {"entryId":12,"categoryLabel":"생활/가전"};</script>',
            ("생활/가전",),
        ),
        ('<script>T.entryInfo = {"entryId":12,"categoryLabel":null};</script>', ()),
        ("", ("여행",)),
    ],
)
def test_the_category_is_what_the_page_says_of_its_post(
    said: str, shelves: tuple[str, ...]
) -> None:
    html = (
        f'<html lang="ko"><head><title>글</title>{CONFIG}{said}<meta property="article:section" content="IT 인터넷">'
        '</head><body id="tt-body-page"><div class="menu"><a href="/category/여행">여행</a></div><h2>글</h2>'
        f'<div class="tt_article_useless_p_margin">{PROSE}</div></body></html>'
    )
    assert read(html, "https://rainy.example/12").categories == shelves


def test_a_text_in_the_table_of_an_old_editor_is_the_text() -> None:
    html = (
        f'<html lang="ko"><head><title>글</title>{CONFIG}</head><body id="tt-body-page"><h2>글</h2>'
        '<div class="tt_article_useless_p_margin"><div class="daum_migration">'
        f'<table class="txc-layout-wz"><tr><td>{PROSE}</td></tr></table></div></div></body></html>'
    )
    assert PROSE[3:40] in read(html, "https://rainy.example/12").body_text


def test_the_sign_by_which_a_post_is_reported_is_none_of_its_pictures() -> None:
    sign = "<div><a href='/toolbar/popup/abuseReport/?entryId=318'><img src='/singo.gif'></a></div>"
    body = f"<div class='article'>{PROSE}<p><img src='/a.jpg'></p>{sign}</div>"
    post = read(f"<title>배</title><body id='tt-body-page'>{body}", "https://a.tistory.com/318")
    assert [image.url.rpartition("/")[2] for image in post.images] == ["a.jpg"]


def test_a_list_that_counts_its_posts_is_no_shelf_of_one() -> None:
    html = (
        f'<html lang="ko"><head><title>글</title>{CONFIG}</head><body id="tt-body-page">'
        '<ul><li><a href="/category/여행">여행 <span>(9)</span></a></li></ul><h1>글</h1>'
        f'<div class="tt_article_useless_p_margin">{PROSE}</div></body></html>'
    )
    assert read(html, "https://rainy.example/12").categories == ()


def test_the_mobile_twin_is_folded() -> None:
    assert (
        tistory.canonical("https://a.example/m/entry/장마-이야기?category=1")
        == "https://a.example/entry/장마-이야기"
    )
    assert tistory.canonical("https://a.example/m/12") == "https://a.example/12"
    assert tistory.canonical("https://a.example/category/생활") is None


def test_the_list_is_followed_to_its_end() -> None:
    (first,) = tistory.list_requests("https://rainy.tistory.com/")
    assert first.url.startswith("https://rainy.tistory.com/m/api/entry/0/POST?page=1")
    item = {
        "id": 12,
        "title": "장마철 제습기",
        "path": "/m/12",
        "subPath": "/12",
        "published": "2024. 7. 22.",
        "summary": "습기",
        "categoryName": "생활",
    }
    page = tistory.read_list(json.dumps({"data": {"items": [item], "nextPage": 2}}).encode(), first)
    (entry,) = page.entries
    assert entry.url == "https://rainy.tistory.com/12"
    assert (entry.title, entry.categories, entry.platform_post_id) == (
        "장마철 제습기",
        ("생활",),
        "12",
    )
    assert entry.published is not None
    assert entry.published.isoformat() == "2024-07-22"
    assert page.next is not None
    assert "page=2" in page.next.url
    last = tistory.read_list(b'{"data": {"items": [], "nextPage": null}}', page.next)
    assert (last.understood, last.entries, last.next) == (True, (), None)


def test_hours_ago_in_the_list_count_from_the_answer() -> None:
    (first,) = tistory.list_requests("https://rainy.tistory.com/")
    body = '{"data": {"items": [{"id": 1, "subPath": "/1", "title": "글", "published": "3시간 전"}], "nextPage": null}}'
    page = tistory.read_list(
        body.encode(), first, Told(base=datetime(2024, 7, 25, 3, 0, tzinfo=UTC))
    )
    published = page.entries[0].published
    assert published is not None
    assert published.utc == datetime(2024, 7, 25, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"{}", b'{"data": null}', b'{"data": {"items": 3}}', b"[[[["]
)
def test_an_answer_of_another_kind_is_not_understood(body: bytes) -> None:
    (first,) = tistory.list_requests("https://rainy.tistory.com/")
    assert not tistory.read_list(body, first).understood
