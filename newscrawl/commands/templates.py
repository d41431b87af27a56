"""What was learned of how a blog's pages are built: which place holds which field.

A template is learned from pages that agree, checked on others, and used as long as pages look
like that, by crawls with NEWSCRAWL_TEMPLATES=True. Without SITE: every blog that has one. Plain
lines are `state<TAB>version<TAB>score<TAB>without<TAB>pages<TAB>learned<TAB>ended<TAB>shape`; with
SITE each is followed by one line for each field, `field<TAB>place`. Score is how like the bodies
of the pages it was checked on were to what they should be, `without` is the same without it.

Examples:
  newscrawl templates
  newscrawl templates https://blog.example/
  newscrawl templates https://blog.example/ --json
"""

from __future__ import annotations

import argparse
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from newscrawl import exits
from newscrawl.commands._archive import add_database, opened
from newscrawl.commands._output import add_json, note, print_json, print_pairs, print_rows

if TYPE_CHECKING:
    from pipelines.archive.site_templates import StoredTemplate


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the blog and the database."""
    parser.add_argument("site", metavar="SITE", nargs="?", help="home page of the blog")
    add_database(parser)
    add_json(parser, "the templates as a JSON array, with all that was learned")


def run(arguments: argparse.Namespace) -> int:
    """Print what was learned of one blog, or of each."""
    from pipelines.archive import site_templates

    with opened(arguments) as archive:
        found = [_by_now(one) for one in site_templates.list_templates(archive, arguments.site)]
    if arguments.json:
        print_json([asdict(one) for one in found])
    elif arguments.site is None:
        _print_rows(found)
    else:
        for one in found:
            _print_rows([one])
            if one.state == "used":
                print_pairs(_places(one))
    if not found:
        note(
            "nothing was learned yet; it takes a dozen posts that are built alike, in a crawl "
            "with -s NEWSCRAWL_TEMPLATES=True"
        )
    return exits.DONE


def _by_now(stored: StoredTemplate) -> StoredTemplate:
    """Return the same, `outdated` where it was learned by readers that read otherwise."""
    from pipelines.readers.post import READER_VERSION

    same = stored.profile.get("reader_version") == READER_VERSION
    return stored if same or stored.state != "used" else replace(stored, state="outdated")


def _print_rows(found: list[StoredTemplate]) -> None:
    print_rows(
        ("state", "version", "score", "without", "pages", "learned (UTC)", "ended", "shape"),
        [
            (
                one.state,
                one.version,
                f"{one.score:.3f}",
                f"{one.generic_score:.3f}",
                one.learned_from + one.checked_on,
                one.learned_at,
                one.ended_at,
                one.shape,
            )
            for one in found
        ],
        right=("version", "score", "without", "pages"),
        wide=("shape",),
        spare=("ended",),
    )


def _places(stored: StoredTemplate) -> list[tuple[str, str]]:
    from pipelines.readers.templates.profile import Template

    if (template := Template.from_json(stored.profile)) is None:
        return []
    places = {**template.fields, "body_text": template.body}
    lines = [(field, str(place)) for field, place in sorted(places.items())]
    return [*lines, *(("not the post", css) for css in template.chrome)]
