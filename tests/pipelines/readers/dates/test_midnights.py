"""A day that a program wrote as an instant in UTC."""

from __future__ import annotations

import pytest

from tests.pipelines.readers.making import PROSE, read


@pytest.mark.parametrize(
    ("language", "stated", "meant"),
    [
        ("ko", "2024-07-21T15:00:00.000Z", "2024-07-22T00:00:00+09:00"),
        ("de", "2022-11-06T23:00:00.000Z", "2022-11-07T00:00:00+01:00"),
        ("de", "2022-07-06T22:00:00.000Z", "2022-07-07T00:00:00+02:00"),
        ("zh-CN", "2024-07-21T16:00:00Z", "2024-07-22T00:00:00+08:00"),
        ("hi", "2024-07-21T18:30:00Z", "2024-07-22T00:00:00+05:30"),
        # Another hour, another minute, a language of many clocks, and midnight in UTC itself.
        ("de", "2022-07-06T23:00:00.000Z", "2022-07-06T23:00:00+00:00"),
        ("ko", "2024-07-21T15:00:07Z", "2024-07-21T15:00:07+00:00"),
        ("en", "2024-07-21T15:00:00Z", "2024-07-21T15:00:00+00:00"),
        ("es", "2024-07-21T22:00:00Z", "2024-07-21T22:00:00+00:00"),
        ("ko", "2024-07-22T00:00:00Z", "2024-07-22T00:00:00+00:00"),
    ],
)
def test_midnight_where_the_page_is_at_home_is_of_the_day_that_begins(
    language: str, stated: str, meant: str
) -> None:
    head = f"<meta property='article:published_time' content='{stated}'><title>제습기</title>"
    post = read(f"<html lang='{language}'><head>{head}</head><h1>제습기</h1>{PROSE}")
    assert post.published is not None
    assert post.published.isoformat() == meant


@pytest.mark.parametrize(
    ("shown", "day"), [("2024.07.21 15:00", 21), ("2024.07.22 00:00", 22), ("2024.07.22", 22)]
)
def test_a_time_of_day_that_is_shown_is_not_moved(shown: str, day: int) -> None:
    head = "<meta property='article:published_time' content='2024-07-21T15:00:00Z'>"
    post = read(f"<html lang='ko'><head>{head}</head><h1>제습기</h1><p>{shown}</p>{PROSE}")
    assert post.published is not None
    assert post.published.at.day == day
