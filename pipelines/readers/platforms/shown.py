"""What a platform shows of itself: its name in the head, a field in its markup."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from pipelines.readers.answer import Reader

if TYPE_CHECKING:
    from pipelines.readers.document import Document

T = TypeVar("T")


def generator_is(document: Document, *names: str) -> bool:
    """Return whether `<meta name=generator>` names one of `names` (lower case)."""
    return any(value.lower().startswith(names) for value in document.meta.get("generator", ()))


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
