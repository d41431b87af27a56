"""Which codec a label means, as browsers take it."""

from __future__ import annotations

import codecs
from functools import lru_cache

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


@lru_cache(maxsize=256)
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
