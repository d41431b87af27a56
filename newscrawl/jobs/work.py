"""Does what is due: one schedule after another, each in a process of its own, each recorded."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from newscrawl.jobs.child import Child, End, Interrupt
from newscrawl.jobs.due import next_due
from pipelines.archive import Archive, runs, schedules
from pipelines.archive.processes import owner_here
from pipelines.archive.schedules import ScheduleRecord

Command = Callable[[ScheduleRecord], Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one schedule."""

    name: str
    url: str
    #: Of newscrawl.exits; a process that was killed counts as ERRORS.
    exit_code: int
    #: One sentence.
    reason: str
    run_id: int
    #: UTC.
    next_due_at: datetime


def do_due(
    archive: Archive,
    *,
    command: Command,
    interrupt: Interrupt,
    started: Callable[[ScheduleRecord], None],
    limit: int | None = None,
) -> Iterator[Outcome]:
    """Yield the outcome of each schedule that is due, as it ends.

    `command` gives the words of the process that crawls. Another process that does the
    same gets other schedules. Once `interrupt` has come, no further one is begun.
    """
    owner = owner_here()
    # Due when we began: what is due again while we are at work is for the next time.
    begun = archive.now()
    left = sys.maxsize if limit is None else limit
    # Picked one by one: what is picked and then not begun would have to wait for its claim to end.
    while left and not interrupt.came:
        picked = schedules.due(archive, owner=owner, due_at=begun, limit=1)
        if not picked:
            return
        # Another may have taken it over in this very moment.
        if schedules.mark_started(archive, picked[0].id, owner=owner):
            left -= 1
            started(picked[0])
            yield _do(archive, picked[0], command(picked[0]), interrupt)


def _do(
    archive: Archive, schedule: ScheduleRecord, words: Sequence[str], interrupt: Interrupt
) -> Outcome:
    child = Child(words, archive_url=archive.engine.url.render_as_string(hide_password=False))
    begun = datetime.now(UTC)
    with interrupt.passed_on_to(child):
        end = child.wait()
    run = _record_of(archive, schedule, begun, end)
    now = archive.now()
    next_due_at = next_due(
        due_at=schedule.next_due_at,
        every=timedelta(seconds=schedule.every_seconds),
        now=now,
        exit_code=end.exit_code,
    )
    schedules.mark_finished(
        archive, schedule.id, exit_code=end.exit_code, next_due_at=next_due_at, now=now
    )
    return Outcome(
        name=schedule.name,
        url=schedule.url,
        exit_code=end.exit_code,
        reason=run.reason,
        run_id=run.id,
        next_due_at=next_due_at,
    )


def _record_of(
    archive: Archive, schedule: ScheduleRecord, begun: datetime, end: End
) -> runs.RunRecord:
    """Return the record of the run that has ended, written here when the process could not."""
    run = _last_run(archive, schedule, begun)
    if run is None:  # it ended before it could begin: a lock, a bad argument
        run_id = runs.begin_run(
            archive,
            spider=schedule.spider,
            site=schedule.url,
            args={"url": schedule.url, **schedule.args},
            schedule_id=schedule.id,
        )
        runs.end_run(archive, run_id, exit_code=end.exit_code, reason=end.sentence, stats={})
    elif run.ended_at is None:  # it was killed
        runs.end_run(archive, run.id, exit_code=end.exit_code, reason=end.sentence, stats=run.stats)
    last = _last_run(archive, schedule, begun)
    assert last is not None
    return last


def _last_run(archive: Archive, schedule: ScheduleRecord, begun: datetime) -> runs.RunRecord | None:
    """Return the run made since `schedule` was picked; None when none was."""
    for run in runs.list_runs(archive, 1, schedule_id=schedule.id):
        if run.id > (schedule.last_run_id or 0):
            return run
    if schedules.find(archive, schedule.name) is not None:
        return None
    # It was removed meanwhile, and its run is nobody's now.
    for run in runs.list_runs(archive):
        if run.schedule_id is None and run.site == schedule.url and run.started_at >= begun:
            return run
    return None
