"""Tables of blogs, what names their posts, and what became of each address."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pipelines.archive.engine import TABLE_OPTIONS, BigId, LongBlob
from pipelines.archive.lengths import HASH, LANGUAGE, TITLE, URL
from pipelines.archive.models.base import Base, key, parent


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
    #: When the source, a listing read to its end, named it no longer for the first time.
    missed_at: Mapped[datetime | None]


class FoundAddress(Base):
    """The frontier: every address that a source named, and what is left to do about it."""

    __tablename__ = "found_address"
    __table_args__ = (
        Index(None, "site_id", "outcome"),
        Index(None, "site_id", "crawl_id", "state", "place"),
        Index(None, "site_id", "statement"),
        TABLE_OPTIONS,
    )

    site_id: Mapped[int] = mapped_column(BigId, ForeignKey("site.id"), primary_key=True)
    #: Of the address as its platform writes it.
    url_hash: Mapped[str] = mapped_column(String(HASH), primary_key=True)
    url: Mapped[str] = mapped_column(String(URL))
    #: `archived`, `no-post`, `withheld`, `gone`, `failed`, `robots`, `waiting`.
    outcome: Mapped[str] = mapped_column(String(20))
    #: More of it: `listing`, `404`, `timeout`, `protected`, ...
    reason: Mapped[str] = mapped_column(String(100))
    #: All that was said for the outcome, when more was said than one word.
    reasons: Mapped[list[Any] | None]
    first_seen_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    #: `new` (not judged yet), `due`, `again` (its kept page is to be read once more: a crawl was
    #: broken off), `leased`, `stored`, `closed` (read, nothing to store),
    #: `skipped` (not asked for), `failed` (due again in the next crawl), `parked`.
    state: Mapped[str] = mapped_column(String(10), server_default="closed")
    #: The lowest is asked for first: the newest post.
    place: Mapped[int] = mapped_column(BigId, server_default="0")
    #: Run with which the crawl began that named it last; of another crawl a row says what was.
    crawl_id: Mapped[int | None] = mapped_column(BigId)
    #: The run that works on it; its lease is that of its lock.
    leased_by: Mapped[int | None] = mapped_column(BigId)
    #: Crawls in a row in which it failed.
    failures: Mapped[int] = mapped_column(server_default="0")
    #: Kinds of the sources that named it, parted by a space.
    kinds: Mapped[str] = mapped_column(String(100), server_default="")
    #: Hash of title and minute, as the source that named it first stated them.
    statement: Mapped[str | None] = mapped_column(String(HASH))
    #: What the sources said of it, for its Page.
    entries: Mapped[list[Any] | None]
    #: Whole posts that feeds carried, packed; gone once the page was read.
    bodies: Mapped[bytes | None] = mapped_column(LongBlob)


class AddressAlias(Base):
    """Another address of one in `found_address`: a redirect, a phone copy, a feed's spelling."""

    __tablename__ = "address_alias"
    __table_args__ = (TABLE_OPTIONS,)

    site_id: Mapped[int] = mapped_column(BigId, ForeignKey("site.id"), primary_key=True)
    url_hash: Mapped[str] = mapped_column(String(HASH), primary_key=True)
    #: `url_hash` in `found_address`.
    target_hash: Mapped[str] = mapped_column(String(HASH))
    crawl_id: Mapped[int] = mapped_column(BigId)


class SiteTemplate(Base):
    """What was learned of one shape of a site's pages: where its fields stand, and how well."""

    __tablename__ = "site_template"
    __table_args__ = (TABLE_OPTIONS,)

    site_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("site.id", ondelete="CASCADE"), primary_key=True
    )
    shape_hash: Mapped[str] = mapped_column(String(HASH), primary_key=True)
    #: Counts up each time the shape is learned.
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: Where the body of such pages stands.
    shape: Mapped[str] = mapped_column(Text)
    #: `used`, `replaced` or `drifted`.
    state: Mapped[str] = mapped_column(String(20))
    #: Likeness, 0 to 1, of bodies on held-back pages to what they should be.
    score: Mapped[float]
    #: The same without the template.
    generic_score: Mapped[float]
    #: Pages it was learned from, and pages it was checked on.
    learned_from: Mapped[int]
    checked_on: Mapped[int]
    learned_at: Mapped[datetime]
    #: When it was replaced, or the site had drifted away.
    ended_at: Mapped[datetime | None]
    #: pipelines/readers/templates/profile.py writes it and reads it.
    profile: Mapped[dict[str, Any]]
