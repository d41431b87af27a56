"""What is searched for: words, "phrases" and -exclusions, parsed and held against texts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipelines.archive.search_words import LONGEST, RUN, WORD_LETTER, formed, pairs, spellings

#: Characters of a query and terms in it; more is a mistake, or meant to hurt.
MOST_CHARACTERS = 1000
MOST_TERMS = 30

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»「」『』＂", '"'))
_PART = re.compile(r'([-−–]?)(?:"([^"]*)(?:"|$)|([^\s"]+))')
#: Goes from the edges of a word, not of a phrase: `북핵, 선거` is two words and no comma.
_EDGES = ",.;:!?…·、。()[]{}<>'‘’|/\\"


class BadQuery(ValueError):
    """The query cannot be searched for; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word or phrase: what the index is asked for, and how a text is held against it."""

    #: Folded, white space as single blanks.
    text: str
    #: As they follow each other in the index; none when the term is one letter of Korean.
    words: tuple[str, ...]
    #: The last of `words` is only the beginning of one.
    open_end: bool
    #: The letter of Korean, if one by itself is the end: its pair is not known.
    letter: str
    pattern: re.Pattern[str]
    #: The words in their order tell all: no mark or blank between them matters.
    plain: bool
    #: Other spellings that will do as well; `pattern` finds them, too.
    others: tuple[Term, ...] = ()

    @property
    def ways(self) -> tuple[Term, ...]:
        """Return the term in each of its spellings, of which the index is asked for any."""
        return self, *self.others


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A post fits when each of `terms` is in its title, text or tags and none of `excluded`."""

    terms: tuple[Term, ...]
    excluded: tuple[Term, ...]

    def fits(self, texts: Iterable[str]) -> bool:
        """Return True when the folded `texts` of a post fit."""
        texts = tuple(texts)
        return all(any(term.pattern.search(text) for text in texts) for term in self.terms) and (
            not any(term.pattern.search(text) for term in self.excluded for text in texts)
        )


def parse_query(text: str) -> Query:
    """Return the parsed query; raises BadQuery when there is nothing to look for.

    Words are joined by "and", or by OR between two words or phrases. Korean, Japanese and Chinese
    are found wherever the letters stand, also within a longer word; other words whole, or by
    their beginning (`allian*`).
    """
    if len(text) > MOST_CHARACTERS:
        raise BadQuery(f"the query has more than {MOST_CHARACTERS} characters")
    terms: dict[str, Term] = {}
    excluded: dict[str, Term] = {}
    text = text.translate(_QUOTES)
    typed = _PART.findall(formed(text))
    last = ""
    either = False
    asked = 0
    ways = map(_PART.findall, spellings(text))
    # Letters differ, not what parts the words.
    for (minus, _, word), *parts in zip(typed, *ways, strict=True):
        if word == "OR" and not minus and last:
            either = True
            continue
        term = _either(_phrase(phrase) if phrase else _word(word) for _, phrase, word in parts)
        if term is None:
            continue
        asked += 1
        if either:
            if minus:
                raise BadQuery("OR stands between words to look for, not before one to leave out")
            term = _either((*terms.pop(last).ways, *term.ways))
            assert term is not None
        # By pattern, in which a star is seen: `a` and `a*` are two terms.
        (excluded if minus else terms)[term.pattern.pattern] = term
        last, either = ("" if minus else term.pattern.pattern), False
    if not terms:
        raise BadQuery(
            "the query only excludes; name at least one word to look for"
            if excluded
            else "the query has no word to look for"
        )
    if asked > MOST_TERMS:
        raise BadQuery(f"the query has more than {MOST_TERMS} words and phrases")
    return Query(terms=tuple(terms.values()), excluded=tuple(excluded.values()))


def _either(ways: Iterable[Term | None]) -> Term | None:
    """Return a term that any of `ways` will do for; the first is the one that was typed."""
    # By pattern: `a` and `a*` are two.
    different = {way.pattern.pattern: way for way in ways if way is not None}
    if not different:
        return None
    first, *others = different.values()
    pattern = "|".join(different)
    return (
        replace(
            first,
            pattern=re.compile(pattern),
            plain=all(way.plain for way in different.values()),
            others=tuple(others),
        )
        if others
        else first
    )


def _phrase(text: str) -> Term | None:
    return _term(" ".join(text.split()), starred=False)


def _word(text: str) -> Term | None:
    text = text.strip(_EDGES)
    bare = text.rstrip("*")
    return _term(bare, starred=bare != text)


def _term(text: str, *, starred: bool) -> Term | None:
    words: list[str] = []
    runs = list(RUN.finditer(text))
    if not runs:
        return None
    open_end = False
    letter = ""
    for found in runs:
        last = found.end() == len(text)
        if found[1] is None:
            words.append(found[2][:LONGEST])
            open_end = last and starred
        elif not last:
            words += pairs(found[1])
        elif len(found[1]) == 1:
            letter = found[1]
        else:
            words += pairs(found[1])[:-1]
    return Term(
        text=text,
        words=tuple(words),
        open_end=open_end,
        letter=letter,
        pattern=_pattern(text, starred=open_end),
        # Of two runs the index does not know whether a blank parts them.
        plain=runs[0].group() == text and max(map(len, words), default=0) < LONGEST,
    )


_STARTS_WORD = re.compile(WORD_LETTER)
_ENDS_WORD = re.compile(f"{WORD_LETTER}$")


def _pattern(text: str, *, starred: bool) -> re.Pattern[str]:
    source = r"\s+".join(map(re.escape, text.split()))
    if _STARTS_WORD.match(text):
        source = f"(?<!{WORD_LETTER}){source}"
    if starred:
        source = f"{source}{WORD_LETTER}*"
    elif _ENDS_WORD.search(text):
        source = f"{source}(?!{WORD_LETTER})"
    return re.compile(source)
