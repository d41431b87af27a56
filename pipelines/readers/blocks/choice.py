"""Which blocks are held by their odds: on a page where little is clear, the less likely, too.

Where it is clear which blocks are the post, it is known what one in doubt costs and is worth. Where
little is clear, to keep what is half likely loses less than to lose it: as many of the likeliest
blocks are held as the odds themselves promise the best F1 for, which are all whose probability is
above half of that F1. This takes blocks to be right or wrong each by itself, as comments are not:
so it is asked within the post alone, and never of what follows its last block.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log

#: From these log odds on a block is held on any page: what is lost is lost for good.
_ODDS = -0.3
#: So far that goes: to what is the post in one case of four.
_LEAST = -1.0
#: Where fewer letters are held so, the post is not in the blocks, or is short.
_FEW = 200
#: What a block weighs beside its letters.
_EACH = 3.0


def likely(odds: Sequence[float], sizes: Sequence[int]) -> list[bool]:
    """Return, for each block of so many letters, whether it is held."""
    held = [one > _ODDS for one in odds]
    letters = sum(size + _EACH for size, yes in zip(sizes, held, strict=True) if yes)
    if letters >= _FEW and (least := max(_LEAST, least_odds(odds, sizes))) < _ODDS:
        last = len(held) - 1 - held[::-1].index(True)
        for number in range(held.index(True), last):
            held[number] = odds[number] > least
    return held


def least_odds(odds: Sequence[float], sizes: Sequence[int]) -> float:
    """Return the log odds above which the blocks that promise the best F1 lie."""
    chances: dict[float, float] = {}
    for one, size in zip(odds, sizes, strict=True):
        chances[one] = chances.get(one, 0.0) + size + _EACH
    ranked = [(size, size / (1 + exp(-one))) for one, size in sorted(chances.items(), reverse=True)]
    wanted = sum(mass for _, mass in ranked)
    best = held = right = 0.0
    for letters, mass in ranked:
        held += letters
        right += mass
        # Half of the F1 of these blocks and what is likely to be wanted.
        best = max(best, right / (held + wanted))
    return log(best / (1 - best))
