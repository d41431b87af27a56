"""Readers that are a row of a table: where in its markup a platform shows a field."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from pipelines.readers.answer import Reader

if TYPE_CHECKING:
    from pipelines.readers.document import Document

T = TypeVar("T")


def shown(signed: str, look: Callable[..., T | None], css: str, **how: Any) -> Reader[T]:
    """Return the reader `platform.name` that looks with `look` in the tree of a page.

    At the first of the selectors that finds something: bars part them.
    """
    rules = css.split(" | ")

    def reader(document: Document) -> T | None:
        return look(document.tree, *rules, **how)

    platform, _, reader.__name__ = signed.partition(".")
    reader.__module__ = f"{__package__}.{platform}"
    return reader
