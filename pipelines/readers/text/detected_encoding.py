"""Which encoding bytes are in that declare none, or a wrong one: told by their letters."""

from __future__ import annotations

import re

from charset_normalizer import from_bytes

from pipelines.readers.text.codec_names import codec_name

try:  # the quicker detector; an extra
    from cchardet import detect
except ImportError:  # pragma: no cover - depends on the installation
    detect = None  # type: ignore[assignment]

_DETECT_BYTES = 60_000
_MARKUP = re.compile(rb"(?s)<(script|style)\b.*?</\1\s*>|<[^<>]*>")
_ASCII_RUN = re.compile(rb"[\x00-\x7f]{40,}")

#: Codecs whose text can be told by its letters, tried when detectors fail or disagree.
ASIAN = ("cp949", "cp932", "euc_jp", "gb18030", "big5hkscs")


def detected(body: bytes) -> str | None:
    """Return the codec whose letters `body` seems to be; None where nothing is left to look at."""
    # Detectors count bytes: markup and long English runs only dilute what they look for.
    sample = _ASCII_RUN.sub(b" ", _MARKUP.sub(b" ", body[: _DETECT_BYTES * 4]))[:_DETECT_BYTES]
    if not sample.strip():
        return None
    scored = sorted(((_plausibility(sample, name), name) for name in ASIAN), reverse=True)
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
    punctuation = sum("\u3000" <= one <= "\u303f" or "\uff01" <= one <= "\uff5e" for one in letters)
    if name == "cp949":
        good = hangul + punctuation if hangul > han else 0
    elif name in ("cp932", "euc_jp"):
        good = kana + han + punctuation if kana * 5 > count else 0
    else:
        common = sum(char in _COMMON_HAN for char in letters)
        good = han + punctuation if common * 8 > han else 0
    return (good - 3 * broken) / count
