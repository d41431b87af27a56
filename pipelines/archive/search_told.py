"""What an index is told of a post's texts, as each database wants it: nothing but the texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from pipelines.archive.search_words import RUN, borders_in, folded, joints_of, letters_of, words_in

#: MariaDB keeps no longer words.
_LONGEST = 84


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


def spelled(word: str) -> str:
    """Return `word` in ASCII; the beginning of a word is spelled as one of its spelling."""
    lead, word = ("yy", word[1:]) if word[0] == "_" else ("zz", word)
    if not word.isascii():
        word = "".join(
            letter if letter.isascii() else letter.encode("utf-16-be").hex() for letter in word
        )
    return f"{lead}{word}"[:_LONGEST]


def _in_order(texts: Sequence[str]) -> Told:
    """SQLite: what joins the words stands at the end, where it parts no phrase."""
    runs = list(map(RUN.findall, texts))
    words = list(map(words_in, runs))
    borders = list(map(borders_in, runs))
    return Told(
        (_joined(words[0], _letters(texts[:1])), _joined(borders[0])),
        (
            _joined(*words, _letters(texts)),
            _joined(dict.fromkeys(chain.from_iterable(borders))),
        ),
    )


def _with_joints(texts: Sequence[str]) -> Told:
    """PostgreSQL: a set of words, and with them what joins them."""
    words = [words_in(RUN.findall(text)) for text in texts]
    joints = list(map(joints_of, texts))
    title = dict.fromkeys(chain(joints[0], words[0], _letters(texts[:1])))
    whole = dict.fromkeys(chain(*joints, *words, _letters(texts)))
    return Told((_joined(title), ""), (_joined(whole), ""))


def _in_ascii(texts: Sequence[str]) -> Told:
    """MariaDB: each word as ASCII, with two letters in front."""
    words = [words_in(RUN.findall(text)) for text in texts]
    title = dict.fromkeys(chain(words[0], _letters(texts[:1])))
    whole = dict.fromkeys(chain(*words, _letters(texts)))
    return Told((_joined(map(spelled, title)), ""), (_joined(map(spelled, whole)), ""))


def _letters(texts: Sequence[str]) -> list[str]:
    return list(map(letter_mark, letters_of("".join(texts))))


def _joined(*words: Iterable[str]) -> str:
    return " ".join(chain.from_iterable(words))


_TELL: dict[str, Callable[[Sequence[str]], Told]] = {
    "sqlite": _in_order,
    "postgresql": _with_joints,
    "mysql": _in_ascii,
    "mariadb": _in_ascii,
}
