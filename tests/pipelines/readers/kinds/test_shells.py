"""Shells: pages that a script would fill, of which an index carries all there is."""

from __future__ import annotations

import pytest

from pipelines.items import Entry, Post
from tests.pipelines.readers.making import read

URL = "https://blog.example/posts/walk"
SHELL = (
    "<title>우리 동네</title><body><noscript>You need JavaScript.</noscript>"
    '<div id="root"></div><script src="/app.js"></script></body>'
)
WORDS = "강을 따라 걷다가 물이 맑아서 한참을 서 있었다. " * 8
BODY = f'<p><img src="/river.jpg"></p><p><a href="https://other.example/">이웃</a>과 걸었다.</p><p>{WORDS}</p>'


def read_fed(html: str, content: str | None = BODY) -> Post:
    entry = Entry(url=URL, found_kind="feed", title="강을 따라 걷기", content_html=content)
    return read(html, URL, entries=(entry,))


@pytest.mark.parametrize("mount", ["<div id=root> </div>", "<app-root></app-root>"])
def test_a_shell_is_read_as_the_feed_carries_its_post(mount: str) -> None:
    post = read_fed(SHELL.replace('<div id="root"></div>', mount + "<p>Loading…</p>"))
    assert (post.kind, post.title) == ("post", "강을 따라 걷기")
    assert post.body_text == f"이웃과 걸었다.\n{WORDS.strip()}"
    assert [image.url for image in post.images] == ["https://blog.example/river.jpg"]
    assert [link.url for link in post.links] == ["https://other.example/"]


def test_a_shell_of_which_no_index_carries_the_text_is_no_post() -> None:
    for content in (None, "<p>짧은 요약</p>"):
        assert read_fed(SHELL, content).kind == "stub"


@pytest.mark.parametrize(
    "shown",
    [
        "<p>404 Not Found</p>",
        "<p>비밀번호를 입력해 주세요</p>",
        "<h1>산책</h1>",
        "<p>오늘은 하늘이 참 맑다. 강가에 나가 앉아서 책을 오래 읽었고 물소리를 들었다.</p>",
        '<img src="/sky.jpg">',
        "<article><p>좋은 아침!</p></article>",
    ],
)
def test_what_a_page_shows_beside_an_empty_element_is_what_it_is(shown: str) -> None:
    post = read_fed(SHELL.replace("<noscript>", shown + "<noscript>"))
    assert "물이 맑아서" not in post.body_text
    assert post.kind_reasons != ("a script would fill it",)


def test_a_page_that_sends_on_is_no_shell() -> None:
    post = read_fed('<head><meta http-equiv="Refresh" content="0; url=/b"></head>' + SHELL)
    assert post.kind == "stub"
    assert not post.body_text


def test_what_a_list_calls_the_way_to_a_shell_is_not_its_title() -> None:
    told = (
        '<script type="application/ld+json">{"@type": "BlogPosting", "headline": "강가"}</script>'
    )
    for kind in ("listing", "feed"):
        entry = Entry(url=URL, found_kind=kind, title="더 보기")
        assert read(told + SHELL, URL, entries=(entry,)).title == "강가"
