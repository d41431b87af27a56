"""Copies of what an archive keeps in files: whole, or as they were before."""

from __future__ import annotations

import random
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.archive import Archive, open_archive
from pipelines.archive.kept import Kept, record_kept
from pipelines.keep import Keeper, digest_of, request_key
from pipelines.keep_copy import CopiedFiles, copy_pages
from pipelines.pictures import PictureFolder

AT = datetime(2026, 3, 1, tzinfo=UTC)


@contextmanager
def room_for(size_bytes: int) -> Iterator[None]:
    """Let no file grow beyond that, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def keep(archive: Archive, keeper: Keeper, number: int) -> None:
    url, body = f"https://blog.example/{number}", random.Random(number).randbytes(200_000)
    record_kept(
        archive,
        Kept(
            request_hash=request_key("GET", url, b""),
            url=url,
            kind="post",
            fetched_at=AT,
            digest=digest_of(body),
            place=keeper.keep(url, 200, (), body, AT),
        ),
        run_id=None,
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_full_disk_leaves_no_part_of_a_copy(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    keeper = Keeper(here)

    def copied() -> CopiedFiles:
        return copy_pages(archive, here, there, lambda _done, _all: None)

    with open_archive(f"sqlite:///{tmp_path / 'archive.db'}") as archive:
        keep(archive, keeper, 1)
        with room_for(100_000), pytest.raises(OSError, match="large"):
            copied()
        assert contents(there) == {}
        assert copied() == CopiedFiles(sound=1, lost=0)
        before = contents(there)
        keep(archive, keeper, 2)  # the file grew
        with room_for(300_000), pytest.raises(OSError, match="large"):
            copied()
        assert contents(there) == before
        assert copied() == CopiedFiles(sound=2, lost=0)
        keeper.close()
    pictures = PictureFolder(tmp_path / "images")
    with room_for(100_000), pytest.raises(OSError, match="large"):
        pictures.keep(random.Random(3).randbytes(200_000))
    assert contents(pictures.folder) == {}
