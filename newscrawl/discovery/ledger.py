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
        #: Addresses of those of which something new is known.
        self.news: set[str] = set()

    def read(self, url: str, kind: str, *, total: int | None = None, problem: str = "") -> None:
        """Note that the source at `url` was read; further pages go under the same address."""
        if url not in self.sources:
            self.sources[url] = SourceBook(url, kind)
            self.news.add(url)
        book = self.sources[url]
        before = book.declared_total, book.problem
        if total is not None:
            book.declared_total = total
        book.problem = book.problem or problem
        if before != (book.declared_total, book.problem):
            self.news.add(url)

    def take_news(self) -> list[SourceBook]:
        """Return the sources of which something new is known since the last call."""
        news, self.news = self.news, set()
        return [book for url, book in self.sources.items() if url in news] if news else []
