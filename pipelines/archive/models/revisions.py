"""Tables of what a post said at one time, and who read it there."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pipelines.archive.engine import TABLE_OPTIONS, BigId, LongText
from pipelines.archive.lengths import HASH, LANGUAGE, RAW, TITLE, URL
from pipelines.archive.models.base import Base, key, of_revision, parent, place


class Revision(Base):
    """What a post said at one time. `seq` counts from 1 within the post."""

    __tablename__ = "revision"
    __table_args__ = (
        UniqueConstraint("post_id", "seq"),
        Index(None, "published_at"),
        TABLE_OPTIONS,
    )

    id: Mapped[int] = key()
    post_id: Mapped[int] = mapped_column(BigId, ForeignKey("post.id", ondelete="CASCADE"))
    seq: Mapped[int]
    fetch_id: Mapped[int] = parent("page_fetch.id")
    run_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("run.id", ondelete="SET NULL"), index=True
    )
    #: Of all that an author can edit (content.py).
    content_hash: Mapped[str] = mapped_column(String(HASH), index=True)
    #: The same by field, to say what changed.
    field_marks: Mapped[dict[str, Any]]
    #: When the page was fetched.
    seen_at: Mapped[datetime] = mapped_column(index=True)
    reader_version: Mapped[str] = mapped_column(String(50))
    #: As fetched, after redirects.
    url: Mapped[str] = mapped_column(String(URL))
    canonical_url: Mapped[str] = mapped_column(String(URL))
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(TITLE))
    excerpt: Mapped[str] = mapped_column(LongText)
    body_text: Mapped[str] = mapped_column(LongText)
    body_html: Mapped[str] = mapped_column(LongText)
    language: Mapped[str] = mapped_column(String(LANGUAGE))
    word_count: Mapped[int]
    published_at: Mapped[datetime | None]
    published_offset_min: Mapped[int | None]
    published_offset_stated: Mapped[bool | None]
    published_precision: Mapped[str | None] = mapped_column(String(10))
    published_raw: Mapped[str | None] = mapped_column(String(RAW))
    modified_at: Mapped[datetime | None]
    modified_offset_min: Mapped[int | None]
    modified_offset_stated: Mapped[bool | None]
    modified_precision: Mapped[str | None] = mapped_column(String(10))
    modified_raw: Mapped[str | None] = mapped_column(String(RAW))
    #: Names of the recognised platforms, the surest first.
    platforms: Mapped[list[Any]]
    #: What the indexes said of the page.
    entries: Mapped[list[Any]]
    #: `warnings`, `kind_reasons`, and `cut`: what did not fit and was shortened.
    quality: Mapped[dict[str, Any]]


class FieldEvidence(Base):
    """Which reader gave the value of a field, and what the others said."""

    __tablename__ = "field_evidence"
    __table_args__ = (TABLE_OPTIONS,)

    revision_id: Mapped[int] = of_revision()
    ord: Mapped[int] = place()
    field: Mapped[str] = mapped_column(String(50))
    value: Mapped[str] = mapped_column(Text)
    reader: Mapped[str] = mapped_column(String(100))
    confidence: Mapped[float]
    chosen: Mapped[bool]
