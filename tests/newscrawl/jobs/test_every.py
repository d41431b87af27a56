"""How often: what a person writes is read, written back, and refused in one line."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.errors import UsageError
from newscrawl.jobs.every import LONGEST, SHORTEST, every, every_text


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("30m", timedelta(minutes=30)),
        ("6h", timedelta(hours=6)),
        ("1d", timedelta(days=1)),
        ("2w", timedelta(weeks=2)),
        ("1h30m", timedelta(minutes=90)),
        (" 6H ", timedelta(hours=6)),
        ("hourly", timedelta(hours=1)),
        ("daily", timedelta(days=1)),
        ("Weekly", timedelta(days=7)),
    ],
)
def test_a_length_of_time_is_read(text: str, length: timedelta) -> None:
    assert every(text) == length


@pytest.mark.parametrize(
    "text",
    ["", "6", "h", "0m", "-1h", "1.5h", "6 h", "10s", "367d", "９h", "1h-", "never", "9" * 9 + "d"],
)
def test_what_is_no_length_of_time_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UsageError, match=r"1m|6h"):
        every(text)


@given(st.integers(int(SHORTEST.total_seconds() // 60), int(LONGEST.total_seconds() // 60)))
def test_what_is_written_is_read_back(minutes: int) -> None:
    length = timedelta(minutes=minutes)
    assert every(every_text(length)) == length


def test_a_length_of_time_is_written_without_what_it_has_none_of() -> None:
    assert every_text(timedelta(hours=6)) == "6h"
    assert every_text(timedelta(days=1, minutes=30)) == "1d30m"
    assert every_text(timedelta(0)) == "0m"
