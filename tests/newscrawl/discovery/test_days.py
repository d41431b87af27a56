"""Months among posts that are called by their days."""

from __future__ import annotations

from newscrawl.discovery.days import Days

DIARY = "https://blog.example/d/"


def test_where_posts_are_days_a_month_is_a_list_and_so_is_one_day_of_all_years() -> None:
    days = Days()
    assert not days.is_list(f"{DIARY}200703.html"), "a post may have that number"
    days.learn([f"{DIARY}20070329.html", f"{DIARY}20070311.html"])
    assert days.is_month(f"{DIARY}200703.html")
    assert days.is_list(f"{DIARY}200703.html")
    assert days.is_list(f"{DIARY}0329.html")
    assert not days.is_month(f"{DIARY}0329.html")
    assert not days.is_list(f"{DIARY}20060329.html")
    assert not days.is_list(f"{DIARY}about.html")
    assert not days.is_list(f"{DIARY}cook/1018.html"), "days stand in another folder"
    days.learn([f"{DIARY}rain.html"])
    assert not days.is_list(f"{DIARY}200703.html"), "posts have other names, too"
