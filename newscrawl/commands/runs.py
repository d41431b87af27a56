"""What was crawled when, and how it ended; the newest first.

A table on a terminal; otherwise a line a run, fields parted by tabs: number, started,
seconds, exit code, spider, site, new, changed, same, failed, what it came to. A run without an
exit code is under way, or was killed: it says when it last gave a sign of life.

Examples:
  newscrawl runs
  newscrawl runs --schedule kim --limit 5
  newscrawl runs --since 1d
  newscrawl runs --json
"""

from __future__ import annotations

import argparse
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from newscrawl import exits
from newscrawl.commands._archive import add_database, opened
from newscrawl.commands._arguments import count, instant
from newscrawl.commands._output import (
    add_json,
    cell_text,
    note,
    print_json_array,
    print_rows,
    to_terminal,
)
from newscrawl.errors import UsageError

if TYPE_CHECKING:
    from pipelines.archive import Archive
    from pipelines.archive.runs import RunRecord

#: A run that was silent for so long is dead (the archive thinks the same of its lock).
SILENT = timedelta(minutes=2)

_NUMBERS = ("number", "took", "exit", "new", "changed", "failed")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take how many, since when, and of which schedule."""
    parser.add_argument("--schedule", metavar="NAME", help="only the runs of this schedule")
    parser.add_argument(
        "--since", type=instant, metavar="DATE", help="begun since: 2026-01-31, or 1d: yesterday"
    )
    parser.add_argument(
        "--limit", type=count, metavar="N", help="(default: 20, and all with --since)"
    )
    add_json(parser, "a JSON array, one run a line, with all its figures")
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the runs."""
    from pipelines.archive import runs

    with opened(arguments) as archive:
        schedule_id = (
            None if (named := arguments.schedule) is None else _schedule_id(archive, named)
        )
        limit = arguments.limit or (None if arguments.since else 20)
        found = runs.list_runs(archive, limit, schedule_id=schedule_id, since=arguments.since)
        now = archive.now()
    if arguments.json:
        print_json_array(_record(run) for run in found)
    elif found:
        _print(found, now)
    else:
        chosen = arguments.schedule or arguments.since
        note(
            "no such run is recorded"
            if chosen
            else "no run is recorded yet; `newscrawl crawl URL` makes the first"
        )
    return exits.DONE


def _schedule_id(archive: Archive, name: str) -> int:
    from pipelines.archive import schedules

    if (schedule := schedules.find(archive, name)) is not None:
        return schedule.id
    raise UsageError(f"there is no schedule {name!r}; `newscrawl schedule list` shows them")


def stored(stats: dict[str, Any], outcome: str) -> int:
    """Return how many posts were stored as `new`, `changed` or `same`."""
    return int(stats.get(f"newscrawl/stored/{outcome}") or 0)


def failed(stats: dict[str, Any]) -> int:
    """Return how many requests failed, for whatever reason."""
    return exits.total(stats, "newscrawl/failed")


def _print(found: list[RunRecord], now: datetime) -> None:
    if to_terminal():
        print_rows(
            (
                "number",
                "started (UTC)",
                "took",
                "exit",
                "new",
                "changed",
                "failed",
                "site",
                "came to",
            ),
            [_short_row(run, now) for run in found],
            right=_NUMBERS,
            wide=("site", "came to"),
            spare=("took", "changed", "failed", "new"),
        )
    else:
        print_rows((), [_row(run, now) for run in found])


def _short_row(run: RunRecord, now: datetime) -> tuple[object, ...]:
    minutes, seconds = divmod(_seconds(run), 60)
    hours, minutes = divmod(minutes, 60)
    took = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    new, changed, _, failed_ = _figures(run)
    site = run.site.partition("://")[2].rstrip("/")
    end = (new, changed, failed_, site, _end(run, now))
    return (run.id, run.started_at, took, run.exit_code, *end)


def _row(run: RunRecord, now: datetime) -> tuple[object, ...]:
    end = (run.exit_code, run.spider, run.site, *_figures(run), _end(run, now))
    return (run.id, run.started_at, _seconds(run), *end)


def _figures(run: RunRecord) -> tuple[int, int, int, int]:
    """Return how many posts were new, changed and the same, and how many requests failed."""
    # What the server said was unchanged (304) was not read again, and is the same.
    same = stored(run.stats, "same") + int(run.stats.get("newscrawl/unchanged") or 0)
    return stored(run.stats, "new"), stored(run.stats, "changed"), same, failed(run.stats)


def _end(run: RunRecord, now: datetime) -> str:
    if run.reason or run.ended_at:
        return run.reason
    from pipelines.archive.processes import may_live

    # A crawl gives a sign of life every few seconds, an import with each batch of pages.
    silent = now - run.updated_at
    living = silent < SILENT and may_live(run.machine, run.process, silent)
    return "under way" if living else f"killed: no sign of life since {cell_text(run.updated_at)}"


def _seconds(run: RunRecord) -> int:
    return round(((run.ended_at or run.updated_at) - run.started_at).total_seconds())


def _record(run: RunRecord) -> dict[str, Any]:
    return {
        "id": run.id,
        "schedule_id": run.schedule_id,
        "spider": run.spider,
        "site": run.site,
        "arguments": run.args,
        "started": run.started_at,
        "ended": run.ended_at,
        "last_sign_of_life": run.updated_at,
        "exit_code": run.exit_code,
        "reason": run.reason,
        "machine": run.machine,
        "process": run.process,
        "stats": run.stats,
    }
