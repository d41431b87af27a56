"""From bytes to clean text: which encoding a page is in, and what no parser should see."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from charset_normalizer import from_bytes

try:  # the quicker detector; an extra
    from cchardet import detect
except ImportError:  # pragma: no cover - depends on the installation
    detect = None  # type: ignore[assignment]

#: What a label really means: browsers read the superset, since that is what people wrote.
#: Source: WHATWG Encoding Standard, "names and labels".
SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "euc_kr": "cp949",
    "johab": "johab",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "hz": "gb18030",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "shift_jis": "cp932",
    "shift_jis_2004": "cp932",
    "shift_jisx0213": "cp932",
    # A page that says UTF-16 in ASCII letters is not in UTF-16.
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
    "utf-32": "utf-8",
}

#: Labels that Python does not know, as people write them.
ALIASES = {
    "ks_c_5601": "cp949",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601-1989": "cp949",
    "ksc5601": "cp949",
    "ksc_5601": "cp949",
    "korean": "cp949",
    "windows-949": "cp949",
    "ms949": "cp949",
    "x-euc-kr": "cp949",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "ms_kanji": "cp932",
    "x-euc-jp": "euc_jp",
    "x-gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "utf8mb4": "utf-8",
    "unicode": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman",
}

#: Codecs that turn text into other text, or are used to smuggle markup past filters.
BANNED = frozenset(
    ["utf-7", "unicode-escape", "raw-unicode-escape", "idna", "punycode", "undefined", "charmap"]
)

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:+-]+)", re.IGNORECASE)
#: Both are held against small letters: to ignore case while searching takes ten times as long.
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:+-]+)")
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:+-]+)")

#: Browsers look for a declaration in the first 1,024 bytes; old pages have it later.
_DECLARATION_BYTES = 8192
_DETECT_BYTES = 60_000

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


def codec_name(label: str) -> str | None:
    """Return the codec a label means, widened as browsers do; None for unknown or unsafe labels."""
    label = label.strip().strip("\"'").lower()
    if label in ALIASES:
        return ALIASES[label]
    try:
        info = codecs.lookup(label)
    except (LookupError, ValueError):
        return None
    if info.name.replace("_", "-") in BANNED or not getattr(info, "_is_text_encoding", True):
        return None
    return SUPERSETS.get(info.name, info.name)


def decode(body: bytes, content_type: str = "") -> Decoded:
    """Return `body` as text by BOM, header, meta, or what the bytes look like; never raises.

    A declared encoding that the bytes contradict loses to one that fits them. A page that was
    taken for Latin-1 on its way and written as UTF-8 once more is read once more.
    """
    decoded = _decoded(body, content_type)
    once = _undoubled(decoded.text)
    return decoded if once is None else replace(decoded, text=once)


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
        if codec and codec != "utf-8" and (text := _unmistakable_utf8(body)) is not None:
            return Decoded(text=text, encoding="utf-8", source="utf-8")
        if codec and (text := _decoded_if_fit(body, codec)) is not None:
            return Decoded(text=text, encoding=codec, source=source)
    if (text := _decoded_if_fit(body, "utf-8")) is not None:
        return Decoded(text=text, encoding="utf-8", source="utf-8")
    known = map(codec_name, declared)
    guess = _detected(body) or next((name for name in known if name), "utf-8")
    return Decoded(text=body.decode(guess, "replace"), encoding=guess, source="detected")


def _declarations(body: bytes, content_type: str) -> Iterator[tuple[str, str]]:
    if match := _HEADER.search(content_type):
        yield match[1], "header"
    head = body[:_DECLARATION_BYTES].lower()
    if found := _stated(head) or _XML.search(head):
        yield found[1].decode("ascii", "replace"), "meta"


def _stated(head: bytes) -> re.Match[bytes] | None:
    # What most heads say, found at once: each `<meta` is looked through to its end.
    place = head.rfind(b"<meta", 0, head.find(b"charset") + 1)
    return (_META.match(head, place) if place >= 0 else None) or _META.search(head)


def _by_weight(body: bytes, stated: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the declarations in the order in which they are tried: a header before the page.

    But every byte is a letter of Latin-1, which many servers state for all that they hold: the
    page's own word for an encoding of several bytes a letter, which its bytes fit, goes first.
    """
    for label, source in stated:
        # A page is searched for its own word where that may matter.
        own = next(stated, None) if codec_name(label) == "cp1252" else None
        codec = (codec_name(own[0]) if own else None) or ""
        fits = codec in (*_ASIAN, "utf-8") and not body.isascii() and _decoded_if_fit(body, codec)
        if own and fits:
            yield own
            own = None
        yield label, source
        if own:
            yield own


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
    # Few breaks in much foreign text: a page cut in mid-character or with one bad letter.
    share = broken / max(1, len(text))
    return text if share < _BROKEN_SHARE and broken * 20 < max(foreign, 40) else None


#: So many letters of several bytes fit UTF-8 by chance hardly ever.
_UNMISTAKABLE = 8
_DOUBLED = 3
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_MARKUP = re.compile(rb"(?s)<(script|style)\b.*?</\1\s*>|<[^<>]*>")
_ASCII_RUN = re.compile(rb"[\x00-\x7f]{40,}")

#: Codecs whose text can be told by its letters, tried when detectors fail or disagree.
_ASIAN = ("cp949", "cp932", "euc_jp", "gb18030", "big5hkscs")


def _detected(body: bytes) -> str | None:
    # Detectors count bytes: markup and long English runs only dilute what they look for.
    sample = _ASCII_RUN.sub(b" ", _MARKUP.sub(b" ", body[: _DETECT_BYTES * 4]))[:_DETECT_BYTES]
    if not sample.strip():
        return None
    scored = sorted(((_plausibility(sample, name), name) for name in _ASIAN), reverse=True)
    if scored[0][0] > 0.9 and scored[0][0] - scored[1][0] > 0.1:
        return scored[0][1]
    label = detect(sample).get("encoding") if detect is not None else None
    if not label:
        best = from_bytes(sample).best()
        label = best.encoding if best else ""
    name = codec_name(label) if label else None
    if name is None or name == "utf-8":
        return scored[0][1] if scored[0][0] > 0.5 else "cp1252"
    # Detectors take short Western texts for their neighbours; these letters are Western.
    return "cp1252" if name.startswith(_LATIN) and _is_western(sample) else name


_LATIN = ("iso8859", "cp125", "mac", "cp8", "cp4", "cp5", "koi8", "hp")
_WESTERN = frozenset("äöüßÄÖÜéèêëàâçñáíóúîïôûùœæøåÉÈÀÇÑÅØÆ¿¡ãõìòÓÁÍÚ«»°§©®·–—‘’“”„…•€£")


def _is_western(sample: bytes) -> bool:
    letters = [char for char in sample.decode("cp1252", "replace") if char > "\x7f"]
    return sum(char in _WESTERN for char in letters) >= 0.95 * len(letters)


#: Letters by which living text of a codec is known: Hangul, kana, the commonest Han.
_COMMON_HAN = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
    "用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实"
    "這個們來為國說時會對過發後裡種經麼學現當沒動還進樣開從實"
)


def _plausibility(sample: bytes, name: str) -> float:
    """Return how much of the foreign part of `sample` reads as living text, 0 to 1."""
    text = sample.decode(name, "replace")
    letters = [char for char in text if char > "\x7f"]
    if not letters:
        return 0.0
    count = len(letters)
    broken = sum(char == "\ufffd" for char in letters)
    hangul = sum("가" <= char <= "힣" for char in letters)
    kana = sum("\u3041" <= char <= "\u30fe" for char in letters)
    han = sum("\u4e00" <= char <= "\u9fff" for char in letters)
    punctuation = sum(
        "\u3000" <= char <= "\u303f" or "\uff01" <= char <= "\uff5e" for char in letters
    )
    if name == "cp949":
        good = hangul + punctuation if hangul > han else 0
    elif name in ("cp932", "euc_jp"):
        good = kana + han + punctuation if kana * 5 > count else 0
    else:
        common = sum(char in _COMMON_HAN for char in letters)
        good = han + punctuation if common * 8 > han else 0
    return (good - 3 * broken) / count


#: The form feed is white space in HTML, but no text that a tree takes back.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,40})|([0-9]{1,40}));?")
#: A page with more has a list of all parts between them for nothing.
_MANY_REFERENCES = 10_000
#: Characters of one behind its first two.
_LONGEST_REFERENCE = 42
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
    # As `_REFERENCE` finds them all, in a fifth of the time: most pages have none, or a few alike.
    numbers = {rest[:_LONGEST_REFERENCE].partition(";")[0] for rest in behind_numbers(text)}
    if any(
        _repaired_reference(found) != found[0]
        for number in numbers
        if (found := _REFERENCE.match(f"&#{number}")) is not None
    ):
        text = _REFERENCE.sub(_repaired_reference, text)
    if "data:" in text:
        text = _DATA_ADDRESS.sub("data:,", text)
    if _may_hold_long_tag(text):
        text = _LONG_TAGS.sub(_without_attribute_flood, text)
    return text


def behind_numbers(text: str) -> list[str]:
    """Return what stands behind each `&#`, up to the next."""
    if text.count("&") > _MANY_REFERENCES:
        return text.split("&#")[1:]
    # One sign is looked for in a tenth of the time that two take.
    return [rest[1:] for rest in text.split("&")[1:] if rest[:1] == "#"]


def _may_hold_long_tag(text: str) -> bool:
    """Return whether somewhere more than `_LONG_TAG` characters follow without a `<`."""
    at = -1
    while at + _LONG_TAG + 1 < len(text):
        at = text.rfind("<", at + 1, at + _LONG_TAG + 2)
        if at < 0:
            return True
    return False


_ILLEGAL_ASCII = bytes((*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F))


def is_legal(text: str) -> bool:
    """Return True when `text` surely holds no control characters: ten times as fast as looking."""
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:  # a surrogate
        return False
    if len(data.translate(None, _ILLEGAL_ASCII)) != len(data):
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
