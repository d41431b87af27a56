"""What an index is told of a post's texts, as each database wants it: nothing but the texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from pipelines.archive.search_words import (
    Cut,
    borders_in,
    cut,
    folded,
    joints_in,
    letters_in,
    words_in,
)

#: MariaDB keeps no longer words.
MOST_SPELLED = 84


@dataclass(frozen=True, slots=True)
class Told:
    """What the index is told of a title and of all texts: before the marks, and after them."""

    title: tuple[str, str]
    all: tuple[str, str]


def letter_mark(letter: str) -> str:
    """Return the word that says that a letter of Korean is in the text; none has a `_`."""
    return f"_{letter}"


def told(index: str, title: str, body_text: str, tags: Iterable[str]) -> Told:
    """Return what the index of a database, by the name of its dialect, is told of these texts."""
    texts = folded(title), folded(body_text), "\n".join(map(folded, tags))
    return _TELL[index](texts)


def spelled_mark(mark: str) -> str:
    """Return a mark as MariaDB is told it."""
    return _in_hex(["yy", mark[1:]])


def spelled(word: str) -> str:
    """Return a word as MariaDB is told it; the beginning of one is spelled as one of its spelling.

    In ASCII, since the server has its own mind about letters, and with two in front, since it drops
    words of less than three and some English ones.
    """
    return _in_hex(["zz", word])[:MOST_SPELLED]


def spelled_joint(joint: str) -> str:
    """Return as MariaDB is told it what joins two words, or the beginning of that."""
    return _in_hex(["xx", joint])


class _Hex(dict[int, str]):
    """How a letter is spelled; what parts words, and ASCII, stay as they are."""

    def __missing__(self, letter: int) -> str:
        found = chr(letter) if letter < 128 else chr(letter).encode("utf-16-be").hex()
        self[letter] = found
        return found


#: The marks of joints are no letters to the server.
_HEX = _Hex(dict(zip(map(ord, "~=/+-"), "abc01", strict=True)))


def _in_hex(parts: Sequence[str]) -> str:
    return "".join(parts).translate(_HEX)


def _in_order(texts: Sequence[str]) -> Told:
    """SQLite: what joins the words stands at the end, where it parts no phrase."""
    cuts = list(map(cut, texts))
    words = list(map(words_in, cuts))
    borders = list(map(borders_in, cuts))
    return Told(
        (_joined(words[0], _letters(cuts[:1])), _joined(borders[0])),
        (_joined(*words, _letters(cuts)), _joined(dict.fromkeys(chain.from_iterable(borders)))),
    )


def _with_joints(texts: Sequence[str]) -> Told:
    """PostgreSQL: a set of words, and with them what joins them."""
    cuts = list(map(cut, texts))
    words = list(map(words_in, cuts))
    joints = list(map(joints_in, cuts))
    title = dict.fromkeys(chain(joints[0], words[0], _letters(cuts[:1])))
    whole = dict.fromkeys(chain(*joints, *words, _letters(cuts)))
    return Told((_joined(title), ""), (_joined(whole), ""))


def _in_ascii(texts: Sequence[str]) -> Told:
    """MariaDB: as PostgreSQL, each spelled in ASCII, with two letters in front."""
    cuts = list(map(cut, texts))
    words = list(map(words_in, cuts))
    joints = list(map(joints_in, cuts))
    title = _spelled(joints[:1], words[:1], cuts[:1])
    return Told((title, ""), (_spelled(joints, words, cuts), ""))


def _spelled(
    joints: Iterable[Sequence[str]], words: Iterable[Sequence[str]], cuts: Sequence[Cut]
) -> str:
    # All letters at once; what is longer than the server's words is rare.
    of_words = dict.fromkeys(chain.from_iterable(words))
    parts = [f" xx{joint}" for joint in dict.fromkeys(chain.from_iterable(joints))]
    parts += [f" zz{word}" for word in of_words]
    parts += [f" yy{letter[1:]}" for letter in _letters(cuts)]
    whole = _in_hex(parts)[1:]
    if 4 * max(map(len, of_words), default=0) + 2 > MOST_SPELLED:
        return " ".join(word[:MOST_SPELLED] for word in whole.split(" "))
    return whole


def _letters(cuts: Sequence[Cut]) -> list[str]:
    return list(map(letter_mark, letters_in(cuts)))


def _joined(*words: Iterable[str]) -> str:
    return " ".join(chain.from_iterable(words))


_TELL: dict[str, Callable[[Sequence[str]], Told]] = {
    "sqlite": _in_order,
    "postgresql": _with_joints,
    "mysql": _in_ascii,
    "mariadb": _in_ascii,
}
