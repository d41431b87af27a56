"""Create, upgrade, check or copy the database.

upgrade   makes the tables, or brings older ones to what this newscrawl wants.
          Posts that search does not know are indexed, as after a copy by other means.
          Running it again changes nothing. Make a copy of a large archive first.
check     says whether the database answers, its tables are as wanted and what it holds is sound:
          rows whose parent is gone, posts with torn revisions, the frontier, the search index, and
          whether the files of raw pages and images are there. --deep also reads each revision,
          raw page and image against its hash. A fault is told with its number, examples and the
          next step. Nothing is changed, but --repair makes anew what can be told from the rest:
          the search index, and which revision a post points to.
          Exit code 0 when all is well, 4 when not. A crawl may go on meanwhile.
copy      copies the whole archive FROM one database TO another, which must be empty; then both
          are read again and compared, row by row. Broken off, the same command goes on.
          Raw pages and images are files, and stay where they are: it says where, and what names
          the folders to whoever opens the copy.

Examples:
  newscrawl db upgrade --db archive.db
  newscrawl db check --db postgresql://writer@db.example/archive
  newscrawl db check --deep --db archive.db
  newscrawl db copy archive.db postgresql://writer@db.example/archive
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING

from newscrawl import exits
from newscrawl.commands._archive import add_database, database_url, opened
from newscrawl.commands._output import add_json, note, print_json, print_pairs, print_rows
from newscrawl.commands._reading import Signs, pages_folder, pictures_folder
from newscrawl.commands._settings import effective_settings
from newscrawl.errors import UsageError
from newscrawl.streams import going_on

if TYPE_CHECKING:
    from pipelines.archive import Archive
    from pipelines.archive.soundness import Fault

#: Rows between two signs of life.
_TELL_EVERY = 20_000
#: Seconds between two signs of life of a check.
_TELL_SECONDS = 5.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to do and the database."""
    parser.add_argument("action", choices=("upgrade", "check", "copy"), help="what to do")
    parser.add_argument(
        "databases", nargs="*", metavar="FROM TO", help="for copy: the two databases, as for --db"
    )
    parser.add_argument(
        "--deep", action="store_true", help="for check: read every hash and every file, too"
    )
    parser.add_argument(
        "--repair",
        action="store_true",
        help="for check: make anew what can be told from the rest, such as the search index",
    )
    add_database(parser)
    add_json(parser, "the outcome as a JSON object")


@going_on()
def run(arguments: argparse.Namespace) -> int:
    """Do it, and print where and at which version, or what was copied."""
    if arguments.action == "copy":
        return _copy(arguments)
    if arguments.databases:
        raise UsageError(f"db {arguments.action} takes no addresses; name the database with --db")
    if arguments.action == "check":
        return _check(arguments)
    from pipelines.archive import migrate
    from pipelines.archive.search_index import index_missing

    with opened(arguments, create=True, read_only=False) as archive:
        outcome = {"database": archive.url, "version": migrate.check(archive.engine)}
        if indexed := archive.write(index_missing):
            note(f"{indexed} posts that search did not know are indexed now")
    if arguments.json:
        print_json(outcome)
    else:
        print_pairs(outcome.items())
    return exits.DONE


def _check(arguments: argparse.Namespace) -> int:
    from pipelines.archive import migrate

    with opened(arguments, read_only=not arguments.repair) as archive:
        outcome = {"database": archive.url, "version": migrate.check(archive.engine)}
        faults = _faults(arguments, archive)
        if arguments.repair and faults and _repaired(archive, faults):
            faults = _faults(arguments, archive)
    if arguments.json:
        print_json({**outcome, "deep": arguments.deep, "faults": [asdict(one) for one in faults]})
    else:
        print_pairs(outcome.items())
        rows = [(one.count, one.kind, "; ".join(one.examples), one.mend) for one in faults]
        if rows:
            columns = ("number", "fault", "such as", "next step")
            print_rows(columns, rows, right=("number",), wide=("such as", "next step"))
    if faults:
        note(f"not sound: {len(faults)} kinds of faults, {sum(one.count for one in faults)} in all")
        return exits.DATABASE
    how = "rows, hashes and files" if arguments.deep else "rows; --deep reads hashes and files, too"
    note(f"sound: {how}")
    return exits.DONE


def _faults(arguments: argparse.Namespace, archive: Archive) -> list[Fault]:
    from pipelines.archive.soundness import row_faults
    from pipelines.file_faults import page_faults, picture_faults
    from pipelines.keep import Keeper
    from pipelines.pictures import PictureFolder

    settings, url, deep = effective_settings(), database_url(arguments), arguments.deep
    signs = Signs(_TELL_SECONDS)

    def tell(what: str, done: int) -> None:
        signs.tell(f"looking at {what}{f': {done}' if done else ''}")

    keeper = Keeper(pages_folder(settings, url))
    pictures = PictureFolder(pictures_folder(settings, url))
    return [
        *row_faults(archive, tell, deep=deep),
        *page_faults(archive, keeper, tell, deep=deep),
        *picture_faults(archive, pictures, tell, deep=deep),
    ]


def _repaired(archive: Archive, faults: Sequence[Fault]) -> bool:
    """Make anew what can be told from the rest; return False when nothing of it was wrong."""
    from pipelines.archive.search_index import empty_index, index_posts_after
    from pipelines.archive.soundness import SURPLUS, point_to_standing

    pointed = archive.write(point_to_standing)
    if pointed:
        note(f"{pointed} posts point to the revision that stands now")
    if any(fault.kind == SURPLUS for fault in faults):
        # What was said to the index once can be taken back only as it was said: all of it goes.
        archive.write(empty_index)
    last: int | None = 0
    indexed = 0
    while last is not None:
        last, more = archive.write(partial(index_posts_after, post_id=last))
        indexed += more
    if indexed:
        note(f"{indexed} posts are indexed anew")
    return bool(pointed + indexed)


def _copy(arguments: argparse.Namespace) -> int:
    from pipelines.archive.copying import copy_archive

    if len(arguments.databases) != 2 or arguments.db is not None:
        raise UsageError("db copy takes two databases: newscrawl db copy FROM TO")
    one, other = (argparse.Namespace(db=url) for url in arguments.databases)
    if database_url(one) == database_url(other):
        raise UsageError("db copy: both are the same database")
    with opened(one) as source, opened(other, create=True, read_only=False) as target:
        compared = copy_archive(source, target, _tell)
    rows = [(table.table, table.rows, table.content_hash[:16]) for table in compared]
    if arguments.json:
        print_json(
            [{"table": table, "rows": count, "content": content} for table, count, content in rows]
        )
    else:
        print_rows(("table", "rows", "content"), [row for row in rows if row[1]])
    note(f"copied and compared: {sum(row[1] for row in rows)} rows in {len(rows)} tables")
    held = {row[0]: row[1] for row in rows}
    settings = effective_settings()
    for table, what, variable, folder_of in (
        ("kept_page", "raw pages", "NEWSCRAWL_KEEP_FOLDER", pages_folder),
        ("image_copy", "images", "NEWSCRAWL_IMAGE_FOLDER", pictures_folder),
    ):
        here, there = (folder_of(settings, database_url(url)) for url in (one, other))
        if held.get(table) and here != there:
            note(
                f"{what} are files and not copied: they are in {here}, and the copy looks in "
                f"{there}; move or copy the folder, or set {variable}"
            )
    return exits.DONE


def _tell(table: str, done: int, whole: int) -> None:
    """Say how far it is, of large tables alone."""
    if whole >= _TELL_EVERY and (done == whole or done // 500 % (_TELL_EVERY // 500) == 0):
        note(f"{table}: {done} of {whole}")
