"""Tables of the bytes of images, and of what was forgotten."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from pipelines.archive.engine import TABLE_OPTIONS, BigId
from pipelines.archive.lengths import HASH, URL
from pipelines.archive.models.base import Base


class ImageCopy(Base):
    """What became of an image that was asked for, and which file holds its bytes."""

    __tablename__ = "image_copy"
    __table_args__ = (TABLE_OPTIONS,)

    image_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("image.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    #: `kept`, `gone` (404, 410), `no-image`, `too-large`, `robots`, `refused`, `failed`.
    status: Mapped[str] = mapped_column(String(20), index=True)
    #: More of it: `timeout`, the status, the kind of what came instead.
    reason: Mapped[str] = mapped_column(String(200), default="")
    #: Address that gave the bytes, or the last that was tried.
    url: Mapped[str] = mapped_column(String(URL))
    content_type: Mapped[str] = mapped_column(String(200), default="")
    #: SHA-256 of the bytes as they came, which names their file.
    digest: Mapped[str | None] = mapped_column(String(HASH), index=True)
    size_bytes: Mapped[int | None] = mapped_column(BigId)
    asked_at: Mapped[datetime]
    #: Crawls in which it was asked for.
    tries: Mapped[int]


class Forgotten(Base):
    """An address that was forgotten: only its hash is left, so that no crawl brings it back."""

    __tablename__ = "forgotten"
    __table_args__ = (TABLE_OPTIONS,)

    url_hash: Mapped[str] = mapped_column(String(HASH), primary_key=True)
    #: Of the home address of its blog.
    site_hash: Mapped[str] = mapped_column(String(HASH), index=True)
    #: `post`, `address` (another one of a post), or `site` for the home address of a blog.
    kind: Mapped[str] = mapped_column(String(20))
    forgotten_at: Mapped[datetime]
    #: How many rows went, by table, and how many records and files; empty for an `address`.
    removed: Mapped[dict[str, Any]]
