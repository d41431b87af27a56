"""What no parser should see is taken out of a text: control marks, floods, data addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: The form feed is white space in HTML, but no text that a tree takes back.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,40})|([0-9]{1,40}));?")
#: A picture written out in the page says nothing to a reader of text and may be megabytes long.
_DATA_ADDRESS = re.compile(r"data:[\w.+-]{1,40}/[\w.+-]{1,60}[;,][^\"'<>\s)]{256,}")
_LONG_TAG = 20_000
_LONG_TAGS = re.compile(rf"<([a-zA-Z][\w:-]*)(\s[^<>]{{{_LONG_TAG},}})>")
_ATTRIBUTES = re.compile(r"(?<![\w:-])[\w:-]+\s*=")
_MAX_ATTRIBUTES = 500


def clean_text(text: str) -> str:
    """Return `text` without control characters, references to them, and long data: addresses."""
    return tamed(text if is_legal(text) else _ILLEGAL.sub(" ", text))


def tamed(text: str) -> str:
    """Return legal `text` without references to control characters, and long data: addresses."""
    # Most pages have none, or a few alike.
    references = {found[0] for found in _REFERENCE.finditer(text)}
    if any(_REFERENCE.sub(_repaired_reference, one) != one for one in references):
        text = _REFERENCE.sub(_repaired_reference, text)
    if "data:" in text:
        text = _DATA_ADDRESS.sub("data:,", text)
    kept: list[str] = []
    place = 0
    for tag in _long_tags(text):
        kept += (text[place : tag.start()], _without_attribute_flood(tag))
        place = tag.end()
    return "".join((*kept, text[place:])) if kept else text


def _long_tags(text: str) -> Iterator[re.Match[str]]:
    """Yield the tags that are long: behind a `<` that no other follows for `_LONG_TAG` characters.

    From each `<` the last one that is near is looked for, until there is none.
    """
    at = text.find("<")
    while at >= 0 and at + _LONG_TAG + 1 < len(text):
        following = text.rfind("<", at + 1, at + _LONG_TAG + 2)
        if following < 0:
            if match := _LONG_TAGS.match(text, at):
                yield match
            following = text.find("<", at + _LONG_TAG + 2)
        at = following


_ILLEGAL_ASCII = bytes((*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F))


def is_legal(text: str, utf8: bytes = b"") -> bool:
    """Return True when `text` surely holds no control characters: ten times as fast as looking.

    `utf8` is the same as bytes, where these are known.
    """
    try:
        data = utf8 or text.encode("utf-8")
    except UnicodeEncodeError:  # a surrogate
        return False
    # Thirty are looked for one by one in a third of the time that all at once take.
    if any(map(data.__contains__, _ILLEGAL_ASCII)):
        return False
    # In UTF-8, U+FDD0 to U+FDEF begin as the second of these does.
    if b"\xef" not in data:
        return True
    return b"\xef\xb7" not in data and b"\xef\xbf\xbe" not in data and b"\xef\xbf\xbf" not in data


def _without_attribute_flood(match: re.Match[str]) -> str:
    # The parser compares each attribute with all before it.
    if len(_ATTRIBUTES.findall(match[2])) > _MAX_ATTRIBUTES:
        return f"<{match[1]}>"
    return match[0]


def _repaired_reference(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else int(match[2])
    if code in (9, 10, 13):
        return match[0]
    if 0x80 <= code <= 0x9F:
        # HTML Standard: these numbers mean the letters of Windows-1252.
        return bytes((code,)).decode("cp1252", "ignore")
    if code < 0x20 or code == 0x7F or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return ""
    if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return ""
    return match[0]
