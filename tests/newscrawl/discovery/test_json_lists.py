"""Pages of lists in JSON."""

from __future__ import annotations

import pytest

from newscrawl.discovery.json_lists import html_of_json
from newscrawl.discovery.markup import read_markup


@pytest.mark.parametrize("text", ["", "[속보] 비", "[" * 100_000, '{"url": "/a"'])
def test_what_is_no_json_is_left_as_it_is(text: str) -> None:
    assert html_of_json(text) == ""


def test_items_and_fragments_are_links_and_so_is_what_comes_next() -> None:
    text = """{"data": {"items": [{"title": "비 & 눈", "url": "/p/a?x=1&y=2", "author":
        {"name": "</script>", "url": "/people/kim"}}, {"title": "글"}],
        "html": "<h2><a href='/p/b'>글</a></h2>"}, "next": "?page=3"}"""
    links = read_markup(text.encode(), "https://blog.example/more.json?page=2").links
    assert [(link.url.removeprefix("https://blog.example"), link.heads) for link in links] == [
        ("/p/b", True),
        ("/more.json?page=3", False),
        ("/p/a?x=1&y=2", False),
    ]


def test_an_answer_of_wordpress_names_its_posts() -> None:
    text = '[{"link": "https://blog.example/rain/", "date": "2024-11-02", "title": {"rendered": "비"}}]'
    (link,) = read_markup(text.encode(), "https://blog.example/wp-json/wp/v2/posts?page=2").links
    assert link.url == "https://blog.example/rain/"
