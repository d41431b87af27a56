"""Crawls as processes of their own, to be disturbed, and what they left in the archive."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from newscrawl.demo.server import served
from pipelines.archive import open_archive
from pipelines.archive.query import iter_records
from tests.servers import warm
from tests.servers.blog import LiveBlog

ROOT = Path(__file__).resolve().parents[2]

#: What two archives of one blog may differ in.
_OF_THE_RUN = ("first_seen", "last_seen")


def crawl_line(
    url: str,
    database: str,
    *more: str,
    program: Sequence[str] = ("-m", "scrapy"),
    spider: str = "blog",
) -> list[str]:
    """Return the command of a crawl of loopback without pauses; `more` are settings, NAME=VALUE."""
    settings = (
        f"NEWSCRAWL_DATABASE_URL={database}",
        "NEWSCRAWL_ALLOW_NETWORKS=127.0.0.0/8",
        "DOWNLOAD_DELAY=0",
        "NEWSCRAWL_WORKERS=1",
        *more,
    )
    options = [part for setting in settings for part in ("-s", setting)]
    return [sys.executable, *program, "crawl", spider, "-a", f"url={url}", *options]


def crawling(blog: LiveBlog, database: str, folder: Path, *more: str) -> warm.Program:
    """Return a crawl of `blog` under way in `folder`; as a context it is ended with the block."""
    return warm.Program(_line(blog, database, folder, *more)[1:])


@contextmanager
def crawling_from_nothing(
    blog: LiveBlog, database: str, folder: Path
) -> Iterator[subprocess.Popen[str]]:
    """Give the same, started as in life, for signals; it is ended when the block ends."""
    process = subprocess.Popen(
        _line(blog, database, folder), cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def crawl(
    blog: LiveBlog,
    database: str,
    folder: Path,
    *more: str,
    program: Sequence[str] = ("-m", "scrapy"),
    env: Mapping[str, str] | None = None,
) -> tuple[int, str]:
    """Return the exit code of a crawl of `blog`, and what it said."""
    line = _line(blog, database, folder, *more, program=program)
    done = warm.run(line[1:], env=env)
    return done.returncode, done.stderr


def starved_crawl(
    blog: LiveBlog, database: str, folder: Path, *more: str, **started: Any
) -> tuple[int, str]:
    """Return the exit code of a crawl from nothing, `started` in its own way, and what it said."""
    done = subprocess.run(
        _line(blog, database, folder, *more),
        cwd=ROOT,
        **{
            "stdout": subprocess.DEVNULL,
            "stderr": subprocess.PIPE,
            "text": True,
            "timeout": warm.PATIENCE_SECONDS,
            **started,
        },
    )
    return done.returncode, done.stderr or ""


def _line(blog: LiveBlog, database: str, folder: Path, *more: str, **program: Any) -> list[str]:
    # Beside a server there is no place; the working folder is that of the checkout.
    kept = [] if database.startswith("sqlite") else [f"NEWSCRAWL_KEEP_FOLDER={folder / 'pages'}"]
    return crawl_line(f"{blog.origin}/", database, *kept, *more, **program)


@contextmanager
def a_blog(posts: int = 0, *, delay_seconds: float = 0.0) -> Iterator[LiveBlog]:
    """Give the bundled blog, grown to so many posts, on a port of its own."""
    with LiveBlog() as blog, served(blog):
        blog.delay_seconds = delay_seconds
        grow(blog, posts)
        yield blog


def grow(blog: LiveBlog, posts: int) -> None:
    """Add posts, each unlike the others, until there are so many."""
    for number in range(len(blog.posts), posts):
        paragraph = (
            f"<p>{number}번째 소식입니다. 오늘은 {number * 7}명이 모였고 내일 또 모입니다.</p>"
        )
        blog.add(
            f"소식 {number}",
            date=max(post.date for post in blog.posts) + timedelta(hours=5),
            body=paragraph * (2 + number % 9),
        )


def fetched_posts(blog: LiveBlog) -> Counter[str]:
    """Return how often the page of each post was asked for."""
    paths = {post.path for post in blog.posts}
    return Counter(one.path for one in list(blog.log) if one.path in paths)


def wait_until(condition: Callable[[], object], *, every: float = 0.02) -> None:
    """Return when `condition`, asked `every` so many seconds, holds; fail when it never does."""
    deadline = time.monotonic() + warm.PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "this did not come about in time"
        time.sleep(every)


def holdings(database: str) -> list[dict[str, Any]]:
    """Return every post of the archive, without what differs from run to run."""
    with open_archive(database) as archive:
        records = [
            {name: value for name, value in record.items() if name not in _OF_THE_RUN}
            for record in iter_records(archive)
        ]
    return sorted(records, key=lambda record: str(record["canonical_url"]))


def assert_whole(blog: LiveBlog, database: str) -> None:
    """Fail unless the archive holds every post of `blog` once, with all that belongs to it."""
    held = holdings(database)
    wanted = {blog.url(post): post for post in blog.posts}
    here = [record for record in held if record["canonical_url"].startswith(blog.origin)]
    assert Counter(record["canonical_url"] for record in here) == Counter(wanted.keys())
    for record in here:
        post = wanted[record["canonical_url"]]
        assert record["title"] == post.title
        assert record["body_text"], post.title
