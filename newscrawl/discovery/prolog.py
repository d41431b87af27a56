"""What stands before the outermost element of an XML file, taken away: no parser needs it."""

from __future__ import annotations

import re

#: Where an index begins. Servers put what they complain of before it (`<b>Warning</b>: ...`), and
#: a parser takes the first of that for the outermost element.
_INDEX = re.compile(r"<(?:\w{1,40}:)?(?:urlset|sitemapindex|rss|feed|rdf)\b", re.IGNORECASE)
_BEFORE_CHARACTERS = 5000
_DECLARATION = re.compile(r"\s*+<\?xml[^>]*+>")
_DOCTYPE = re.compile(r"<!DOCTYPE", re.IGNORECASE)
_REST_OF_DOCTYPE = re.compile(r"[^>\[]*+(?:\[.*?\]\s*+)?>", re.DOTALL)


def without_prolog(text: str) -> str:
    """Return `text` without its declaration and its document type; never raises.

    One place alone is tried, and read once: a file of nothing but beginnings is no work.
    """
    if index := _INDEX.search(text, 0, _BEFORE_CHARACTERS):
        return text[index.start() :]
    if declaration := _DECLARATION.match(text):
        text = text[declaration.end() :]
    if (start := _DOCTYPE.search(text)) and (rest := _REST_OF_DOCTYPE.match(text, start.end())):
        text = text[: start.start()] + text[rest.end() :]
    return text
