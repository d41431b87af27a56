"""Locks with a lease: one crawl a site at a time, and no lock that outlives its holder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from pipelines.archive.engine import clock
from pipelines.archive.errors import LockHeld
from pipelines.archive.models import RunLock, table_of
from pipelines.archive.opening import Archive
from pipelines.archive.processes import WRONG_CLOCK, is_alive, machine, started

#: A holder that has not renewed for this long is taken for dead.
LEASE_SECONDS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """A lock that we hold."""

    name: str
    owner: str
    #: UTC, by the clock of the database's server; renew before this.
    lease_until: datetime


def acquire(
    archive: Archive, name: str, owner: str, *, lease_seconds: float = LEASE_SECONDS
) -> Lock:
    """Return the lock `name`, held by `owner` for the time of the lease.

    `owner` says who it is, for people ("run 12"). A lock whose lease is over, or whose holder
    was a process of this machine that is no more, is taken over. Raises LockHeld otherwise.
    """
    key = _key(name)
    row: dict[str, Any] = {
        "name_hash": key,
        "name": name[:2000],
        "owner": owner[:200],
        "machine": machine(),
        "process": os.getpid(),
        "process_started": started(os.getpid()) or "",
    }

    def take(connection: Connection) -> Lock:
        held = connection.execute(
            select(table_of(RunLock)).where(RunLock.name_hash == key).with_for_update()
        ).one_or_none()
        # Another machine's clock may be minutes off; a lease is the same for both by the server's.
        now = clock(connection)
        if held is not None:
            # Whom nobody sees is believed as far as a lease goes; whom one sees, while it lives.
            is_here = held.machine == machine()
            is_believed = is_here or held.lease_until < now + WRONG_CLOCK
            if (
                now < held.lease_until
                and is_believed
                and is_alive(held.machine, held.process, held.process_started)
            ):
                raise LockHeld(
                    f"{name.removeprefix('//')} is being worked on by {held.owner} "
                    f"(process {held.process} on {held.machine}), since "
                    f"{held.acquired_at:%Y-%m-%d %H:%M:%S} UTC. Wait for it, or stop it; when it "
                    f"was killed elsewhere its lock ends {held.lease_until:%H:%M:%S} UTC."
                )
            connection.execute(delete(table_of(RunLock)).where(RunLock.name_hash == key))
        # Two who take it at once: the key lets one in, the other tries again and finds it held.
        until = now + timedelta(seconds=lease_seconds)
        connection.execute(
            insert(table_of(RunLock)), {**row, "acquired_at": now, "lease_until": until}
        )
        return Lock(name=name, owner=row["owner"], lease_until=until)

    return archive.write(take)


def renew(archive: Archive, name: str, owner: str, *, lease_seconds: float = LEASE_SECONDS) -> Lock:
    """Return the lock with a new lease; raises LockHeld when it was taken over meanwhile."""

    def extend(connection: Connection) -> datetime | None:
        until = clock(connection) + timedelta(seconds=lease_seconds)
        ours = update(table_of(RunLock)).where(*_ours(name, owner))
        return until if connection.execute(ours.values(lease_until=until)).rowcount else None

    if (until := archive.write(extend)) is None:
        raise LockHeld(
            f"The lock of {name} was lost: its lease ran out and another took it, or it was "
            "removed. Let this run end, and start it again."
        )
    return Lock(name=name, owner=owner, lease_until=until)


def release(archive: Archive, name: str, owner: str) -> None:
    """Give the lock back; nothing happens when it is no longer ours."""
    statement = delete(table_of(RunLock)).where(*_ours(name, owner))
    archive.write(lambda connection: connection.execute(statement).rowcount)


@contextmanager
def held(archive: Archive, name: str, owner: str) -> Iterator[Callable[[], object]]:
    """Hold the lock, and give what renews it: LockHeld when it is ours no longer."""
    acquire(archive, name, owner)
    try:
        yield lambda: renew(archive, name, owner)
    finally:
        release(archive, name, owner)


def _ours(name: str, owner: str) -> tuple[ColumnElement[bool], ...]:
    return (
        RunLock.name_hash == _key(name),
        RunLock.owner == owner[:200],
        RunLock.machine == machine(),
        RunLock.process == os.getpid(),
    )


def _key(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
