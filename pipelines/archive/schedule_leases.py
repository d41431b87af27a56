"""Which schedules wait, and who is at work on which: conditions on their rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, not_, or_, select

from pipelines.archive.models import Run, Schedule
from pipelines.archive.processes import WRONG_CLOCK, is_gone, is_seen, may_live

#: Who picked a schedule has this long to start it; then another may.
PICK_SECONDS = 600
#: A run without a sign of life for this long is taken for dead (runs.update_run gives them).
SILENT_SECONDS = 120


def unleased(at: datetime) -> ColumnElement[bool]:
    """Return that nobody has picked a schedule, or whoever did has not started it in time."""
    until = Schedule.lease_until
    return or_(until.is_(None), until <= at, until > at + WRONG_CLOCK)


def waits(at: datetime, due_at: datetime | None) -> ColumnElement[bool]:
    """Return that a schedule was due at `due_at`, else is at `at`, or last began in the future."""
    is_due = Schedule.next_due_at <= (due_at or at)
    return and_(Schedule.enabled, or_(is_due, Schedule.last_started_at > at + WRONG_CLOCK))


def free(at: datetime, left_behind: Mapping[int, str], dead: Sequence[int]) -> ColumnElement[bool]:
    """Return that nobody is at work on a schedule.

    `left_behind` are leases of `orphaned`, `dead` the runs of `dead_runs`.
    """
    run = select(Run.id).where(Run.schedule_id == Schedule.id, living(at, dead)).exists()
    return and_(or_(unleased(at), Schedule.id.in_(left_behind)), ~run)


def living(at: datetime, dead: Sequence[int]) -> ColumnElement[bool]:
    """Return that a run gives signs of life, and is none of the `dead` ones."""
    return and_(
        Run.ended_at.is_(None),
        Run.updated_at > at - timedelta(seconds=SILENT_SECONDS),
        Run.updated_at < at + WRONG_CLOCK,
        Run.id.not_in(dead),
    )


def orphaned(connection: Connection, at: datetime) -> dict[int, str]:
    """Return the owners, by schedule, who are known to be gone and left their lease behind."""
    leased = select(Schedule.id, Schedule.lease_owner).where(not_(unleased(at)))
    return {
        row.id: row.lease_owner for row in connection.execute(leased) if is_gone(row.lease_owner)
    }


def dead_runs(connection: Connection, at: datetime) -> Sequence[int]:
    """Return the runs of schedules that were killed on this machine, so far unnoticed.

    A container may bear this machine's name, and number its processes anew: its runs are told by
    who took their schedule.
    """
    alive = (
        select(Run.id, Run.machine, Run.process, Run.updated_at, Schedule.lease_owner)
        .join(Schedule, Schedule.id == Run.schedule_id)
        .where(living(at, ()))
    )
    return [
        row.id
        for row in connection.execute(alive)
        if is_seen(row.lease_owner) and not may_live(row.machine, row.process, at - row.updated_at)
    ]
