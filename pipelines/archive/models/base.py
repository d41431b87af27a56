"""What every table stands on: the base class, lengths of columns, kinds of keys."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, cast

from sqlalchemy import JSON, ForeignKey, MetaData, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from pipelines.archive.engine import BigId, Instant

#: SHA-256 in hex: of an address (`pipelines.urls.url_hash`) or of a content.
HASH = 64
#: The longest address kept; MariaDB indexes no text this long, hence the hashes.
URL = 2000
#: The longest name of a tag, category or author: 4 bytes a character fit an index of MariaDB.
NAME = 500
TITLE = 1000
LANGUAGE = 35
RAW = 200


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
    return mapped_column(BigId, primary_key=True)


def parent(column: str, *, nullable: bool = False, index: bool = True) -> Mapped[int]:
    return mapped_column(BigId, ForeignKey(column), nullable=nullable, index=index)


def of_revision() -> Mapped[int]:
    return mapped_column(BigId, ForeignKey("revision.id", ondelete="CASCADE"), primary_key=True)


def place() -> Mapped[int]:
    """Place among its kind within the revision, from 0."""
    return mapped_column(primary_key=True, autoincrement=False)
