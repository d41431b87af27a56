"""How many of the likeliest blocks are held."""

from __future__ import annotations

from itertools import product
from math import exp

from hypothesis import given
from hypothesis import strategies as some

from pipelines.readers.blocks.choice import least_odds, likely


def expected_f1(odds: list[float], sizes: list[int], held: list[bool]) -> float:
    """Return twice what is likely right by all that is held and all that is likely wanted."""
    chances = [(size + 3) / (1 + exp(-one)) for one, size in zip(odds, sizes, strict=True)]
    right = sum(chance for chance, yes in zip(chances, held, strict=True) if yes)
    return 2 * right / (sum(s + 3 for s, y in zip(sizes, held, strict=True) if y) + sum(chances))


def test_a_doubtful_block_within_the_post_is_held_where_little_is_clear() -> None:
    assert likely([3.0, -0.5, -0.2] + [3.0] * 8, [200] * 11) == [True, False] + [True] * 9
    doubtful = [0.4, -0.5, 0.2, 0.1, -3.0]
    assert likely(doubtful, [300, 200, 200, 200, 90]) == [True, True, True, True, False]


def test_comments_are_not_held_because_the_post_is_short() -> None:
    assert likely([0.5] + [-0.7] * 20, [250] + [150] * 20) == [True] + [False] * 20
    assert likely([0.5] + [-1.1] * 20 + [-0.2], [250] + [150] * 21)[1:-1] == [False] * 20


def test_where_next_to_nothing_is_held_the_doubtful_are_left() -> None:
    assert likely([-0.2, -0.5, -0.6], [60, 500, 400]) == [True, False, False]
    assert likely([], []) == []


@given(some.lists(some.tuples(some.floats(-3, 3), some.integers(0, 900)), min_size=1, max_size=8))
def test_no_other_choice_promises_more(blocks: list[tuple[float, int]]) -> None:
    odds, sizes = [one for one, _ in blocks], [size for _, size in blocks]
    least = least_odds(odds, sizes)
    held = [one > least for one in odds]
    best = max(
        expected_f1(odds, sizes, list(which)) for which in product((False, True), repeat=len(odds))
    )
    assert expected_f1(odds, sizes, held) >= best - 1e-9
