"""A lock has one holder, and never outlives it for long."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from pipelines.archive import LockHeld, hosts, locks, open_archive, runs, schedules
from pipelines.archive.models import RunLock, Schedule, table_of

SITE = "https://blog.example/"


def _pretend(archive, **values) -> None:
    with archive.writing() as connection:
        connection.execute(update(table_of(RunLock)).values(values))


def test_a_lock_has_one_holder(archive):
    locks.acquire(archive, SITE, "run 1")
    with pytest.raises(LockHeld, match=r"run 1 \(process \d+ on .+\), since "):
        locks.acquire(archive, SITE, "run 2")
    locks.acquire(archive, "https://other.example/", "run 2")
    locks.release(archive, SITE, "run 1")
    locks.acquire(archive, SITE, "run 2")


def test_only_the_holder_renews_and_releases(archive):
    locks.acquire(archive, SITE, "run 1")
    with pytest.raises(LockHeld, match="was lost"):
        locks.renew(archive, SITE, "run 2")
    locks.release(archive, SITE, "run 2")
    with pytest.raises(LockHeld):
        locks.acquire(archive, SITE, "run 3")
    before = datetime.now(UTC) + timedelta(seconds=locks.LEASE_SECONDS)
    assert locks.renew(archive, SITE, "run 1").lease_until >= before


def test_a_lock_whose_lease_is_over_is_taken_over_and_its_holder_learns_of_it(archive):
    locks.acquire(archive, SITE, "run 1", lease_seconds=-1)
    locks.acquire(archive, SITE, "run 2")
    with pytest.raises(LockHeld, match="was lost"):
        locks.renew(archive, SITE, "run 1")


def test_the_lock_of_a_killed_process_is_taken_over_at_once(database):
    command = (
        "import os, sys; from pipelines.archive import locks, open_archive;"
        f"locks.acquire(open_archive(sys.argv[1]), {SITE!r}, 'run 1'); os.kill(os.getpid(), 9)"
    )
    assert subprocess.run([sys.executable, "-c", command, database]).returncode == -9
    with open_archive(database) as archive:
        locks.acquire(archive, SITE, "run 2")


def test_a_process_number_used_again_is_another_process(archive):
    locks.acquire(archive, SITE, "run 1")
    _pretend(archive, process=1, process_started="another boot 1")
    locks.acquire(archive, SITE, "run 2")


def test_a_holder_on_another_machine_is_believed_until_its_lease_ends(archive):
    locks.acquire(archive, SITE, "run 1")
    _pretend(archive, machine="elsewhere", process=2**22 + 1)
    with pytest.raises(LockHeld, match="elsewhere"):
        locks.acquire(archive, SITE, "run 2")
    _pretend(archive, lease_until=datetime.now(UTC))
    locks.acquire(archive, SITE, "run 2")
    # The clock was wrong when it was held, and has been set back.
    _pretend(archive, machine="elsewhere", lease_until=datetime.now(UTC) + timedelta(days=365))
    locks.acquire(archive, SITE, "run 3")


#: Another machine, whose clock is off by so many seconds, tries to take the lock.
_ELSEWHERE = """
import datetime, socket, sys, time
off, real = float(sys.argv[2]), datetime.datetime
class Kind(type):
    def __instancecheck__(cls, value):
        return isinstance(value, real)
class Moved(real, metaclass=Kind):
    @classmethod
    def now(cls, zone=None):
        return real.fromtimestamp(time.time() + off, zone)
socket.gethostname = lambda: "elsewhere"
datetime.datetime = Moved
from pipelines.archive import LockHeld, hosts, locks, open_archive, schedules
datetime.datetime = real
with open_archive(sys.argv[1]) as archive:
    try:
        locks.acquire(archive, sys.argv[3], "run 2")
    except LockHeld:
        gap = hosts.take_gap(archive, "blog.example", 600)
        print("held", gap > 0, [one.name for one in schedules.due(archive, owner="run 2")])
"""


def _later(archive, schedule_id):
    """Let the lease of a schedule be over, so that only its run tells that it is under way."""
    ours = update(table_of(Schedule)).where(Schedule.id == schedule_id)
    with archive.writing() as connection:
        connection.execute(ours.values(lease_until=None))


@pytest.mark.parametrize("hours", [-26, 0.2])
@pytest.mark.parametrize("database", ["postgresql", "mariadb"], indirect=True)
def test_clocks_of_two_machines_that_differ_take_nothing_away(database, hours):
    with open_archive(database) as archive:
        for name in ("picked", "begun", "under way", "left"):
            schedules.add(archive, name=name, url=f"{SITE}{name}", every_seconds=3600)
        _, begun, under_way = schedules.due(archive, owner="run 1", limit=3)
        for one in (begun, under_way):
            assert schedules.mark_started(archive, one.id, owner="run 1")
        runs.begin_run(archive, spider="blog", site=SITE, args={}, schedule_id=under_way.id)
        _later(archive, under_way.id)
        locks.acquire(archive, SITE, "run 1")
        assert hosts.take_gap(archive, "blog.example", 600) == 0
        command = [sys.executable, "-c", _ELSEWHERE, database, str(hours * 3600), SITE]
        other = subprocess.run(command, capture_output=True, text=True)
        assert (other.stdout, other.stderr) == ("held True ['left']\n", "")
        locks.renew(archive, SITE, "run 1")


def test_a_holder_that_is_seen_to_live_keeps_its_lock_whatever_the_clock_says(archive):
    locks.acquire(archive, SITE, "run 1", lease_seconds=timedelta(days=365).total_seconds())
    with pytest.raises(LockHeld, match="run 1"):
        locks.acquire(archive, SITE, "run 2")
    locks.renew(archive, SITE, "run 1")


def test_of_many_at_once_one_gets_the_lock(archive):
    got, refused = [], []

    def take(n: int) -> None:
        try:
            got.append(locks.acquire(archive, SITE, f"run {n}"))
        except LockHeld as error:
            refused.append(error)

    threads = [threading.Thread(target=take, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(got), len(refused)) == (1, 5)
