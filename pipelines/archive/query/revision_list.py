"""The revisions of a post, a line each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from pipelines.archive.models import PostChange, Revision
from pipelines.archive.opening import Archive


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionLine:
    """One revision of a post, without its text."""

    revision: int
    #: UTC; when the page was fetched.
    seen_at: datetime
    title: str
    #: `new`, `changed`, or `reread` by newer readers.
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
        return [
            RevisionLine(
                revision=row.seq,
                seen_at=row.seen_at,
                title=row.title,
                kind=row.kind or "",
                fields=tuple((row.summary or {}).get("fields", ())),
                reader_version=row.reader_version,
                content_hash=row.content_hash,
            )
            for row in connection.execute(statement)
        ]
