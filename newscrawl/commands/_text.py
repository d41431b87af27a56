"""Text from the web made harmless for a terminal and for lines of fields."""

from __future__ import annotations

import re

# C0, DEL and C1 (a terminal obeys them), the marks that turn the writing direction of what
# follows, line and paragraph separators, and halves of surrogate pairs. Tab and line feed
# are dealt with by the callers.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_SPACES = re.compile(r"[\t\r\n]+")


def _escape(found: re.Match[str]) -> str:
    number = ord(found.group())
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"


def harmless(text: str) -> str:
    """Return `text` with control characters written out (`\\x1b`); tabs and line feeds stay."""
    return _UNSEEN.sub(_escape, text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """Return `text` as one harmless line without tabs."""
    return _UNSEEN.sub(_escape, _SPACES.sub(" ", text)).strip()


def shortened(text: str, length: int) -> str:
    """Return `text` in at most `length` characters, the last an ellipsis when it was cut."""
    return text if len(text) <= length else text[: max(0, length - 1)].rstrip() + "…"
