"""What the archive holds, in figures.

Examples:
  newscrawl stats
  newscrawl stats --db archive.db --json
"""

from __future__ import annotations

import argparse

from newscrawl import exits
from newscrawl.commands._archive import add_database, opened
from newscrawl.commands._output import add_json, flat, print_json, print_pairs


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the database."""
    add_database(parser)
    add_json(parser, "the figures as a JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Print the figures."""
    from pipelines.archive import query

    with opened(arguments) as archive:
        figures = query.archive_stats(archive)
    if arguments.json:
        print_json(figures)
    else:
        print_pairs(flat(figures))
    return exits.DONE
