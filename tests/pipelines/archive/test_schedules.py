"""A schedule comes when it is due, to one process at a time, and its runs are on record."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from pipelines.archive import ArchiveError, ScheduleExists, open_archive, runs, schedules
from pipelines.archive.models import Run, Schedule, table_of
from pipelines.archive.processes import owner_here

URL = "https://blog.example/"
HOUR = timedelta(hours=1)


def _add(archive, name="blog", **values):
    values = {"args": {"of": name}, **values}
    return schedules.add(archive, name=name, url=URL, every_seconds=3600, **values)


def test_a_schedule_comes_back_as_it_was_added(archive):
    due_at = datetime(2030, 1, 1, tzinfo=UTC)
    added = _add(archive, name="나의 블로그", args={"limit": 5, "태그": ["가"]}, next_due_at=due_at)
    assert schedules.list(archive) == (added,)
    assert schedules.find(archive, "나의 블로그") == added
    assert (added.url, added.every_seconds, added.spider, added.enabled) == (
        URL,
        3600,
        "blog",
        True,
    )
    assert added.args == {"limit": 5, "태그": ["가"]}
    assert added.next_due_at == due_at


def test_a_name_is_taken_once_and_free_again_after_removal(archive):
    _add(archive)
    with pytest.raises(ScheduleExists, match="schedule remove blog"):
        _add(archive)
    assert schedules.remove(archive, "blog")
    assert not schedules.remove(archive, "blog")
    _add(archive)


@pytest.mark.parametrize("name", ["", " ", "x" * 101, "a\x00b"])
def test_a_name_that_cannot_be_kept_is_refused(archive, name):
    with pytest.raises(ArchiveError, match="1 to 100"):
        _add(archive, name=name)


def test_what_is_due_is_picked_once_the_longest_due_first(archive):
    now = datetime.now(UTC)
    for name, hours in (("b", 1), ("a", 2), ("later", -1)):
        _add(archive, name=name, next_due_at=now - hours * HOUR)
    _add(archive, name="off")
    schedules.enable(archive, "off", False)
    assert [s.name for s in schedules.due(archive, owner="one", now=now)] == ["a", "b"]
    assert schedules.due(archive, owner="two", now=now) == ()


def test_a_finished_schedule_comes_again_when_it_is_due(archive):
    schedule = _add(archive)
    now = datetime.now(UTC)
    schedules.due(archive, owner="one", now=now)
    assert schedules.mark_started(archive, schedule.id, owner="one", now=now)
    run_id = runs.begin_run(
        archive, spider="blog", site=URL, args={"url": URL}, schedule_id=schedule.id
    )
    runs.end_run(archive, run_id, exit_code=0, reason="finished", stats={})
    schedules.mark_finished(archive, schedule.id, exit_code=0, next_due_at=now + HOUR, now=now)
    (after,) = schedules.list(archive)
    assert (after.last_started_at, after.last_ended_at, after.last_exit_code) == (now, now, 0)
    assert after.last_run_id == run_id
    assert schedules.due(archive, owner="one", now=now) == ()
    assert len(schedules.due(archive, owner="one", now=now + HOUR)) == 1


def test_a_picked_schedule_that_is_not_started_is_free_after_ten_minutes(archive):
    schedule = _add(archive)
    now = datetime.now(UTC)
    schedules.due(archive, owner="one", now=now)
    later = now + timedelta(minutes=10)
    assert len(schedules.due(archive, owner="two", now=later)) == 1
    assert not schedules.mark_started(archive, schedule.id, owner="one", now=later)
    assert schedules.mark_started(archive, schedule.id, owner="two", now=later)


def test_a_schedule_is_not_picked_while_its_run_gives_signs_of_life(archive):
    schedule = _add(archive)
    now = datetime.now(UTC)
    schedules.due(archive, owner="one", now=now)
    schedules.mark_started(archive, schedule.id, owner="one", now=now)
    run_id = runs.begin_run(archive, spider="blog", site=URL, args={}, schedule_id=schedule.id)
    later = now + timedelta(hours=5)
    with archive.writing() as connection:
        connection.execute(update(table_of(Run)).values(updated_at=later - timedelta(seconds=10)))
    assert schedules.due(archive, owner="two", now=later) == ()
    # Killed: no sign of life any more.
    assert len(schedules.due(archive, owner="two", now=later + timedelta(minutes=3))) == 1
    assert runs.list_runs(archive)[0].id == run_id


_KILLED = """
import os, sys
from pipelines.archive import open_archive, runs, schedules
from pipelines.archive.processes import owner_here
with open_archive(sys.argv[1]) as archive:
    owner = owner_here()
    for one in schedules.due(archive, owner=owner):
        if one.name != "picked":
            schedules.mark_started(archive, one.id, owner=owner)
        if one.name == "crawling":
            runs.begin_run(archive, spider="blog", site="", args={}, schedule_id=one.id)
    os.kill(os.getpid(), 9)
"""


def test_what_a_killed_process_of_this_machine_held_is_free_at_once(database):
    with open_archive(database) as archive:
        for name in ("picked", "begun", "crawling"):
            _add(archive, name=name)
        done = subprocess.run([sys.executable, "-c", _KILLED, database], capture_output=True)
        assert done.returncode == -9, done.stderr
        assert schedules.held(archive) == ()
        again = schedules.due(archive, owner="one")
        assert [one.name for one in again] == ["picked", "begun", "crawling"]
        assert schedules.due(archive, owner="two") == ()


def test_a_run_of_a_container_of_the_same_name_is_not_taken_for_killed(archive):
    for name, owner in (("here", owner_here()), ("beside", f"x.{'0' * 12}.1.y")):
        _add(archive, name=name)
        (one,) = schedules.due(archive, owner=owner)
        assert schedules.mark_started(archive, one.id, owner=owner)
        runs.begin_run(archive, spider="blog", site="", args={}, schedule_id=one.id)
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        pass
    with archive.writing() as connection:
        connection.execute(update(table_of(Run)).values(process=ended.pid))
        connection.execute(update(table_of(Schedule)).values(lease_until=None))
    assert [one.name for one in schedules.held(archive)] == ["beside"]


def test_what_others_are_at_work_on_is_named_with_until_when(archive):
    here = runs.begin_run(archive, spider="blog", site="", args={}, schedule_id=_add(archive).id)
    _add(archive, name="elsewhere")
    _add(archive, name="later", next_due_at=datetime.now(UTC) + HOUR)
    assert [one.name for one in schedules.due(archive, owner="one")] == ["elsewhere"]
    crawled, picked = schedules.held(archive)
    now = datetime.now(UTC)
    assert (crawled.name, picked.name) == ("blog", "elsewhere")
    assert str(os.getpid()) in crawled.who
    assert timedelta(minutes=1) < crawled.until - now <= timedelta(minutes=2)
    assert timedelta(minutes=9) < picked.until - now <= timedelta(minutes=10)
    runs.end_run(archive, here, exit_code=0, reason="done", stats={})
    assert [one.name for one in schedules.held(archive)] == ["elsewhere"]


def test_a_clock_that_is_set_back_a_year_holds_up_no_schedule(archive):
    now = datetime.now(UTC)
    wrong = now + timedelta(days=365)
    ended, killed, later = (_add(archive, name=name, args={"n": name}) for name in "abc")
    for one in (ended, killed):
        schedules.due(archive, owner="one", now=wrong)
        schedules.mark_started(archive, one.id, owner="one", now=wrong)
    schedules.mark_finished(
        archive, ended.id, exit_code=0, next_due_at=wrong + HOUR, now=wrong + HOUR
    )
    schedules.mark_finished(archive, later.id, exit_code=0, next_due_at=now + HOUR, now=now)
    runs.begin_run(archive, spider="blog", site=URL, args={}, schedule_id=killed.id)
    with archive.writing() as connection:
        connection.execute(update(table_of(Run)).values(updated_at=wrong))
    assert {s.name for s in schedules.due(archive, owner="two", now=now)} == {"a", "b"}


def test_the_same_crawl_is_scheduled_once(archive):
    _add(archive, name="blog", args={"limit": "5"})
    with pytest.raises(ScheduleExists, match=r"'blog' crawls .* schedule remove blog"):
        schedules.add(
            archive, name="b", url="http://Blog.example", every_seconds=60, args={"limit": "5"}
        )
    schedules.enable(archive, "blog", False)
    with pytest.raises(ScheduleExists, match=r"'blog' .* rests, .* schedule enable blog\."):
        _add(archive, name="again", args={"limit": "5"})
    _add(archive, name="whole")


def test_of_many_at_once_one_picks(archive):
    _add(archive)
    picked = []

    def pick(n: int) -> None:
        picked.extend(schedules.due(archive, owner=f"process {n}"))

    threads = [threading.Thread(target=pick, args=(n,)) for n in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(picked) == 1


def test_a_removed_schedule_leaves_its_runs(archive):
    schedule = _add(archive)
    runs.begin_run(archive, spider="blog", site=URL, args={}, schedule_id=schedule.id)
    schedules.remove(archive, "blog")
    assert [run.schedule_id for run in runs.list_runs(archive)] == [None]


def test_a_run_is_on_record_from_its_start_to_its_end(archive):
    first = runs.begin_run(archive, spider="blog", site=URL, args={"url": URL, "n": 1})
    second = runs.begin_run(archive, spider="feed", site=URL, args={})
    runs.update_run(archive, first, {"newscrawl/found": 3})
    newest, oldest = runs.list_runs(archive)
    assert (newest.id, oldest.id) == (second, first)
    assert (oldest.ended_at, oldest.exit_code, oldest.stats) == (None, None, {"newscrawl/found": 3})
    stats = {"a": 1, "when": datetime(2026, 1, 1, tzinfo=UTC), "x": float("inf"), "y": "\x00\ud800"}
    runs.end_run(archive, first, exit_code=2, reason="nothing\x00", stats=stats)
    ended = runs.list_runs(archive)[1]
    assert (ended.exit_code, ended.reason) == (2, "nothing")
    assert ended.stats == {"a": 1, "when": "2026-01-01T00:00:00+00:00", "x": "inf", "y": "\ufffd"}
    assert ended.started_at <= ended.ended_at <= ended.updated_at
    assert len(runs.list_runs(archive, 1)) == 1
    assert len(runs.list_runs(archive, None, since=oldest.started_at)) == 2
    assert not runs.list_runs(archive, None, since=datetime(2126, 1, 1, tzinfo=UTC))


def test_a_clock_behind_the_last_run_is_noticed(archive):
    run = runs.begin_run(archive, spider="blog", site="https://a.example/", args={})
    assert not runs.clock_behind(archive)
    later = datetime.now(UTC) + timedelta(days=2)
    archive.write(
        lambda connection: connection.execute(
            update(table_of(Run)).where(Run.id == run).values(updated_at=later)
        )
    )
    assert timedelta(days=1) < runs.clock_behind(archive) <= timedelta(days=2)
