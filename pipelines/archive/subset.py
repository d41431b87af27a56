"""A smaller archive: some posts, and all rows that hang on them or that they point to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Column, Connection, Table, func, insert, select

from pipelines.archive.copying import copied_tables
from pipelines.archive.errors import CopyDiffers
from pipelines.archive.models import (
    AddressAlias,
    Base,
    Discovery,
    FoundAddress,
    Post,
    Revision,
    Site,
    SiteTemplate,
    Source,
    table_of,
)
from pipelines.archive.opening import Archive
from pipelines.archive.search_index import index_missing
from pipelines.archive.sqlite_file import defer_pointers

#: Posts copied in one transaction.
BATCH = 200
#: Values named in one statement: SQLite and PostgreSQL take more, packets of MariaDB do, too.
_AT_ONCE = 500

_POST, _REVISION, _SITE = table_of(Post), table_of(Revision), table_of(Site)
#: What is said of a blog, not of its posts, in an order in which each finds what it points to.
_LEDGER: tuple[type[Base], ...] = (Source, Discovery, FoundAddress, AddressAlias, SiteTemplate)

Rows = list[dict[str, Any]]


def copy_posts(
    source: Archive, target: Archive, numbers: Iterable[int], *, whole_sites: bool
) -> int:
    """Copy the posts with these numbers, which they keep; return how many.

    With `whole_sites` the ledger of their blogs (sources, what they named, the frontier) goes
    along. `target` is a new, empty archive. What points to a post that is left out points
    nowhere. Raises CopyDiffers when fewer posts arrived than were chosen.
    """
    left = iter(numbers)
    copied = 0
    while page := list(islice(left, BATCH)):
        with source.reading() as reading:
            rows = _rows_of_posts(reading, page)
            copied += target.write(lambda writing, r=rows, s=reading: _write(s, writing, r))  # type: ignore[misc]
    if whole_sites:
        _copy_ledger(source, target)
    target.write(index_missing)
    with target.reading() as connection:
        held = connection.execute(select(func.count()).select_from(_POST)).scalar_one()
    if held != copied:
        raise CopyDiffers(f"{copied} posts were written, {held} read back. Export again.")
    return copied


def _parts() -> Iterator[tuple[Table, Column[Any], Table]]:
    """Yield each table whose rows belong to a post or a revision, with the key that says so."""
    for table in copied_tables():
        if table in (_POST, _REVISION):
            continue
        for owner in (_POST, _REVISION):
            if keys := [c for c in table.columns if not c.nullable and c.references(owner.c.id)]:
                yield table, keys[0], owner
                break


def _rows_of_posts(reading: Connection, numbers: Sequence[int]) -> dict[str, Rows]:
    rows = {_POST.name: _where(reading, _POST.c.id, numbers)}
    found = [row["id"] for row in rows[_POST.name]]
    rows[_REVISION.name] = _where(reading, _REVISION.c.post_id, found)
    revisions = [row["id"] for row in rows[_REVISION.name]]
    for table, key, owner in _parts():
        rows[table.name] = _where(reading, key, found if owner is _POST else revisions)
    return rows


def _where(reading: Connection, column: Column[Any], values: Sequence[Any]) -> Rows:
    found: Rows = []
    for start in range(0, len(values), _AT_ONCE):
        some = values[start : start + _AT_ONCE]
        statement = select(column.table).where(column.in_(some))
        found += [row._asdict() for row in reading.execute(statement)]
    return found


def _write(reading: Connection, writing: Connection, rows: dict[str, Rows]) -> int:
    """Write `rows` with all that they point to and is not there yet; return how many posts."""
    # Posts, their fetches, revisions and changes point to each other in circles.
    defer_pointers(writing)
    wanted = {name: list(some) for name, some in rows.items()}
    while wanted:
        missing: dict[Column[Any], set[Any]] = {}
        for name, some in wanted.items():
            for column, target in _pointers(Base.metadata.tables[name]):
                if target.table in (_POST, _REVISION):
                    _point_nowhere(column, {row["id"] for row in rows[target.table.name]}, some)
                else:
                    values = {row[column.name] for row in some}
                    missing.setdefault(target, set()).update(values - {None})
            if some:
                writing.execute(insert(Base.metadata.tables[name]), some)
        wanted = {}
        for target, values in missing.items():
            if absent := sorted(values - _held(writing, target, values)):
                wanted[target.table.name] = _where(reading, target, absent)
    return len(rows[_POST.name])


def _pointers(table: Table) -> Iterator[tuple[Column[Any], Column[Any]]]:
    for column in table.columns:
        for key in column.foreign_keys:
            yield column, key.column


def _point_nowhere(column: Column[Any], here: set[Any], some: Rows) -> None:
    """Empty pointers to posts that are not copied; a row's own post always is."""
    if column.nullable:
        for row in some:
            if row[column.name] not in here:
                row[column.name] = None


def _held(writing: Connection, column: Column[Any], values: Iterable[Any]) -> set[Any]:
    wanted = sorted(values)
    held: set[Any] = set()
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        held.update(writing.execute(select(column).where(column.in_(some))).scalars())
    return held


def _copy_ledger(source: Archive, target: Archive) -> None:
    with target.reading() as connection:
        sites = list(connection.execute(select(_SITE.c.id)).scalars())
    with source.reading() as reading:
        for table in map(table_of, _LEDGER):
            statement = select(table).where(table.c.site_id.in_(sites))
            statement = statement.execution_options(yield_per=_AT_ONCE)
            for part in reading.execute(statement).partitions():
                values = [row._asdict() for row in part]
                target.write(lambda writing, t=table, v=values: writing.execute(insert(t), v))  # type: ignore[misc]
