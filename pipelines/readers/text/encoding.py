"""From bytes to text: which encoding a page is in."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from pipelines.readers.text.codec_names import codec_name
from pipelines.readers.text.detected_encoding import ASIAN, detected

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_HEADER = re.compile(r"charset\s*+=\s*+[\"']?\s*+([\w.:+-]+)", re.IGNORECASE)
#: Both are held against small letters: to ignore case while searching takes ten times as long.
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*+=\s*+[\"']?\s*+([\w.:+-]+)")
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:+-]+)")

#: Browsers look for a declaration in the first 1,024 bytes; old pages have it later.
_DECLARATION_BYTES = 8192

#: A wrong codec shows more broken characters than this share; an honest slip shows fewer.
_BROKEN_SHARE = 0.003


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A page as text, and how we knew its encoding."""

    text: str
    #: Python's name of the codec.
    encoding: str
    #: `bom`, `header`, `meta`, `utf-8` (it simply is) or `detected`.
    source: str
    #: The bytes of the page where they are its text in UTF-8 as it is; else none.
    utf8: bytes = b""


def decode(body: bytes, content_type: str = "") -> Decoded:
    """Return `body` as text by BOM, header, meta, or what the bytes look like; never raises.

    A declared encoding that the bytes contradict loses to one that fits them. A page that was
    taken for Latin-1 on its way and written as UTF-8 once more is read once more.
    """
    decoded = _decoded(body, content_type)
    once = _undoubled(decoded.text)
    return decoded if once is None else replace(decoded, text=once, utf8=b"")


def _decoded(body: bytes, content_type: str) -> Decoded:
    for mark, name in BOMS:
        if body.startswith(mark):
            return Decoded(
                text=body[len(mark) :].decode(name, "replace"), encoding=name, source="bom"
            )
    declared: list[str] = []
    for label, source in _by_weight(body, _declarations(body, content_type)):
        declared.append(label)
        codec = codec_name(label)
        if codec == "cp1252" and _is_of_other_letters(body):
            continue
        if codec and codec != "utf-8" and (text := _unmistakable_utf8(body)) is not None:
            return _as_it_is(body, text, "utf-8", "utf-8")
        if codec and (text := _decoded_if_fit(body, codec)) is not None:
            return _as_it_is(body, text, codec, source)
    if (text := _decoded_if_fit(body, "utf-8")) is not None:
        return _as_it_is(body, text, "utf-8", "utf-8")
    known = map(codec_name, declared)
    guess = detected(body) or next((name for name in known if name), "utf-8")
    return Decoded(text=body.decode(guess, "replace"), encoding=guess, source="detected")


def _as_it_is(body: bytes, text: str, codec: str, source: str) -> Decoded:
    # What does not fit stands in the text as this sign.
    is_utf8 = codec == "utf-8" and "\ufffd" not in text
    return Decoded(text=text, encoding=codec, source=source, utf8=body if is_utf8 else b"")


def _declarations(body: bytes, content_type: str) -> Iterator[tuple[str, str]]:
    if label := _in_header(content_type):
        yield label, "header"
    head = body[:_DECLARATION_BYTES].lower()
    if found := _stated(head) or _XML.search(head):
        yield found[1].decode("ascii", "replace"), "meta"


# A site says the same of all its pages.
@lru_cache(maxsize=128)
def _in_header(content_type: str) -> str:
    match = _HEADER.search(content_type)
    return match[1] if match else ""


def _stated(head: bytes) -> re.Match[bytes] | None:
    # What most heads say, found at once: each `<meta` is looked through to its end.
    place = head.rfind(b"<meta", 0, head.find(b"charset") + 1)
    return (_META.match(head, place) if place >= 0 else None) or _META.search(head)


def _by_weight(body: bytes, stated: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the declarations in the order in which they are tried: a header before the page.

    But every byte is a letter of Latin-1, which many servers state for all that they hold: the
    page's own word for an encoding of several bytes a letter, which its bytes fit, goes first.
    What no Latin words can be is not read so at all.
    """
    for label, source in stated:
        # A page is searched for its own word where that may matter.
        own = next(stated, None) if codec_name(label) == "cp1252" else None
        codec = (codec_name(own[0]) if own else None) or ""
        fits = codec in (*ASIAN, "utf-8") and not body.isascii() and _decoded_if_fit(body, codec)
        both = ((label, source), own)
        yield from filter(None, reversed(both) if fits else both)


def _is_of_other_letters(body: bytes) -> bool:
    """Return whether words are written in letters beyond ASCII alone: in no Latin script they are.

    Russian, Greek and Korean under a server's word for Latin-1 look so.
    """
    if body.isascii():
        return False
    foreign = len(body) - len(body.translate(None, _BEYOND_ASCII))
    runs = [run for run in _SOLID.findall(body) if len(set(run)) > _SIGNS]
    solid = sum(map(len, runs))
    if solid < _SOLID_LEAST or 2 * solid <= foreign:
        return False
    # Rules and ornaments repeat few signs, in few ways.
    distinct = {bytes(set(run)) for run in runs}
    return len(distinct) > _SIGNS and sum(map(len, distinct)) >= _VARIED


_BEYOND_ASCII = bytes(range(128, 256))
#: Signs of cp1252 in a row that no Latin word has.
_SOLID = re.compile(rb"[\xa1-\xff]{4,}")
_SOLID_LEAST = 60
#: Different ones of a row that may be an ornament, and rows that may be those of one.
_SIGNS = 2
#: Different ones of all different rows that are words.
_VARIED = 24


def _unmistakable_utf8(body: bytes) -> str | None:
    """Return `body` as UTF-8 when so many letters fit that they can be nothing else.

    Any bytes are Latin-1, and what was saved or served anew often keeps the old word for it.
    """
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return None
    foreign = sum(len(run) for run in _NOT_ASCII.findall(text[:200_000]))
    return text if foreign >= _UNMISTAKABLE else None


def _undoubled(text: str) -> str | None:
    """Return what `text` was before each of its bytes was taken for a letter; None if it is whole.

    Only where all of it fits: who writes of such a mishap shows it beside letters that are whole.
    """
    if text.isascii():
        return None
    try:
        once = text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None
    return once if sum(len(run) for run in _NOT_ASCII.findall(once)) >= _DOUBLED else None


def is_binary(text: str) -> bool:
    """Return whether decoded `text` is that of a file which is no text: full of control marks.

    A stray mark, or the NULs that pad a file after a crash, make no page binary; compressed or
    random bytes hold one control mark in ten whatever they are decoded as.
    """
    marks = len(_CONTROLS.findall(text, 0, _CONTROLS_WITHIN))
    return marks > _CONTROLS_SHARE * min(len(text), _CONTROLS_WITHIN) and marks >= _CONTROLS_LEAST


_CONTROLS = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_CONTROLS_WITHIN = 100_000
_CONTROLS_SHARE = 0.05
_CONTROLS_LEAST = 20


def _decoded_if_fit(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except UnicodeDecodeError:
        pass
    text = body.decode(name, "replace")
    broken = text.count("\ufffd")
    foreign = sum(len(run) for run in _NOT_ASCII.findall(text[:200_000]))
    if name == "utf-8" and broken * _UTF8_FITS < foreign - broken:
        return text
    # Few breaks in much foreign text: a page cut in mid-character or with one bad letter.
    share = broken / max(1, len(text))
    return text if share < _BROKEN_SHARE and broken * 20 < max(foreign, 40) else None


#: Letters of several bytes fit UTF-8 by chance now and then, but not so many for each byte that
#: does not: emoji as halves of UTF-16 (CESU-8) leave six such bytes each in a page that is whole.
_UTF8_FITS = 4
#: So many letters of several bytes fit UTF-8 by chance hardly ever.
_UNMISTAKABLE = 8
_DOUBLED = 3
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
