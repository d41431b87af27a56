"""What sources named in a crawl, and what they said of themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from pipelines.archive.cleaning import clean_text, storable_instant
from pipelines.archive.engine import upsert
from pipelines.archive.keys import Key, chunks, ids_of
from pipelines.archive.models import Discovery, Source, table_of
from pipelines.archive.opening import Archive
from pipelines.archive.restyled import tell_restyled
from pipelines.archive.sites import site_id_of
from pipelines.archive.states import Answered, record_states
from pipelines.urls import url_hash

#: Rows a statement.
_ROWS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRead:
    """One source as a crawl found it."""

    url: str
    #: `api`, `feed`, `sitemap`, `listing`.
    kind: str
    #: How many posts there are, as it says itself.
    declared_total: int | None = None
    #: Empty, or why it could not be read.
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One source naming one address."""

    url: str
    source: str
    kind: str
    position: int = 0
    #: The change, or else the publication, that the source states.
    claimed_at: datetime | None = None


def record_ledger(
    archive: Archive,
    site: str,
    *,
    at: datetime,
    sources: Sequence[SourceRead],
    claims: Sequence[Claim] = (),
    found: Sequence[Answered] = (),
    run_id: int | None = None,
) -> None:
    """Record what the sources of `site` named at `at` (UTC), and what its addresses answered.

    Posts that are proved to be gone, protected or redirected change their state (states.py); what
    changed alike on most posts is told so (restyled.py).
    """

    def record(connection: Connection) -> int:
        site_id = site_id_of(connection, site, at)
        record_claims(connection, site_id, claims, at=at)
        ids = record_sources(connection, site_id, sources, at=at)
        for key in ids.values():
            connection.execute(
                update(Source)
                .where(Source.id == key)
                .values(entry_count=_count_claims(connection, key, at))
            )
        record_states(connection, site_id, found, at=at, run_id=run_id)
        return site_id

    tell_restyled(archive, archive.write(record), at=at)


def record_sources(
    connection: Connection, site_id: int, sources: Sequence[SourceRead], *, at: datetime
) -> dict[Key, int]:
    """Record what sources said of themselves in the crawl that began at `at`; their numbers."""
    ids = _source_ids(connection, site_id, sources, (), at)
    for read in sources:
        connection.execute(
            update(Source)
            .where(Source.id == ids[site_id, url_hash(read.url)])
            .values(
                kind=read.kind,
                last_read_at=at,
                last_seen_at=at,
                declared_total=read.declared_total,
                problem=clean_text(read.problem)[:500],
            )
        )
    return ids


def record_claims(
    connection: Connection, site_id: int, claimed: Sequence[Claim], *, at: datetime
) -> None:
    """Record which addresses sources name in the crawl that began at `at` (UTC)."""
    ids = _source_ids(connection, site_id, (), claimed, at)
    rows: dict[Key, dict[str, Any]] = {}
    for claim in claimed:
        key = (ids[site_id, url_hash(claim.source)], url_hash(claim.url))
        rows.setdefault(
            key,
            {
                "source_id": key[0],
                "url_hash": key[1],
                "site_id": site_id,
                "url": clean_text(claim.url)[:2000],
                "position": claim.position,
                "claimed_at": storable_instant(claim.claimed_at) if claim.claimed_at else None,
                "first_seen_at": at,
                "last_seen_at": at,
                "missed_at": None,
            },
        )
    for part in chunks([rows[key] for key in sorted(rows)], _ROWS):
        upsert(
            connection,
            table_of(Discovery),
            part,
            key=("source_id", "url_hash"),
            update=("position", "claimed_at", "last_seen_at", "missed_at"),
        )


def _source_ids(
    connection: Connection,
    site_id: int,
    sources: Sequence[SourceRead],
    claims: Sequence[Claim],
    at: datetime,
) -> dict[Key, int]:
    named = {url_hash(claim.source): (claim.source, claim.kind) for claim in claims}
    named |= {url_hash(read.url): (read.url, read.kind) for read in sources}
    rows: dict[Key, dict[str, Any]] = {
        (site_id, key): {
            "site_id": site_id,
            "url_hash": key,
            "url": clean_text(url)[:2000],
            "kind": kind,
            "first_seen_at": at,
            "last_seen_at": at,
        }
        for key, (url, kind) in named.items()
    }
    return ids_of(connection, table_of(Source), ("site_id", "url_hash"), rows)


def _count_claims(connection: Connection, source_id: int, at: datetime) -> int:
    here = (Discovery.source_id == source_id, Discovery.last_seen_at >= at)
    return int(connection.execute(select(func.count()).where(*here)).scalar_one())
