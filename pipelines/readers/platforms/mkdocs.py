"""MkDocs with Material's blog: what it tells of a post stands in a list beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.items import Moment
from pipelines.readers.answer import Readers
from pipelines.readers.dates.page_time import moment
from pipelines.readers.platforms.shown import generator_is, shown
from pipelines.readers.terms.terms import names_at
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import texts

if TYPE_CHECKING:
    from pipelines.readers.document import Document

NAME = "mkdocs"


def recognise(document: Document) -> float:
    """Return how sure the page is of MkDocs."""
    return 1.0 if generator_is(document, "mkdocs") else 0.0


def created(document: Document) -> Moment | None:
    """Return the first time of the list."""
    return _time(document, 0)


def updated(document: Document) -> Moment | None:
    """Return the second time of the list: none is told of a post that was not changed."""
    return _time(document, 1)


def _time(document: Document, place: int) -> Moment | None:
    found = select(document.tree, ".md-post__meta time")
    return moment(document, found[place].get("datetime")) if len(found) > place else None


READERS: Readers = {
    "published": (created,),
    "modified": (updated,),
    "authors": (
        shown("mkdocs.authors", texts, ".md-post__authors .md-profile__description strong"),
    ),
    "categories": (
        shown("mkdocs.categories", names_at, ".md-post__meta span a", most=20, shelves=True),
    ),
    "tags": (shown("mkdocs.tags", names_at, ".md-tags .md-tag", most=40),),
}

DROP = ".md-source-file, .md-feedback, .md-tags"
