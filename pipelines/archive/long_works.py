"""Long works: how far something has come that may be broken off and is gone on with."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, select

from pipelines.archive.engine import upsert
from pipelines.archive.errors import CopyUnfinished
from pipelines.archive.models import LongWork, table_of

#: What the name of a copy begins with; what follows is the address it is made from.
COPY_OF = "copy of "


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """Where a work was broken off."""

    place: int
    details: dict[str, Any]


def _key(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def find_work(connection: Connection, name: str) -> Reached | None:
    """Return how far the work of this name has come; None when none is under way."""
    row = connection.execute(
        select(LongWork.place, LongWork.details).where(LongWork.name_hash == _key(name))
    ).first()
    return Reached(place=row.place, details=row.details) if row else None


def keep_place(connection: Connection, name: str, place: int, details: dict[str, Any]) -> None:
    """Note how far the work has come, in the transaction that does it."""
    upsert(
        connection,
        table_of(LongWork),
        [
            {
                "name_hash": _key(name),
                "name": name[:2000],
                "place": place,
                "details": details,
                "updated_at": datetime.now(UTC),
            }
        ],
        key=("name_hash",),
        update=("place", "details", "updated_at"),
    )


def end_work(connection: Connection, name: str) -> None:
    """Note that the work is done: the next of this name begins anew."""
    connection.execute(delete(table_of(LongWork)).where(LongWork.name_hash == _key(name)))


def end_copies(connection: Connection) -> None:
    """Note that this archive is whole, by whatever address it was copied from."""
    connection.execute(delete(table_of(LongWork)).where(LongWork.name.startswith(COPY_OF)))


def unfinished_copy(connection: Connection) -> str:
    """Return what this archive is a broken-off copy of; empty when it is whole, or none."""
    statement = select(LongWork.name).where(LongWork.name.startswith(COPY_OF)).limit(1)
    return (connection.execute(statement).scalar_one_or_none() or "").removeprefix(COPY_OF)


def refuse_unfinished(connection: Connection) -> None:
    """Raise CopyUnfinished where only part of an archive is: nothing else may be written there."""
    if source := unfinished_copy(connection):
        raise CopyUnfinished(
            f"This archive is a copy of {source} that was broken off, and not whole. "
            "Finish it by the same newscrawl db copy, or name another database (--db). When what "
            "it was made from is gone, newscrawl db copy --leave makes an archive of what is there."
        )
