"""Ends of a page before its end: a browser goes on where `</body>` or `</html>` comes too soon."""

from __future__ import annotations

import re

#: To ignore case, a search takes five times as long.
_END = re.compile(r"</(?:[bB][oO][dD][yY]|[hH][tT][mM][lL])")
_LAST = re.compile(r"(?:\s|</(?:body|html)\s*>|<!--[^<>]{0,200}-->)*", re.IGNORECASE)
#: Characters behind the first end that may be nothing but ends.
_FEW = 1000
_SIGN = re.compile(
    r"<(?:(?P<comment>!--)|(?P<raw>script|style|textarea|title|xmp)\b|/(?:body|html)\s*>)",
    re.IGNORECASE,
)


def without_early_ends(text: str) -> str:
    """Return `text` without the ends of its body that something follows.

    Headers and footers that are pages of their own are put together so, and posts are pasted
    whole. By the standard the parser goes on; libxml2 drops what follows `</html>`, and puts what
    follows `</body>` beside it. What scripts and comments say stays.
    """
    first = _END.search(text)
    if first is None or (
        len(text) - first.start() <= _FEW and _LAST.fullmatch(text, first.start())
    ):
        return text
    kept: list[str] = []
    begun = place = 0
    while (sign := _SIGN.search(text, place)) is not None:
        place = sign.end()
        if sign["comment"]:
            place = text.find("-->", place)
        elif raw := sign["raw"]:
            closed = re.compile(rf"</{raw}\b", re.IGNORECASE).search(text, place)
            place = closed.end() if closed else -1
        else:
            kept.append(text[begun : sign.start()])
            begun = place
        if place < 0:
            break  # what is never closed goes on to the end
    return "".join((*kept, text[begun:])) if kept else text
