"""The language of the post's own words."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Any

from pipelines.readers.answer import MachineLacks, Reader
from pipelines.readers.dates.page_time import page_language
from pipelines.readers.document import Document
from pipelines.readers.text.letters import letters_alone
from pipelines.readers.text.little_words import bear_out
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import text_of

#: Letters beyond this do not make the answer surer.
_ENOUGH = 4000
#: Characters in which a text, as a rule, has letters enough to be no mere title.
_BEGINNING = 200
#: Characters that are counted for languages of a common script.
_SAMPLE = 800
_PRIMARY = re.compile(r"([a-z]{2,3})(?:[-_]|$)")


class Script:
    """Letters between pairs of letters, counted by their two bytes: a tenth of a search's time."""

    def __init__(self, *pairs: str) -> None:
        codes = {code for pair in pairs for code in range(ord(pair[0]), ord(pair[1]) + 1)}
        by_first: dict[int, set[int]] = {}
        for code in codes:
            by_first.setdefault(code >> 8, set()).add(code & 0xFF)
        #: First bytes of which all letters are of the script.
        self._whole = bytes(sorted(one for one, lasts in by_first.items() if len(lasts) == 256))
        #: Of the others: which one it is, the letters that begin with it, those that may follow.
        self._parts = [
            (one, _marking({one}), _marking(lasts))
            for one, lasts in sorted(by_first.items())
            if len(lasts) < 256
        ]

    def count(self, firsts: bytes, lasts: bytes) -> int:
        """Return how many letters of UTF-16, of these first and last bytes, are of the script."""
        found = len(firsts) - len(firsts.translate(None, self._whole)) if self._whole else 0
        for one, begins, follows in self._parts:
            if one in firsts:
                here = int.from_bytes(firsts.translate(begins))
                found += (here & int.from_bytes(lasts.translate(follows))).bit_count()
        return found


def _marking(wanted: Collection[int]) -> bytes:
    return bytes(int(code in wanted) for code in range(256))


_HANGUL = Script("가힣", "ㄱㅎ", "ㅏㅣ")
_KANA = Script("ぁゖ", "ァヺ")
_HAN = Script("一\u9fff")
#: Scripts in which one language writes nearly all that is written.
_SCRIPTS: tuple[tuple[str, Script], ...] = (
    ("th", Script("\u0e00\u0e7f")),
    ("el", Script("ͰϿ", "ἀ\u1fff")),
    ("he", Script("את")),
    ("ka", Script("Ⴀჿ")),
    ("hy", Script("\u0530֏")),
    ("ta", Script("\u0b80\u0bff")),
    ("te", Script("ఀ౿")),
    ("bn", Script("ঀ\u09ff")),
    ("km", Script("ក\u17ff")),
    ("my", Script("က႟")),
    ("lo", Script("\u0e80\u0eff")),
    ("si", Script("\u0d80\u0dff")),
    ("ml", Script("ഀൿ")),
    ("kn", Script("ಀ\u0cff")),
    ("gu", Script("\u0a80\u0aff")),
)
#: First bytes of Latin letters.
_LATIN = bytes(range(3))


def front_matter(document: Document) -> str | None:
    """Return `lang` of the front matter."""
    value = (document.front_matter or {}).get("lang") or (document.front_matter or {}).get(
        "language"
    )
    return primary(value) if isinstance(value, str) else None


def body_words(document: Document) -> str | None:
    """Return the language that the words of the body are in."""
    # Around what is held of a container may stand the menus of the blog, in its language.
    text = " ".join(document.lines)[: 3 * _ENOUGH]
    title = " ".join(text_of(element) for element in select(document.tree, "title, h1")[:2])
    if len(letters_alone(text[:_BEGINNING])) < 40 and len(letters_alone(text)) < 40:
        text = f"{title} {text}"
    return identify(text, primary(page_language(document)) or "") or None


def declared(document: Document) -> str | None:
    """Return the language that the page declares."""
    return primary(page_language(document))


READERS: tuple[Reader[str], ...] = (front_matter, body_words, declared)


def primary(tag: str) -> str | None:
    """Return the primary part of a language tag in lower case; None when it is none."""
    match = _PRIMARY.match(tag.strip().lower())
    return match[1] if match else None


def identify(text: str, declared: str = "") -> str:
    """Return the language of `text` as its primary tag; empty when there are too few letters.

    A share of Hangul or kana settles Korean and Japanese, a script of its own the languages that
    have one. A declared language that the text's little words bear out is believed; the rest is
    counted by py3langid, with `declared` as the tie-break.
    """
    joined = _sampled(text)
    if len(joined) < 12:
        return declared
    if told := _by_script(joined):
        return told
    if bear_out(declared, text):
        return declared
    return _counted(text[:_SAMPLE], declared, len(joined))


def by_script(text: str) -> str | None:
    """Return the language of `text` where its script tells; None where words have to."""
    # Of Arabic, Cyrillic and Latin alone the script tells nothing: seen in a tenth of the time.
    firsts = text[: 3 * _ENOUGH].encode("utf-16-be", "surrogatepass")[::2]
    if len(firsts.translate(None, _TELLING)) == len(firsts):
        return None
    return _by_script(_sampled(text))


def by_many_signs(letters: str) -> str | None:
    """Return the language of letters of which so many are signs of Japanese, or of Chinese, that
    it is sure whatever follows; None where a closer look has to tell.
    """
    written = letters.encode("utf-16-be", "surrogatepass")
    firsts, lasts = written[::2], written[1::2]
    kana, han = _KANA.count(firsts, lasts), _HAN.count(firsts, lasts)
    if kana + han <= _SURE * len(letters):
        return None
    if not kana:
        return "zh"
    return "ja" if kana > _OF_KANA * (kana + han) else None


#: Part of the letters at its beginning that leaves no doubt of a text, and that of kana in these.
_SURE, _OF_KANA = 0.6, 0.2

#: First bytes, of two, of the letters by which a language is known.
_TELLING = bytes(
    (0x03, 0x05, *range(0x09, 0x0F), 0x10, 0x17, 0x1F, 0x30, 0x31, *range(0x4E, 0xA0))
) + bytes(range(0xAC, 0xD8))


def _sampled(text: str) -> str:
    """Return the first letters of a text, as many as are enough, of its first characters."""
    # Half of these are enough where signs are no more than a third, as in most.
    half = 3 * _ENOUGH // 2
    letters = letters_alone(text[:half])
    if len(letters) < _ENOUGH and len(text) > half:
        letters = letters_alone(text[: 3 * _ENOUGH])
    return letters[:_ENOUGH]


def _by_script(joined: str) -> str | None:
    total = len(joined)
    written = joined.encode("utf-16-be", "surrogatepass")
    firsts, lasts = written[::2], written[1::2]
    if not firsts.translate(None, _LATIN):
        return None
    hangul = _HANGUL.count(firsts, lasts)
    # A syllable of Hangul says as much as two or three Latin letters.
    if hangul * 2.5 >= (total - hangul) or hangul > 0.2 * total:
        return "ko"
    kana, han = _KANA.count(firsts, lasts), _HAN.count(firsts, lasts)
    if kana > 0.05 * (kana + han) and (kana + han) * 2 >= total - kana - han and kana * 8 > han:
        return "ja"
    if han * 2.5 >= total - han:
        return "zh"
    for language, script in _SCRIPTS:
        if script.count(firsts, lasts) * 2 > total:
            return language
    return None


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # 90 MB: only when it is needed

    try:
        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    except OSError as error:  # it is unpacked into a file that has no name
        raise MachineLacks(
            f"70 MB for the model of languages: {error.strerror or error}; make room in the folder "
            "for temporary files, or name one with room in TMPDIR"
        ) from error


def _counted(text: str, declared: str, letters: int) -> str:
    ranked = _identifier().rank(text)
    best, probability = ranked[0]
    likely = any(language == declared for language, _ in ranked[:3]) or letters < 60
    # Few words: a declared language that is among the likely ones is believed.
    if declared and likely and (letters < 200 or probability < 0.9):
        return declared
    return "no" if best == "nb" else str(best)
