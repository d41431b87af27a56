"""Write the posts of the archive in a format that others read, newest first.

jsonl     one record a line; docs/fields.md describes the record
csv       a heading and a line a post. A cell that a spreadsheet would run as a formula begins
          with an apostrophe. --bom helps old spreadsheets to see that the text is UTF-8
csl       CSL-JSON, by which Zotero and pandoc cite posts
atom      a feed of whatever was chosen, for feed readers; ids stay when a post moves
wxr       what the importer of WordPress reads
markdown  a folder that Jekyll and Hugo build as it stands; a file a post
parquet   a row a post, for pandas and its like; needs pip install 'newscrawl[parquet]'
sqlite    a smaller archive, with the same tables and every revision, that newscrawl opens
warc      the kept pages themselves, every visit of each, for tools that open WARC 1.1

With --revisions jsonl, csv, csl and parquet have a record for each revision of these posts, the
oldest first, with the number of the post, that of the revision, when it was read, and its hash.

All take the same choice of posts. A file or folder appears under its name only when it is whole.
The archive is read as it is written: a million posts take no more memory than one.

Examples:
  newscrawl export --format jsonl > posts.jsonl
  newscrawl export --format csv --bom -o posts.csv --site https://blog.example/
  newscrawl export --format atom --words '북핵 -선거' --limit 50 --out feed.xml
  newscrawl export --format parquet --revisions -o history.parquet
  newscrawl export --format markdown --site blog.example --out blog
  newscrawl export --format sqlite --site blog.example --out blog.db
  newscrawl export --format jsonl --since 2026-01-01 --until 2026-01-31 --tag 속보 -o new.jsonl.gz
  newscrawl export --format warc -o pages.warc.gz --site https://blog.example/
  newscrawl export --format warc -o evidence.warc.gz --post 17
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeAlias

from newscrawl import exits
from newscrawl.commands._archive import NO_POST_FITS, add_database, check_output, chosen, opened
from newscrawl.commands._arguments import add_choice_of_posts
from newscrawl.commands._output import note
from newscrawl.commands._warc import write_kept_pages
from newscrawl.errors import UsageError
from newscrawl.exports.whole import whole_path, whole_text
from pipelines.file_address import sqlite_url
from pipelines.items import StoredPost

if TYPE_CHECKING:
    from pipelines.archive import Archive

Posts: TypeAlias = Iterable[StoredPost]

#: Formats of records, one of which may stand for each revision.
_WITH_HISTORY = ("jsonl", "csv", "csl", "parquet")
#: Posts between two signs of life.
_TELL_EVERY = 20_000


def add_arguments(parser: ArgumentParser) -> None:
    """Take the format, the choice of posts and the file."""
    parser.add_argument("--format", choices=(*_TEXTS, *_PATHS, "warc"), help="(default: jsonl)")
    add_choice_of_posts(parser)
    parser.add_argument("--post", metavar="URL|ID", help="this post: its number or address")
    parser.add_argument(
        "--words", metavar="QUERY", help="that hold these words, as for `newscrawl search`"
    )
    parser.add_argument(
        "-o",
        "--out",
        "--output",
        dest="output",
        metavar="FILE",
        help="write here, whole or not at all (default: standard output); .gz is packed. "
        "For markdown a new folder; parquet, sqlite and warc need one, too",
    )
    parser.add_argument(
        "--revisions", action="store_true", help="every revision of each post, not the last alone"
    )
    parser.add_argument("--bom", action="store_true", help="CSV: begin with a byte order mark")
    parser.add_argument("--json", action="store_true", help="the same as --format jsonl")
    add_database(parser)


def run(arguments: Namespace) -> int:
    """Write the posts."""
    if arguments.json and arguments.format not in (None, "jsonl"):
        raise UsageError(f"--json is --format jsonl, not {arguments.format}: leave one of them out")
    arguments.format = arguments.format or "jsonl"
    if arguments.bom and arguments.format != "csv":
        raise UsageError("--bom goes with --format csv")
    if arguments.revisions and arguments.format not in _WITH_HISTORY:
        has_all = arguments.format in ("sqlite", "warc")
        raise UsageError(
            f"--format {arguments.format} has every revision without --revisions"
            if has_all
            else f"--revisions goes with --format {', '.join(_WITH_HISTORY)}"
        )
    check_output(arguments, arguments.output)
    if arguments.format == "warc":
        return write_kept_pages(arguments)
    what = "revisions" if arguments.revisions else "posts"
    with opened(arguments) as archive:
        posts = _chosen(archive, arguments)
        if arguments.revisions:
            from pipelines.archive.query import with_history

            posts = with_history(archive, posts)
        posts = _told(posts, what)
        if arguments.format in _PATHS:
            if arguments.output in (None, "-"):
                raise UsageError(f"--format {arguments.format} needs --out, where to write to")
            folder = arguments.format == "markdown"
            with whole_path(arguments.output, folder=folder) as path:
                written = _PATHS[arguments.format](archive, arguments, posts, path)
        else:
            with whole_text(arguments.output) as file:
                written = _TEXTS[arguments.format](archive, arguments, posts, file)
    if arguments.output not in (None, "-"):
        note(f"{written} {what} written to {arguments.output}")
    elif not written:
        note(NO_POST_FITS)
    return exits.DONE


def _chosen(archive: Archive, arguments: Namespace) -> Iterable[StoredPost]:
    choice = chosen(archive, arguments)
    if arguments.words is None:
        from pipelines.archive.query import iter_posts

        return iter_posts(archive, **choice)
    from pipelines.archive.search import iter_found
    from pipelines.archive.search_query import BadQuery, parse_query

    try:
        query = parse_query(arguments.words)
    except BadQuery as error:
        raise UsageError(str(error)) from error
    return iter_found(archive, query, **choice)


def _told(posts: Iterable[StoredPost], what: str) -> Iterator[StoredPost]:
    """Yield the posts, and say now and then how many they were."""
    for number, stored in enumerate(posts, 1):
        yield stored
        if number % _TELL_EVERY == 0:
            note(f"{number} {what} written")


def _jsonl(_archive: Archive, asked: Namespace, posts: Posts, file: TextIO) -> int:
    from newscrawl.exports.jsonl import write

    return write(posts, file, history=asked.revisions)


def _csv(_archive: Archive, asked: Namespace, posts: Posts, file: TextIO) -> int:
    from newscrawl.exports.csv import write

    return write(posts, file, mark=asked.bom, history=asked.revisions)


def _atom(archive: Archive, asked: Namespace, posts: Posts, file: TextIO) -> int:
    from newscrawl.exports.atom import write
    from pipelines.archive.query import first_addresses, last_change_at

    # What moves with the days (--since 7d) or the length is no part of what the feed is.
    names = ("site", "tag", "author", "language", "words")
    about = {name: value for name in names if (value := getattr(asked, name)) is not None}
    return write(
        posts,
        file,
        title=" · ".join(about.values()) or "newscrawl",
        about=str(sorted(about.items())),
        updated=last_change_at(archive) or datetime.now(UTC),
        first_addresses=lambda numbers: first_addresses(archive, numbers),
    )


def _csl(archive: Archive, asked: Namespace, posts: Posts, file: TextIO) -> int:
    from newscrawl.exports.csl import write
    from pipelines.archive.sites import titles

    return write(posts, file, titles=titles(archive, asked.site), history=asked.revisions)


def _wxr(_archive: Archive, asked: Namespace, posts: Posts, file: TextIO) -> int:
    from newscrawl.exports.wxr import write

    site = asked.site or ""
    home = site if "://" in site or not site else f"https://{site}/"
    return write(posts, file, title=site or "newscrawl", home=home)


def _markdown(archive: Archive, asked: Namespace, posts: Posts, path: Path) -> int:
    from newscrawl.exports.markdown import write
    from pipelines.archive.sites import homes

    found = homes(archive, asked.site)
    home = found[0] if len(found) == 1 else ""
    return write(posts, path, title=asked.site or home or "newscrawl", home=home)


def _parquet(_archive: Archive, asked: Namespace, posts: Posts, path: Path) -> int:
    from newscrawl.exports.parquet import write

    return write(posts, path, history=asked.revisions)


def _sqlite(archive: Archive, asked: Namespace, posts: Posts, path: Path) -> int:
    from pipelines.archive import open_archive
    from pipelines.archive.sqlite_file import check_whole, make_one_file
    from pipelines.archive.subset import copy_posts

    narrower = ("post", "since", "until", "tag", "author", "language", "words", "limit")
    whole_sites = all(getattr(asked, name) is None for name in narrower)
    with open_archive(sqlite_url(path)) as target:
        numbers = (stored.post_id for stored in posts)
        written = copy_posts(archive, target, numbers, whole_sites=whole_sites)
    make_one_file(path)
    check_whole(path)
    return written


#: The formats that are a file or folder of their own making.
_PATHS: dict[str, Callable[[Archive, Namespace, Posts, Path], int]] = {
    "markdown": _markdown,
    "parquet": _parquet,
    "sqlite": _sqlite,
}
#: The formats that are one text.
_TEXTS: dict[str, Callable[[Archive, Namespace, Posts, TextIO], int]] = {
    "jsonl": _jsonl,
    "csv": _csv,
    "csl": _csl,
    "atom": _atom,
    "wxr": _wxr,
}
