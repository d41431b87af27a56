"""Signs that link a heading or a caption to itself, as generators add them: `¶`, `#`, a chain."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml.html import HtmlElement

_SIGNS = "¶§#∞⚓\N{LINK SYMBOL}"
#: What chooses how a sign is drawn, and white space that shows nothing.
_UNSEEN = re.compile("[\\s\ufe0e\ufe0f\u200b\u2060\ufeff]+")
_BEARERS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "caption", "dt", "summary"))
#: Sphinx and Python-Markdown call it so wherever it stands: below code, in a rubric.
_CALLED = "headerlink"
#: Elements between the sign and the heading: a span or two.
_NEAR = 3


def drop_marks(links: Iterable[HtmlElement]) -> None:
    """Take out of the links of a fresh page those signs that link to a heading or a caption."""
    worded: dict[HtmlElement, bool] = {}
    for link in links:
        if "#" in (link.get("href") or "") and _is_sign(link) and _is_borne(link, worded):
            link.text = None
            for inside in link.iterdescendants():
                inside.text = inside.tail = None


def _is_sign(link: HtmlElement) -> bool:
    text = ""
    for part in link.itertext():
        text += part
        if len(text) > _LONGEST:
            return False
    sign = _UNSEEN.sub("", text)
    # The last ones only a font of icons draws.
    return bool(sign) and all(one in _SIGNS or "\ue000" <= one <= "\uf8ff" for one in sign)


#: Characters of a sign with the white space around it.
_LONGEST = 40


def _is_borne(link: HtmlElement, worded: dict[HtmlElement, bool]) -> bool:
    """Return whether the link is a part of a heading or a caption, and not all of its words.

    `worded` remembers of which headings that is known: one may bear 10,000 signs.
    """
    if _CALLED in (link.get("class") or "").split():
        return True
    bearer = link.getparent()
    for _ in range(_NEAR):
        if bearer is None or bearer.tag in _BEARERS:
            break
        bearer = bearer.getparent()
    if bearer is None or bearer.tag not in _BEARERS:
        return False
    if bearer not in worded:
        letters = (letter for text in bearer.itertext() for letter in text)
        worded[bearer] = any(map(str.isalnum, letters))
    return worded[bearer]
