"""The page as lines, as a visitor sees them: where a date or a name stands near the title."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from pipelines.readers.text.letters import letters_only
from pipelines.readers.trees.html import BREAKS, names_of, squash
from pipelines.readers.trees.spots import UNSHOWN_TAGS, is_elsewhere
from pipelines.readers.views import once

if TYPE_CHECKING:
    from pipelines.readers.document import Document

_MOST_LINES = 6000
#: A line this long is a paragraph of the body.
PARAGRAPH = 200


# A tuple, since a page has hundreds of them: they are made in a third of the time.
class Line(NamedTuple):
    """One line of the page."""

    text: str
    #: The block that holds it.
    element: HtmlElement

    @property
    def marks(self) -> str:
        """Return class and id of the block and its parent."""
        parent = self.element.getparent()
        both = (self.element,) if parent is None or parent.tag == "body" else (self.element, parent)
        return " ".join(names_of(node) for node in both)

    @property
    def is_elsewhere(self) -> bool:
        """Return whether the line is about other things than this post."""
        return is_elsewhere(self.element)


@once
def lines_of(document: Document) -> tuple[Line, ...]:
    """Return the lines of the page in order."""
    body = document.tree.find("body")
    return tuple(_lines(document.tree if body is None else body))


def _lines(body: HtmlElement) -> list[Line]:
    found: list[Line] = []
    parts: list[str] = []
    block = body

    def flush() -> None:
        text = squash("".join(parts))
        parts.clear()
        if text:
            found.append(Line(text, block))

    walk = iterwalk(body, events=("start", "end"))
    for event, node in walk:
        tag = node.tag
        if event == "start":
            if tag in UNSHOWN_TAGS:
                walk.skip_subtree()
                continue
            if tag in BREAKS:
                if parts:
                    flush()
                block = node if tag != "br" else block
            elif parts and tag in _PARTED and _is_glued(node, parts[-1][-1]):
                # Neighbours that only a style sheet parts: `<span>By</span><span>Kim</span>`.
                parts.append(" ")
            # Space alone is half of all text, and nothing at the beginning of a line.
            if (text := node.text) and (parts or not text.isspace()):
                parts.append(text)
            continue
        if tag in BREAKS and tag != "br":
            if parts:
                flush()
            parent = node.getparent()
            block = parent if parent is not None else body
        if node is not body and (text := node.tail) and (parts or not text.isspace()):
            parts.append(text)
        if len(found) > _MOST_LINES:
            break
    if parts:
        flush()
    return found


#: Elements that style sheets like to part.
_PARTED = frozenset(("span", "a", "time", "abbr", "small"))


def _is_glued(node: HtmlElement, last: str) -> bool:
    previous = node.getprevious()
    if previous is None or (previous.tail or "").strip() or previous.tag not in _PARTED:
        return False
    if previous.tag == node.tag:
        return not last.isspace()
    first = (node.text or "")[:1]
    if last.isalpha() and not last.isupper() and not last.islower():
        return first.isupper() or first.isdecimal()  # `차예진Nov 26`: signs without a case
    return last.islower() and first.isupper()


def letters(text: str) -> str:
    """Return only letters and digits of a text, lower case."""
    return letters_only(text).casefold()
