"""Saved answers of list APIs give the entries that were accepted for them."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from pipelines.readers.platforms import PLATFORMS
from tests.golden_lists import answer_of, cases, expected

now = cache(answer_of)


@pytest.mark.parametrize("part", ["asked", "understood", "goes_on_at", "declared_total", "entries"])
@pytest.mark.parametrize("case", cases())
def test_a_saved_list_is_read_as_accepted(case: str, part: str) -> None:
    wanted: dict[str, Any] = expected(case)
    assert wanted, f"no answer yet: python3 run.py accept {case}"
    assert now(case)[part] == wanted[part]


@pytest.mark.parametrize(
    "platform", [module.NAME for module in PLATFORMS if hasattr(module, "list_requests")]
)
def test_every_list_api_has_a_whole_list_and_a_broken_answer(platform: str) -> None:
    own = [expected(case) for case in cases() if case.split("/")[1] == platform]
    assert [one for one in own if one["entries"] and one["goes_on_at"] is None]
    assert [one for one in own if False in one["understood"]]
