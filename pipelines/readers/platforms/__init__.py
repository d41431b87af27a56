"""What each platform looks like: a file a platform, all it knows in one place.

A platform module has `NAME`, `recognise(document) -> float` (0 to 1) and, where it
knows better than the generic readers, `READERS`: field name -> readers, best first.
The field `container` answers with the element that holds the body, the field
`drop` with a tuple of CSS selectors for what is no part of the body inside it.
"""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipelines.readers.answer import Reader
    from pipelines.readers.document import Document

PLATFORMS: tuple[ModuleType, ...] = ()


def recognise(document: Document) -> tuple[str, ...]:
    """Return the names of the platforms that `document` wears, the surest first."""
    if document.page.platform:
        return (document.page.platform,)
    scored = [(module.recognise(document), module.NAME) for module in PLATFORMS]
    return tuple(name for score, name in sorted(scored, reverse=True) if score >= 0.5)


def readers(document: Document, field: str) -> tuple[Reader[Any], ...]:
    """Return what the recognised platforms offer for `field`, the surest platform first."""
    by_name = {module.NAME: module for module in PLATFORMS}
    return tuple(
        reader
        for name in document.platforms
        if name in by_name
        for reader in getattr(by_name[name], "READERS", {}).get(field, ())
    )
