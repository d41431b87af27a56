"""How a page names the program that made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.readers.document import Document


def generator_is(document: Document, *names: str) -> bool:
    """Return whether `<meta name=generator>` names one of `names` (lower case)."""
    return any(value.lower().startswith(names) for value in document.meta.get("generator", ()))
