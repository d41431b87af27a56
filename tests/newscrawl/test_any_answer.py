"""Any bytes in, an answer out: nothing that the crawl's own process reads makes it raise."""

from __future__ import annotations

import pytest

from tests.newscrawl.spoiling import Kind, kinds, spoiled_input

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
