"""What is empty: spacers, and what stray tags and what was cut have left."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from pipelines.readers.text.letters import letters_only
from pipelines.readers.trees.html import remove, squash, whole_text, words

#: Tags left over in text: `</p></p>` written once too often becomes words for Markdown renderers.
_LEFT_OVER = re.compile(
    r"(?:\s*</?(?:p|div|span|br|b|i|u|strong|em|font|center|li|ul|td)\s*/?>)+\s*"
)
#: The filler of Hangul counts as a letter, and shows nothing.
FILLER = "\u3164"
LETTER = re.compile(f"[^\\W_{FILLER}]")
_BLOCK = words("blockquote div figure h1 h2 h3 h4 h5 h6 li p section")
CODE = ("pre", "code")
#: What goes when nothing is left in it.
EMPTIED = _BLOCK.union(CODE)
_MEDIA = words(
    """amp-iframe amp-img amp-youtube audio hr iframe img lite-youtube math picture table
    td th video"""
)


def remove_empty(content: HtmlElement) -> bool:
    """Remove spacers and what stray tags left: blocks with neither words nor media.

    Return whether letters went with them: those of tags that are written out.
    """
    had_letters = False
    # Depth first from the end, so that a block of empty blocks goes too.
    for element in reversed(list(content.iterdescendants(*EMPTIED))):
        if is_empty(element):
            had_letters = had_letters or bool(letters_only("".join(element.itertext())))
            remove(element)
    for folded in list(content.iterdescendants("details")):
        if not squash("".join(folded.xpath("text() | *[not(self::summary)]//text()"))):
            had_letters = had_letters or bool(whole_text(folded))
            if not _holds_media(folded):
                remove(folded)  # a list of contents went out of it
    for table in list(content.iterdescendants("table")):
        if is_bare(table):
            remove(table)
    return had_letters


def is_bare(table: HtmlElement) -> bool:
    """Return whether a table has neither a cell nor a word."""
    return next(table.iterdescendants("td", "th"), None) is None and not whole_text(table)


def is_empty(element: HtmlElement) -> bool:
    """Return whether an element shows nothing: no word, no media; tags written as text are none."""
    words = element.text
    # Most begin with words, or with an element that does: then there is nothing more to look at.
    begun = words if not len(element) or (words and not words.isspace()) else element[0].text
    if begun and "<" not in begun and LETTER.search(begun):
        return False
    for part in element.itertext() if len(element) else (words or "",):
        # A list begins with a line feed, a paragraph with a link: then with words.
        if first := part.lstrip()[:1]:
            if first != "<" and ord(first) not in _INVISIBLE:
                return False
            break
    else:
        return not _holds_media(element)
    text = _beginning(element, _SHORT)
    if len(text) > _SHORT:
        return False
    code = element.iterdescendants("code", "pre", "kbd")
    if "<" in text and _LEFT_OVER.fullmatch(text) and next(code, None) is None:
        return element.tag not in CODE
    return not squash(text.translate(_INVISIBLE)) and not _holds_media(element)


#: What is longer is words.
_SHORT = 400


def _beginning(element: HtmlElement, length: int) -> str:
    text = ""
    for part in element.itertext():
        text += part
        if len(text) > length:
            break
    return text


#: Letters that show nothing: zero-width space, joiners' mark, soft hyphen, byte order mark.
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad\u200e\u200f\u3164"))


def _holds_media(element: HtmlElement) -> bool:
    return any(node.tag in _MEDIA for node in element.iterdescendants())
