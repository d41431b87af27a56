"""C4, S1, S8: a crawl whose database server is killed, cut off or silent waits and loses nothing."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from newscrawl import exits
from tests.servers import warm
from tests.servers.crawls import (
    a_blog,
    assert_whole,
    crawl,
    crawling,
    fetched_posts,
    wait_until,
)
from tests.servers.own_server import OwnServer
from tests.servers.proxy import silent_proxy

pytestmark = pytest.mark.server

#: Pages that may be under way (NEWSCRAWL_PAGES_IN_FLIGHT).
IN_FLIGHT = 16


def _crawl_and_kill_the_server(
    own: OwnServer, folder: Path, *, posts: int, away_seconds: float
) -> None:
    with a_blog(posts, delay_seconds=0.1) as blog, crawling(blog, own.url, folder) as process:
        wait_until(lambda: len(fetched_posts(blog)) > 4)
        own.server.kill()
        time.sleep(away_seconds)
        asked = sum(fetched_posts(blog).values())
        assert process.poll() is None
        own.server.start_again()
        _, said = process.communicate(warm.PATIENCE_SECONDS)
        assert process.returncode == exits.DONE, said
        assert "could not be kept" not in said
        # It waited: nothing was fetched that could not be kept.
        assert asked <= 4 + 2 * IN_FLIGHT
        assert max(fetched_posts(blog).values()) == 1
        assert_whole(blog, own.url)


def test_a_crawl_outlives_whatever_befalls_its_server(
    own_server: OwnServer, tmp_path: Path
) -> None:
    """Kill it and start it again, cut its connections, let the network fall silent: one crawl."""
    with a_blog(40, delay_seconds=0.1) as blog, silent_proxy(own_server.port) as proxy:
        url = own_server.through(proxy.port, read_timeout="1")
        with crawling(blog, url, tmp_path) as process:
            wait_until(lambda: len(fetched_posts(blog)) > 4)
            own_server.server.kill()
            time.sleep(1)
            own_server.server.start_again()
            own_server.server.wait_for(own_server.engine.url)
            for asked in (14, 17, 20):
                wait_until(lambda asked=asked: len(fetched_posts(blog)) > asked)
                # On a busy machine it may have ended meanwhile.
                wait_until(lambda: own_server.cut() or process.poll() is not None)
            wait_until(lambda: len(fetched_posts(blog)) > 24)
            proxy.silent.set()
            time.sleep(1.5)
            proxy.silent.clear()
            _, said = process.communicate(warm.PATIENCE_SECONDS)
            assert process.returncode == exits.DONE, said
            assert "could not be kept" not in said
        assert max(fetched_posts(blog).values()) == 1
        assert_whole(blog, own_server.url)


@pytest.mark.soak
@pytest.mark.parametrize("away_seconds", [2, 5, 60])
def test_a_server_that_is_killed_and_started_again_costs_a_crawl_nothing(
    own_server: OwnServer, tmp_path: Path, away_seconds: float
) -> None:
    _crawl_and_kill_the_server(own_server, tmp_path, posts=200, away_seconds=away_seconds)


@pytest.mark.parametrize("_running", ["postgresql"], indirect=True)
def test_a_server_that_stays_away_ends_the_crawl_which_goes_on_later(
    own_server: OwnServer, tmp_path: Path
) -> None:
    with a_blog(60, delay_seconds=0.1) as blog:
        wait = "NEWSCRAWL_DATABASE_WAIT_SECONDS=1"
        with crawling(blog, own_server.url, tmp_path, wait) as process:
            wait_until(lambda: len(fetched_posts(blog)) > 4)
            own_server.server.kill()
            _, said = process.communicate(warm.PATIENCE_SECONDS)
            assert process.returncode == exits.DATABASE, said
            assert "run the same command again" in said
            assert "Traceback" not in said
            assert len(fetched_posts(blog)) < 40
        own_server.server.start_again()
        own_server.server.wait_for(own_server.engine.url)
        # One that is told to end while it waits for its server does not wait for minutes.
        before = len(fetched_posts(blog))
        with crawling(blog, own_server.url, tmp_path) as process:
            wait_until(lambda: len(fetched_posts(blog)) > before + 4)
            own_server.server.kill()
            time.sleep(1)
            os.kill(process.pid, signal.SIGTERM)
            _, said = process.communicate(warm.PATIENCE_SECONDS)
            assert process.returncode in (exits.DATABASE, exits.INTERRUPTED), said
            assert "Traceback" not in said
        own_server.server.start_again()
        own_server.server.wait_for(own_server.engine.url)
        code, said = crawl(blog, own_server.url, tmp_path)
        assert code == exits.DONE, said
        # A page that could not be noted is asked for again, and no other.
        assert sum(count - 1 for count in fetched_posts(blog).values()) <= 2 * IN_FLIGHT
        assert_whole(blog, own_server.url)


def _crawl_and_cut(own: OwnServer, folder: Path, *, posts: int, every: float, cuts: int) -> None:
    done = threading.Event()
    made = 0

    def cut() -> None:
        nonlocal made
        while not done.wait(every):
            made += own.cut()

    cutter = threading.Thread(target=cut)
    with a_blog(posts, delay_seconds=0.1) as blog:
        with crawling(blog, own.url, folder) as process:
            wait_until(lambda: len(fetched_posts(blog)) > 1)
            cutter.start()
            try:
                _, said = process.communicate(warm.PATIENCE_SECONDS)
            finally:
                done.set()
                cutter.join()
        assert process.returncode == exits.DONE, said
        assert made >= cuts
        assert_whole(blog, own.url)


@pytest.mark.soak
def test_connections_that_are_cut_every_two_seconds_for_a_minute_cost_a_crawl_nothing(
    own_server: OwnServer, tmp_path: Path
) -> None:
    _crawl_and_cut(own_server, tmp_path, posts=1500, every=2, cuts=30)


@pytest.mark.soak
def test_a_network_that_falls_silent_is_given_up_and_dialled_again(
    own_server: OwnServer, tmp_path: Path
) -> None:
    with a_blog(20, delay_seconds=0.1) as blog, silent_proxy(own_server.port) as proxy:
        url = own_server.through(proxy.port, read_timeout="2")
        with crawling(blog, url, tmp_path) as process:
            wait_until(lambda: len(fetched_posts(blog)) > 4)
            proxy.silent.set()
            time.sleep(3)
            assert process.poll() is None
            proxy.silent.clear()
            _, said = process.communicate(warm.PATIENCE_SECONDS)
            assert process.returncode == exits.DONE, said
        assert max(fetched_posts(blog).values()) == 1
        assert_whole(blog, own_server.url)


@pytest.mark.soak
def test_a_crawl_without_a_server_says_so_before_it_fetches(
    own_server: OwnServer, tmp_path: Path
) -> None:
    own_server.server.kill()
    try:
        with a_blog() as blog:
            code, said = crawl(blog, own_server.url, tmp_path)
            assert blog.asked() == []
    finally:
        own_server.server.start_again()
        own_server.server.wait_for(own_server.engine.url)
    assert code == exits.DATABASE
    assert "Traceback" not in said
