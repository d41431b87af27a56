"""Where feeds and sitemaps lie, and go on, that nobody names."""

from __future__ import annotations

import pytest

from newscrawl.discovery.guesses import (
    feed_guesses,
    feed_twins_folded,
    is_feed_of_a_part,
    missing_page_ends_feed,
    sitemap_guesses,
    unsaid_next_page,
)

HOME = "https://blog.example/"


def test_an_engine_that_names_itself_is_asked_at_its_own_places() -> None:
    assert feed_guesses(HOME, "wordpress 6.5") == (f"{HOME}feed/",)
    assert feed_guesses(HOME, "hugo 0.111") == (f"{HOME}index.xml",)
    assert sitemap_guesses(HOME, "wordpress 6.5")[0] == f"{HOME}wp-sitemap.xml"


def test_a_blog_in_a_folder_is_asked_there_first_and_then_at_the_top() -> None:
    home = f"{HOME}blog/"
    assert sitemap_guesses(home, "")[:1] == (f"{home}sitemap.xml",)
    assert f"{HOME}sitemap.xml" in sitemap_guesses(home, "")
    assert f"{home}feed" in feed_guesses(home, "")
    assert feed_guesses(f"{home}index.html", "wordpress 6.5") == (f"{home}feed/",)


def test_the_feed_of_one_category_is_one_of_a_part() -> None:
    home = "https://blog.example/"
    parts = ("category/news/feed", "tag/a/index.xml", "?cat=3&feed=rss2", "author/kim/rss")
    assert all(is_feed_of_a_part(home + path) for path in parts)
    assert not any(map(is_feed_of_a_part, (home + "feed", home + "posts/index.xml", home + "rss")))


def test_a_feed_of_ten_without_a_second_page_may_be_cut() -> None:
    assert missing_page_ends_feed(1, 7)
    assert missing_page_ends_feed(2, 20)
    assert not missing_page_ends_feed(1, 10)


def test_rss_and_atom_of_one_list_are_read_once() -> None:
    twins = (f"{HOME}feed/rss", f"{HOME}feed/atom", f"{HOME}tag/a/rss")
    assert feed_twins_folded(twins) == (f"{HOME}feed/atom", f"{HOME}tag/a/rss")


@pytest.mark.parametrize(
    ("page", "generator", "following"),
    [
        ("feed/", "https://wordpress.org/?v=6.5", ("feed/?paged=2",)),
        ("feed/?paged=2", "https://wordpress.org/?v=6.5", ("feed/?paged=3",)),
        ("?feed=rss2", "https://wordpress.org/?v=6.5", ("?feed=rss2&paged=2",)),
        ("rss/", "ghost 5.8", ("rss/2/",)),
        ("rss/9/", "ghost 5.8", ("rss/10/",)),
        ("author/me/feed", "ghost 5.8", ()),
        ("feed.xml", "jekyll v4.3.1", ()),
    ],
)
def test_feeds_go_on_where_their_engine_puts_the_next_page(
    page: str, generator: str, following: tuple[str, ...]
) -> None:
    expected = tuple(HOME + one for one in following)
    assert unsaid_next_page(HOME + page, generator) == expected
