"""The beat of a schedule is kept, misses are made up for once, and the worst end is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl import exits
from newscrawl.jobs.due import next_due, worst

SIX = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def due_again(now: datetime, exit_code: int = exits.DONE, every: timedelta = DAY) -> datetime:
    return next_due(due_at=SIX, every=every, now=now, exit_code=exit_code)


def test_six_in_the_morning_stays_six_however_long_the_run_took() -> None:
    assert due_again(SIX + timedelta(minutes=47)) == SIX + DAY


def test_a_run_longer_than_its_beat_skips_what_it_missed() -> None:
    assert due_again(SIX + timedelta(days=3, hours=1)) == SIX + 4 * DAY


def test_a_run_that_ends_on_the_beat_waits_for_the_next() -> None:
    assert due_again(SIX + DAY) == SIX + 2 * DAY


@pytest.mark.parametrize("code", [exits.USAGE, exits.NOTHING, exits.ERRORS, -9])
def test_a_failed_run_comes_again_at_its_time_and_not_sooner(code: int) -> None:
    assert due_again(SIX, code) == SIX + DAY


def test_an_interrupted_run_is_due_at_once() -> None:
    now = SIX + timedelta(minutes=5)
    assert due_again(now, exits.INTERRUPTED) == now


def test_a_locked_blog_is_looked_at_soon_but_never_later_than_usual() -> None:
    now = SIX + timedelta(minutes=5)
    assert due_again(now, exits.LOCKED) == now + timedelta(minutes=10)
    five = timedelta(minutes=5)
    assert due_again(SIX, exits.LOCKED, every=five) == SIX + five


@given(
    st.timedeltas(timedelta(days=-4000), timedelta(days=4000)),  # a clock set back, too
    st.timedeltas(timedelta(minutes=1), timedelta(days=366)),
)
def test_the_next_time_is_ahead_by_at_most_one_beat(late: timedelta, every: timedelta) -> None:
    again = due_again(SIX + late, every=every)
    assert timedelta(0) < again - (SIX + late) <= every
    assert (again - SIX) % every == timedelta(0)


@pytest.mark.parametrize(
    ("codes", "code"),
    [
        ([], exits.DONE),
        ([0, 0], exits.DONE),
        ([0, 6], exits.LOCKED),
        ([2, 6], exits.NOTHING),
        ([3, 2], exits.ERRORS),
        ([4, 3, 1], exits.DATABASE),
        ([5, 4], exits.INTERRUPTED),
        ([0, -9], exits.ERRORS),
        ([-11, 4], exits.DATABASE),
    ],
)
def test_several_runs_end_as_the_worst_of_them(codes: list[int], code: int) -> None:
    assert worst(codes) == code
