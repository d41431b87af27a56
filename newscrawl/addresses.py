"""Addresses: what a crawl has found and what is left of it, held in the archive, not in memory.

Whatever is decided about an address is written before it is acted upon. Changes that wait are
written with the next thing that is asked of the archive, in the same transaction.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar, cast

from scrapy.exceptions import CloseSpider

from newscrawl.discovery.catalogue import OPEN, Candidate, Catalogue, State
from newscrawl.discovery.ledger import Ledger, SourceBook
from pipelines.archive import ArchiveError, frontier
from pipelines.archive.fetches import MISSING, FetchRow, record_fetches
from pipelines.archive.forgotten import forgotten_hashes
from pipelines.archive.frontier import Address, Crawl, Transaction
from pipelines.archive.ledger import (
    Claim,
    SourceRead,
    describe_site,
    record_claims,
    record_sources,
)
from pipelines.session import session_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from pipelines.items import Entry

logger = logging.getLogger(__name__)

T = TypeVar("T")

#: Entries, or rows, that are looked at in one transaction.
AT_ONCE = 1000
#: Changes that may wait for the next transaction, and seconds for which they may: a kill costs
#: what waits.
CHANGES = 100
CHANGES_SECONDS = 1.0

#: States of an address that nobody has asked for yet.
_NOT_ASKED = (*OPEN, "due", "skipped")

Fold = Callable[[str], str]


class Addresses:
    """The addresses of one crawl."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        #: Turns an address into the one its platform itself uses.
        self.fold: Fold | None = None
        #: The crawl, once the archive was asked for the first time.
        self.crawl: Crawl | None = None
        #: How many addresses were named so far.
        self.count = 0
        #: How many of this crawl's posts were stored, and addresses were leased, before this run.
        self.stored_before = 0
        self.leased = 0
        #: How many were due when this crawl was broken off.
        self.found_before = 0
        #: True once the spider knows enough to ask for posts.
        self.ready = False
        #: Lets the scheduler look again at what is due; set by it.
        self.wake: Callable[[], None] = _nobody_waits
        #: True while there may be addresses that are due.
        self.more_due = False
        #: True while pages may be kept that are to be read again, when nothing else is to be done.
        self.more_again = False
        #: True while only what is FIRST may be asked for.
        self.only_first = False
        self._place = 0
        self._changed: dict[str, Candidate] = {}
        self._failed: list[FetchRow] = []
        #: What the sources say of themselves; it is written with the changes.
        self.ledger = Ledger()
        self._flushing: asyncio.Task[None] | None = None
        self._flush_at: asyncio.TimerHandle | None = None

    # --- naming -------------------------------------------------------------------------------

    async def name(
        self,
        entries: Iterable[Entry],
        *,
        plain: bool = False,
        source: tuple[str, str] | None = None,
    ) -> list[Candidate]:
        """Return the candidates that nobody named before these entries did.

        They are new, or this very entry named them first when the crawl came by before it was
        broken off. `source` is the address and the kind of the source that claims them.
        """
        found: dict[str, Candidate] = {}
        named = list(entries)
        for start in range(0, len(named), AT_ONCE):
            part = named[start : start + AT_ONCE]
            fold = self.fold

            def write(
                connection: Transaction,
                crawl: Crawl,
                part: list[Entry] = part,
                fold: Fold | None = fold,
            ) -> tuple[list[Candidate], int]:
                return _name(connection, crawl, fold, part, plain, source)

            candidates, new = await self._do(write)
            self.count += new
            for candidate in candidates:
                found.setdefault(candidate.identity, candidate)
        return list(found.values())

    async def describe_site(self, *, title: str, platform: str, language: str) -> None:
        """Note what the home page of the blog says it is."""
        await self._do(
            lambda connection, crawl: describe_site(
                connection, crawl.site_id, title=title, platform=platform, language=language
            )
        )

    async def find(self, urls: Collection[str]) -> dict[str, Candidate]:
        """Return the candidates that these addresses name, as far as they are known."""
        if not urls:
            return {}

        def look(connection: Transaction, crawl: Crawl) -> dict[str, Candidate]:
            catalogue = Catalogue(self.fold)
            _load(connection, crawl, catalogue, {catalogue.key(url) for url in urls})
            found = {url: catalogue.find(url) for url in urls}
            return {url: one for url, one in found.items() if one is not None}

        return await self._do(look)

    def key(self, url: str) -> str:
        """Return the identity of `url`, as far as its platform alone tells."""
        return Catalogue(self.fold).key(url)

    async def lead(self, candidate: Candidate, url: str) -> Candidate | None:
        """Return the candidate that `candidate`, which led to `url`, is from now on.

        None when another one stands there, and is or was asked for.
        """

        def write(connection: Transaction, crawl: Crawl) -> Candidate | None:
            catalogue = Catalogue(self.fold)
            _load(connection, crawl, catalogue, {catalogue.key(url)})
            there = catalogue.find(url)
            if there is not None and there.identity == candidate.identity:
                return candidate
            if there is not None and there.state not in _NOT_ASKED:
                return None
            old = candidate.identity
            catalogue.take([candidate], {})
            catalogue.same(candidate.url, url)
            target = there or candidate
            target.state = "leased"
            frontier.merge(connection, crawl, old, target.identity)
            # The key of a candidate that moved is not that of its old address.
            aliases = {**catalogue.new_aliases, old: target.identity}
            frontier.write_addresses(connection, crawl, [_row_of(target)], aliases)
            return target

        self._changed.pop(candidate.identity, None)
        return await self._do(write)

    # --- states -------------------------------------------------------------------------------

    async def want(self, candidates: Iterable[Candidate], *, first: bool = False) -> None:
        """Make candidates due: the newest first, those of which no source tells when at last."""
        for candidate in candidates:
            candidate.state = "due"
            candidate.became("waiting")
            candidate.place = frontier.FIRST if first else self._place_of(candidate)
            self._changed[candidate.identity] = candidate
            self.more_due = True
        await self.flush()
        self.wake()

    def begin(self) -> None:
        """Let what is due be asked for."""
        self.ready = True
        self.wake()

    def go_on_after_first(self) -> None:
        """Let the rest be asked for, now that what had to go first was."""
        self.only_first = False
        self.more_due = True
        self.wake()

    async def again(self) -> None:
        """Let what this crawl had read before it was broken off be read again, after all else.

        Its pages are kept, so the blog is not asked. What they link to is found anew, and which
        kinds of addresses are posts is learned anew.
        """
        if await self._do(frontier.ask_again):
            self.more_again = True
            self.leased -= self.stored_before
            self.stored_before = 0

    def _place_of(self, candidate: Candidate) -> int:
        entry = candidate.ordered()[0]
        if moment := entry.published or entry.updated:
            return -int(moment.utc.timestamp())
        self._place += 1
        return self._place

    def changed(self, candidate: Candidate) -> None:
        """Note that state or outcome of a candidate changed; it is written soon."""
        self._changed[candidate.identity] = candidate
        self._flush_when_many()

    def again_one(self, candidate: Candidate) -> None:
        """Let the page of a candidate, which was read and is kept, be read once more."""
        candidate.state = "again"
        self.changed(candidate)
        self.more_again = True
        self.wake()

    def missing(self, url: str, status: int) -> None:
        """Note that a source is not there, so that the next run of this crawl need not ask."""
        row = FetchRow(url=url, status=status, fetched_at=datetime.now(UTC), outcome=MISSING)
        self._failed.append(row)
        self._flush_when_many()

    def failed(self, url: str, *, status: int = 0, final_url: str = "", error: str = "") -> None:
        """Note that a fetch failed; it is written soon."""
        row = FetchRow(
            url=url,
            final_url=final_url,
            status=status,
            fetched_at=datetime.now(UTC),
            outcome="failed",
            error=error,
        )
        self._failed.append(row)
        self._flush_when_many()

    def _flush_when_many(self) -> None:
        waiting = len(self._changed) + len(self._failed) + len(self.ledger.news)
        if waiting >= CHANGES:
            self._flush_now()
        elif self._flush_at is None:
            self._flush_at = asyncio.get_running_loop().call_later(CHANGES_SECONDS, self._flush_now)

    def _flush_now(self) -> None:
        if self._flush_at is not None:
            self._flush_at.cancel()
            self._flush_at = None
        if self._flushing is None or self._flushing.done():
            self._flushing = asyncio.ensure_future(self._flush_quietly())

    async def flush(self) -> None:
        """Write what changed."""
        if self._changed or self._failed or self.ledger.news:
            await self._do(lambda connection, crawl: None)

    async def _flush_quietly(self) -> None:
        try:
            await self.flush()
        except CloseSpider:
            self.stop()

    async def lease(self, count: int, *, again: bool = False) -> list[Candidate]:
        """Return the next candidates to ask for; they are this run's until they are settled.

        With `again` those whose kept pages are to be read once more.
        """
        only_first = self.only_first

        def take(connection: Transaction, crawl: Crawl) -> list[Address]:
            return frontier.lease(connection, crawl, count, only_first=only_first, again=again)

        # What becomes due while we ask sets it again.
        if again:
            self.more_again = False
        else:
            self.more_due = False
        leased = await self._do(take)
        whole = len(leased) == count
        if again:
            self.more_again = self.more_again or whole
        else:
            self.more_due = self.more_due or whole
        self.leased += len(leased)
        return [candidate_of(address) for address in leased]

    @property
    def may_read_again(self) -> bool:
        """Return True when kept pages may be read once more."""
        return self.more_again and not self.only_first

    async def adopt(self) -> int:
        """Make due what earlier crawls left to do, and return how many that are."""
        if adopted := await self._do(frontier.adopt):
            self.more_due = True
        return adopted

    async def release(self) -> None:
        """Write what changed, and give back what was leased and not asked for."""
        if self.crawl is not None:
            await self._do(frontier.release)

    async def pages(
        self, states: Collection[str] = ()
    ) -> AsyncIterator[list[tuple[Candidate, frozenset[str]]]]:
        """Yield all candidates in these states, some at a time, with the kinds that named them."""
        after = ""
        while True:

            def read(connection: Transaction, crawl: Crawl, after: str = after) -> list[Address]:
                return frontier.page_of(
                    connection, crawl, after=after, count=AT_ONCE, states=states
                )

            page = await self._do(read)
            if not page:
                return
            after = page[-1].url_hash
            yield [(candidate_of(one), frozenset(one.kinds.split())) for one in page]

    async def count_wanted(self) -> int:
        """Return how many addresses of this crawl are, or were, to be asked for."""
        states = await self._do(frontier.count_states)
        return sum(
            states.get(state, 0)
            for state in ("due", "again", "leased", "stored", "failed", "closed")
        )

    async def count_named(self, by: str, *, not_by: str = "") -> int:
        """Return how many addresses a kind of source named (and another kind did not)."""
        return await self._do(
            lambda connection, crawl: frontier.count_named(connection, crawl, by, not_by=not_by)
        )

    # --- the archive --------------------------------------------------------------------------

    async def open(self) -> Crawl:
        """Return the crawl, begun or gone on with."""
        if self.crawl is None:
            await self._do(lambda connection, crawl: None)
        assert self.crawl is not None
        return self.crawl

    async def _do(self, work: Callable[[Transaction, Crawl], T]) -> T:
        """Return what `work` returns, done in one transaction with all changes that wait.

        Raises CloseSpider when the archive cannot be written: nothing could be kept.
        """
        session = session_of(self._crawler)
        changed = [_row_of(candidate) for candidate in self._changed.values()]
        failed, news = self._failed, [source_read(book) for book in self.ledger.take_news()]
        self._changed, self._failed = {}, []
        crawl = self.crawl

        def step(connection: Transaction) -> tuple[T, Crawl, dict[str, int], int]:
            states: dict[str, int] = {}
            place = 0
            here = crawl
            if here is None:
                here = self._begin(connection)
                states = frontier.count_states(connection, here)
                place = frontier.last_place(connection, here)
            if changed:
                frontier.change_states(connection, here, changed)
            record_fetches(connection, session.run_id, here.site_id, failed)
            record_sources(connection, here.site_id, news, at=here.began_at)
            return work(connection, here), here, states, place

        try:
            answer, here, states, place = await session.call(session.archive.write, step)
        except ArchiveError as error:
            logger.error("the archive cannot be written: %s", error)
            assert self._crawler.stats is not None
            self._crawler.stats.inc_value("newscrawl/failed/store")
            raise CloseSpider("database") from error
        if self.crawl is None:
            self._opened(here, states, place)
        return answer

    def _begin(self, connection: Transaction) -> Crawl:
        session = session_of(self._crawler)
        hours = self._crawler.settings.getfloat("NEWSCRAWL_RESUME_HOURS")
        site = str(getattr(self._crawler.spider, "site", ""))
        return frontier.begin_crawl(
            connection, site, session.run_id, resume_within=timedelta(hours=hours)
        )

    def _opened(self, crawl: Crawl, states: dict[str, int], place: int) -> None:
        self.crawl = crawl
        self.count += sum(states.values())
        self.stored_before = states.get("stored", 0)
        self.leased += self.stored_before + states.get("failed", 0)
        self.found_before = sum(
            states.get(state, 0) for state in ("due", "again", "stored", "failed")
        )
        self.more_due = self.more_due or bool(states.get("due"))
        self._place = max(self._place, place)

    def stop(self, reason: str = "database") -> None:
        """End the crawl: what it finds could not be kept, or the blog's host is away."""
        engine = self._crawler.engine
        if engine is not None and engine.spider is not None:
            asyncio.ensure_future(engine.close_spider_async(reason=reason))  # noqa: RUF006


def _nobody_waits() -> None:
    """Do nothing: there is no scheduler yet."""


def source_read(book: SourceBook) -> SourceRead:
    """Return what is recorded of a source."""
    return SourceRead(
        url=book.url, kind=book.kind, declared_total=book.declared_total, problem=book.problem
    )


def candidate_of(address: Address) -> Candidate:
    """Return the candidate of a row."""
    return Candidate(
        identity=address.url_hash,
        entries=list(address.entries),
        state=cast("State", address.state),
        outcome=address.outcome,
        reason=address.reason,
        reasons=address.reasons,
        place=address.place,
        statement=address.statement,
    )


def _row_of(candidate: Candidate) -> Address:
    return Address(
        url_hash=candidate.identity,
        url=candidate.url,
        state=candidate.state,
        outcome=candidate.outcome,
        reason=candidate.reason,
        reasons=candidate.reasons,
        place=candidate.place,
        kinds=" ".join(sorted(candidate.kinds)),
        statement=candidate.statement,
        entries=tuple(candidate.entries),
    )


def _load(
    connection: Transaction,
    crawl: Crawl,
    catalogue: Catalogue,
    keys: Collection[str],
    statements: Collection[str] = (),
) -> None:
    found, aliases = frontier.known(connection, crawl, keys, statements)
    catalogue.take([candidate_of(address) for address in found], aliases)


def _name(
    connection: Transaction,
    crawl: Crawl,
    fold: Fold | None,
    entries: Sequence[Entry],
    plain: bool,
    source: tuple[str, str] | None,
) -> tuple[list[Candidate], int]:
    catalogue = Catalogue(fold)
    # What was forgotten is not even noted: neither its address nor what a source says of it.
    gone = forgotten_hashes(connection, [catalogue.key(entry.url) for entry in entries])
    entries = [entry for entry in entries if catalogue.key(entry.url) not in gone]
    keys: set[str] = set()
    statements: set[str] = set()
    for entry in entries:
        more, statement = catalogue.keys(entry, plain=plain)
        keys |= more
        if statement:
            statements.add(statement)
    _load(connection, crawl, catalogue, keys, statements)
    found: dict[str, Candidate] = {}
    count = 0
    for entry in entries:
        candidate, new = catalogue.named(entry, plain=plain)
        count += new
        if new or candidate.named_first_by(entry):
            found.setdefault(candidate.identity, candidate)
    frontier.write_addresses(
        connection,
        crawl,
        [_row_of(candidate) for candidate in catalogue.changed.values()],
        catalogue.new_aliases,
    )
    if source is not None:
        claims = [_claim(entry, *source) for entry in entries]
        record_claims(connection, crawl.site_id, claims, at=crawl.began_at)
    return list(found.values()), count


def _claim(entry: Entry, source: str, kind: str) -> Claim:
    stated = entry.updated or entry.published
    return Claim(
        url=entry.url,
        source=source,
        kind=kind,
        position=entry.position,
        claimed_at=stated.utc if stated else None,
    )
