"""`scrapy crawl` as a person, cron or a container sees it: what it asks for, and its exit code."""

from __future__ import annotations

import json
import os
import signal
import socket
import socketserver
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest

from newscrawl import exits
from newscrawl.demo.server import served
from pipelines.archive import locks, open_archive
from pipelines.archive.ledger import coverage
from pipelines.archive.query import find_post, iter_records
from pipelines.urls import identity_url
from tests.servers import crawls, warm
from tests.servers.blog import LiveBlog
from tests.servers.crawls import wait_until

ROOT = Path(__file__).resolve().parents[2]


def crawl_line(url: str, database: Path | str, *more: str, spider: str = "blog") -> list[str]:
    """Return the command; `database` may be a path or a whole URL."""
    named = database if isinstance(database, str) else f"sqlite:///{database}"
    return [*crawls.crawl_line(url, named, spider=spider), *more]


def crawl(
    url: str, database: Path | str, *more: str, spider: str = "blog"
) -> subprocess.CompletedProcess[str]:
    """Return the finished crawl."""
    return warm.run(crawl_line(url, database, *more, spider=spider)[1:])


def crawling(url: str, database: Path, *more: str, spider: str = "blog") -> warm.Program:
    """Return a crawl under way; as a context it is ended with the block."""
    return warm.Program(crawl_line(url, database, *more, spider=spider)[1:])


def stored(database: Path) -> list[str]:
    """Return the titles in the archive."""
    with open_archive(f"sqlite:///{database}") as archive:
        return [record["title"] for record in iter_records(archive)]


def test_a_bad_argument_is_one_line_and_no_fetch(blog: LiveBlog, tmp_path: Path) -> None:
    done = crawl(blog.origin, tmp_path / "a.db", "-a", "limit=viele")
    assert done.returncode == exits.USAGE
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert "limit" in done.stderr
    assert blog.asked() == []


def test_a_bad_setting_is_one_line_and_no_fetch(blog: LiveBlog, tmp_path: Path) -> None:
    done = crawl(blog.origin, tmp_path / "a.db", "-s", "NEWSCRAWL_WORKRES=2")
    assert done.returncode == exits.USAGE
    assert "did you mean NEWSCRAWL_WORKERS" in done.stderr
    done = crawl(blog.origin, tmp_path / "a.db", "-O", f"{tmp_path}:jsonl")
    assert done.returncode == exits.USAGE
    assert "is a folder" in done.stderr
    assert blog.asked() == []


def test_an_unreachable_database_is_named_before_the_first_fetch(
    blog: LiveBlog, tmp_path: Path
) -> None:
    done = crawl(blog.origin, tmp_path / "no" / "such" / "folder" / "a.db")
    assert done.returncode == exits.DATABASE
    assert "such" in done.stderr
    assert "Traceback" not in done.stderr
    assert blog.asked() == []


def test_a_site_is_crawled_by_one_run_at_a_time(blog: LiveBlog, tmp_path: Path) -> None:
    with open_archive(f"sqlite:///{tmp_path / 'a.db'}") as archive:
        locks.acquire(archive, identity_url(blog.origin + "/"), "another run")
        done = crawl(blog.origin + "/", tmp_path / "a.db")
    assert done.returncode == exits.LOCKED
    assert "Traceback" not in done.stderr
    assert blog.asked() == []


def test_robots_txt_that_forbids_all_leaves_nothing_and_says_so(
    blog: LiveBlog, tmp_path: Path
) -> None:
    blog.robots = "User-agent: *\nDisallow: /\n"
    done = crawl(blog.origin, tmp_path / "a.db")
    assert done.returncode == exits.NOTHING
    assert "robots.txt forbids" in done.stderr
    assert {one.path for one in blog.log} == {"/robots.txt"}


def test_robots_txt_that_cannot_be_read_forbids_all(blog: LiveBlog, tmp_path: Path) -> None:
    blog.broken["/robots.txt"] = 500
    done = crawl(blog.origin, tmp_path / "a.db", "-s", "RETRY_TIMES=1")
    assert done.returncode == exits.NOTHING
    assert "RFC 9309" in done.stderr
    assert {one.path for one in blog.log} == {"/robots.txt"}


def test_loopback_is_refused_unless_it_is_allowed(blog: LiveBlog, tmp_path: Path) -> None:
    # A name: an address that is spelled out is refused before anything is resolved (test_policy.py).
    url = blog.origin.replace("127.0.0.1", "localhost")
    done = crawl(url, tmp_path / "a.db", "-s", "NEWSCRAWL_ALLOW_NETWORKS=")
    assert done.returncode == exits.NOTHING
    assert "NEWSCRAWL_ALLOW_NETWORKS" in done.stderr
    assert blog.asked() == []


class OverSix(LiveBlog):
    """A blog on [::1]: a host that has no address of IPv4."""

    address_family = socket.AF_INET6

    def server_bind(self) -> None:
        self.server_address = ("::1", 0)
        socketserver.TCPServer.server_bind(self)

    @property
    def origin(self) -> str:
        return f"http://[::1]:{self.server_address[1]}"


def test_a_host_that_has_ipv6_alone_is_archived(tmp_path: Path) -> None:
    try:
        blog = OverSix()
    except OSError:
        pytest.skip("this machine has no IPv6")
    with blog, served(blog):
        del blog.posts[3:]
        allowed = ("-s", "NEWSCRAWL_ALLOW_NETWORKS=::1/128")
        done = crawl(blog.origin, tmp_path / "a.db", *allowed)
    assert done.returncode == exits.DONE, done.stderr
    assert len(stored(tmp_path / "a.db")) == 3


def test_a_blog_that_is_not_there_is_nothing_fetched(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    done = crawl(f"http://127.0.0.1:{port}/", tmp_path / "a.db", "-s", "RETRY_TIMES=0")
    assert done.returncode == exits.NOTHING
    assert "Traceback" not in done.stderr


def test_no_more_than_the_set_number_ask_one_host_at_once(tmp_path: Path) -> None:
    with Crowded() as blog, served(blog):
        blog.holds_seconds = 0.05
        done = crawl(blog.origin, tmp_path / "a.db", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=2")
        assert done.returncode == exits.DONE, done.stderr
    assert blog.most == 2


def test_errors_now_and_then_lose_nothing(blog: LiveBlog, tmp_path: Path) -> None:
    blog.fault_headers["Retry-After"] = "0"
    for number, post in enumerate(blog.posts):
        blog.fail(post.path, *(500, 429, 503)[: number % 3 + 1])
    done = crawl(blog.origin, tmp_path / "a.db")
    assert done.returncode == exits.DONE, done.stderr
    assert sorted(stored(tmp_path / "a.db")) == sorted(post.title for post in blog.posts)


def test_an_interrupted_crawl_ends_soon_and_goes_on_later(blog: LiveBlog, tmp_path: Path) -> None:
    blog.delay_seconds = 0.05
    # Asked for again by the run that goes on, which meanwhile stores posts, and reads them again
    # for their links when nothing but these leads to posts.
    blog.broken |= {"/sitemap.xml": 500, "/feed.xml": 500}
    once = ("-s", "RETRY_TIMES=1")
    crawling = subprocess.Popen(
        crawl_line(blog.origin, tmp_path / "a.db", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1", *once),
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    # It cannot end before it is told to.
    blog.slow_seconds = {post.path: 0.7 for post in blog.posts[2:]}
    paths = {post.path for post in blog.posts}
    wait_until(lambda: any(one.path in paths for one in list(blog.log)))
    # A closed terminal: as SIGTERM, however often it is told.
    crawling.send_signal(signal.SIGHUP)
    crawling.send_signal(signal.SIGHUP)
    _, errors = crawling.communicate(timeout=warm.PATIENCE_SECONDS)
    assert crawling.returncode == exits.INTERRUPTED, errors
    assert "run the same command" in errors
    before = len(stored(tmp_path / "a.db"))
    blog.delay_seconds = 0
    blog.slow_seconds.clear()
    done = crawl(blog.origin, tmp_path / "a.db", *once)
    assert done.returncode == exits.DONE, done.stderr
    if before:
        assert f" {before} stored before the interruption" in done.stderr
    else:
        assert "before the interruption" not in done.stderr
    assert sorted(stored(tmp_path / "a.db")) == sorted(post.title for post in blog.posts)


def test_an_interrupted_crawl_asks_for_nothing_that_waited_for_its_turn(tmp_path: Path) -> None:
    with Stamped() as blog, served(blog):
        blog.robots = "User-agent: *\nCrawl-delay: 1"
        # Posts wait in Scrapy's queue and at the gate.
        named = f"{blog.origin}/sitemap.xml"
        line = crawl_line(named, tmp_path / "a.db", "-s", "DOWNLOAD_DELAY=1", spider="sitemap")
        run = subprocess.Popen(line, cwd=ROOT, stderr=subprocess.PIPE, text=True)
        wait_until(lambda: any("/20" in path for _, path in blog.seen))
        run.send_signal(signal.SIGTERM)
        told = len(blog.seen)
        _, said = run.communicate(timeout=warm.PATIENCE_SECONDS)
        assert run.returncode == exits.INTERRUPTED, said
        assert "could not be fetched" not in said
        # One may have been on its way.
        assert len(blog.seen) <= told + 1
        at_once = ("-s", "NEWSCRAWL_MAX_CRAWL_DELAY_SECONDS=0")
        done = crawl(named, tmp_path / "a.db", *at_once, spider="sitemap")
        assert done.returncode == exits.DONE, done.stderr
        assert max(Counter(path for _, path in blog.seen if "/20" in path).values()) == 1
    assert len(set(stored(tmp_path / "a.db"))) == len(blog.posts)


def test_a_killed_crawl_goes_on_and_asks_nothing_twice(blog: LiveBlog, tmp_path: Path) -> None:
    # It cannot end before it is killed.
    blog.slow_seconds = {post.path: 3.0 for post in blog.posts[4:]}
    blog.broken["/feed.xml"] = 404
    one_by_one = ("-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1")
    paths = {post.path for post in blog.posts}
    with crawling(blog.origin, tmp_path / "a.db", *one_by_one) as program:
        wait_until(lambda: sum(one.path in paths for one in list(blog.log)) >= 3)
        program.kill()
        program.wait()
    blog.slow_seconds.clear()
    done = crawl(blog.origin, tmp_path / "a.db")
    assert done.returncode == exits.DONE, done.stderr
    # What was on its way when the crawl was killed may be asked again, one request at a time was,
    # and the answer before it, which was being written. Sources are not asked again, whether they
    # were there or not.
    asked = Counter(one.path for one in blog.log)
    assert asked["/feed.xml"] == asked["/robots.txt"] == asked["/"] == 1
    assert sum(count - 1 for count in asked.values()) <= 2
    assert sorted(stored(tmp_path / "a.db")) == sorted(post.title for post in blog.posts)


def test_a_word_that_found_no_room_does_not_change_the_exit_code() -> None:
    ending = """
import contextlib, sys
from newscrawl import running
with contextlib.suppress(OSError):
    print("no room for this", file=sys.stderr)
running._end_with(5)
sys.exit(5)
"""
    with open("/dev/full", "w") as full:
        line = [sys.executable, "-c", ending]
        # Unbuffered, nothing is left for the end.
        buffered = {**os.environ, "PYTHONUNBUFFERED": ""}
        done = subprocess.run(line, cwd=ROOT, env=buffered, stderr=full, check=False)
    assert done.returncode == 5


def test_one_missing_post_does_not_spoil_the_rest(blog: LiveBlog, tmp_path: Path) -> None:
    lost = blog.posts[1]
    blog.broken[lost.path] = 410
    done = crawl(blog.origin, tmp_path / "a.db")
    assert done.returncode == exits.DONE, done.stderr
    assert "1 410" in done.stderr
    assert sorted(stored(tmp_path / "a.db")) == sorted(
        post.title for post in blog.posts if post is not lost
    )


def test_a_post_behind_a_pay_wall_is_told_in_the_last_line_and_the_verdict(
    blog: LiveBlog, tmp_path: Path
) -> None:
    page = (
        '<html><head><meta name="generator" content="Ghost 5.80"></head><body><article><h1>글</h1>'
        '<p>첫 문단입니다.</p><div class="gh-post-upgrade-cta"><h2>This post is for subscribers only'
        '</h2><a href="#/portal/signup">Subscribe now</a></div></article></body></html>'
    )
    blog.extra[blog.posts[1].path] = ("text/html; charset=utf-8", page.encode())
    done = crawl(blog.origin + "/", tmp_path / "a.db")
    assert ", 1 withheld in " in done.stderr
    with open_archive(f"sqlite:///{tmp_path / 'a.db'}") as archive:
        ledger = coverage(archive, blog.origin + "/")
    assert ledger is not None
    assert ledger.verdict.startswith("complete, but for 1 withheld (")


def test_the_ledger_knows_a_hidden_post_and_a_broken_source(blog: LiveBlog, tmp_path: Path) -> None:
    whole = blog.page("/sitemap.xml")
    assert whole is not None
    hidden = blog.posts[0]
    blocks = whole.body.decode().split("<url>")
    kept = [block for block in blocks if blog.url(hidden) not in block]
    assert len(kept) == len(blocks) - 1
    blog.extra["/sitemap.xml"] = ("application/xml", "<url>".join(kept).encode())
    blog.broken["/feed.xml"] = 500
    done = crawl(blog.origin + "/", tmp_path / "a.db", "-s", "RETRY_TIMES=0")
    assert done.returncode == exits.DONE, done.stderr
    with open_archive(f"sqlite:///{tmp_path / 'a.db'}") as archive:
        ledger = coverage(archive, blog.origin + "/")
    assert ledger is not None
    assert ledger.held == len(blog.posts), ledger.verdict
    by_kind = {source.kind: source for source in ledger.sources}
    assert by_kind["sitemap"].lacks == 1
    listings = [source for source in ledger.sources if source.kind == "listing"]
    assert min(source.lacks for source in listings) == 0
    assert by_kind["feed"].problem == "500"
    assert not ledger.complete
    assert "feed.xml (500)" in ledger.verdict


def test_a_blog_is_not_complete_while_a_further_page_of_a_post_is_missing(
    blog: LiveBlog, tmp_path: Path
) -> None:
    first, last = blog.posts[0].path.rstrip("/") + "/", blog.posts[0].path.rstrip("/") + "/2/"
    for path, other, said in ((blog.posts[0].path, last, "처음"), (last, first, "나중")):
        links = f'<p class="page-links"><a class="post-page-numbers" href="{other}">1</a></p>'
        text = f"<p>{said} 이야기는 마을 사람들이 강가에 모여 배를 띄우던 날에 시작됩니다.</p>" * 5
        page = (
            f'<html><head><title>긴 글</title><link rel="canonical" href="{blog.url(first)}">'
            '<meta name="generator" content="WordPress 6.5"></head><body class="single single-post '
            f'postid-22"><article><h1>긴 글</h1><div class="entry-content">{text}{links}</div></article>'
        )
        blog.extra[path] = ("text/html; charset=utf-8", page.encode())
    blog.broken[last] = 500
    done = crawl(blog.origin + "/", tmp_path / "a.db", "-s", "RETRY_TIMES=0")
    assert "not whole; 1 failed (1 500)" in done.stderr
    with open_archive(f"sqlite:///{tmp_path / 'a.db'}") as archive:
        ledger = coverage(archive, blog.origin + "/")
        assert ledger is not None
        assert not ledger.complete
        assert "1 missing (1 failed 500)" in ledger.verdict
    del blog.broken[last]
    crawl(blog.origin + "/", tmp_path / "a.db")
    with open_archive(f"sqlite:///{tmp_path / 'a.db'}") as archive:
        ledger = coverage(archive, blog.origin + "/")
        assert ledger is not None
        assert ledger.complete, ledger.verdict
        one = find_post(archive, blog.url(blog.posts[0]))
        two = find_post(archive, blog.url(last))
    assert one is not None
    assert two is not None
    assert (one.revision, two.revision, ledger.held) == (1, 1, len(blog.posts) + 1)
    said = {answer.field: answer.value for answer in (*one.post.evidence, *two.post.evidence)}
    assert (said["goes_on"], said["part_of"]) == (blog.url(last), blog.url(first))


def test_a_page_that_never_answers_is_left_to_a_later_run_after_two_tries(
    blog: LiveBlog, tmp_path: Path
) -> None:
    silent = blog.posts[1]
    blog.slow_seconds[silent.path] = 60
    done = crawl(blog.origin, tmp_path / "a.db", "-s", "DOWNLOAD_TIMEOUT=2")
    assert done.returncode == exits.DONE, done.stderr
    assert "1 timeout" in done.stderr
    assert blog.slow_asked == [silent.path] * 2
    assert len(stored(tmp_path / "a.db")) == len(blog.posts) - 1


def test_a_page_that_is_to_be_asked_for_tomorrow_is_left_to_a_later_run(
    blog: LiveBlog, tmp_path: Path
) -> None:
    shut = blog.posts[1]
    blog.fail(shut.path, 503)
    blog.fault_headers["Retry-After"] = "86400"
    done = crawl(blog.origin, tmp_path / "a.db", "-s", "NEWSCRAWL_MAX_PAUSE_SECONDS=1")
    assert done.returncode == exits.DONE, done.stderr
    assert "1 503" in done.stderr
    assert blog.asked(shut.path) == [503]
    assert len(stored(tmp_path / "a.db")) == len(blog.posts) - 1


class Refusing(LiveBlog):
    """Answers so many requests, and then refuses whatever it is asked for."""

    answers_left = 8

    def interfere(self, handler, path):  # type: ignore[no-untyped-def]
        self.answers_left -= 1
        if self.answers_left < 0:
            handler.answer(503, b"", "text/plain")
            return True
        return super().interfere(handler, path)


def test_a_host_that_refuses_everything_is_left_to_a_later_run(tmp_path: Path) -> None:
    with Refusing() as blog, served(blog):
        done = crawl(blog.origin, tmp_path / "a.db", "-s", "NEWSCRAWL_MAX_PAUSE_SECONDS=0")
        assert done.returncode == exits.ERRORS, done.stderr
        assert "later run" in done.stderr
        held = len(stored(tmp_path / "a.db"))
        assert len(blog.log) < 8 + 30
        blog.answers_left = 10**6
        done = crawl(blog.origin, tmp_path / "a.db")
        assert done.returncode == exits.DONE, done.stderr
        assert held < len(stored(tmp_path / "a.db")) == len(blog.posts)


def test_pages_that_refuse_alone_do_not_slow_the_others_down(
    blog: LiveBlog, tmp_path: Path
) -> None:
    shut = blog.posts[:3]
    for post in shut:
        blog.broken[post.path] = 503
    done = crawl(blog.origin, tmp_path / "a.db", "-s", "NEWSCRAWL_MAX_PAUSE_SECONDS=0.05")
    assert done.returncode == exits.DONE, done.stderr
    assert "3 503" in done.stderr
    assert len(stored(tmp_path / "a.db")) == len(blog.posts) - 3
    # Once, and each of RETRY_TIMES.
    assert [len(blog.asked(post.path)) for post in shut] == [6, 6, 6]


class Crowded(LiveBlog):
    """Counts how many requests are under way at once."""

    inside = most = 0
    holds_seconds = 0.2
    lock = threading.Lock()

    def interfere(self, handler, path):  # type: ignore[no-untyped-def]
        with self.lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        time.sleep(self.holds_seconds)
        with self.lock:
            self.inside -= 1
        return super().interfere(handler, path)


def test_two_runs_of_one_archive_share_a_host(tmp_path: Path) -> None:
    with Crowded() as blog, served(blog):
        database = tmp_path / "a.db"
        two = ("-s", "CONCURRENT_REQUESTS_PER_DOMAIN=2")
        with (
            crawling(blog.origin + "/sitemap.xml", database, *two, spider="sitemap") as one,
            crawling(blog.origin + "/feed.xml", database, *two, spider="feed") as other,
        ):
            for run in (one, other):
                _, errors = run.communicate(timeout=warm.PATIENCE_SECONDS)
                assert run.returncode == exits.DONE, errors
    assert blog.most == 2
    assert len(set(stored(database))) == len(blog.posts)


class Stamped(LiveBlog):
    """Notes when it sees each request."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[float, str]] = []

    def interfere(self, handler, path):  # type: ignore[no-untyped-def]
        self.seen.append((time.monotonic(), path))
        return super().interfere(handler, path)


def test_two_runs_of_one_archive_keep_one_crawl_delay_as_the_server_sees_it(tmp_path: Path) -> None:
    with Stamped() as blog, served(blog):
        del blog.posts[4:]
        blog.robots = "User-agent: *\nCrawl-delay: 0.3"
        sitemap = f"{blog.origin}/sitemap.xml"
        with crawling(sitemap, tmp_path / "a.db", spider="sitemap") as first:
            # From here on robots.txt is known: the second does not ask for it.
            wait_until(lambda: len(blog.seen) >= 2)
            second = crawl(f"{blog.origin}/feed.xml", tmp_path / "a.db", spider="feed")
            _, said = first.communicate(timeout=warm.PATIENCE_SECONDS)
        assert (first.returncode, second.returncode) == (exits.DONE, exits.DONE), said
        times = sorted(at for at, _ in blog.seen)
        paths = [path for _, path in blog.seen]
    # No tolerance: the delay begins when an answer is here, so its request has been seen.
    assert min(later - at for at, later in pairwise(times)) >= 0.3
    assert paths.count("/robots.txt") == 1
    assert paths.count("/feed.xml") == paths.count("/sitemap.xml") == 1, "both were at it"
    assert len(set(stored(tmp_path / "a.db"))) == 4


def test_the_user_agent_says_how_to_reach_whoever_runs_it(blog: LiveBlog, tmp_path: Path) -> None:
    done = crawl(
        blog.origin, tmp_path / "a.db", "-a", "limit=1", "-s", "NEWSCRAWL_CONTACT=me@blog.example"
    )
    assert done.returncode == exits.DONE, done.stderr
    assert all("+me@blog.example" in one.headers["user-agent"] for one in blog.log)


def test_a_fetch_that_failed_is_on_record_with_its_reason(blog: LiveBlog, tmp_path: Path) -> None:
    lost = blog.posts[1]
    blog.broken[lost.path] = 500
    done = crawl(blog.origin, tmp_path / "a.db", "-s", "RETRY_TIMES=0")
    assert done.returncode == exits.DONE, done.stderr
    with closing(sqlite3.connect(tmp_path / "a.db")) as archive:
        rows = archive.execute(
            "SELECT f.url, f.status, f.error, s.home_url FROM page_fetch f "
            "JOIN site s ON s.id = f.site_id JOIN run r ON r.id = f.run_id "
            "WHERE f.outcome = 'failed'"
        ).fetchall()
    ((url, status, error, site),) = rows
    assert (url, status, site) == (blog.url(lost), 500, blog.origin + "/")
    assert error.startswith("500")


def test_what_breaks_a_stage_loses_itself_alone_and_is_on_record(
    blog: LiveBlog, tmp_path: Path
) -> None:
    whole = len(blog.posts)
    bad = [blog.add(title) for title in ("one raises", "one spoiled", "one unread")]
    outside = "tests.newscrawl.outside"
    done = crawl(
        blog.origin,
        tmp_path / "a.db",
        *("-s", f'ITEM_PIPELINES={{"{outside}.Raises": 400, "{outside}.Spoils": 700}}'),
        *("-s", f'SPIDER_MIDDLEWARES={{"{outside}.BreaksAnswer": 500}}'),
    )
    assert done.returncode == exits.DONE
    assert "3 failed" in done.stderr.splitlines()[-1]
    # What the log quotes of a page, no terminal obeys.
    assert "\\x1b[31m" in done.stderr
    assert "\x1b" not in done.stderr
    assert len(stored(tmp_path / "a.db")) == whole
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        left = connection.execute("SELECT url FROM found_address WHERE state = 'failed'").fetchall()
    assert {url for (url,) in left} == {blog.url(post) for post in bad}
    # The next crawl asks again.
    done = crawl(blog.origin, tmp_path / "a.db")
    assert done.returncode == exits.DONE, done.stderr
    assert len(stored(tmp_path / "a.db")) == whole + len(bad)


def test_a_post_that_is_forgotten_while_it_is_read_is_no_failure(
    blog: LiveBlog, tmp_path: Path
) -> None:
    whole = len(blog.posts)
    away = blog.url(blog.add("one forgotten"))
    stage = '{"tests.newscrawl.outside.Forgets": 700}'
    done = crawl(blog.origin, tmp_path / "a.db", "-s", f"ITEM_PIPELINES={stage}")
    assert done.returncode == exits.DONE, done.stderr
    assert "failed" not in done.stderr.splitlines()[-1]
    assert "ERROR" not in done.stderr
    assert len(stored(tmp_path / "a.db")) == whole
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        rows = connection.execute("SELECT url, outcome, reason FROM found_address").fetchall()
        (stats,) = connection.execute("SELECT stats FROM run").fetchone()
    assert (away, "withheld", "forgotten") in rows
    assert json.loads(stats)["newscrawl/dropped/forgotten"] == 1


def test_what_sources_said_outlives_a_kill(blog: LiveBlog, tmp_path: Path) -> None:
    blog.broken["/feed.xml"] = 500
    slow = {post.path: 3.0 for post in blog.posts[2:]}
    blog.slow_seconds.update(slow)
    with crawling(blog.origin + "/", tmp_path / "a.db", "-s", "RETRY_TIMES=0") as program:
        wait_until(lambda: blog.slow_asked)
        program.kill()
        program.wait()
    with open_archive(f"sqlite:///{tmp_path / 'a.db'}") as archive:
        ledger = coverage(archive, blog.origin + "/")
    assert ledger is not None
    assert {source.kind: source.problem for source in ledger.sources}["feed"] == "500"
    # The crawl goes on with the posts that wait, whatever its sources do meanwhile.
    blog.slow_seconds = {"/feed.xml": 60.0}
    wanted = sorted(post.title for post in blog.posts)
    with crawling(blog.origin + "/", tmp_path / "a.db") as program:
        wait_until(lambda: sorted(stored(tmp_path / "a.db")) == wanted, every=0.3)
        assert program.poll() is None


def test_a_sitemap_may_be_larger_than_a_page(blog: LiveBlog, tmp_path: Path) -> None:
    whole = blog.page("/sitemap.xml")
    assert whole is not None
    padded = whole.body.replace(b"</urlset>", b" " * (11 * 1024 * 1024) + b"</urlset>")
    blog.extra["/sitemap.xml"] = ("application/xml", padded)
    done = crawl(blog.origin + "/sitemap.xml", tmp_path / "a.db", spider="sitemap")
    assert done.returncode == exits.DONE, done.stderr
    assert len(stored(tmp_path / "a.db")) == len(blog.posts)


def test_the_feed_of_a_held_blog_stores_nothing_twice(blog: LiveBlog, tmp_path: Path) -> None:
    lost = min(blog.posts, key=lambda post: post.date)  # the feed names it no longer
    blog.broken[lost.path] = 500
    # Before the blog is known the feed stands for itself.
    crawl(blog.origin + "/feed.xml", tmp_path / "a.db", "-a", "limit=1", spider="feed")
    crawl(blog.origin, tmp_path / "a.db", "-s", "RETRY_TIMES=0")
    del blog.broken[lost.path]
    # The feed alone: what the crawl of the blog left to do is left to the next one.
    done = crawl(blog.origin + "/feed.xml", tmp_path / "a.db", spider="feed")
    assert done.returncode == exits.DONE, done.stderr
    assert len(stored(tmp_path / "a.db")) == len(blog.posts) - 1
    with open_archive(f"sqlite:///{tmp_path / 'a.db'}") as archive:
        assert {record["site"] for record in iter_records(archive)} == {blog.origin + "/"}


def test_each_of_a_list_of_pages_is_of_the_blog_that_it_lies_in(
    blog: LiveBlog, tmp_path: Path
) -> None:
    with LiveBlog() as other, served(other):
        homes = [f"{one.origin}/" for one in (blog, other)]
        listed = ",".join(one.origin + one.posts[0].path for one in (blog, other))
        done = crawl(listed, tmp_path / "a.db", spider="pages")
    assert done.returncode == exits.DONE, done.stderr
    with open_archive(f"sqlite:///{tmp_path / 'a.db'}") as archive:
        assert sorted(record["site"] for record in iter_records(archive)) == sorted(homes)
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        left = connection.execute("SELECT url FROM found_address WHERE state = 'due'")
        assert left.fetchall() == []


def test_the_password_of_the_database_is_in_no_log(blog: LiveBlog, tmp_path: Path) -> None:
    database = "postgresql://writer:s3s4m@127.0.0.1:1/archive"
    done = crawl(blog.origin, database, "-L", "DEBUG")
    assert done.returncode == exits.DATABASE
    assert "writer" in done.stderr
    assert "s3s4m" not in done.stdout + done.stderr


class Dying(LiveBlog):
    """Answers so many requests, and then closes every connection."""

    answers_left = 6

    def interfere(self, handler, path):  # type: ignore[no-untyped-def]
        self.answers_left -= 1
        if self.answers_left < 0:
            handler.close_connection = True
            handler.connection.shutdown(socket.SHUT_RDWR)
            return True
        return super().interfere(handler, path)


def test_a_host_that_died_ends_the_crawl_and_is_gone_on_with_later(tmp_path: Path) -> None:
    with Dying() as blog, served(blog):
        done = crawl(blog.origin, tmp_path / "a.db")
        assert done.returncode == exits.ERRORS, done.stderr
        assert "later run" in done.stderr
        blog.answers_left = 10**6
        done = crawl(blog.origin, tmp_path / "a.db")
        assert done.returncode == exits.DONE, done.stderr
        assert len(stored(tmp_path / "a.db")) == len(blog.posts)
