"""Signs that a script shows more of a list: menus of pages, buttons, scrolling, routes behind a hash."""

from __future__ import annotations

import time

import pytest

from newscrawl.discovery.continued import asks_for_pages, goes_on_by_script
from newscrawl.discovery.markup import read_markup
from newscrawl.discovery.menus_of_pages import chosen_pages
from newscrawl.discovery.more_buttons import has_one_more_button
from newscrawl.discovery.pagination import next_pages
from pipelines.readers.trees.parsing import parse

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
        ("".join(f'<a href="#" data-page="{n}">{n}</a>' for n in (1, 2, 3)), True),
        ("".join(f'<li data-page="{n}">{n}</li>' for n in (1, 2, 3)), True),
        ('<p class="paging"><b>1</b><a href="#" onclick="go(2)">2</a></p>', True),
        ('<p class="rating"><b>1</b><a href="#" onclick="go(2)">2</a></p>', False),
        ("".join(f'<span onclick="goPage({n})">{n}</span>' for n in (1, 2, 3)), True),
        ("".join(f'<span onclick="rate({n})">{n}</span>' for n in (1, 2, 3)), False),
        ("".join(f'<td data-day="{n}">{n}</td>' for n in range(1, 31)), False),
        ('<div data-total-pages="4"></div>', True),
        ('<div data-total-pages="1"></div>', False),
        ("<script>$('#p').twbsPagination({totalPages: 4})</script>", True),
        ('<script>var x = {"max_num_pages":"6"}</script>', True),
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
        ("query P($c: ID){posts(cursor: $c, limit: 20){id}}", True),
        ("query C{comments(first: 9, after: $c){id}} query P{posts(tag: $t){id}}", False),
        ('fetch("/api",{method:"POST",body:JSON.stringify({after:e.dataset.last})})', True),
        ("$.get(url, {id: 3}); css({after: 1})", False),
        ("window.pageYOffset; e.pageX; $.ajax(url)", False),
    ],
)
def test_a_script_that_puts_pages_together_asks_for_them(script: str, expected: bool) -> None:
    assert asks_for_pages(script) is expected


@pytest.mark.parametrize(
    "body",
    [
        "<form>" + '<select name="page"></select><input type="hidden" name="a">' * 2000 + "</form>",
        f'<form>{f"""<select name="page">{CHOICE}</select><input type=hidden name=a>""" * 2000}</form>',
        f"""{'<div class="pager"><button>' * 2000}x""",
        f"{'<button>' * 4000}x",
        f"{'<select><option>' * 2000}1",
        f'<b class="{"a" * 100_000}">{"<button>2</button>" * 2000}',
    ],
)
def test_what_lies_in_itself_or_stands_there_often_takes_no_longer(body: str) -> None:
    root = parse(f"<html><body>{body}</body></html>")
    began = time.process_time()
    assert not has_one_more_button(root, HOME, body)
    goes_on_by_script(root, body)
    assert not list(chosen_pages(root))
    assert time.process_time() - began < 0.5


def test_a_button_is_read_with_all_that_it_is_made_of() -> None:
    button = "<button><i><b>Load</b> <!-- so --><u>more</u></i> posts</button> of all"
    assert read_markup(f"<body>{button}</body>".encode(), HOME).more_by_button


def test_scripts_of_the_page_itself_are_those_of_its_own_host() -> None:
    scripts = '<script src="a.js"></script><script src="https://blog.example/b.js"></script>'
    base = '<base href="https://victim.example/x/">'
    markup = read_markup(f"<head>{base}</head><body>{scripts}</body>".encode(), HOME)
    assert markup.scripts == (HOME + "b.js",)
