"""What reading may have lost: words of the container in neither body nor named boilerplate."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import takewhile

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from pipelines.readers.bodies.boilerplate import is_junk
from pipelines.readers.bodies.byline_lines import folded
from pipelines.readers.bodies.cards import is_card
from pipelines.readers.bodies.closing import is_announcement
from pipelines.readers.bodies.opening import known_excerpts, known_titles
from pipelines.readers.document import Document
from pipelines.readers.pictures.captions import is_caption
from pipelines.readers.text.letters import letters_only
from pipelines.readers.trees.block_text import MAYBE_MUTE, is_mute
from pipelines.readers.trees.html import BLOCKS, upward
from pipelines.readers.trees.page_blocks import UNSEEN, Block, blocks_of, letters_of
from pipelines.readers.trees.visibility import SILENT_TAGS

_LETTER = re.compile(r"[^\W_]")
#: Elements whose name says that their words are beside the post.
_BESIDE = frozenset(("aside", "nav", "footer", "header", "form", "figcaption"))
#: A block with more of its letters in links is a list of other things.
_LINKS = 0.5
#: A page of more blocks is a book.
_MOST = 6000


def left_out(document: Document, body_text: str) -> float | None:
    """Return the part of the words around the body that nobody can account for, 0 to 1.

    Accounted for are: what is in the body; the title, the excerpt; links; announcements of
    other posts; cards; captions; and what an element calls boilerplate (`boilerplate.is_junk`).
    """
    if (container := document.container) is None:
        return None
    # A book is not read a third time for this figure: it has the memory of a page.
    if document.fitting is None and len(document.blocks) > _MOST:
        return None
    has_letters = _LETTER.search(body_text) is not None
    if _is_all_written(document, container):
        return 0.0 if has_letters else None
    if has_letters and _is_all_accounted_for(document, container, body_text):
        return 0.0
    body = letters_of(body_text)
    blocks = _blocks_in(container, document)
    whole = sum(len(block.letters) for block in blocks)
    if not whole or len(blocks) > _MOST:
        return None
    lines = {letters_of(line) for line in body_text.split("\n")}
    named = known_titles(document) | known_excerpts(document)
    beside = cache(_is_beside)  # a thousand blocks stand in the same boxes
    lost = [
        number
        for number, block in enumerate(blocks)
        if block.letters not in lines
        and not _is_named(block, container, named, beside)
        and block.letters not in body
    ]
    return round(_letters_lost(blocks, lost, body) / whole, 4)


#: So many letters in a row are the same place of a text, not the same word at another.
_ROW = 12
#: To search a text for a row costs as much as to go on by so many letters in it.
_SEARCH = 16
#: Letters of the body that are looked through for pieces of blocks.
_MOST_SEARCHED = 10_000_000
#: Of more letters it is not asked which of them are there.
_MOST_LETTERS = 200_000


def _letters_lost(blocks: list[Block], lost: list[int], body: str) -> int:
    """Return how many letters of the blocks numbered in `lost` are not in the body.

    A paragraph without the number of its note is one number short, not a paragraph. A letter is
    there when `_ROW` letters in a row around it are, the ends of the blocks beside it counted.
    """
    if not lost:
        return 0
    sizes = [len(blocks[number].letters) for number in lost]
    if sum(sizes) > _MOST_LETTERS:
        return sum(sizes)
    pieces = {number: [*_pieces(blocks[number])] for number in lost}
    if sum(map(len, pieces.values())) * len(body) <= _MOST_SEARCHED:
        # Of most, the paragraphs with a note, each piece is a row of the body by itself.
        lost = [number for number in lost if not _is_there(pieces[number], body)]
    edge = _ROW - 1
    runs = []
    for number in lost:
        before = blocks[number - 1].letters[-edge:] if number else ""
        after = blocks[number + 1].letters[:edge] if number + 1 < len(blocks) else ""
        runs.append((len(before), before + blocks[number].letters + after))
    wanted = {run[at : at + _ROW] for _, run in runs for at in range(len(run) - edge)}
    if len(wanted) * _SEARCH < len(body):
        there = {row for row in wanted if row in body}
    else:
        there = {row for at in range(len(body) - edge) if (row := body[at : at + _ROW]) in wanted}
    missing = 0
    for number, (start, run) in zip(lost, runs, strict=True):
        seen = bytearray(len(run))
        for at in range(len(run) - edge):
            if run[at : at + _ROW] in there:
                seen[at : at + _ROW] = b"\1" * _ROW
        for letters, is_named in pieces[number]:
            end = start + len(letters)
            missing += 0 if is_named else len(letters) - sum(seen[start:end])
            start = end
    return missing


def _is_there(pieces: list[tuple[str, bool]], body: str) -> bool:
    """Return whether each piece that is not named has all its letters in rows of the body."""
    return all(
        is_named or not letters or (len(letters) >= _ROW and letters in body)
        for letters, is_named in pieces
    )


def _pieces(block: Block) -> Iterator[tuple[str, bool]]:
    """Yield the letters of each text of a block, and whether it is a link or named."""
    for element, is_tail in block.slots:
        around = element.iterancestors() if is_tail else upward(element)
        inside = takewhile(lambda node: node is not block.owner, around)
        is_named = any(one.tag == "a" or is_junk(one) or is_mute(one) for one in inside)
        text = (element.tail if is_tail else element.text) or ""
        yield letters_of(text), is_named


def _is_all_written(document: Document, container: HtmlElement) -> bool:
    """Return True when nothing was cut from the container and every word of it written."""
    if document.rendered is None or not document.rendered.whole:
        return False
    # What was read in place and cut out has to be looked at, and no copy need be made to see it.
    if document.fitting is not None and document.fitting.cut is not None:
        return not document.fitting.cut
    return document.content is container


def _is_all_accounted_for(document: Document, container: HtmlElement, body_text: str) -> bool:
    """Return True when all was written but for what is mute, and what was cut names itself.

    What was cut by its platform's list may have no words at all, and what was taken for a tag that
    is written out none but those of the body.
    """
    if document.fitting is None or document.rendered is None:
        return False
    if (cut := document.fitting.cut) is None:
        return document.content is container
    lost = [
        letters
        for one in cut
        if not _is_unwritten(one) and (letters := letters_only("".join(_unnamed_texts(one))))
    ]
    if not lost:
        return True
    if not document.rendered.whole:
        return False
    body = letters_of(body_text)
    return all(letters.lower() in body for letters in lost)


def _unnamed_texts(container: HtmlElement) -> Iterator[str]:
    """Yield the texts of what does not say of itself that it is beside the post."""
    walk = iterwalk(container, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if element is not container and _is_unwritten(element):
                walk.skip_subtree()
            elif text := element.text:
                yield text
        elif element is not container and (text := element.tail):
            yield text


def _is_unwritten(element: HtmlElement) -> bool:
    tag = element.tag
    # Captions are the post's.
    if tag in UNSEEN or (tag in _BESIDE and tag != "figcaption"):
        return True
    return is_junk(element) or is_card(element) or (tag in MAYBE_MUTE and is_mute(element))


def _blocks_in(container: HtmlElement, document: Document) -> list[Block]:
    """Return the blocks of the container, out of the page's own where these end at its edges."""
    body = document.tree.find("body")
    if container is body:
        return document.blocks
    around = list(container.iterancestors())
    # Inside a menu the page has no blocks, inside a link all its letters are linked.
    apart = any(node.tag in SILENT_TAGS or node.tag in ("noscript", "a") for node in around)
    if document.fitting is not None or container.tag not in BLOCKS or body not in around or apart:
        return blocks_of(container)
    inside = set(container.iter())
    return [block for block in document.blocks if block.owner in inside]


def _is_named(
    block: Block,
    container: HtmlElement,
    named: frozenset[str],
    beside: Callable[[HtmlElement], bool],
) -> bool:
    if block.linked > _LINKS * len(block.letters) or is_announcement(block):
        return True
    if folded(block.text) in named:
        return True
    return any(map(beside, takewhile(lambda node: node is not container, upward(block.owner))))


def _is_beside(element: HtmlElement) -> bool:
    return element.tag in _BESIDE or is_junk(element) or is_card(element) or is_caption(element)
