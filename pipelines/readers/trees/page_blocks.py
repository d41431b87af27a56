"""The blocks of text that a reader sees, and where their words are written in the tree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from pipelines.readers.text.letters import letters_only
from pipelines.readers.trees.html import BLOCKS, HEADINGS, squash
from pipelines.readers.trees.visibility import SILENT_TAGS


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


#: Blocks of fewer letters are labels, and blocks of links lead elsewhere.
_RUNNING_TEXT = 40
_LINKED = 0.3

_OWNERS = BLOCKS | {"td", "th"}
UNSEEN = SILENT_TAGS | {"noscript"}


def letters_of(text: str) -> str:
    """Return the letters and digits of `text`, by which two renderings of it are compared."""
    return letters_only(text).lower()


def blocks_of(root: HtmlElement) -> list[Block]:
    """Return the visible text blocks below `root` in order."""
    found: list[Block] = []
    owners = [root]
    # Of the block that is being read: where its words are written, these, those in links.
    slots: list[tuple[HtmlElement, bool]] = []
    parts: list[str] = []
    in_links: list[str] = []
    links = 0

    def end_block() -> None:
        nonlocal slots
        text = "".join(parts)
        if letters := letters_of(text):
            linked = len(letters)
            if len(in_links) < len(parts):
                linked = len(letters_of("".join(in_links))) if in_links else 0
            found.append(Block(owners[-1], slots, squash(text), linked, letters))
            slots = []
        parts.clear()
        in_links.clear()

    walk = iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if tag in UNSEEN:
                walk.skip_subtree()
                continue
            if tag in _OWNERS or tag == "br":
                if parts:
                    end_block()
                slots.clear()
                if tag != "br":
                    owners.append(element)
            elif tag == "a" and not _is_own_anchor(element, owners[-1]):
                links += 1
            if text := element.text:
                slots.append((element, False))
                # Space alone is half of all text, and nothing at the beginning of a block.
                if parts or not text.isspace():
                    parts.append(text)
                    if links:
                        in_links.append(text)
            continue
        if element is root:
            break
        if tag in UNSEEN:
            pass  # what follows it is seen
        elif tag in _OWNERS:
            if parts:
                end_block()
            slots.clear()
            owners.pop()
        elif tag == "a" and not _is_own_anchor(element, owners[-1]):
            links -= 1
        if text := element.tail:
            slots.append((element, True))
            if parts or not text.isspace():
                parts.append(text)
                if links:
                    in_links.append(text)
    if parts:
        end_block()
    return found


def _is_own_anchor(link: HtmlElement, owner: HtmlElement) -> bool:
    """Return whether a link leads to the heading whose words it holds (VuePress): no link of it."""
    return owner.tag in HEADINGS and (link.get("href") or "").startswith("#")


def running_text(blocks: Iterable[Block]) -> int:
    """Return how many letters of running text `blocks` show."""
    sizes = ((len(block.letters), block.linked) for block in blocks)
    return sum(size for size, linked in sizes if size >= _RUNNING_TEXT and linked <= _LINKED * size)


def blank(block: Block) -> None:
    """Take the words of a block out of its tree."""
    for element, is_tail in block.slots:
        if is_tail:
            element.tail = None
        else:
            element.text = None
