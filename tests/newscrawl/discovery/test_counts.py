"""How many posts a blog says that it has: totals, pages, numbers beside months and categories."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newscrawl.discovery.counts import least_of
from newscrawl.discovery.explorer import Explorer
from newscrawl.discovery.markup import Markup, read_markup
from newscrawl.discovery.scope import blog_scope
from newscrawl.discovery.tiers import Tier, tier_of

HOME = "https://blog.example/"


def shown(body: str) -> Markup:
    return read_markup(f"<html><body>{body}</body></html>".encode(), HOME)


@pytest.mark.parametrize(
    ("body", "total"),
    [
        ("<p>전체 123개의 글</p>", 123),
        ("<ul><li>전체 (64)</li><li>여행 (30)</li></ul>", 64),
        ("<ul><li>오늘 (3)</li><li>어제 (12)</li><li>전체 (10,321)</li></ul>", 0),
        ("<p><i>Today (3)</i> <i>All (10321)</i></p>", 0),
        ("<p>총 <em>1,234</em>건</p>", 1234),
        ('<a href="/category">분류 전체보기 <span>(65)</span></a>', 65),
        ("<p>Showing 1–10 of 240 posts</p>", 240),
        ("<div>240 posts</div>", 240),
        ("<span>Um..! 240 posts in total. Keep on posting.</span>", 240),
        ("<span>嗯..! 目前共计 60 篇日志。 继续努力。</span>", 60),
        ("<p>全60件中 1～10件を表示</p>", 60),
        ("<button>전체 (40)</button>", 40),
        ("<ul><li>2024 <span>(25)</span></li><li>2023년 (15편)</li></ul>", 40),
        ("<ul><li>2024 (25)</li></ul>", 0),
        # Visitors, comments, years, titles, a shop.
        ("<p>전체 1234 오늘 12 어제 34</p>", 0),
        ("<p>총 12개의 댓글</p>", 0),
        ("<h2>2024 posts</h2>", 0),
        ("<h2>10 posts you must read</h2>", 0),
        ("<h2>글 2071</h2>", 0),
        ("<p>Showing 1–12 of 240 products</p>", 0),
    ],
)
def test_how_many_posts_there_are_is_read_where_it_is_said_of_posts(body: str, total: int) -> None:
    markup = shown(body)
    assert max(markup.total, markup.hinted) == total


def test_a_list_whose_data_name_the_first_of_many_says_how_many_there_are() -> None:
    items = ",".join(f'{{"@type":"ListItem","url":"/a/{n}"}}' for n in range(4))
    data = '{"@type":"ItemList","numberOfItems":%s,"itemListElement":[' + items + "]}"
    script = '<script type="application/ld+json">%s</script>'
    assert shown(script % (data % 40)).hinted == 40
    assert shown(script % (data % 4)).hinted == 0
    assert shown(script % (data % '"many"')).hinted == 0


@pytest.mark.parametrize(
    ("body", "pages"),
    [
        ("<p>Page 1 of 24</p>", 24),
        ("<p>1 / 24 페이지</p>", 24),
        ("<p>第 1 页 / 共 24 页</p>", 24),
        ("<p>1 / 24</p>", 0),
        ('<div class="post-nav">1 of 4 <a href="/p/2"></a></div>', 4),
        ('<div class="page"><i>11/20</i></div>', 0),
        ('<div class="page"><i>1/20</i> <i>1/9</i></div>', 0),
        ('<div class="slides nav">1 of 4</div>', 0),
    ],
)
def test_how_many_pages_a_list_has_is_read(body: str, pages: int) -> None:
    assert shown(body).pages == pages


def test_numbers_of_months_add_up_and_those_of_comments_are_none_of_posts() -> None:
    months = (
        '<li><a href="/2024/07">7월 2024</a> (12)</li><li><a href="/2024/06">6월</a>&nbsp;(8)</li>'
    )
    kinds = '<a href="/category/a">a <span class="c_cnt">15</span></a>'
    posts = '<a href="/posts/rain">비</a> (300)'
    links = shown(f"<ul>{months}</ul>{kinds}{posts}").links
    assert least_of(links, lambda url: tier_of(url) is not None) == 20


def test_a_list_that_says_more_than_it_shows_is_told() -> None:
    explorer = Explorer(blog_scope(HOME))
    explorer.begin(HOME)
    named = [f"{HOME}posts/{number}" for number in range(10)]
    explorer.page_read(
        shown('<a href="/category/a">a</a> (15)<p>Page 1 of 3</p>'), named, 10, named
    )
    explorer.begin(f"{HOME}category/a", Tier.CATEGORY)
    explorer.page_read(Markup(url=f"{HOME}category/a"), named[:8], 0, named[:8])
    assert dict(explorer.lists.shortfalls()) == {
        "//blog.example/": "says that it has 3 pages, and 1 were found",
        "//blog.example/category/a": "says that it has 15 posts, and shows 8",
    }


def test_years_that_have_no_more_together_than_the_main_list_named_are_whole() -> None:
    explorer = Explorer(blog_scope(HOME))
    named = [f"{HOME}posts/{number}" for number in range(12)]
    years = (
        '<a href="/2024/">2024</a> (8) <a href="/2023/">2023</a> (4) <a href="/?page=2">next</a>'
    )
    for number, shows in enumerate((named[:6], named[6:]), 1):
        url = f"{HOME}?page={number}" if number > 1 else HOME
        explorer.begin(url)
        page = replace(shown(years if number == 1 else ""), url=url)
        explorer.page_read(page, shows, len(shows), shows)
    explorer.begin(f"{HOME}2024/", Tier.INDEX)
    explorer.page_read(Markup(url=f"{HOME}2024/"), named[:5], 0, named[:5])
    assert dict(explorer.lists.shortfalls()) == {}
    explorer.lists.of["//blog.example/"].posts.discard("//blog.example/posts/7")
    assert dict(explorer.lists.shortfalls()) == {
        "//blog.example/2024": "says that it has 8 posts, and shows 5"
    }


def test_a_page_without_posts_between_pages_with_some_is_told() -> None:
    explorer = Explorer(blog_scope(HOME))
    for number in (1, 2, 3):
        explorer.begin(f"{HOME}?page={number}")
        named = [] if number == 2 else [f"{HOME}posts/{number}"]
        explorer.page_read(Markup(url=f"{HOME}?page={number}"), named, len(named), named)
    assert [why for _, why in explorer.lists.shortfalls()] == ["its page 2 names nothing"]


@pytest.mark.parametrize(
    ("pages", "missing", "whole"),
    [
        ((["a"], ["b"]), 0, False),  # the next was not asked for
        ((["a"], ["b"], []), 0, True),
        ((["a"], ["b"], ["b"]), 0, True),
        ((["a"], ["b"]), 3, True),
        ((["a"],), 2, False),
    ],
)
def test_a_list_that_a_script_shows_is_whole_where_guesses_came_to_its_end(
    pages: tuple[list[str], ...], missing: int, whole: bool
) -> None:
    explorer = Explorer(blog_scope(HOME))
    explorer.begin(HOME)
    for number, named in enumerate(pages, 1):
        url = f"{HOME}?page={number}" if number > 1 else HOME
        assert number == 1 or explorer.guess([url])
        # None is new to the crawl: a feed named them.
        explorer.page_read(Markup(url=url, more_by_script=True), [HOME + x for x in named], 0)
        assert explorer.names_more(url) is (number < 3)
    if missing:
        explorer.guess_ended(f"{HOME}?page={missing}")
    assert [why for _, why in explorer.lists.shortfalls()] == (
        [] if whole else ["goes on by a script"]
    )
    assert explorer.is_one_page(HOME) is not whole


def test_a_number_that_may_be_of_something_else_counts_until_a_list_was_read_to_its_end() -> None:
    body = '<button>All (64)</button><a href="/page/2/">2</a>'
    explorer = Explorer(blog_scope(HOME))
    explorer.begin(HOME)
    pages = (
        [f"{HOME}posts/{one}" for one in range(6)],
        [f"{HOME}posts/{one}" for one in range(6, 9)],
    )
    explorer.page_read(shown(body), pages[0], 6, pages[0])
    assert explorer.lists.stated_in_all() == 64
    explorer.page_read(Markup(url=f"{HOME}page/2/"), pages[1], 3, pages[1])
    assert explorer.lists.stated_in_all() == 0


def test_lists_of_years_that_name_more_than_the_front_page_surpass_it() -> None:
    explorer = Explorer(blog_scope(HOME))
    named = [f"{HOME}posts/{one}" for one in range(12)]
    explorer.begin(HOME)
    explorer.page_read(Markup(url=HOME), named[:10], 10, named[:10])
    for list_of, tier, surpassed in (("tags/a", Tier.CLOUD, False), ("2024", Tier.INDEX, True)):
        explorer.begin(HOME + list_of, tier)
        explorer.page_read(Markup(url=HOME + list_of), named, 2, named)
        assert explorer.lists.is_surpassed(explorer.list_of(HOME)) is surpassed
