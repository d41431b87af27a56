"""List the posts of the archive, newest first.

A table on a terminal; otherwise a line a post, fields parted by tabs: number, published,
title, address. `newscrawl show NUMBER` shows one of them.

Examples:
  newscrawl list
  newscrawl list --site https://blog.example/ --since 30d
  newscrawl list --limit 0 | cut -f4 > addresses.txt
  newscrawl list --tag 속보 --json
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

from newscrawl import exits
from newscrawl.commands._archive import NO_POST_FITS, add_database, opened
from newscrawl.commands._arguments import add_choice_of_posts, choice_of_posts
from newscrawl.commands._output import add_json, note, print_json_array, print_rows, to_terminal
from pipelines.urls import host_of

if TYPE_CHECKING:
    from pipelines.archive import Archive
    from pipelines.archive.query import PostLine

#: Posts fetched from the database at a time.
PAGE = 200


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the choice of posts."""
    add_choice_of_posts(parser, limit=50)
    add_json(parser, "a JSON array, one post a line")
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the posts."""
    choice = choice_of_posts(arguments)
    limit = choice.pop("limit")
    more: list[PostLine] = []
    with opened(arguments) as archive:
        lines = _lines(archive, choice, limit, more)
        if arguments.json:
            print_json_array(_record(line) for line in lines)
        else:
            _print(lines)
    if more:
        note(f"only the newest {limit} are shown; --limit 0 shows all")
    return exits.DONE


def _print(lines: Iterator[PostLine]) -> None:
    if (first := next(lines, None)) is None:
        note(NO_POST_FITS)
        return
    lines = chain([first], lines)
    if to_terminal():
        print_rows(
            ("number", "published", "title", "blog"),
            ((one.post_id, _published(one)[:16], one.title, host_of(one.url)) for one in lines),
            right=("number",),
            wide=("title", "blog"),
        )
    else:
        print_rows((), ((line.post_id, _published(line), line.title, line.url) for line in lines))


def _lines(
    archive: Archive, choice: dict[str, Any], limit: int | None, more: list[PostLine]
) -> Iterator[PostLine]:
    """Yield at most `limit` posts, page by page; the one after them, if any, goes to `more`."""
    from pipelines.archive import query

    given = 0
    after = None
    while True:
        page = query.list_posts(archive, **choice, limit=PAGE, after=after)
        for line in page:
            if limit is not None and given == limit:
                more.append(line)
                return
            yield line
            given += 1
        if len(page) < PAGE:
            return
        after = page[-1].cursor


def _published(line: PostLine) -> str:
    if line.published is None:
        return ""
    stated = line.published.isoformat()
    return stated.replace("T", " ") if to_terminal() else stated


def _record(line: PostLine) -> dict[str, Any]:
    return {
        "id": line.post_id,
        "url": line.url,
        "site": line.site,
        "title": line.title,
        "published": line.published.isoformat() if line.published else None,
        "language": line.language or None,
        "words": line.word_count,
        "revision": line.revision,
        "first_seen": line.first_seen_at,
        "last_seen": line.last_seen_at,
    }
