"""Whether two archives hold the same."""

from __future__ import annotations

from pipelines.archive import Archive
from pipelines.archive.copying import content_of, copied_tables


def differing(one: Archive, other: Archive) -> dict[str, tuple[int, int]]:
    """Return the tables whose content is not the same in both, with the rows of each."""
    found = {}
    with one.reading() as first, other.reading() as second:
        for table in copied_tables():
            here, there = content_of(first, table), content_of(second, table)
            if here != there:
                found[table.name] = here[0], there[0]
    return found
