"""Forgetting: rows, records in WARC files and files of images, so that a kill leaves nothing torn.

A WARC file is written anew without the records; the rows change over in one transaction; the old
file goes last. What a kill leaves behind, the next forgetting finds named in the archive.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BufferedReader
from pathlib import Path
from urllib.parse import unquote, urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from pipelines.archive import Archive, LockHeld
from pipelines.archive.engine import empty_log
from pipelines.archive.forget_target import (
    KeptRow,
    Target,
    files_in_use,
    image_digests,
    kept_rows,
    rows_in,
)
from pipelines.archive.forgetting import forget_rows
from pipelines.archive.kept import Place
from pipelines.archive.long_works import end_work, find_work, keep_place
from pipelines.keep import Keeper, lock_file
from pipelines.urls import url_hash

_WORK = "forget: files to be removed"
#: Name of the lock of whoever forgets: the files that it has begun are no leftovers to others.
ONE_AT_A_TIME = "a forgetting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """All that goes."""

    target: Target
    #: Kept pages, lists that name it among them.
    kept: tuple[KeptRow, ...]
    #: Digests of images that may go, when nothing else shows them.
    digests: frozenset[str]


def extent_of(archive: Archive, keeper: Keeper, target: Target) -> Extent:
    """Return what goes with the target; of lists that are not all its own, those that name it."""
    mine, lists, strays = kept_rows(archive, target)
    if target.whole_site:
        mine += lists
    else:
        strays += lists
    if strays:
        needles = _needles((*target.urls, target.url))
        mine += [row for row in strays if _names(keeper, row, needles)]
    places = {row.place for row in mine}
    beside = rows_in(archive, {row.place.warc for row in mine})
    # Rows that share a record are answers to one request.
    kept = {row.id: row for row in (*mine, *(row for row in beside if row.place in places))}
    return Extent(
        target=target,
        kept=tuple(kept.values()),
        digests=frozenset(image_digests(archive, target)),
    )


def _needles(urls: Collection[str]) -> list[bytes]:
    parts = [urlsplit(url) for url in urls]
    paths = {part.path + (f"?{part.query}" if part.query else "") for part in parts}
    paths |= {unquote(path) for path in paths}
    return [path.encode() for path in sorted(paths) if path.strip("/")]


def _names(keeper: Keeper, row: KeptRow, needles: Collection[bytes]) -> bool:
    answer = keeper.load(row.place, row.digest)
    # What cannot be read cannot be judged: it goes, too.
    return answer is None or any(needle in answer.body for needle in needles)


def forget(
    archive: Archive,
    keeper: Keeper,
    extent: Extent,
    image_file: Callable[[str], Path],
    still_held: Collection[Callable[[], object]] = (),
) -> dict[str, int]:
    """Forget it all, and return how many rows went by table, and records and files.

    `image_file` tells in which file the bytes of a digest lie. `still_held` renew the locks under
    which this is done. Raises LockHeld when one was lost, or a file is being written by a crawl;
    OSError when a file cannot be written.
    """

    def renew() -> None:
        for renew_one in still_held:
            renew_one()

    renew()
    clean_up(archive, keeper, image_file)
    going = {row.place for row in extent.kept}
    warcs = sorted({place.warc for place in going})
    renamed = {warc: _other_name(warc) for warc in warcs}
    with _locked(keeper.folder, warcs):
        doomed = {"warcs": [*renamed, *renamed.values()], "digests": sorted(extent.digests)}
        archive.write(lambda connection: keep_place(connection, _WORK, 0, doomed))
        offsets: dict[Place, Place] = {}
        dropped = 0
        for warc, name in renamed.items():
            renew()
            moved, gone = _written_without(keeper.folder, warc, name, going, extent.target.hashes)
            offsets |= moved
            dropped += gone
        ids = {row.id for row in extent.kept}
        renew()
        removed = forget_rows(
            archive,
            extent.target,
            kept_ids=sorted(ids),
            moved={
                row.id: offsets[row.place]
                for row in rows_in(archive, warcs)
                if row.id not in ids and row.place in offsets
            },
            files={"WARC records": dropped},
        )
        renew()
        clean_up(archive, keeper, image_file)
    empty_log(archive.engine)
    return removed


def clean_up(archive: Archive, keeper: Keeper, image_file: Callable[[str], Path]) -> int:
    """Remove the files that a forgetting named and no row leads to; return how many."""
    with archive.reading() as connection:
        work = find_work(connection, _WORK)
    if work is None:
        return 0
    warcs, digests = work.details["warcs"], work.details["digests"]
    used = files_in_use(archive, warcs, digests)
    files = [keeper.folder / name for name in warcs if name not in used]
    files += [image_file(one) for one in digests if one not in used]
    removed = 0
    for file in files:
        with suppress(FileNotFoundError):
            file.unlink()
            removed += 1
    archive.write(lambda connection: end_work(connection, _WORK))
    return removed


@contextmanager
def _locked(folder: Path, warcs: Collection[str]) -> Iterator[None]:
    """Hold the files, so that none is changed that a crawl is writing."""
    held: list[BufferedReader] = []
    try:
        for warc in warcs:
            try:
                file = (folder / warc).open("rb")
            except FileNotFoundError:
                continue
            held.append(file)
            if not lock_file(file):
                raise LockHeld(
                    f"{folder / warc} is being written by a crawl. Wait for its end, then forget."
                )
        yield
    finally:
        for file in held:
            file.close()


def _other_name(warc: str) -> str:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    return f"newscrawl-{stamp}-{os.getpid()}-{abs(hash(warc)) % 10**6}.warc.gz"


def _written_without(
    folder: Path, warc: str, name: str, going: Collection[Place], hashes: Collection[str]
) -> tuple[dict[Place, Place], int]:
    """Write the file anew; return where each record that stays lies now, and how many went.

    Also what a killed crawl kept of these addresses and never recorded is left out, and a torn
    end with it.
    """
    starts = {place.offset for place in going if place.warc == warc}
    moved: dict[Place, Place] = {}
    dropped = 0
    try:
        old = (folder / warc).open("rb")
    except FileNotFoundError:
        return moved, dropped
    with old, (folder / name).open("xb") as new, (folder / warc).open("rb") as raw:
        records = ArchiveIterator(old)
        with suppress(ArchiveLoadFailed, EOFError):
            for record in records:
                url = record.rec_headers.get_header("WARC-Target-URI")
                kind = record.rec_type
                records.read_to_end()
                offset, length = records.get_record_offset(), records.get_record_length()
                if offset in starts or (kind != "warcinfo" and url and url_hash(url) in hashes):
                    dropped += 1
                    continue
                raw.seek(offset)
                here = Place(warc=name, offset=new.tell(), length=length)
                new.write(raw.read(length))
                moved[Place(warc=warc, offset=offset, length=length)] = here
        new.flush()
        os.fsync(new.fileno())
    return moved, dropped
