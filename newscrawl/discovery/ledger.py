"""The ledger of one crawl: its sources, before anything is known of their truth.

What each of them claims lies in the archive, not here.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class SourceBook:
    """One source: a feed, a sitemap, a list API, a listing with all its pages."""

    url: str
    kind: str
    #: How many posts there are, as the source itself says.
    declared_total: int | None = None
    #: Empty, or why it could not be read (whole).
    problem: str = ""


class Ledger:
    """All sources of one crawl, in the order in which they were read."""

    def __init__(self) -> None:
        self.sources: dict[str, SourceBook] = {}

    def read(self, url: str, kind: str, *, total: int | None = None, problem: str = "") -> None:
        """Note that the source at `url` was read; further pages go under the same address."""
        book = self.sources.setdefault(url, SourceBook(url, kind))
        if total is not None:
            book.declared_total = total
        book.problem = book.problem or problem
