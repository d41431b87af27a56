"""Write the posts of the archive as JSON lines or CSV, newest first.

JSON lines: one record a line; docs/fields.md describes the record.
CSV: a heading and a line a post. A cell that a spreadsheet would run as a formula begins
with an apostrophe. --bom helps old spreadsheets to see that the text is UTF-8.
The archive is read as it is written: a million posts take no more memory than one.

Examples:
  newscrawl export --format jsonl > posts.jsonl
  newscrawl export --format csv --bom -o posts.csv --site https://blog.example/
  newscrawl export --format jsonl --since 2026-01-01 --until 2026-01-31 --tag 속보 -o new.jsonl.gz
"""

from __future__ import annotations

import argparse
import gzip
import io
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO

from newscrawl import exits
from newscrawl.commands._archive import add_database, opened
from newscrawl.commands._arguments import add_choice_of_posts, choice_of_posts
from newscrawl.commands._csv import write_csv
from newscrawl.commands._output import json_text, note
from newscrawl.errors import UsageError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the format, the choice of posts and the file."""
    parser.add_argument(
        "--format", choices=("jsonl", "csv"), default="jsonl", help="(default: jsonl)"
    )
    add_choice_of_posts(parser)
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="write here, whole or not at all (default: standard output); .gz is packed",
    )
    parser.add_argument("--bom", action="store_true", help="CSV: begin with a byte order mark")
    parser.add_argument("--json", action="store_true", help="the same as --format jsonl")
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the posts."""
    as_csv = arguments.format == "csv" and not arguments.json
    if arguments.bom and not as_csv:
        raise UsageError("--bom goes with --format csv")
    from pipelines.archive import query

    with opened(arguments) as archive, _output(arguments.output) as file:
        records = query.iter_records(archive, **choice_of_posts(arguments))
        if arguments.bom:
            file.write("\ufeff")
        written = write_csv(records, file) if as_csv else _write_lines(records, file)
    if arguments.output not in (None, "-"):
        note(f"{written} posts written to {arguments.output}")
    elif not written:
        note("no post fits; `newscrawl stats` shows what the archive holds")
    return exits.DONE


def _write_lines(records: Iterable[Mapping[str, Any]], file: TextIO) -> int:
    written = 0
    for record in records:
        file.write(json_text(record) + "\n")
        written += 1
    return written


@contextmanager
def _output(name: str | None) -> Iterator[TextIO]:
    """Give the file to write; it appears under its name only when all is in it."""
    if name in (None, "-"):
        yield sys.stdout
        return
    assert name is not None
    unfinished = Path(f"{name}.{os.getpid()}.unfinished")
    try:
        raw = unfinished.open("wb")
    except OSError as error:
        raise UsageError(f"cannot write {name!r}: {error.strerror}") from error
    try:
        with raw:
            packed = gzip.GzipFile("", "wb", fileobj=raw, mtime=0) if name.endswith(".gz") else raw
            # A half of a surrogate pair, should one have got in, becomes \udXXX: still JSON.
            with io.TextIOWrapper(
                packed, encoding="utf-8", errors="backslashreplace", newline="\n"
            ) as file:
                yield file
        unfinished.replace(name)
    except OSError as error:
        raise UsageError(f"cannot write {name!r}: {error.strerror}") from error
    finally:
        with suppress(OSError):
            unfinished.unlink()
