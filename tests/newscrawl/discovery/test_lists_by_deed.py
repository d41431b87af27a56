"""Pages that are lists by what they led to."""

from __future__ import annotations

from newscrawl.discovery.lists_by_deed import MANY, ListsByDeed

HOME = "https://blog.example/"


def test_what_is_no_post_and_led_to_many_is_a_list_and_is_told_once() -> None:
    lists = ListsByDeed()
    year, about, post = (f"{HOME}{one}" for one in ("diary/2024.html", "about", "diary/1.html"))
    for url in (year, about):
        lists.was_no_post(url)
    for _ in range(MANY):
        assert not lists.take()
        lists.led_to_a_post([year, post, year])
    lists.led_to_a_post([about])
    assert lists.take() == [year]
    assert not lists.take()


def test_what_is_no_post_and_heads_its_items_with_many_is_a_list() -> None:
    lists = ListsByDeed()
    for page, count in (("en/", MANY), ("about", MANY - 1), ("posts/1", MANY)):
        lists.shows(HOME + page, count)
    lists.was_no_post(f"{HOME}en/")
    lists.was_no_post(f"{HOME}about")
    assert lists.take() == [f"{HOME}en/"]
