"""Posts in a list, a line each, by page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Unpack

from sqlalchemy import and_, select

from pipelines.archive.models import Post, Revision, Site
from pipelines.archive.opening import Archive
from pipelines.archive.query.choosing import ChoiceArguments, Cursor, PostChoice
from pipelines.archive.query.paging import page_of
from pipelines.archive.rows import moment_of
from pipelines.items import Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class PostLine:
    """One post in a list: what fits a line."""

    post_id: int
    revision: int
    url: str
    site: str
    title: str
    published: Moment | None
    language: str
    word_count: int
    #: UTC, as all times here.
    listed_at: datetime
    first_seen_at: datetime
    last_seen_at: datetime

    @property
    def cursor(self) -> Cursor:
        """Return where the next page begins when this is the last line of one."""
        return Cursor(listed_at=self.listed_at, post_id=self.post_id)


def list_posts(
    archive: Archive,
    *,
    limit: int = 50,
    after: Cursor | None = None,
    **choice: Unpack[ChoiceArguments],
) -> list[PostLine]:
    """Return at most `limit` posts, newest first, beginning after the cursor `after`.

    A page costs the same wherever it begins; the `choice` is that of `iter_records`.
    """
    columns = (
        Post.id.label("post_id"),
        Post.listed_at,
        Post.first_seen_at,
        Post.last_seen_at,
        Post.url,
        Site.home_url,
        Revision.seq,
        Revision.title,
        Revision.language,
        Revision.word_count,
        Revision.published_at,
        Revision.published_offset_min,
        Revision.published_offset_stated,
        Revision.published_precision,
        Revision.published_raw,
    )
    statement = (
        select(*columns)
        .join(Site, Site.id == Post.site_id)
        .join(Revision, and_(Revision.post_id == Post.id, Revision.seq == Post.current_seq))
    )
    with archive.reading() as connection:
        rows = page_of(connection, statement, PostChoice(**choice), after=after, limit=limit)
    return [
        PostLine(
            post_id=row.post_id,
            revision=row.seq,
            url=row.url,
            site=row.home_url,
            title=row.title,
            published=moment_of("published", row._asdict()),
            language=row.language,
            word_count=row.word_count,
            listed_at=row.listed_at,
            first_seen_at=row.first_seen_at,
            last_seen_at=row.last_seen_at,
        )
        for row in rows
    ]
