"""Lists of one kind that show as many posts each, and may show no more than that."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from newscrawl.discovery.explorer import Explorer
from newscrawl.discovery.markup import Markup
from newscrawl.discovery.page_links import PageLink
from newscrawl.discovery.scope import blog_scope
from newscrawl.discovery.tiers import Tier

HOME = "https://blog.example/"


def read(lengths: dict[str, int], *, front: int = 0, count: int = 0) -> Explorer:
    """Return what is known once lists of so many posts each were read, and the front page."""
    explorer = Explorer(blog_scope(HOME))
    explorer.begin(HOME)
    named = [f"{HOME}{path}/{at}" for path, length in lengths.items() for at in range(length)]
    links = tuple(PageLink(url=HOME + path, text=path, count=count) for path in lengths)
    explorer.page_read(Markup(url=HOME, links=links), named[:front], front, named[:front])
    for path, length in lengths.items():
        posts = [f"{HOME}{path}/{at}" for at in range(length)]
        explorer.begin(HOME + path, Tier.CATEGORY)
        heads = tuple(PageLink(url=url, heads=True, group=1) for url in posts)
        explorer.page_read(Markup(url=HOME + path, links=heads), posts, length, posts)
    return explorer


@pytest.mark.parametrize(
    ("lengths", "cut"),
    [
        ({"category/a": 9, "category/b": 9, "category/c": 9, "category/d": 4}, 3),
        ({"category/a": 9, "category/b": 9, "category/c": 4, "category/d": 2}, 0),
        ({"category/a": 9, "category/b": 9, "category/c": 9, "category/d": 11}, 0),
        # Five are what an issue has, or a series.
        ({"category/a": 5, "category/b": 5, "category/c": 5}, 0),
        # No theme shows thirteen.
        ({"category/a": 13, "category/b": 13, "category/c": 13}, 0),
        ({"category/a": 9, "category/b": 9, "tag/c": 9}, 0),
        # Nine may be all that two have; ten is what a theme shows.
        ({"category/a": 10, "category/b": 10}, 2),
        (
            {"category/a": 10, "category/b": 10, "category/c": 3, "category/d": 1, "category/e": 4},
            0,
        ),
        ({"category/a": 10}, 0),
    ],
)
def test_lists_that_show_as_many_each_may_be_cut(lengths: dict[str, int], cut: int) -> None:
    lists = read(lengths).lists
    assert len(lists.cut_alike()) == cut
    most = max(lengths.values())
    problems = [problem for _, problem in lists.shortfalls()]
    assert problems == [f"shows {most} as others of its kind do, and may have more"] * cut


def test_lists_are_whole_where_the_blog_counts_what_they_show_or_another_names_it() -> None:
    lengths = {"category/a": 9, "category/b": 9, "category/c": 9}
    assert len(read(lengths, front=26).lists.cut_alike()) == 1
    assert read(lengths, front=27).lists.cut_alike() == []
    assert read(lengths, count=9).lists.cut_alike() == []


@pytest.mark.parametrize(
    ("months", "cut"),
    [
        (range(1, 13), 0),
        (range(12, 0, -1), 0),
        ([*range(2, 13), 12], 3),
        # The best of a year stand in no order.
        ([7, *range(1, 7), *range(8, 13)], 3),
    ],
)
def test_a_year_that_goes_from_its_first_month_to_its_last_is_whole(
    months: Iterable[int], cut: int
) -> None:
    explorer = Explorer(blog_scope(HOME))
    for year in (2021, 2022, 2023):
        posts = [f"{HOME}{year}/{month:02}/letter-{n}" for n, month in enumerate(months)]
        explorer.begin(f"{HOME}{year}/", Tier.INDEX)
        heads = tuple(PageLink(url=url, heads=True, group=1) for url in posts)
        beside = (
            PageLink(url=f"{HOME}{year}/{month}/much-read", group=2) for month in ("12", "01")
        )
        shown = Markup(url=f"{HOME}{year}/", links=(*heads, *beside))
        explorer.page_read(shown, posts, 12, posts)
    assert len(explorer.lists.cut_alike()) == cut


def test_a_second_page_shows_how_long_the_lists_of_its_kind_are() -> None:
    explorer = read({"category/a": 9, "category/b": 9, "category/c": 9})
    (further,) = explorer.guess([f"{HOME}category/a?page=2"])
    explorer.page_read(Markup(url=further), [f"{HOME}category/a/9"], 1)
    assert len(explorer.lists.cut_alike()) == 2


@pytest.mark.parametrize(("length", "capped"), [(20, True), (17, False)])
def test_a_list_may_end_where_the_main_one_does_before_others_end(
    length: int, capped: bool
) -> None:
    explorer = Explorer(blog_scope(HOME))
    posts = [f"{HOME}post/{number}" for number in range(40)]
    for path, tier, own in (
        ("", Tier.MAIN, posts[:30]),
        ("category/a", Tier.CATEGORY, posts[40 - length :]),
        ("category/b", Tier.CATEGORY, posts[:10]),
    ):
        explorer.begin(HOME + path, tier)
        for start in range(0, len(own), 10):
            url = HOME + path + (f"?page={start // 10 + 1}" if start else "")
            part = own[start : start + 10]
            # Nobody knows yet that the newest are posts.
            explorer.page_read(Markup(url=url), part, 0, part if path or start else ())
    problem = "ends with a full page, as the main list does before others end"
    assert [said for _, said in explorer.lists.shortfalls()] == [problem] * capped
