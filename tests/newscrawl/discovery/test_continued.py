"""Signs that a script shows more of a list: menus of pages, buttons, scrolling, routes behind a hash."""

from __future__ import annotations

import pytest

from newscrawl.discovery.continued import asks_for_pages
from newscrawl.discovery.markup import read_markup
from newscrawl.discovery.pagination import next_pages

HOME = "https://blog.example/"
CHOICE = "".join(f'<option value="{number}">{number}</option>' for number in (1, 2, 3))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f'<div class="paging"><select>{CHOICE}</select></div>', True),
        (f'<select name="page">{CHOICE}</select>', True),
        ("<select><option>1 페이지</option><option>2 페이지</option></select>", True),
        (f'<select name="rating">{CHOICE}</select>', False),
        ('<select name="page"><option value="?page=1">1</option></select>', False),
        ('<nav class="pagination"><button>1</button><button>2</button></nav>', True),
        ('<p class="stars"><button>1</button><button>2</button></p>', False),
        ('<div class="pager"><button aria-label="Next page">&gt;</button></div>', True),
        ('<div class="pager"><button disabled>&gt;</button></div>', False),
        ('<div class="swiper"><i class="swiper-pagination"><button>›</button></i></div>', False),
        ('<script src="/js/infinite-scroll.pkgd.min.js"></script>', True),
        ('<script>var infiniteScroll = {"settings": {}};</script>', True),
        ('<div id="scroll-sentinel"></div>', True),
        ('<a class="load-more" href="/?page=2">more</a>', False),
        ("".join(f'<a href="#/posts/{n}">글 {n}</a>' for n in range(5)), True),
        ('<a href="#/">집</a><a href="#top">위로</a>', False),
    ],
)
def test_what_only_a_script_can_follow_continues_a_list(body: str, expected: bool) -> None:
    markup = read_markup(f"<html><body>{body}</body></html>".encode(), HOME)
    assert markup.more_by_script is expected


@pytest.mark.parametrize(
    "body",
    [
        '<select><option value="?page=1">1</option><option value="?page=2">2</option></select>',
        f'<form action="/"><select name="page">{CHOICE}</select></form>',
    ],
)
def test_a_menu_whose_choices_are_addresses_leads_to_the_pages_of_a_list(body: str) -> None:
    markup = read_markup(f"<html><body>{body}</body></html>".encode(), HOME)
    assert HOME + "?page=2" in list(next_pages(markup))
    assert not markup.more_by_script


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ('fetch("/api/posts?page=" + n)', True),
        ("$.get(`/list?offset=${n}`)", True),
        ('load("/page/" + n)', True),
        ("window.pageYOffset; e.pageX; $.ajax(url)", False),
    ],
)
def test_a_script_that_puts_pages_together_asks_for_them(script: str, expected: bool) -> None:
    assert asks_for_pages(script) is expected
