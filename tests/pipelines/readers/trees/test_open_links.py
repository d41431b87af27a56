"""Links that nobody closed end where a browser ends them, and keep nothing of the post."""

from __future__ import annotations

import pytest
from lxml import etree

from pipelines.readers.trees.parsing import parse
from tests.pipelines.readers.making import PROSE, read


@pytest.mark.parametrize(
    ("markup", "ended"),
    [
        (
            "<p>a <a href=1>b <a href=2>c</a> d</p>",
            '<p>a <a href="1">b </a><a href="2">c</a> d</p>',
        ),
        (
            "<div><a href=1>a <b>b</b><p>c <a href=2>d</a></p> e</div>f",
            '<div><a href="1">a <b>b</b></a><p>c <a href="2">d</a></p> e</div>f',
        ),
        (
            "<div><a href=1>a<a href=2>b<a href=3>c</div>",
            '<div><a href="1">a</a><a href="2">b</a><a href="3">c</a></div>',
        ),
        # Closed ones stay as they are, cards too.
        (
            "<a href=1><div>a <b>b</b></div></a><a href=2>c</a>",
            '<a href="1"><div>a <b>b</b></div></a><a href="2">c</a>',
        ),
    ],
)
def test_a_link_ends_before_the_next_or_before_a_paragraph(markup: str, ended: str) -> None:
    body = parse(markup).find("body")
    assert body is not None
    assert etree.tostring(body, encoding="unicode") == f"<body>{ended}</body>"


def test_what_follows_a_link_that_nobody_closed_is_read() -> None:
    first, second = (
        "<a href='https://other.example/1'>여기",
        "<a href='https://other.example/2'>저기</a>",
    )
    page = f"<article><h1>장마</h1><div>{PROSE}<div>먼저 {first}{PROSE}<p>그리고 {second}를 본다.</p></div></div></article>"
    post = read(page)
    assert post.body_text == read(page.replace("여기", "여기</a>")).body_text
    assert [link.text for link in post.links] == ["여기", "저기"]
