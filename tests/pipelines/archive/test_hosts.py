"""Runs of one archive share a host, and a robots.txt that was read holds for all of them."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from pipelines.archive.hosts import (
    ROBOTS_DAYS,
    Robots,
    Share,
    find_robots,
    keep_gap,
    keep_robots,
    leave_hosts,
    take_gap,
    take_shares,
)
from pipelines.archive.models import HostTurn, HostUse, table_of
from pipelines.archive.processes import is_gone, owner_here

HOST = "blog.example"
ROBOTS = "https://blog.example/robots.txt"


def _share(archive, owner: str, inside: int, at_once: int = 8) -> Share:
    return take_shares(archive, owner, {HOST: inside}, at_once=at_once)[HOST]


def test_a_run_alone_has_the_whole_host(archive):
    assert _share(archive, "one", 0) == Share(at_once=8, runs=1)
    assert _share(archive, "one", 8) == Share(at_once=8, runs=1)


def test_a_second_run_gets_its_part_as_the_first_lets_go(archive):
    _share(archive, "one", 8)
    assert _share(archive, "two", 0) == Share(at_once=0, runs=2)
    # The first learns of the second; five of its requests are still under way.
    assert _share(archive, "one", 5) == Share(at_once=4, runs=2)
    assert _share(archive, "two", 0).at_once == 3
    _share(archive, "one", 4)
    assert _share(archive, "two", 3).at_once == 4
    leave_hosts(archive, "one", [HOST])
    assert _share(archive, "two", 4) == Share(at_once=8, runs=1)


def test_a_run_that_was_killed_leaves_its_part_when_its_lease_ends(archive):
    _share(archive, "killed", 8)
    with archive.writing() as connection:
        past = datetime.now(UTC) - timedelta(seconds=1)
        connection.execute(update(table_of(HostUse)).values(lease_until=past))
    assert _share(archive, "two", 0) == Share(at_once=8, runs=1)


def test_a_run_whose_process_is_gone_leaves_its_part_at_once(archive):
    name = "from pipelines.archive.processes import owner_here; print(owner_here())"
    dead = subprocess.run([sys.executable, "-c", name], capture_output=True, text=True, check=True)
    _share(archive, dead.stdout.strip(), 8)
    # Our own process lives.
    alive = owner_here()
    assert _share(archive, alive, 4) == Share(at_once=8, runs=1)
    assert _share(archive, "two", 0) == Share(at_once=0, runs=2)


def test_a_process_elsewhere_or_of_a_later_number_is_told_from_one_that_is_gone():
    name, place, process, began = owner_here().split(".")
    assert len(owner_here()) <= 64
    assert not is_gone(f"{name}.{place}.{process}.{began}")
    assert is_gone(f"{name}.{place}.{process}.{began[::-1]}x")
    assert not is_gone(f"{name}.elsewhere.99999999.{began}")
    assert not is_gone("run 12")


def test_more_runs_than_requests_at_once_are_never_above_the_number(archive):
    parts = dict.fromkeys(("one", "two", "three"), 0)
    for _ in range(6):
        for name in parts:
            parts[name] = _share(archive, name, parts[name], at_once=2).at_once
            assert sum(parts.values()) <= 2
    assert sum(parts.values()) == 2


def test_hosts_are_dealt_one_by_one(archive):
    assert take_shares(archive, "one", {}, at_once=8) == {}
    take_shares(archive, "one", {"a.example": 0, "b.example": 0}, at_once=8)
    shares = take_shares(archive, "two", {"b.example": 0, "c.example": 0}, at_once=8)
    assert {host: share.runs for host, share in shares.items()} == {"b.example": 2, "c.example": 1}
    leave_hosts(archive, "one")
    assert _share(archive, "two", 0).runs == 1


def test_a_host_is_asked_by_one_run_at_a_time_and_then_not_for_its_gap(archive):
    assert take_gap(archive, HOST, 600) == 0
    assert 500 < take_gap(archive, HOST, 600) <= 600
    assert take_gap(archive, "other.example", 600) == 0
    with archive.writing() as connection:
        past = datetime.now(UTC) - timedelta(seconds=1)
        connection.execute(update(table_of(HostTurn)).values(next_at=past))
    assert take_gap(archive, HOST, 600) == 0
    # A clock was a day fast when it said when.
    with archive.writing() as connection:
        wrong = datetime.now(UTC) + timedelta(days=1)
        connection.execute(update(table_of(HostTurn)).values(next_at=wrong))
    assert take_gap(archive, HOST, 600) == 0


def test_a_host_that_is_being_asked_is_looked_at_again_after_a_gap(archive):
    assert take_gap(archive, HOST, 5, 30) == 0
    # Not after the thirty seconds: they are for those who are killed.
    assert take_gap(archive, HOST, 5, 30) == 5
    keep_gap(archive, HOST, 0.001)
    time.sleep(0.002)
    assert take_gap(archive, HOST, 5, 30) == 0
    keep_gap(archive, "never.example", 600)
    assert 500 < take_gap(archive, "never.example", 600) <= 600


def test_a_robots_txt_is_kept_until_it_is_too_old(archive):
    now = datetime.now(UTC)
    assert find_robots(archive, ROBOTS, since=now - timedelta(days=1)) is None
    first = Robots(status=200, body="User-agent: *\nDisallow: /비밀", fetched_at=now)
    keep_robots(archive, ROBOTS, first)
    assert find_robots(archive, ROBOTS, since=now - timedelta(days=1)) == first
    assert find_robots(archive, ROBOTS, since=now) is None
    later = Robots(status=404, body="", fetched_at=now + timedelta(minutes=1))
    keep_robots(archive, ROBOTS, later)
    assert find_robots(archive, ROBOTS, since=now) == later
    # By a clock that has been set back since.
    keep_robots(archive, ROBOTS, replace(later, fetched_at=now + timedelta(days=365)))
    assert find_robots(archive, ROBOTS, since=now) is None


def test_a_robots_txt_that_nobody_asked_for_in_a_month_is_forgotten(archive):
    now = datetime.now(UTC)
    old = now - timedelta(days=ROBOTS_DAYS + 1)
    keep_robots(archive, ROBOTS, Robots(status=200, body="x" * 500_000, fetched_at=old))
    keep_robots(
        archive, "https://b.example/robots.txt", Robots(status=200, body="", fetched_at=now)
    )
    assert find_robots(archive, ROBOTS, since=old - timedelta(days=1)) is None
