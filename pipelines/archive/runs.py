"""Runs: each crawl, from its start to its exit code."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select, update

from pipelines.archive.cleaning import clean_text
from pipelines.archive.engine import clock
from pipelines.archive.long_works import refuse_unfinished
from pipelines.archive.models import Run, Schedule, table_of
from pipelines.archive.opening import Archive


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """One run as `newscrawl runs` shows it."""

    id: int
    schedule_id: int | None
    spider: str
    site: str
    args: dict[str, Any]
    #: UTC, as all times here.
    started_at: datetime
    #: The last sign of life, by the clock that all share who use the archive.
    updated_at: datetime
    #: None while it runs, and for ever when it was killed.
    ended_at: datetime | None
    exit_code: int | None
    reason: str
    stats: dict[str, Any]
    #: Name of the machine, and number of the process on it.
    machine: str
    process: int


def begin_run(
    archive: Archive,
    *,
    spider: str,
    site: str,
    args: Mapping[str, Any],
    schedule_id: int | None = None,
) -> int:
    """Record that a crawl begins now, and return the id of the run."""
    now = datetime.now(UTC)
    values = {
        # None when it was removed meanwhile.
        "schedule_id": select(Schedule.id).where(Schedule.id == schedule_id).scalar_subquery(),
        "spider": spider[:100],
        "site": clean_text(site)[:2000],
        "args": plain_json(args),
        "started_at": now,
        "reason": "",
        "stats": {},
        "machine": socket.gethostname()[:255],
        "process": os.getpid(),
    }

    def begin(connection: Connection) -> int:
        refuse_unfinished(connection)
        row = {**values, "updated_at": clock(connection)}
        key = connection.execute(insert(table_of(Run)).values(row)).inserted_primary_key
        return int(key[0]) if key else 0

    return archive.write(begin)


def clock_behind(archive: Archive) -> timedelta:
    """Return by how much this machine's clock is behind the last sign of life of a run, or zero."""
    last = max((run.updated_at for run in list_runs(archive)), default=None)
    return max(last - datetime.now(UTC), timedelta()) if last else timedelta()


def update_run(archive: Archive, run_id: int, stats: Mapping[str, Any]) -> None:
    """Note that the run lives, and how far it is."""
    _set(archive, run_id, stats=plain_json(stats))


def end_run(
    archive: Archive, run_id: int, *, exit_code: int, reason: str, stats: Mapping[str, Any]
) -> None:
    """Record how the run ended."""
    _set(
        archive,
        run_id,
        ended_at=datetime.now(UTC),
        exit_code=exit_code,
        reason=clean_text(reason)[:500],
        stats=plain_json(stats),
    )


def _set(archive: Archive, run_id: int, **values: Any) -> None:
    statement = update(table_of(Run)).where(Run.id == run_id)

    def set_them(connection: Connection) -> None:
        connection.execute(statement.values(updated_at=clock(connection), **values))

    archive.write(set_them)


def list_runs(
    archive: Archive,
    limit: int | None = 20,
    *,
    schedule_id: int | None = None,
    since: datetime | None = None,
) -> list[RunRecord]:
    """Return the last `limit` runs, newest first; None: all."""
    statement = select(table_of(Run)).order_by(Run.id.desc()).limit(limit)
    if schedule_id is not None:
        statement = statement.where(Run.schedule_id == schedule_id)
    if since is not None:
        statement = statement.where(Run.started_at >= since)
    with archive.reading() as connection:
        return [RunRecord(**row._mapping) for row in connection.execute(statement)]


def plain_json(value: Any) -> Any:
    """Return `value` as JSON keeps it: what it has no form for (a time, a path) becomes text."""
    if isinstance(value, Mapping):
        return {clean_text(str(name)): plain_json(part) for name, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain_json(part) for part in value]
    if isinstance(value, bool | int) or value is None:
        return value
    if isinstance(value, float):
        return value if value - value == 0 else str(value)  # JSON knows no infinity
    return clean_text(value.isoformat() if isinstance(value, datetime) else str(value))
