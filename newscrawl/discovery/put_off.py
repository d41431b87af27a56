"""Parts of a page that lie in a script of no language until another script shows them."""

from __future__ import annotations

import re
from itertools import islice

_SIGN = "text/"
_PART = re.compile(
    r"<script\b[^>]*\btype\s*=\s*[\"']?text/(?:template|html|x-template|plain)\b[^>]*>(.*?)</script\s*>",
    re.IGNORECASE | re.DOTALL,
)
_LINK = re.compile(r"<a\b[^>]*\bhref\s*=", re.IGNORECASE)
#: Marks of what is filled in: then it is the form of an item, and no item.
_BLANK = re.compile(r"\{\{|<%|\$\{|\{%|\[\[|href\s*=\s*[\"']?\{|__\w+__")
_MOST = 50


def with_put_off(text: str) -> str:
    """Return markup with such parts in their places, as far as they are whole and have links."""
    if _SIGN not in text:
        return text
    pieces: list[str] = []
    place = 0
    for match in islice(_PART.finditer(text), _MOST):
        if _LINK.search(match[1]) and not _BLANK.search(match[1]):
            pieces += [text[place : match.start()], f"<div>{match[1]}</div>"]
            place = match.end()
    return "".join([*pieces, text[place:]])
