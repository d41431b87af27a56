"""Tables of blogs, what names their posts, and what became of each address."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pipelines.archive.engine import TABLE_OPTIONS, BigId
from pipelines.archive.models.base import HASH, LANGUAGE, TITLE, URL, Base, key, parent


class Site(Base):
    """A blog, known by its home address."""

    __tablename__ = "site"
    __table_args__ = (TABLE_OPTIONS,)

    id: Mapped[int] = key()
    url_hash: Mapped[str] = mapped_column(String(HASH), unique=True)
    home_url: Mapped[str] = mapped_column(String(URL))
    host: Mapped[str] = mapped_column(String(255), index=True)
    platform: Mapped[str] = mapped_column(String(50), default="")
    title: Mapped[str] = mapped_column(String(TITLE), default="")
    language: Mapped[str] = mapped_column(String(LANGUAGE), default="")
    created_at: Mapped[datetime]


class Source(Base):
    """An index that named posts of a site: a feed, a sitemap, a listing."""

    __tablename__ = "source"
    __table_args__ = (UniqueConstraint("site_id", "url_hash"), TABLE_OPTIONS)

    id: Mapped[int] = key()
    site_id: Mapped[int] = parent("site.id", index=False)
    url_hash: Mapped[str] = mapped_column(String(HASH))
    url: Mapped[str] = mapped_column(String(URL))
    kind: Mapped[str] = mapped_column(String(20))
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    #: When it was last read, or tried; None before the first crawl that keeps the ledger.
    last_read_at: Mapped[datetime | None]
    #: Addresses it named at that time.
    entry_count: Mapped[int | None]
    #: How many posts there are, as the source itself says.
    declared_total: Mapped[int | None]
    #: Empty, or why it could not be read.
    problem: Mapped[str | None] = mapped_column(String(500))


class Discovery(Base):
    """The ledger: which source named which address, and when."""

    __tablename__ = "discovery"
    __table_args__ = (Index(None, "site_id", "url_hash"), TABLE_OPTIONS)

    source_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("source.id", ondelete="CASCADE"), primary_key=True
    )
    url_hash: Mapped[str] = mapped_column(String(HASH), primary_key=True)
    site_id: Mapped[int] = mapped_column(BigId, ForeignKey("site.id"))
    #: As the source wrote it.
    url: Mapped[str] = mapped_column(String(URL))
    #: Place in the source, from 0.
    position: Mapped[int]
    #: The change the source claims (`lastmod`, `updated`), else the publication.
    claimed_at: Mapped[datetime | None]
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]


class FoundAddress(Base):
    """What became of an address that a source named."""

    __tablename__ = "found_address"
    __table_args__ = (Index(None, "site_id", "outcome"), TABLE_OPTIONS)

    site_id: Mapped[int] = mapped_column(BigId, ForeignKey("site.id"), primary_key=True)
    url_hash: Mapped[str] = mapped_column(String(HASH), primary_key=True)
    url: Mapped[str] = mapped_column(String(URL))
    #: `archived`, `no-post`, `withheld`, `gone`, `failed`, `robots`, `waiting`.
    outcome: Mapped[str] = mapped_column(String(20))
    #: More of it: `listing`, `404`, `timeout`, `protected`, ...
    reason: Mapped[str] = mapped_column(String(100))
    first_seen_at: Mapped[datetime]
    updated_at: Mapped[datetime]
