"""Parts of a post that weigh too little alone: code, addresses, headings, what folds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from lxml.html import HtmlElement

from pipelines.readers.blocks.held_lists import HARDLY
from pipelines.readers.text.letters import length_of
from pipelines.readers.trees.page_blocks import Block
from pipelines.readers.trees.visibility import is_folding


def hold_code(blocks: list[Block], held: list[bool]) -> None:
    """Hold code that follows words of the post: a line of it looks like a label to the weights."""
    for number, block in enumerate(blocks):
        if held[number] or not number or block.linked:
            continue
        if (code := next((one for one in near(block.owner) if one.tag == "pre"), None)) is None:
            continue
        # Its file, its language and the tabs above it are labels.
        held[number] = _is_among(blocks, held, number)
        if held[number] or not held[number - 1]:
            continue
        # Highlighters put it into a box or two of its own.
        beside = blocks[number - 1].owner.getparent()
        around = islice(code.iterancestors(), _BOXES)
        held[number] = any(one is beside for one in around) or _is_code(blocks[number - 1])


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
    return len(block.letters) <= _LABEL or _is_code(block)


def _is_code(block: Block) -> bool:
    return any(one.tag == "pre" for one in near(block.owner))


#: Letters of the name of a file or a language, and how many of them and of blocks of code follow.
_LABEL, _LABELS = 25, 8


def hold_quoted(blocks: list[Block], held: list[bool]) -> None:
    """Hold the line of a quote of the post that says whose words it has."""
    for number in range(1, len(blocks)):
        owner, before = blocks[number].owner, blocks[number - 1].owner
        if owner.tag in _WHOSE and held[number - 1] and not held[number]:
            quote = owner.getparent()
            around = (before, *before.iterancestors())
            if quote.tag == "figure":  # the quote may have a box of its own in it
                quotes = [one for one in around if one.tag == "blockquote"]
                held[number] = any(quote in one.iterancestors() for one in quotes)
            else:
                held[number] = quote.tag == "blockquote" and any(one is quote for one in around)


#: How a quote ends in HTML.
_WHOSE = frozenset(("footer", "cite", "figcaption"))


def hold_headings(blocks: list[Block], held: list[bool]) -> None:
    """Hold a heading that stands among paragraphs of the post, one before it and one behind."""
    for number in range(1, len(blocks) - 1):
        block, before, following = blocks[number], blocks[number - 1], blocks[number + 1]
        if held[number] or block.linked or block.owner.tag not in _PARTS or not held[number - 1]:
            continue
        held[number] = (
            held[number + 1]
            and 1 < len(block.letters) <= _HEADING
            and length_of(following.letters) >= PARAGRAPH
            and following.linked <= LINKED * len(following.letters)
            and _is_between(block.owner, before.owner, following.owner)
        )


def _is_between(heading: HtmlElement, before: HtmlElement, following: HtmlElement) -> bool:
    """Return whether a heading stands beside what holds the others, in boxes of its own or none.

    Page builders put each heading and each run of paragraphs into a box or three.
    """
    if (beside := heading.getparent()) is before.getparent() and beside is following.getparent():
        return True
    for _ in range(_BOXES):
        if beside is None or len(beside) > 1 or (beside.text or "").strip():
            break
        beside = beside.getparent()
    return beside is not None and all(
        any(one is beside for one in islice(other.iterancestors(), 2 * _BOXES))
        for other in (before, following)
    )


def hold_boxes(blocks: list[Block], held: list[bool], odds: list[float]) -> None:
    """Hold the little between two blocks of the post that is folded away or set off as a remark.

    Docusaurus calls each an alert, which a short one does not outweigh; a link leads elsewhere.
    """
    before = 0
    for number in range(1, len(blocks) - 1):
        # What is said below a picture is no neighbour, the picture's is.
        if blocks[number - 1].owner.tag != "figcaption":
            before = number - 1
        if held[number] or not held[before]:
            continue
        if (box := _box_beside(blocks[number].owner, blocks[before].owner)) is None:
            continue
        inside = list(_inside(box, islice(blocks, number, number + _IN_BOX + 1)))
        end = number + len(inside)
        behind = end
        while behind + 1 < len(blocks) and not held[behind] and _is_code(blocks[behind]):
            behind += 1  # it is the post's where the words behind it are
        if len(inside) > _IN_BOX or behind == len(blocks):
            continue
        beside = box.getparent()
        among = held[behind] and any(
            one is beside for one in islice(blocks[behind].owner.iterancestors(), _BOXES)
        )
        # An answer that a page builder folds away may be the last of a post.
        among = among or _FOLDS.search(box.get("class") or "") is not None
        # What kind of a remark it is the engine says: `warning`.
        said = box.tag == "details" or _CAPTIONED.search(box.get("class") or "") is not None
        first = number + (not said and _KIND.fullmatch(blocks[number].text) is not None)
        # What is pressed to unfold it is a label.
        told = [odds[place] for place in range(first, end) if blocks[place].owner.tag != "summary"]
        plain = not any(block.linked for block in inside) and min(told, default=0) > HARDLY
        if among and plain:
            held[first:behind] = [True] * (behind - first)


def _box_beside(owner: HtmlElement, before: HtmlElement) -> HtmlElement | None:
    """Return what holds `owner` and stands beside `before`, or what that stands in."""
    around = [*islice(before.iterancestors(), _BOXES)]
    for place in islice(owner.iterancestors(), _BOXES):
        if place in around:
            return None
        if place.getparent() in around:
            is_box = place.tag == "details" or _REMARK.search(place.get("class") or "")
            return place if is_box else None
    return None


def _inside(element: HtmlElement, blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if not any(one is element for one in islice(block.owner.iterancestors(), _DEEP)):
            return
        yield block


#: As engines call a remark: Docusaurus and MkDocs, GitBook, VuePress, themes on Bootstrap.
_REMARK = re.compile(
    r"(?:^|[-_\s])(?:admonition|alert|callout|custom-block|hint|accordi[ao]n|toggle|faq"
    r"|cap(?:tion)?[-_]?box)(?:$|[-_\s])"
)
#: Where the writer says what kind of a remark it is, as Japanese themes on WordPress have it.
_CAPTIONED = re.compile(r"(?:^|[-_\s])cap(?:tion)?[-_]?box(?:$|[-_\s])")
_FOLDS = re.compile(r"(?:^|[-_\s])(?:accordi[ao]n|toggle|faq)(?:$|[-_\s])")
_KIND = re.compile(r"\w{1,10}")
#: Blocks that a box holds at most, and elements between one and it.
_IN_BOX, _DEEP = 20, 12


def hold_folded(blocks: list[Block], held: list[bool]) -> None:
    """Hold the line that is pressed to see a part of the post that is folded away."""
    for number in range(len(blocks) - 1):
        block, following = blocks[number], blocks[number + 1]
        if held[number] or not held[number + 1] or not 1 < len(block.letters) <= _HEADING:
            continue
        if block.linked and any(_leads_away(one) for one, _ in block.slots):
            continue
        around = [following.owner, *islice(following.owner.iterancestors(), _BOXES)]
        for place in near(block.owner):
            if place in around:
                break
            if place.getparent() in around:
                held[number] = any(map(is_folding, _within(block.owner, place)))
                break


def _leads_away(slot: HtmlElement) -> bool:
    links = (one.get("href") or "#" for one in near(slot) if one.tag == "a")
    return not all(href.startswith(("#", "javascript:")) for href in links)


def _within(owner: HtmlElement, place: HtmlElement) -> Iterator[HtmlElement]:
    for one in near(owner):
        yield one
        if one is place:
            return


#: Headings of parts of a text, and how long they and the paragraphs around them are.
_PARTS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_HEADING, PARAGRAPH, LINKED = 120, 60, 0.3


#: Elements around code that hold nothing else.
_BOXES = 4


def near(owner: HtmlElement) -> Iterator[HtmlElement]:
    """Return an element and the two around it."""
    return chain((owner,), islice(owner.iterancestors(), 2))
