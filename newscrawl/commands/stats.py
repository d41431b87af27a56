"""What the archive holds, in figures: in all, then blog by blog.

Plain lines are `name<TAB>figure`, and for each blog `site<TAB>posts<TAB>oldest<TAB>newest<TAB>
platform<TAB>address`.

Examples:
  newscrawl stats
  newscrawl stats --db archive.db --json
"""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import Any

from newscrawl import exits
from newscrawl.commands._archive import add_database, opened
from newscrawl.commands._output import (
    add_json,
    at_work,
    flat,
    print_json,
    print_pairs,
    print_rows,
    to_terminal,
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the database."""
    add_database(parser)
    add_json(parser, "the figures as a JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Print the figures."""
    from pipelines.archive import query

    with opened(arguments) as archive, at_work("counting what the archive holds"):
        figures = query.archive_stats(archive)
    if arguments.json:
        print_json(figures)
    else:
        _print(figures)
    return exits.DONE


def _print(figures: dict[str, Any]) -> None:
    sites = figures.pop("per_site", [])
    print_pairs(flat(figures))
    rows = (
        (
            *(() if to_terminal() else ("site",)),
            site["posts"],
            *(_at(site[name]) for name in ("oldest", "newest")),
            site["platform"],
            site["site"],
        )
        for site in sites
    )
    if sites:
        columns = ("posts", "oldest (UTC)", "newest", "platform", "blog")
        print_rows(columns, rows, right=("posts",), wide=("blog",), spare=("platform",))


def _at(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
