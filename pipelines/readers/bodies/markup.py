"""What is written of a body, as lines of text and as markup, at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import starmap

from lxml.html import HtmlElement

from pipelines.items import Image
from pipelines.readers.trees.block_text import Lines

#: What surrounds an element.
PARAGRAPH, LINK, ITEM, CODE, HEADING, MUTE, ROW = 1, 2, 4, 8, 16, 32, 64
#: Addresses that are written alike by everybody.
ADDRESS = re.compile(r"[A-Za-z0-9\-_.!~*'()@/:=?;#%&,+]+")
IN_TEXT = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", 0xA0: "&nbsp;"}
_IN_ATTRIBUTE = {**IN_TEXT, ord('"'): "&quot;"}

#: Attributes that any element may keep.
ANY = {"lang", "title"}
#: What may stand in the attributes of an element: `body.ATTRIBUTES`.
Allowed = Mapping[str, set[str]]


class NotPlainError(Exception):
    """The body holds something that has to be looked at more closely."""


class Markup:
    """The lines and the markup of a body, in the making."""

    def __init__(self, allowed: Allowed) -> None:
        self.out: list[str] = []
        self.lines = Lines()
        self.is_whole = True
        self._allowed = allowed
        self._on_pictures = allowed["img"] | ANY

    def _write(self, text: str, scope: int) -> None:
        parts = self.lines.parts
        if text.isspace() and not scope & CODE:
            self.out.append("\n" if "\n" in text else " ")
            if not parts:  # between blocks
                return
        elif "&" in text or "<" in text or ">" in text or "\xa0" in text:
            self.out.append(text.translate(IN_TEXT))
        else:
            self.out.append(text)
        if scope & MUTE:
            self.is_whole = False
        else:
            parts.append(text)

    def _line_ends(self, scope: int) -> None:
        if scope & MUTE:
            return
        if scope & ROW:
            self.lines.add(" ")
        elif self.lines.parts:
            self.lines.end_line()

    def _opened(self, element: HtmlElement, tag: str) -> str:
        text = ""
        for name, value in element.items():
            if name in ANY or name in self._allowed.get(tag, ()):
                text += attribute(name, value)
        return f"<{tag}{text}>"

    def _drawn(self, element: HtmlElement, image: Image | None) -> str:
        """Return a picture as it is written."""
        if image is None or not ADDRESS.fullmatch(image.observed_url):
            raise NotPlainError
        own = {"src": image.observed_url, "alt": image.alt}
        text = ""
        for name, value in element.items():
            if name in self._on_pictures:
                text += attribute(name, own.pop(name, value))
        return f"<img{text}{''.join(starmap(attribute, own.items()))}>"

    def _space(self, text: str | None, scope: int) -> None:
        if text:
            if text.strip(" \n\t"):
                raise NotPlainError
            self._write(text, scope)


def is_special(text: str) -> bool:
    """Return whether signs stand in `text` that markup writes in another way."""
    # Five times as fast as a pattern that looks for either.
    return "&" in text or "<" in text or ">" in text or "\xa0" in text


def attribute(name: str, value: str) -> str:
    """Return an attribute as it is written behind the name of its element."""
    if is_special(value) or '"' in value:
        value = value.translate(_IN_ATTRIBUTE)
    return f' {name}="{value}"'
