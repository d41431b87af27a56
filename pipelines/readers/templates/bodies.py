"""Which element of a page holds its body, when it is known what the body says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from pipelines.readers.trees.html import words
from pipelines.readers.trees.page_blocks import blocks_of, letters_of

if TYPE_CHECKING:
    from pipelines.readers.templates.teachers import Lesson

#: Shorter lines stand in other places too.
_LINE = 8
#: A page that shows less of the known body than this shows another one, or only its beginning.
_ENOUGH = 0.8
#: Parts of a text, never the whole of it.
_PARTS = words("a b blockquote dl em figure font i li ol p pre span strong table tbody td tr ul")


def tightest(lesson: Lesson) -> HtmlElement | None:
    """Return the smallest element that holds the lines of the body; None when none holds most."""
    lines = {
        letters for one in lesson.body_text.split("\n") if len(letters := letters_of(one)) >= _LINE
    }
    body = lesson.document.tree.find("body")
    if not lines or body is None:
        return None
    held: dict[HtmlElement, set[str]] = {}
    for block in blocks_of(body):
        if block.letters in lines:
            node: HtmlElement | None = block.owner
            while node is not None:
                held.setdefault(node, set()).add(block.letters)
                node = node.getparent()
    everything = held.get(body, set())
    whole = sum(map(len, everything))
    if whole < _ENOUGH * sum(map(len, lines)):
        return None
    best = body
    while True:
        inner = next((child for child in best if held.get(child) == everything), None)
        if inner is None or inner.tag in _PARTS:
            return None if best is body else best
        best = inner
