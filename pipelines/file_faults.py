"""What is wrong with the files that an archive speaks of: its kept pages and its images."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipelines.archive import Archive
from pipelines.archive.kept import each_kept, kept_ends, records_beyond
from pipelines.archive.pictures import each_picture
from pipelines.archive.soundness import FROM_BACKUP, Fault, Tell
from pipelines.keep import Keeper
from pipelines.pictures import PictureFolder

_REREAD = "what was read from them is in the archive; only reread and export of WARC need them"
_ROWS_ONLY = "after db copy --rows-only they are where the source has them"


def page_faults(archive: Archive, keeper: Keeper, tell: Tell, *, deep: bool) -> Iterator[Fault]:
    """Yield kept pages that are not where the archive says; with `deep` each record is read."""
    where = f"{keeper.folder} (NEWSCRAWL_KEEP_FOLDER names another; {_ROWS_ONLY})"
    missing = Fault(
        kind="WARC file missing",
        mend=f"looked in {where}; {FROM_BACKUP}: backup --pages; {_REREAD}",
    )
    short = Fault(
        kind="kept page beyond the end of its WARC file", mend=f"{FROM_BACKUP}: backup --pages"
    )
    wrong = Fault(
        kind="kept page that is not what was kept",
        mend=f"{FROM_BACKUP}: backup --pages; {_REREAD}",
    )
    away: set[str] = set()
    for name, end in sorted(kept_ends(archive).items()):
        tell("files of kept pages", 0)
        file = keeper.folder / name
        size = file.stat().st_size if Path(name).name == name and file.is_file() else None
        if size is None:
            away.add(name)
            missing.found(name)
        elif size < end:
            for place in records_beyond(archive, name, size):
                short.found(f"{place.warc} at {place.offset}")
    if deep:
        for number, (place, digest, _) in enumerate(each_kept(archive), 1):
            if place.warc not in away and keeper.load(place, digest) is None:
                wrong.found(f"{place.warc} at {place.offset}")
            tell("kept pages, read", number)
    yield from (fault for fault in (missing, short, wrong) if fault.count)


def picture_faults(
    archive: Archive, folder: PictureFolder, tell: Tell, *, deep: bool
) -> Iterator[Fault]:
    """Yield kept images whose file is not there or another; with `deep` every byte is read."""
    again = (
        f"{FROM_BACKUP}; else DELETE FROM image_copy WHERE digest = the one given here, and crawl "
        "with NEWSCRAWL_KEEP_IMAGES: it is asked for again"
    )
    where = f"{folder.folder} (NEWSCRAWL_IMAGE_FOLDER names another; {_ROWS_ONLY})"
    missing = Fault(kind="image file missing", mend=f"looked in {where}; {again}")
    other = Fault(kind="image file that is not what was kept", mend=again)
    last = None
    for number, (digest, size) in enumerate(each_picture(archive), 1):
        tell("image files", number)
        if digest == last:
            continue  # many addresses, one image
        last = digest
        file = folder.file_of(digest)
        if not file.is_file():
            missing.found(digest)
        elif file.stat().st_size != size or (deep and not folder.holds(digest)):
            other.found(digest)
    yield from (fault for fault in (missing, other) if fault.count)
