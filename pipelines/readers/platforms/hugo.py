"""Hugo: its embedded templates in the head, and what most themes call the body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.readers.answer import Readers
from pipelines.readers.platforms.shown import generator_is, shown
from pipelines.readers.trees.spots import first_of

if TYPE_CHECKING:
    from pipelines.readers.document import Document

NAME = "hugo"


def recognise(document: Document) -> float:
    """Return how sure the page is of Hugo; its schema template leaves a trace of its own."""
    if generator_is(document, "hugo"):
        return 1.0
    # The embedded schema partial writes these four in the head, as no other program does.
    written = {"wordcount", "datepublished", "datemodified", "name"} <= document.meta.keys()
    return 0.7 if written else 0.0


content_element = shown(
    "hugo.content_element",
    first_of,
    "article .post-content | article .article-content | article .e-content | "
    "article .post-body | article .single-content | article .prose",
)


# `article:section` is the folder of the source and `article:tag` stops at six: neither is asked.
READERS: Readers = {"container": (content_element,)}

DROP = "#TableOfContents, .toc, .heading-anchor, a.anchor, .share-buttons, .post-navigation"
