"""Which blocks of a page are the post: signs of each are weighed by what many pages taught.

Each block is weighed for itself, and those left in doubt once more with what was found of their
neighbours. The weights (block_weights.py, neighbour_weights.py) are small forests of decision
trees, fitted and held against pages of hosts they were not fitted on by
benchmarks/cross_validation.py. Nothing here knows a host.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from pipelines.readers.blocks import block_weights, held_links, held_parts, neighbour_weights
from pipelines.readers.blocks.choice import likely
from pipelines.readers.blocks.held_lists import hold_counted, hold_last_lists, hold_whole_lists
from pipelines.readers.blocks.held_notes import hold_notes
from pipelines.readers.blocks.layout_tables import drop_furniture
from pipelines.readers.blocks.name_weights import WEIGHTS
from pipelines.readers.blocks.names import name_signs
from pipelines.readers.blocks.neighbours import neighbour_signs
from pipelines.readers.blocks.signs import Known, Layout, signs_of
from pipelines.readers.bodies.opening import (
    ends_of_title,
    known_excerpts,
    known_titles,
    weighed_titles,
)
from pipelines.readers.data.recipes import hold_recipes
from pipelines.readers.trees.html import HEADINGS
from pipelines.readers.trees.page_blocks import letters_of
from pipelines.readers.trees.visibility import is_unseen
from pipelines.urls import host_of

if TYPE_CHECKING:
    from pipelines.readers.document import Document
    from pipelines.readers.trees.page_blocks import Block

#: A block so clear after a part of the trees is not asked about again.
CLEAR = 3.0
#: What the second look sees again of the first: size, links, sentences, tag, words.
_AGAIN = (0, 1, 2, 3, 4, 7, 8, 9, 10, 11, 12)
#: A page of more blocks, 7 MB of paragraphs, was made to harm: some 60 microseconds and 3 KB each.
MAX_BLOCKS = 40_000
#: A shorter text that a page states as its body is a summary.
_TOLD = 200


def odds_of(document: Document) -> list[float]:
    """Return the log odds of each block of the page that it is a part of the post."""
    blocks = document.blocks
    if len(blocks) > MAX_BLOCKS:
        return [-CLEAR] * len(blocks)
    return block_odds(*signs_of(blocks, known_of(document, document.declared)))


def held_blocks(document: Document) -> list[bool]:
    """Return, for each block of the page, whether it is a part of the post."""
    blocks = document.blocks
    if len(blocks) > MAX_BLOCKS:
        # Of such a page all running text is held.
        return [
            len(block.letters) >= held_parts.PARAGRAPH
            and block.linked < held_parts.LINKED * len(block.letters)
            for block in blocks
        ]
    held = likely(document.odds, [len(block.letters) for block in blocks])
    if is_headings_only(blocks, held):
        return [False] * len(blocks)
    hold_recipes(document.linked_data, blocks, held)
    held_parts.hold_folded(blocks, held)
    hold_whole_lists(blocks, held, document.odds)
    hold_last_lists(blocks, held, document.odds)
    hold_counted(blocks, held)
    hold_notes(blocks, held)
    held_parts.hold_code(blocks, held)
    held_links.hold_bare_links(blocks, held, document.odds, host_of(document.url))
    held_links.hold_sources(blocks, held)
    held_parts.hold_quoted(blocks, held)
    held_parts.hold_boxes(blocks, held, document.odds)
    held_parts.hold_headings(blocks, held)
    _drop_faults(blocks, held)
    _drop_unseen_twins(blocks, held)
    drop_furniture(blocks, held, known_titles(document) | ends_of_title(document))
    return held


def is_headings_only(blocks: list[Block], held: list[bool]) -> bool:
    """Return whether nothing is held but headings: headings of nothing."""
    pairs = zip(blocks, held, strict=True)
    return not any(yes and block.owner.tag not in HEADINGS for block, yes in pairs)


def _drop_faults(blocks: list[Block], held: list[bool]) -> None:
    """Let go of what PHP writes into a page of its own faults, in the marks it sets: no words."""
    for number, block in enumerate(blocks):
        if held[number] and _FAULT.match(block.text):
            first = next((one for one, is_tail in block.slots if not is_tail), None)
            held[number] = first is None or first.tag != "b"


_FAULT = re.compile(
    r"\s*(?:Warning|Notice|Deprecated|Strict Standards|Fatal error|Parse error)\s?:\s.+"
    r"\.php\S*\s+on line\s+\d+",
    re.DOTALL,
)


def _drop_unseen_twins(blocks: list[Block], held: list[bool]) -> None:
    """Let go of what nobody sees where what is seen says the same: a post is told once."""
    unseen: dict[HtmlElement, list[int]] = {}
    known: dict[HtmlElement, HtmlElement | None] = {}
    for number, block in enumerate(blocks):
        if held[number] and (cover := _cover_of(block.owner, known)) is not None:
            unseen.setdefault(cover, []).append(number)
    if not unseen:
        return
    covered = {number for numbers in unseen.values() for number in numbers}
    whole = "".join(
        block.letters
        for number, block in enumerate(blocks)
        if held[number] and number not in covered
    )
    for numbers in unseen.values():
        size = sum(len(blocks[number].letters) for number in numbers)
        said = sum(len(letters) for one in numbers if (letters := blocks[one].letters) in whole)
        if said >= _TWIN * size:
            for number in numbers:
                held[number] = False


def _cover_of(
    element: HtmlElement, known: dict[HtmlElement, HtmlElement | None]
) -> HtmlElement | None:
    """Return the outermost element around a block that nobody sees."""
    chain: list[HtmlElement] = []
    node: HtmlElement | None = element
    cover: HtmlElement | None = None
    while node is not None:
        if node in known:
            cover = known[node]
            break
        chain.append(node)
        node = node.getparent()
    for node in reversed(chain):
        if cover is None and node.tag not in ("body", "html") and is_unseen(node):
            cover = node
        known[node] = cover
    return cover


#: Part of the letters of a hidden element that has to be shown elsewhere.
_TWIN = 0.8


def known_of(document: Document, declared: HtmlElement | None) -> Known:
    """Return what the page says of its post outside the blocks."""
    told = [
        letters_of(re.sub(r"<[^>]+>", " ", text))
        for node in document.post_nodes
        if isinstance(text := node.get("articleBody"), str) and len(text) > _TOLD
    ]
    return Known(
        declared=declared,
        titles={letters_of(title) for title in weighed_titles(document)},
        excerpts=known_excerpts(document),
        told=" ".join(told),
    )


def block_odds(signs: list[list[float]], layout: Layout) -> list[float]:
    """Return the log odds of each block with these signs that it is a part of the post."""
    if not signs:
        return []
    said = name_signs(layout, WEIGHTS.get)
    first = [
        _bounded(block_weights.weigh([*row, *names], CLEAR))
        for row, names in zip(signs, said, strict=True)
    ]
    doubtful = [number for number, odds in enumerate(first) if is_doubtful(odds)]
    for number, beside in neighbour_signs(layout, first, doubtful).items():
        again = second_signs(beside, signs[number], said[number])
        first[number] = _bounded(neighbour_weights.weigh(again, CLEAR))
    return first


def is_doubtful(odds: float) -> bool:
    """Return whether a block of these odds is looked at twice."""
    return -CLEAR < odds < CLEAR


def second_signs(
    beside: list[float], own: Sequence[float], names: tuple[float, ...]
) -> list[float]:
    """Return the signs for the second look at a block, always as many and in this order."""
    return [*beside, *[own[number] for number in _AGAIN], *names]


def _bounded(odds: float) -> float:
    return odds if -CLEAR < odds < CLEAR else CLEAR if odds > 0 else -CLEAR
