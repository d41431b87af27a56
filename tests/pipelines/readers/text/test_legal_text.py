"""A text loses what no parser takes, and nothing that anyone reads."""

from __future__ import annotations

import pytest

from pipelines.readers.text.legal_text import clean_text


@pytest.mark.parametrize("bad", ["&#11;", "&#27;", "&#xFFFE;", "&#0;", "&#xD800;", "\x1b", "\x00"])
def test_what_stops_a_parser_is_gone_and_the_words_stay(bad: str) -> None:
    cleaned = clean_text(f"<p>앞{bad}뒤</p>")
    assert cleaned.replace(" ", "") == "<p>앞뒤</p>"


def test_references_to_windows_letters_become_those_letters() -> None:
    assert clean_text("a&#150;b&#x93;c") == "a–b“c"


def test_ordinary_references_stay() -> None:
    assert clean_text("&#44032;&#10;&#x1F600;&amp;") == "&#44032;&#10;&#x1F600;&amp;"


def test_a_picture_written_into_the_page_is_cut_out() -> None:
    cleaned = clean_text(f'<img src="data:image/png;base64,{"A" * 9000}" alt="배">')
    assert cleaned == '<img src="data:," alt="배">'


@pytest.mark.parametrize("mark", ["\x0c", "&#12;", "&#99999999999;", "&#xFFFFFFFFF;", "&#x0;"])
def test_what_no_tree_takes_back_is_gone_from_the_text(mark: str) -> None:
    assert clean_text(f"a{mark}b").replace(" ", "") == "ab"


def test_a_tag_of_a_thousand_attributes_loses_them_and_one_of_a_long_value_none() -> None:
    flood = "<p" + "".join(f" attribute-number-{number}='x'" for number in range(1000)) + ">"
    long = f"<p title='{'x' * 30_000}'>"
    script = f"<script>{'a = 1;' * 5000}</script>"
    text = f"{script}<b>a</b>{flood}b{long}c<i>{flood}</i>{script}"
    assert clean_text(text) == text.replace(flood, "<p>")
