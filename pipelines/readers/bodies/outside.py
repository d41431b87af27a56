"""Paragraphs of the post that stand outside the element that holds its body.

A theme sets the lead above the picture into an element of its own, or parts the body in two around
an advertisement, and calls one of these the body.
"""

from __future__ import annotations

from lxml.html import HtmlElement

from pipelines.readers.trees.html import remove
from pipelines.readers.trees.page_blocks import Block

#: Letters of a paragraph; what is shorter may be a label.
_PARAGRAPH = 100
#: Log odds of what is no teaser of another post: of 28 pages 15 gained by it and 4 lost a line.
_SURE = 1.0
_LINKED = 0.3
#: More paragraphs are not looked for within others, only as others.
_MANY = 200


def with_outside(
    body: HtmlElement, blocks: list[Block], held: list[bool], odds: list[float]
) -> tuple[HtmlElement, list[bool]]:
    """Return the element around `body` and the post's paragraphs outside it, and what is held.

    It is `body` itself where there are none, or where `body` tells the same words.
    """
    outside = [number for number in _sure(blocks, held, odds) if not _is_in(body, blocks[number])]
    if not outside:
        return body, held
    own = [yes and _is_in(body, block) for block, yes in zip(blocks, held, strict=True)]
    told = [block.letters for block, yes in zip(blocks, own, strict=True) if yes]
    known = set(told) if len(outside) > _MANY else " ".join(told)
    outside = [number for number in outside if blocks[number].letters not in known]
    around: HtmlElement | None = body
    for number in outside:
        own[number] = True
        while around is not None and not _is_in(around, blocks[number]):
            around = around.getparent()
    return (body, held) if around is None or not outside else (around, own)


def _sure(blocks: list[Block], held: list[bool], odds: list[float]) -> list[int]:
    return [
        number
        for number, block in enumerate(blocks)
        if held[number]
        and odds[number] > _SURE
        and len(block.letters) >= _PARAGRAPH
        and block.linked < _LINKED * len(block.letters)
        and block.owner.tag != "h1"
    ]


def _is_in(element: HtmlElement, block: Block) -> bool:
    return block.owner is element or element in block.owner.iterancestors()


def drop_pictures_outside(body: HtmlElement, around: HtmlElement) -> None:
    """Remove from `around` the pictures and players outside `body`: they belong to the page."""
    own = set(body.iter())
    for element in list(
        around.iterdescendants("img", "amp-img", "picture", "iframe", "video", "audio")
    ):
        if element not in own:
            remove(element)
