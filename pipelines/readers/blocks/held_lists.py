"""Lists and tables of a post: held whole, or cell by cell where others are the theme's."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

from pipelines.readers.bodies.marked_names import is_marked
from pipelines.readers.text.letters import length_of
from pipelines.readers.trees.html import CELLS, names_of
from pipelines.readers.trees.page_blocks import Block

#: With less the others of its list or table speak for no item or cell.
HARDLY = -1.5
_ITEMS = frozenset(("li", "td", "th", "dd", "dt"))
_LISTS = ("ul", "ol", "dl", "table")


def hold_whole_lists(blocks: list[Block], held: list[bool], odds: list[float]) -> None:
    """Hold the short items and cells of lists and tables that are held for the most part."""
    groups: dict[HtmlElement, list[int]] = {}
    for number, block in enumerate(blocks):
        above = (
            next(block.owner.iterancestors(*_LISTS), None) if _item_of(block) is not None else None
        )
        if above is not None:
            groups.setdefault(_outermost(above), []).append(number)
    for above, numbers in groups.items():
        sizes = {number: len(blocks[number].letters) for number in numbers}
        inside = sum(size for number, size in sizes.items() if held[number])
        linked = sum(blocks[number].linked for number in numbers)
        # Half a table of facts says nothing; half a list may be two.
        facts = inside and not linked and above.tag == "table"
        most = facts or 2 * inside >= sum(sizes.values())
        stands_inside = _stands_inside(numbers, blocks, held)
        if not most and not stands_inside:
            continue
        among = stands_inside and _is_among(above, blocks[numbers[0] - 1], blocks[numbers[-1] + 1])
        first = _item_of(blocks[numbers[0]])
        cells = first is not None and first.tag in CELLS
        mixed = cells and linked < 0.7 * sum(sizes.values())
        for number, size in sizes.items():
            # A page laid out by a table has its menus and teasers in it.
            if held[number] or (odds[number] <= HARDLY and not among):
                continue
            # In a table of names and facts the names may be links; a list of links is a menu.
            held[number] = mixed or blocks[number].linked <= 0.4 * size
        if above.tag == "table" and not linked:
            _hold_whole_rows(numbers, blocks, held)


def _hold_whole_rows(numbers: list[int], blocks: list[Block], held: list[bool]) -> None:
    rows: dict[HtmlElement, list[int]] = {}
    for number in numbers:
        if (row := _row(blocks[number].owner)) is not None:
            rows.setdefault(row, []).append(number)
    for cells in rows.values():
        # Between cells of a layout stand the blocks of what is laid out.
        apart = cells[-1] - cells[0] >= len(cells)
        if not apart and any(held[number] for number in cells):
            for number in cells:
                held[number] = True


def _row(owner: HtmlElement) -> HtmlElement | None:
    return next(owner.iterancestors("tr"), None) if owner.tag in CELLS else None


def _outermost(inner: HtmlElement) -> HtmlElement:
    """Return the list that a list within its items is a part of."""
    item = inner.getparent()
    while item is not None and item.tag == "li" and inner.tag in ("ul", "ol"):
        if (around := item.getparent()) is None or around.tag not in ("ul", "ol"):
            break
        inner, item = around, around.getparent()
    return inner


def _item_of(block: Block) -> HtmlElement | None:
    """Return the item or cell that a block is, or whose only paragraph it is."""
    owner = block.owner
    if (
        owner.tag in ("p", "div")
        and (parent := owner.getparent()) is not None
        and parent.tag in _ITEMS
    ):
        inside = list(islice(parent, _IN_ITEM + 1))
        alone = len(inside) <= _IN_ITEM and all(one is owner or one.tag in _LISTS for one in inside)
        return parent if alone and not (parent.text or "").strip() else None
    return owner if owner.tag in _ITEMS else None


#: Elements of an item that has one paragraph and lists below it.
_IN_ITEM = 20


def _stands_inside(numbers: list[int], blocks: list[Block], held: list[bool]) -> bool:
    """Return whether a list without links stands between two blocks of the post."""
    first, last = numbers[0] - 1, numbers[-1] + 1
    if first < 0 or last >= len(blocks) or last - first - 1 != len(numbers):
        return False
    return held[first] and held[last] and not any(blocks[number].linked for number in numbers)


def _is_among(above: HtmlElement, before: Block, following: Block) -> bool:
    """Return whether a list that calls itself nothing stands between two paragraphs beside it."""
    beside = (above.getprevious(), above.getnext())
    paragraphs = beside == (before.owner, following.owner)
    return paragraphs and all(one.tag == "p" for one in beside) and not above.get("class")


def hold_counted(blocks: list[Block], held: list[bool]) -> None:
    """Hold the paragraph that counts on where one of the post beside it counts: `3. 문의: …`."""
    last: dict[HtmlElement, int] = {}
    for number, block in enumerate(blocks):
        parent = block.owner.getparent() if block.owner.tag == "p" else None
        match = _COUNTED.match(block.text) if parent is not None else None
        if parent is None or match is None:
            continue
        count = int(match[1])
        held[number] = held[number] or (count > 1 and last.get(parent) == count - 1)
        if held[number]:
            last[parent] = count


_COUNTED = re.compile(r"\s*(\d{1,2})[.)]\s")


def hold_last_lists(blocks: list[Block], held: list[bool], odds: list[float]) -> None:
    """Hold a list without links right below a paragraph that is surely the post's.

    Authors end so; a list of the theme's leads somewhere, or stands in a box of its own.
    """
    for first in range(1, len(blocks)):
        before = blocks[first - 1].owner
        if odds[first - 1] <= _SURE or before.tag != "p":
            continue
        below = before.getnext()
        if below is None or below.tag not in ("ul", "ol") or is_marked(names_of(below)):
            continue
        end = first
        while end < len(blocks) and below in blocks[end].owner.iterancestors():
            end += 1
        items = blocks[first:end]
        said = any(length_of(item.letters) >= _ITEM for item in items)
        if said and not any(item.linked for item in items):
            held[first:end] = [True] * len(items)


#: Log odds of a paragraph that is no notice to readers, and letters of an item that says something.
_SURE = 1.0
_ITEM = 20
