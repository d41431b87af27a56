"""The one button that shows more of a list."""

from __future__ import annotations

import pytest

from newscrawl.discovery.more_buttons import has_one_more_button
from pipelines.readers.trees.parsing import parse

HOME = "https://blog.example/"


def has_one(body: str) -> bool:
    return has_one_more_button(parse(f"<html><body>{body}</body></html>"), HOME, body)


@pytest.mark.parametrize(
    "words",
    [
        "더 보기",
        "글 더보기",
        "이전 글 더 보기",
        "20개 더 보기",
        "더보기 (1/4)",
        "모든 글 보기",
        "전체보기",
        "Load more",
        "Load older posts",
        "Show 10 more",
        "More stories »",
        "View all posts",
        "See all",
        "もっと見る",
        "過去の記事を見る",
        "加载更多文章",
        "查看更多",
        "Mehr Beiträge laden",
        "Voir plus d’articles",
        "Cargar más",
        "Показать ещё",
    ],
)
def test_a_button_says_in_many_words_that_it_shows_more(words: str) -> None:
    assert has_one(f"<button>{words}</button>")
    assert has_one(f'<div role="button">{words}</div>')
    assert has_one(f'<input type="button" value="{words}">')
    assert not has_one(f'<a href="/all">{words}</a>')
    assert not has_one(f"<button>{words}</button>" * 3)


@pytest.mark.parametrize(
    "words", ["보기", "글", "more", "메뉴", "구독하기", "Read", "Show", "다음"]
)
def test_other_buttons_show_something_else(words: str) -> None:
    assert not has_one(f"<button>{words}</button>")


def test_what_lies_in_a_button_is_that_button_and_what_stands_beside_a_list_is_none() -> None:
    assert has_one('<button><span class="btn-more">더보기</span></button>')
    assert has_one('<span class="load-more">더보기</span>')
    assert not has_one("<p>더보기</p>")
    assert not has_one('<a href="/all"><span class="more">더보기</span></a>')
    assert not has_one("<aside><button>전체보기</button></aside>")
    assert not has_one("<button>더보기</button><button>글 더보기</button>")


@pytest.mark.parametrize("act", ["this.parentNode.classList.add('open')", "$('.intro').toggle()"])
def test_what_unfolds_an_introduction_is_no_button_of_a_list(act: str) -> None:
    assert not has_one(
        f'<div><p>우리 이야기</p><span class="more" onclick="{act}">더보기</span></div>'
    )
    assert has_one('<div><span class="more" onclick="more(2)">더보기</span></div>')
