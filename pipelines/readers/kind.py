"""What kind of page this is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.items import Moment, PageKind

if TYPE_CHECKING:
    from pipelines.readers.document import Document


def page_kind(
    document: Document, *, title: str, published: Moment | None, body_text: str
) -> tuple[PageKind, tuple[str, ...]]:
    """Return the kind and the reasons for it."""
    return "post", ()
