"""The ledger of one crawl: what each source claimed, before anything is known of its truth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipelines.items import Entry
from pipelines.urls import identity_url


@dataclass(slots=True)
class SourceBook:
    """One source: a feed, a sitemap, a list API, a listing with all its pages."""

    url: str
    kind: str
    #: By identity of the address: the entry that named it first.
    claims: dict[str, Entry] = field(default_factory=dict)
    #: How many posts there are, as the source itself says.
    declared_total: int | None = None
    #: Empty, or why it could not be read (whole).
    problem: str = ""


class Ledger:
    """All sources of one crawl, in the order in which they were read."""

    def __init__(self) -> None:
        self.sources: dict[str, SourceBook] = {}

    def read(
        self,
        url: str,
        kind: str,
        entries: Iterable[Entry] = (),
        *,
        total: int | None = None,
        problem: str = "",
    ) -> None:
        """Note what the source at `url` named; further pages of it go under the same address."""
        book = self.sources.setdefault(url, SourceBook(url, kind))
        for entry in entries:
            book.claims.setdefault(identity_url(entry.url), entry)
        if total is not None:
            book.declared_total = total
        book.problem = book.problem or problem
