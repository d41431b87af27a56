"""Folding, pairs, queries and snippets: what is typed is what is found."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipelines.archive.search_query import BadQuery, Query, Term, parse_query
from pipelines.archive.search_snippet import WIDTH, marked, snippet
from pipelines.archive.search_words import (
    cut,
    folded,
    folded_with_places,
    joints_of,
    joints_within,
    letters_in,
    words_of,
)

#: Few letters, so that they meet; every kind of them.
LETTERS = "북핵한미동맹 \n가aAbéßﾊﾞㅎㅏ1_.-+Ａ\u200b\u0301हि한ไทยIiİı"
texts = st.one_of(st.text(st.sampled_from(LETTERS), max_size=40), st.text(max_size=40))


def index_says(query: Query, text: str) -> bool:
    """Return what an index that knows the order of words would say."""
    words = words_of(folded(text))
    letters = letters_in([cut(folded(text))])

    def has(term: Term) -> bool:
        if term.letter and term.letter not in letters:
            return False
        size = len(term.words)
        for at in range(len(words) - size + 1):
            here = words[at : at + size]
            whole = size - 1 if term.open_end else size
            if tuple(here[:whole]) == term.words[:whole] and (
                not term.open_end or here[-1].startswith(term.words[-1])
            ):
                return True
        return False

    return all(any(map(has, term.ways)) for term in query.terms)


def joints_say(query: Query, text: str) -> bool:
    """Return what an index says that knows how words are joined, and not their order."""
    joints = joints_of(folded(text))

    def has(term: Term) -> bool:
        return all(
            any(one.startswith(joint) if begin else one == joint for one in joints)
            for joint, begin in joints_within(term.text, open_end=term.open_end)
        )

    return all(any(map(has, term.ways)) for term in query.terms)


def test_korean_goes_in_as_pairs_and_the_last_letter_other_words_whole():
    assert words_of(folded("한미동맹, ＡＩ반도체 Café")) == [
        *("한미", "미동", "동맹", "맹"),
        *("ai", "반도", "도체", "체"),
        "café",
    ]


@pytest.mark.parametrize(
    ("query", "text", "fits"),
    [
        ("동맹", "한미동맹국", True),
        ("핵", "북핵", True),
        ("핵", "핵실험", True),
        ("북핵", "북 핵", False),
        ("북핵", "북\u200b핵", True),
        ("AI반도체", "OpenAI와 ai반도체를", True),
        ("AI반도체", "AI 반도체", False),
        ("AI 반도체", "반도체와 AI", True),
        ('"AI 반도체"', "반도체와 AI", False),
        ('"한미 동맹"', "한미\n동맹을", True),
        ('"한미 동맹"', "한미, 동맹을", False),
        ("“한미 동맹”", "우리한미 동맹", True),
        ("북핵 -선거", "북핵과 선거", False),
        ("북핵 -선거", "북핵", True),
        ('북핵 -"총 선거"', "북핵, 총선거", True),
        ("-선거 북핵 –핵실험", "북핵실험", False),
        ("alliance", "alliances", False),
        ("allian*", "The Alliances", True),
        ("co-op", "a co-op", True),
        ("co-op", "a co op", False),
        ("C++", "c++20 and c", True),
        ("C++", "c", False),
        ("3.1절", "3.1절과", True),
        ("3.1절", "3 1절과", False),
        ("2024년", "2024년도", True),
        ("2024년", "12024년", False),
        ("북핵, (선거)", "선거와 북핵", True),
        ("한국", unicodedata.normalize("NFD", "한국"), True),
        ("ﾊﾞﾅﾅ", "バナナ", True),
        ("東京", "東京都", True),
        ("ไทย", "ประเทศไทย", True),
        ("हिन्दी", "वह हिन्दी है", True),
        ("straße", "STRASSE", True),
        ("ΛΌΓΟΣ", "ο λόγος", True),
        ("IŞIK", "bir ışık", True),
        ("ışık", "BİR IŞIK", True),
        ("ışık", "Işık", True),
        ("istanbul", "İstanbul", True),
        ("İstanbul", "istanbul", True),
        ("i\u0307stanbul", "ISTANBUL", True),
        ("diyarbakır", "DİYARBAKIR", True),
        ("DİYARBAKIR", "Diyarbakır", True),
        ('"istanbul üniversitesi"', "İSTANBUL ÜNİVERSİTESİ", True),
        ("şehir -IŞIK", "şehir ve ışık", False),
        ("ilik", "ılık", False),
        ("resume", "résumé", False),
    ],
)
def test_a_query_fits_a_text(query, text, fits):
    parsed = parse_query(query)
    assert parsed.fits([folded(text)]) is fits
    if fits:
        assert index_says(parsed, text)
        assert joints_say(parsed, text)


@pytest.mark.parametrize(
    ("query", "text", "joined"),
    [
        ('"북핵 선거"', "북핵 선거", True),
        ('"북핵 선거"', "북핵을 선거", False),
        ('"북핵 선거"', "탄핵 선거", False),
        ('"북핵 선거"', "북핵 선수", False),
        ('"북핵 선거"', "북핵, 선거", False),
        ("AI반도체", "AI 반도체", False),
        ("AI반도체", "AI반도체", True),
        ('"핵 선"', "북핵 선거", True),
        ('"핵 선"', "핵을 선거", False),
        ("new-y*", "new-york", True),
        ("new-y*", "old-yards", False),
    ],
)
def test_words_are_joined_by_the_letters_where_they_meet(query, text, joined):
    assert joints_say(parse_query(query), text) is joined


@pytest.mark.parametrize("query", ["", "  ", "-선거", "!!!", '""', "🎉", "-", '-"a b"'])
def test_a_query_without_a_word_is_refused(query):
    with pytest.raises(BadQuery):
        parse_query(query)


def test_a_query_without_end_is_refused():
    with pytest.raises(BadQuery, match="characters"):
        parse_query("가" * 1001)
    with pytest.raises(BadQuery, match="words"):
        parse_query(" ".join(f"w{n}" for n in range(100)))


@given(texts, texts, texts)
@example("가", "가", "")
def test_what_stands_in_a_text_is_found_by_the_index_and_the_check(before, middle, after):
    text = f"{before} {middle} {after}"
    try:
        query = parse_query('"' + middle.replace('"', " ") + '"')
    except BadQuery:
        return
    if middle == middle.strip() and not re.search('["“”„‟«»「」『』＂]', middle):
        assert query.fits([folded(text)])
    if query.fits([folded(text)]):
        assert index_says(query, text)
        assert joints_say(query, text)


@given(texts, texts)
def test_the_index_misses_nothing_that_the_check_finds(query, text):
    try:
        parsed = parse_query(query)
    except BadQuery:
        return
    if parsed.fits([folded(text)]):
        assert index_says(parsed, text)
        assert joints_say(parsed, text)


@given(texts)
def test_places_lead_back_into_the_text(text):
    whole, places = folded_with_places(text)
    assert whole == folded(text)
    if places is not None:
        assert len(places) == len(whole) + 1
        assert list(places) == sorted(places)
        assert places[-1] == len(text)


@given(st.text(st.sampled_from(LETTERS), max_size=400), st.sampled_from(["핵", "북핵", "a*", "é"]))
def test_a_snippet_marks_matches_and_keeps_its_width(text, query):
    parsed = parse_query(query)
    shown = snippet(parsed, text)
    assert len(shown.text) <= WIDTH + 2
    assert "\n" not in shown.text
    assert all(0 <= start < end <= len(shown.text) for start, end in shown.spans)
    if marked(parsed, text).spans:
        assert shown.spans


def test_marks_stand_where_the_match_is():
    text = "Ｎews: " + unicodedata.normalize("NFD", "북핵") + " Straße"
    found = marked(parse_query("news 북핵 strasse"), text)
    assert [text[start:end] for start, end in found.spans] == [
        "Ｎews",
        unicodedata.normalize("NFD", "북핵"),
        "Straße",
    ]


def test_a_snippet_is_taken_where_most_matches_are():
    text = "북핵 하나. " + "다른 말 " * 100 + "북핵 북핵 선거 북핵. " + "다른 말 " * 100
    shown = snippet(parse_query("북핵 선거"), text)
    assert len(shown.spans) == 4
    assert shown.text.startswith("…")
    assert shown.text.endswith("…")


@pytest.mark.parametrize("unseen", ["\u200b", "\u3164", "\xad", "a\u200d"])
def test_what_nobody_sees_parts_no_words_of_a_query(unseen):
    assert len(parse_query(f"북핵 {unseen} OR 선거").terms) <= 2
