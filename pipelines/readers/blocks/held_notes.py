"""Notes of a post: what its words point at, and what stands in a box of notes."""

from __future__ import annotations

from lxml.html import HtmlElement

from pipelines.readers.blocks.held_parts import near
from pipelines.readers.trees.page_blocks import Block

#: So many letters are no note any more.
_NOTE = 1500
_NOTES = frozenset(("li", "p", "dd", "tr", "td"))


def hold_notes(blocks: list[Block], held: list[bool]) -> None:
    """Hold the notes that the words of the post point at: they are the author's, links and all."""
    wanted: dict[str, str] = {}
    for block, is_held in zip(blocks, held, strict=True):
        for slot, _ in block.slots if is_held else ():
            # The mark in the text may have its brackets in elements of their own.
            for element in (slot, slot.getparent()):
                if element is not None and (href := element.get("href")):
                    page, _, name = href.partition("#")
                    if name:
                        wanted.setdefault(name, page)
    for number, block in enumerate(blocks):
        if held[number] or len(block.letters) > _NOTE:
            continue
        if number and held[number - 1] and _is_beside_post(block, blocks[number - 1]):
            held[number] = True
            continue
        # A note stands in an item or paragraph of its own; what holds more is a part of the page.
        for place in near(block.owner) if wanted else ():
            noted = place.tag in _NOTES or place.get("role") == "doc-footnote"
            name = _name_of(place) if noted else ""
            if name in wanted:
                held[number] = not wanted[name] or _leads_back(place, wanted[name])


def _is_beside_post(block: Block, before: Block) -> bool:
    """Return whether a block is called a note beside the post's last words, or is one of a box."""
    owner = block.owner
    called = owner.tag == "p" and "footnote" in (owner.get("class") or "").split()
    if called and owner.getparent() is before.owner.getparent():
        return True
    return _is_among_notes(block, before)


def _is_among_notes(block: Block, before: Block) -> bool:
    """Return whether a block stands in a box of notes right below the post, or in one with it."""
    box = next((one for one in block.owner.iterancestors() if one.get("role") == _NOTES_BOX), None)
    if box is None:
        return False
    return any(one is box or one is box.getparent() for one in before.owner.iterancestors())


#: As Pandoc, Goldmark and Sphinx mark the box of all notes, pointed at or not.
_NOTES_BOX = "doc-endnotes"


def _name_of(note: HtmlElement) -> str:
    """Return the name by which a note is pointed at: its own, or that of the number before it."""
    # SPIP sets it into brackets.
    first = note[0] if len(note) and not (note.text or "").strip(" \n[(") else None
    return note.get("id") or ("" if first is None else first.get("id") or "")


def _leads_back(note: HtmlElement, page: str) -> bool:
    """Return whether a note leads back to the page that points at it by its whole address."""
    return any((link.get("href") or "").startswith(f"{page}#") for link in note.iter("a"))
