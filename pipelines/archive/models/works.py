"""Table of works that take long."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from pipelines.archive.engine import TABLE_OPTIONS, BigId
from pipelines.archive.lengths import HASH, URL
from pipelines.archive.models.base import Base


class LongWork(Base):
    """How far a work has come that may be broken off, and is gone on with by the same command."""

    __tablename__ = "long_work"
    __table_args__ = (TABLE_OPTIONS,)

    name_hash: Mapped[str] = mapped_column(String(HASH), primary_key=True)
    name: Mapped[str] = mapped_column(String(URL))
    #: The last number that is done.
    place: Mapped[int] = mapped_column(BigId)
    details: Mapped[dict[str, Any]]
    updated_at: Mapped[datetime]
