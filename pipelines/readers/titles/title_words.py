"""Titles held against each other: by letters, and by words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pipelines.readers.text.letters import letters_only
from pipelines.readers.trees.html import squash

#: Part of the shorter one's words that both have in common.
AGREED = 0.5


def shared(text: str, others: list[str]) -> float:
    """Return the part of the words of `text`, or of an other, that both have; of the most alike."""
    mine = words(text)
    shares = [
        len(mine & theirs) / min(len(mine), len(theirs))
        for other in others
        if (theirs := words(other)) and mine
    ]
    return max(shares, default=0.0)


@lru_cache(maxsize=256)
def words(text: str) -> frozenset[str]:
    """Return the words of a title; of Chinese, Japanese and Korean the pairs of signs."""
    folded = fold(text)
    pairs = re.findall(r"(?=([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2}))", folded)
    return frozenset(
        (*pairs, *re.findall(r"[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+", folded))
    )


# A title is held against the same few others by every reader.
@lru_cache(maxsize=256)
def letters(text: str) -> str:
    """Return the letters and digits of a title alone: what marks stand between them differs."""
    return letters_only(fold(text))


def fold(text: str) -> str:
    """Return a title as it is held against a name: compatible signs and cases are one."""
    return squash(unicodedata.normalize("NFKC", text)).casefold()
