"""What every table stands on: the base class, kinds of keys."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, cast

from sqlalchemy import JSON, ForeignKey, MetaData, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from pipelines.archive.engine import BigId, Instant


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Instant,
        dict[str, Any]: JSON,
        list[Any]: JSON,
    }


def table_of(model: type[Base]) -> Table:
    """Return the Core table of a model."""
    return cast(Table, model.__table__)


def key() -> Mapped[int]:
    """Return the number of a row."""
    return mapped_column(BigId, primary_key=True)


def parent(column: str, *, nullable: bool = False, index: bool = True) -> Mapped[int]:
    """Return the number of the row that a row belongs to."""
    return mapped_column(BigId, ForeignKey(column), nullable=nullable, index=index)


def of_revision() -> Mapped[int]:
    """Return the number of the revision that a row is a part of: gone with it."""
    return mapped_column(BigId, ForeignKey("revision.id", ondelete="CASCADE"), primary_key=True)


def place() -> Mapped[int]:
    """Place among its kind within the revision, from 0."""
    return mapped_column(primary_key=True, autoincrement=False)
