"""The log beside a SQLite file is cut once whoever reads the file lets go of it."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from pipelines.archive import Archive, open_archive
from pipelines.archive.engine import BUSY_SECONDS
from pipelines.archive.log_limit import LogLimit


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(f"sqlite:///{tmp_path / 'archive.db'}") as opened:
        yield opened


def _write(archive: Archive, rows: int = 100) -> None:
    with archive.engine.execution_options(newscrawl_writes=True).begin() as connection:
        connection.execute(text("CREATE TABLE IF NOT EXISTS filler (words TEXT)"))
        for _ in range(rows):
            connection.execute(
                text("INSERT INTO filler VALUES (:words)"), {"words": "before" * 600}
            )


def _log_bytes(archive: Archive) -> int:
    return Path(f"{archive.engine.url.database}-wal").stat().st_size


def _view(archive: Archive) -> sqlite3.Connection:
    """Return a connection that holds a view of the file as it is now."""
    opened = sqlite3.connect(
        f"file:{archive.engine.url.database}?mode=ro",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )
    opened.execute("BEGIN")
    opened.execute("SELECT count(*) FROM post").fetchone()
    return opened


def test_a_long_log_is_cut_when_its_reader_has_gone(archive: Archive) -> None:
    limit = LogLimit(archive.engine, long_bytes=100_000)
    with closing(_view(archive)):
        _write(archive)
        began = time.monotonic()
        limit.hold()
        assert time.monotonic() - began < BUSY_SECONDS / 2, "a reader is not waited for"
        assert _log_bytes(archive) > 100_000
    LogLimit(archive.engine, long_bytes=100_000).hold()
    assert _log_bytes(archive) == 0


def test_a_writer_cuts_the_log_by_itself(archive: Archive) -> None:
    archive._log = LogLimit(archive.engine, long_bytes=100_000)
    _write(archive)
    with archive.writing() as connection:
        connection.execute(text("INSERT INTO filler VALUES ('after')"))
    assert _log_bytes(archive) == 0


def test_a_short_log_is_left_alone_and_a_database_in_memory_has_none(archive: Archive) -> None:
    _write(archive)
    before = _log_bytes(archive)
    LogLimit(archive.engine).hold()
    assert _log_bytes(archive) == before
    with open_archive("sqlite://") as other:
        LogLimit(other.engine, long_bytes=0).hold()


def test_a_log_that_cannot_be_cut_undoes_no_write(archive: Archive) -> None:
    archive.engine.dispose()
    file = Path(str(archive.engine.url.database))
    file.unlink()
    file.mkdir()
    Path(f"{file}-wal").write_bytes(b"frames")
    LogLimit(archive.engine, long_bytes=0).hold()


def test_readers_one_of_whom_always_reads_are_waited_for_when_the_log_is_too_long(
    archive: Archive,
) -> None:
    ended = threading.Event()

    def read() -> None:
        view = _view(archive)
        while not ended.wait(0.1):
            following = _view(archive)
            view.close()
            view = following
        view.close()

    _write(archive)
    reading = threading.Thread(target=read)
    reading.start()
    try:
        _write(archive)
        # On a busy machine they come and go more slowly than a crawl would wait for them.
        limit = LogLimit(
            archive.engine, long_bytes=100_000, too_long_bytes=100_000, wait_seconds=60
        )
        limit.hold()
        assert _log_bytes(archive) == 0
    finally:
        ended.set()
        reading.join()


def test_a_reader_who_took_over_the_place_of_an_older_one_is_in_nobodys_way(
    archive: Archive,
) -> None:
    _write(archive)
    older = _view(archive)
    _write(archive)
    limit = LogLimit(archive.engine, long_bytes=100_000, too_long_bytes=100_000, wait_seconds=30)
    waiting = threading.Thread(target=limit.hold)
    waiting.start()
    time.sleep(0.4)  # it waits for the older reader's place
    older.close()
    newer = _view(archive)
    while waiting.is_alive():
        waiting.join(0.2)
        following = _view(archive)
        newer.close()
        newer = following
    newer.close()
    assert _log_bytes(archive) == 0
