"""The languages of a site: the words by which its pages tell which of them they are in.

A model of a hundred languages is the dearest thing that is asked of a page. A site is written in
one or a few, and the little words of each stand on every page.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from pipelines.readers.fields.language import Script, by_many_signs, by_script
from pipelines.readers.templates.teachers import Lesson
from pipelines.readers.text.letters import fewest_letters, letters_only
from pipelines.readers.text.little_words import OTHERS, SAMPLE, widespread

#: Letters there must be at the beginning that is looked at.
_FEWEST_LETTERS = 200
#: Words of a language that are kept, and pages it is learned from, at least.
_MOST_WORDS = 40
_FEWEST_PAGES = 2
#: So many of them stand in every page, or the language has no such words.
_FEWEST_WORDS = 6
#: A page has this part of what the poorest learned page had, five words at least.
_ENOUGH = 0.5
_ENOUGH_WORDS = 5
#: A quotation in another script; with more of it, the page is of two languages.
_QUOTED = 0.05
_WORD = re.compile(r"[^\W\d_]+")
#: Signs and digits of ASCII as spaces, its letters as small ones.
_ASCII_LETTERS = bytes(
    code if code > 127 else ord(chr(code).lower()) if chr(code).isalpha() else ord(" ")
    for code in range(256)
)
#: First bytes of what Hangul is written in: \uac00 to \ud7ff.
_HANGUL = bytes(range(0xAC, 0xD8))
#: Letters of other scripts than Latin.
_BEYOND = Script("\u0370\u1dff", "\u1f00\u1fff", "\u2c00\ud7ff", "\uf900\ufdff", "\ufe70\uffdc")
#: Letters of languages that put no spaces between words, or share them with those that put none.
_UNPARTED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ud7ff\uf900-\ufaff]")
#: A text of another script than Latin has so much of it: all but spaces, signs and names.
_OF_A_SCRIPT = 0.6
#: A part of Hangul that leaves no doubt, whatever follows.
_KOREAN = 0.6


def learned(lessons: Sequence[Lesson]) -> Mapping[str, tuple[str, ...]]:
    """Return, by language, words that tell it from the site's others; none for those of a script.

    Empty where the pages cannot tell.
    """
    by_language: dict[str, list[frozenset[str]]] = defaultdict(list)
    for lesson in lessons:
        sample = lesson.post.body_text[:SAMPLE]
        words = _words(sample, _counted(sample)[1])
        if words and lesson.post.language:
            by_language[lesson.post.language].append(words)
    found: dict[str, tuple[str, ...]] = {}
    for language, pages in by_language.items():
        others = {
            word
            for other, theirs in by_language.items()
            if other != language
            for page in theirs
            for word in page
        }
        counts = Counter(word for page in pages for word in page if word not in others)
        often = [word for word, count in counts.items() if 3 * count >= 2 * len(pages)]
        kept = frozenset(sorted(often, key=lambda word: (-counts[word], word))[:_MOST_WORDS])
        least = min(len(kept & page) for page in pages)
        if len(pages) >= _FEWEST_PAGES and least >= _FEWEST_WORDS:
            found[language] = (str(least), *sorted(kept))
    return found


def language_of(text: str, known: Mapping[str, Sequence[str]]) -> str | None:
    """Return the language of `text`, where it is surely one of those known; None to be asked."""
    sample = text[:SAMPLE]
    hangul, beyond = (0, 0) if sample.isascii() else _counted(sample)
    # Signs counted as letters: what is sure then needs no closer look.
    if hangul >= _FEWEST_LETTERS and hangul > _KOREAN * (len(sample) - sample.count(" ")):
        return "ko"
    letters = letters_only(sample) if beyond or fewest_letters(sample) < _FEWEST_LETTERS else sample
    if len(letters) < _FEWEST_LETTERS:
        return None
    if hangul > _KOREAN * len(letters):
        return "ko"
    if beyond > _OF_A_SCRIPT * len(sample) and (told := by_many_signs(letters)):
        return told
    is_beyond = beyond > 0 and not letters.isascii() and _counted(letters)[1] > 0
    if is_beyond and (script := by_script(text)):
        return script
    words = _words(sample, beyond)
    if not words:
        return None
    shares = sorted(
        ((len(words.intersection(theirs[1:])) / int(theirs[0]), language))
        for language, theirs in known.items()
    )
    if not shares or shares[-1][0] < _ENOUGH:
        return None if is_beyond else widespread(words)
    if len(words.intersection(known[shares[-1][1]][1:])) < _ENOUGH_WORDS:
        return None
    if len(shares) > 1 and shares[-2][0] > OTHERS * shares[-1][0]:
        return None
    return shares[-1][1]


def _words(text: str, beyond: int) -> frozenset[str]:
    """Return the words of a text of one script; none where they are not parted.

    So many of its letters are `beyond` Latin.
    """
    if beyond > _QUOTED * len(text) and (
        beyond < _OF_A_SCRIPT * len(text) or _UNPARTED.search(text)
    ):
        return frozenset()
    # Most words are of ASCII: parted as bytes in a third of the time.
    parted = text.encode("utf-8", "surrogatepass").translate(_ASCII_LETTERS)
    found = frozenset(parted.decode("utf-8", "surrogatepass").split())
    if text.isascii():
        return found
    others = {one for one in found if not (one.isascii() or (one.isalpha() and one == one.lower()))}
    return (found - others).union(*map(_WORD.findall, map(str.lower, others)))


def _counted(text: str) -> tuple[int, int]:
    """Return how many syllables of Hangul, and how many letters beyond Latin, stand in a text."""
    # A tenth of the time of a search.
    written = text.encode("utf-16-be", "surrogatepass")
    firsts = written[::2]
    hangul = len(firsts) - len(firsts.translate(None, _HANGUL))
    return hangul, _BEYOND.count(firsts, written[1::2])
