"""Which answers contradict the one that was believed."""

from __future__ import annotations

import pytest

from newscrawl.commands._evidence import contradicts
from pipelines.items import Evidence


def said(field: str, value: str, *, chosen: bool = False) -> Evidence:
    return Evidence(field=field, value=value, reader="somewhere.it", chosen=chosen)


@pytest.mark.parametrize(
    ("field", "chosen", "other"),
    [
        ("published", "2024-07-22T09:30:00+09:00", "2024-07-22T00:30:00+00:00"),
        ("published", "2024-07-22T09:30:00+09:00", "2024-07-22"),
        ("published", "2024-07-22T00:30:00+00:00", "2024-07-22T09:30:00"),
        ("published", "2024-07-22", "2024-07"),
        ("authors", "Hannah Keller | Tom Wood", "tom wood"),
        ("title", "A day, at sea", "A day at sea"),
    ],
)
def test_the_same_said_otherwise_contradicts_nothing(field: str, chosen: str, other: str) -> None:
    assert not contradicts(said(field, other), said(field, chosen, chosen=True))


@pytest.mark.parametrize(
    ("field", "chosen", "other"),
    [
        ("published", "2024-07-22T09:30:00+09:00", "2024-07-22T09:30:00+00:00"),
        ("published", "2024-07-22T09:30:00+09:00", "2024-07-25"),
        ("modified", "2024-07-22T09:30:00", "2024-07-22T09:47:00"),
        ("published", "2024-07-22T09:30:00", "no date at all"),
        ("authors", "Hannah Keller", "Tom Wood"),
        ("title", "A day at sea", "A day at sea, by Tom"),
        ("language", "ko", "en"),
    ],
)
def test_another_answer_is_a_contradiction(field: str, chosen: str, other: str) -> None:
    assert contradicts(said(field, other), said(field, chosen, chosen=True))


def test_without_a_believed_answer_nothing_is_contradicted() -> None:
    assert not contradicts(said("authors", "Tom Wood"), None)
