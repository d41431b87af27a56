"""Copy the archive to an SQLite file, consistent while a crawl runs, and check the copy.

The copy is of one moment, whole, and is read again from end to end before it appears under its
name. It is an archive like any other: every verb opens it.
Of an SQLite archive all is copied as it is. Of PostgreSQL and MariaDB the rows are copied as by
`db copy`, and compared by content; `newscrawl db copy FILE URL` brings them back to any of the
three. For servers with many millions of rows pg_dump and mariadb-dump are faster.

Raw pages are files of their own: --pages FOLDER copies those that the copy speaks of, and
checks each. Use one FOLDER again and again: what it has already is not copied twice.

Examples:
  newscrawl backup backup.db
  newscrawl backup /mnt/safe/archive.db --pages /mnt/safe/pages --db archive.db
  newscrawl backup backup.db --db postgresql://reader@db.example/archive
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newscrawl import exits
from newscrawl.commands._archive import add_database, database_url, opened, sqlite_file
from newscrawl.commands._output import add_json, note, print_json, print_pairs
from newscrawl.commands._stop import Stop
from newscrawl.errors import UsageError
from newscrawl.exports.whole import whole_path

if TYPE_CHECKING:
    from pipelines.archive import Archive

FOLDER_VARIABLE = "NEWSCRAWL_KEEP_FOLDER"
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
        help=f"where the raw pages are (default: {FOLDER_VARIABLE} of the environment, else "
        "beside the archive)",
    )
    add_database(parser)
    add_json(parser, "the outcome as a JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Copy, check, and print what was copied."""
    url = database_url(arguments)
    source = sqlite_file(url)
    target = Path(arguments.file)
    if source is not None and target.exists() and source.exists() and target.samefile(source):
        raise UsageError("the copy would replace the archive itself; name another file")
    with opened(arguments) as archive, whole_path(arguments.file) as path:
        rows = _copy(archive, source, path)
        outcome: dict[str, Any] = {"file": str(target), "database": archive.url}
        outcome |= {"posts": rows["post"], "rows": sum(rows.values())}
        outcome |= {"bytes": path.stat().st_size}
        # Pages first, under its name only then: a copy never speaks of pages it lacks.
        outcome |= _pages(arguments, url, path)
    if arguments.json:
        print_json(outcome)
    else:
        print_pairs(outcome.items())
    if outcome["pages_lost"]:
        raise Stop(
            f"the rows are copied and sound, but {outcome['pages_lost']} raw pages are not to be "
            "had where the archive says; is --pages-from the right folder?",
            exits.DATABASE,
        )
    return exits.DONE


def _copy(archive: Archive, source: Path | None, path: Path) -> dict[str, int]:
    from pipelines.archive import open_archive
    from pipelines.archive.copying import copy_archive
    from pipelines.archive.sqlite_file import backup_file, check_whole, make_one_file

    if source is not None:
        return backup_file(source, path, _tell_of("pages of the database"))
    with open_archive(f"sqlite:///{path}") as target:
        compared = copy_archive(archive, target)
    make_one_file(path)
    check_whole(path)
    return {table.table: table.rows for table in compared}


def _pages(arguments: argparse.Namespace, url: str, path: Path) -> dict[str, Any]:
    """Copy the raw pages that the copy at `path` speaks of, or tell where they lie."""
    from pipelines.archive import open_archive
    from pipelines.keep import default_folder
    from pipelines.keep_copy import copy_pages

    named = arguments.pages_from or os.environ.get(FOLDER_VARIABLE)
    folder = Path(named) if named else default_folder(url)
    with open_archive(f"sqlite:///{path}", read_only=True) as copy:
        if arguments.pages is None:
            from pipelines.archive.kept import kept_ends

            files = kept_ends(copy)
            if files:
                note(
                    f"{sum(files.values())} bytes of raw pages in {folder} are not in this copy; "
                    "--pages FOLDER copies them, too"
                )
            return {"pages": 0, "pages_lost": 0}
        if folder.exists() and Path(arguments.pages).resolve() == folder.resolve():
            raise UsageError("--pages is the folder of the archive itself; name another")
        try:
            copied = copy_pages(copy, folder, Path(arguments.pages), _tell_of("raw pages"))
        except OSError as error:
            raise UsageError(f"cannot write {arguments.pages!r}: {error.strerror}") from error
    return {"pages": copied.sound, "pages_lost": copied.lost, "pages_folder": arguments.pages}


def _tell_of(what: str) -> Callable[[int, int], None]:
    told = 0

    def tell(done: int, whole: int) -> None:
        nonlocal told
        if done - told >= _TELL_EVERY:
            told = done
            note(f"{what}: {done} of {whole} copied")

    return tell
