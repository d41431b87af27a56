"""Tables of requests: what came back, and where its bytes lie."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pipelines.archive.engine import TABLE_OPTIONS, BigId
from pipelines.archive.lengths import HASH, URL
from pipelines.archive.models.base import Base, key


class PageFetch(Base):
    """One request and what came back."""

    __tablename__ = "page_fetch"
    __table_args__ = (UniqueConstraint("url_hash", "fetched_at"), TABLE_OPTIONS)

    id: Mapped[int] = key()
    run_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("run.id", ondelete="SET NULL"), index=True
    )
    site_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("site.id"), index=True)
    url_hash: Mapped[str] = mapped_column(String(HASH))
    url: Mapped[str] = mapped_column(String(URL))
    final_url: Mapped[str] = mapped_column(String(URL))
    status: Mapped[int]
    content_type: Mapped[str] = mapped_column(String(200))
    etag: Mapped[str | None] = mapped_column(String(500))
    last_modified: Mapped[str | None] = mapped_column(String(100))
    fetched_at: Mapped[datetime] = mapped_column(index=True)
    body_bytes: Mapped[int] = mapped_column(BigId)
    server_date: Mapped[datetime | None]
    #: `post`, `unchanged`, `index`, `dropped`, `failed`, ...: what became of it.
    outcome: Mapped[str] = mapped_column(String(50), default="")
    #: Empty, or why it failed.
    error: Mapped[str] = mapped_column(String(500), default="")


class KeptPage(Base):
    """Where the bytes of an answer lie: a record of a WARC file. The fetch has the same times."""

    __tablename__ = "kept_page"
    __table_args__ = (Index(None, "request_hash", "fetched_at"), TABLE_OPTIONS)

    id: Mapped[int] = key()
    run_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("run.id", ondelete="SET NULL"), index=True
    )
    #: SHA-256 of method, final address and body of the request.
    request_hash: Mapped[str] = mapped_column(String(HASH))
    #: Of the address asked for: with `fetched_at` the key of the row in `page_fetch`.
    url_hash: Mapped[str] = mapped_column(String(HASH), index=True)
    url: Mapped[str] = mapped_column(String(URL))
    #: `post`, `listing`, `feed`, `sitemap`, `api`, `home`.
    kind: Mapped[str] = mapped_column(String(20))
    fetched_at: Mapped[datetime]
    #: SHA-256 of the bytes: equal answers to one request are kept once.
    digest: Mapped[str] = mapped_column(String(HASH), index=True)
    #: Name of the file within the folder of kept pages.
    warc: Mapped[str] = mapped_column(String(200))
    #: Place of the record in that file, bytes.
    warc_offset: Mapped[int] = mapped_column(BigId)
    warc_length: Mapped[int] = mapped_column(BigId)
