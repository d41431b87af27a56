"""Kept pages: where the bytes of an answer lie, and whether a crawl that broke off has them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from pipelines.archive.cleaning import clean_text
from pipelines.archive.models import KeptPage, Post, PostAddress, Run, table_of
from pipelines.archive.opening import Archive
from pipelines.urls import url_hash

#: Exit codes of a run that is to be gone on with: the database went away, or it was interrupted.
UNFINISHED = (4, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A record of a WARC file."""

    #: Name of the file within the folder of kept pages.
    warc: str
    #: Bytes.
    offset: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An answer whose bytes were kept."""

    #: SHA-256 of method, final address and body of the request.
    request_hash: str
    #: As asked for, before redirects.
    url: str
    kind: str
    #: UTC; the row in `page_fetch` has the same.
    fetched_at: datetime
    #: SHA-256 of the bytes.
    digest: str
    place: Place


def record_kept(archive: Archive, kept: Kept, *, run_id: int | None) -> None:
    """Record where the bytes of an answer lie."""
    values = {
        "run_id": run_id,
        "request_hash": kept.request_hash,
        "url_hash": url_hash(kept.url),
        "url": clean_text(kept.url)[:2000],
        "kind": kept.kind[:20],
        "fetched_at": kept.fetched_at,
        "digest": kept.digest,
        "warc": kept.place.warc,
        "warc_offset": kept.place.offset,
        "warc_length": kept.place.length,
    }

    def record(connection: Connection) -> None:
        connection.execute(insert(table_of(KeptPage)), values)

    archive.write(record)


def same_bytes(archive: Archive, request_hash: str, digest: str) -> Place | None:
    """Return where these bytes lie already, as an earlier answer to the same request."""
    statement = (
        select(KeptPage.warc, KeptPage.warc_offset, KeptPage.warc_length)
        .where(KeptPage.request_hash == request_hash, KeptPage.digest == digest)
        .limit(1)
    )
    row = archive.read(lambda connection: connection.execute(statement).first())
    return Place(warc=row[0], offset=row[1], length=row[2]) if row else None


def kept_since(archive: Archive, request_hash: str, since: datetime) -> Kept | None:
    """Return the newest answer to a request that was kept since then."""
    statement = (
        select(table_of(KeptPage))
        .where(KeptPage.request_hash == request_hash, KeptPage.fetched_at >= since)
        .order_by(KeptPage.fetched_at.desc())
        .limit(1)
    )
    if (row := archive.read(lambda connection: connection.execute(statement).first())) is None:
        return None
    return Kept(
        request_hash=row.request_hash,
        url=row.url,
        kind=row.kind,
        fetched_at=row.fetched_at,
        digest=row.digest,
        place=Place(warc=row.warc, offset=row.warc_offset, length=row.warc_length),
    )


def archived_since(archive: Archive, url: str, since: datetime) -> bool:
    """Return True when a post met under `url` was stored or seen since then."""
    statement = (
        select(Post.id)
        .join(PostAddress, PostAddress.post_id == Post.id)
        .where(PostAddress.url_hash == url_hash(url), Post.last_seen_at >= since)
        .limit(1)
    )
    return archive.read(lambda connection: connection.execute(statement).first()) is not None


def unfinished_since(archive: Archive, run_id: int) -> datetime | None:
    """Return when the crawl began that run `run_id` goes on with; None when it begins anew.

    A crawl is the runs of one spider and site up to one that ended by itself.
    """
    columns = (Run.spider, Run.site, Run.started_at, Run.ended_at, Run.exit_code)

    def look(connection: Connection) -> datetime | None:
        if (own := connection.execute(select(*columns).where(Run.id == run_id)).first()) is None:
            return None
        earlier = connection.execute(
            select(*columns)
            .where(Run.id < run_id, Run.site == own.site, Run.spider == own.spider)
            .order_by(Run.id.desc())
            .limit(1000)
        )
        began: datetime | None = None
        for run in earlier:
            if run.ended_at is not None and run.exit_code not in UNFINISHED:
                break
            began = run.started_at
        return began

    return archive.read(look)


def kept_ends(archive: Archive) -> dict[str, int]:
    """Return each WARC file that the archive speaks of, and where the last known record ends."""
    end = func.max(KeptPage.warc_offset + KeptPage.warc_length)
    with archive.reading() as connection:
        rows = connection.execute(select(KeptPage.warc, end).group_by(KeptPage.warc))
        return {row[0]: int(row[1]) for row in rows}


def each_kept(archive: Archive) -> Iterator[tuple[Place, str, int]]:
    """Yield place and digest of every kept answer, with their number in all."""
    columns = (KeptPage.warc, KeptPage.warc_offset, KeptPage.warc_length, KeptPage.digest)
    with archive.reading() as connection:
        whole = connection.execute(select(func.count()).select_from(KeptPage)).scalar_one()
        statement = select(*columns).order_by(KeptPage.id).execution_options(yield_per=500)
        for row in connection.execute(statement):
            yield Place(warc=row[0], offset=row[1], length=row[2]), row[3], int(whole)


def records_beyond(archive: Archive, warc: str, size: int) -> Iterator[Place]:
    """Yield the records of a file that end after `size` bytes."""
    columns = (KeptPage.warc, KeptPage.warc_offset, KeptPage.warc_length)
    statement = (
        select(*columns)
        .where(KeptPage.warc == warc, KeptPage.warc_offset + KeptPage.warc_length > size)
        .order_by(KeptPage.warc_offset)
        .execution_options(yield_per=500)
    )
    with archive.reading() as connection:
        for row in connection.execute(statement):
            yield Place(warc=row[0], offset=row[1], length=row[2])
