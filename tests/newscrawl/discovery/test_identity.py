"""One post is one candidate, whatever its address is written like."""

from __future__ import annotations

import pytest

from newscrawl.discovery.catalogue import Catalogue
from pipelines.items import Entry

HOME = "https://blog.example"
POST = HOME + "/2024/07/%EA%B8%80/"


def is_known(first: str, second: str) -> bool:
    catalogue = Catalogue()
    catalogue.add(Entry(url=first, found_in=HOME + "/list", found_kind="api"))
    named = Entry(url=second, found_in=HOME + "/feed", found_kind="feed")
    return catalogue.add(named) is None


@pytest.mark.parametrize(
    "url",
    [
        "http://blog.example/2024/07/%ea%b8%80",
        "https://www.blog.example/2024/07/글/",
        "https://BLOG.example:443/2024/07/글/index.html",
        HOME + "/2024/07/글/index.php",
        HOME + "/2024/07/./글/",
        HOME + "/2024/07/글/?utm_source=a&utm_medium=b",
        HOME + "/2024/07/글?fbclid=1",
        HOME + "/2024/07/글/?m=1",
        HOME + "/m/2024/07/글/",
        HOME + "/2024/07/글/amp/",
        HOME + "/amp/2024/07/글",
        HOME + "/2024/07/글/?output=amp",
        HOME + "/2024/07/글/?print=1",
        HOME + "/2024/07/글/embed/",
        HOME + "/2024/07/%E1%84%80%E1%85%B3%E1%86%AF/",
        HOME + "/2024/07/글/#comments",
    ],
)
def test_another_way_to_write_it_is_the_same_post(url: str) -> None:
    assert is_known(POST, url)


@pytest.mark.parametrize("name", ["m", "view", "from", "share"])
def test_a_number_makes_a_key_of_what_else_asks_for_another_dress(name: str) -> None:
    assert not is_known(HOME + "/diary", f"{HOME}/diary?{name}=17")


def test_a_name_in_korean_letters_and_its_ascii_form_are_one_host() -> None:
    assert is_known("https://한글.example/글", "https://xn--bj0bj06e.example/%EA%B8%80")


@pytest.mark.parametrize(
    "url", [HOME + "/2024/07/", HOME + "/2024/07/글-2/", "https://other.example/2024/07/글/"]
)
def test_another_post_is_another_candidate(url: str) -> None:
    assert not is_known(POST, url)
