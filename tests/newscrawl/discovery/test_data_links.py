"""A post that data name has the address that the page proves, or none."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.discovery.data_links import data_links, placed
from newscrawl.discovery.markup import read_markup

HOME = "https://blog.example/"


def post(slug: Any, **more: Any) -> dict[str, Any]:
    return {"title": f"글 {slug}", "slug": slug, "date": "2024-07-22", **more}


def paths(values: Any, *shown: str, base: str = HOME) -> list[str]:
    found = data_links([values], base, [HOME + path for path in shown])
    return [url.removeprefix(HOME) for url in found.urls if url.removeprefix(HOME) not in shown]


THREE = [post("rain"), post("snow"), post("비")]


@pytest.mark.parametrize(
    ("shown", "found"),
    [
        ("posts/rain", ["posts/snow", "posts/%EB%B9%84"]),
        ("posts/rain/", ["posts/snow/", "posts/%EB%B9%84/"]),
        ("a/b/rain.html", ["a/b/snow.html", "a/b/%EB%B9%84.html"]),
        ("rain", ["snow", "%EB%B9%84"]),
        ("read?slug=rain", ["read?slug=snow", "read?slug=%EB%B9%84"]),
        ("about", []),
        ("read?slug=rain&from=home", []),
        ("2024/07/rain", []),
        ("posts/rainy", []),
    ],
)
def test_one_address_proves_those_of_its_kind(shown: str, found: list[str]) -> None:
    assert paths({"posts": THREE}, shown) == found


def test_an_address_that_is_said_needs_no_proof() -> None:
    values = [
        {"title": "가", "url": "/2024/07/rain"},
        {"title": "나", "path": "/posts/snow/"},
        {"frontmatter": {"title": "다"}, "fields": {"path": "/posts/wind/"}},
        {"title": "라", "link": "//elsewhere.example/x"},
        {"title": "마", "url": "posts/relative"},
        {"name": "바", "url": "/category/x"},
    ]
    assert paths(values) == ["2024/07/rain", "posts/snow/", "posts/wind/"]


def test_a_folder_that_a_post_says_itself_is_that_of_each_post() -> None:
    values = [
        post("rain", category={"slug": "life"}, lang="ko"),
        post("snow", category={"slug": "work"}, lang="en"),
        post("wind", lang="ko"),
    ]
    assert paths(values, "ko/life/rain") == ["en/work/snow"]


def test_what_is_of_another_kind_gets_no_address() -> None:
    values = {
        "posts": THREE,
        "tags": [{"title": "여름", "slug": "summer"}],
        "drafts": [post("later", draft=True), post("never", published=False)],
        "shop": [{"title": "책", "slug": "book", "date": 1, **dict.fromkeys("abcdefgh", 1)}],
    }
    assert paths(values, "posts/rain") == ["posts/snow", "posts/%EB%B9%84"]


def test_one_number_is_no_proof() -> None:
    values = [{"title": str(number), "id": number, "date": 1} for number in (1, 2, 3, 4)]
    assert paths(values, "page/2") == []
    assert paths(values, "p/2", "p/3") == ["p/1", "p/4"]


def test_numbers_of_pages_of_a_list_prove_nothing() -> None:
    posts = [{"title": "글", "id": number, "date": "2024-07-22"} for number in (4, 5, 6)]
    assert paths(posts, "list.json?page=4", "list.json?page=5") == []


def test_addresses_that_speak_against_each_other_prove_nothing() -> None:
    assert paths({"posts": THREE}, "posts/rain", "tags/snow") == []
    assert paths({"posts": THREE}, "posts/rain", "posts/snow", "tags/rain") == ["posts/%EB%B9%84"]


@pytest.mark.parametrize(
    "slug", ["..", "a b", "a?b", "a#b", "%2e%2e", "", "/", "a//b", None, 1.5, {}]
)
def test_what_cannot_stand_in_an_address_is_left(slug: Any) -> None:
    assert paths([post("rain"), post(slug)], "posts/rain") == []


def test_a_post_proves_where_its_neighbours_are() -> None:
    page = {"post": post("rain", content="<p>말</p>"), "related": [post("snow")]}
    assert paths(page, base=f"{HOME}posts/rain") == []
    text = json.dumps(page)
    html = f'<html><body><script type="application/json">{text}</script></body></html>'
    links = read_markup(html.encode(), f"{HOME}posts/rain").links
    assert [link.url for link in links] == [f"{HOME}posts/snow"]


def test_known_posts_prove_what_a_page_does_not() -> None:
    found = data_links([THREE], HOME, [])
    assert found.urls == []
    assert len(found.unplaced) == 3
    urls, without = placed(found.unplaced, [f"{HOME}writing/snow"])
    assert (urls, without) == ([f"{HOME}writing/rain", f"{HOME}writing/%EB%B9%84"], [])


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda held: (
        st.lists(held, max_size=4)
        | st.dictionaries(
            st.sampled_from(["title", "slug", "url", "path", "id", "date", "posts", "category"]),
            held,
        )
    ),
    max_leaves=30,
)


@settings(max_examples=60)
@given(ODD, st.lists(st.text(max_size=10), max_size=5))
def test_any_data_has_an_end(value: Any, shown: list[str]) -> None:
    found = data_links([value], HOME, [HOME + path for path in shown])
    assert all(url.startswith(("http://", "https://")) for url in found.urls)
