"""MkDocs with Material's blog: what it tells of a post stands in a list beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pipelines.items import Moment
from pipelines.readers.answer import Reader
from pipelines.readers.dates.page_time import moment
from pipelines.readers.platforms.generators import generator_is
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


def authors(document: Document) -> tuple[str, ...]:
    """Return the names above the list, each with what its writer says of himself."""
    return texts(document.tree, ".md-post__authors .md-profile__description strong")


def categories(document: Document) -> tuple[str, ...]:
    """Return the links in the list: other posts that it leads to are items, not words of one."""
    return names_at(document.tree, ".md-post__meta span a", most=20, shelves=True)


def tags(document: Document) -> tuple[str, ...]:
    """Return the tags above the title, links where the blog has a list of them."""
    return names_at(document.tree, ".md-tags .md-tag", most=40)


READERS: Mapping[str, tuple[Reader[Any], ...]] = {
    "published": (created,),
    "modified": (updated,),
    "authors": (authors,),
    "categories": (categories,),
    "tags": (tags,),
}

DROP = (".md-source-file", ".md-feedback", ".md-tags")
