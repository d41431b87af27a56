"""Letters and digits of a text: what two renderings of it have in common."""

from __future__ import annotations

import re
from collections.abc import Callable

_SIGNS = re.compile(r"[\W_]+")
#: The same for ASCII, as bytes: most of a page, and ten times as fast.
_ASCII_SIGNS = bytes(code for code in range(128) if not chr(code).isalnum())

_NO_LETTERS = re.compile(r"[\W\d_]+")
_ASCII_BUT_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
#: Signs of other alphabets, of which most texts have no others.
_USUAL_SIGNS = (
    "\u2019\u201c\u201d\u2013\u2014\u2026\xb7"
    "\u3002\u3001\uff0c\u300c\u300d\uff08\uff09\uff1a\uff01\uff1f"
)


def letters_only(text: str) -> str:
    """Return `text` without signs and spaces."""
    return _without(text, _ASCII_SIGNS, str.isalnum, _SIGNS)


def letters_alone(text: str) -> str:
    """Return `text` without signs, spaces and digits."""
    return _without(text, _ASCII_BUT_LETTERS, str.isalpha, _NO_LETTERS)


def _without(
    text: str, ascii_signs: bytes, is_bare: Callable[[str], bool], signs: re.Pattern[str]
) -> str:
    """Return `text` without `signs`: the cheap ways first, as most texts need no other."""
    if text.isascii():
        return text.encode().translate(None, ascii_signs).decode()
    bytes_left = text.encode("utf-8", "surrogatepass").translate(None, ascii_signs)
    kept = bytes_left.decode("utf-8", "surrogatepass")
    if is_bare(kept):
        return kept
    for sign in _USUAL_SIGNS:
        kept = kept.replace(sign, "")
    return kept if is_bare(kept) else signs.sub("", kept)


def fewest_letters(text: str) -> int:
    """Return how many letters and digits of ASCII a text has: it has no fewer of all alphabets."""
    return len(text.encode("ascii", "ignore").translate(None, _ASCII_SIGNS))


def length_of(letters: str) -> int:
    """Return how long a text is in letters of an alphabet: signs of Chinese say twice as much."""
    return len(letters) if letters.isascii() else len(letters) + len(_SYLLABLES.findall(letters))


#: Signs of Chinese and Japanese, and syllables of Korean.
_SYLLABLES = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
