"""Signs that link a heading or a caption to itself, as generators add them: `¶`, `#`, a chain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SIGNS = "¶§#∞⚓\N{LINK SYMBOL}"
#: What chooses how a sign is drawn, and white space that shows nothing.
_UNSEEN = re.compile("[\\s\ufe0e\ufe0f\u200b\u2060\ufeff]+")
#: What stands before the end of a link that is one of them.
_WRITTEN = re.compile(
    rf"(?:[{_SIGNS}]|&(?:para|sect|infin|num|\#\d+|\#[xX][0-9a-fA-F]+);)"
    r"[\s\ufe0e\ufe0f]*(?:</\w+>\s*)*\Z"
)
#: How that ends, beside white space, and characters of it that are looked at.
_LAST = frozenset(f"{_SIGNS};>\ufe0e\ufe0f")
_MOST = 400
_BEARERS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "caption", "dt", "summary"))
#: Sphinx and Python-Markdown call it so wherever it stands: below code, in a rubric.
_CALLED = "headerlink"
#: Elements between the sign and the heading: a span or two.
_NEAR = 3


def drop_marks(root: HtmlElement, markup: str) -> HtmlElement:
    """Return `root` without the signs by which headings and captions in `markup` are linked to."""
    if not _are_written(markup):
        return root
    worded: dict[HtmlElement, bool] = {}
    for link in list(root.iter("a")):
        if "#" in (link.get("href") or "") and _is_sign(link) and _is_borne(link, worded):
            link.text = None
            for inside in link.iterdescendants():
                inside.text = inside.tail = None
    return root


def _are_written(markup: str) -> bool:
    """Return whether a link ends with such a sign, told by their last letters where that is."""
    # Split, since to search for each takes five times as long. That of another tag does no harm.
    return any(
        before.rstrip()[-1:] in _LAST and _WRITTEN.search(before, max(0, len(before) - _MOST))
        for before in markup.split("</a")[:-1]
    )


def _is_sign(link: HtmlElement) -> bool:
    text = ""
    for part in link.itertext():
        text += part
        if len(text) > _LONGEST:
            return False
    sign = _UNSEEN.sub("", text)
    return bool(sign) and all(letter in _SIGNS for letter in sign)


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
