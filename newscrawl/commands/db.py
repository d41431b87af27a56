"""Create, upgrade, check or copy the database.

upgrade   makes the tables, or brings older ones to what this newscrawl wants.
          Posts that search does not know are indexed, as after a copy by other means.
          Running it again changes nothing. Make a copy of a large archive first.
check     says whether the database answers and its tables are as wanted; changes nothing.
          Exit code 0 when all is well, 4 when not.
copy      copies the whole archive FROM one database TO another, which must be empty; then both
          are read again and compared, row by row. Broken off, the same command goes on.
          Raw pages are files, and stay where they are: see NEWSCRAWL_KEEP_FOLDER.

Examples:
  newscrawl db upgrade --db archive.db
  newscrawl db check --db postgresql://writer@db.example/archive
  newscrawl db copy archive.db postgresql://writer@db.example/archive
"""

from __future__ import annotations

import argparse

from newscrawl import exits
from newscrawl.commands._archive import add_database, database_url, opened
from newscrawl.commands._output import add_json, note, print_json, print_pairs, print_rows
from newscrawl.errors import UsageError

#: Rows between two signs of life.
_TELL_EVERY = 20_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to do and the database."""
    parser.add_argument("action", choices=("upgrade", "check", "copy"), help="what to do")
    parser.add_argument(
        "databases", nargs="*", metavar="FROM TO", help="for copy: the two databases, as for --db"
    )
    add_database(parser)
    add_json(parser, "the outcome as a JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Do it, and print where and at which version, or what was copied."""
    if arguments.action == "copy":
        return _copy(arguments)
    if arguments.databases:
        raise UsageError(f"db {arguments.action} takes no addresses; name the database with --db")
    from pipelines.archive import migrate
    from pipelines.archive.search_index import index_missing

    upgrading = arguments.action == "upgrade"
    with opened(arguments, create=upgrading, read_only=not upgrading) as archive:
        outcome = {"database": archive.url, "version": migrate.check(archive.engine)}
        if upgrading and (indexed := archive.write(index_missing)):
            note(f"{indexed} posts that search did not know are indexed now")
    if arguments.json:
        print_json(outcome)
    else:
        print_pairs(outcome.items())
    return exits.DONE


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
    return exits.DONE


def _tell(table: str, done: int, whole: int) -> None:
    """Say how far it is, of large tables alone."""
    if whole >= _TELL_EVERY and (done == whole or done // 500 % (_TELL_EVERY // 500) == 0):
        note(f"{table}: {done} of {whole}")
