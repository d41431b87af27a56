"""JSON-LD is read although it is broken, and never makes the page fail."""

from __future__ import annotations

import pytest

from pipelines.readers.data import linked_data
from pipelines.readers.trees.parsing import parse


def nodes(script: str) -> tuple[dict[str, object], ...]:
    return linked_data.nodes(parse(f'<script type="application/ld+json">{script}</script>'))


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "BlogPosting", "headline": "장마"}',
        '{"@type": "BlogPosting", "headline": "장마",}',
        '<!-- {"@type": "BlogPosting", "headline": "장마"} -->',
        '//<![CDATA[\n{"@type": "BlogPosting", "headline": "장마"}\n//]]>',
        '\ufeff{"@type": "BlogPosting", "headline": "장마"};',
        '{"@type": "BlogPosting", "headline": "장마", "description": "두\n줄\t글"}',
        '[{"@type": "BlogPosting", "headline": "장마"}]',
        '{"@context": "https://schema.org", "@graph": [{"@type": "BlogPosting", "headline": "장마"}]}',
        '{"@type": ["http://schema.org/BlogPosting"], "headline": "장마"} {"@type": "Person"}',
    ],
)
def test_a_post_is_found_in_it(script: str) -> None:
    (node,) = linked_data.post_nodes(nodes(script))
    assert node["headline"] == "장마"


@pytest.mark.parametrize(
    "script", ["", "{", "null", "[" * 100_000, '{"a": ', "function() {}", "3 4"]
)
def test_what_cannot_be_mended_is_no_node(script: str) -> None:
    assert nodes(script) == ()


def test_a_number_of_thousands_of_digits_costs_nothing_else() -> None:
    (node,) = nodes('{"@type": "NewsArticle", "wordCount": %s, "headline": "글"}' % ("9" * 6000))
    assert node["headline"] == "글"


def test_a_comma_inside_a_text_stays() -> None:
    (node,) = nodes('{"@type": "Article", "headline": "하나, ] 둘,} 셋",}')
    assert node["headline"] == "하나, ] 둘,} 셋"


def test_a_reference_is_followed_to_its_name() -> None:
    found = nodes(
        '{"@graph": [{"@type": "Article", "author": {"@id": "#me"}}, {"@id": "#me", "name": "김서연"}]}'
    )
    assert linked_data.resolved(found[0]["author"], found) == [found[1]]


def test_a_reference_is_followed_past_a_node_that_only_repeats_it() -> None:
    nameless: linked_data.Node = {"@id": "#me", "@type": "Person"}
    named: linked_data.Node = {"@id": "#me", "name": "한별"}
    assert linked_data.resolved({"@id": "#me"}, [nameless, named]) == [named]
    assert linked_data.resolved({"@id": "#me"}, [nameless]) == [{"@id": "#me"}]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, None),
        (7, "7"),
        ({"@value": " 비 &amp; 눈 "}, "비 & 눈"),
        ({"name": "한별"}, "한별"),
        (["비", "눈"], "비"),
        ([], None),
        (1.5, None),
    ],
)
def test_a_value_of_any_kind_has_one_text_or_none(value: object, text: str | None) -> None:
    assert linked_data.text_value(value) == text


def test_an_article_stands_before_a_bare_creative_work() -> None:
    found = nodes(
        '[{"@type": "CreativeWork", "name": "그림"}, {"@type": "NewsArticle", "name": "글"}]'
    )
    assert [node["name"] for node in linked_data.post_nodes(found)] == ["글", "그림"]


def test_entities_in_texts_are_read() -> None:
    assert linked_data.text_value({"@value": "Q&amp;A "}) == "Q&A"
    assert linked_data.text_value(["하나", "둘"]) == "하나"
    assert linked_data.text_value(True) is None
