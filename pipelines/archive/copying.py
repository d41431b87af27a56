"""Copying an archive from one database to another: whole, going on after a kill, and verified."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import takewhile
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Table,
    and_,
    delete,
    exists,
    func,
    insert,
    inspect,
    or_,
    select,
)

from pipelines.archive.engine import next_id, set_next_id, snapshot
from pipelines.archive.errors import CopyDiffers, TargetNotEmpty
from pipelines.archive.keys import Key
from pipelines.archive.long_works import (
    COPY_OF,
    end_copies,
    find_work,
    keep_place,
    refuse_unfinished,
    unfinished_copy,
)
from pipelines.archive.models import (
    Base,
    HostTurn,
    HostUse,
    LongWork,
    Post,
    Revision,
    RunLock,
    table_of,
)
from pipelines.archive.opening import Archive
from pipelines.archive.search_index import ENTRY, index_posts_after

#: Rows a transaction. A row may be a whole page of text: 500 of them are some 10 MiB.
BATCH = 500
#: Who is at work, and how far, is said of one database, not of what it holds.
_OF_THE_DATABASE = {table_of(table).name for table in (RunLock, LongWork, HostUse, HostTurn)}

Tell = Callable[[str, int, int], None]


def _quiet(_table: str, _done: int, _whole: int) -> None:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A table on both sides."""

    table: str
    rows: int
    #: Of every value of every row, in whatever order they lie.
    content_hash: str
    #: The same of the copy.
    copied_rows: int
    copied_hash: str

    @property
    def equal(self) -> bool:
        """Return True when both hold the same."""
        return (self.rows, self.content_hash) == (self.copied_rows, self.copied_hash)


def copied_tables() -> list[Table]:
    """Return the tables that make an archive, those first that others point to."""
    return [table for table in Base.metadata.sorted_tables if table.name not in _OF_THE_DATABASE]


def copy_archive(
    source: Archive,
    target: Archive,
    tell: Tell = _quiet,
    then: Callable[[], None] = lambda: None,
) -> list[Compared]:
    """Copy every row of `source` to `target`, with its numbers, and return both sides compared.

    Read from one snapshot, so a crawl may go on meanwhile. Broken off, it goes on where it
    stopped. `tell` is called with table, rows done and rows in all, `then` when all rows are
    there: the copy is over when that has returned. Raises TargetNotEmpty when the target holds
    anything but a copy of this source, unfinished or the same, CopyUnfinished when the source is
    but part of another archive, CopyDiffers when what was written does not read back as it was.
    """
    name = f"{COPY_OF}{source.url}"
    with source.reading() as reading:
        snapshot(reading)
        _refuse_unknown_tables(reading)
        refuse_unfinished(reading)
        try:
            _begin(target, name)
        except TargetNotEmpty:
            # Killed when all was done, before anybody was told: the same copy again is no fault,
            # nor by another spelling of where the source is.
            same = list(takewhile(lambda table: table.equal, _compare(reading, target, tell)))
            if len(same) < len(copied_tables()):
                raise
            then()
            target.write(end_copies)
            return same
        for table in copied_tables():
            _copy_table(reading, target, table, tell)
        _carry_numbers(reading, target)
        _index(target, tell)
        compared = list(_compare(reading, target, tell))
    if wrong := [one.table for one in compared if not one.equal]:
        raise CopyDiffers(
            f"The copy differs from {source.url} in {', '.join(wrong)}: was the source written "
            "between two parts of the copy? Copy into an empty database."
        )
    then()
    target.write(end_copies)
    return compared


def leave_copy(target: Archive, tell: Tell = _quiet) -> tuple[int, str] | None:
    """Let a copy that was broken off stand as it is, for when what it was made from is gone.

    Posts whose standing revision did not come over are taken out: nothing of them can be shown.
    Returns how many those are, and the last table that has rows (of it and of those after it rows
    may be missing); None when the archive is no copy that was broken off.
    """
    with target.reading() as reading:
        if not unfinished_copy(reading):
            return None
        reached = [
            one.name
            for one in copied_tables()
            if reading.execute(select(one).limit(1)).first() is not None
        ]
    post, revision = table_of(Post), table_of(Revision)
    stands = exists().where(revision.c.post_id == post.c.id, revision.c.seq == post.c.current_seq)
    torn = target.write(lambda connection: connection.execute(delete(post).where(~stands)).rowcount)
    with target.reading() as reading:
        _carry_numbers(reading, target)
    _index(target, tell)
    target.write(end_copies)
    return torn, reached[-1] if reached else "none"


def _begin(target: Archive, name: str) -> None:
    def begin(connection: Connection) -> None:
        if find_work(connection, name) is not None:
            return
        for table in copied_tables():
            if connection.execute(select(table).limit(1)).first() is not None:
                raise TargetNotEmpty(
                    f"{target.url} is not empty ({table.name} has rows). "
                    "Name an empty database to copy to."
                )
        keep_place(connection, name, 0, {"began_at": datetime.now(UTC).isoformat()})

    target.write(begin)


def _refuse_unknown_tables(connection: Connection) -> None:
    known = set(Base.metadata.tables) | {"alembic_version"}
    found = {one for one in inspect(connection).get_table_names() if not one.startswith("search_")}
    if unknown := sorted(found - known):
        raise TargetNotEmpty(
            f"The source has tables that are none of an archive ({', '.join(unknown)}) and would "
            "be left out. Copy them by hand, or remove them first."
        )


def _keys(table: Table) -> list[Any]:
    return list(table.primary_key.columns)


def _last_key(target: Archive, table: Table) -> Key | None:
    # Rows are written in the order of their keys, a batch whole or not at all.
    keys = _keys(table)
    with target.reading() as connection:
        row = connection.execute(
            select(*keys).order_by(*(key.desc() for key in keys)).limit(1)
        ).first()
    return tuple(row) if row is not None else None


def _after(table: Table, last: Key) -> ColumnElement[bool]:
    keys = _keys(table)
    return or_(
        *(
            and_(*(keys[i] == last[i] for i in range(depth)), keys[depth] > last[depth])
            for depth in range(len(keys))
        )
    )


def _rows(
    connection: Connection, table: Table, after: Key | None = None
) -> Iterator[list[Row[tuple[Any, ...]]]]:
    statement = select(table).order_by(*_keys(table)).execution_options(yield_per=BATCH)
    if after is not None:
        statement = statement.where(_after(table, after))
    for part in connection.execute(statement).partitions():
        yield list(part)


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _copy_table(reading: Connection, target: Archive, table: Table, tell: Tell) -> None:
    whole = _count(reading, table)
    last = _last_key(target, table)
    done = 0
    if last is not None:
        with target.reading() as connection:
            done = _count(connection, table)
    tell(table.name, done, whole)
    for part in _rows(reading, table, last):
        values = [row._asdict() for row in part]
        target.write(lambda connection, v=values: connection.execute(insert(table), v).rowcount)  # type: ignore[misc]
        done += len(part)
        tell(table.name, done, whole)


def _carry_numbers(reading: Connection, target: Archive) -> None:
    """Let the copy count on where the source would: a number once given is not given again."""
    numbers = {
        one: number for one in copied_tables() if (number := next_id(reading, one)) is not None
    }

    def carry(connection: Connection) -> None:
        for table, number in numbers.items():
            set_next_id(connection, table, number)

    target.write(carry)


def _index(target: Archive, tell: Tell) -> None:
    """Index the posts for search, a batch a transaction."""
    last = done = 0
    with target.reading() as connection:
        whole = _count(connection, table_of(Post))
        done = int(connection.execute(select(func.count()).select_from(ENTRY)).scalar_one())
    while True:
        reached, indexed = target.write(
            lambda connection, after=last: index_posts_after(connection, after)  # type: ignore[misc]
        )
        if reached is None:
            return
        last, done = reached, done + indexed
        tell("search index", done, whole)


def _compare(reading: Connection, target: Archive, tell: Tell) -> Iterator[Compared]:
    with target.reading() as copied:
        snapshot(copied)
        for table in copied_tables():
            rows, content = content_of(reading, table)
            copied_rows, copied_content = content_of(copied, table)
            tell(f"{table.name}, verified", copied_rows, rows)
            yield Compared(
                table=table.name,
                rows=rows,
                content_hash=content,
                copied_rows=copied_rows,
                copied_hash=copied_content,
            )


def content_of(connection: Connection, table: Table) -> tuple[int, str]:
    """Return how many rows a table has, and one hash over all their values.

    The sum of the hashes of the rows: databases sort text each in their own way.
    """
    count = total = 0
    for part in _rows(connection, table):
        for row in part:
            digest = hashlib.sha256(json.dumps(list(row), default=_plain, sort_keys=True).encode())
            total += int.from_bytes(digest.digest())
            count += 1
    return count, f"{total % 2**256:064x}"


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    raise TypeError(f"no column has a {type(value).__name__}")
