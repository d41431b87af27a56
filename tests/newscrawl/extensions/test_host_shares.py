"""Runs of one archive that ask one host: what one gives up is another's only when nobody uses it."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

from scrapy.utils.test import get_crawler

from newscrawl.extensions.host_shares import HostShares
from newscrawl.manners import hosts_of
from newscrawl.spiders.pages import PagesSpider
from pipelines.archive.hosts import take_shares
from pipelines.session import close_session, session_of


def test_who_comes_in_while_a_part_is_given_up_is_counted(tmp_path: Path) -> None:
    settings = {
        "NEWSCRAWL_DATABASE_URL": f"sqlite:///{tmp_path / 'a.db'}",
        "NEWSCRAWL_DATABASE_WAIT_SECONDS": 1,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 2,
    }
    crawler = get_crawler(PagesSpider, settings)
    crawler.spider, crawler.crawling = PagesSpider(url="https://blog.example/1"), True

    async def run() -> None:
        session, hosts = session_of(crawler), hosts_of(crawler)
        host = hosts["https://blog.example/"]
        using = {host.name: 0}

        def left_for_another() -> int:
            return take_shares(session.archive, "another", using, at_once=2)[host.name].at_once

        shares, may_write = HostShares(crawler), threading.Event()
        async with hosts.turn(host):
            assert left_for_another() == 0
            writing = asyncio.ensure_future(session.call(may_write.wait))
            dealing = asyncio.ensure_future(shares.deal([host]))
            await asyncio.sleep(0)
            async with hosts.turn(host):
                may_write.set()
                await asyncio.gather(writing, dealing)
                assert host.turns.inside == 2
                assert left_for_another() == 0
        await shares.deal([host])
        assert left_for_another() == 1

    try:
        asyncio.run(run())
    finally:
        close_session(crawler)
