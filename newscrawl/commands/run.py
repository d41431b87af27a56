"""Do the scheduled work that is due, one blog after another, then exit.

Meant for cron, a systemd timer or a Kubernetes CronJob (docs/scheduling.md). When nothing is
due it ends at once with 0; so it does when others are at work on all that is, and says until when
these hold it. Each crawl is a process of its own and is recorded, whatever
becomes of it; `newscrawl runs` shows the records. Two of these at once share the work.

The exit code is that of the worst run. A line a run goes to standard output: name, exit code,
next time, what it came to; fields are parted by tabs unless it is a terminal.

Examples:
  newscrawl run --due
  newscrawl run --due --limit 5 --db postgresql://writer@db.example/archive
  newscrawl run --due --json
"""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING

from newscrawl import exits
from newscrawl.commands._archive import add_database, opened
from newscrawl.commands._arguments import count
from newscrawl.commands._output import add_json, cell_text, note, print_json, to_terminal
from newscrawl.errors import UsageError
from newscrawl.streams import going_on
from pipelines.harmless import one_line

if TYPE_CHECKING:
    from newscrawl.jobs.work import Outcome
    from pipelines.archive.schedules import ScheduleRecord


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take `--due` and how many."""
    parser.add_argument("--due", action="store_true", help="do what is due")
    parser.add_argument("--limit", type=count, metavar="N", help="at most so many, then exit")
    add_json(parser, "what was done as a JSON array")
    add_database(parser)


@going_on()
def run(arguments: argparse.Namespace) -> int:
    """Do what is due and return the worst exit code."""
    if not arguments.due:
        raise UsageError(
            "say what to run: `newscrawl run --due` does what is due, "
            "`newscrawl crawl URL` archives one blog now"
        )
    from newscrawl.jobs.child import Interrupt, crawl_command
    from newscrawl.jobs.due import worst
    from newscrawl.jobs.work import do_due
    from pipelines.archive import schedules

    outcomes: list[Outcome] = []
    with opened(arguments, read_only=False) as archive, Interrupt().watched() as interrupt:
        for outcome in do_due(
            archive,
            command=crawl_command,
            interrupt=interrupt,
            started=_say_started,
            limit=arguments.limit,
        ):
            outcomes.append(outcome)
            if not arguments.json:
                _print(outcome)
        held = schedules.held(archive)
    if arguments.json:
        print_json([asdict(outcome) for outcome in outcomes])
    elif not outcomes and not held:
        note("nothing is due; `newscrawl schedule list` shows what is when")
    for one in held:
        note(
            f"{one.name}: {one.who} is at work on it; when that was killed, "
            f"it is free at {cell_text(one.until)}"
        )
    if interrupt.came:
        return exits.INTERRUPTED
    return worst(outcome.exit_code for outcome in outcomes)


def _say_started(schedule: ScheduleRecord) -> None:
    note(f"{schedule.name}: {schedule.spider} {schedule.url}")


def _print(outcome: Outcome) -> None:
    at = cell_text(outcome.next_due_at)
    if to_terminal():
        print(one_line(f"{outcome.name}: {outcome.reason} ({outcome.exit_code}); next {at}"))
    else:
        fields = (outcome.name, str(outcome.exit_code), at, outcome.reason)
        print("\t".join(map(one_line, fields)), flush=True)
