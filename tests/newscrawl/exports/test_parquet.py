"""Parquet: the columns of the record, row groups as they come."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from newscrawl.__main__ import main
from newscrawl.exports import parquet
from pipelines.archive import open_archive
from pipelines.archive.query import iter_records
from pipelines.record import RECORD_KEYS

pyarrow = pytest.importorskip("pyarrow")


def test_parquet_reads_back_as_the_records(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pyarrow.parquet import ParquetFile

    monkeypatch.setattr(parquet, "AT_ONCE", 2)
    monkeypatch.setattr(parquet, "ROW_GROUP_BYTES", 1)
    out = tmp_path / "posts.parquet"
    command = ["export", "--db", str(filled), "--format", "parquet", "--out", str(out)]
    assert main(command) == 0
    with ParquetFile(out) as file:
        assert file.num_row_groups == 2
        rows = file.read().to_pylist()
    assert tuple(rows[0]) == (*RECORD_KEYS, "published_at", "modified_at")
    with open_archive(f"sqlite:///{filled}", read_only=True) as archive:
        records = list(iter_records(archive))
    for row, record in zip(rows, records, strict=True):
        assert row["first_seen"].isoformat() == record["first_seen"]
        assert (
            row["published_at"].isoformat()
            == datetime.fromisoformat(record["published"]).astimezone(UTC).isoformat()
        )
        seen = {"first_seen", "last_seen"}
        assert {key: row[key] for key in record if key not in seen} == {
            key: value for key, value in record.items() if key not in seen
        }
