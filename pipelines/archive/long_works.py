"""Long works: how far something has come that may be broken off and is gone on with."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, select

from pipelines.archive.engine import upsert
from pipelines.archive.models import LongWork, table_of


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
