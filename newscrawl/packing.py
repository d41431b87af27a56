"""How an answer is packed, which its header does not always say."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

#: How often an answer may be packed over; servers do it once.
MOST_CODINGS = 3

_GZIP = b"\x1f\x8b\x08"
#: Bytes that show what lies in a packing.
_START = 2000
#: No packing begins so.
_MARKUP = re.compile(rb"(?i)(?:\xef\xbb\xbf)?\s*<(?:!doctype|!--|html|head|body|\?xml)")
_TEXT = re.compile(rb"(?i)\s*text/|.*(?:html|json)")
#: What says that nothing is packed.
_NOTHING = (b"", b"identity")


def codings_of(said: Sequence[bytes], kind: bytes, body: bytes) -> list[bytes]:
    """Return by what `body` is packed, as Content-Encoding should say it: the last comes off first.

    `said` are the values of that header, `kind` is the Content-Type. Markup is packed by nothing,
    whatever is said; and what begins as gzip is packed by it, as often as it does, when nothing
    else is said of a text: caches pack what was packed, and say so once or not at all.
    """
    words = b",".join(said).split(b",")
    named = [word.partition(b";")[0].strip().lower() for word in words]
    named = [word for word in named if word not in _NOTHING]
    if _MARKUP.match(body[:_START]):
        return []
    if any(word not in (b"gzip", b"x-gzip") for word in named) or not (named or _TEXT.match(kind)):
        return named
    found: list[bytes] = []
    start = body[:_START]
    while start.startswith(_GZIP) and len(found) <= MOST_CODINGS:
        found.append(b"gzip")
        start = _inner(start)
    return found or named


def _inner(start: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(start, _START)
    except zlib.error:
        return b""
