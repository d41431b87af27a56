"""All hosts of a crawl: each is known once, as long as that matters."""

from __future__ import annotations

import asyncio
import time

import pytest
from scrapy.settings import Settings

from newscrawl.manners import HOSTS_AT_MOST, Hosts
from tests.newscrawl.crowding import most_inside


def hosts() -> Hosts:
    return Hosts(Settings({"CONCURRENT_REQUESTS_PER_DOMAIN": 3}))


def test_no_more_than_the_set_number_are_let_to_one_host_at_once() -> None:
    async def most_at_once() -> int:
        return await most_inside(hosts()["https://blog.example/"], 20)

    assert asyncio.run(most_at_once()) == 3


def test_a_pause_holds_every_request_to_its_host_and_no_other() -> None:
    async def waits() -> tuple[bool, bool]:
        manners = hosts()
        before = time.monotonic()
        manners["https://slow.example/"].pause(0.2)
        async with manners["https://other.example/"].turn():
            other = time.monotonic() - before
        async with manners["https://slow.example/"].turn():
            slow = time.monotonic() - before
        return other < slow, slow >= 0.2

    assert asyncio.run(waits()) == (True, True)


@pytest.mark.parametrize(("runs", "seconds"), [(1, 0.0), (2, 1.0)])
def test_a_delay_of_each_run_is_one_of_all_where_several_ask(runs: int, seconds: float) -> None:
    host = Hosts(Settings({"DOWNLOAD_DELAY": 1.0}))["https://blog.example/"]
    host.runs = runs
    assert host.gap_of_all_seconds == seconds


def test_hosts_that_were_asked_long_ago_are_forgotten() -> None:
    manners = hosts()
    manners["https://refusing.example/"].refused(time.monotonic())
    for number in range(3 * HOSTS_AT_MOST):
        manners[f"https://blog{number}.example/"].answered()
    assert len(manners) <= HOSTS_AT_MOST
    assert manners["https://refusing.example/"].refusals == 1


def test_a_host_that_is_asked_paused_or_shared_is_not_forgotten() -> None:
    async def known() -> list[bool]:
        manners = hosts()
        urls = [f"https://{name}.example/" for name in ("asked", "paused", "shared", "idle")]
        asked, paused, shared, _ = before = [manners[url] for url in urls]
        paused.pause(3600)
        shared.shared = True
        async with manners.turn(asked):
            for number in range(HOSTS_AT_MOST):
                manners[f"https://blog{number}.example/"]
            assert manners.shared() == [shared]
            return [manners[url] is host for url, host in zip(urls, before, strict=True)]

    assert asyncio.run(known()) == [True, True, True, False]
