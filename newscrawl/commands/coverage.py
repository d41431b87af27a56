"""How completely a blog is archived: what each source claims against what is held.

For each feed, sitemap, list API and listing: how many addresses it named when it was last
read, how many of them are held, which are no posts, what is missing and why; then one
verdict. Without SITE: the verdict of every blog.

Plain lines are `kind<TAB>claimed<TAB>declared<TAB>held<TAB>no posts<TAB>missing<TAB>lacks<TAB>
source`, and last `verdict<TAB>sentence`; without SITE `site<TAB>verdict`.
The exit code is 0 also when something is missing: the verdict says so.

With --addresses: each address that was found and of which no post is held, as
`outcome<TAB>reason<TAB>read or unread<TAB>address`, to look at what was judged no post.

Examples:
  newscrawl coverage https://blog.example/
  newscrawl coverage https://blog.example/ --json
  newscrawl coverage https://blog.example/ --addresses
  newscrawl coverage --db archive.db
"""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from newscrawl import exits
from newscrawl.commands._archive import add_database, opened
from newscrawl.commands._output import (
    add_json,
    note,
    print_json,
    print_pairs,
    print_rows,
    readable_address,
    to_terminal,
)
from newscrawl.commands._reading import Signs
from newscrawl.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.archive import Archive
    from pipelines.archive.ledger import Coverage

#: Seconds between two signs of life.
_TELL_SECONDS = 5.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the blog and the database."""
    parser.add_argument("site", metavar="SITE", nargs="?", help="home page of the blog")
    parser.add_argument(
        "--addresses", action="store_true", help="the addresses that are not held, and why"
    )
    add_database(parser)
    add_json(parser, "the ledger as a JSON object, or an array of them")


def run(arguments: argparse.Namespace) -> int:
    """Print the ledger of one blog, or the verdict of each."""
    from pipelines.archive.ledger import coverage
    from pipelines.archive.sites import homes

    if arguments.addresses and arguments.site is None:
        raise UsageError("--addresses is of one blog: newscrawl coverage SITE --addresses")
    with opened(arguments) as archive:
        wanted = homes(archive, arguments.site)
        if arguments.addresses:
            return _print_addresses(archive, wanted, as_json=arguments.json)
        signs = Signs(_TELL_SECONDS)
        found = []
        for site in wanted:
            found.append(coverage(archive, site))
            signs.tell(f"{len(found)} of {len(wanted)} blogs")
    coverages = [one for one in found if one is not None]
    one_blog = arguments.site is not None and len(coverages) == 1
    if arguments.json:
        shown = [asdict(one) for one in coverages]
        print_json(shown[0] if one_blog else shown)
    elif one_blog:
        _print(coverages[0])
    elif coverages:
        print_rows(
            ("blog", "verdict"), [(one.site, one.verdict) for one in coverages], wide=("verdict",)
        )
    else:
        note("the archive holds no blog yet; `newscrawl crawl URL` archives one")
    return exits.DONE


def _print_addresses(archive: Archive, sites: Iterable[str], *, as_json: bool) -> int:
    from pipelines.archive.ledger import not_held

    found = [one for site in sites for one in not_held(archive, site)]
    if as_json:
        print_json([asdict(one) for one in found])
    elif found:
        print_rows(
            ("outcome", "reason", "read", "address"),
            [
                (one.outcome, one.reason, "read" if one.was_read else "unread", one.url)
                for one in found
            ],
            wide=("address",),
        )
    else:
        note("every address that was found is held")
    return exits.DONE


def _within(site: str, url: str) -> str:
    """Return a source for a person as its blog's own host has it: all begin alike in a table."""
    origin = urljoin(site, "/").rstrip("/")
    if to_terminal() and url.startswith(f"{origin}/"):
        return readable_address(url.removeprefix(origin))
    return url


def _print(coverage: Coverage) -> None:
    rows = [
        (
            source.kind,
            source.claimed,
            source.declared_total,
            source.held,
            source.no_post,
            ", ".join(f"{count} {what}" for what, count in source.missing.items()),
            source.lacks,
            _within(coverage.site, source.url) + (f" ({source.problem})" if source.problem else ""),
        )
        for source in coverage.sources
    ]
    print_rows(
        ("kind", "claimed", "declared", "held", "no posts", "missing", "lacks", "source"),
        rows,
        right=("claimed", "declared", "held", "no posts", "lacks"),
        wide=("source", "missing"),
        spare=("lacks", "declared"),
    )
    if to_terminal():
        print()
        print(coverage.verdict)
    else:
        print_pairs([("verdict", coverage.verdict)])
