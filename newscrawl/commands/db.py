"""Create, upgrade or check the database.

upgrade   makes the tables, or brings older ones to what this newscrawl wants.
          Posts that search does not know are indexed, as after a copy by other means.
          Running it again changes nothing. Make a copy of a large archive first.
check     says whether the database answers and its tables are as wanted; changes nothing.
          Exit code 0 when all is well, 4 when not.

Examples:
  newscrawl db upgrade --db archive.db
  newscrawl db check --db postgresql://writer@db.example/archive
"""

from __future__ import annotations

import argparse

from newscrawl import exits
from newscrawl.commands._archive import add_database, opened
from newscrawl.commands._output import add_json, note, print_json, print_pairs


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to do and the database."""
    parser.add_argument("action", choices=("upgrade", "check"), help="what to do")
    add_database(parser)
    add_json(parser, "the outcome as a JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Upgrade or check, and print where and at which version."""
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
