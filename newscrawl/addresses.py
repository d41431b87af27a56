"""Addresses: what a crawl has found and what is left of it, held in the archive, not in memory."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection, Iterable
from functools import partial

from scrapy.crawler import Crawler

from newscrawl import naming
from newscrawl.changes import Changes
from newscrawl.discovery.catalogue import Candidate, Catalogue
from newscrawl.discovery.ledger import Ledger
from newscrawl.naming import Fold, candidate_in
from pipelines.archive import frontier
from pipelines.archive.frontier import Address, Crawl, Transaction
from pipelines.archive.sites import describe_site
from pipelines.items import Entry

#: Entries, or rows, that are looked at in one transaction.
AT_ONCE = 1000


class Addresses:
    """The addresses of one crawl; what its `ledger` learns of the sources is written with them."""

    def __init__(self, crawler: Crawler, ledger: Ledger) -> None:
        self._changes = Changes(crawler, ledger, self._opened)
        #: Turns an address into the one its platform itself uses.
        self.fold: Fold | None = None
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
        # As Changes has them.
        self.missing = self._changes.missing
        self.failed = self._changes.failed
        self.flush = self._changes.flush
        self.open = self._changes.open
        self.stop = self._changes.stop

    @property
    def crawl(self) -> Crawl | None:
        """Return the crawl, once the archive was asked for the first time."""
        return self._changes.crawl

    def _opened(self, states: dict[str, int], place: int) -> None:
        self.count += sum(states.values())
        self.stored_before = states.get("stored", 0)
        self.leased += self.stored_before + states.get("failed", 0)
        self.found_before = sum(states.get(one, 0) for one in ("due", "again", "stored", "failed"))
        self.more_due = self.more_due or bool(states.get("due"))
        self._place = max(self._place, place)

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
            candidates, new = await self._changes.do(
                partial(naming.name, fold=self.fold, entries=part, plain=plain, source=source)
            )
            self.count += new
            for candidate in candidates:
                found.setdefault(candidate.identity, candidate)
        return list(found.values())

    async def describe_site(self, *, title: str, platform: str, language: str) -> None:
        """Note what the home page of the blog says it is."""
        await self._changes.do(
            lambda connection, crawl: describe_site(
                connection, crawl.site_id, title=title, platform=platform, language=language
            )
        )

    async def find(self, urls: Collection[str]) -> dict[str, Candidate]:
        """Return the candidates that these addresses name, as far as they are known."""
        if not urls:
            return {}
        return await self._changes.do(partial(naming.find, fold=self.fold, urls=urls))

    def folded(self, url: str) -> str:
        """Return the address that the platform itself uses for `url`."""
        return self.fold(url) if self.fold else url

    def key(self, url: str) -> str:
        """Return the identity of `url`, as far as its platform alone tells."""
        return Catalogue(self.fold).key(url)

    async def lead(self, candidate: Candidate, url: str) -> Candidate | None:
        """Return the candidate that `candidate`, which led to `url`, is from now on.

        None when another one stands there, and is or was asked for.
        """
        self._changes.drop(candidate)
        return await self._changes.do(
            partial(naming.lead, fold=self.fold, candidate=candidate, url=url)
        )

    # --- states -------------------------------------------------------------------------------

    async def want(self, candidates: Iterable[Candidate], *, first: bool = False) -> None:
        """Make candidates due: the newest first, those of which no source tells when at last."""
        for candidate in candidates:
            candidate.state = "due"
            candidate.became("waiting")
            candidate.place = frontier.FIRST if first else self._place_of(candidate)
            self._changes.add(candidate)
            self.more_due = True
        await self.flush()
        self.wake()

    def _place_of(self, candidate: Candidate) -> int:
        entry = candidate.ordered()[0]
        if moment := entry.published or entry.updated:
            return -int(moment.utc.timestamp())
        self._place += 1
        return self._place

    def begin(self) -> None:
        """Let what is due be asked for."""
        self.ready = True
        self.wake()

    def go_on_after_first(self) -> None:
        """Let the rest be asked for, now that what had to go first was."""
        self.only_first = False
        self.more_due = True
        self.wake()

    def changed(self, candidate: Candidate) -> None:
        """Note that state or outcome of a candidate changed; it is written soon."""
        self._changes.add_soon(candidate)

    async def again(self) -> None:
        """Let what this crawl had read before it was broken off be read again, after all else.

        Its pages are kept, so the blog is not asked. What they link to is found anew, and which
        kinds of addresses are posts is learned anew.
        """
        if await self._changes.do(frontier.ask_again):
            self.more_again = True
            self.leased -= self.stored_before
            self.stored_before = 0

    def ask_again(self, candidate: Candidate) -> None:
        """Let a candidate be asked for anew that was asked for under another address."""
        candidate.state = "due"
        self.changed(candidate)
        self.more_due = True
        self.wake()

    def again_one(self, candidate: Candidate) -> None:
        """Let the page of a candidate, which was read and is kept, be read once more."""
        candidate.state = "again"
        self.changed(candidate)
        self.more_again = True
        self.wake()

    # --- what is left -------------------------------------------------------------------------

    async def lease(self, count: int) -> list[Candidate]:
        """Return the next candidates to ask for; they are this run's until they are settled."""
        # What becomes due while we ask sets it again.
        self.more_due = False
        leased = await self._leased(
            partial(frontier.lease, count=count, only_first=self.only_first)
        )
        self.more_due = self.more_due or len(leased) == count
        return leased

    async def lease_again(self, count: int) -> list[Candidate]:
        """Return the next candidates whose kept pages are to be read once more."""
        self.more_again = False
        leased = await self._leased(partial(frontier.lease_again, count=count))
        self.more_again = self.more_again or len(leased) == count
        return leased

    async def _leased(self, take: Callable[[Transaction, Crawl], list[Address]]) -> list[Candidate]:
        leased = await self._changes.do(take)
        self.leased += len(leased)
        return [candidate_in(address) for address in leased]

    @property
    def may_read_again(self) -> bool:
        """Return True when kept pages may be read once more."""
        return self.more_again and not self.only_first

    async def adopt(self) -> int:
        """Make due what earlier crawls left to do, and return how many that are."""
        if adopted := await self._changes.do(frontier.adopt):
            self.more_due = True
        return adopted

    async def release(self) -> None:
        """Write what changed, and give back what was leased and not asked for."""
        if self.crawl is not None:
            await self._changes.do(frontier.release)

    async def pages(
        self, states: Collection[str] = ()
    ) -> AsyncIterator[list[tuple[Candidate, frozenset[str]]]]:
        """Yield all candidates in these states, some at a time, with the kinds that named them."""
        after = ""
        while page := await self._changes.do(
            partial(frontier.page_of, after=after, count=AT_ONCE, states=states)
        ):
            after = page[-1].url_hash
            yield [(candidate_in(one), frozenset(one.kinds.split())) for one in page]

    async def count_wanted(self) -> int:
        """Return how many addresses of this crawl are, or were, to be asked for."""
        states = await self._changes.do(frontier.count_states)
        return sum(
            states.get(state, 0)
            for state in ("due", "again", "leased", "stored", "failed", "closed")
        )

    async def count_stored(self) -> int:
        """Return how many addresses of this crawl proved to be posts, and are held."""
        states = await self._changes.do(frontier.count_states)
        return states.get("stored", 0)

    async def count_named(self, by: str, *, not_by: str = "") -> int:
        """Return how many addresses a kind of source named (and another kind did not)."""
        return await self._changes.do(partial(frontier.count_named, by=by, not_by=not_by))


def _nobody_waits() -> None:
    """Do nothing: there is no scheduler yet."""
