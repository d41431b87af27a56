"""Tables of posts: where each stands, its addresses, the edit feed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pipelines.archive.engine import CURSOR_TABLE_OPTIONS, TABLE_OPTIONS, BigId
from pipelines.archive.lengths import HASH, TITLE, URL
from pipelines.archive.models.base import Base, key, parent


class Post(Base):
    """One post and where it stands; what it says is in its revisions."""

    __tablename__ = "post"
    __table_args__ = (
        UniqueConstraint("site_id", "url_hash"),
        UniqueConstraint("site_id", "platform_post_id"),
        Index(None, "site_id", "listed_at", "id"),
        Index(None, "listed_at", "id"),
        Index(None, "state", "state_since"),
        # From what hangs on a revision (a link, a tag, an image) to blog and time of the post,
        # past the revision itself, whose rows are as long as their texts.
        Index("ix_post_current_revision", "current_revision_id", "site_id", "listed_at"),
        TABLE_OPTIONS,
    )

    id: Mapped[int] = key()
    site_id: Mapped[int] = parent("site.id", index=False)
    url_hash: Mapped[str] = mapped_column(String(HASH), index=True)
    #: Canonical address, as last read.
    url: Mapped[str] = mapped_column(String(URL))
    platform_post_id: Mapped[str | None] = mapped_column(String(200))
    #: `seq` of the revision that stands; 0 only while the first one is being written.
    current_seq: Mapped[int]
    #: The id of that revision.
    current_revision_id: Mapped[int | None] = mapped_column(BigId)
    #: Its title: what a tool shows for the post, without the revision and all of its text.
    title: Mapped[str] = mapped_column(String(TITLE), server_default="")
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


class PostChange(Base):
    """The edit feed: `id` is the cursor of "what is new since"."""

    __tablename__ = "post_change"
    # What is rare among what is common: edits, posts that went.
    __table_args__ = (Index(None, "kind", "at"), CURSOR_TABLE_OPTIONS)

    id: Mapped[int] = key()
    post_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("post.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime] = mapped_column(index=True)
    #: `new`, `changed`, or `reread`: the same page, read by newer readers; `restyled`: changed as
    #: most posts of the blog were; of a post's whereabouts `moved`, `gone`, `protected`,
    #: `redirected`, `restored`.
    kind: Mapped[str] = mapped_column(String(20))
    from_revision_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("revision.id", ondelete="SET NULL"), index=True
    )
    to_revision_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("revision.id", ondelete="SET NULL"), index=True
    )
    #: `fields`: the names of what changed; or the proof of a state (states.py).
    summary: Mapped[dict[str, Any]]
