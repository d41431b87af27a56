"""Saved pages give the answers that were accepted for them: a failure names page and field."""

from __future__ import annotations

import pickle
from functools import cache
from typing import Any

import pytest

from pipelines.readers.post import read_post
from pipelines.record import RECORD_KEYS
from tests.golden_cases import (
    BESIDE,
    NOT_IN_A_PAGE,
    answer_of,
    cases,
    expected,
    known_wrong,
    page_of,
)

FIELDS = (*BESIDE, *(key for key in RECORD_KEYS if key not in NOT_IN_A_PAGE))

now = cache(answer_of)
accepted = cache(expected)


def questions() -> list[Any]:
    """Return every case and field; where we know to be wrong, `wrong.json` says so and why."""
    return [
        pytest.param(
            case,
            field,
            id=f"{case}-{field}",
            marks=[pytest.mark.xfail(reason=known[field], strict=False)] if field in known else [],
        )
        for case in cases()
        for known in [known_wrong(case)]
        for field in FIELDS
    ]


@pytest.mark.parametrize(("case", "field"), questions())
def test_a_field_of_a_saved_page_is_as_accepted(case: str, field: str) -> None:
    wanted: dict[str, Any] = accepted(case)
    assert wanted, f"no answer yet: python3 run.py accept {case}"
    assert now(case)[field] == wanted[field]


@pytest.mark.parametrize("case", cases())
def test_an_answer_holds_nothing_that_readers_do_not_answer(case: str) -> None:
    assert set(accepted(case)) == set(FIELDS)


@pytest.mark.parametrize("case", cases())
def test_a_post_can_go_from_process_to_process(case: str) -> None:
    post = read_post(page_of(case))
    assert pickle.loads(pickle.dumps(post)) == post
