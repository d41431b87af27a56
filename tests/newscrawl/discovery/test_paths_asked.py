"""Addresses whose query is a path."""

from __future__ import annotations

import pytest

from newscrawl.discovery.page_numbers import is_numbered, list_base, number_of
from newscrawl.discovery.paths_asked import parts_of
from newscrawl.discovery.shapes import family
from newscrawl.discovery.tiers import Tier, month_of, tier_of
from pipelines.urls import canonical_url, identity_url

SCRIPT = "https://blog.example/dc/index.php"


@pytest.mark.parametrize(
    ("url", "path", "query"),
    [
        (f"{SCRIPT}?post/2024/11/rain", "/dc/index.php/post/2024/11/rain", ""),
        ("https://blog.example/?/archives/7-rain.html", "/archives/7-rain.html", ""),
        ("https://blog.example/view.php?17", "/view.php/17", ""),
        # What a post is asked for with is no path.
        ("https://blog.example/post/7?print", "/post/7", "print"),
        ("https://blog.example/?p=7", "/", "p=7"),
        ("https://blog.example/?a&b", "/", "a&b"),
    ],
)
def test_a_query_without_a_name_is_a_path_below_a_script(url: str, path: str, query: str) -> None:
    assert parts_of(url) == (path, query)


@pytest.mark.parametrize("form", [str, canonical_url])
def test_lists_and_posts_at_such_paths_are_told_as_at_others(form: type[str]) -> None:
    assert tier_of(form(f"{SCRIPT}?archive/2024/11")) is Tier.INDEX
    assert month_of(form(f"{SCRIPT}?archive/2024/11")) == (2024, 11)
    assert tier_of(form(f"{SCRIPT}?tag/rain")) is Tier.CLOUD
    assert is_numbered(form(f"{SCRIPT}?page/2"))
    assert number_of(form(f"{SCRIPT}?page/2")) == 2
    assert list_base(form(f"{SCRIPT}?page/2")) == identity_url(SCRIPT)
    shelf = f"{SCRIPT}?/category/life/"
    assert list_base(form(f"{SCRIPT}?/category/life/page/3/")) == identity_url(shelf)
    assert not is_numbered(form(shelf))
    assert family(form(f"{SCRIPT}?post/2024/11/rain")) == family(f"{SCRIPT}?post/2023/12/snow")
    assert family(f"{SCRIPT}?post/rain") != family(f"{SCRIPT}?tag/rain")
    assert family(form(f"{SCRIPT}?all")) != family(f"{SCRIPT}?admin")
