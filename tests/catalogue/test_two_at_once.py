"""S3: two crawls and a reader share one SQLite file; nobody is told that it is locked."""

from __future__ import annotations

import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import func, select

from newscrawl import exits
from pipelines.archive import open_archive
from pipelines.archive.engine import WAL_BYTES
from pipelines.archive.log_limit import LONG_BYTES
from pipelines.archive.models import PostLink
from tests.servers import warm
from tests.servers.crawls import a_blog, assert_whole, crawling

#: What two crawls write within some seconds.
NOTICED_BYTES = 8 * 1024 * 1024


@dataclass(slots=True)
class Log:
    """How long the log beside the file was, as the reader saw it."""

    file: Path
    #: Monotonic time and bytes, five times a second.
    seen: list[tuple[float, int]] = field(default_factory=list)
    #: What was written to it while each view was held: nothing can be cut out of it then.
    written: list[int] = field(default_factory=list)
    #: How short it was in the pause after each view.
    left: list[int] = field(default_factory=list)

    def look(self) -> int:
        """Return its bytes now."""
        size = self.file.stat().st_size if self.file.exists() else 0
        self.seen.append((time.monotonic(), size))
        return size

    def longest(self, part: int, parts: int) -> int:
        """Return the most of one part of the time, counted from 0."""
        began, whole = self.seen[0][0], self.seen[-1][0] - self.seen[0][0]
        first, last = (began + whole * number / parts for number in (part, part + 1))
        return max(size for at, size in self.seen if first <= at <= last)


def _two_crawls_and_a_reader(
    folder: Path, *, posts: int, seconds: float, reader: float, pause: float = 0
) -> Log:
    """Return how long the log beside the file became.

    The reader holds its view of the file for `reader` seconds, then none for `pause` seconds.
    """
    database = f"sqlite:///{folder / 'archive.db'}"
    open_archive(database).close()
    ended, log = threading.Event(), Log(folder / "archive.db-wal")

    def read() -> None:
        with open_archive(database, read_only=True) as archive:
            while not ended.is_set():
                with archive.reading() as connection:
                    until = time.monotonic() + reader
                    before = connection.execute(select(func.count(PostLink.ord))).scalar_one()
                    size = log.look()
                    while time.monotonic() < until and not ended.wait(0.2):
                        log.look()
                    log.written.append(log.look() - size)
                    # One moment's view, however much was written meanwhile.
                    now = connection.execute(select(func.count(PostLink.ord))).scalar_one()
                    assert now == before
                size = least = log.look()
                # While nobody writes nobody cuts: both may be starting just now.
                for _ in range(600 if pause else 0):
                    if log.look() != size or ended.wait(0.1):
                        break
                until = time.monotonic() + pause
                while time.monotonic() < until and not ended.wait(0.1):
                    least = min(least, log.look())
                log.left.append(least)

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
                        _, said = process.communicate(warm.PATIENCE_SECONDS)
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
    return log


def test_two_crawls_and_a_reader_share_one_sqlite_file(tmp_path: Path) -> None:
    log = _two_crawls_and_a_reader(tmp_path, posts=20, seconds=0, reader=30)
    assert log.longest(0, 1) < WAL_BYTES


@pytest.mark.soak
def test_two_crawls_and_a_reader_share_one_sqlite_file_for_ten_minutes(tmp_path: Path) -> None:
    """No view, no log: what is written while a view is held has to stay, and nothing more may.

    So the bound that SQLite leaves us is what was written during one view, and what two crawls
    write until they notice that it ended; it does not grow with the length of the run.
    """
    log = _two_crawls_and_a_reader(tmp_path, posts=120, seconds=600, reader=60, pause=2)
    thirds = [log.longest(part, 3) for part in range(3)]
    print("MiB")
    for name, sizes in (("thirds", thirds), ("written", log.written), ("left", log.left)):
        print(f"{name:8}", *(f"{size / 2**20:.1f}" for size in sizes))
    most = max(log.written)
    assert max(thirds) <= most + LONG_BYTES + NOTICED_BYTES
    assert max(thirds) < 2 * WAL_BYTES
    # Cut again after each view, at the end of the run as at its beginning.
    assert max(log.left[:-1]) <= LONG_BYTES
    # The reader is gone: the log is no longer than we let it be.
    assert not log.file.exists() or log.file.stat().st_size <= WAL_BYTES
