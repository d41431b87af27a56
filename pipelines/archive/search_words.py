"""Words as the search sees them: letters folded; Korean and its like in overlapping pairs."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from operator import add, itemgetter
from typing import Any, NamedTuple, cast

#: Writing whose words are not parted by blanks, or, as Korean, wear endings: Hangul, kana, Han,
#: Thai, Lao, Burmese, Khmer. The body of a character class.
SPACELESS = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u0edc-\u0edf\u1000-\u1039\u103a-\u103f"
    "\u1050-\u109f\u1100-\u115e\u1161-\u11ff\u1780-\u17d3\u3005-\u3007\u3041-\u3096\u309d-\u309f"
    "\u30a1-\u30fa\u30fc-\u30ff\u3131-\u3163\u3165-\u318e\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7fb\uf900-\ufaff\U00020000-\U0003ffff"
)
# Marks that belong to the letter before them, which `\w` does not take for letters.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u06df-\u06e8\u0900-\u0903\u093a-\u094f\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u0a01-\u0a03"
    "\u0a3c-\u0a4d\u0a70-\u0a83\u0abc-\u0acd\u0b01-\u0b03\u0b3c-\u0b4d\u0b82\u0bbe-\u0bcd"
    "\u0c00-\u0c04\u0c3c-\u0c4d\u0c81-\u0c83\u0cbc-\u0ccd\u0d00-\u0d03\u0d3b-\u0d4d\u0d81-\u0ddf"
)
_LETTER = rf"[^\W_{SPACELESS}]"
#: A character of a word that is parted by blanks: Latin, Cyrillic, digits, ...
WORD_LETTER = rf"(?:{_LETTER}|[{_MARKS}])"
# Letters in one go: to choose between letter and mark at each takes three times as long.
_WORD = rf"{_LETTER}+(?:[{_MARKS}]+{_LETTER}*)*"
#: Group 1 is a run of spaceless writing, group 2 a word.
RUN = re.compile(rf"([{SPACELESS}]+)|({_WORD})")


class Cut(NamedTuple):
    """A text cut at RUN: its runs and words in order."""

    #: Runs of spaceless writing, and None for each word; words, and None for each run.
    spaceless: list[str | None]
    words: list[str | None]
    #: Both.
    runs: list[str]
    #: What stands before each of them, and behind the last.
    gaps: list[str]


#: A longer word is no word but data; the databases have limits of their own.
LONGEST = 100

# Soft hyphen, zero-width blanks and joiners, direction marks, variation selectors, Hangul fillers:
# nobody types them into a search.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)


def folded(text: str) -> str:
    """Return `text` with case, width and form folded (NFKC), and without unseen characters."""
    return unicodedata.normalize("NFKC", formed(text).casefold())


def formed(text: str) -> str:
    """Return `text` with width and form folded, and without unseen characters; case stays."""
    return unicodedata.normalize("NFKC", _UNSEEN.sub("", text))


#: A capital I is that of `i` or that of `ı`, and nothing that is folded tells which.
_SMALL = str.maketrans({"I": "ı", "İ": "i"})
_CAPITAL = str.maketrans({"i": "i\u0307", "ı": "i"})
_FIRST_I = re.compile(f"(?<!{WORD_LETTER})[iı]")


def spellings(text: str) -> tuple[str, ...]:
    """Return folded `text`, then what else it is in the index if it is Turkish, each once.

    Turkish writes ışık as Işık and IŞIK, which fold to ışık, işık and işik; istanbul as
    İstanbul, whose dot stays when it is folded. No blank or mark differs, only these letters.
    """
    small = folded(unicodedata.normalize("NFKC", text).translate(_SMALL)).replace("i\u0307", "i")
    first = _FIRST_I.sub(lambda found: found[0].translate(_CAPITAL), small)
    return tuple(dict.fromkeys((folded(text), small, first, small.translate(_CAPITAL))))


def pairs(run: str) -> list[str]:
    """Return the overlapping pairs of a run, and its last letter by itself."""
    return [*map(add, run, run[1:]), run[-1]]


def cut(text: str) -> Cut:
    """Return folded `text` cut into its runs and words."""
    parts: list[Any] = RUN.split(text)  # quicker than to look for each
    spaceless, words = parts[1::3], parts[2::3]
    runs = [run or word for run, word in zip(spaceless, words, strict=True)]
    return Cut(spaceless, words, runs, parts[::3])


_first, _last = itemgetter(0), itemgetter(-1)


def words_of(text: str) -> list[str]:
    """Return the words of folded `text` in order, as they go into the index."""
    return words_in(cut(text))


def words_in(text: Cut) -> list[str]:
    """Return the words of a text."""
    words: list[str] = []
    for run, word in zip(text.spaceless, text.words, strict=True):
        if run is None:
            words.append(word[:LONGEST])  # type: ignore[index]
        # As `pairs`, and quicker for most words of Korean. The last letter apart: it is the only
        # one that begins no pair.
        elif len(run) == 2:
            words += (run, run[1])
        elif len(run) == 3:
            words += (run[:2], run[1:], run[2])
        else:
            words += map(add, run, run[1:])
            words.append(run[-1])
    return words


def letters_in(texts: Iterable[Cut]) -> list[str]:
    """Return the different letters of spaceless writing in texts.

    In no order that tells. Each goes into the index by itself: to ask for all pairs that begin
    with one takes long.
    """
    runs = set(chain.from_iterable(text.spaceless for text in texts)) - {None}
    return sorted(set("".join(cast("set[str]", runs))))


def borders_in(text: Cut) -> list[str]:
    """Return what joins the runs and words of a text, each once: a last letter and the next.

    An index that knows the order of words finds by these, too, where two common words stand side
    by side, without a look at every post that has both.
    """
    borders = map(add, map(_last, text.runs), map(_first, text.runs[1:]))
    return [f"~{border}" for border in dict.fromkeys(borders)]


_DIGITS = string.ascii_letters + string.digits + "+-"
#: Two characters for a number below 4096.
_CODES = [a + b for a in _DIGITS for b in _DIGITS]


class _Kinds(dict[str, str]):
    """How what stands between two runs parts them."""

    def __missing__(self, gap: str) -> str:
        return "=" if gap.isspace() else "/" if gap else "~"


_kind_of = _Kinds({" ": "=", "": "~", ", ": "/", ". ": "/", "\n": "="}).__getitem__


def joints_of(text: str) -> list[str]:
    """Return what joins the runs and words of folded `text`, for an index that knows no order."""
    return joints_in(cut(text))


def joints_in(text: Cut) -> list[str]:
    """Return the joints of a text.

    Each is how they are parted (`~` not at all, `=` by blanks, `/` by something else), the last
    letter of the one, the first of the next, and two characters for the letters beside these.
    """
    edges = [_edges(run) if len(run) < LONGEST else _edges_of(run) for run in text.runs]
    kinds = map(_kind_of, text.gaps[1:])
    return [
        f"{kind}{last}{first}{_CODES[before + after & 4095]}"
        for kind, (_, _, last, before), (first, after, _, _) in zip(
            kinds, edges, edges[1:], strict=False
        )
    ]


def _edges_of(run: str) -> tuple[str, int, str, int]:
    """Return the first letter, a number for the second, the last, one for the last but one."""
    # 37: letters that follow each other in Unicode are to fall apart.
    return (
        run[0],
        ord(run[1]) if len(run) > 1 else 0,
        run[-1],
        37 * ord(run[-2]) if len(run) > 1 else 0,
    )


#: The same words come again and again. Short ones: a page may hold a megabyte without a blank.
_edges = lru_cache(1 << 15)(_edges_of)


def joints_within(phrase: str, *, open_end: bool) -> list[tuple[str, bool]]:
    """Return the joints of a text that has the folded `phrase`, and whether each is but a start.

    What stands at the edges of a phrase may go on in the text: a single letter of Korean, and
    the last word, when it has an `open_end`.
    """
    if joints := [(joint, False) for joint in joints_of(phrase)]:
        spaceless, words, *_ = cut(phrase)
        if len(spaceless[0] or "") == 1:
            joints[0] = (joints[0][0][:3], True)
        if len(spaceless[-1] or "") == 1 or (open_end and len(words[-1] or "") == 1):
            joints[-1] = (joints[-1][0][:3], True)
    return joints


def folded_with_places(text: str) -> tuple[str, Sequence[int] | None]:
    """Return folded `text`, and for each character and the end where it comes from in `text`.

    The places are None in the rare case that they cannot be told.
    """
    whole = folded(text)
    if len(whole) == len(text) and text.casefold() == whole:
        return whole, range(len(text) + 1)
    parts: list[str] = []
    places: list[int] = []
    for start, end in _pieces(text):
        part = folded(text[start:end])
        parts.append(part)
        places += [start] * len(part)
    places.append(len(text))
    return whole, places if "".join(parts) == whole else None


def _pieces(text: str) -> list[tuple[int, int]]:
    """Return the bounds of the pieces of `text` that fold each for itself."""
    starts = [at for at, letter in enumerate(text) if at == 0 or not _joins(letter)]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


# Vowels and finals of Hangul in all their forms, and the sound marks of half-width kana.
_JOINING = re.compile("[\u1160-\u11ff\u314f-\u3163\ud7b0-\ud7fb\uffc2-\uffdc\uff9e\uff9f]")


def _joins(letter: str) -> bool:
    if letter < "\u0300":
        return letter == "\u00ad"
    return (
        unicodedata.category(letter)[0] == "M"
        or _JOINING.match(letter) is not None
        or _UNSEEN.match(letter) is not None
    )
