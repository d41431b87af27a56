"""Text from the web made harmless for whoever reads it at a terminal: answers, complaints, logs."""

from __future__ import annotations

import logging
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


class _Harmless(logging.Filter):
    """Lets every record pass, its words and its trace made harmless."""

    def filter(self, record: logging.LogRecord) -> bool:
        try:
            record.msg, record.args = harmless(record.getMessage()), None
        except (TypeError, ValueError, KeyError):
            return True  # whoever writes it out will complain
        if record.exc_info and not record.exc_text:
            record.exc_text = _PLAIN.formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = harmless(record.exc_text)
        return True


_PLAIN = logging.Formatter()
_HARMLESS = _Harmless()


def make_harmless(handler: logging.Handler | None) -> None:
    """Let `handler` of a log write harmless lines only.

    What is logged holds headers, messages of parsers and whatever else came from the net.
    """
    if handler is not None:
        handler.addFilter(_HARMLESS)
