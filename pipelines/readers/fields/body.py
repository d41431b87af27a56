"""The body of a post."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.readers.document import Document


def container(document: Document) -> HtmlElement | None:
    """Return the element that holds the body."""
    found: list[HtmlElement] = document.tree.xpath("//*[@itemprop='articleBody']")
    return found[0] if found else None
