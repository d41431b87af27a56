"""The revisions of a post, a line each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from pipelines.archive.changes import kind_of
from pipelines.archive.models import PostChange, Revision
from pipelines.archive.opening import Archive


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionLine:
    """One revision of a post, without its text."""

    revision: int
    #: UTC; when the page was fetched.
    seen_at: datetime
    title: str
    #: The word of the edit feed: `new`, `edited`, `silent`, `reread` or `earlier`.
    kind: str
    #: Names of the fields that differ from the revision before.
    fields: tuple[str, ...]
    reader_version: str
    content_hash: str


def revisions(archive: Archive, post_id: int) -> list[RevisionLine]:
    """Return the revisions of a post, oldest first; the texts are `find_post(..., revision=)`."""
    statement = (
        select(
            Revision.seq,
            Revision.seen_at,
            Revision.title,
            Revision.reader_version,
            Revision.content_hash,
            PostChange.kind,
            PostChange.summary,
        )
        .join(PostChange, PostChange.to_revision_id == Revision.id, isouter=True)
        .where(Revision.post_id == post_id)
        .order_by(Revision.seq)
    )
    with archive.reading() as connection:
        return [_line(row) for row in connection.execute(statement)]


def _line(row: Row[tuple[Any, ...]]) -> RevisionLine:
    fields = tuple((row.summary or {}).get("fields", ()))
    return RevisionLine(
        revision=row.seq,
        seen_at=row.seen_at,
        title=row.title,
        kind=kind_of(row.kind, fields) if row.kind else "",
        fields=fields,
        reader_version=row.reader_version,
        content_hash=row.content_hash,
    )
