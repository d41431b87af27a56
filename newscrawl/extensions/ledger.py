"""LedgerRecord: writes what the sources claimed, and what became of it, when the crawl ends."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.exceptions import NotConfigured

from newscrawl.discovery.catalogue import Catalogue
from newscrawl.discovery.ledger import Ledger
from pipelines.archive import ArchiveError
from pipelines.archive.ledger import Claim, Found, SourceRead, record_ledger
from pipelines.session import session_of

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)


class LedgerRecord:
    """Keeps the completeness ledger of a spider that has a catalogue."""

    def __init__(self, crawler: Crawler) -> None:
        if getattr(crawler.spider, "dry_run", False):
            raise NotConfigured
        self._crawler = crawler
        self._started = datetime.now(UTC)
        crawler.signals.connect(self._closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> LedgerRecord:
        """Return the extension; NotConfigured in a dry run."""
        return cls(crawler)

    async def _closed(self, spider: Spider) -> None:
        ledger, catalogue = getattr(spider, "ledger", None), getattr(spider, "catalogue", None)
        if not isinstance(ledger, Ledger) or not isinstance(catalogue, Catalogue):
            return
        if not ledger.sources and not len(catalogue):
            return
        session = session_of(self._crawler)
        try:
            await session.call(
                record_ledger,
                session.archive,
                str(getattr(spider, "site", "")),
                at=self._started,
                sources=[
                    SourceRead(
                        url=book.url,
                        kind=book.kind,
                        entries=len(book.claims),
                        declared_total=book.declared_total,
                        problem=book.problem,
                    )
                    for book in ledger.sources.values()
                ],
                claims=list(claims_of(ledger)),
                found=[
                    Found(url=one.url, outcome=one.outcome, reason=one.reason) for one in catalogue
                ],
                run_id=session.run_id,
            )
        except ArchiveError as error:
            logger.error("the ledger could not be written: %s", error)


def claims_of(ledger: Ledger) -> Iterator[Claim]:
    """Yield each naming of an address by a source."""
    for book in ledger.sources.values():
        for entry in book.claims.values():
            stated = entry.updated or entry.published
            yield Claim(
                url=entry.url,
                source=book.url,
                kind=book.kind,
                position=entry.position,
                claimed_at=stated.utc if stated else None,
            )
