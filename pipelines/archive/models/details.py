"""Tables of what a revision holds: authors, terms, images, links, embeds."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from pipelines.archive.engine import TABLE_OPTIONS, BigId
from pipelines.archive.lengths import HASH, NAME, URL
from pipelines.archive.models.base import Base, key, of_revision, parent, place

#: SQLAlchemy takes several, and says that it takes one.
_NOT_MARIADB: Any = ("sqlite", "postgresql")


class Person(Base):
    """An author's name on one site."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("site_id", "name"), TABLE_OPTIONS)

    id: Mapped[int] = key()
    site_id: Mapped[int] = parent("site.id", index=False)
    name: Mapped[str] = mapped_column(String(NAME))
    #: Case and width folded, to find one person under two spellings.
    norm_name: Mapped[str] = mapped_column(String(NAME), index=True)


class PostAuthor(Base):
    __tablename__ = "post_author"
    __table_args__ = (TABLE_OPTIONS,)

    revision_id: Mapped[int] = of_revision()
    ord: Mapped[int] = place()
    person_id: Mapped[int] = parent("person.id")


class Term(Base):
    """A tag or category of one site."""

    __tablename__ = "term"
    __table_args__ = (UniqueConstraint("site_id", "kind", "name"), TABLE_OPTIONS)

    id: Mapped[int] = key()
    site_id: Mapped[int] = parent("site.id", index=False)
    #: `tag` or `category`.
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(NAME))
    #: Case and width folded.
    norm_name: Mapped[str] = mapped_column(String(NAME), index=True)
    #: Of `kind` and `norm_name` (rows.py): the same for a tag of this name on every site.
    name_key: Mapped[int | None] = mapped_column(BigId)


class PostTerm(Base):
    __tablename__ = "post_term"
    __table_args__ = (
        Index(None, "term_id", "revision_id"),
        # The newest posts with a tag that all sites have are found without sorting all of them.
        Index(None, "name_key", "tagged_at", "revision_id"),
        TABLE_OPTIONS,
    )

    revision_id: Mapped[int] = of_revision()
    ord: Mapped[int] = place()
    term_id: Mapped[int] = parent("term.id", index=False)
    #: As of the term.
    name_key: Mapped[int | None] = mapped_column(BigId)
    #: `listed_at` of the post as long as this revision stands.
    tagged_at: Mapped[datetime | None]


class Image(Base):
    """An image by its stable address, shared by all posts that show it."""

    __tablename__ = "image"
    __table_args__ = (TABLE_OPTIONS,)

    id: Mapped[int] = key()
    url_hash: Mapped[str] = mapped_column(String(HASH), unique=True)
    #: As first seen.
    url: Mapped[str] = mapped_column(String(URL))
    host: Mapped[str] = mapped_column(String(255), index=True)


class PostImage(Base):
    __tablename__ = "post_image"
    __table_args__ = (TABLE_OPTIONS,)

    revision_id: Mapped[int] = of_revision()
    ord: Mapped[int] = place()
    image_id: Mapped[int] = parent("image.id")
    #: `lead`, `body`, or `declared`: named by the page (og:image) and shown nowhere.
    role: Mapped[str] = mapped_column(String(20))
    #: Stable, as this post writes it.
    url: Mapped[str] = mapped_column(String(URL))
    observed_url: Mapped[str] = mapped_column(Text)
    #: The widest form of it that the page offers beside that one.
    widest_url: Mapped[str | None] = mapped_column(Text)
    alt: Mapped[str] = mapped_column(Text)
    caption: Mapped[str] = mapped_column(Text)
    #: CSS pixels as stated.
    width: Mapped[int | None]
    height: Mapped[int | None]


class PostLink(Base):
    """A link out of the body."""

    __tablename__ = "post_link"
    __table_args__ = (
        # Who links to a popular host first is found without sorting all who do.
        Index(None, "host", "internal", "linked_at", "revision_id"),
        # MariaDB has it in the next one, which is not of some rows there.
        Index("ix_post_link_url_hash", "url_hash").ddl_if(dialect=_NOT_MARIADB),
        # Few of many, but for MariaDB, which indexes all or nothing.
        Index(
            "ix_post_link_bare",
            "url_hash",
            "revision_id",
            sqlite_where=text("kind = 'bare'"),
            postgresql_where=text("kind = 'bare'"),
        ),
        # Without it PostgreSQL goes by all links of each post, and starts two helpers for it.
        Index(
            "ix_post_link_bare_revision", "revision_id", postgresql_where=text("kind = 'bare'")
        ).ddl_if(dialect="postgresql"),
        TABLE_OPTIONS,
    )

    revision_id: Mapped[int] = of_revision()
    ord: Mapped[int] = place()
    url_hash: Mapped[str] = mapped_column(String(HASH))
    url: Mapped[str] = mapped_column(String(URL))
    host: Mapped[str] = mapped_column(String(255))
    href: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    rel: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    #: True when it stays on the host of the blog.
    internal: Mapped[bool]
    #: `listed_at` of the post as long as this revision stands.
    linked_at: Mapped[datetime | None]


class PostEmbed(Base):
    __tablename__ = "post_embed"
    __table_args__ = (TABLE_OPTIONS,)

    revision_id: Mapped[int] = of_revision()
    ord: Mapped[int] = place()
    provider: Mapped[str] = mapped_column(String(255), index=True)
    url: Mapped[str] = mapped_column(Text)
