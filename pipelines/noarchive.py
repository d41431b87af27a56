"""Whether a page asks, in its head or in the headers around it, not to be archived."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: Bytes of a page in which its `<meta>` are looked for.
HEAD_BYTES = 256 * 1024
_META = re.compile(rb"<meta\b[^<>]{0,2000}>", re.IGNORECASE)
_NAME = re.compile(rb"""\bname\s*=\s*["']?\s*(robots|newscrawl)\b""", re.IGNORECASE)
_CONTENT = re.compile(rb"""\bcontent\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE)

#: Directives of X-Robots-Tag that have a value; what else stands before a colon is a robot's name.
_VALUED = re.compile(
    rb"\b(?:max-(?:snippet|image-preview|video-preview)\s*:|"
    rb"unavailable_after\s*:\s*(?:[a-z]{3,9},)?)[^,]*"
)


def asks_for_no_archive(headers: Iterable[bytes], body: bytes) -> bool:
    """Return True when one of the X-Robots-Tag `headers`, or a meta element, says `noarchive`."""
    for said in headers:
        # A directive may be meant for one robot: `otherbot: noarchive`. It holds to the end of the
        # line, or up to the next name.
        robot = b""
        for part in _VALUED.sub(b"", said.lower()).split(b","):
            name, colon, words = part.rpartition(b":")
            robot = name.strip() if colon else robot
            if words.strip() == b"noarchive" and robot in (b"", b"*", b"newscrawl"):
                return True
    for meta in _META.findall(body[:HEAD_BYTES]):
        content = _CONTENT.search(meta)
        if content and _NAME.search(meta):
            words = content[1].strip(b"\"'").lower()
            if b"noarchive" in (word.strip() for word in words.split(b",")):
                return True
    return False
