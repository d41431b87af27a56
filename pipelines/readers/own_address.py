"""The address that a page gives itself, for one that was saved without it."""

from __future__ import annotations

from datetime import UTC, datetime

from pipelines.items import Fetch, Page
from pipelines.readers.document import Document
from pipelines.urls import absolute_url

#: Stands for the address that is looked for; nobody has it (RFC 6761).
_NOWHERE = "https://saved.invalid/"


def own_address(body: bytes, content_type: str) -> str:
    """Return the absolute address in `<link rel=canonical>` or `og:url`; empty when there is none.

    What is written relative to an address that nobody knows tells nothing.
    """
    fetch = Fetch(
        url=_NOWHERE,
        final_url=_NOWHERE,
        content_type=content_type,
        fetched_at=datetime(1970, 1, 1, tzinfo=UTC),
    )
    document = Document(Page(fetch=fetch, body=body, site=_NOWHERE))
    said = [
        element.get("href") or ""
        for element in document.tree.iter("link")
        if "canonical" in (element.get("rel") or "").lower().split()
    ]
    for text in (*said, *document.meta.get("og:url", ())):
        text = text.strip()
        if text.lower().startswith(("http://", "https://")):
            return absolute_url(text, _NOWHERE) or ""
    return ""
