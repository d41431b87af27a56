"""What is due is done in processes of its own, and recorded whatever becomes of them."""

from __future__ import annotations

import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from newscrawl import exits
from newscrawl.jobs.child import Child, Interrupt, crawl_command
from newscrawl.jobs.work import Command, Outcome, do_due
from pipelines.archive import Archive, open_archive, runs, schedules

PAST = datetime(2026, 1, 1, tzinfo=UTC)


def add(archive: Archive, name: str, **more: Any) -> None:
    said = {"url": f"https://{name}.example/", "every_seconds": 3600, "next_due_at": PAST}
    schedules.add(archive, name=name, **{**said, **more})


def program(code: str) -> Command:
    """Return a command that runs `code` in place of a crawl."""
    return lambda _schedule: [sys.executable, "-c", code]


def done(archive: Archive, command: Command, **more: Any) -> list[Outcome]:
    return list(
        do_due(
            archive, command=command, interrupt=Interrupt(), started=lambda schedule: None, **more
        )
    )


def test_what_is_due_is_done_and_is_then_ahead(archive: Archive) -> None:
    add(archive, "first")
    add(archive, "later", next_due_at=datetime.now(UTC) + timedelta(hours=1))
    (outcome,) = done(archive, program("pass"))
    assert (outcome.name, outcome.exit_code) == ("first", exits.DONE)
    assert outcome.next_due_at > datetime.now(UTC)
    assert done(archive, program("raise SystemExit('nothing is due')")) == []


def test_a_crash_of_one_does_not_lose_the_others(archive: Archive) -> None:
    add(archive, "crash", next_due_at=PAST - timedelta(hours=2))
    add(archive, "nothing", next_due_at=PAST - timedelta(hours=1))
    add(archive, "well")

    def command(schedule: schedules.ScheduleRecord) -> list[str]:
        code = {
            "crash": "import os; os.kill(os.getpid(), 9)",
            "nothing": "raise SystemExit(2)",
            "well": "pass",
        }[schedule.name]
        return [sys.executable, "-c", code]

    outcomes = done(archive, command)
    assert [(one.name, one.exit_code) for one in outcomes] == [
        ("crash", exits.ERRORS),
        ("nothing", exits.NOTHING),
        ("well", exits.DONE),
    ]
    recorded = {run.site: run for run in runs.list_runs(archive)}
    crash = recorded["https://crash.example/"]
    assert crash.exit_code == exits.ERRORS
    assert crash.reason == "the process was killed by SIGKILL"
    assert crash.ended_at is not None
    assert crash.args == {"url": "https://crash.example/"}
    assert {one.name: one.last_exit_code for one in schedules.list(archive)} == {
        "crash": exits.ERRORS,
        "nothing": exits.NOTHING,
        "well": exits.DONE,
    }


def test_a_run_that_was_killed_half_way_is_closed(archive: Archive) -> None:
    add(archive, "half")
    (schedule,) = schedules.list(archive)
    code = (
        "import os; from pipelines.archive import open_archive, runs\n"
        "a = open_archive(os.environ['NEWSCRAWL_DATABASE_URL'])\n"
        f"r = runs.begin_run(a, spider='blog', site='half', args={{}}, schedule_id={schedule.id})\n"
        "runs.update_run(a, r, {'newscrawl/stored/new': 3})\n"
        "os.kill(os.getpid(), 9)"
    )
    (outcome,) = done(archive, program(code))
    (run,) = runs.list_runs(archive)
    assert outcome.run_id == run.id
    assert (run.exit_code, run.reason) == (exits.ERRORS, "the process was killed by SIGKILL")
    assert run.ended_at is not None
    assert run.stats == {"newscrawl/stored/new": 3}


def test_a_schedule_that_is_removed_under_way_does_not_lose_the_others(archive: Archive) -> None:
    add(archive, "early", next_due_at=PAST - timedelta(hours=2))
    add(archive, "late", next_due_at=PAST - timedelta(hours=1))
    add(archive, "well")
    opened = "import os; from pipelines.archive import open_archive, runs, schedules\n"
    opened += "a = open_archive(os.environ['NEWSCRAWL_DATABASE_URL'])\n"

    def command(schedule: schedules.ScheduleRecord) -> list[str]:
        begin = (
            f"r = runs.begin_run(a, spider='blog', site={schedule.url!r}, args={{}}, "
            f"schedule_id={schedule.id})\n"
        )
        remove = f"schedules.remove(a, {schedule.name!r})\n"
        end = "runs.end_run(a, r, exit_code=0, reason='done', stats={})"
        code = {"early": remove, "late": begin + remove + end, "well": "pass"}[schedule.name]
        return [sys.executable, "-c", opened + code]

    outcomes = done(archive, command)
    assert [(one.name, one.exit_code) for one in outcomes] == [
        ("early", exits.DONE),
        ("late", exits.DONE),
        ("well", exits.DONE),
    ]
    assert len(runs.list_runs(archive)) == 3
    assert outcomes[1].reason == "done"


def test_a_limit_leaves_the_rest_for_the_next_time(archive: Archive) -> None:
    add(archive, "old", next_due_at=PAST - timedelta(days=1))
    add(archive, "new")
    assert [one.name for one in done(archive, program("pass"), limit=1)] == ["old"]
    assert [one.name for one in done(archive, program("pass"), limit=1)] == ["new"]


def test_two_at_once_share_the_work(archive: Archive) -> None:
    for number in range(4):
        add(archive, f"blog{number}")
    meanwhile: list[Outcome] = []

    def another_begins(schedule: schedules.ScheduleRecord) -> None:
        if not meanwhile:
            meanwhile.extend(done(archive, program("pass"), limit=2))

    ours = list(
        do_due(archive, command=program("pass"), interrupt=Interrupt(), started=another_begins)
    )
    assert len(ours) == len(meanwhile) == 2
    assert {one.name for one in [*ours, *meanwhile]} == {"blog0", "blog1", "blog2", "blog3"}


def test_what_is_due_again_at_once_is_left_for_the_next_time(archive: Archive) -> None:
    add(archive, "stopped")
    (first,) = done(archive, program("raise SystemExit(5)"))
    (second,) = done(archive, program("pass"))
    # The second left no record either, and the one of the first is not taken for it.
    assert second.run_id > first.run_id
    assert [run.exit_code for run in runs.list_runs(archive)] == [exits.DONE, exits.INTERRUPTED]


def test_an_interrupt_reaches_the_crawl_once_and_nothing_more_is_begun(archive: Archive) -> None:
    add(archive, "long", next_due_at=PAST - timedelta(hours=1))
    add(archive, "waiting")
    code = (
        "import os, signal, sys, time\n"
        "signal.signal(signal.SIGTERM, lambda *_: sys.exit(5))\n"
        "os.kill(os.getppid(), signal.SIGTERM)\n"
        "time.sleep(60)"
    )
    before = signal.getsignal(signal.SIGTERM)
    with Interrupt().watched() as interrupt:
        outcomes = list(
            do_due(
                archive,
                command=program(code),
                interrupt=interrupt,
                started=lambda schedule: None,
            )
        )
    assert [(one.name, one.exit_code) for one in outcomes] == [("long", exits.INTERRUPTED)]
    assert outcomes[0].next_due_at <= datetime.now(UTC)
    assert signal.getsignal(signal.SIGTERM) == before


@pytest.mark.parametrize(
    ("code", "exit_code", "says"),
    [
        (exits.LOCKED, exits.LOCKED, "another run holds the lock"),
        (exits.LOCKED + 1, exits.ERRORS, f"ended with {exits.LOCKED + 1} and no record"),
    ],
)
def test_an_exit_code_that_is_none_of_ours_is_an_error(
    code: int, exit_code: int, says: str
) -> None:
    end = Child([sys.executable, "-c", f"raise SystemExit({code})"], archive_url="").wait()
    assert end.exit_code == exit_code
    assert says in end.sentence


def test_a_hangup_ends_the_crawl_in_order_and_what_is_ignored_does_not() -> None:
    code = (
        "import os, signal, sys, time\n"
        "signal.signal(signal.SIGTERM, lambda *_: sys.exit(5))\n"
        "os.kill(os.getppid(), signal.SIGHUP)\n"
        "time.sleep(60)"
    )
    with Interrupt().watched() as interrupt:
        child = Child([sys.executable, "-c", code], archive_url="")
        with interrupt.passed_on_to(child):
            assert child.wait().exit_code == exits.INTERRUPTED
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as under nohup
    try:
        with Interrupt().watched() as interrupt:
            signal.raise_signal(signal.SIGHUP)
        assert not interrupt.came
    finally:
        signal.signal(signal.SIGHUP, before)


def test_the_words_of_a_crawl_are_what_a_person_could_type(archive: Archive) -> None:
    args = {"limit": "5", "DOWNLOAD_DELAY": "2"}
    add(archive, "kim", args=args, spider="feed", url="https://kim.example/feed.xml")
    (schedule,) = schedules.list(archive)
    assert crawl_command(schedule)[3:] == [
        *("crawl", "--spider", "feed", "-a", "limit=5", "-s", "DOWNLOAD_DELAY=2"),
        *("-s", f"NEWSCRAWL_SCHEDULE_ID={schedule.id}", "--", "https://kim.example/feed.xml"),
    ]


def test_the_address_of_the_database_is_not_among_the_words_of_a_process(
    archive: Archive, tmp_path: Path
) -> None:
    add(archive, "kim")
    told = tmp_path / "told"
    code = f"import os; open({str(told)!r}, 'w').write(os.environ['NEWSCRAWL_DATABASE_URL'])"
    done(archive, program(code))
    with open_archive(told.read_text()) as same:
        assert len(schedules.list(same)) == 1
    assert not any(told.read_text() in word for word in crawl_command(schedules.list(archive)[0]))
