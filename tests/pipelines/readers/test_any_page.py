"""Any bytes in, an answer out: no page makes the readers raise."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.items import Page, Post
from pipelines.readers.bodies.presentable import presentable
from pipelines.readers.post import read_post
from pipelines.readers.trees.parsing import fragment
from pipelines.record import post_record
from tests.golden_cases import cases, page_of
from tests.pipelines.readers.making import page
from tests.pipelines.readers.mutating import mutated

#: A short run; `python3 run.py bench fuzz` is the long one.
SPOILED = 60
#: How many letters are drawn has no bound on what they cost: the clock of a busy machine is no promise.


@pytest.fixture(scope="module")
def saved() -> list[Page]:
    """The golden pages."""
    return [page_of(case) for case in cases()]


def answered(spoiled: Page) -> Post:
    post = read_post(spoiled)
    # What was read can be written: every text is text that a database and a JSON line can hold.
    for value in post_record(post).values():
        str(value).encode()
    return post


@settings(max_examples=60)
@given(body=st.binary(max_size=3000))
def test_any_bytes_are_answered(body: bytes) -> None:
    assert answered(replace(page(""), body=body)).kind


@settings(max_examples=60)
@given(text=st.text(max_size=500), tag=st.sampled_from(["h1", "time", "title", "a", "p", "span"]))
def test_any_text_in_any_place_is_answered(text: str, tag: str) -> None:
    markup = (
        f"<meta property='og:title' content='{text}'><{tag} class='byline date' href='{text}'"
        f" datetime='{text}'>{text}</{tag}><p>By {text} on {text}</p>"
    )
    body = markup.encode("utf-8", "surrogatepass")
    assert answered(replace(page(""), body=body)).kind


@pytest.mark.parametrize("number", range(SPOILED))
def test_a_spoiled_page_is_answered(number: int, saved: list[Page]) -> None:
    assert answered(mutated(saved, 0, number)).kind


@pytest.mark.parametrize("address", ["http://[", "https://[::1", "//[", "http://a:b:c/"])
def test_an_address_that_is_none_stops_nobody(address: str) -> None:
    markup = (
        f"<link rel=canonical href='{address}'><link rel=shortlink href='{address}'>"
        f"<meta property='og:url' content='{address}'><meta property='og:image' content='{address}'>"
        f"<meta name=generator content='WordPress 6'><div class='tt_article_useless_p_margin'>"
        f"<img src='{address}'><a href='{address}'>x</a><p>\x0c장마\x0c</p></div>"
    )
    assert answered(page(markup, "https://moon.tistory.com/1")).kind


def test_saved_pages_whose_addresses_are_none_are_answered(saved: list[Page]) -> None:
    # Whatever a reader of a platform takes an address for: canonical, of a feed, in a script.
    for one in saved:
        body = re.sub(rb"(?<![\w.])https?:(\\\\?/){2}[^\s\"'<>]+", b"https://[::1", one.body)
        assert answered(replace(one, body=body)).kind


def test_a_body_that_is_one_link_to_nowhere_is_answered() -> None:
    content = fragment("<a href='http://['>장마</a>", 100).find(".//a")
    assert content is not None
    parent = content.getparent()
    assert parent is not None
    parent.remove(content)
    assert presentable(content, "https://blog.example/", ()) == "장마"
