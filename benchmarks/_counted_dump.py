"""Dumps an archive as JSON lines for the kill test, and notes beside how much the archive knows.

    python3 -m benchmarks._counted_dump COUNTS DATABASE

Each call adds a line to the file COUNTS: what is stored, known and kept. A run that was killed
made progress when one of these grew: the next one need not do that again.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from sqlalchemy import func, select

from newscrawl.__main__ import main as newscrawl
from pipelines.archive import ArchiveError, open_archive
from pipelines.archive.models import FoundAddress, KeptPage, PageFetch, Post, table_of

_COUNTED = {"stored": Post, "known": FoundAddress, "kept": KeptPage, "answered": PageFetch}


def main(arguments: list[str]) -> int:
    """Note the counts, dump the posts, and return the exit code of the dump."""
    file, database = arguments
    counts: dict[str, int] = {}
    try:
        with open_archive(database, read_only=True) as archive, archive.reading() as connection:
            for name, model in _COUNTED.items():
                number = select(func.count()).select_from(table_of(model))
                counts[name] = connection.execute(number).scalar_one()
    except ArchiveError:
        pass  # killed before there was one
    with Path(file).open("a") as lines:
        lines.write(json.dumps(counts) + "\n")
    return newscrawl(["export", "--format", "jsonl", "--db", database])


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
