"""The blocks of text that a reader sees, and where their words are written in the tree."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml.etree import iterwalk

from pipelines.readers.blocks import BLOCKS
from pipelines.readers.boilerplate import SILENT_TAGS
from pipelines.readers.html import squash

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_UNSEEN = re.compile(r"[\W_]+")


@dataclass(slots=True)
class Block:
    """A run of text that a reader sees as one block, and where it lies in the tree."""

    owner: HtmlElement
    #: Where its words are written: (element, is_tail).
    slots: list[tuple[HtmlElement, bool]] = field(default_factory=list)
    text: str = ""
    #: Letters that lie inside links.
    linked: int = 0
    #: Letters without signs and spaces.
    letters: str = ""


def letters_of(text: str) -> str:
    """Return the letters and digits of `text`, by which two renderings of it are compared."""
    return _UNSEEN.sub("", text.replace("\u00ad", "")).lower()


def blocks_of(root: HtmlElement) -> list[Block]:
    """Return the visible text blocks below `root` in order."""
    found: list[Block] = []
    owners = [root]
    current = Block(owner=root)
    skipped: HtmlElement | None = None
    links = 0

    def end_block() -> None:
        nonlocal current
        if current.slots and not current.text.isspace() and (letters := letters_of(current.text)):
            current.text, current.letters = squash(current.text), letters
            found.append(current)
        current = Block(owner=owners[-1])

    def add(element: HtmlElement, is_tail: bool, text: str | None) -> None:
        if text:
            current.slots.append((element, is_tail))
            current.text += text
            if links:
                current.linked += len(letters_of(text))

    for event, element in iterwalk(root, events=("start", "end")):
        tag = element.tag
        if event == "start":
            if skipped is None and (tag in SILENT_TAGS or tag == "noscript"):
                skipped = element
            if skipped is not None:
                continue
            if tag in BLOCKS or tag in ("td", "th"):
                end_block()
                owners.append(element)
                current.owner = element
            elif tag == "br":
                end_block()
            links += tag == "a"
            add(element, False, element.text)
            continue
        if skipped is not None:
            if skipped is element:
                skipped = None
                if element is not root:
                    add(element, True, element.tail)
            continue
        links -= tag == "a"
        if owners[-1] is element and element is not root:
            end_block()
            owners.pop()
            current.owner = owners[-1]
        if element is not root:
            add(element, True, element.tail)
    end_block()
    return found


def blank(block: Block) -> None:
    """Take the words of a block out of its tree."""
    for element, is_tail in block.slots:
        if is_tail:
            element.tail = None
        else:
            element.text = None
