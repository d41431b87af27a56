"""Text of a tree as people read it: blocks on lines of their own, cells of a row side by side."""

from __future__ import annotations

import re

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from pipelines.readers.bodies.cards import CARD_MARK, MUTE_MARK
from pipelines.readers.trees.html import BLOCKS, CELLS, squash, words

_HEAVY = words("blockquote dl h1 h2 h3 h4 h5 h6 ol pre table ul")
_LIGHT = frozenset(("p", "div", "section", "center"))

#: Letters that show nothing at the edge of a line.
_INVISIBLE = "\u200b\u2060\ufeff\u00ad\u200e\u200f\u3164"
#: Where a word may break, or an editor's cursor stood: in no text anyone wrote.
_NOT_WRITTEN = "\u200b\u00ad\ufeff"
_EDGES = f" {_INVISIBLE}"


class Lines:
    """Lines of text in the making."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        #: What stands in the line that is being written.
        self.parts: list[str] = []
        self.preformatted = 0

    def add(self, text: str | None) -> None:
        """Add words to the line."""
        if text:
            self.parts.append(text)

    def end_line(self) -> None:
        """Begin a new line, if this one has any words."""
        if not self.parts:
            return
        text = "".join(self.parts)
        self.parts.clear()
        self.write_line(text)

    def write_line(self, text: str) -> None:
        """Write all that stands in a line, if that is any words."""
        if self.preformatted:
            self.lines.extend(line.rstrip() for line in text.splitlines() if line.strip())
        elif text.isprintable() and "  " not in text:
            # As most lines: nothing to fold in it but the space at its ends, and no sign that is
            # not written but, perhaps, the filler of Hangul.
            if line := text.strip(_EDGES):
                self.lines.append(line)
        elif line := squash(_without_marks(text)).strip(_EDGES):
            self.lines.append(line)


def _without_marks(text: str) -> str:
    for mark in _NOT_WRITTEN:
        if mark in text:
            text = text.replace(mark, "")
    return text


def text_lines(content: HtmlElement) -> list[str]:
    """Return the text of `content`, a block a line, no empty lines; code keeps its own lines."""
    out = Lines()
    row: HtmlElement | None = None
    mute: HtmlElement | None = None
    for event, element in iterwalk(content, events=("start", "end")):
        tag = element.tag
        if tag in MAYBE_MUTE and mute is None and event == "start" and is_mute(element):
            mute = element
        if mute is not None:
            # The words of a card are the other page's; its link is kept elsewhere.
            if event == "end" and element is mute:
                mute = None
                out.add(element.tail)
            continue
        if event == "start":
            if tag == "tr" and row is None and is_data_row(element):
                out.end_line()
                row = element
            elif tag in CELLS or tag in BLOCKS or tag == "br":
                out.add(" ") if row is not None else out.end_line()
            if tag == "pre":
                out.preformatted += 1
            if tag == "br" and out.preformatted:
                out.add("\n")
            out.add(element.text)
            continue
        if row is element:
            row = None
        if tag in BLOCKS or tag in CELLS:
            out.add(" ") if row is not None else out.end_line()
        if tag == "pre":
            out.preformatted -= 1
        if element is not content:
            out.add(element.tail)
    out.end_line()
    return out.lines


#: Cards are links, captions of what was cut are figcaption, and marks of notes are links or sup.
MAYBE_MUTE = frozenset(("a", "sup", "figcaption"))


def is_mute(element: HtmlElement) -> bool:
    """Return True for an element whose words are shown, and are none of the post's."""
    marked = element.get(CARD_MARK) or element.get(MUTE_MARK)
    return bool(marked) or _is_note_mark(element)


def _is_note_mark(element: HtmlElement) -> bool:
    """Return True for the number that points to a footnote, and the arrow that points back."""
    if element.tag == "sup":
        link = element[0] if len(element) == 1 else None
        return link is not None and link.tag == "a" and _points_inside(link)
    if element.tag != "a" or not _points_inside(element):
        return False
    text = "".join(element.itertext()).strip()
    if text[:1] in ("↩", "↑", "⏎") or text == "[본문으로]":
        return True
    return bool(_NOTE_CLASS.search(element.get("class") or ""))


def _points_inside(link: HtmlElement) -> bool:
    return "#" in (link.get("href") or "")


_NOTE_CLASS = re.compile(r"footnote-?(ref|back|backref|anchor|number)|reversefootnote")


def is_data_row(row: HtmlElement) -> bool:
    """Return True for a table row of plain cells, False for a row that lays out a page."""
    for cell in row:
        light = breaks = 0
        for node in cell.iterdescendants():
            if node.tag in _HEAVY:
                return False
            if node.tag == "br":
                breaks += 1
            if node.tag in _LIGHT and (node.text or "").strip():
                light += 1
        if light > 1 or (breaks > _FEW_BREAKS and sum(map(len, cell.itertext())) > _MUCH):
            return False
    return True


#: A cell of more lines and characters than these is a page of the time before style sheets.
_FEW_BREAKS, _MUCH = 3, 500
