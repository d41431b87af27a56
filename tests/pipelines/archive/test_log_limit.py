"""The log beside a SQLite file is begun anew once whoever reads the file lets go of it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from pipelines.archive import Archive, open_archive
from pipelines.archive.log_limit import LogLimit


def test_a_long_log_is_begun_anew_when_its_reader_has_gone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'archive.db'}"
    with open_archive(url) as archive, open_archive(url, read_only=True) as other:
        with other.reading() as connection:
            connection.execute(text("SELECT count(*) FROM post")).scalar_one()
            _write(archive, "before")
            LogLimit(archive.engine, longest=100_000).hold()
            assert _frames(archive) > 100
        LogLimit(archive.engine, longest=100_000).hold()
        _write(archive, "after", rows=1)
        assert _frames(archive) < 50


def test_a_short_log_is_left_alone(tmp_path: Path) -> None:
    with open_archive(f"sqlite:///{tmp_path / 'archive.db'}") as archive:
        _write(archive, "first")
        LogLimit(archive.engine).hold()
        _write(archive, "second", rows=1)
        assert _frames(archive) > 100


def _write(archive: Archive, name: str, rows: int = 400) -> None:
    with archive.writing() as connection:
        connection.execute(text("CREATE TABLE IF NOT EXISTS filler (name TEXT)"))
        for _ in range(rows):
            connection.execute(text("INSERT INTO filler VALUES (:name)"), {"name": name * 500})


def _frames(archive: Archive) -> int:
    """Return how many pages stand in the log."""
    with archive.engine.connect() as connection:
        row = connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)").one()
    return int(row[1])
