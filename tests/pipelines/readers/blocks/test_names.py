"""What the names around a block say of it."""

from __future__ import annotations

import tracemalloc

import pytest

from pipelines.readers.blocks.name_weights import WEIGHTS
from pipelines.readers.blocks.names import name_signs, names_of
from pipelines.readers.blocks.signs import Known, signs_of
from pipelines.readers.trees.page_blocks import blocks_of
from pipelines.readers.trees.parsing import parse


@pytest.mark.parametrize(
    ("called", "parts"),
    [
        ("entry-content ", ("entry", "content", "entry-content")),
        ("relatedPosts ", ("related", "posts", "related-posts")),
        ("col-12 x9", ("col",)),
        (" 댓글", ()),
    ],
)
def test_a_name_is_taken_apart_where_its_words_meet(called: str, parts: tuple[str, ...]) -> None:
    assert names_of("div", called, "", "") == parts


def test_roles_properties_and_telling_tags_are_names_too() -> None:
    assert names_of("main", " ", "main", "articleBody") == (
        "role=main",
        "prop=articlebody",
        "<main>",
    )
    assert names_of("p", " ", "", "") == ()


def test_names_speak_for_all_below_them_and_the_nearest_is_known() -> None:
    page = parse(
        "<body><div class='entry'><p>One</p><div class='comment'><p>Two</p></div></div></body>"
    )
    _, layout = signs_of(blocks_of(page), Known())
    one, two = name_signs(layout, {"entry": 1.0, "comment": -2.0}.get)
    assert one == (0.0, 1.0, 9.0, 1.0, 1.0, 1.0, 1.0)
    low, high, low_far, high_far, near, far, _ = two
    assert (low, high, low_far, high_far, near, far) == (-2.0, 1.0, 1.0, 2.0, -2.0, 1.0)


def test_what_many_sites_taught_is_what_a_reader_would_say() -> None:
    assert WEIGHTS["comment"] < -2
    assert WEIGHTS["related"] < -2
    assert WEIGHTS["entry-content"] > 0


def test_names_of_megabytes_are_not_kept() -> None:
    def read(number: int) -> None:
        names = f"n{number}-" + "x" * 300_000
        root = parse(
            f'<div class="{names}" role="{names}" itemprop="{names}"><p>소식입니다.</p></div>'
        )
        signs_of(blocks_of(root), Known())

    read(0)
    tracemalloc.start()
    try:
        for number in range(1, 11):
            read(number)
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held < 1_000_000
