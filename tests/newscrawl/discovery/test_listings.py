"""Listings: where a list goes on, which addresses are lists, and when to stop looking."""

from __future__ import annotations

import tracemalloc
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from newscrawl.discovery.explorer import Explorer
from newscrawl.discovery.home_page import section_of_blog
from newscrawl.discovery.markup import Markup, read_markup, with_data
from newscrawl.discovery.page_links import PageLink
from newscrawl.discovery.page_numbers import (
    is_first_page,
    is_numbered,
    list_base,
    page_after,
    without_comments_of,
    without_page_of,
)
from newscrawl.discovery.pagination import guess_proves_an_end, guessed_pages, next_pages
from newscrawl.discovery.scope import (
    at_scheme_of,
    blog_scope,
    is_comments_page_of,
    is_page_address,
    section_beside,
    section_of,
)
from newscrawl.discovery.sessions import Sessions
from newscrawl.discovery.shown import CIRCLE
from newscrawl.discovery.tiers import (
    Tier,
    asks_for_a_time,
    is_list_of_a_tag,
    latest_month,
    tier_of,
)
from newscrawl.discovery.turning import is_neighbour
from newscrawl.discovery.waiting_lists import FRUITLESS
from newscrawl.discovery.ways import ways_of, without_ways

HOME = "https://blog.example/"


def test_the_month_that_a_calendar_calls_the_next_one_is_no_page_of_the_list_beside_it() -> None:
    assert following(HOME, '<a href="/calendar/2025/1">▶</a><a href="/d/7">7</a>') == []
    assert following(HOME + "calendar/2024/12", '<a href="/calendar/2024/11">이전</a>') == []


def test_bare_numbers_are_pages_of_one_list_where_no_post_has_such_an_address() -> None:
    numbers = "".join(f'<a href="/list/{n}">{n}</a>' for n in range(1, 4))
    posts = "".join(f'<li><h2><a href="/read/{n}">글</a></h2></li>' for n in range(7, 10))
    assert following(HOME, posts + numbers) == [f"{HOME}list/2", f"{HOME}list/3"]
    assert following(HOME + "list/2", posts + numbers) == [f"{HOME}list/1", f"{HOME}list/3"]
    headed = '<li><h2><a href="/list/9">9</a></h2></li>'
    assert following(HOME, headed + numbers) == []
    assert following(HOME + "list/2", headed + numbers) == []
    days = "".join(f'<a href="/2024/11/{n}">{n}</a>' for n in range(1, 4))
    assert following(HOME, posts + days) == []


def test_a_part_of_a_list_is_asked_for_by_the_post_it_begins_after() -> None:
    button = '<button data-url="/more?after=23">더 보기</button>'
    assert following(HOME, button) == [HOME + "more?after=23"]
    assert list_base(HOME + "more?after=23") == list_base(HOME + "more?after=9")


def following(here: str, body: str) -> list[str]:
    return list(next_pages(read_markup(body.encode(), here)))


@pytest.mark.parametrize(
    ("here", "body", "expected"),
    [
        (HOME, '<a href="/page2/">다음 글</a>', ["https://blog.example/page2/"]),
        (HOME, '<a href="/?page=2">2</a>', ["https://blog.example/?page=2"]),
        (HOME + "page/2/", '<a href="/page/3/">›</a>', ["https://blog.example/page/3/"]),
        (HOME, '<a href="/index2.html">»</a>', ["https://blog.example/index2.html"]),
        (HOME, '<a href="/index-1.html">이전 글</a>', ["https://blog.example/index-1.html"]),
        (
            HOME + "category/a",
            '<a href="?page=2">2</a>',
            ["https://blog.example/category/a?page=2"],
        ),
        (HOME, '<link rel="next" href="/page/2">', ["https://blog.example/page/2"]),
        (HOME, '<a rel="next" href="/2">older</a>', ["https://blog.example/2"]),
        (
            HOME,
            '<a class="blog-pager-older-link" href="/search?updated-max=2024&max-results=7">前の記事</a>',
            [HOME + "search?updated-max=2024&max-results=7"],
        ),
        (HOME, '<a href="/category/b?page=2">2</a>', []),
        (
            HOME + "diary",
            '<a href="/index.php?mid=diary&page=2">2</a><a href="/index.php?mid=diary&page=3">3</a>',
            [HOME + "index.php?mid=diary&page=2", HOME + "index.php?mid=diary&page=3"],
        ),
        (HOME, '<a href="/posts/next-big-thing">next</a>', []),
        # The list itself, under the name of its author's machine.
        (
            HOME,
            '<a rel="next" href="http://localhost:4000/?page=2">다음</a>',
            [HOME + "?page=2"],
        ),
        (HOME, '<a href="http://localhost:4000/?page=2">2</a>', []),
        (HOME, '<a href="/archives/P2.html">nächste Seite »</a>', [HOME + "archives/P2.html"]),
        (HOME, '<a href="/archives/P2.html">우리 집</a>', []),
        (HOME + "?page=3", '<a href="/?page=1">1</a>', []),
        (HOME, '<a href="/blog/page2/">Older posts</a>', ["https://blog.example/blog/page2/"]),
        (HOME, '<a href="/blog/page2/">News</a>', []),
        (HOME, '<a href="/blog/page3/">다음</a>', []),
        (HOME, '<a href="/page/2/">next</a><a href="/blog/page2/">more</a>', [HOME + "page/2/"]),
        (HOME, '<a href="/news/page/2/">more</a><a href="/sport/page/2/">more</a>', []),
        (HOME + "page/2/", '<a href="/blog/page2/">older</a>', []),
        (HOME, '<a class="load-more" href="/part?offset=5">More</a>', [HOME + "part?offset=5"]),
        (HOME, '<a href="/list?page=2">Load more</a>', [HOME + "list?page=2"]),
        (HOME, '<a href="/list?page=3">Load more</a>', []),
        (
            HOME + "diary",
            '<a href="/?mid=diary&page=1">1</a><a href="/?mid=diary&page=2">2</a>',
            [HOME + "?mid=diary&page=2"],
        ),
        (HOME + "diary", '<a href="/?mid=other&page=2">2</a>', []),
        (HOME, '<a href="/page-1.html">次のページ</a>', [HOME + "page-1.html"]),
        (HOME + "blog", '<a href="?page=1">2</a>', [HOME + "blog?page=1"]),
        (HOME + "-News-", '<a href="?debut_articles=6">6</a>', [HOME + "-News-?debut_articles=6"]),
        (HOME + "blog?page=2", '<a href="?page=1">이전 글</a>', []),
        (HOME + "notes", '<a href="/notes/page:2">›</a>', [HOME + "notes/page:2"]),
        (HOME + "blog", '<a href="?1a2b3c4d_page=2">Next</a>', [HOME + "blog?1a2b3c4d_page=2"]),
        (HOME + "journal", '<a href="/journal/p2">Next page</a>', [HOME + "journal/p2"]),
        (HOME + "journal/p2", '<a href="/journal/p3">Next page</a>', [HOME + "journal/p3"]),
        (HOME + "part?offset=5", '<a href="/part?offset=10">more</a>', [HOME + "part?offset=10"]),
        (HOME, '<a href="/list/2">다음</a>', [HOME + "list/2"]),
        (HOME, '<a href="#" data-next="/list/8">다음 8개</a>', [HOME + "list/8"]),
        (HOME, '<h2><a href="/post/7">비</a></h2><a href="/post/6">이전 글</a>', []),
        (HOME, '<p class="nav">1 of 4 <a href="/p/2"><svg/></a></p>', [HOME + "p/2"]),
        (HOME + "p/2", '<a href="/p/1"></a><a href="/p/3"></a>', [HOME + "p/3"]),
        (HOME, '<a href="/p/2"><svg/></a>', []),
        (HOME, '<a href="/page/2/index.html">2</a>', [HOME + "page/2/index.html"]),
        (HOME, '<a href="/log?page=2">Earlier</a>', [HOME + "log?page=2"]),
    ],
)
def test_a_list_goes_on_where_its_own_page_numbers_lead(
    here: str, body: str, expected: list[str]
) -> None:
    assert following(here, f"<html><body>{body}</body></html>") == expected


def test_all_pages_of_one_list_have_one_base() -> None:
    pages = [HOME, HOME + "page/2/", HOME + "page3", HOME + "?page=4", HOME + "index5.html"]
    assert len({list_base(page) for page in pages}) == 1


@pytest.mark.parametrize(
    "url", ["?p=123", "2024/07/22/a.html", "posts/iphone-15", "entry/7", "@me/31"]
)
def test_a_number_in_an_address_does_not_make_it_a_page_of_a_list(url: str) -> None:
    assert not is_numbered(HOME + url)


def test_a_post_is_known_without_the_page_of_the_list_it_leads_back_to() -> None:
    listing = HOME + "board?id=diary&page=3"
    assert without_page_of(HOME + "board?id=diary&no=7&page=3", listing) == (
        HOME + "board?id=diary&no=7"
    )
    assert without_page_of(HOME + "board?id=diary&no=7&Page=3", f"{HOME}board?id=diary&Page=3") == (
        HOME + "board?id=diary&no=7"
    )
    first = HOME + "board?id=diary&no=7&page=1"
    assert without_page_of(first, HOME + "list") == HOME + "board?id=diary&no=7"
    for same in ("board?id=diary&page=3", "board?id=diary&page=4", "post?no=3", "7"):
        assert without_page_of(HOME + same, listing) == HOME + same
    assert without_page_of(f"{HOME}article/7/page/3/", listing) == f"{HOME}article/7/"
    assert without_page_of(f"{HOME}article/7/page/1/", HOME + "list") == f"{HOME}article/7/"
    for same in ("article/7/page/2/", "article/page/rain/"):
        assert without_page_of(HOME + same, listing) == HOME + same
    assert without_page_of(f"{HOME}page/3/", f"{HOME}page/3/") == f"{HOME}page/3/"


def test_a_page_of_comments_is_the_post_they_belong_to() -> None:
    post = HOME + "2024/07/rain/"
    assert without_comments_of(post + "comment-page-3/") == post
    assert without_comments_of(HOME + "?p=7&cpage=2") == HOME + "?p=7"
    assert without_comments_of(post + "?a=%ea%b0%80") == post + "?a=%ea%b0%80"


def test_page_one_is_the_list_itself() -> None:
    assert is_first_page(HOME + "?page=1")
    assert is_first_page(HOME + "page/1/")
    assert not is_first_page(HOME + "page/11/")
    assert not is_first_page(HOME)


@pytest.mark.parametrize(
    ("path", "tier"),
    [
        ("tag/a", Tier.CLOUD),
        ("category/news/", Tier.CATEGORY),
        ("분류/소식", Tier.CATEGORY),
        ("2024/07/", Tier.INDEX),
        ("archives.html", Tier.INDEX),
        ("blog-date-202407-1.html", Tier.INDEX),
        ("blog-category-3.html", Tier.CATEGORY),
        ("category-5-storm.html", None),
        ("200407.html", None),
        ("2026/1900.html", None),
        ("posts/", Tier.INDEX),
        ("?cat=3", Tier.CATEGORY),
        ("posts/a-post/", None),
        ("blog.php?id=3", None),
        ("blog.php?page=3", Tier.INDEX),
        ("2024/07/22/a-post", None),
        ("about/", None),
    ],
)
def test_a_listing_is_told_by_its_address(path: str, tier: Tier | None) -> None:
    assert tier_of(HOME + path) is tier


@pytest.mark.parametrize(
    ("path", "asks"),
    [
        ("list/?date=20241119", True),
        ("list/?date=2024-11-19&page=2", True),
        ("diary.php?year=2024&month=7", True),
        ("archive/2024/11/03", True),
        ("2024/11/03/rain", False),
        ("news?section=7&date=20241119", False),
        ("view?day=3", False),
    ],
)
def test_a_day_or_a_month_is_asked_for_where_nothing_else_has_a_number(
    path: str, asks: bool
) -> None:
    assert asks_for_a_time(HOME + path) is asks


def test_what_stands_with_several_paths_says_how_they_were_reached() -> None:
    shown = [f"{HOME}rain?ref=home", f"{HOME}snow?a=1&ref=home", f"{HOME}fog?ref=home"]
    keys = [f"{HOME}view?ref=a12", f"{HOME}view?ref=b13", f"{HOME}view?ref=c14"]
    named = [f"{HOME}{path}?lang=ko" for path in ("rain", "snow", "fog")]
    ways = ways_of([*shown, *keys, *named])
    assert [without_ways(url, ways) for url in shown] == [
        HOME + "rain",
        HOME + "snow?a=1",
        HOME + "fog",
    ]
    assert [without_ways(url, ways) for url in (*keys, *named)] == [*keys, *named]


def test_where_a_form_asks_for_a_year_its_years_are_links() -> None:
    choices = "".join(f"<option value={year}>{year}년</option>" for year in (2024, 2023))
    form = f'<form action="/list"><select name="year"><option value="">전체</option>{choices}</select></form>'
    links = read_markup(f"<html><body>{form}</body></html>".encode(), HOME).links
    assert [link.url for link in links] == [f"{HOME}list?year=2024", f"{HOME}list?year=2023"]
    posted = read_markup(form.replace("<form", '<form method="post"').encode(), HOME)
    assert not posted.links
    searched = read_markup(form.replace("</form>", '<input name="q"></form>').encode(), HOME)
    assert not searched.links
    months = "".join(f"<option>{month:02}</option>" for month in range(1, 13))
    menu = f'<form action="/list"><select name="month">{months}</select></form>'
    assert not read_markup(menu.encode(), HOME).links


def numbered(page: int) -> Markup:
    return Markup(
        url=f"{HOME}?page={page}",
        links=(PageLink(url=f"{HOME}?page={page + 1}", text=str(page + 1)),),
    )


def test_a_list_whose_pages_lie_in_a_folder_is_one_list_with_its_first_page() -> None:
    explorer = Explorer(blog_scope(HOME))
    explorer.begin(HOME)
    second = f"{HOME}blog/page2/"
    first = Markup(url=HOME, links=(PageLink(url=second, text="Older"),))
    assert explorer.page_read(first, [HOME + "a"], new=1) == [second]
    assert explorer.list_of(second) == explorer.list_of(f"{HOME}blog/page3/") == list_base(HOME)
    last = Markup(url=second, links=(PageLink(url=HOME, text="Newer"),))
    assert explorer.page_read(last, [HOME + "b"], new=1) == []
    assert not explorer.is_cut(HOME)


def test_a_list_that_repeats_itself_is_left() -> None:
    explorer = Explorer(blog_scope(HOME))
    explorer.begin(HOME)
    asked = 0
    while explorer.page_read(
        numbered(asked + 1), [HOME + "a", HOME + "b"], new=2 if not asked else 0
    ):
        asked += 1
        assert asked < 100
    assert asked == CIRCLE


def test_the_last_page_over_and_over_is_an_end_in_whatever_order_pages_come() -> None:
    explorer = Explorer(blog_scope(HOME))
    explorer.begin(HOME)
    for number in (1, 2, 4, 3, 5, 6):
        explorer.page_read(numbered(number), [f"{HOME}p-{min(number, 4)}{n}" for n in "abc"], new=0)
    assert explorer.is_cut(HOME)
    assert explorer.problem_of(HOME) == ""


def test_an_endless_list_that_names_nothing_new_to_us_is_left() -> None:
    explorer = Explorer(blog_scope(HOME))
    explorer.begin(HOME)
    asked = 0
    while explorer.page_read(numbered(asked + 1), [f"{HOME}sold?item={asked}"], new=0):
        asked += 1
        assert asked < 100
    assert asked <= FRUITLESS


def test_the_list_that_names_most_posts_is_read_on_though_a_feed_named_them_all() -> None:
    explorer = Explorer(blog_scope(HOME))
    explorer.begin(HOME)
    asked = 0
    while asked < 3 * FRUITLESS:
        asked += 1
        post = f"{HOME}post-{asked}"
        assert explorer.page_read(numbered(asked), [post], new=0, posts=[post])
    assert not explorer.is_cut(HOME)


def test_a_list_that_is_left_before_its_end_says_so_and_one_that_repeats_its_last_page_not() -> (
    None
):
    for more, problem in (([], "goes on and on"), ([HOME + "b"], "")):
        explorer = Explorer(blog_scope(HOME))
        explorer.begin(HOME)
        explorer.page_read(numbered(1), [HOME + "a", HOME + "b"], new=2)
        explorer.page_read(numbered(2), [HOME + "a", *more], new=0)
        explorer.page_read(numbered(3), [HOME + "a", *more], new=0)
        assert explorer.is_cut(HOME)
        assert explorer.problem_of(HOME) == problem


LIST = "<ul>{}</ul><a href='/about'>About</a><footer>{}</footer>"
LOGIN = "<form><input name='id'><input type='password'></form>"


def of_list(number: int, posts: str, footer: str = "") -> Markup:
    """Return page `number` of a list that shows posts and links to all its pages."""
    items = "".join(f"<li><h2><a href='/{post}'>{post}</a></h2></li>" for post in posts)
    pages = "".join(f"<a href='/?page={page}'>{page}</a>" for page in range(1, 9))
    body = LIST.format(items, footer + pages)
    return read_markup(f"<body>{body}</body>".encode(), numbered(number).url)


def problems_of(*pages: Markup, beside: Sequence[Markup] = ()) -> list[str]:
    explorer = Explorer(blog_scope(HOME))
    for one in beside:
        explorer.lists.take_end(one)
    explorer.begin(HOME)
    for page in pages:
        named = [link.url for link in page.links if link.heads]
        explorer.page_read(page, named, new=len(named))
    return [problem for _, problem in explorer.lists.shortfalls()]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("<h1>Too Many Requests</h1>", "one of its pages says that it cannot be read now"),
        (
            "<a href='/about'>About</a><p>오류가 발생했습니다. 잠시 후 다시 시도해 주세요.</p>",
            "one of its pages says that it cannot be read now",
        ),
        (LOGIN, "one of its pages asks who the visitor is"),
        (
            "<h1>Welcome</h1><a href='/shop'>Shop</a>",
            "one of its pages is built like none of the others",
        ),
        ("<a href='/about'>About</a><p>No posts found.</p>", ""),
        ("<a href='/about'>About</a><a href='/x'>오류가 발생했을 때</a>", ""),
    ],
)
def test_what_answers_in_place_of_a_page_of_a_list_is_not_its_end(body: str, problem: str) -> None:
    other = read_markup(f"<html><body>{body}</body></html>".encode(), HOME + "?page=3")
    found = problems_of(of_list(1, "abc"), of_list(2, "def"), other)
    assert found == ([problem] if problem else [])


def test_what_a_theme_says_on_each_page_is_no_answer_in_place_of_a_list() -> None:
    pages = [of_list(1, "abc", LOGIN), of_list(2, "def", LOGIN), of_list(3, "", LOGIN)]
    assert problems_of(*pages) == []


def test_a_page_of_a_list_without_its_end_has_lost_what_stood_there() -> None:
    text = "<!DOCTYPE html><html><body><h2><a href='/c'>c</a></h2>"
    cut = read_markup(text.encode(), HOME + "?page=2")
    whole = read_markup(f"{text}</body></html><!-- cached -->".encode(), HOME + "?page=2")
    first = of_list(1, "ab")
    assert problems_of(first, cut) == ["one of its pages breaks off"]
    assert problems_of(cut, first) == ["one of its pages breaks off"], "whichever was read first"
    assert problems_of(first, whole) == []
    # A theme may leave the end away, of all pages or of these; a part that a script asks for has none.
    assert problems_of(cut, cut) == []
    assert problems_of(first, cut, beside=[cut]) == []
    assert problems_of(first, cut, beside=[cut, first]) == []
    # One page in many met the same error.
    assert problems_of(first, cut, beside=[cut, *[first] * 5]) == ["one of its pages breaks off"]
    part = read_markup(b"<h2><a href='/c'>c</a></h2>", HOME + "?page=2")
    assert problems_of(first, part) == []


def test_a_list_that_shows_its_first_page_whatever_is_asked_says_so() -> None:
    same = "abcdefgh"
    again = [of_list(number, same + changing) for number, changing in ((2, "x"), (3, "y"))]
    problem = "shows its first page again on all others"
    assert problems_of(of_list(1, same + "w"), *again) == [problem]
    # The newest stand beside each page of many blogs; what is new there is more than one.
    others = [of_list(2, same + "ij"), of_list(3, same + "kl")]
    assert problems_of(of_list(1, same), *others) == []


def test_a_list_of_one_post_a_page_goes_on_beside_the_newest_that_each_page_names() -> None:
    explorer = Explorer(blog_scope(HOME))
    explorer.begin(HOME)
    newest = [f"{HOME}post-{number}" for number in range(30)]
    for number in range(60):
        shown = PageLink(url=f"{HOME}post-{number}", heads=True)
        more = PageLink(url=f"{HOME}?page={number + 2}", text="이전 글", rel=frozenset(["next"]))
        page = Markup(url=numbered(number + 1).url, links=(shown, more))
        named = [*newest, shown.url]
        assert explorer.page_read(page, named, new=30 if not number else number > 30) == [more.url]
    assert list(explorer.lists.shortfalls()) == []
    # The last one over and over is the end.
    for number in (61, 62):
        again = Markup(url=numbered(number).url, links=(shown, more))
        explorer.page_read(again, named, new=0)
    assert explorer.is_cut(HOME)
    assert explorer.problem_of(HOME) == ""


def test_lists_are_tried_from_all_over_and_those_that_are_left_are_known() -> None:
    explorer = Explorer(blog_scope(HOME), known=40)
    tags = [f"{HOME}tag/{number}" for number in range(40)]
    explorer.offer(tags)
    explorer.waiting.bear([*tags, HOME + "a"])
    read: list[str] = []
    while batch := list(explorer.release()):
        read += batch
        for url in batch:
            explorer.page_read(Markup(url=url), [HOME + "a"], new=0)
    assert read[:3] == [tags[0], tags[20], tags[39]]
    assert 10 <= len(read) <= 12
    assert sorted(read + explorer.waiting.left) == sorted(tags)


def test_tags_that_no_known_post_bears_are_read_first_and_more_of_them() -> None:
    explorer = Explorer(blog_scope(HOME), known=30)
    tags = [f"{HOME}tag/{number}" for number in range(60)]
    explorer.offer(tags)
    explorer.waiting.bear(tags[:20])
    read: list[str] = []
    while batch := list(explorer.release()):
        read += batch
        for url in batch:
            explorer.page_read(Markup(url=url), [HOME + "a"], new=0)
    assert 30 <= len(read) <= 32
    assert not set(read) & set(tags[:20])
    assert sorted(read + explorer.waiting.left) == sorted(tags)


def test_while_sources_are_whole_lists_only_check_them() -> None:
    explorer = Explorer(blog_scope(HOME), checking=True, budget=3)
    explorer.begin(HOME)
    explorer.offer([HOME + "tag/a", HOME + "category/b"])
    asked = 1
    while explorer.page_read(numbered(asked), [f"{HOME}post-{asked}"], new=0):
        asked += 1
    assert asked == 1 + 3
    assert list(explorer.release()) == []


def test_better_listings_come_first_and_a_few_of_a_kind_decide() -> None:
    explorer = Explorer(blog_scope(HOME))
    explorer.offer(HOME + f"tag/{number}" for number in range(9))
    explorer.offer([HOME + "archives/"])
    assert list(explorer.release()) == [HOME + "archives/"]
    sample = list(explorer.release())
    assert len(sample) == 3
    explorer.page_read(Markup(url=sample[0]), [HOME + "new-post"], new=1)
    assert len(list(explorer.release())) == 6


def test_a_blog_in_a_users_folder_ends_where_the_folder_ends() -> None:
    scope = blog_scope("https://host.example/@me")
    assert scope.holds("https://host.example/@me/a-post")
    assert not scope.holds("https://host.example/@other/a-post")
    assert not scope.holds("https://host.example/@me2")
    assert not scope.holds("https://host.example/api/users/me/posts?cursor=7")
    assert scope.leads_on("https://host.example/api/users/me/posts?cursor=7")
    assert not scope.leads_on("https://host.example/api/users/other/posts?cursor=7")
    assert blog_scope(HOME).holds("http://www.blog.example/x")
    assert not blog_scope(HOME).holds("https://other.example/")


@pytest.mark.parametrize(
    "path", ["a.jpg", "feed.xml", "t/x/y/x/y/x/y/x/y/", "/".join("abcdefghijklmnopq")]
)
def test_files_and_circles_are_no_pages(path: str) -> None:
    assert not is_page_address(HOME + path)


def test_the_head_names_feeds_but_not_those_of_comments() -> None:
    head = """<head><link rel="alternate" type="application/rss+xml" href="/feed" title="글">
    <link rel="alternate" type="application/rss+xml" href="/comments/feed" title="댓글">
    <link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">
    <link rel="alternate" type="application/json+oembed" href="/wp-json/oembed/1.0/embed?url=x">
    <link rel="alternate" type="application/json" href="/feed.json" title="JSON feed">
    <link rel="alternate" hreflang="en" href="/en/"><meta name="generator" content="Hugo 0.1"></head>"""
    markup = read_markup(head.encode(), HOME)
    assert markup.feeds == ("https://blog.example/feed", "https://blog.example/feed.json")
    assert markup.generator == "hugo 0.1"


def test_a_page_that_is_only_a_frame_names_the_frame() -> None:
    frame = '<body><iframe src="/PostList?blogId=me"></iframe></body>'
    assert read_markup(frame.encode(), HOME).frames == ("https://blog.example/PostList?blogId=me",)
    text = '<body><p>글이 있다</p><iframe src="/player"></iframe></body>'
    assert read_markup(text.encode(), HOME).frames == ()


def test_where_a_menu_or_a_click_leads_is_a_link() -> None:
    body = (
        '<select onchange="go(this.value)"><option value="">달</option>'
        '<option value="/2024/07/">7</option></select>'
        "<tr onclick=\"location.href='/view?no=3'\"><td>글</td></tr>"
    )
    links = read_markup(f"<body><table>{body}</table></body>".encode(), HOME).links
    assert [link.url for link in links] == [HOME + "2024/07/", HOME + "view?no=3"]


def test_a_list_that_only_a_script_continues_is_known_for_one() -> None:
    def is_cut(body: str) -> bool:
        return read_markup(f"<body>{body}</body>".encode(), HOME).more_by_script

    assert is_cut("<button>글 더보기</button>")
    assert is_cut('<a href="#">Load more posts</a>')
    assert not is_cut('<a href="/?page=2">Load more</a>')
    assert not is_cut("<p><button>Show more</button></p><p><button>Show more</button></p>")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<a href="javascript:go(1)">1</a><a href="javascript:go(2)">2</a>', True),
        ('<a href="#" onclick="go(2)">2</a><a href="#" onclick="go(3)">3</a>', True),
        ('<a href="#1">1</a><a href="#2">2</a>', False),
        ("".join(f'<a href="javascript:day({day})">{day}</a>' for day in range(1, 32)), False),
        ('<script>onscroll = () => fetch("/posts?page=" + n).then(add)</script>', True),
        ('<script>addEventListener("scroll", () => top.hidden = !scrollY)</script>', False),
    ],
)
def test_numbers_without_addresses_and_scrolling_continue_a_list(body: str, expected: bool) -> None:
    assert (
        read_markup(f"<html><body>{body}</body></html>".encode(), HOME).more_by_script is expected
    )


def test_where_an_element_says_its_next_page_is_a_link() -> None:
    body = b'<html><body><p>x</p><div data-next-url="/more?page=2"></div></body></html>'
    assert list(next_pages(read_markup(body, HOME))) == [HOME + "more?page=2"]
    for body, more in (
        (b"<div hx-get='/list?page=2' hx-trigger='revealed'></div>", [HOME + "list?page=2"]),
        (b"<button hx-get='/list?page=2'>Load more</button>", [HOME + "list?page=2"]),
        (b"<turbo-frame src='/list?page=2' loading=lazy></turbo-frame>", [HOME + "list?page=2"]),
        (b"<button hx-get='/list?page=2'>Like</button>", []),
    ):
        assert list(next_pages(read_markup(b"<body><p>x</p>" + body, HOME))) == more


def test_the_data_that_a_page_of_gatsby_was_made_of_are_read_with_it() -> None:
    head = '<link as="fetch" rel="preload" href="/page-data/index/page-data.json">'
    page = f"<html><head>{head}</head><body><div id='___gatsby'><a href='/rain/'>비</a></div></body></html>"
    markup = read_markup(page.encode(), HOME)
    assert markup.data_file == HOME + "page-data/index/page-data.json"
    nodes = [
        {"fields": {"slug": f"/{slug}/"}, "frontmatter": {"title": slug, "date": "2024-07-22"}}
        for slug in ("rain", "snow")
    ]
    value = {"result": {"data": {"allMarkdownRemark": {"nodes": nodes}}}}
    assert [link.url for link in with_data(markup, value).links] == [HOME + "rain/", HOME + "snow/"]


def test_what_is_longer_than_is_looked_at_says_so() -> None:
    links = "".join(f'<a href="/{number}">x</a>' for number in range(5001))
    assert read_markup(f"<html><body>{links}</body></html>".encode(), HOME).cut
    assert not read_markup(b'<html><body><a href="/1">x</a></body></html>', HOME).cut


def test_a_session_that_each_answer_renews_is_no_part_of_an_address() -> None:
    sessions = Sessions()
    for number in range(3):
        token = f"0123456789abcdef{number}"
        links = [f"{HOME}view?no={post}&t={token}&c=0123456789abcdefg" for post in range(4)]
        sessions.learn(f"{HOME}?c=0123456789abcdefg", links)
    assert sessions.names == {"t"}
    assert sessions.without(f"{HOME}view?no=1&t=x&c=y") == f"{HOME}view?no=1&c=y"
    at_once = Sessions()
    for token in ("0123456789abcdef1", "0123456789abcdef2"):
        at_once.learn(HOME, [f"{HOME}view?no={post}&sid={token}" for post in range(4)])
    assert at_once.names == {"sid"}


@pytest.mark.parametrize(
    ("path", "section"),
    [
        ("", ""),
        ("index.html", ""),
        ("blog", "/blog/"),
        ("blog/", "/blog/"),
        ("blog/index.php", "/blog/"),
        ("a/blog", "/a/blog/"),
    ],
)
def test_a_blog_lies_in_the_folder_of_its_home_page(path: str, section: str) -> None:
    assert section_of(HOME + path) == section


def test_a_list_that_heads_what_lies_beside_it_alone_is_no_folder() -> None:
    beside = [f"{HOME}2024/07/22/{one}/" for one in range(3)]
    assert section_beside(f"{HOME}blog/", beside, heads_others=True) == ""
    assert section_beside(f"{HOME}ko/blog/", beside, heads_others=True) == ""
    beside.append(f"{HOME}ko/about")
    assert section_beside(f"{HOME}ko/blog/", beside, heads_others=True) == "/ko/"
    assert section_beside(f"{HOME}blog/", beside) == "/blog/"
    assert section_beside(f"{HOME}blog/", [f"{HOME}blog/a"], heads_others=True) == "/blog/"


def test_a_board_shows_its_posts_in_a_folder_that_is_called_as_its_own() -> None:
    posts = [f"{HOME}article/notes/8/{number}/" for number in (2052, 2065, 2078)]
    goods = [f"{HOME}product/bag-{number}/{number}/" for number in range(9)]
    assert section_beside(f"{HOME}board/diary/8/", [*goods, *posts]) == "/article/notes/8/"
    assert section_beside(f"{HOME}board/diary/8/", [*goods, *posts[:2]]) == "/board/diary/8/"
    below = f"{HOME}board/diary/8/7"
    assert section_beside(f"{HOME}board/diary/8/", [*posts, below]) == "/board/diary/8/"


def test_counted_pages_of_comments_are_those_of_the_page_that_they_lie_below() -> None:
    assert is_comments_page_of(f"{HOME}rain/comments/2", f"{HOME}rain")
    assert is_comments_page_of(f"{HOME}rain/comments/page-2/", f"{HOME}rain/")
    assert not is_comments_page_of(f"{HOME}rain/comments/on-rain", f"{HOME}rain")
    assert not is_comments_page_of(f"{HOME}comments/2", HOME)


def test_the_link_of_a_heading_heads_an_item_and_no_other_does() -> None:
    body = (
        "<h2><a href='/a'>a</a></h2><a href='/b'><div><h3>b</h3></div></a>"
        "<p><a href='/c'>c</a></p><h2><b><a href='/d'>d</a></b></h2>"
    )
    links = read_markup(body.encode(), HOME).links
    assert [link.url[-1] for link in links if link.heads] == ["a", "b"]


def test_bad_links_do_not_cost_the_good_ones() -> None:
    body = '<a href="http://[">x</a><a href="javascript:1">x</a><a href="http://h:99999/">x</a><a href="/ok">ok</a>'
    assert [link.url for link in read_markup(body.encode(), HOME).links] == [
        "https://blog.example/ok"
    ]


@pytest.mark.parametrize(
    "body", [b"", b"\x00\x01", b"<", "그냥 글".encode(), b"<a href=/x>" * 6000]
)
def test_no_page_is_too_bad_to_be_looked_at(body: bytes) -> None:
    assert len(read_markup(body, HOME).links) <= 5000


def test_links_of_one_list_have_one_number_and_navigation_has_none() -> None:
    body = """<nav><ul><li><a href="/about">소개</a></li><li><a href="/contact">연락</a></li></ul></nav>
    <main><article><h2><a href="/a">가</a></h2><p>소개 <a href="/a">더 보기</a></p></article>
    <article><a href="/b"><img></a><h2><a href="/b">나</a></h2></article></main>
    <ul><li><a href="/c">다</a></li><li><a href="/d">라</a></li></ul>"""
    groups = {
        link.url.removeprefix(HOME): link.group for link in read_markup(body.encode(), HOME).links
    }
    assert groups["a"] == groups["b"] != 0
    assert groups["c"] == groups["d"] not in (0, groups["a"])
    assert groups["about"] == groups["contact"] == 0


def test_links_that_lead_to_no_list_are_not_remembered() -> None:
    explorer = Explorer(blog_scope(HOME))
    explorer.offer(["https://blog.example/tags/a", "https://blog.example/archives/"])
    tracemalloc.start()
    try:
        for start in range(0, 20_000, 100):
            explorer.offer(f"https://other.example/{n}/a-post" for n in range(start, start + 100))
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # 20,000 addresses take 2 MiB.
    assert held < 1_000_000
    assert list(explorer.release())


def test_where_no_link_leads_the_usual_second_page_is_guessed_at_and_the_one_after_it() -> None:
    assert guessed_pages(HOME + "diary", "") == (HOME + "diary?page=2", HOME + "diary/page/2/")
    assert guessed_pages(HOME, "wordpress 6.5") == (HOME + "page/2/",)
    assert guessed_pages(HOME + "list.php?b=1", "") == ()
    assert page_after(HOME + "page/9/") == HOME + "page/10/"
    assert page_after(HOME + "diary?page=2") == HOME + "diary?page=3"


@pytest.mark.parametrize(
    ("body", "second", "proves"),
    [
        ('<a href="/2024/rain/">비</a>', ("page/2/",), True),
        ('<a href="/?p=12">비</a>', ("page/2/", "?paged=2"), False),
        ('<a href="https://other.example/?p=12">비</a>', ("page/2/",), True),
        ("<button>Load more</button>", ("page/2/",), False),
    ],
)
def test_a_list_of_plain_addresses_goes_on_at_another_place(
    body: str, second: tuple[str, ...], proves: bool
) -> None:
    head = '<head><meta name="generator" content="WordPress 6.5"></head>'
    markup = read_markup(f"<html>{head}<body>{body}</body></html>".encode(), HOME)
    links = [link.url for link in markup.links]
    assert guessed_pages(HOME, markup.generator, links) == tuple(HOME + one for one in second)
    assert guess_proves_an_end(markup) is proves


def test_rows_and_years_behind_data_attributes_are_links() -> None:
    markup = read_markup(
        """<table><tr data-href="/read?no=7"><td>비 오는 날</td></tr>
        <tr data-href="/annual-report"><td>한 해</td></tr></table>
        <ul><li data-url="/list?y=2024">2024년</li><li><a href="#" data-url="/list?y=2023">2023년</a></li></ul>
        <span class="like-button" data-url="/like/7">좋아요</span>
        <div class="fb-share" data-href="https://blog.example/posts/1">공유</div>
        <div data-url="/posts/2"><a href="/posts/2">눈</a></div><div data-href="{{ url }}">틀</div>
        <img data-url="/big.jpg"><div data-url="/empty"></div>
        <li><h2><a href="/posts/3">비</a></h2><p><b data-url="/posts/3?act=up">3</b></p></li>""".encode(),
        HOME,
    )
    found = [link.url.removeprefix(HOME) for link in markup.links]
    assert sorted(found) == [
        "annual-report",
        "list?y=2023",
        "list?y=2024",
        "posts/2",
        "posts/3",
        "read?no=7",
    ]


def test_structured_data_name_posts_of_a_list_and_menus_and_crumbs_are_none() -> None:
    def item(kind: str, name: str) -> str:
        return f'{{"@type": "ListItem", "item": {{"@type": "{kind}", "url": "/{name}"}}}}'

    rows = (
        item("BlogPosting", "rain"),
        item("SiteNavigationElement", "about"),
        item("Product", "p"),
    )
    markup = read_markup(
        f"""<script type="application/ld+json">[{{"@type": "ItemList", "itemListElement": [{",".join(rows)},
        {{"@type": "ListItem", "url": "/snow"}}]}},
        {{"@type": "BreadcrumbList", "itemListElement": [{item("WebPage", "diary")}]}}]</script>""".encode(),
        HOME,
    )
    assert [link.url.removeprefix(HOME) for link in markup.links] == ["rain", "snow"]


def test_a_next_page_that_the_theme_hides_may_be_missing() -> None:
    explorer = Explorer(blog_scope(HOME))
    explorer.begin(HOME)
    shown = [f"{HOME}posts/{one}" for one in range(10)]
    pager = (
        '<div class="pagination-next is-invisible"><a href="/page/3/">다음</a></div>'
        '<div class="pagination-next"><a href="/page/2/">다음</a></div>'
    )
    pages = explorer.page_read(read_markup(pager.encode(), HOME), shown, 10, shown)
    assert pages == [f"{HOME}page/3/", f"{HOME}page/2/"]
    assert explorer.was_guessed(f"{HOME}page/3/")
    assert not explorer.was_guessed(f"{HOME}page/2/")
    numbers = '<span class="current">1</span><a href="/page/2/" class="inactive">2</a>'
    explorer = Explorer(blog_scope(HOME))
    assert explorer.page_read(read_markup(numbers.encode(), HOME), shown, 10, shown)
    assert not explorer.was_guessed(f"{HOME}page/2/")


def test_a_list_that_begins_anew_has_ended() -> None:
    explorer = Explorer(blog_scope(HOME))
    explorer.begin(HOME)
    for number in range(1, 6):
        url = HOME if number == 1 else f"{HOME}?page={number}"
        place = (number - 1) % 3
        named = [f"{HOME}posts/{place * 10 + one}" for one in range(10)]
        following = f'<a rel="next" href="/?page={number + 1}">다음</a>'
        explorer.page_read(read_markup(following.encode(), url), named, 10 * (number < 4), named)
    assert explorer.is_cut(HOME)
    assert explorer.problem_of(HOME) == ""


def test_a_list_that_repeats_pages_on_its_way_has_not_ended_there() -> None:
    explorer = Explorer(blog_scope(HOME))
    explorer.begin(HOME)
    for number, place in enumerate((0, 1, 0, 1), 1):
        url = HOME if number == 1 else f"{HOME}?page={number}"
        named = [f"{HOME}posts/{place * 10 + one}" for one in range(10)]
        following = f'<a rel="next" href="/?page={number + 1}">다음</a>'
        explorer.page_read(read_markup(following.encode(), url), named, 0, named)
    assert explorer.problem_of(HOME) == "goes on and on"


def test_a_list_none_of_whose_later_pages_names_anything_says_so() -> None:
    for numbers, problem in (("23", "names nothing on any later page"), ("2", "")):
        explorer = Explorer(blog_scope(HOME))
        explorer.begin(HOME)
        pager = "".join(f'<a href="/?page={one}">{one}</a>' for one in numbers)
        named = [f"{HOME}posts/{one}" for one in range(10)]
        explorer.page_read(read_markup(pager.encode(), HOME), named, 10, named)
        for one in numbers:
            explorer.page_read(read_markup(pager.encode(), f"{HOME}?page={one}"), [], 0)
        assert dict(explorer.lists.shortfalls()).get(explorer.list_of(HOME), "") == problem


def test_a_list_whose_later_pages_show_its_beginning_again_is_not_whole() -> None:
    numbers = "".join(f'<a href="/?page={one}">{one}</a>' for one in range(1, 7))
    circles = "shows pages of its beginning again in place of later ones"
    # They are asked for at once, and come in any order.
    for order, pages, problem in (
        ((1, 2, 3, 4, 5, 6), "012012", circles),
        ((1, 4, 2, 5, 3, 6), "012012", circles),
        ((1, 6, 5, 4, 3, 2), "012012", circles),
        ((1, 4, 2, 5, 3, 6), "012345", ""),
        # The last page over and over: numbers go on behind the end.
        ((1, 2, 3, 4, 5, 6), "012333", ""),
        ((1, 6, 5, 4, 3, 2), "012333", ""),
    ):
        explorer = Explorer(blog_scope(HOME))
        explorer.begin(HOME)
        for number in order:
            url = HOME if number == 1 else f"{HOME}?page={number}"
            place = int(pages[number - 1])
            named = [f"{HOME}posts/{place * 10 + one}" for one in range(10)]
            explorer.page_read(read_markup(numbers.encode(), url), named, 0, named)
        assert dict(explorer.lists.shortfalls()).get(explorer.list_of(HOME), "") == problem


def test_one_page_that_shows_another_again_hides_what_it_had() -> None:
    numbers = "".join(f'<a href="/?page={one}">{one}</a>' for one in range(1, 5))
    explorer = Explorer(blog_scope(HOME))
    explorer.begin(HOME)
    for number, place in enumerate((0, 1, 1, 3), 1):
        url = HOME if number == 1 else f"{HOME}?page={number}"
        named = [f"{HOME}posts/{place * 10 + one}" for one in range(10)]
        explorer.page_read(read_markup(numbers.encode(), url), named, 0, named)
    assert explorer.problem_of(HOME) == ""
    assert [why for _, why in explorer.lists.shortfalls()] == ["its page 3 shows another one again"]


def test_a_calendar_is_not_read_into_the_future() -> None:
    explorer = Explorer(blog_scope(HOME), this_month=(2024, 7))
    months = ["calendar/2024/9", "calendar/2024/7", "calendar/2023/12", "?ym=2024-08", "?m=202407"]
    explorer.offer(HOME + month for month in (*months, "?m=202411"))
    read: list[str] = []
    while lists := list(explorer.release()):
        read += lists
    assert sorted(read) == [HOME + one for one in ("?m=202407", *months[2:0:-1])]


def test_in_korea_it_is_the_next_month_nine_hours_earlier() -> None:
    assert latest_month(datetime(2024, 11, 30, 15, tzinfo=UTC)) == (2024, 12)


def test_a_list_that_goes_on_at_another_host_says_so() -> None:
    explorer = Explorer(blog_scope(HOME))
    explorer.begin(HOME)
    following = '<a href="https://elsewhere.example/more?page=2">더보기</a>'
    assert not explorer.page_read(read_markup(following.encode(), HOME), [HOME + "a"], 1)
    assert explorer.problem_of(HOME) == "goes on at another host"


def test_months_are_read_on_while_no_main_list_has_a_second_page() -> None:
    months = [
        f"{HOME}archives/{year}/{month:02}" for year in range(2019, 2024) for month in range(1, 13)
    ]
    for paged, least in ((True, FRUITLESS), (False, len(months))):
        explorer = Explorer(blog_scope(HOME))
        explorer.begin(HOME)
        shown = [f"{HOME}posts/{one}" for one in range(10)]
        explorer.page_read(Markup(url=HOME), shown, 10, shown)
        if paged:
            more = [f"{HOME}posts/{one}" for one in range(10, 20)]
            explorer.page_read(Markup(url=f"{HOME}?page=2"), more, 10, more)
        explorer.offer(months)
        read = 0
        while lists := list(explorer.release()):
            for url in lists:
                read += 1
                explorer.page_read(Markup(url=url), [], 0)
        assert least <= read <= least + FRUITLESS, paged
        assert not explorer.waiting.gave_up


def test_posts_that_lists_of_tags_alone_name_are_counted_and_those_of_a_writer_are_not() -> None:
    explorer = Explorer(blog_scope(HOME))
    posts = [f"{HOME}post-{number}" for number in range(20)]
    explorer.page_read(numbered(1), posts[:15], new=15)
    explorer.begin(tag := HOME + "tag/a", Tier.CLOUD)
    explorer.page_read(Markup(url=tag, links=()), posts, new=5, posts=posts)
    assert explorer.known_by_tags_alone() == 5
    explorer.writer = HOME + "author/kim/"
    assert not explorer.known_by_tags_alone()
    explorer.writer = ""
    assert not is_list_of_a_tag(HOME + "author/kim/")
    # A page about the blog may bear a tag.
    explorer.page_read(numbered(2), posts[15:19], new=0)
    assert not explorer.known_by_tags_alone()


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("?page=3&t=17", True),
        ("?page=4&t=17", False),
        ("?page=3&tag=17", False),
        ("?page=3", False),
    ],
)
def test_the_next_page_may_be_asked_for_by_another_time(link: str, found: bool) -> None:
    here = HOME + "list?page=2&t=25"
    pages = next_pages(read_markup(f'<a class="next" href="{link}">下一页</a>'.encode(), here))
    assert list(pages) == [f"{HOME}list{link}"] * found


def test_posts_that_the_page_of_a_blog_is_asked_for_lie_in_its_folder() -> None:
    body = "".join(f'<h3><a href="/minji/?p={number}">글</a></h3>' for number in range(9))
    body += "".join(f'<a href="/yuna/?p={number}">동생 글</a>' for number in range(9))
    home = read_markup(body.encode(), HOME + "minji/")
    assert section_of_blog(home.url, home, lambda url: "?p=" in url) == "/minji/"


def test_pages_of_the_list_alone_below_a_home_page_make_no_folder_of_it() -> None:
    items = "".join(f'<h3><a href="/opinion/rain-{n}.html">rain {n}</a></h3>' for n in range(4))
    pages = "".join(f'<a href="/autor/lola/{n}/">{n}</a>' for n in (2, 3, 4))
    home = read_markup(f"{items}<p>{pages}</p>".encode(), HOME + "autor/lola/")
    assert section_of_blog(home.url, home, lambda url: True) == ""
    # Nor need they be headings, where their addresses tell a day.
    rows = "".join(f'<li><a href="/article/20250{n}15/7{n}">rain {n}</a></li>' for n in range(1, 5))
    bare = read_markup(f"<ul>{rows}</ul><p>{pages}</p>".encode(), HOME + "autor/lola/")
    assert section_of_blog(bare.url, bare, lambda url: True) == ""
    # Posts may have the addresses of pages, too.
    items = items.replace("/opinion/rain-", "/autor/lola/").replace(".html", "/")
    home = read_markup(f"{items}<p>{pages}</p>".encode(), HOME + "autor/lola/")
    assert section_of_blog(home.url, home, lambda url: True) == "/autor/lola/"


def test_posts_are_asked_for_as_the_home_page_was_reached() -> None:
    plain = HOME.replace("https:", "http:")
    assert at_scheme_of(HOME + "rain", plain) == plain + "rain"
    assert at_scheme_of("https://other.example/rain", plain) == "https://other.example/rain"


@pytest.mark.parametrize(
    "text", ["下一篇", "上一篇: 雨", "前一篇", "次の記事", "다음 글", "← 지난주"]
)
def test_what_leads_from_post_to_post_is_called_a_neighbour(text: str) -> None:
    assert is_neighbour(PageLink(url=HOME + "rain", text=text))
    assert not is_neighbour(PageLink(url=HOME + "rain", text=f"비가 오던 날의 {text}"))
