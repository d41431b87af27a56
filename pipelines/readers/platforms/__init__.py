"""A file a platform: how to recognise it, its markup, its list API. All it knows, in one file.

A platform module exposes

- `NAME`;
- `recognise(document) -> float`, 0 to 1 by evidence, cheap;
- `READERS`, by field (`title`, `published`, `modified`, `authors`, `tags`, `categories`,
  `language`, `excerpt`, `platform_post_id`, `canonical_url`, `container`);
- `DROP`, selectors of what is no part of the body inside the container;

and, where the platform has a list API, `list_requests(home_url, ...)` and
`read_list(body, url, ...)` in the types of `api.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

from pipelines.readers.answer import Reader

if TYPE_CHECKING:
    from pipelines.readers.document import Document


class Platform(Protocol):
    """What a platform module looks like from outside."""

    NAME: str
    READERS: Mapping[str, tuple[Reader[Any], ...]]
    DROP: tuple[str, ...]

    def recognise(self, document: Document) -> float:
        """Return how sure the page is of this platform."""
        ...


def _platforms() -> dict[str, Any]:
    return {}


PLATFORMS: dict[str, Any] = _platforms()


def recognise(document: Document) -> tuple[str, ...]:
    """Return the platforms of a page, the surest first; one given by hand stands before all."""
    return ()


def readers(document: Document, field: str) -> tuple[Reader[Any], ...]:
    """Return the readers that the page's platforms have for `field`, the surest platform first."""
    return ()
