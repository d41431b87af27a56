"""The tables of the archive (docs/database.md shows them with queries).

Rows are built from items and turned back into items by rows.py; nothing here
leaves the archive. Names that SQL reserves are avoided, so that one query runs
on each database without quotes.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, cast

from sqlalchemy import JSON, ForeignKey, Index, MetaData, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from pipelines.archive.engine import CURSOR_TABLE_OPTIONS, TABLE_OPTIONS, BigId, Instant, LongText

#: SHA-256 in hex: of an address (`pipelines.urls.url_hash`) or of a content.
HASH = 64
#: The longest address kept; MariaDB indexes no text this long, hence the hashes.
URL = 2000
#: The longest name of a tag, category or author: 4 bytes a character fit an index of MariaDB.
NAME = 500
TITLE = 1000
LANGUAGE = 35
RAW = 200


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Instant,
        dict[str, Any]: JSON,
        list[Any]: JSON,
    }


def table_of(model: type[Base]) -> Table:
    """Return the Core table of a model."""
    return cast(Table, model.__table__)


def _key() -> Mapped[int]:
    return mapped_column(BigId, primary_key=True)


def _parent(column: str, *, nullable: bool = False, index: bool = True) -> Mapped[int]:
    return mapped_column(BigId, ForeignKey(column), nullable=nullable, index=index)


def _of_revision() -> Mapped[int]:
    return mapped_column(BigId, ForeignKey("revision.id", ondelete="CASCADE"), primary_key=True)


def _place() -> Mapped[int]:
    """Place among its kind within the revision, from 0."""
    return mapped_column(primary_key=True, autoincrement=False)


class Site(Base):
    """A blog, known by its home address."""

    __tablename__ = "site"
    __table_args__ = (TABLE_OPTIONS,)

    id: Mapped[int] = _key()
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

    id: Mapped[int] = _key()
    site_id: Mapped[int] = _parent("site.id", index=False)
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


class Schedule(Base):
    """A crawl that comes again."""

    __tablename__ = "schedule"
    __table_args__ = (Index(None, "enabled", "next_due_at"), TABLE_OPTIONS)

    id: Mapped[int] = _key()
    name: Mapped[str] = mapped_column(String(100), unique=True)
    spider: Mapped[str] = mapped_column(String(100))
    url: Mapped[str] = mapped_column(String(URL))
    args: Mapped[dict[str, Any]]
    every_seconds: Mapped[int]
    enabled: Mapped[bool]
    created_at: Mapped[datetime]
    next_due_at: Mapped[datetime]
    #: While a process runs it: until when that process may be silent.
    lease_until: Mapped[datetime | None]
    lease_owner: Mapped[str] = mapped_column(String(200), default="")
    last_started_at: Mapped[datetime | None]
    last_ended_at: Mapped[datetime | None]
    last_exit_code: Mapped[int | None]


class Run(Base):
    """One crawl, from its start to its exit code."""

    __tablename__ = "run"
    __table_args__ = (TABLE_OPTIONS,)

    id: Mapped[int] = _key()
    schedule_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("schedule.id", ondelete="SET NULL"), index=True
    )
    spider: Mapped[str] = mapped_column(String(100))
    site: Mapped[str] = mapped_column(String(URL))
    args: Mapped[dict[str, Any]]
    started_at: Mapped[datetime] = mapped_column(index=True)
    #: Last sign of life.
    updated_at: Mapped[datetime]
    #: None while it runs, and for ever when it was killed.
    ended_at: Mapped[datetime | None]
    exit_code: Mapped[int | None]
    reason: Mapped[str] = mapped_column(String(500), default="")
    stats: Mapped[dict[str, Any]]
    machine: Mapped[str] = mapped_column(String(255), default="")
    process: Mapped[int]


class RunLock(Base):
    """Who is at work on what: one row a lock, gone when released."""

    __tablename__ = "run_lock"
    __table_args__ = (TABLE_OPTIONS,)

    #: Hash of the name, which may be an address.
    name_hash: Mapped[str] = mapped_column(String(HASH), primary_key=True)
    name: Mapped[str] = mapped_column(String(URL))
    owner: Mapped[str] = mapped_column(String(200))
    machine: Mapped[str] = mapped_column(String(255))
    process: Mapped[int]
    #: Start of the process in the machine's own count: a number used again is another process.
    process_started: Mapped[str] = mapped_column(String(64))
    acquired_at: Mapped[datetime]
    lease_until: Mapped[datetime]


class PageFetch(Base):
    """One request and what came back."""

    __tablename__ = "page_fetch"
    __table_args__ = (UniqueConstraint("url_hash", "fetched_at"), TABLE_OPTIONS)

    id: Mapped[int] = _key()
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


class Post(Base):
    """One post and where it stands; what it says is in its revisions."""

    __tablename__ = "post"
    __table_args__ = (
        UniqueConstraint("site_id", "url_hash"),
        UniqueConstraint("site_id", "platform_post_id"),
        Index(None, "site_id", "listed_at", "id"),
        Index(None, "listed_at", "id"),
        Index(None, "state", "state_since"),
        TABLE_OPTIONS,
    )

    id: Mapped[int] = _key()
    site_id: Mapped[int] = _parent("site.id", index=False)
    url_hash: Mapped[str] = mapped_column(String(HASH), index=True)
    #: Canonical address, as last read.
    url: Mapped[str] = mapped_column(String(URL))
    platform_post_id: Mapped[str | None] = mapped_column(String(200))
    #: `seq` of the revision that stands; 0 only while the first one is being written.
    current_seq: Mapped[int]
    #: `live`, `gone`, `protected`, `redirected` (states.py).
    state: Mapped[str] = mapped_column(String(20))
    state_since: Mapped[datetime]
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    #: When it was published, or else first seen: the order of every list.
    listed_at: Mapped[datetime]
    #: The last fetch that brought it whole; holds the validators for the next.
    last_fetch_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("page_fetch.id", ondelete="SET NULL"), index=True
    )


class PostAddress(Base):
    """Every address under which a post was met, the canonical one among them."""

    __tablename__ = "post_address"
    __table_args__ = (TABLE_OPTIONS,)

    site_id: Mapped[int] = mapped_column(BigId, ForeignKey("site.id"), primary_key=True)
    url_hash: Mapped[str] = mapped_column(String(HASH), primary_key=True, index=True)
    post_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("post.id", ondelete="CASCADE"), index=True
    )
    url: Mapped[str] = mapped_column(String(URL))
    first_seen_at: Mapped[datetime]


class Revision(Base):
    """What a post said at one time. `seq` counts from 1 within the post."""

    __tablename__ = "revision"
    __table_args__ = (
        UniqueConstraint("post_id", "seq"),
        Index(None, "published_at"),
        TABLE_OPTIONS,
    )

    id: Mapped[int] = _key()
    post_id: Mapped[int] = mapped_column(BigId, ForeignKey("post.id", ondelete="CASCADE"))
    seq: Mapped[int]
    fetch_id: Mapped[int] = _parent("page_fetch.id")
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

    revision_id: Mapped[int] = _of_revision()
    ord: Mapped[int] = _place()
    field: Mapped[str] = mapped_column(String(50))
    value: Mapped[str] = mapped_column(Text)
    reader: Mapped[str] = mapped_column(String(100))
    confidence: Mapped[float]
    chosen: Mapped[bool]


class Person(Base):
    """An author's name on one site."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("site_id", "name"), TABLE_OPTIONS)

    id: Mapped[int] = _key()
    site_id: Mapped[int] = _parent("site.id", index=False)
    name: Mapped[str] = mapped_column(String(NAME))
    #: Case and width folded, to find one person under two spellings.
    norm_name: Mapped[str] = mapped_column(String(NAME), index=True)


class PostAuthor(Base):
    __tablename__ = "post_author"
    __table_args__ = (TABLE_OPTIONS,)

    revision_id: Mapped[int] = _of_revision()
    ord: Mapped[int] = _place()
    person_id: Mapped[int] = _parent("person.id")


class Term(Base):
    """A tag or category of one site."""

    __tablename__ = "term"
    __table_args__ = (UniqueConstraint("site_id", "kind", "name"), TABLE_OPTIONS)

    id: Mapped[int] = _key()
    site_id: Mapped[int] = _parent("site.id", index=False)
    #: `tag` or `category`.
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(NAME))
    #: Case and width folded.
    norm_name: Mapped[str] = mapped_column(String(NAME), index=True)


class PostTerm(Base):
    __tablename__ = "post_term"
    __table_args__ = (Index(None, "term_id", "revision_id"), TABLE_OPTIONS)

    revision_id: Mapped[int] = _of_revision()
    ord: Mapped[int] = _place()
    term_id: Mapped[int] = _parent("term.id", index=False)


class Image(Base):
    """An image by its stable address, shared by all posts that show it."""

    __tablename__ = "image"
    __table_args__ = (TABLE_OPTIONS,)

    id: Mapped[int] = _key()
    url_hash: Mapped[str] = mapped_column(String(HASH), unique=True)
    #: As first seen.
    url: Mapped[str] = mapped_column(String(URL))
    host: Mapped[str] = mapped_column(String(255), index=True)


class PostImage(Base):
    __tablename__ = "post_image"
    __table_args__ = (TABLE_OPTIONS,)

    revision_id: Mapped[int] = _of_revision()
    ord: Mapped[int] = _place()
    image_id: Mapped[int] = _parent("image.id")
    #: `lead` or `body`.
    role: Mapped[str] = mapped_column(String(20))
    #: Stable, as this post writes it.
    url: Mapped[str] = mapped_column(String(URL))
    observed_url: Mapped[str] = mapped_column(Text)
    alt: Mapped[str] = mapped_column(Text)
    caption: Mapped[str] = mapped_column(Text)
    #: CSS pixels as stated.
    width: Mapped[int | None]
    height: Mapped[int | None]


class PostLink(Base):
    """A link out of the body."""

    __tablename__ = "post_link"
    __table_args__ = (Index(None, "host", "revision_id"), TABLE_OPTIONS)

    revision_id: Mapped[int] = _of_revision()
    ord: Mapped[int] = _place()
    url_hash: Mapped[str] = mapped_column(String(HASH), index=True)
    url: Mapped[str] = mapped_column(String(URL))
    host: Mapped[str] = mapped_column(String(255))
    href: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    rel: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    #: True when it stays on the host of the blog.
    internal: Mapped[bool]


class PostEmbed(Base):
    __tablename__ = "post_embed"
    __table_args__ = (TABLE_OPTIONS,)

    revision_id: Mapped[int] = _of_revision()
    ord: Mapped[int] = _place()
    provider: Mapped[str] = mapped_column(String(255), index=True)
    url: Mapped[str] = mapped_column(Text)


class PostChange(Base):
    """The edit feed: `id` is the cursor of "what is new since"."""

    __tablename__ = "post_change"
    __table_args__ = (CURSOR_TABLE_OPTIONS,)

    id: Mapped[int] = _key()
    post_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("post.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime] = mapped_column(index=True)
    #: `new`, `changed`, or `reread`: the same page, read by newer readers; of a post's
    #: whereabouts `moved`, `gone`, `protected`, `redirected`, `restored`.
    kind: Mapped[str] = mapped_column(String(20))
    from_revision_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("revision.id", ondelete="SET NULL"), index=True
    )
    to_revision_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("revision.id", ondelete="SET NULL"), index=True
    )
    #: `fields`: the names of what changed; or the proof of a state (states.py).
    summary: Mapped[dict[str, Any]]


class KeptPage(Base):
    """Where the bytes of an answer lie: a record of a WARC file. The fetch has the same times."""

    __tablename__ = "kept_page"
    __table_args__ = (Index(None, "request_hash", "fetched_at"), TABLE_OPTIONS)

    id: Mapped[int] = _key()
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
