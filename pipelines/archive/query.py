"""Questions to the archive: records in a stream, lists by page, one post whole, figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, or_, select

from pipelines.archive.batch import table_of
from pipelines.archive.models import (
    FieldEvidence,
    PageFetch,
    Person,
    Post,
    PostAuthor,
    PostEmbed,
    PostImage,
    PostLink,
    PostTerm,
    Revision,
    Site,
    Term,
)
from pipelines.archive.opening import Archive
from pipelines.archive.rows import fetch_item, post_item
from pipelines.items import StoredPost
from pipelines.record import post_record
from pipelines.urls import url_hash

#: Posts read at a time: a stream holds no transaction open between pages.
PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """Where a page of a list ended; hand it back for the next page."""

    listed_at: datetime
    post_id: int


def iter_records(
    archive: Archive,
    *,
    site: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    tag: str | None = None,
    limit: int | None = None,
) -> Iterator[dict[str, Any]]:
    """Yield the record of each post, newest first, in constant memory.

    `site` is a home address or a host; `since` (inclusive) and `until` (exclusive) bound the
    time of publishing, or of first sight where none is known; `tag` is the exact name.
    """
    for stored in iter_posts(archive, site=site, since=since, until=until, tag=tag, limit=limit):
        yield post_record(
            stored.post, first_seen=stored.first_seen_at, last_seen=stored.last_seen_at
        )


def iter_posts(
    archive: Archive,
    *,
    site: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    tag: str | None = None,
    limit: int | None = None,
) -> Iterator[StoredPost]:
    """Yield each post whole, newest first; arguments as for `iter_records`."""
    after: Cursor | None = None
    left = limit
    while left is None or left > 0:
        size = PAGE if left is None else min(PAGE, left)
        statement = _listed(site, since, until, tag, after).limit(size)
        with archive.reading() as connection:
            heads = connection.execute(statement).all()
            posts = _whole(connection, heads)
        yield from posts
        if len(heads) < size:
            return
        after = Cursor(listed_at=heads[-1].listed_at, post_id=heads[-1].post_id)
        left = None if left is None else left - size


def _heads() -> Select[Any]:
    """Return the select of a post's place and its standing revision."""
    return (
        select(
            Post.id.label("post_id"),
            Post.listed_at,
            Post.first_seen_at,
            Post.last_seen_at,
            Post.platform_post_id,
            Site.home_url,
            *(column.label(f"revision_{column.name}") for column in table_of(Revision).c),
        )
        .join(Site, Site.id == Post.site_id)
        .join(Revision, and_(Revision.post_id == Post.id, Revision.seq == Post.current_seq))
    )


def _listed(
    site: str | None,
    since: datetime | None,
    until: datetime | None,
    tag: str | None,
    after: Cursor | None,
) -> Select[Any]:
    statement = _heads().order_by(Post.listed_at.desc(), Post.id.desc())
    if site is not None:
        statement = statement.where(_of_site(site))
    if since is not None:
        statement = statement.where(Post.listed_at >= since)
    if until is not None:
        statement = statement.where(Post.listed_at < until)
    if tag is not None:
        tagged = (
            select(PostTerm.revision_id)
            .join(Term, Term.id == PostTerm.term_id)
            .where(Term.kind == "tag", Term.name == tag)
        )
        statement = statement.where(Revision.id.in_(tagged))
    if after is not None:
        statement = statement.where(
            or_(
                Post.listed_at < after.listed_at,
                and_(Post.listed_at == after.listed_at, Post.id < after.post_id),
            )
        )
    return statement


def _of_site(site: str) -> ColumnElement[bool]:
    if "://" in site:
        return Site.url_hash == url_hash(site)
    return Site.host.in_([site.lower(), f"www.{site.lower()}"])


def _whole(connection: Connection, heads: list[Row[Any]] | Any) -> list[StoredPost]:
    """Return the posts of `heads` with everything that hangs on their revisions."""
    ids = [head.revision_id for head in heads]
    if not ids:
        return []
    fetch_ids = {head.revision_fetch_id for head in heads}
    fetches = {
        row.id: fetch_item(row._mapping)
        for row in connection.execute(
            select(table_of(PageFetch)).where(PageFetch.id.in_(sorted(fetch_ids)))
        )
    }
    authors = _by_revision(
        connection,
        select(PostAuthor.revision_id, Person.name)
        .join(Person, Person.id == PostAuthor.person_id)
        .where(PostAuthor.revision_id.in_(ids))
        .order_by(PostAuthor.revision_id, PostAuthor.ord),
    )
    terms = _by_revision(
        connection,
        select(PostTerm.revision_id, Term.kind, Term.name)
        .join(Term, Term.id == PostTerm.term_id)
        .where(PostTerm.revision_id.in_(ids))
        .order_by(PostTerm.revision_id, PostTerm.ord),
    )
    images, links, embeds, evidence = (
        _by_revision(
            connection,
            select(table_of(model))
            .where(model.revision_id.in_(ids))
            .order_by(model.revision_id, model.ord),
        )
        for model in (PostImage, PostLink, PostEmbed, FieldEvidence)
    )
    return [
        StoredPost(
            post=post_item(
                {
                    name.removeprefix("revision_"): value
                    for name, value in head._mapping.items()
                    if name.startswith("revision_")
                },
                site=head.home_url,
                platform_post_id=head.platform_post_id,
                fetch=fetches[head.revision_fetch_id],
                authors=[row.name for row in authors.get(head.revision_id, ())],
                terms=[(row.kind, row.name) for row in terms.get(head.revision_id, ())],
                images=[row._mapping for row in images.get(head.revision_id, ())],
                links=[row._mapping for row in links.get(head.revision_id, ())],
                embeds=[row._mapping for row in embeds.get(head.revision_id, ())],
                evidence=[row._mapping for row in evidence.get(head.revision_id, ())],
            ),
            post_id=head.post_id,
            revision=head.revision_seq,
            outcome="same",
            first_seen_at=head.first_seen_at,
            last_seen_at=head.last_seen_at,
        )
        for head in heads
    ]


def _by_revision(connection: Connection, statement: Select[Any]) -> dict[int, list[Row[Any]]]:
    grouped: dict[int, list[Row[Any]]] = {}
    for row in connection.execute(statement):
        grouped.setdefault(row.revision_id, []).append(row)
    return grouped
