"""Show one post, readable in a terminal.

The post is named by its number (`newscrawl list` shows it) or by any address under which
it was met. What --revisions tells, a line each: number, when that was read first, what happened
(the words of `newscrawl changes`), the fields that were edited, title. --evidence: `*` for the
answer that was believed or `!` for one that contradicts it, field, reader, how often that reader
was right on a benchmark (0 to 1), what it said.

Examples:
  newscrawl show 17
  newscrawl show https://blog.example/2026/01/first --evidence
  newscrawl show 17 --revisions
  newscrawl show 17 --revision 1
  newscrawl show 17 --on 2026-03-31
  newscrawl show 17 --html > post.html
  newscrawl show 17 --json
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from newscrawl import exits
from newscrawl.commands._archive import add_database, held_post, opened
from newscrawl.commands._arguments import count, end_instant
from newscrawl.commands._output import (
    add_json,
    note,
    print_json,
    print_rows,
    readable_address,
    to_terminal,
)
from newscrawl.errors import UsageError
from pipelines.harmless import harmless, one_line

if TYPE_CHECKING:
    from datetime import datetime

    from pipelines.archive import Archive
    from pipelines.archive.query import RevisionLine, Whereabouts
    from pipelines.items import Post, StoredPost


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take which post, and which side of it."""
    parser.add_argument("post", metavar="URL|ID", help="the address or the number of the post")
    parser.add_argument(
        "--revision", type=count, metavar="N", help="as it was then, counted from 1 (default: last)"
    )
    parser.add_argument(
        "--on",
        type=end_instant,
        metavar="DATE",
        help="as it was last seen until the end of this day, or before this instant",
    )
    side = parser.add_mutually_exclusive_group()
    side.add_argument(
        "--evidence", action="store_true", help="who said what of each field, and who was believed"
    )
    side.add_argument("--revisions", action="store_true", help="when it changed, and what")
    side.add_argument("--html", action="store_true", help="the clean HTML of the body, as stored")
    add_json(parser, "the record (with --evidence, --revisions: those) as JSON")
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Find the post and print the side that was asked for."""
    from pipelines.archive import query

    with opened(arguments) as archive:
        revision: int | None = arguments.revision
        if arguments.on is not None:
            revision = _revision_on(archive, arguments)
        stored = held_post(archive, arguments.post, revision)
        if arguments.revisions:
            _print_revisions(query.revisions(archive, stored.post_id), arguments.json)
        elif arguments.evidence:
            _print_evidence(stored.post, arguments.json)
        elif arguments.html:
            html = stored.post.body_html
            print(harmless(html) if to_terminal() else html)
        elif arguments.json:
            print_json(_record(stored))
        else:
            then = query.find_post(archive, stored.post_id, revision=stored.revision)
            _print_post(then or stored, query.whereabouts(archive, stored.post_id))
    return exits.DONE


def _revision_on(archive: Archive, arguments: argparse.Namespace) -> int:
    """Return the revision that stood before an instant, and say on what it rests."""
    from pipelines.archive import query

    if arguments.revision is not None:
        raise UsageError("--on and --revision both say which revision; give one")
    stored = held_post(archive, arguments.post)
    lines = query.revisions(archive, stored.post_id)
    before = [line for line in lines if line.seen_at < arguments.on]
    if not before:
        first = _second(lines[0].seen_at)
        raise UsageError(f"post {stored.post_id} was seen for the first time later, at {first}")
    then, after = before[-1], lines[len(before) :]
    later = f"the next one was read at {_second(after[0].seen_at)}" if after else ""
    stands = later or f"it still stands, seen last at {_second(stored.last_seen_at)}"
    note(f"revision {then.revision} of {len(lines)}, read at {_second(then.seen_at)}; {stands}")
    return then.revision


def _second(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _record(stored: StoredPost) -> dict[str, Any]:
    from pipelines.record import post_record

    return post_record(stored.post, first_seen=stored.first_seen_at, last_seen=stored.last_seen_at)


def _print_post(stored: StoredPost, now: Whereabouts) -> None:
    if not to_terminal():
        for name, value in _facts(stored, now):
            print(f"{name}: {one_line(value)}")
        print(f"\n{harmless(stored.post.body_text)}")
        return
    from rich.console import Console
    from rich.markdown import Markdown
    from rich.rule import Rule
    from rich.table import Table
    from rich.text import Text

    from newscrawl.commands._markdown import markdown_of

    console = Console()
    facts = Table.grid(padding=(0, 2))
    for name, value in _facts(stored, now):
        facts.add_row(Text(name, "dim"), Text(one_line(value), "bold" if name == "title" else ""))
    console.print(facts)
    console.print(Rule(style="dim"))
    # Hyperlinks off: an address that hides behind its text is how readers are deceived.
    console.print(Markdown(harmless(markdown_of(stored.post.body_html)), hyperlinks=False))


def _facts(stored: StoredPost, now: Whereabouts) -> Iterator[tuple[str, str]]:
    """Yield what is known of the post, in reading order; what is unknown is left out."""
    post = stored.post
    lead = post.lead_image
    # People read the address, programs follow it.
    shown = readable_address if to_terminal() else str
    facts = (
        ("title", post.title),
        ("address", shown(post.url)),
        ("canonical", shown(post.canonical_url) if post.canonical_url != post.url else ""),
        ("now at", shown(now.url) if now.url not in (post.url, post.canonical_url) else ""),
        ("state", _away(now)),
        ("published", post.published.isoformat() if post.published else ""),
        ("modified", post.modified.isoformat() if post.modified else ""),
        ("author", ", ".join(post.authors)),
        ("categories", ", ".join(post.categories)),
        ("tags", ", ".join(post.tags)),
        ("language", post.language),
        ("excerpt", post.excerpt),
        ("picture", f"{lead.url} ({lead.alt})" if lead and lead.alt else lead.url if lead else ""),
        ("left out", f"{post.left_out:.1%} of the words around the body" if post.left_out else ""),
        ("site", post.site),
        ("platform", ", ".join(post.platforms)),
        ("number", f"{stored.post_id}, revision {stored.revision} of {now.revision}"),
        ("first seen", stored.first_seen_at.isoformat(timespec="seconds")),
        ("last seen", stored.last_seen_at.isoformat(timespec="seconds")),
    )
    return ((name, value) for name, value in facts if value)


def _away(now: Whereabouts) -> str:
    if now.state == "live":
        return ""
    reason, times = now.proof.get("reason"), now.proof.get("times", 1)
    why = f" ({reason})" if reason else ""
    again = f", found so {times} times, last at {now.proof.get('last_at')}" if times > 1 else ""
    return f"{now.state} since {_second(now.since)}{why}{again}"


def _print_evidence(post: Post, as_json: bool) -> None:
    from newscrawl.commands._evidence import evidence_records

    records = evidence_records(post)
    if as_json:
        print_json(records)
        return
    print_rows(
        ("", "field", "reader", "sure", "said"),
        (
            (
                "*" if said["chosen"] else "!" if said["conflicts"] else "",
                said["field"],
                said["reader"],
                f"{said['confidence']:.2f}",
                said["value"],
            )
            for said in records
        ),
        right=("sure",),
        wide=("said",),
    )


def _print_revisions(revisions: list[RevisionLine], as_json: bool) -> None:
    if as_json:
        print_json([asdict(line) for line in revisions])
        return
    print_rows(
        ("revision", "seen (UTC)", "what", "changed", "title"),
        (
            (line.revision, line.seen_at, line.kind, ", ".join(line.fields), line.title)
            for line in revisions
        ),
        right=("revision",),
        wide=("title",),
    )
