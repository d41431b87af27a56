"""Fetches: what was asked for and what came back, and the validators for asking again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from pipelines.archive.cleaning import clean_text, storable_instant
from pipelines.archive.inserting import insert_missing
from pipelines.archive.keys import Key, find_ids
from pipelines.archive.models import PageFetch, Post, PostAddress, Site, table_of
from pipelines.archive.opening import Archive
from pipelines.archive.rows import Row
from pipelines.urls import url_hash

#: Outcome of the fetch of a source that is not there.
MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRow:
    """One request to record. The fetch of a stored post is recorded by `write_posts` itself."""

    #: As asked for.
    url: str
    #: After redirects; empty: the same.
    final_url: str = ""
    #: 0 when no answer came.
    status: int = 0
    content_type: str = ""
    etag: str | None = None
    last_modified: str | None = None
    #: UTC; when the last byte arrived, or when it failed.
    fetched_at: datetime
    #: Size of the body after unpacking.
    body_bytes: int = 0
    #: `post`, `failed`; `missing`: a source that is not there.
    outcome: str = ""
    #: Why it failed, one line.
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What to ask with for a post that the archive has: was it changed since?"""

    etag: str | None
    #: As the server wrote it.
    last_modified: str | None
    canonical_url: str
    post_id: int
    #: UTC; when the post was last there.
    last_seen_at: datetime


def record_fetches(
    connection: Connection, run_id: int | None, site_id: int | None, rows: Sequence[FetchRow]
) -> int:
    """Record `rows` and return how many were new; the same fetch twice is one row."""
    by_key: dict[Key, Row] = {}
    for row in rows:
        values = {**_values(row, run_id), "site_id": site_id}
        by_key[values["fetched_at"], values["url_hash"]] = values
    table = table_of(PageFetch)
    known = find_ids(connection, table, ("fetched_at", "url_hash"), by_key.keys())
    fresh = [by_key[key] for key in sorted(by_key) if key not in known]
    insert_missing(connection, table, fresh)
    return len(fresh)


def missing_since(archive: Archive, url: str, since: datetime) -> int | None:
    """Return the status by which a source said since then (UTC) that it is not there, or None."""
    statement = (
        select(PageFetch.status)
        .where(
            PageFetch.url_hash == url_hash(url),
            PageFetch.fetched_at >= since,
            PageFetch.outcome == MISSING,
        )
        .limit(1)
    )
    return archive.read(lambda connection: connection.execute(statement).scalar())


def validators(
    archive: Archive, site: str, keys: Collection[str] | None = None
) -> dict[str, Validators]:
    """Return the validators of posts of `site`, by the hash of every address they were met under.

    Of the last fetch that brought the post whole. `site` is the home address, `keys` the hashes
    that are asked for (at most 400; by default all).
    """
    columns = (
        PostAddress.url_hash,
        PageFetch.etag,
        PageFetch.last_modified,
        Post.url,
        Post.id,
        Post.last_seen_at,
    )
    statement = (
        select(*columns)
        .join(Post, Post.id == PostAddress.post_id)
        .join(Site, Site.id == Post.site_id)
        .join(PageFetch, PageFetch.id == Post.last_fetch_id)
        .where(Site.url_hash == url_hash(site), Post.state == "live")
    )
    if keys is not None:
        statement = statement.where(PostAddress.url_hash.in_(sorted(keys)))
    rows = archive.read(lambda connection: connection.execute(statement).all())
    return {
        row.url_hash: Validators(
            etag=row.etag,
            last_modified=row.last_modified,
            canonical_url=row.url,
            post_id=row.id,
            last_seen_at=row.last_seen_at,
        )
        for row in rows
    }


def _instant(at: datetime) -> datetime:
    return (storable_instant(at) or datetime(1970, 1, 1, tzinfo=UTC)).astimezone(UTC)


def _values(row: FetchRow, run_id: int | None) -> Row:
    return {
        "run_id": run_id,
        "url_hash": url_hash(row.url),
        "url": clean_text(row.url)[:2000],
        "final_url": clean_text(row.final_url or row.url)[:2000],
        "status": row.status,
        "content_type": clean_text(row.content_type)[:200],
        "etag": clean_text(row.etag) if row.etag and len(row.etag) <= 500 else None,
        "last_modified": (
            clean_text(row.last_modified)
            if row.last_modified and len(row.last_modified) <= 100
            else None
        ),
        "fetched_at": _instant(row.fetched_at),
        "body_bytes": row.body_bytes,
        "server_date": None,
        "outcome": clean_text(row.outcome)[:50],
        "error": clean_text(row.error)[:500],
    }
