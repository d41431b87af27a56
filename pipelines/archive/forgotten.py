"""What stays away: addresses that were forgotten, by their hashes, until they are let back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, func, select

from pipelines.archive.engine import upsert
from pipelines.archive.forget_target import Target
from pipelines.archive.keys import IN_LIST, chunks
from pipelines.archive.models import Forgotten, table_of
from pipelines.archive.opening import Archive
from pipelines.urls import url_hash


def remember(connection: Connection, target: Target, removed: dict[str, int]) -> None:
    """Note that the target is forgotten, with the counts of what went, and is to stay away."""
    now, site_hash = datetime.now(UTC), url_hash(target.home)
    own = url_hash(target.url)
    rows = [
        {
            "url_hash": key,
            "site_hash": site_hash,
            "kind": ("site" if target.whole_site else "post") if key == own else "address",
            "forgotten_at": now,
            "removed": removed if key == own else {},
        }
        # A blog is kept away as a whole; its addresses need not be remembered.
        for key in sorted({own} if target.whole_site else {own, *target.hashes})
    ]
    upsert(
        connection,
        table_of(Forgotten),
        rows,
        key=("url_hash",),
        update=("site_hash", "kind", "forgotten_at", "removed"),
    )


def forgotten_hashes(connection: Connection, hashes: Collection[str]) -> set[str]:
    """Return those of these hashes of addresses that were forgotten."""
    found: set[str] = set()
    for part in chunks(sorted(set(hashes)), IN_LIST):
        statement = select(Forgotten.url_hash).where(Forgotten.url_hash.in_(part))
        found.update(connection.execute(statement).scalars())
    return found


def forgotten_at(archive: Archive, *urls: str) -> datetime | None:
    """Return when one of these addresses was forgotten; None when none was."""
    hashes = sorted({url_hash(url) for url in urls})
    statement = select(func.max(Forgotten.forgotten_at)).where(Forgotten.url_hash.in_(hashes))
    return archive.read(lambda connection: connection.execute(statement).scalar_one())


def allow_again(archive: Archive, url: str) -> int:
    """Let a forgotten address, or blog, come back; return how many addresses may."""
    key = url_hash(url)

    def allow(connection: Connection) -> int:
        row = connection.execute(
            select(Forgotten.forgotten_at, Forgotten.kind, Forgotten.site_hash).where(
                Forgotten.url_hash == key
            )
        ).first()
        if row is None:
            return 0
        # What was forgotten with it comes back with it.
        with_it = Forgotten.site_hash == row.site_hash
        if row.kind != "site":
            with_it = with_it & (Forgotten.forgotten_at == row.forgotten_at)
        return int(connection.execute(delete(table_of(Forgotten)).where(with_it)).rowcount)

    return archive.write(allow)
