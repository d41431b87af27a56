"""Tables of crawls: schedules, runs, and who is at work on what."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from pipelines.archive.engine import TABLE_OPTIONS, BigId
from pipelines.archive.lengths import HASH, URL
from pipelines.archive.models.base import Base, key


class Schedule(Base):
    """A crawl that comes again."""

    __tablename__ = "schedule"
    __table_args__ = (Index(None, "enabled", "next_due_at"), TABLE_OPTIONS)

    id: Mapped[int] = key()
    name: Mapped[str] = mapped_column(String(100), unique=True)
    spider: Mapped[str] = mapped_column(String(100))
    url: Mapped[str] = mapped_column(String(URL))
    args: Mapped[dict[str, Any]]
    every_seconds: Mapped[int]
    enabled: Mapped[bool]
    created_at: Mapped[datetime]
    next_due_at: Mapped[datetime]
    #: While a process runs it: until when that process may be silent.
    lease_until: Mapped[datetime | None]
    lease_owner: Mapped[str] = mapped_column(String(200), default="")
    last_started_at: Mapped[datetime | None]
    last_ended_at: Mapped[datetime | None]
    last_exit_code: Mapped[int | None]


class Run(Base):
    """One crawl, from its start to its exit code."""

    __tablename__ = "run"
    __table_args__ = (TABLE_OPTIONS,)

    id: Mapped[int] = key()
    schedule_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("schedule.id", ondelete="SET NULL"), index=True
    )
    spider: Mapped[str] = mapped_column(String(100))
    site: Mapped[str] = mapped_column(String(URL))
    args: Mapped[dict[str, Any]]
    started_at: Mapped[datetime] = mapped_column(index=True)
    #: Last sign of life.
    updated_at: Mapped[datetime]
    #: None while it runs, and for ever when it was killed.
    ended_at: Mapped[datetime | None]
    exit_code: Mapped[int | None]
    reason: Mapped[str] = mapped_column(String(500), default="")
    stats: Mapped[dict[str, Any]]
    machine: Mapped[str] = mapped_column(String(255), default="")
    process: Mapped[int]


class RunLock(Base):
    """Who is at work on what: one row a lock, gone when released."""

    __tablename__ = "run_lock"
    __table_args__ = (TABLE_OPTIONS,)

    #: Hash of the name, which may be an address.
    name_hash: Mapped[str] = mapped_column(String(HASH), primary_key=True)
    name: Mapped[str] = mapped_column(String(URL))
    owner: Mapped[str] = mapped_column(String(200))
    machine: Mapped[str] = mapped_column(String(255))
    process: Mapped[int]
    #: Start of the process in the machine's own count: a number used again is another process.
    process_started: Mapped[str] = mapped_column(String(64))
    acquired_at: Mapped[datetime]
    lease_until: Mapped[datetime]
