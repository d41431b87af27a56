"""S3: two crawls and a reader share one SQLite file; nobody is told that it is locked."""

from __future__ import annotations

import threading
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import func, select

from newscrawl import exits
from pipelines.archive import open_archive
from pipelines.archive.engine import WAL_BYTES
from pipelines.archive.models import PostLink
from tests.servers.crawls import a_blog, assert_whole, crawling


def _two_crawls_and_a_reader(
    folder: Path, *, posts: int, seconds: float, reader: float, pause: float = 0
) -> int:
    """Return how large the log beside the file became.

    The reader holds its view of the file for `reader` seconds, then none for `pause` seconds.
    """
    database = f"sqlite:///{folder / 'archive.db'}"
    log = folder / "archive.db-wal"
    open_archive(database).close()
    ended, largest = threading.Event(), 0

    def read() -> None:
        nonlocal largest
        with open_archive(database, read_only=True) as archive:
            while not ended.is_set():
                with archive.reading() as connection:
                    until = time.monotonic() + reader
                    before = connection.execute(select(func.count(PostLink.ord))).scalar_one()
                    while time.monotonic() < until and not ended.wait(0.2):
                        largest = max(largest, log.stat().st_size if log.exists() else 0)
                    # One moment's view, however much was written meanwhile.
                    now = connection.execute(select(func.count(PostLink.ord))).scalar_one()
                    assert now == before
                ended.wait(pause)

    reading = threading.Thread(target=read)
    with ExitStack() as stack:
        blogs = [stack.enter_context(a_blog(posts)) for _ in range(2)]
        reading.start()
        try:
            began = time.monotonic()
            for lap in range(10_000):
                with (
                    crawling(blogs[0], database, folder) as one,
                    crawling(blogs[1], database, folder) as other,
                ):
                    for process in (one, other):
                        _, said = process.communicate(timeout=300)
                        assert process.returncode == exits.DONE, said
                        assert "locked" not in said
                if time.monotonic() - began > seconds:
                    break
                for blog in blogs:
                    for post in list(blog.posts):
                        blog.posts.remove(post)
                        more = f"<p>{lap}번째로 고쳐 썼습니다.</p>"
                        blog.add(
                            post.title,
                            slug=post.slug,
                            date=post.date,
                            category=post.category,
                            body=post.body + more,
                        )
        finally:
            ended.set()
            reading.join()
        for blog in blogs:
            assert_whole(blog, database)
    return largest


def test_two_crawls_and_a_reader_share_one_sqlite_file(tmp_path: Path) -> None:
    assert _two_crawls_and_a_reader(tmp_path, posts=20, seconds=0, reader=30) < WAL_BYTES


@pytest.mark.soak
def test_two_crawls_and_a_reader_share_one_sqlite_file_for_ten_minutes(tmp_path: Path) -> None:
    # Where a view is always open, SQLite cannot begin its log anew: docs/reliability.md.
    largest = _two_crawls_and_a_reader(tmp_path, posts=120, seconds=600, reader=60, pause=2)
    print(f"the log became {largest / 2**20:.1f} MiB large")
    assert largest < 2 * WAL_BYTES
    # The reader is gone: the log is no longer than we let it be.
    log = tmp_path / "archive.db-wal"
    assert not log.exists() or log.stat().st_size <= WAL_BYTES
