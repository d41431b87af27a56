"""How alike two texts are: shingles, and prints by which those that are alike meet. Pure.

A shingle is a stretch of letters: five of Korean and its like, nine of other writing, case, width,
blanks and marks aside. The likeness of two texts is the share of the shingles of both that are in
each (Jaccard). A print is a one-permutation MinHash: of the shingles that fall into each of 60 bins
the lowest. Twelve bands of five bins each: texts of likeness 0.7 share a band nine times in ten,
those of 0.8 in 99 of 100, those of 0.3 once in 35.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Sequence
from itertools import count
from zlib import crc32

from pipelines.archive.search_words import SPACELESS, folded

BANDS = 12
ROWS = 5
BINS = BANDS * ROWS
#: Texts of fewer letters say too little to be told apart from others.
SHORTEST = 50

_NO_LETTER = re.compile(r"[\W_]+")
_SPACELESS = re.compile(f"[{SPACELESS}]")
_MASK = 2**32 - 1
#: Above every shingle.
_EMPTY = 2**32


def letters(text: str) -> str:
    """Return the letters and digits of a text, folded: what is compared."""
    return _NO_LETTER.sub("", folded(text))


def text_hash(compared: str) -> str:
    """Return the hash of what `letters` gave: equal ones are exact copies."""
    return hashlib.sha256(compared.encode("utf-8", "surrogatepass")).hexdigest()


def shingles(compared: str) -> set[int]:
    """Return the shingles of what `letters` gave, as numbers of 32 bits."""
    size = 5 if 2 * len(_SPACELESS.findall(compared)) > len(compared) else 9
    # Two bytes a letter: to cut bytes and to sum them is quicker than to encode each shingle.
    whole = compared.encode("utf-16-le", "surrogatepass")
    found = {crc32(whole[at : at + 2 * size]) for at in range(0, len(whole) - 2 * size + 1, 2)}
    # A checksum keeps what is near near; multiplied by an odd number it does not.
    return {(number ^ number >> 15) * 0x2C1B3C6D & _MASK for number in found}


def likeness(some: set[int], other: set[int]) -> float:
    """Return the share of shingles that both have, 0 to 1."""
    common = len(some & other)
    return common / (len(some) + len(other) - common) if common else 0.0


def bands(found: set[int]) -> list[int]:
    """Return the twelve numbers of 63 bits of which texts that are alike have one in common."""
    if not found:
        return []
    lowest = [_EMPTY] * BINS
    for number in found:
        place = number % BINS
        lowest[place] = min(lowest[place], number)
    _fill(lowest)
    return [_band(n, lowest[n * ROWS : (n + 1) * ROWS]) for n in range(BANDS)]


def _fill(lowest: list[int]) -> None:
    """Let the bins of a short text that are empty take from others, each in an order of its own."""
    full = {n for n, number in enumerate(lowest) if number != _EMPTY}
    for empty in set(range(BINS)) - full:
        tries = (crc32(b"%d %d" % (empty, attempt)) % BINS for attempt in count())
        lowest[empty] = lowest[next(n for n in tries if n in full)]


def _band(place: int, rows: Sequence[int]) -> int:
    digest = hashlib.blake2b(struct.pack("<6I", place, *rows), digest_size=8).digest()
    return int.from_bytes(digest) >> 1
