"""How far an answer is trusted: as far as its reader was right."""

from __future__ import annotations

from pipelines.readers.answer import signature
from pipelines.readers.fields import authors, dates, language, tags, title
from pipelines.readers.trust import KNOWN, UNMEASURED, confidence
from tests.pipelines.readers.making import PROSE, read

FIELDS = {
    "title": title.READERS,
    "published": dates.PUBLISHED,
    "authors": authors.READERS,
    "tags": tags.READERS,
    "language": language.READERS,
}


def test_every_reader_of_a_measured_field_has_its_figure_but_those_of_indexes_and_data() -> None:
    unmeasured = {
        signature(reader)
        for field, readers in FIELDS.items()
        for reader in readers
        if confidence(field, signature(reader)) == UNMEASURED
    }
    assert all(".entry_" in name or ".page_data" in name for name in unmeasured), unmeasured


def test_a_platform_is_trusted_more_than_a_guess() -> None:
    assert confidence("title", "tistory.post_title") == KNOWN
    assert (
        confidence("title", "title.title_element") < confidence("title", "title.headline") < KNOWN
    )


def test_answers_of_a_page_are_signed_with_the_trust_in_their_readers() -> None:
    post = read(
        "<title>장마철 제습기 - 달빛 서재</title><meta property='og:title' content='제습기'>"
        f"<h1>장마철 제습기</h1>{PROSE}"
    )
    sure = {said.reader: said.confidence for said in post.evidence if said.field == "title"}
    assert sure["title.agreeing_heading"] > sure["title.open_graph"] > sure["title.title_element"]
