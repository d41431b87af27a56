"""What stands before the outermost element of an XML file, taken away: no parser needs it."""

from __future__ import annotations

import re

_DECLARATION = re.compile(r"\s*+<\?xml[^>]*+>")
_DOCTYPE = re.compile(r"<!DOCTYPE", re.IGNORECASE)
_REST_OF_DOCTYPE = re.compile(r"[^>\[]*+(?:\[.*?\]\s*+)?>", re.DOTALL)


def without_prolog(text: str) -> str:
    """Return `text` without its declaration and its document type; never raises.

    One place alone is tried, and read once: a file of nothing but beginnings is no work.
    """
    if declaration := _DECLARATION.match(text):
        text = text[declaration.end() :]
    if (start := _DOCTYPE.search(text)) and (rest := _REST_OF_DOCTYPE.match(text, start.end())):
        text = text[: start.start()] + text[rest.end() :]
    return text
