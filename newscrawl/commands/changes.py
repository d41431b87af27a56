"""Show what became new, was edited, moved, went or came back since a cursor, the oldest first.

Each change has a number, and the last number is the cursor: hand it back as --since and get
what came after. What happened is `new`, `edited`, `silent` (the text was edited, and the page
does not say that it was modified), `reread` (the same page, read by newer readers), `earlier`
(a page older than what was held came in), `restyled` (changed in one crawl as most that
changed did: by the theme, or by the author everywhere), `moved`, `gone`, `protected`,
`redirected` or `restored`. `newscrawl diff POST A B` shows an edit.

Plain lines: number, time, what happened, post, revision, the fields or the reason, title,
address. The cursor is told on standard error; with --json it is part of the answer.

Examples:
  newscrawl changes
  newscrawl changes --since 1200 --json
  newscrawl changes --since 7d --site https://blog.example/ --limit 0
  newscrawl changes --since 2026-03-01 --until 2026-03-31 --limit 0
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from newscrawl import exits
from newscrawl.commands._archive import add_database, opened
from newscrawl.commands._arguments import add_limit, end_instant, instant
from newscrawl.commands._output import add_json, json_text, note, print_rows, to_terminal
from pipelines.urls import host_of

if TYPE_CHECKING:
    from datetime import datetime

    from pipelines.archive.changes import Change


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take where to begin and how far to go."""
    parser.add_argument(
        "--since",
        type=cursor_or_instant,
        default=0,
        metavar="CURSOR",
        help="after this number; or from this date on: 2026-01-31, 7d (default: from the first)",
    )
    parser.add_argument(
        "--until",
        type=end_instant,
        metavar="DATE",
        help="seen until the end of this day, or before this instant",
    )
    parser.add_argument("--site", metavar="URL", help="of this blog: its home address or host")
    add_limit(parser, 100)
    add_json(parser, "an object: the changes, the cursor, and whether there are more")
    add_database(parser)


def cursor_or_instant(text: str) -> int | datetime:
    """Return a cursor for digits, else the instant that `text` names."""
    return int(text) if text.isdecimal() and len(text) <= 18 else instant(text)


def run(arguments: argparse.Namespace) -> int:
    """Print the changes and the cursor."""
    from pipelines.archive.changes import iter_changes

    limit: int | None = arguments.limit
    with opened(arguments) as archive:
        feed = _Feed(
            # One more than asked for tells whether there are more.
            iter_changes(
                archive,
                since=arguments.since,
                until=arguments.until,
                site=arguments.site,
                limit=None if limit is None else limit + 1,
            ),
            limit,
        )
        if arguments.json:
            _print_json(feed, arguments.since)
            return exits.DONE
        _print_lines(feed)
    if feed.cursor is None:
        note("nothing has changed since then")
    elif feed.more:
        note(f"there are more; go on with --since {feed.cursor}")
    else:
        note(f"cursor {feed.cursor}: next time, --since {feed.cursor}")
    return exits.DONE


class _Feed:
    """At most `limit` changes, and what is known when they were given."""

    def __init__(self, changes: Iterator[Change], limit: int | None) -> None:
        self._changes, self._limit = changes, limit
        self.cursor: int | None = None
        self.more = False

    def __iter__(self) -> Iterator[Change]:
        for given, change in enumerate(self._changes):
            if given == self._limit:
                self.more = True
                return
            self.cursor = change.id
            yield change


def _print_json(feed: _Feed, since: int | datetime) -> None:
    print('{"changes": [', end="")
    for place, change in enumerate(feed):
        print("," if place else "")
        print(json_text(asdict(change)), end="")
    cursor = feed.cursor if feed.cursor is not None else since if isinstance(since, int) else None
    print(f'\n], "cursor": {json_text(cursor)}, "more": {json_text(feed.more)}}}')


def _print_lines(feed: _Feed) -> None:
    if not to_terminal():
        print_rows(
            (),
            (
                (
                    one.id,
                    one.at,
                    one.kind,
                    one.post_id,
                    one.to_revision,
                    what_of(one),
                    one.title,
                    one.url,
                )
                for one in feed
            ),
        )
        return
    print_rows(
        ("number", "seen (UTC)", "what", "post", "of it", "title", "blog"),
        (
            (one.id, one.at, one.kind, one.post_id, what_of(one), one.title, host_of(one.url))
            for one in feed
        ),
        right=("number", "post"),
        wide=("of it", "title", "blog"),
        spare=("blog", "number"),
    )


def what_of(change: Change) -> str:
    """Return the fields that were edited, the reason of what is gone, or where it moved from."""
    if change.fields:
        return ", ".join(change.fields)
    said = change.detail
    return str(said.get("reason") or (f"from {said['from']}" if "from" in said else ""))
