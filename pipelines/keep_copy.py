"""Copying what an archive keeps in files: the WARC files that it speaks of, and its images."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from pipelines.archive.kept import each_kept, kept_ends
from pipelines.archive.opening import Archive
from pipelines.archive.pictures import each_picture, kept_pictures
from pipelines.keep import Keeper
from pipelines.pictures import PictureFolder

_STEP_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiedFiles:
    """What a copy of pages or images came to."""

    #: Records, or images, that read back with the digest that the archive has of them.
    sound: int
    #: Those that do not: their file is not there, or holds something else.
    lost: int


def copy_pages(
    archive: Archive, source: Path, target: Path, tell: Callable[[int, int], None]
) -> CopiedFiles:
    """Copy the files that `archive` speaks of from one folder to another, and read each record.

    A crawl may go on: files only grow, and each is copied up to the last record that the
    archive knows. What the target has already is not copied again. `tell` is called with
    records read and records in all. Raises OSError when the target cannot be written.
    """
    target.mkdir(parents=True, exist_ok=True)
    for name, end in kept_ends(archive).items():
        file = source / name
        if Path(name).name == name and file.is_file():
            _copy_upto(file, target / name, end)
    keeper = Keeper(target)
    sound = lost = 0
    for number, (place, digest, whole) in enumerate(each_kept(archive), 1):
        if keeper.load(place, digest) is None:
            lost += 1
        else:
            sound += 1
        tell(number, whole)
    return CopiedFiles(sound=sound, lost=lost)


def copy_pictures(
    archive: Archive, source: Path, target: Path, tell: Callable[[int, int], None]
) -> CopiedFiles:
    """Copy the images whose bytes `archive` speaks of, each once, and read each.

    What the target has already is not copied again. `tell` is called with images read and
    images in all. Raises OSError when the target cannot be written.
    """
    target.mkdir(parents=True, exist_ok=True)
    here, there = PictureFolder(source), PictureFolder(target)
    whole = kept_pictures(archive).number
    sound = lost = 0
    for digest, _ in groupby(digest for digest, _ in each_picture(archive)):
        if not there.holds(digest) and here.holds(digest):
            there.file_of(digest).unlink(missing_ok=True)  # spoiled, if it is there
            there.keep(here.file_of(digest).read_bytes())
        if there.holds(digest):
            sound += 1
        else:
            lost += 1
        tell(sound + lost, whole)
    return CopiedFiles(sound=sound, lost=lost)


def _copy_upto(source: Path, target: Path, end: int) -> None:
    """Let `target` hold the first `end` bytes of `source`, or more of it from an earlier time.

    When it cannot be written, what it held is left as it was.
    """
    held = target.stat().st_size if target.exists() else None
    unfinished = target if held is not None else target.with_name(f"{target.name}.unfinished")
    try:
        with source.open("rb") as reading, unfinished.open("ab") as writing:
            place = writing.tell()
            reading.seek(place)
            while place < end and (part := reading.read(min(_STEP_BYTES, end - place))):
                writing.write(part)
                place += len(part)
            writing.flush()
            os.fsync(writing.fileno())
    except OSError:
        if held is not None:
            os.truncate(target, held)
        else:
            unfinished.unlink(missing_ok=True)
        raise
    unfinished.replace(target)
