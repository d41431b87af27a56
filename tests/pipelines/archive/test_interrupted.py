"""Whatever stops a writer, the archive is whole, and what was reported as stored is there."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace

from sqlalchemy import event, func, select
from sqlalchemy.exc import OperationalError

from pipelines.archive import ArchiveUnreachable, open_archive
from pipelines.archive.models import PostImage, PostLink, Revision
from pipelines.archive.query import find_post, iter_posts
from pipelines.archive.writer import write_posts
from tests.servers import warm

#: Writes posts in small batches and says each batch once it is stored.
_WRITER = """
import sys
sys.path.insert(0, sys.argv[2])
from conftest import _post
from pipelines.archive import open_archive
from pipelines.archive.writer import write_posts

first, count, size = map(int, sys.argv[3:6])
with open_archive(sys.argv[1]) as archive:
    for start in range(first, first + count, size):
        # New tags, in another order for each writer: who takes locks crosswise deadlocks.
        tags = tuple(f"tag{start}-{n}" for n in range(9))[:: -1 if first else 1]
        result = write_posts(archive, [_post(n, tags=tags) for n in range(start, start + size)])
        assert not result.rejected, result.rejected
        print(*(stored.post_id for stored in result.stored), flush=True)
"""
_HERE = os.path.dirname(__file__)


def _writer(database: str, first: int, count: int, size: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _WRITER, database, _HERE, str(first), str(count), str(size)],
        stdout=subprocess.PIPE,
        text=True,
    )


def _complete(archive) -> int:
    """Return how many posts there are, after checking that each has all its rows."""
    posts = list(iter_posts(archive))
    for stored in posts:
        assert len(stored.post.links) == len(stored.post.images) == 2
        assert len(stored.post.authors) == 2
    with archive.reading() as connection:
        for model in (PostLink, PostImage):
            orphans = select(func.count()).where(~model.revision_id.in_(select(Revision.id)))
            assert connection.execute(orphans).scalar_one() == 0
    return len(posts)


def test_a_killed_writer_leaves_whole_posts_and_all_that_it_reported(database):
    process = _writer(database, 0, 4000, 3)
    reported = [int(word) for _ in range(3) for word in process.stdout.readline().split()]
    process.send_signal(signal.SIGKILL)
    reported += [int(word) for word in process.stdout.read().split()]
    process.wait()
    process.stdout.close()
    with open_archive(database) as archive:
        assert _complete(archive) >= len(reported) >= 9
        assert all(find_post(archive, post_id) for post_id in reported)
        if database.startswith("sqlite"):
            with archive.reading() as connection:
                answer = connection.exec_driver_sql("PRAGMA integrity_check").scalar_one()
            assert answer == "ok"


def test_a_power_cut_leaves_whole_posts(tmp_path):
    """Copy the files at a moment, as the disk would hold them, the end of the log torn."""
    database = tmp_path / "archive.db"
    open_archive(f"sqlite:///{database}").close()
    process = _writer(f"sqlite:///{database}", 0, 4000, 3)
    for moment in range(4):
        reported = process.stdout.readline().split()
        process.send_signal(signal.SIGSTOP)
        os.waitpid(process.pid, os.WUNTRACED)  # it stands still, and does not only know it has to
        folder = tmp_path / str(moment)
        folder.mkdir()
        for file in tmp_path.glob("archive.db*"):
            shutil.copy(file, folder)
        process.send_signal(signal.SIGCONT)
        log = folder / "archive.db-wal"
        if moment % 2:
            os.truncate(log, max(0, log.stat().st_size - 4096 * moment - 100))
        with open_archive(f"sqlite:///{folder / 'archive.db'}") as archive:
            with archive.reading() as connection:
                answer = connection.exec_driver_sql("PRAGMA integrity_check").scalar_one()
            assert answer == "ok"
            _complete(archive)
            if not moment % 2:
                assert all(find_post(archive, post_id) for post_id in reported)
    process.kill()
    process.communicate()


def test_a_full_disk_is_said_so_and_nothing_is_half(tmp_path):
    database = f"sqlite:///{tmp_path / 'archive.db'}"
    open_archive(database).close()
    limit = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    limit += "resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, 1_500_000))\n"
    process = subprocess.run(
        [sys.executable, "-c", limit + _WRITER, database, _HERE, "0", "4000", "50"],
        capture_output=True,
        text=True,
    )
    last = process.stderr.strip().splitlines()[-1]
    assert "ArchiveUnreachable" in last
    assert "has room" in last
    reported = process.stdout.split()
    assert reported
    with open_archive(database) as archive:
        assert _complete(archive) == len(reported)
        with archive.reading() as connection:
            answer = connection.exec_driver_sql("PRAGMA integrity_check").scalar_one()
        assert answer == "ok"


def test_two_processes_write_one_archive_and_store_what_both_have_once(database):
    writers = [_writer(database, 0, 40, 4), _writer(database, 20, 40, 4)]
    ids = []
    for writer in writers:
        ids.append(writer.communicate(timeout=warm.PATIENCE_SECONDS)[0].split())
        assert writer.returncode == 0
    assert ids[0][20:] == ids[1][:20]
    with open_archive(database) as archive:
        assert _complete(archive) == 60


def test_a_reader_in_a_long_transaction_does_not_stop_a_writer(archive, make_post):
    write_posts(archive, [make_post(1)])
    with archive.reading() as connection:
        connection.execute(select(Revision.id)).all()
        write_posts(archive, [make_post(2)])
    assert len(list(iter_posts(archive))) == 2


def test_threads_share_an_archive(archive, make_post):
    failures = []

    def write(first: int) -> None:
        try:
            write_posts(archive, [make_post(n) for n in range(first, first + 10)])
        except ArchiveUnreachable as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(first,)) for first in (0, 100, 200, 300)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(list(iter_posts(archive))) == 40


def test_a_database_call_that_fails_anywhere_leaves_all_or_nothing(tmp_path, make_post):
    """Fail the first call of a batch, then the second of another, and so on to the last."""
    left = 0

    def fail(connection, cursor, statement, *rest):
        nonlocal left
        left -= 1
        if left == 0:
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR
            raise OperationalError(statement, None, error)

    with open_archive(f"sqlite:///{tmp_path / 'archive.db'}") as archive:
        event.listen(archive.engine, "before_cursor_execute", fail)
        for number in range(1, 1000):
            posts = [make_post(10 * number), make_post(10 * number + 1)]
            posts.append(replace(posts[0], title="other"))
            left = number
            try:
                write_posts(archive, posts)
                failed = False
            except ArchiveUnreachable:
                failed = True
            called, left = left <= 0, 0
            found = [find_post(archive, post.url) for post in posts[:2]]
            assert [post is None for post in found] == [failed, failed]
            outcomes = [stored.outcome for stored in write_posts(archive, posts).stored]
            assert outcomes == (
                ["new", "new", "changed"] if failed else ["changed", "same", "changed"]
            )
            if not called:
                break
        assert number > 20
