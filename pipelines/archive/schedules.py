"""Schedules: crawls that come again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    delete,
    func,
    insert,
    not_,
    or_,
    select,
    update,
)

from pipelines.archive.cleaning import clean_text
from pipelines.archive.engine import clock
from pipelines.archive.errors import ArchiveError, ScheduleExists
from pipelines.archive.models import Run, Schedule, table_of
from pipelines.archive.opening import Archive
from pipelines.archive.runs import plain_json
from pipelines.archive.schedule_leases import (
    PICK_SECONDS,
    SILENT_SECONDS,
    dead_runs,
    free,
    living,
    orphaned,
    unleased,
    waits,
)
from pipelines.urls import identity_url


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleRecord:
    """One schedule as `newscrawl schedule list` shows it."""

    id: int
    name: str
    spider: str
    #: Home address of the blog.
    url: str
    #: Further arguments of the spider.
    args: dict[str, Any]
    every_seconds: int
    enabled: bool
    #: UTC, as all times here.
    created_at: datetime
    next_due_at: datetime
    last_started_at: datetime | None
    last_ended_at: datetime | None
    last_exit_code: int | None
    last_run_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A schedule that is due and that another is at work on."""

    name: str
    #: Who is, for people.
    who: str
    #: When it is free, if no sign of life comes until then: UTC.
    until: datetime


def add(
    archive: Archive,
    *,
    name: str,
    url: str,
    every_seconds: int,
    spider: str = "blog",
    args: Mapping[str, Any] | None = None,
    next_due_at: datetime | None = None,
) -> ScheduleRecord:
    """Return the new schedule, due at once unless `next_due_at` says later.

    Raises ScheduleExists when the name is taken, or another schedule does the very same.
    """
    row = {
        "name": name,
        "spider": spider,
        "url": clean_text(url),
        "args": plain_json(args or {}),
        "every_seconds": every_seconds,
        "enabled": True,
        "lease_owner": "",
    }
    if not name.strip() or len(name) > 100 or clean_text(name) != name or len(url) > 2000:
        raise ArchiveError(
            f"A schedule's name has 1 to 100 plain characters, its address at most 2000: {name!r}."
        )

    def insert_one(connection: Connection) -> ScheduleRecord:
        if _named(connection, name):
            raise ScheduleExists(
                f"There is a schedule named {name!r} already. Take another name, or remove that "
                f"one first: newscrawl schedule remove {name}."
            )
        for other in _records(connection, _select().where(Schedule.spider == spider)):
            if identity_url(other.url) == identity_url(url) and other.args == row["args"]:
                does = "crawls" if other.enabled else "is there, and rests, to crawl"
                wake = (
                    "" if other.enabled else f" To wake it: newscrawl schedule enable {other.name}."
                )
                raise ScheduleExists(
                    f"{other.name!r} {does} {other.url} so already.{wake} To crawl it at other "
                    f"times, remove that one first: newscrawl schedule remove {other.name}."
                )
        now = clock(connection)
        times = {"created_at": now, "next_due_at": next_due_at or now}
        connection.execute(insert(table_of(Schedule)), {**row, **times})
        made = _named(connection, name)
        assert made is not None
        return made

    return archive.write(insert_one)


def list(archive: Archive) -> tuple[ScheduleRecord, ...]:
    """Return all schedules, by name."""
    with archive.reading() as connection:
        return _records(connection, _select().order_by(Schedule.name))


def find(archive: Archive, name: str) -> ScheduleRecord | None:
    """Return the schedule of this name; None when there is none."""
    with archive.reading() as connection:
        return _named(connection, name)


def remove(archive: Archive, name: str) -> bool:
    """Remove a schedule; its runs stay. Returns False when there is none of this name."""
    statement = delete(table_of(Schedule)).where(Schedule.name == name)
    return archive.write(lambda connection: connection.execute(statement).rowcount) > 0


def enable(archive: Archive, name: str, enabled: bool = True) -> bool:
    """Let a schedule be run, or not for now; returns False when there is none of this name."""
    statement = update(table_of(Schedule)).where(Schedule.name == name).values(enabled=enabled)
    return archive.write(lambda connection: connection.execute(statement).rowcount) > 0


def due(
    archive: Archive,
    *,
    owner: str,
    now: datetime | None = None,
    due_at: datetime | None = None,
    limit: int | None = None,
) -> tuple[ScheduleRecord, ...]:
    """Pick the schedules that are due, the longest due first, and hold them for `owner`.

    Those that were due at `due_at`, when that is given.

    Nobody else gets them for ten minutes, nor while their run gives signs of life; at once when
    `owner` (of `processes.owner_here`) or the run was a process of this machine that is no more.
    One whose last run began at a time that is yet to come is due: the clock was wrong, and has been
    set back.
    Call `mark_started` before each, since the ten minutes may be over by then. All this goes by the
    clock that all share who use the archive, unless `now` says what time it is.
    """

    def pick(connection: Connection) -> tuple[ScheduleRecord, ...]:
        table = table_of(Schedule)
        at = now or clock(connection)
        left_behind = orphaned(connection, at)
        statement = (
            _select()
            .where(waits(at, due_at), free(at, left_behind, dead_runs(connection, at)))
            .order_by(Schedule.next_due_at, Schedule.id)
            .limit(limit)
        )
        picked = []
        for record in _records(connection, statement):
            # Asked once more in the update itself: another process may pick at this moment.
            held = table.c.lease_owner == left_behind.get(record.id, "")
            taken = connection.execute(
                update(table)
                .where(table.c.id == record.id, or_(unleased(at), held))
                .values(lease_owner=owner[:200], lease_until=at + timedelta(seconds=PICK_SECONDS))
            )
            if taken.rowcount:
                picked.append(record)
        return tuple(picked)

    return archive.write(pick)


def held(archive: Archive, *, due_at: datetime | None = None) -> tuple[Held, ...]:
    """Return the schedules that are due, and that nobody gets since somebody is at work on them."""

    def ask(connection: Connection) -> tuple[Held, ...]:
        at = clock(connection)
        dead = dead_runs(connection, at)
        run = select(Run.machine, Run.process, Run.updated_at).where(living(at, dead))
        found = []
        for row in connection.execute(
            select(Schedule.id, Schedule.name, Schedule.lease_until)
            .where(waits(at, due_at), not_(free(at, orphaned(connection, at), dead)))
            .order_by(Schedule.next_due_at, Schedule.id)
        ).all():
            last = connection.execute(
                run.where(Run.schedule_id == row.id).order_by(Run.id.desc()).limit(1)
            ).one_or_none()
            ends = [] if row.lease_until is None else [row.lease_until]
            if last:
                ends.append(last.updated_at + timedelta(seconds=SILENT_SECONDS))
            who = f"process {last.process} on {last.machine}" if last else "another process"
            found.append(Held(name=row.name, who=who, until=max(ends)))
        return tuple(found)

    return archive.read(ask)


def mark_started(
    archive: Archive, schedule_id: int, *, owner: str, now: datetime | None = None
) -> bool:
    """Note that the crawl starts; False when the schedule is no longer held: leave it then."""
    statement = update(table_of(Schedule)).where(
        Schedule.id == schedule_id, Schedule.lease_owner == owner[:200]
    )

    def mark(connection: Connection) -> int:
        at = now or clock(connection)
        until = at + timedelta(seconds=SILENT_SECONDS)
        return connection.execute(statement.values(last_started_at=at, lease_until=until)).rowcount

    return archive.write(mark) > 0


def mark_finished(
    archive: Archive,
    schedule_id: int,
    *,
    exit_code: int,
    next_due_at: datetime,
    now: datetime,
) -> None:
    """Note how the crawl ended and when it comes again; the schedule is free."""
    statement = (
        update(table_of(Schedule))
        .where(Schedule.id == schedule_id)
        .values(
            last_ended_at=now,
            last_exit_code=exit_code,
            next_due_at=next_due_at,
            lease_until=None,
            lease_owner="",
        )
    )
    archive.write(lambda connection: connection.execute(statement).rowcount)


_COLUMNS = [field for field in ScheduleRecord.__dataclass_fields__ if field != "last_run_id"]


def _select() -> Select[*tuple[Any, ...]]:
    table = table_of(Schedule)
    last = select(func.max(Run.id)).where(Run.schedule_id == Schedule.id).scalar_subquery()
    return select(*(table.c[name] for name in _COLUMNS), last.label("last_run_id"))


def _records(
    connection: Connection, statement: Select[*tuple[Any, ...]]
) -> tuple[ScheduleRecord, ...]:
    return tuple(ScheduleRecord(**row._asdict()) for row in connection.execute(statement))


def _named(connection: Connection, name: str) -> ScheduleRecord | None:
    found = _records(connection, _select().where(Schedule.name == name))
    return found[0] if found else None
