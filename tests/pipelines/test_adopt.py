"""Items of other spiders as pages that the readers know: whatever is in them, a page or a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from scrapy import Field, Item

from newscrawl import read_post
from pipelines.adopt import Unfit, adopted
from pipelines.items import Fetch, Page, Post

URL = "https://blog.example/one"
NOW = datetime(2026, 1, 2, tzinfo=UTC)
BODY = "<div>\n\n    <p>도서관에 갔습니다.</p>\n\n    <pre>a\n\n    b</pre>\n</div>"


def post_of(item: Any) -> Post:
    return read_post(adopted(item, NOW))


class OfScrapy(Item):
    url = Field()
    title = Field()
    body = Field()


@dataclass
class OfTheirs:
    url: str
    title: str
    body: str


@pytest.mark.parametrize("make", [dict, OfScrapy, OfTheirs])
def test_an_item_of_any_kind_with_a_body_is_a_post(make: Any) -> None:
    post = post_of(make(url=URL, title='"눈": [첫째]\n---\n둘째', body=BODY))
    assert (post.kind, post.url, post.title) == ("post", URL, '"눈": [첫째] --- 둘째')
    assert post.body_text == "도서관에 갔습니다.\na\n    b"
    assert "<pre>" in post.body_html


def test_what_an_item_states_beats_its_page() -> None:
    page = "<html><head><title>Theirs</title></head><body><article><h1>Theirs</h1><p>눈이 왔다.</p></article>"
    item = {
        "url": URL.encode(),
        "html": page.encode("euc-kr"),
        "title": "Mine",
        "published": "2024-07-22 09:30",
        "authors": ["김철수", None, 3],
        "tags": "눈, 겨울",
        "category": "날씨",
        "summary": "short",
    }
    post = post_of(item)
    assert post.title == "Mine"
    assert post.published is not None
    assert post.published.isoformat() == "2024-07-22T09:30:00"
    assert (post.authors, post.tags, post.categories) == (("김철수",), ("눈", "겨울"), ("날씨",))
    assert (post.excerpt, post.body_text) == ("short", "눈이 왔다.")
    # Stated nothing, it is what it shows.
    assert post_of({"url": URL, "html": page}).title == "Theirs"


def test_plain_text_dates_and_images_are_taken_as_they_come() -> None:
    item = {
        "url": URL,
        "title": "T",
        "body": "1 < 2 & 3\n\nsecond",
        "date": date(2024, 7, 22),
        "tags": {"b", "a"},
        "images": ["../img/a.png", {"url": "/b.png"}, None],
    }
    post = post_of(item)
    assert post.body_text == "1 < 2 & 3\nsecond"
    assert post.published is not None
    assert post.published.isoformat() == "2024-07-22"
    assert post.tags == ("a", "b")
    images = [image.url for image in post.images]
    assert images == ["https://blog.example/img/a.png", "https://blog.example/b.png"]


@pytest.mark.parametrize(
    ("item", "lack"),
    [
        (item, lack)
        for lack, items in {
            "no web address": [
                {"url": None, "html": "x"},
                {"url": "/relative", "html": "x"},
                {"url": "javascript:alert(1)", "html": "x"},
                {"url": 3, "html": 4},
                {},
                None,
                "text",
                OfScrapy(),
            ],
            "neither": [
                {"url": URL},
                {"url": URL, "title": "T", "body": None},
                {"url": URL, "body": "text"},
                {"url": URL, "html": 5, "title": b"", "body": "text"},
            ],
        }.items()
        for item in items
    ],
)
def test_what_is_no_post_says_what_it_lacks(item: Any, lack: str) -> None:
    with pytest.raises(Unfit, match=lack):
        adopted(item, NOW)


def test_a_page_that_is_made_wrong_says_so_where_it_is_made() -> None:
    with pytest.raises(ValueError, match="zone"):
        Fetch(url=URL, final_url=URL, fetched_at=datetime(2024, 1, 1))  # noqa: DTZ001
    with pytest.raises(TypeError, match=r"response\.body"):
        Page(fetch=Fetch(url=URL, final_url=URL, fetched_at=NOW), body="text", site=URL)  # type: ignore[arg-type]
