"""Hexo: what its `open_graph` helper writes in the head."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.readers.answer import Readers
from pipelines.readers.names.bylines import byline_names
from pipelines.readers.names.persons import people
from pipelines.readers.platforms.shown import generator_is
from pipelines.readers.trees.spots import texts

if TYPE_CHECKING:
    from pipelines.readers.document import Document

NAME = "hexo"


def recognise(document: Document) -> float:
    """Return how sure the page is of Hexo: it names itself in the head of every page."""
    return 1.0 if generator_is(document, "hexo") else 0.0


def head_author(document: Document) -> tuple[str, ...]:
    """Return whom the byline names, else the writer of the blog: Hexo's head has no other."""
    marked = texts(
        document.tree, "[itemprop~=author] [itemprop~=name]", ".p-author", ".post-author"
    )
    shown = people(marked[:1], document, shown=True) or byline_names(document)
    return shown or people(document.meta.get("article:author", ()), document, declared=True)


READERS: Readers = {"authors": (head_author,)}

DROP = ""
