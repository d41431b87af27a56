"""Show what was edited between two revisions of a post, word by word.

Without A and B: what the last edit changed; with A alone: everything since revision A.
`newscrawl show POST --revisions` lists the revisions. Coloured on a terminal; otherwise
`[-what went-]{+what came+}`, after a line `field:` for each field that differs.

Examples:
  newscrawl diff 17
  newscrawl diff https://blog.example/2026/01/first 1 3
  newscrawl diff 17 --html -o edit.html
  newscrawl diff 17 1 --json
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from newscrawl import exits
from newscrawl.commands._archive import add_database, check_output, held_post, opened
from newscrawl.commands._arguments import count
from newscrawl.commands._output import add_json, note, print_json, to_terminal
from newscrawl.errors import UsageError, cannot_write
from pipelines.harmless import harmless, one_line

if TYPE_CHECKING:
    from newscrawl.commands._diff import FieldDiff, Line
    from pipelines.items import StoredPost

#: Lines that stayed, shown before and after one that did not.
AROUND = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the post, its two revisions and the shape of the answer."""
    parser.add_argument("post", metavar="URL|ID", help="the address or the number of the post")
    parser.add_argument(
        "old", metavar="A", nargs="?", type=count, help="revision (default: the last but one)"
    )
    parser.add_argument(
        "new", metavar="B", nargs="?", type=count, help="revision (default: the last)"
    )
    parser.add_argument("--html", action="store_true", help="a page of its own, for a browser")
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="with --html: write here (default: standard output)"
    )
    add_json(parser, "the fields that differ as a JSON object")
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Find both revisions and print what differs."""
    if arguments.output is not None and not arguments.html:
        raise UsageError("--output goes with --html")
    if arguments.html and arguments.json:
        raise UsageError("--html and --json are two shapes of one answer; take one")
    check_output(arguments, arguments.output)
    with opened(arguments) as archive:
        new = held_post(archive, arguments.post, arguments.new)
        if arguments.old is None and new.revision == 1:
            note(f"post {new.post_id} has one revision only: it was not seen to be edited")
            old = new
        else:
            old = held_post(archive, new.post_id, arguments.old or new.revision - 1)
    from newscrawl.commands._diff import post_diff

    fields = post_diff(old.post, new.post)
    if arguments.html:
        from newscrawl.commands._diff_html import diff_page

        _write(diff_page(old, new, fields), arguments.output)
    elif arguments.json:
        print_json(
            {
                "post": new.post_id,
                "url": new.post.url,
                "from": {"revision": old.revision, "seen": old.post.fetch.fetched_at},
                "to": {"revision": new.revision, "seen": new.post.fetch.fetched_at},
                "fields": [asdict(field) for field in fields],
            }
        )
    elif fields:
        _print(old, new, fields)
    elif old.revision != new.revision:
        note(f"revisions {old.revision} and {new.revision} do not differ in what an author edits")
    return exits.DONE


def _write(page: str, name: str | None) -> None:
    if name in (None, "-"):
        print(page)
        return
    assert name is not None
    try:
        Path(name).write_text(page, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise cannot_write(name, error) from error


def _print(old: StoredPost, new: StoredPost, fields: Sequence[FieldDiff]) -> None:
    heading = (
        f"{one_line(new.post.url)}: revision {old.revision} "
        f"({old.post.fetch.fetched_at:%Y-%m-%d %H:%M}) to {new.revision} "
        f"({new.post.fetch.fetched_at:%Y-%m-%d %H:%M} UTC)"
    )
    if not to_terminal():
        print(heading)
        for field in fields:
            print(f"{field.field}:")
            for line in around_changes(field.lines):
                print("  …" if line is None else f"  {plain_line(line)}")
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=sys.stdout, highlight=False)
    console.print(Text(heading, "bold"), soft_wrap=True)
    styles = {"same": "", "old": "red strike", "new": "green underline"}
    for field in fields:
        console.print(Text(field.field, "cyan"))
        for line in around_changes(field.lines):
            shown = Text("  ")
            for segment in line or ():
                shown.append(one_segment(segment.text), styles[segment.op])
            console.print(Text("  …", "dim") if line is None else shown)


def around_changes(lines: Sequence[Line]) -> Iterator[Line | None]:
    """Yield the lines that differ and those beside them; None stands for lines left out."""
    near = {
        place + step
        for place, line in enumerate(lines)
        if any(segment.op != "same" for segment in line)
        for step in range(-AROUND, AROUND + 1)
    }
    left_out = False
    for place, line in enumerate(lines):
        if place in near:
            yield line
        elif not left_out:
            yield None
        left_out = place not in near


def plain_line(line: Line) -> str:
    """Return a line as `words [-that went-]{+that came+}`."""
    marks = {"same": ("", ""), "old": ("[-", "-]"), "new": ("{+", "+}")}
    return "".join(
        f"{marks[segment.op][0]}{one_segment(segment.text)}{marks[segment.op][1]}"
        for segment in line
    )


def one_segment(text: str) -> str:
    """Return a stretch of a line, harmless for a terminal, its spaces as they are."""
    return harmless(text).replace("\t", " ").replace("\n", " ")
