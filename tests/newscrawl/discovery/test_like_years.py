"""Posts whose addresses end with a number like a year's."""

from __future__ import annotations

import pytest

from newscrawl.discovery.like_years import LikeYears

BLOG = "https://blog.example"


@pytest.mark.parametrize(
    ("links", "are_posts"),
    [
        # Some are no years.
        ([("/post/899", "비 오는 날"), ("/post/900", "바다"), ("/post/2100", "산")], True),
        # Not called by the year, as lists of years are.
        ([("/post/2003", "비 오는 날"), ("/post/2004", "바다"), ("/post/2005", "산")], True),
        ([("/post/2003", "2003년"), ("/post/2004", "2004년"), ("/post/2005", "2005년")], False),
        ([("/1403/08", "آبان ۱۴۰۳"), ("/1403/07", "مهر ۱۴۰۳"), ("/1403/06", "شهریور ۱۴۰۳")], False),
        ([("/1403/08", "باران"), ("/1403/07", "برف"), ("/1403/06", "باد")], True),
        ([("/2024/7", "7월"), ("/2024/8", "August"), ("/2024/9", "09")], False),
    ],
)
def test_numbers_of_posts_are_told_from_years_by_what_links_are_called(
    links: list[tuple[str, str]], are_posts: bool
) -> None:
    like_years = LikeYears()
    like_years.learn((BLOG + path, text) for path, text in links)
    assert like_years.holds(BLOG + links[0][0]) is are_posts


def test_too_few_prove_nothing() -> None:
    like_years = LikeYears()
    like_years.learn([(f"{BLOG}/post/899", "비 오는 날")])
    assert not like_years.holds(f"{BLOG}/post/2010")
