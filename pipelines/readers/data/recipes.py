"""Recipes that a page states as data: what they say is the post's, however its lists look."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any

from lxml.html import HtmlElement

from pipelines.readers.data import linked_data
from pipelines.readers.trees.page_blocks import Block, letters_of

#: Letters of a step; a shorter text is only matched whole.
_STEP = 25
#: So many stated items make a list that of the ingredients.
_SOME = 2
_LISTS = ("ul", "ol", "table")
#: Values of a recipe; a larger one was made to harm.
_MOST = 500


def hold_recipes(nodes: Sequence[linked_data.Node], blocks: list[Block], held: list[bool]) -> None:
    """Hold the ingredients and steps that `nodes` state, where no block of the post says them."""
    stated = {letters for text in _stated(nodes) if len(letters := letters_of(text)) > 3}
    if not stated:
        return
    steps = " ".join(letters for letters in stated if len(letters) >= _STEP)
    told = {block.letters for block, yes in zip(blocks, held, strict=True) if yes}
    lists: dict[HtmlElement, list[int]] = {}
    for number, block in enumerate(blocks):
        letters = block.letters
        above = next(block.owner.iterancestors(*_LISTS), None)
        if above is not None and not block.linked:
            lists.setdefault(above, []).append(number)
        if letters in told or block.linked > 0.5 * len(letters):
            continue
        if letters in stated or (len(letters) >= _STEP and letters in steps):
            # A page that shows it twice, for two widths, tells it once.
            told.add(letters)
            held[number] = True
    for numbers in lists.values():
        found = [number for number in numbers if held[number] and blocks[number].letters in stated]
        if len(found) >= _SOME:
            for number in numbers:
                held[number] = True


def _stated(nodes: Sequence[linked_data.Node]) -> list[str]:
    """Return the ingredients and the steps of the recipes among `nodes`."""
    found: list[str] = []
    for node in linked_data.post_nodes(nodes):
        if "Recipe" in linked_data.types_of(node):
            found += _texts(node.get("recipeIngredient"))
            found += _texts(node.get("recipeInstructions"))
    return [re.sub(r"<[^>]+>", " ", unescape(text)) for text in found[:_MOST]]


def _texts(value: Any, depth: int = 0) -> Iterator[str]:
    """Yield the texts of a list of steps, of sections with steps, or of either as one string."""
    if depth > 5:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value[:_MOST]:
            yield from _texts(part, depth + 1)
    elif isinstance(value, dict):
        yield from _texts(value.get("text") or value.get("itemListElement"), depth + 1)
