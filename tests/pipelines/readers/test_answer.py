"""One reader that stops costs its own answer; a page that needs too much memory is given up whole."""

from __future__ import annotations

import pytest

from pipelines.readers.answer import RAISE_VARIABLE, ask
from pipelines.readers.document import Document
from tests.pipelines.readers.making import document


def broken(_document: Document) -> str | None:
    raise ValueError("no such thing")


def hungry(_document: Document) -> str | None:
    raise MemoryError


@pytest.fixture(autouse=True)
def as_in_a_crawl(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(RAISE_VARIABLE, raising=False)


def test_a_reader_that_raises_costs_its_answer_and_is_told() -> None:
    warnings: list[str] = []
    assert ask(broken, document("<p>x</p>"), warnings) is None
    assert warnings == ["test_answer.broken failed: ValueError: no such thing"]


def test_memory_that_ran_out_is_no_missing_answer() -> None:
    with pytest.raises(MemoryError):
        ask(hungry, document("<p>x</p>"), [])
