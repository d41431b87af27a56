"""Read saved pages to JSON: no network, no database.

One page:      the record of the post goes to standard output. What was survived while
               reading, and a page that proves to be no post, is told on standard error.
Many pages:    --jsonl takes one JSON object a line on standard input,
               {"id": ..., "url": ..., "path_to_html": ..., "charset": ...}
               (charset may be missing), and answers each at once with one record a line
               that bears the id. What cannot be read becomes {"id": ..., "error": ...}.

A file may be plain or gzip. Front matter of Markdown and HTML sources is read as well.
Reading happens in a separate process with limits of time and memory.

Examples:
  newscrawl read post.html --url https://blog.example/1
  newscrawl read old.html.gz --url https://blog.example/2 --charset cp949 --evidence
  newscrawl read --jsonl < pages.jsonl > records.jsonl
"""

from __future__ import annotations

import argparse
import asyncio
import codecs
import contextlib
import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from newscrawl import exits
from newscrawl.commands._arguments import instant
from newscrawl.commands._evidence import evidence_records
from newscrawl.commands._output import json_text, note, print_json
from newscrawl.commands._saved_page import BadInput, saved_page
from newscrawl.commands._stop import Stop
from newscrawl.errors import UsageError

if TYPE_CHECKING:
    from pipelines.items import Page, Post

    Read = Callable[[Page], Post]

#: Bytes of one line of input; a line holds addresses and a path, no page.
LONGEST_LINE = 100_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take a file and its address, or `--jsonl`."""
    parser.add_argument("file", nargs="?", metavar="FILE", help="the saved page, plain or .gz")
    parser.add_argument("--url", help="the address it was saved from")
    parser.add_argument(
        "--charset", type=_charset, help="the character set the server stated (default: detect)"
    )
    parser.add_argument(
        "--fetched-at",
        type=instant,
        metavar="WHEN",
        help="when it was saved, for dates such as '3 hours ago' (default: now)",
    )
    parser.add_argument("--jsonl", action="store_true", help="answer lines of standard input")
    parser.add_argument(
        "--evidence",
        action="store_true",
        help="add `kind`, `kind_reasons`, `platforms`, `evidence` and `warnings` to the record",
    )


def _charset(text: str) -> str:
    try:
        return codecs.lookup(text).name
    except (LookupError, ValueError):
        raise argparse.ArgumentTypeError(
            f"there is no character set {text!r}; leave it out to detect"
        ) from None


def run(arguments: argparse.Namespace) -> int:
    """Read one page or the lines of standard input."""
    if arguments.jsonl:
        if arguments.file or arguments.url:
            raise UsageError("--jsonl takes pages from standard input; leave out FILE and --url")
        if sys.stdin is None:
            raise UsageError("--jsonl reads standard input, which is closed")
        return _answer_lines(arguments)
    if not arguments.file or not arguments.url:
        raise UsageError(
            "a page and its address are needed: newscrawl read FILE --url URL (or --jsonl)"
        )
    return _read_one(arguments)


def _read_one(arguments: argparse.Namespace) -> int:
    from pipelines.urls import absolute_url
    from pipelines.workers import ReadFailed

    if absolute_url(arguments.url, arguments.url) is None:
        raise UsageError(f"{arguments.url!r} is no web address; write https://...")
    try:
        page = saved_page(arguments.file, arguments.url, arguments.charset, _fetched_at(arguments))
    except BadInput as error:
        raise UsageError(str(error)) from error
    with _readers() as read:
        try:
            post = read(page)
        except ReadFailed as error:
            raise Stop(f"{arguments.file} could not be read: {error}", exits.ERRORS) from error
    print_json(_record(post, arguments.evidence))
    if post.kind != "post":
        note(f"note: this page is no post but {post.kind} ({'; '.join(post.kind_reasons)})")
    for warning in post.warnings:
        note(f"note: {warning}")
    return exits.DONE


def _answer_lines(arguments: argparse.Namespace) -> int:
    """Answer line by line: whoever waits for an answer before the next line gets it."""
    lines = sys.stdin.buffer
    with _readers() as read:
        while line := lines.readline(LONGEST_LINE):
            if not line.endswith(b"\n") and len(line) == LONGEST_LINE:
                while (rest := lines.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                    pass
                line = b""  # refused below as no JSON
            elif not line.strip():
                continue
            print(json_text(_answer(read, line, arguments)), flush=True)
    return exits.DONE


def _answer(read: Read, line: bytes, arguments: argparse.Namespace) -> dict[str, Any]:
    from pipelines.workers import ReadFailed

    name: Any = None
    try:
        wish = _wish(line)
        name = wish.get("id")
        post = read(_page(wish, arguments))
    except (BadInput, ReadFailed) as error:
        return {"id": name, "error": str(error)}
    return {"id": name, **_record(post, arguments.evidence)}


def _wish(line: bytes) -> dict[str, Any]:
    if not line:
        raise BadInput(f"the line is longer than {LONGEST_LINE} bytes")
    try:
        wish = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadInput(f"the line is not JSON: {error}") from error
    if not isinstance(wish, dict):
        raise BadInput("the line is JSON, but no object with id, url and path_to_html")
    return wish


def _page(wish: dict[str, Any], arguments: argparse.Namespace) -> Page:
    for key in ("url", "path_to_html"):
        if not isinstance(wish.get(key), str) or not wish[key]:
            raise BadInput(f"the line has no {key!r}")
    if (charset := wish.get("charset")) is not None and not isinstance(charset, str):
        raise BadInput("'charset' is not a text")
    return saved_page(
        wish["path_to_html"], wish["url"], charset or arguments.charset, _fetched_at(arguments)
    )


def _record(post: Post, evidence: bool) -> dict[str, Any]:
    from pipelines.record import post_record

    record = post_record(post)
    if evidence:
        record |= {
            "kind": post.kind,
            "kind_reasons": list(post.kind_reasons),
            "platforms": list(post.platforms),
            "evidence": evidence_records(post),
            "warnings": list(post.warnings),
        }
    return record


def _fetched_at(arguments: argparse.Namespace) -> datetime:
    at: datetime = arguments.fetched_at or datetime.now(UTC)
    return at.astimezone(UTC)


@contextlib.contextmanager
def _readers() -> Iterator[Read]:
    """Give a function that reads a page in a worker process; it raises ReadFailed."""
    from newscrawl import settings
    from pipelines.readers.options import ReadOptions
    from pipelines.workers import WorkerPool

    pool = WorkerPool(
        1,
        options=ReadOptions(
            max_depth=settings.NEWSCRAWL_READ_DEPTH, default_zone=settings.NEWSCRAWL_DEFAULT_ZONE
        ),
        cpu_seconds=settings.NEWSCRAWL_READ_SECONDS,
        memory_mib=settings.NEWSCRAWL_READ_MEMORY_MIB,
    )
    try:
        with asyncio.Runner() as runner:
            yield lambda page: runner.run(pool.read(page))
    finally:
        pool.close()
