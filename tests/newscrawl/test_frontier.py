"""The scheduler: posts as the archive has them, no more under way than the readers need.

The engine below it, which is Scrapy's, is replaced by what the scheduler looks at; the archive,
the addresses and the requests are the real ones.
"""

from __future__ import annotations

import asyncio
import shutil
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from scrapy import Request, Spider, signals
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from newscrawl.frontier import FEW, LEASED, Frontier
from newscrawl.spiders.feed import FeedSpider
from newscrawl.spiders.fetching import LISTING_PRIORITY, SOURCE_PRIORITY
from pipelines.archive import frontier, runs
from pipelines.archive.writer import write_posts
from pipelines.items import Entry
from pipelines.session import close_session, session_of
from tests.pipelines.readers.making import read

SITE = "https://blog.example/"
#: Readers, and pages in flight once one came through.
WORKERS, IN_FLIGHT = 2, 9


Run = Callable[..., None]


class Engine:
    """What the scheduler looks at of Scrapy's engine."""

    def __init__(self) -> None:
        self.downloader = SimpleNamespace(
            active=set(), slots={}, get_slot_key=lambda request: "blog.example"
        )
        self.scraper = SimpleNamespace(slot=SimpleNamespace(queue=deque(), active=set()))
        self.woken = 0
        self._slot = SimpleNamespace(nextcall=SimpleNamespace(schedule=self._schedule))
        self.spider: Spider | None = None
        self.closed_for = ""

    def _schedule(self) -> None:
        self.woken += 1

    async def close_spider_async(self, reason: str) -> None:
        self.closed_for = reason


class Crawl:
    """A crawl of a feed whose posts lie in an archive."""

    def __init__(self, database: str, spider: type[Spider] = FeedSpider, **arguments: str) -> None:
        settings = {
            "NEWSCRAWL_DATABASE_URL": database,
            "NEWSCRAWL_WORKERS": WORKERS,
            "NEWSCRAWL_PAGES_IN_FLIGHT": IN_FLIGHT,
            "NEWSCRAWL_RESUME_HOURS": 24,
            "TELNETCONSOLE_ENABLED": False,
        }
        self.crawler = get_crawler(spider, settings)
        #: Scrapy's own would begin to crawl.
        self.engine = cast("Any", Engine())
        self.crawler.engine = self.engine
        if issubclass(spider, FeedSpider):
            arguments = {"url": f"{SITE}feed", **arguments}
        self.spider: Any = spider.from_crawler(self.crawler, **arguments)
        self.crawler.spider = self.spider
        self.engine.spider = self.spider
        self.scheduler = Frontier.from_crawler(self.crawler)
        self.scheduler.open(self.spider)

    @property
    def addresses(self) -> Any:
        return self.spider.addresses

    def begin_run(self) -> None:
        session = session_of(self.crawler)
        session.run_id = runs.begin_run(session.archive, spider="feed", site=SITE, args={})

    async def want(self, *numbers: int) -> None:
        """Find these posts, and let them be asked for."""
        entries = [Entry(url=f"{SITE}{number}", found_kind="feed") for number in numbers]
        await self.addresses.want(await self.addresses.name(entries))

    async def settle(self) -> None:
        """Wait until no posts are being leased."""
        if self.scheduler._filling is not None:
            await self.scheduler._filling
        await asyncio.sleep(0)

    async def next(self) -> str:
        """Return the path of the next request, posts that are being leased awaited; "" for none."""
        request = self.scheduler.next_request()
        if request is None:
            await self.settle()
            request = self.scheduler.next_request()
        return request.url.removeprefix(SITE) if request is not None else ""

    def add(self, path: str, priority: int = LISTING_PRIORITY) -> bool:
        return self.scheduler.enqueue_request(Request(SITE + path, priority=priority))

    def tell(self, signal: object, **values: Any) -> None:
        self.crawler.signals.send_catch_log(signal, spider=self.spider, **values)

    def free(self) -> int:
        """Return how many more requests may be under way."""
        slot, active = self.engine.scraper.slot, self.engine.downloader.active
        free = 0
        while not self.scheduler._is_enough_under_way():
            free += 1
            (active.add, slot.queue.append, slot.active.add)[free % 3](free)
        for one in (active, slot.queue, slot.active):
            one.clear()
        return free

    async def states(self) -> dict[str, int]:
        states: dict[str, int] = await self.addresses._changes.do(frontier.count_states)
        return states


@pytest.fixture
def crawl(sqlite_tables: Path, tmp_path: Path) -> Run:
    """Give a function: run a coroutine function with a crawl that is made of these arguments."""
    file = tmp_path / "archive.db"
    shutil.copy(sqlite_tables, file)

    def run(
        work: Callable[[Crawl], Coroutine[Any, Any, None]],
        spider: type[Spider] = FeedSpider,
        **arguments: str,
    ) -> None:
        async def whole() -> None:
            made = Crawl(f"sqlite:///{file}", spider, **arguments)
            try:
                if issubclass(spider, FeedSpider):
                    made.begin_run()
                await work(made)
            finally:
                close_session(made.crawler)

        asyncio.run(whole())

    return run


def test_posts_are_leased_and_asked_for_in_their_order_once_the_spider_is_ready(crawl: Run) -> None:
    async def work(crawl: Crawl) -> None:
        await crawl.want(3, 1, 2)
        assert await crawl.next() == ""
        assert not crawl.scheduler.has_pending_requests(), "nothing may be asked for yet"
        woken = crawl.engine.woken
        crawl.addresses.begin()
        assert crawl.engine.woken == woken + 1
        assert crawl.scheduler.has_pending_requests()
        assert crawl.scheduler.next_request() is None
        await asyncio.sleep(0)
        assert crawl.scheduler.has_pending_requests(), "posts are being leased"
        await crawl.settle()
        assert crawl.engine.woken == woken + 2
        assert crawl.scheduler.has_pending_requests(), "and wait to be asked for"
        assert [await crawl.next() for _ in range(4)] == ["3", "1", "2", ""]
        assert not crawl.scheduler.has_pending_requests()
        assert crawl.engine.closed_for == ""
        assert await crawl.states() == {"leased": 3}

    crawl(work)


def test_what_is_urgent_goes_before_posts_and_they_go_before_listings(crawl: Run) -> None:
    async def work(crawl: Crawl) -> None:
        crawl.addresses.begin()
        assert crawl.add("listing")
        await crawl.want(1, 2)
        crawl.scheduler.next_request()
        assert crawl.scheduler.next_request() is None, "the listing waits for posts on their way"
        await crawl.settle()
        assert crawl.add("redirect", SOURCE_PRIORITY)
        assert not crawl.add("redirect", SOURCE_PRIORITY), "asked for already"
        assert crawl.add("again", LISTING_PRIORITY + 1)
        told = [await crawl.next() for _ in range(6)]
        assert told == ["redirect", "again", "1", "2", "listing", ""]

    crawl(work)


def test_more_is_leased_while_a_few_are_left(crawl: Run) -> None:
    async def work(crawl: Crawl) -> None:
        crawl.addresses.begin()
        await crawl.want(*range(LEASED + 5))
        crawl.engine.downloader.active.clear()
        assert await crawl.next() == "0"
        assert await crawl.states() == {"leased": LEASED, "due": 5}
        for number in range(1, LEASED - FEW):
            assert await crawl.next() == str(number)
        await crawl.settle()
        assert await crawl.states() == {"leased": LEASED, "due": 5}
        assert await crawl.next() == str(LEASED - FEW)
        await crawl.settle()
        assert await crawl.states() == {"leased": LEASED + 5}
        assert [await crawl.next() for _ in range(FEW + 5)][-2:] == [str(LEASED + 4), ""]

    crawl(work)


@pytest.mark.parametrize(("limit", "leased"), [("3", 3), ("200", LEASED)])
def test_no_more_is_leased_than_the_run_may_ask_for(crawl: Run, limit: str, leased: int) -> None:
    async def work(crawl: Crawl) -> None:
        crawl.addresses.begin()
        await crawl.want(*range(LEASED + 5))
        assert await crawl.next() == "0"
        assert await crawl.states() == {"leased": leased, "due": LEASED + 5 - leased}
        if leased < LEASED:
            assert [await crawl.next() for _ in range(leased)] == ["1", "2", ""]
            assert not crawl.scheduler.has_pending_requests(), "nothing more may be asked for"

    crawl(work, limit=limit)


def test_kept_pages_are_read_again_after_posts_and_listings(crawl: Run) -> None:
    async def work(crawl: Crawl) -> None:
        crawl.addresses.begin()
        await crawl.want(1, 2)
        assert await crawl.next() == "1"
        found = await crawl.addresses.find([f"{SITE}1"])
        candidate = found[f"{SITE}1"]
        crawl.addresses.again_one(candidate)
        await crawl.addresses.flush()
        crawl.add("listing")
        assert [await crawl.next() for _ in range(2)] == ["2", "listing"]
        assert crawl.scheduler.has_pending_requests()
        assert [await crawl.next() for _ in range(2)] == ["1", ""]

    crawl(work)


def test_kept_pages_are_not_read_again_while_a_listing_waits(crawl: Run) -> None:
    async def work(crawl: Crawl) -> None:
        crawl.addresses.begin()
        await crawl.want(1)
        assert await crawl.next() == "1"
        crawl.addresses.again_one((await crawl.addresses.find([f"{SITE}1"]))[f"{SITE}1"])
        await crawl.addresses.flush()
        # What is due after all: while it is leased, a list comes up.
        crawl.addresses.more_due = True
        assert crawl.scheduler.next_request() is None
        crawl.add("listing")
        await crawl.settle()
        assert await crawl.states() == {"again": 1}
        assert [await crawl.next() for _ in range(3)] == ["listing", "1", ""]

    crawl(work)


def test_fewer_pages_are_under_way_before_the_first_came_through(crawl: Run) -> None:
    async def work(crawl: Crawl) -> None:
        assert crawl.free() == 2 * WORKERS
        request = Request(f"{SITE}1", meta={"newscrawl_kind": "post"})
        source = Request(f"{SITE}feed")

        def tell(status: int, request: Request) -> None:
            response = Response(request.url, status)
            crawl.tell(signals.response_downloaded, response=response, request=request)

        tell(200, request)
        tell(404, source)
        assert crawl.free() == 2 * WORKERS, "a page that is read is not through yet"
        woken = crawl.engine.woken
        tell(304, request)
        assert crawl.free() == IN_FLIGHT
        assert crawl.engine.woken == woken + 1
        crawl.tell(signals.item_scraped, item={}, response=None)
        assert crawl.engine.woken == woken + 1
        crawl.add("listing")
        crawl.engine.downloader.active.update(range(IN_FLIGHT))
        assert crawl.scheduler.next_request() is None
        crawl.engine.downloader.active.pop()
        assert await crawl.next() == "listing"

    crawl(work)


def test_however_few_pages_are_wanted_at_once_no_reader_waits_for_one() -> None:
    settings = {"NEWSCRAWL_WORKERS": 3, "NEWSCRAWL_PAGES_IN_FLIGHT": 2}
    assert Frontier.from_crawler(get_crawler(FeedSpider, settings))._in_flight_limit == 6


@pytest.mark.parametrize("signal", [signals.item_scraped, signals.item_dropped, signals.item_error])
def test_a_page_that_was_read_has_come_through_whatever_became_of_it(
    crawl: Run, signal: object
) -> None:
    async def work(crawl: Crawl) -> None:
        crawl.tell(signal, item={}, response=None)
        assert crawl.free() == IN_FLIGHT

    crawl(work)


def test_what_the_archive_holds_of_a_page_goes_along_with_its_request(crawl: Run) -> None:
    async def work(crawl: Crawl) -> None:
        session = session_of(crawl.crawler)
        post = read(
            "<h1>Das Wasser</h1><p>Es stand im Keller.</p>", f"{SITE}1", site=crawl.spider.site
        )
        held = replace(post, fetch=replace(post.fetch, etag='"v1"'))
        await session.call(write_posts, session.archive, [held], run_id=session.run_id)
        crawl.addresses.begin()
        await crawl.want(1, 2)
        crawl.scheduler.next_request()
        await crawl.settle()
        first, second = (crawl.scheduler.next_request() for _ in range(2))
        assert first is not None
        assert second is not None
        assert first.meta["newscrawl_validators"].etag == '"v1"'
        assert "newscrawl_validators" not in second.meta

    crawl(work)


def test_what_is_leased_and_not_asked_for_is_given_back_at_the_end(crawl: Run) -> None:
    async def work(crawl: Crawl) -> None:
        crawl.addresses.begin()
        await crawl.want(1, 2, 3)
        crawl.scheduler.next_request()  # and being leased when the spider is closed
        closed = crawl.scheduler.close("finished")
        assert closed is not None
        await closed.asFuture(asyncio.get_running_loop())
        assert await crawl.states() == {"due": 3}

    crawl(work)


def test_a_crawl_whose_archive_is_away_is_closed(crawl: Run, tmp_path: Path) -> None:
    async def work(crawl: Crawl) -> None:
        crawl.addresses.begin()
        await crawl.want(1)
        session_of(crawl.crawler).archive.close()
        (tmp_path / "archive.db").unlink()
        (tmp_path / "archive.db").mkdir()
        assert await crawl.next() == ""
        await asyncio.sleep(0)
        assert crawl.engine.closed_for == "database"
        closed = crawl.scheduler.close("database")
        assert closed is not None
        await closed.asFuture(asyncio.get_running_loop())

    crawl(work)


def test_a_dry_run_lists_addresses_and_asks_for_none(
    crawl: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    async def work(crawl: Crawl) -> None:
        crawl.addresses.begin()
        await crawl.want(1, 2)
        assert await crawl.next() == ""
        assert capsys.readouterr().out.split() == [f"{SITE}1", f"{SITE}2"]
        assert not crawl.scheduler.has_pending_requests()

    crawl(work, dry_run="1")


def test_a_spider_of_someone_else_is_scheduled_as_ever(crawl: Run) -> None:
    class Theirs(Spider):
        name = "theirs"

    async def work(crawl: Crawl) -> None:
        assert not crawl.scheduler.has_pending_requests()
        crawl.add("1")
        crawl.add("2", SOURCE_PRIORITY)
        assert crawl.scheduler.has_pending_requests()
        assert not crawl.add("1"), "asked for already"
        assert [await crawl.next() for _ in range(3)] == ["2", "1", ""]
        closed = crawl.scheduler.close("finished")
        assert closed is not None
        await closed.asFuture(asyncio.get_running_loop())

    crawl(work, Theirs)
