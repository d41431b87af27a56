"""Copy the archive to an SQLite file, consistent while a crawl runs, and check the copy.

The copy is of one moment, whole, and is read again from end to end before it appears under its
name. It is an archive like any other: every verb opens it.
Of an SQLite archive all is copied as it is. Of PostgreSQL and MariaDB the rows are copied as by
`db copy`, and compared by content; `newscrawl db copy FILE URL` brings them back to any of the
three. For servers with many millions of rows pg_dump and mariadb-dump are faster.

Raw pages and images are files of their own: --pages FOLDER and --images FOLDER copy those that
the copy speaks of, and check each. Use one FOLDER again and again: what it has already is not
copied twice.

Examples:
  newscrawl backup backup.db
  newscrawl backup /mnt/safe/archive.db --pages /mnt/safe/pages --images /mnt/safe/images
  newscrawl backup backup.db --db postgresql://reader@db.example/archive
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newscrawl import exits
from newscrawl.commands._archive import add_database, check_output, database_url, opened
from newscrawl.commands._output import add_json, note, print_json, print_pairs
from newscrawl.commands._reading import pages_folder, pictures_folder
from newscrawl.commands._settings import effective_settings
from newscrawl.commands._stop import Stop
from newscrawl.errors import UsageError, cannot_write
from newscrawl.exports.whole import whole_path
from newscrawl.streams import going_on
from pipelines.file_address import sqlite_path, sqlite_url

if TYPE_CHECKING:
    from pipelines.archive import Archive

#: A sign of life after so many parts of the work.
_TELL_EVERY = 20_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take where to and from where."""
    parser.add_argument("file", metavar="FILE", help="the copy; one that is there is replaced")
    parser.add_argument(
        "--pages", metavar="FOLDER", help="copy the raw pages there, too, and check each"
    )
    parser.add_argument(
        "--pages-from",
        metavar="FOLDER",
        help="where the raw pages are (default: NEWSCRAWL_KEEP_FOLDER, else beside the archive)",
    )
    parser.add_argument(
        "--images", metavar="FOLDER", help="copy the kept images there, too, and check each"
    )
    parser.add_argument(
        "--images-from",
        metavar="FOLDER",
        help="where the images are (default: NEWSCRAWL_IMAGE_FOLDER, else beside the archive)",
    )
    add_database(parser)
    add_json(parser, "the outcome as a JSON object")


@going_on()
def run(arguments: argparse.Namespace) -> int:
    """Copy, check, and print what was copied."""
    url = database_url(arguments)
    source = sqlite_path(url)
    target = Path(arguments.file)
    check_output(arguments, arguments.file)
    with opened(arguments) as archive, whole_path(arguments.file) as path:
        rows = _copy(archive, source, path)
        outcome: dict[str, Any] = {"file": str(target), "database": archive.url}
        outcome |= {"posts": rows["post"], "rows": sum(rows.values())}
        outcome |= {"bytes": path.stat().st_size}
        # Files first, under its name only then: a copy never speaks of files it lacks.
        outcome |= _pages(arguments, url, path) | _images(arguments, url, path)
    if arguments.json:
        print_json(outcome)
    else:
        print_pairs(outcome.items())
    for lost, what, option in (
        (outcome["pages_lost"], "raw pages", "--pages-from"),
        (outcome["images_lost"], "images", "--images-from"),
    ):
        if lost:
            raise Stop(
                f"the rows are copied and sound, but {lost} {what} are not to be had where the "
                f"archive says; is {option} the right folder? newscrawl db check --deep names them",
                exits.DATABASE,
            )
    return exits.DONE


def _copy(archive: Archive, source: Path | None, path: Path) -> dict[str, int]:
    from pipelines.archive import open_archive
    from pipelines.archive.copying import copy_archive
    from pipelines.archive.sqlite_file import backup_file, check_whole, make_one_file

    if source is not None:
        return backup_file(source, path, _tell_of("pages of the database"))
    with open_archive(sqlite_url(path)) as target:
        compared = copy_archive(archive, target)
    make_one_file(path)
    check_whole(path)
    return {table.table: table.rows for table in compared}


def _pages(arguments: argparse.Namespace, url: str, path: Path) -> dict[str, Any]:
    """Copy the raw pages that the copy at `path` speaks of, or tell where they lie."""
    from pipelines.archive import open_archive
    from pipelines.keep_copy import copy_pages

    named = arguments.pages_from
    folder = Path(named) if named else pages_folder(effective_settings(), url)
    with open_archive(sqlite_url(path), read_only=True) as copy:
        if arguments.pages is None:
            from pipelines.archive.kept import kept_ends

            if files := kept_ends(copy):
                note(
                    f"{sum(files.values())} bytes of raw pages in {folder} are not in this copy; "
                    "--pages FOLDER copies them, too"
                )
            return {"pages": 0, "pages_lost": 0}
        with _another_folder("--pages", arguments.pages, folder) as target:
            copied = copy_pages(copy, folder, target, _tell_of("raw pages"))
    return {"pages": copied.sound, "pages_lost": copied.lost, "pages_folder": arguments.pages}


def _images(arguments: argparse.Namespace, url: str, path: Path) -> dict[str, Any]:
    """Copy the images that the copy at `path` speaks of, or tell where they lie."""
    from pipelines.archive import open_archive
    from pipelines.archive.pictures import kept_pictures
    from pipelines.keep_copy import copy_pictures

    named = arguments.images_from
    folder = Path(named) if named else pictures_folder(effective_settings(), url)
    with open_archive(sqlite_url(path), read_only=True) as copy:
        if arguments.images is None:
            if (kept := kept_pictures(copy)).number:
                note(
                    f"{kept.number} images, {kept.size_bytes} bytes, in {folder} are not in this "
                    "copy; --images FOLDER copies them, too"
                )
            return {"images": 0, "images_lost": 0}
        with _another_folder("--images", arguments.images, folder) as target:
            copied = copy_pictures(copy, folder, target, _tell_of("images"))
    return {"images": copied.sound, "images_lost": copied.lost, "images_folder": arguments.images}


@contextmanager
def _another_folder(option: str, name: str, folder: Path) -> Iterator[Path]:
    """Give the folder to copy to, which is not that of the archive itself."""
    if not name:
        raise UsageError(f"{option} is empty; name a folder")
    if folder.exists() and Path(name).resolve() == folder.resolve():
        raise UsageError(f"{option} is the folder of the archive itself; name another")
    try:
        yield Path(name)
    except OSError as error:
        raise cannot_write(name, error) from error


def _tell_of(what: str) -> Callable[[int, int], None]:
    told = 0

    def tell(done: int, whole: int) -> None:
        nonlocal told
        if done - told >= _TELL_EVERY:
            told = done
            note(f"{what}: {done} of {whole} copied")

    return tell
