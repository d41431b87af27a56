"""Hosts: their robots.txt over runs, and how several runs share the requests to one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, or_, select, update

from pipelines.archive.cleaning import clean_text
from pipelines.archive.engine import clock, take_turn, upsert
from pipelines.archive.inserting import insert_missing
from pipelines.archive.models import HostTurn, HostUse, RobotsFile, table_of
from pipelines.archive.opening import Archive
from pipelines.archive.processes import WRONG_CLOCK, is_gone
from pipelines.urls import url_hash

#: A run that gives no sign of life for this long leaves its part to the others.
LEASE_SECONDS = 30
#: Days after which a robots.txt that nobody asked for is forgotten.
ROBOTS_DAYS = 30
#: When there are more runs than requests at once, parts go round after this time.
ROUND_SECONDS = 20

#: A host that may be asked next so long after the delay was told so by a clock that is wrong.
WRONG_CLOCK_SECONDS = 120

_USES = table_of(HostUse)
_TURNS = table_of(HostTurn)


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """A robots.txt as it was read."""

    status: int
    body: str
    #: UTC.
    fetched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one run may ask of a host."""

    at_once: int
    #: Runs that ask it, this one with them.
    runs: int


def find_robots(archive: Archive, url: str, *, since: datetime) -> Robots | None:
    """Return the robots.txt at `url` when it was read after `since` (UTC)."""
    with archive.reading() as connection:
        row = connection.execute(
            select(RobotsFile.status, RobotsFile.body, RobotsFile.fetched_at).where(
                RobotsFile.url_hash == url_hash(url),
                RobotsFile.fetched_at > since,
                RobotsFile.fetched_at < datetime.now(UTC) + WRONG_CLOCK,
            )
        ).first()
    return Robots(status=row.status, body=row.body, fetched_at=row.fetched_at) if row else None


def keep_robots(archive: Archive, url: str, robots: Robots) -> None:
    """Keep a robots.txt that was read; the one before is forgotten."""
    row = {
        "url_hash": url_hash(url),
        "url": clean_text(url)[:2000],
        "fetched_at": robots.fetched_at,
        "status": robots.status,
        "body": clean_text(robots.body),
    }

    def write(connection: Connection) -> None:
        table = table_of(RobotsFile)
        old = robots.fetched_at - timedelta(days=ROBOTS_DAYS)
        connection.execute(delete(table).where(table.c.fetched_at < old))
        upsert(
            connection,
            table,
            [row],
            key=("url_hash",),
            update=("url", "fetched_at", "status", "body"),
        )

    archive.write(write)


def take_shares(
    archive: Archive, owner: str, using: Mapping[str, int], *, at_once: int
) -> dict[str, Share]:
    """Return what `owner` may ask of each host, together with all others at most `at_once`.

    `using` tells how many of its requests may be under way. A part that shrinks is free for others
    once these are fewer; so there are never more than `at_once` in all. The part
    of an owner that `processes.owner_here` named is free as soon as its process is gone.
    """

    def deal(connection: Connection) -> dict[str, Share]:
        # Two who deal at once would both find everything free.
        take_turn(connection)
        return {one: _deal(connection, owner, one, using[one], at_once) for one in sorted(using)}

    return archive.write(deal) if using else {}


def take_gap(
    archive: Archive, host: str, gap_seconds: float, hold_seconds: float | None = None
) -> float:
    """Return 0 when `host` may be asked now; then nobody else may for `hold_seconds`, or the gap.

    Else the seconds after which to look again: another run asks it, or has just done so.
    """
    hold = gap_seconds if hold_seconds is None else hold_seconds

    def take(connection: Connection) -> float:
        now = clock(connection)
        insert_missing(connection, _TURNS, [{"host": host[:300], "next_at": now}])
        here = _TURNS.c.host == host[:300]
        # Held until the end, so that of two who look at once one waits for the other.
        look = select(_TURNS.c.next_at).where(here).with_for_update()
        wait = (connection.execute(look).scalar_one() - now).total_seconds()
        if 0 < wait <= hold + WRONG_CLOCK_SECONDS:
            # Who holds it mostly lets go of it sooner.
            return float(min(wait, gap_seconds))
        next_at = now + timedelta(seconds=hold)
        connection.execute(update(_TURNS).where(here).values(next_at=next_at))
        return 0.0

    return archive.write(take)


def keep_gap(archive: Archive, host: str, gap_seconds: float) -> None:
    """Let nobody ask `host` for `gap_seconds` from now: it has just been asked."""

    def keep(connection: Connection) -> None:
        row = {"host": host[:300], "next_at": clock(connection) + timedelta(seconds=gap_seconds)}
        upsert(connection, _TURNS, [row], key=("host",), update=("next_at",))

    archive.write(keep)


def leave_hosts(archive: Archive, owner: str, hosts: Iterable[str] | None = None) -> None:
    """Give back the parts of `owner` in these hosts, or in all."""
    mine = delete(_USES).where(_USES.c.owner == owner)
    if hosts is not None:
        mine = mine.where(_USES.c.host.in_(sorted(hosts)))

    def leave(connection: Connection) -> None:
        old = clock(connection) - timedelta(seconds=WRONG_CLOCK_SECONDS)
        connection.execute(mine)
        connection.execute(delete(_TURNS).where(_TURNS.c.next_at < old))

    archive.write(leave)


def _deal(connection: Connection, owner: str, host: str, inside: int, at_once: int) -> Share:
    now = clock(connection)
    lease_until = now + timedelta(seconds=LEASE_SECONDS)
    here = _USES.c.host == host
    until = _USES.c.lease_until
    over = or_(until < now, until > lease_until + WRONG_CLOCK)
    connection.execute(delete(_USES).where(here, over))
    held_by = connection.execute(select(_USES.c.owner).where(here)).scalars()
    if gone := [name for name in held_by if is_gone(name)]:
        # Killed a moment ago: the crawl that goes on in its place need not wait for the lease.
        connection.execute(delete(_USES).where(here, _USES.c.owner.in_(gone)))
    mine = {"host": host, "owner": owner, "taken": 0, "joined_at": now, "lease_until": lease_until}
    insert_missing(connection, _USES, [mine])
    rows = connection.execute(
        select(_USES.c.owner, _USES.c.taken).where(here).order_by(_USES.c.joined_at, _USES.c.owner)
    ).all()
    owners = [row.owner for row in rows]
    runs = len(owners)
    turn = int(now.timestamp()) // ROUND_SECONDS
    rank = (owners.index(owner) + turn) % runs
    fair = at_once // runs + (rank < at_once % runs)
    free = at_once - sum(row.taken for row in rows if row.owner != owner)
    part = max(0, min(fair, free))
    connection.execute(
        update(_USES)
        .where(here, _USES.c.owner == owner)
        .values(taken=max(part, inside), lease_until=lease_until)
    )
    return Share(at_once=part, runs=runs)
