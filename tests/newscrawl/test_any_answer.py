"""Any bytes in, an answer out: nothing that the crawl's own process reads makes it raise."""

from __future__ import annotations

import random

import pytest

from tests.newscrawl.spoiling import Kind, kinds, spoiled_input, turned

#: A short run; `python3 run.py bench fuzz` is the long one.
SPOILED = 150


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.name)
def test_what_is_whole_is_read(kind: Kind) -> None:
    for which, body in enumerate(kind.whole[:3]):
        kind.read(kind.pack(body), which)


def test_what_is_spoiled_is_read() -> None:
    for number in range(SPOILED):
        kind, body, which = spoiled_input(0, number)
        kind.read(body, which)


def test_a_list_of_which_a_value_is_of_another_kind_is_not_lost() -> None:
    chance = random.Random(0)
    (lists,) = (kind for kind in kinds() if kind.name == "list API")
    for _ in range(300):
        which = chance.randrange(len(lists.whole))
        lists.read(turned(lists.whole[which], chance), which)
