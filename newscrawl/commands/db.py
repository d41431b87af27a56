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
          are read again and compared, row by row. Raw pages and images are files beside it: they
          are copied to where the copy looks for them, and each is read, unless both look in one
          folder. --rows-only leaves them, and says where they are. Broken off, the same command
          goes on. Exit code 4 when files are not to be had. When FROM is gone, --leave TO makes an
          archive of what has come over, without the posts whose text has not.

Examples:
  newscrawl db upgrade --db archive.db
  newscrawl db check --db postgresql://writer@db.example/archive
  newscrawl db check --deep --db archive.db
  newscrawl db copy archive.db postgresql://writer@db.example/archive
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from newscrawl import exits
from newscrawl.commands._archive import add_database, database_url, opened
from newscrawl.commands._output import add_json, note, print_json, print_pairs, print_rows
from newscrawl.commands._reading import Signs, pages_folder, pictures_folder
from newscrawl.commands._settings import effective_settings
from newscrawl.commands._stop import Stop
from newscrawl.errors import UsageError, cannot_write
from newscrawl.streams import going_on
from pipelines.file_address import sqlite_path

if TYPE_CHECKING:
    from pipelines.archive import Archive
    from pipelines.archive.soundness import Fault

#: Rows between two signs of life.
_TELL_EVERY = 20_000
#: Seconds between two signs of life of a check.
_TELL_SECONDS = 5.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to do and the database."""
    parser.add_argument(
        "action", choices=("upgrade", "check", "copy"), nargs="?", help="what to do"
    )
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
    parser.add_argument(
        "--rows-only",
        action="store_true",
        help="for copy: leave raw pages and images where they are",
    )
    parser.add_argument(
        "--leave",
        action="store_true",
        help="for copy: make an archive of what is in TO, a copy that cannot be finished",
    )
    for what, variable in (("pages", "KEEP"), ("images", "IMAGE")):
        parser.add_argument(
            f"--{what}-from",
            metavar="FOLDER",
            help=f"for copy: where the {'raw pages' if what == 'pages' else what} are (default: "
            f"NEWSCRAWL_{variable}_FOLDER, else beside the archive)",
        )
    add_database(parser)
    add_json(parser, "the outcome as a JSON object")


@going_on()
def run(arguments: argparse.Namespace) -> int:
    """Do it, and print where and at which version, or what was copied."""
    if arguments.action is None:
        raise UsageError(
            "say what to do: `newscrawl db upgrade`, `newscrawl db check` or "
            "`newscrawl db copy FROM TO`; see newscrawl db --help"
        )
    if arguments.leave and (arguments.action != "copy" or len(arguments.databases) != 1):
        raise UsageError("--leave takes one database, the copy: newscrawl db copy --leave TO")
    if arguments.action == "copy":
        return _leave(arguments) if arguments.leave else _copy(arguments)
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
        if rows := [(one.count, one.kind, "; ".join(one.examples), one.mend) for one in faults]:
            columns = ("number", "fault", "such as", "next step")
            print_rows(columns, rows, right=("number",), wide=("such as", "next step"))
    if faults:
        note(f"not sound: {len(faults)} kinds of faults, {sum(one.count for one in faults)} in all")
        return exits.DATABASE
    how = "rows, hashes and files" if arguments.deep else "rows; --deep reads hashes and files, too"
    note(f"sound: {how}")
    return exits.DONE


def _faults(arguments: argparse.Namespace, archive: Archive) -> list[Fault]:
    from pipelines.archive.soundness import missing_parts, row_faults
    from pipelines.file_faults import page_faults, picture_faults
    from pipelines.keep import Keeper
    from pipelines.pictures import PictureFolder

    settings, url, deep = effective_settings(), database_url(arguments), arguments.deep
    signs = Signs(_TELL_SECONDS)

    def tell(what: str, done: int) -> None:
        signs.tell(f"looking at {what}{f': {done}' if done else ''}")

    keeper = Keeper(pages_folder(settings, url))
    pictures = PictureFolder(pictures_folder(settings, url))
    if missing := missing_parts(archive):
        return [missing]
    return [
        *(_of_the_file(url, tell) if deep else ()),
        *row_faults(archive, tell, deep=deep),
        *page_faults(archive, keeper, tell, deep=deep),
        *picture_faults(archive, pictures, tell, deep=deep),
    ]


def _of_the_file(url: str, tell: Callable[[str, int], None]) -> Iterator[Fault]:
    from pipelines.archive.soundness import EXAMPLES, FROM_BACKUP, Fault
    from pipelines.archive.sqlite_file import damage

    if (file := sqlite_path(url)) is None:
        return
    tell("the file", 0)
    if found := damage(file, EXAMPLES):
        mend = f"{FROM_BACKUP}; else newscrawl db copy brings over what can be read"
        yield Fault(kind="damage in the SQLite file", mend=mend, count=len(found), examples=found)


def _repaired(archive: Archive, faults: Sequence[Fault]) -> bool:
    """Make anew what can be told from the rest; return False when nothing of it was wrong."""
    from pipelines.archive.search_index import empty_index, index_posts_after
    from pipelines.archive.soundness import SILENT, SURPLUS, point_to_standing

    if pointed := archive.write(point_to_standing):
        note(f"{pointed} posts point to the revision that stands now, and bear its title")
    if any(fault.kind in (SURPLUS, SILENT) for fault in faults):
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
    lost: list[str] = []
    with opened(one) as source, opened(other, create=True, read_only=False) as target:
        # They belong to it: broken off among them, the copy goes on.
        compared = copy_archive(
            source, target, _tell, lambda: lost.extend(_copy_files(arguments, target, one, other))
        )
    rows = [(table.table, table.rows, table.content_hash[:16]) for table in compared]
    if arguments.json:
        print_json(
            [{"table": table, "rows": count, "content": content} for table, count, content in rows]
        )
    else:
        print_rows(("table", "rows", "content"), [row for row in rows if row[1]])
    note(f"copied and compared: {sum(row[1] for row in rows)} rows in {len(rows)} tables")
    if lost:
        raise Stop(
            f"the rows are copied and sound, but {'; '.join(lost)}. Bring them to the copy, or "
            "name their folder to whoever opens it; newscrawl db check says what is missing",
            exits.DATABASE,
        )
    return exits.DONE


def _leave(arguments: argparse.Namespace) -> int:
    from pipelines.archive.copying import leave_copy

    copy = argparse.Namespace(db=arguments.databases[0])
    with opened(copy, read_only=False, part=True) as archive:
        if (left := leave_copy(archive, _tell)) is None:
            raise UsageError(
                f"{archive.url} is no copy that was broken off: there is nothing to leave"
            )
        torn, table = left
    note(
        f"{torn} posts whose text had not come over are taken out; of the table {table} and of "
        "those copied after it rows may be missing: newscrawl db check"
    )
    return exits.DONE


def _copy_files(
    arguments: argparse.Namespace,
    copy: Archive,
    source: argparse.Namespace,
    target: argparse.Namespace,
) -> Iterator[str]:
    """Copy raw pages and images to where `copy` looks for them; yield what is not to be had."""
    from pipelines.archive.kept import kept_ends
    from pipelines.archive.pictures import kept_pictures
    from pipelines.keep_copy import copy_pages, copy_pictures

    settings, signs = effective_settings(), Signs(_TELL_SECONDS)
    for what, held, named, folder_of, copied_of, variable in (
        ("raw pages", bool(kept_ends(copy)), arguments.pages_from, pages_folder, copy_pages,
         "NEWSCRAWL_KEEP_FOLDER"),
        ("images", bool(kept_pictures(copy).number), arguments.images_from, pictures_folder,
         copy_pictures, "NEWSCRAWL_IMAGE_FOLDER"),
    ):  # fmt: skip
        there = folder_of(settings, database_url(target))
        here = Path(named) if named else folder_of(settings, database_url(source))
        if not held or here.resolve() == there.resolve():
            continue
        if arguments.rows_only:
            note(
                f"{what} are files and not copied: they are in {here}, and the copy looks in "
                f"{there}; copy the folder, or let {variable} name it"
            )
            continue

        def tell(done: int, whole: int, what: str = what) -> None:
            signs.tell(f"{what}: {done} of {whole} copied")

        try:
            copied = copied_of(copy, here, there, tell)
        except OSError as error:
            raise cannot_write(str(there), error) from error
        note(f"{copied.sound} {what} are copied to {there}, each read")
        if copied.lost:
            yield f"{copied.lost} {what} are not to be had in {here} ({variable} names another)"


def _tell(table: str, done: int, whole: int) -> None:
    """Say how far it is, of large tables alone."""
    if whole >= _TELL_EVERY and (done == whole or done // 500 % (_TELL_EVERY // 500) == 0):
        note(f"{table}: {done} of {whole}")
