"""Whatever the markup, there is a tree, and no deeper than can be walked."""

from __future__ import annotations

import pytest

from pipelines.readers.trees.html import whole_text
from pipelines.readers.trees.parsing import fragment, parse


@pytest.mark.parametrize(
    "text", ["", " \n", "<", "<!--", "<!DOCTYPE html>", "\ufeff", "<frameset>"]
)
def test_every_text_has_a_tree(text: str) -> None:
    assert parse(text).tag == "html"


def test_what_stands_in_a_page_without_a_body_is_no_part_of_its_head() -> None:
    tree = parse("<title>장마</title><main><p>깊은 말</p></main>")
    assert whole_text(tree.find("body")) == "깊은 말"
    assert tree.find("head/title") is not None


@pytest.mark.parametrize("depth", [100, 1500, 3000, 40000])
def test_words_are_kept_however_deep_they_lie(depth: int) -> None:
    tree = parse("<body>" + "<div>" * depth + "깊은 말" + "</div>" * depth + "<p>나중 말</p>")
    assert (
        whole_text(tree) == "깊은 말 나중 말" or whole_text(tree).replace(" ", "") == "깊은말나중말"
    )


def test_only_tags_that_lie_too_deep_are_lost() -> None:
    deep = "<div>" * 50 + "<b>tief</b><img src=a.png>" + "</div>" * 50
    tree = fragment(f"<p>a <b>b</b></p>{deep}<p>c</p>", max_depth=20)
    assert [whole_text(one) for one in tree.iter("p", "b")] == ["a b", "b", "c"]
    assert 10 < len(list(tree.iter("div"))) < 25
    assert "tief" in whole_text(tree)


def test_a_fragment_is_one_element_even_with_stray_end_tags() -> None:
    element = fragment("<p>하나</p></div></div><p>둘</p>")
    assert element.tag == "div"
    assert whole_text(element) == "하나둘"
