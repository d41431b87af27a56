"""Pages made to harm come back as some post, with their limits kept: nothing raises or hangs."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipelines.items import Fetch, Page, Post
from pipelines.readers.options import ReadOptions
from pipelines.readers.post import read_post

HEAD = "<html><head><title>큰 글</title></head><body><article><h1>큰 글</h1><p>첫 문장입니다.</p>"
EMPTY = "<html><head><title>큰 글</title></head><body>"
WHOLE = "<html><body><div class='entry-content'>"

PAGES = {
    "short paragraphs": HEAD + "<p>짧은 말.</p>" * 2_500,
    "links": WHOLE + "".join(f"<p><a href='http://x{n}.example/'>말</a></p>" for n in range(1_200)),
    "links that nobody ended": HEAD + "<p>짧은 말입니다 <a href='/x'>" * 800,
    "labels in links that nobody ended": HEAD + "<div>태그</div><a href='/tag/a'>말 " * 300,
    "pictures": WHOLE + "".join(f"<img src='/{n}.jpg'>" for n in range(1_200)),
    "line breaks": HEAD + "말<br>" * 5_000,
    "a picture without end": HEAD + "<img src='data:image/png;base64," + "A" * 3_000_000,
    "depth": HEAD + "<div>" * 50_000 + "깊은 말",
    "tables in tables": HEAD + "<table><tr><td>" * 9_000 + "깊은 말",
    "texts in boxes in boxes": HEAD + "<div><p>방앗간 뒤로 길이 하나 더 나 있다.</p>" * 2_000,
    "attributes": HEAD + "<p " + " ".join(f"a{n}=1" for n in range(30_000)) + ">말",
    "one long line": HEAD + "<p>" + "가나다라 " * 30_000,
    "spaces": HEAD + "<p>" + " " * 300_000 + "말",
    "srcset": HEAD + "<img srcset='" + "a" * 500_000 + "'>",
    "names": HEAD + "<p id='" + "ad-" * 100_000 + "'>말",
    "brackets": "---\ntitle: 글\n---\n" + "[" * 9_000,
    "template tags": "---\ntitle: 글\n---\n" + "{% highlight x %}" * 2_000,
    "open front matter": "---\n" + "a: [\n" * 1_000,
    "quotes": "---\ntitle: 글\n---\n" + "> " * 9_000 + "말",
    "less-than signs": "<" * 100_000,
    "nothing": "",
    "zeros": "\0" * 10_000,
    "deep page data": EMPTY + "<script type='application/json'>" + '{"a":[' * 50_000,
    "page data in page data": EMPTY
    + "<script type='application/json'>"
    + '["[' * 20_000
    + "</script>",
    "many bodies in page data": EMPTY
    + "<script type='application/json'>["
    + ",".join(['{"title":"큰 글","id":"b","body":"# 말 ' + "[말](b) *" * 9 + '"}'] * 9_000)
    + "]</script>",
    "page data that turn in circles": EMPTY
    + "<script type='application/json' id='__NUXT_DATA__'>[["
    + "1," * 50_000
    + '1],{"author":0,"title":2,"tags":0,"html":3},"큰 글","'
    + "말 " * 90
    + '"]</script>',
    "a long name of page data": EMPTY + "<script>window.__" + "_a" * 200_000 + "= {",
    "signs in one heading": HEAD + "<h2>" + "<a href='#x'>#</a>" * 20_000 + "</h2>",
    "lists and paragraphs in one item": HEAD
    + "<ul><li>"
    + "<ul></ul>" * 20_000
    + "<p>짧은 말입니다</p>" * 5_000
    + "</li></ul>",
    "pictures called as the post": "<meta property='og:title' content='말'>"
    + "<img src='/i.svg' alt='말'>" * 20_000
    + HEAD
    + "<article><p>첫 문장입니다.</p></article>",
    "shelves of Tistory": "<body id='tt-body-page'><div>"
    + "<a href='/category/a'>말</a>" * 20_000
    + "</div><div class='article'><p>첫 문장입니다.</p></div>",
    "links called share in one heading": HEAD
    + "<h2>"
    + "<a class='share' href='#'>x</a>" * 20_000
    + "</h2>",
    "captions of nothing": HEAD + "<figcaption>말</figcaption>" * 10_000 + "<p>끝</p>",
    "marks behind a sentence": HEAD + "<h2>말 " + "!" * 100_000 + "말</h2>",
    "json": "<script type='application/ld+json'>" + "[" * 50_000 + "</script>",
}


def post_of(text: str, options: ReadOptions | None = None) -> Post:
    fetch = Fetch(
        url="http://harm.example/a/b.html",
        final_url="http://harm.example/a/b.html",
        content_type="text/html; charset=utf-8",
        fetched_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    return read_post(Page(fetch=fetch, body=text.encode(), site="http://harm.example/"), options)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_made_to_harm_is_read(name: str) -> None:
    post = post_of(PAGES[name])
    assert len(post.images) <= ReadOptions().max_images
    assert len(post.links) <= ReadOptions().max_links


def test_limits_are_those_asked_for() -> None:
    options = ReadOptions(max_links=3, max_images=2)
    assert len(post_of(PAGES["links"], options).links) == 3
    assert len(post_of(PAGES["pictures"], options).images) == 2


@pytest.mark.parametrize(
    "bad",
    [
        "<script>alert(1)</script>",
        "<p onclick='alert(1)'>말</p>",
        "<a href='javascript:alert(1)'>말</a>",
        "<a href='java&#10;script:alert(1)'>말</a>",
        "<img src=x onerror=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<style>@import 'http://evil.example'</style>",
        "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
        "<form action='http://evil.example'><input name=q><p>말</p></form>",
        "<img src='data:text/html;base64,PHNjcmlwdD4='>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    ],
)
def test_nothing_active_is_left_in_a_body(bad: str) -> None:
    html = post_of(
        f"{WHOLE}<p>{'나루의 봄은 배가 먼저 안다. ' * 9}</p>{bad}<p>끝</p></div>"
    ).body_html
    lowered = html.lower()
    assert "끝" in html
    for word in ("script", "onerror", "onclick", "srcdoc", "<style", "<form", "<iframe", "data:"):
        assert word not in lowered
