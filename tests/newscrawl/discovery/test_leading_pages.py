"""Which kinds of pages prove to be lists by what they lead to."""

from __future__ import annotations

from newscrawl.discovery.leading_pages import LeadingPages
from newscrawl.discovery.posts import PostPatterns
from newscrawl.discovery.shapes import family

BLOG = "https://blog.example"


def read_as_no_post(leading: LeadingPages, url: str, named_by: str = "") -> None:
    leading.patterns.saw(url, False)
    leading.was_no_post(url, named_by)


def test_pages_like_one_that_led_to_a_post_are_lists_until_one_of_them_is_a_post() -> None:
    leading = LeadingPages(PostPatterns())
    read_as_no_post(leading, f"{BLOG}/200405.html")
    assert not leading.is_like_a_list(f"{BLOG}/200406.html")
    leading.led_to_a_post(f"{BLOG}/200405.html")
    assert leading.is_like_a_list(f"{BLOG}/200406.html")
    leading.patterns.saw(f"{BLOG}/200407.html", True)
    assert not leading.is_like_a_list(f"{BLOG}/200406.html")


def test_what_names_a_list_is_a_list_too() -> None:
    leading = LeadingPages(PostPatterns())
    issue, contents = f"{BLOG}/issue/spring", f"{BLOG}/contents/sea"
    read_as_no_post(leading, issue)
    read_as_no_post(leading, contents, named_by=issue)
    leading.led_to_a_post(contents)
    assert leading.is_like_a_list(f"{BLOG}/issue/summer")


def test_pages_that_were_read_are_handed_on_once() -> None:
    leading = LeadingPages(PostPatterns())
    page = f"{BLOG}/diary/rain"
    read_as_no_post(leading, page)
    assert leading.take() == {}
    leading.led_to_a_post(page)
    assert leading.take() == {family(page): [page]}
    assert leading.take() == {}


def test_a_page_that_heads_posts_and_leads_to_its_neighbours_is_a_list() -> None:
    leading = LeadingPages(PostPatterns())
    week = f"{BLOG}/2024/w46/"
    leading.turns(week)
    assert not leading.is_like_a_list(f"{BLOG}/2024/w45/")
    read_as_no_post(leading, week)
    assert leading.is_like_a_list(f"{BLOG}/2024/w45/")
    # One that is a post, and leads to those beside it, is none.
    leading.patterns.saw(f"{BLOG}/2024/w44/", True)
    assert not leading.is_like_a_list(f"{BLOG}/2024/w45/")
