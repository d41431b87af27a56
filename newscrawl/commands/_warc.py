"""Kept pages as one WARC file that other tools open."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from newscrawl import exits
from newscrawl.commands._archive import chosen, database_url, opened
from newscrawl.commands._output import note
from newscrawl.commands._reading import pages_folder
from newscrawl.commands._settings import effective_settings
from newscrawl.errors import UsageError
from newscrawl.exports.whole import whole_path

if TYPE_CHECKING:
    from pipelines.archive.kept_choice import KeptLine
    from pipelines.keep import Keeper


def write_kept_pages(arguments: argparse.Namespace) -> int:
    """Write the kept pages of the posts that the arguments of `export` choose."""
    from pipelines.archive.kept_choice import iter_kept
    from pipelines.keep import Keeper

    name = arguments.output
    if name in (None, "-"):
        raise UsageError("--format warc needs a file: --output pages.warc.gz")
    if arguments.words is not None:
        raise UsageError("--words does not go with --format warc; choose by site, date or tag")
    folder = pages_folder(effective_settings(), database_url(arguments))
    with opened(arguments) as archive:
        lines = iter_kept(archive, **chosen(archive, arguments))
        written, gone = write_warc(lines, Keeper(folder), name)
    note(f"{written} kept pages written to {name}")
    if gone:
        note(f"{gone} are no more where they were kept, in {folder} (NEWSCRAWL_KEEP_FOLDER)")
    if gone:
        return exits.DATABASE if written else exits.NOTHING
    return exits.DONE


def write_warc(lines: Iterable[KeptLine], keeper: Keeper, name: str) -> tuple[int, int]:
    """Write the file, whole or not at all; return how many records it has and how many are gone."""
    from pipelines.keep import WarcCopy

    with whole_path(name) as path, path.open("wb") as file:
        copy = WarcCopy(file, keeper, packed=name.endswith(".gz"), name=Path(name).name)
        for line in lines:
            copy.add(line.place, line.digest, line.fetched_at, asked=line.url, again=not line.first)
    return copy.written, copy.gone
