"""Which blocks of a page are the post: signs of each are weighed by what many pages taught.

Each block is weighed for itself, and those left in doubt once more with what was found of their
neighbours. The weights (block_weights.py, neighbour_weights.py) are small forests of decision
trees, fitted and held against pages of hosts they were not fitted on by
benchmarks/cross_validation.py. Nothing here knows a host.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from pipelines.readers import block_weights, neighbour_weights
from pipelines.readers.block_names import name_signs
from pipelines.readers.block_neighbours import neighbour_signs
from pipelines.readers.block_signs import Known, Layout, signs_of
from pipelines.readers.boilerplate import is_marked
from pipelines.readers.html import is_folding, is_unseen
from pipelines.readers.layout_tables import drop_furniture
from pipelines.readers.letters import length_of
from pipelines.readers.name_weights import WEIGHTS
from pipelines.readers.opening import ends_of_title, known_excerpts, known_titles
from pipelines.readers.page_blocks import letters_of
from pipelines.readers.recipes import hold_recipes
from pipelines.urls import host_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.html import HtmlElement

    from pipelines.readers.document import Document
    from pipelines.readers.page_blocks import Block

#: From these log odds on a block is the post: what is lost is lost, what is too much is not.
_ODDS = -0.3
#: With less the others of its list or table speak for no item or cell.
_HARDLY = -1.5
#: A block so clear after a part of the trees is not asked about again.
CLEAR = 3.0
#: What the second look sees again of the first: size, links, sentences, tag, words.
_AGAIN = (0, 1, 2, 3, 4, 7, 8, 9, 10, 11, 12)
#: A page of more blocks, 7 MB of paragraphs, was made to harm: some 60 microseconds and 3 KB each.
MAX_BLOCKS = 40_000
#: A shorter text that a page states as its body is a summary.
_TOLD = 200

#: An address as it is written for people.
_ADDRESS = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?::[0-9]+)?(?:/\S*)?")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ITEMS = frozenset(("li", "td", "th", "dd", "dt"))
#: So many letters are no note any more.
_NOTE = 1500
_NOTES = frozenset(("li", "p", "dd", "tr", "td"))
_CELLS = frozenset(("td", "th"))
_LISTS = ("ul", "ol", "dl", "table")


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
            len(block.letters) >= _PARAGRAPH and block.linked < _LINKED * len(block.letters)
            for block in blocks
        ]
    held = [odds > _ODDS for odds in document.odds]
    if is_headings_only(blocks, held):
        return [False] * len(blocks)
    hold_recipes(document.linked_data, blocks, held)
    _hold_whole_lists(blocks, held, document.odds)
    _hold_last_lists(blocks, held, document.odds)
    _hold_notes(blocks, held)
    _hold_code(blocks, held)
    _hold_bare_links(blocks, held, host_of(document.url))
    _hold_details(blocks, held, document.odds)
    _hold_folded(blocks, held)
    _hold_headings(blocks, held)
    _drop_faults(blocks, held)
    _drop_unseen_twins(blocks, held)
    drop_furniture(blocks, held, known_titles(document) | ends_of_title(document))
    return held


def is_headings_only(blocks: list[Block], held: list[bool]) -> bool:
    """Return whether nothing is held but headings: headings of nothing."""
    pairs = zip(blocks, held, strict=True)
    return not any(yes and block.owner.tag not in _HEADINGS for block, yes in pairs)


def _hold_whole_lists(blocks: list[Block], held: list[bool], odds: list[float]) -> None:
    """Hold the short items and cells of lists and tables that are held for the most part."""
    groups: dict[HtmlElement, list[int]] = {}
    for number, block in enumerate(blocks):
        if _item_of(block) is not None:
            above = next(block.owner.iterancestors(*_LISTS), None)
            if above is not None:
                groups.setdefault(_outermost(above), []).append(number)
    for above, numbers in groups.items():
        sizes = {number: len(blocks[number].letters) for number in numbers}
        inside = sum(size for number, size in sizes.items() if held[number])
        linked = sum(blocks[number].linked for number in numbers)
        # Half a table of facts says nothing; half a list may be two.
        facts = inside and not linked and above.tag == "table"
        most = facts or 2 * inside >= sum(sizes.values())
        if not most and not _stands_inside(numbers, blocks, held):
            continue
        first = _item_of(blocks[numbers[0]])
        cells = first is not None and first.tag in _CELLS
        mixed = cells and linked < 0.7 * sum(sizes.values())
        for number, size in sizes.items():
            # A page laid out by a table has its menus and teasers in it.
            if held[number] or odds[number] <= _HARDLY:
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
    return next(owner.iterancestors("tr"), None) if owner.tag in _CELLS else None


def _outermost(inner: HtmlElement) -> HtmlElement:
    """Return the list that a list within its items is a part of."""
    item = inner.getparent()
    while item is not None and item.tag == "li" and inner.tag in ("ul", "ol"):
        around = item.getparent()
        if around is None or around.tag not in ("ul", "ol"):
            break
        inner, item = around, around.getparent()
    return inner


def _item_of(block: Block) -> HtmlElement | None:
    """Return the item or cell that a block is, or whose only paragraph it is."""
    owner = block.owner
    if owner.tag == "p" and (parent := owner.getparent()) is not None and parent.tag in _ITEMS:
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


def _hold_last_lists(blocks: list[Block], held: list[bool], odds: list[float]) -> None:
    """Hold a list without links right below a paragraph that is surely the post's.

    Authors end so; a list of the theme's leads somewhere, or stands in a box of its own.
    """
    known: set[HtmlElement] = set()
    for number in range(1, len(blocks)):
        above = next(blocks[number].owner.iterancestors("ul", "ol"), None)
        if held[number] or above is None or above in known:
            continue
        known.add(above)
        before = above.getprevious()
        first = number
        while first and _is_within(blocks[first - 1].owner, above):
            first -= 1
        told = first > 0 and odds[first - 1] > _SURE and blocks[first - 1].owner is before
        if not told or before is None or before.tag != "p" or is_marked(_names(above)):
            continue
        end = number
        while end < len(blocks) and _is_within(blocks[end].owner, above):
            end += 1
        items = blocks[first:end]
        said = any(length_of(item.letters) >= _ITEM for item in items)
        if said and not any(item.linked for item in items):
            held[first:end] = [True] * len(items)


#: Log odds of a paragraph that is no notice to readers, and letters of an item that says something.
_SURE = 1.0
_ITEM = 20


def _is_within(owner: HtmlElement, above: HtmlElement) -> bool:
    return any(one is above for one in owner.iterancestors())


def _names(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _hold_notes(blocks: list[Block], held: list[bool]) -> None:
    """Hold the notes that the words of the post point at: they are the author's, links and all."""
    wanted: dict[str, str] = {}
    for block, is_held in zip(blocks, held, strict=True):
        for slot, _ in block.slots if is_held else ():
            # The mark in the text may have its brackets in elements of their own.
            for element in (slot, slot.getparent()):
                href = "" if element is None else element.get("href") or ""
                page, mark, name = href.partition("#")
                if mark and name:
                    wanted.setdefault(name, page)
    if not wanted:
        return
    for number, block in enumerate(blocks):
        if held[number] or len(block.letters) > _NOTE:
            continue
        # A note stands in an item or paragraph of its own; what holds more is a part of the page.
        for place in _near(block.owner):
            noted = place.tag in _NOTES or place.get("role") == "doc-footnote"
            name = _name_of(place) if noted else ""
            if name in wanted:
                held[number] = not wanted[name] or _leads_back(place, wanted[name])


def _name_of(note: HtmlElement) -> str:
    """Return the name by which a note is pointed at: its own, or that of the number before it."""
    first = note[0] if len(note) and not (note.text or "").strip() else None
    return note.get("id") or ("" if first is None else first.get("id") or "")


def _hold_code(blocks: list[Block], held: list[bool]) -> None:
    """Hold code that follows words of the post: a line of it looks like a label to the weights."""
    for number, block in enumerate(blocks):
        if held[number] or not number or block.linked:
            continue
        code = next((one for one in _near(block.owner) if one.tag == "pre"), None)
        if code is None:
            continue
        # Its file, its language and the tabs above it are labels.
        held[number] = _is_among(blocks, held, number)
        if held[number] or not held[number - 1]:
            continue
        # Highlighters put it into a box or two of its own.
        beside = blocks[number - 1].owner.getparent()
        around = islice(code.iterancestors(), _BOXES)
        held[number] = any(one is beside for one in around) or _is_code(blocks[number - 1].owner)


def _is_among(blocks: list[Block], held: list[bool], number: int) -> bool:
    """Return whether words of the post stand before and behind a block, labels aside."""
    found = []
    for step in (-1, 1):
        near = range(number + step, number + step * (_LABELS + 1), step)
        others = [other for other in near if 0 <= other < len(blocks)]
        words = (other for other in others if held[other] or not _is_label(blocks[other]))
        found.append(held[next(words, number)])
    return all(found)


def _is_label(block: Block) -> bool:
    return len(block.letters) <= _LABEL or any(one.tag == "pre" for one in _near(block.owner))


#: Letters of the name of a file or a language, and how many of them and of blocks of code follow.
_LABEL, _LABELS = 25, 8


def _hold_bare_links(blocks: list[Block], held: list[bool], own: str) -> None:
    """Hold a paragraph that is nothing but the address to which it leads, right below the post's.

    Blogs that are made to promote another end so; to the weights it is a part of what follows.
    """
    for number in range(1, len(blocks)):
        owner = blocks[number].owner
        if held[number] or not held[number - 1] or not blocks[number].linked or owner.tag != "p":
            continue
        if owner.getparent() is not blocks[number - 1].owner.getparent():
            continue
        address = blocks[number].text.strip()
        links = owner.findall(".//a[@href]")
        if len(links) == 1 and _ADDRESS.fullmatch(address):
            host = host_of(links[0].get("href", "").strip())
            held[number] = bool(host) and host != own and host.removeprefix("www.") in address


def _hold_headings(blocks: list[Block], held: list[bool]) -> None:
    """Hold a heading that stands among paragraphs of the post, one before it and one behind."""
    for number in range(1, len(blocks) - 1):
        block, before, following = blocks[number], blocks[number - 1], blocks[number + 1]
        if held[number] or block.linked or block.owner.tag not in _PARTS or not held[number - 1]:
            continue
        held[number] = (
            held[number + 1]
            and 1 < len(block.letters) <= _HEADING
            and length_of(following.letters) >= _PARAGRAPH
            and following.linked <= _LINKED * len(following.letters)
            and _is_between(block.owner, before.owner, following.owner)
        )


def _is_between(heading: HtmlElement, before: HtmlElement, following: HtmlElement) -> bool:
    """Return whether a heading stands beside what holds the others, in boxes of its own or none.

    Page builders put each heading and each run of paragraphs into a box or three.
    """
    beside = heading.getparent()
    if beside is before.getparent() and beside is following.getparent():
        return True
    for _ in range(_BOXES):
        if beside is None or len(beside) > 1 or (beside.text or "").strip():
            break
        beside = beside.getparent()
    return beside is not None and all(
        any(one is beside for one in islice(other.iterancestors(), 2 * _BOXES))
        for other in (before, following)
    )


def _hold_details(blocks: list[Block], held: list[bool], odds: list[float]) -> None:
    """Hold the little that is folded away between two blocks of the post, and leads nowhere.

    Docusaurus calls each an alert, which a short one does not outweigh.
    """
    for number in range(1, len(blocks) - 1):
        details = blocks[number].owner.getparent()
        if not held[number - 1] or blocks[number].owner.tag != "summary" or details is None:
            continue
        inside = list(_inside(details, islice(blocks, number, number + _FOLDED + 1)))
        end = number + len(inside)
        if len(inside) > _FOLDED or end == len(blocks) or not held[end]:
            continue
        beside = details.getparent()
        among = all(
            any(one is beside for one in islice(blocks[near].owner.iterancestors(), _BOXES))
            for near in (number - 1, end)
        )
        plain = not any(block.linked for block in inside) and min(odds[number:end]) > _HARDLY
        if among and plain:
            held[number:end] = [True] * len(inside)


def _inside(element: HtmlElement, blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if not any(one is element for one in islice(block.owner.iterancestors(), _DEEP)):
            return
        yield block


#: Blocks that are folded away at most, and elements between one and what folds it.
_FOLDED, _DEEP = 20, 12


def _hold_folded(blocks: list[Block], held: list[bool]) -> None:
    """Hold the line that is pressed to see a part of the post that is folded away."""
    for number in range(len(blocks) - 1):
        block, following = blocks[number], blocks[number + 1]
        if held[number] or not held[number + 1] or not 1 < len(block.letters) <= _HEADING:
            continue
        if block.linked and any(_leads_away(one) for one, _ in block.slots):
            continue
        around = [following.owner, *islice(following.owner.iterancestors(), _BOXES)]
        for place in _near(block.owner):
            if place in around:
                break
            if place.getparent() in around:
                held[number] = any(map(is_folding, _within(block.owner, place)))
                break


def _leads_away(slot: HtmlElement) -> bool:
    links = (one.get("href") or "#" for one in _near(slot) if one.tag == "a")
    return not all(href.startswith(("#", "javascript:")) for href in links)


def _within(owner: HtmlElement, place: HtmlElement) -> Iterator[HtmlElement]:
    for one in _near(owner):
        yield one
        if one is place:
            return


#: Headings of parts of a text, and how long they and the paragraphs around them are.
_PARTS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_HEADING, _PARAGRAPH, _LINKED = 120, 60, 0.3


def _is_code(owner: HtmlElement) -> bool:
    return any(one.tag == "pre" for one in _near(owner))


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
        said = sum(
            len(letters) for number in numbers if (letters := blocks[number].letters) in whole
        )
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
#: Elements around code that hold nothing else.
_BOXES = 4


def _leads_back(note: HtmlElement, page: str) -> bool:
    """Return whether a note leads back to the page that points at it by its whole address."""
    return any((link.get("href") or "").startswith(f"{page}#") for link in note.iter("a"))


def _near(owner: HtmlElement) -> Iterator[HtmlElement]:
    """Yield an element and the few around it."""
    place: HtmlElement | None = owner
    for _ in range(3):
        if place is None:
            return
        yield place
        place = place.getparent()


def known_of(document: Document, declared: HtmlElement | None) -> Known:
    """Return what the page says of its post outside the blocks."""
    told = [
        letters_of(re.sub(r"<[^>]+>", " ", text))
        for node in document.post_nodes
        if isinstance(text := node.get("articleBody"), str) and len(text) > _TOLD
    ]
    return Known(
        declared=declared,
        titles={letters_of(title) for title in known_titles(document)},
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
    return max(-CLEAR, min(CLEAR, odds))
