"""PostSpider: what every way to find posts has in common."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from newscrawl.addresses import Addresses
from newscrawl.discovery.catalogue import OPEN, Candidate
from newscrawl.errors import UsageError
from newscrawl.middlewares.keep import ARCHIVED, FETCHED_AT
from newscrawl.spiders.answers import (
    WHOLE,
    candidate_of,
    fetch_of,
    is_page,
    parts_of,
    was_put_aside,
)
from newscrawl.spiders.arguments import COMMON_ARGUMENTS, Argument, checked
from newscrawl.spiders.fetching import POST_PRIORITY, SourceSpider
from pipelines.items import Entry, Page
from pipelines.urls import identity_url

_WANTED_LATELY = 2000


class PostSpider(SourceSpider):
    """The base of the spiders: checked arguments, addresses that are found, Pages out."""

    name = ""
    #: What this spider takes beside COMMON_ARGUMENTS.
    own_arguments: ClassVar[tuple[Argument, ...]] = ()

    #: False: a further page of a post is named, and not asked for.
    follows_parts: ClassVar[bool] = True

    #: UTC; posts older than this are not wanted.
    since: datetime | None
    limit: int | None
    dry_run: bool
    platform: str
    #: Addresses of the blog where nobody gave its home: the held blog they all lie in is meant.
    lies_in: tuple[str, ...] = ()
    #: It is meant: what other crawls of it left to do is theirs.
    is_part: bool = False
    #: Two runs with one lock name do not run at once.
    lock_name: str
    #: As the user gave them, for the record of the run.
    given_arguments: dict[str, str]

    @classmethod
    def arguments(cls) -> tuple[Argument, ...]:
        """Return all arguments, the spider's own first."""
        return (*cls.own_arguments, *COMMON_ARGUMENTS)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Return the spider; raises UsageError for an unknown or bad argument."""
        if args:
            raise UsageError(f"spider {cls.name} takes arguments by name: -a name=value")
        values = checked(cls.name, cls.arguments(), kwargs)
        spider = super().from_crawler(crawler, **values)
        spider.given_arguments = {name: str(value) for name, value in kwargs.items()}
        spider.addresses = Addresses(crawler, spider.ledger)
        spider.set_up()
        spider.lock_name = identity_url(spider.site)
        spider.watch(crawler)
        crawler.signals.connect(spider.on_opened, signal=signals.spider_opened)
        return spider

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._begun = False
        #: Those that were made due last: a list and a post may name one at the same moment, and
        #: each finds it new.
        self._wanted_lately: dict[str, None] = {}
        #: Posts that this run stored and may read again, by identity.
        self.stored_now: set[str] = set()

    def set_up(self) -> None:
        """Set `site` from the checked arguments; raises UsageError when they do not fit."""
        raise NotImplementedError

    def belongs_to(self, home: str) -> None:
        """Take `home`, which the archive holds, as the site: its posts are not stored twice."""
        self.site, self.is_part = home, True
        self.lock_name = identity_url(home)

    def on_opened(self) -> None:
        """Mark the run as dry; there are no stats to mark before the spider is opened."""
        if self.dry_run:
            self.count("dry_run")

    async def start(self) -> AsyncIterator[Any]:
        """Find posts; the frontier takes from the archive what is due, so nothing is yielded."""
        await self.find_posts()
        await self.addresses.open()
        if self.limit is None and self.since is None and not self.is_part:
            self.count("found", await self.addresses.adopt())
        self.begin_posts()
        nothing: tuple[Any, ...] = ()
        for never in nothing:
            yield never

    async def go_on(self) -> None:
        """Let what a broken-off crawl left to do be asked for, before its sources are read again.

        Not where an earlier crawl had been: of posts that vanished since, and may have moved, the
        old address has to be asked for first, and which these are the sources tell. Nor where
        pages are not kept: it may turn out that links of what is stored meanwhile are needed.
        """
        crawl = await self.addresses.open()
        whole = self.limit is None and self.since is None
        keeps = self.crawler.settings.getbool("NEWSCRAWL_KEEP_PAGES")
        if crawl.goes_on and crawl.first and whole and keeps:
            self.addresses.begin()

    async def find_posts(self) -> None:
        """Find addresses and make due what may be a post."""
        raise NotImplementedError

    # --- Posts ---------------------------------------------------------------------------------

    async def want(self, candidates: Iterable[Candidate], *, first: bool = False) -> int:
        """Make due those of the candidates that are wanted and were not before; say how many."""
        wanted = []
        for candidate in candidates:
            if candidate.state not in OPEN or candidate.identity in self._wanted_lately:
                continue
            if reason := self.unwanted(candidate):
                self.settle(candidate, "waiting", reason)
                self.count(f"skipped/{reason}")
            else:
                wanted.append(candidate)
                self._wanted_lately[candidate.identity] = None
        while len(self._wanted_lately) > _WANTED_LATELY:
            del self._wanted_lately[next(iter(self._wanted_lately))]
        self.count("found", len(wanted))
        await self.addresses.want(wanted, first=first)
        return len(wanted)

    def begin_posts(self) -> None:
        """Let posts be asked for, now that it is known which go first."""
        if not self._begun:
            self._begun = True
            self.count("found", self.addresses.found_before)
            self.count("resumed", self.addresses.stored_before)
            self.addresses.begin()

    def request_for(self, candidate: Candidate) -> Request | None:
        """Return the request for a candidate; None in a dry run, which lists its address."""
        if self.dry_run:
            sys.stdout.write(candidate.url + "\n")
            return None
        return Request(
            self.page_address(candidate),
            callback=self.parse_post,
            errback=self.post_failed,
            priority=POST_PRIORITY,
            # The archive is the filter: it knows more than a fingerprint does.
            dont_filter=True,
            meta={"newscrawl_kind": "post"},
            cb_kwargs={"candidate": candidate},
        )

    def page_address(self, candidate: Candidate) -> str:
        """Return where the page of a candidate is fetched."""
        return candidate.url

    def unwanted(self, candidate: Candidate) -> str:
        """Return why a candidate is not fetched, told by what its indexes say; empty: fetch it."""
        if self.since is None:
            return ""
        for entry in candidate.ordered():
            # A sitemap's lastmod is never before the publication.
            stated = entry.published or (entry.updated if entry.found_kind == "sitemap" else None)
            if stated is not None:
                return "older" if stated.utc < self.since else ""
        return ""

    @property
    def room(self) -> int:
        """Return how many more posts may be asked for."""
        if self.limit is None:
            return sys.maxsize
        return self.limit - (self.addresses.leased - self.dropped)

    @property
    def full(self) -> bool:
        """Return True when `limit` leaves no room for another post."""
        return self.room <= 0

    async def parse_post(self, response: Response, candidate: Candidate) -> AsyncIterator[Any]:
        """Yield the Page of a candidate."""
        await self.take_parts(response, candidate)
        for page in self.pages(response, candidate.ordered()):
            yield page

    async def take_parts(self, response: Response, candidate: Candidate) -> None:
        """Make due the further pages of a post that is split, before its page can be stored."""
        if response.status not in WHOLE or not (urls := await parts_of(response)):
            return
        entries = [
            Entry(url=url, found_in=response.url, found_kind="part", position=place)
            for place, url in enumerate(urls)
        ]
        await self.addresses.name(entries)
        parts = (await self.addresses.find(urls)).values()
        # By what its address looks like alone it may have been put aside before.
        unread = [one for one in parts if one.state in OPEN or was_put_aside(one)]
        if any(one.found_kind == "api" and one.content_html for one in candidate.entries):
            for one in unread:
                self.settle(one, "no-post", "part", ("a list has its post whole",), state="skipped")
        elif self.follows_parts:
            for one in unread:
                one.state = "new"
            self.count("parts", await self.want(unread))

    def pages(self, response: Response, entries: Sequence[Entry]) -> Iterator[Page]:
        """Yield the Page of a response, but nothing when it was stored before an interruption."""
        candidate = candidate_of(response)
        if ARCHIVED in response.flags:
            if candidate is not None:
                self.settle(candidate, "archived")
            if candidate is None or candidate.identity not in self.stored_now:
                self.count("resumed")
            return
        if response.status not in WHOLE:
            if candidate is not None:
                self.settle(candidate, "failed", str(response.status))
            self.count_failure(str(response.status), response.url, request=response.request)
            return
        if not is_page(response):
            if candidate is not None:
                self.settle(candidate, "no-post", "file")
            self.count("skipped/file")
            return
        self.count("fetched")
        yield self.make_page(response, entries)

    def make_page(self, response: Response, entries: Sequence[Entry]) -> Page:
        """Return the Page of a response, with what its indexes said of it."""
        return Page(
            fetch=fetch_of(response, response.meta.get(FETCHED_AT) or datetime.now(UTC)),
            body=response.body,
            site=self.site,
            entries=tuple(entries),
            platform=self.platform,
        )
