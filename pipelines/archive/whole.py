"""Posts put together again from their rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, Row, Select, select

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
    table_of,
)
from pipelines.archive.rows import fetch_item, post_item
from pipelines.items import Fetch, StoredPost
from pipelines.items import Post as PostItem

#: SQLAlchemy types a row by its columns; these are chosen when the query runs.
Columns = tuple[Any, ...]


def select_heads(*, standing: bool = True) -> Select[*Columns]:
    """Return the select of a post's place with one revision: the standing one, or each."""
    statement = (
        select(
            Post.id.label("post_id"),
            Post.listed_at,
            Post.first_seen_at,
            Post.last_seen_at,
            Post.current_seq,
            Post.platform_post_id,
            Post.url.label("stands_at"),
            Site.home_url,
            *(column.label(f"revision_{column.name}") for column in table_of(Revision).c),
        )
        .join(Site, Site.id == Post.site_id)
        .join(Revision, Revision.post_id == Post.id)
    )
    return statement.where(Revision.seq == Post.current_seq) if standing else statement


def whole_posts(
    connection: Connection, heads: Sequence[Row[*Columns]], *, as_now: bool = False
) -> list[StoredPost]:
    """Return the posts of `heads` with everything that hangs on their revisions.

    With `as_now` the canonical address is where a post stands, also when it moved since it was
    edited last; else what its revision gave.
    """
    ids = [head.revision_id for head in heads]
    if not ids:
        return []
    fetch_ids = {head.revision_fetch_id for head in heads}
    fetches = {
        row.id: fetch_item(row._asdict())
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
                }
                | ({"canonical_url": head.stands_at} if as_now else {}),
                site=head.home_url,
                platform_post_id=head.platform_post_id,
                fetch=fetches.get(head.revision_fetch_id) or _unknown_fetch(head),
                authors=[row.name for row in authors.get(head.revision_id, ())],
                terms=[(row.kind, row.name) for row in terms.get(head.revision_id, ())],
                images=[row._asdict() for row in images.get(head.revision_id, ())],
                links=[row._asdict() for row in links.get(head.revision_id, ())],
                embeds=[row._asdict() for row in embeds.get(head.revision_id, ())],
                evidence=[row._asdict() for row in evidence.get(head.revision_id, ())],
            ),
            post_id=head.post_id,
            revision=head.revision_seq,
            outcome="same",
            first_seen_at=head.first_seen_at,
            last_seen_at=_last_seen_so(head),
            content_hash=head.revision_content_hash,
        )
        for head in heads
    ]


def standing_posts(connection: Connection, post_ids: list[int]) -> dict[int, PostItem]:
    """Return these posts as they stand, by id."""
    if not post_ids:
        return {}
    heads = connection.execute(select_heads().where(Post.id.in_(post_ids))).all()
    return {stored.post_id: stored.post for stored in whole_posts(connection, heads)}


def _last_seen_so(head: Row[*Columns]) -> datetime:
    """Return when a revision was seen last: of one that was edited since, that is sure for once."""
    stands = head.revision_seq == head.current_seq
    return cast("datetime", head.last_seen_at if stands else head.revision_seen_at)


def _unknown_fetch(head: Row[*Columns]) -> Fetch:
    """Return what a revision itself tells of its fetch, whose row is lost: `db check` says so."""
    url = head.revision_url
    return Fetch(url=url, final_url=url, fetched_at=head.revision_seen_at)


def _by_revision(
    connection: Connection, statement: Select[*Columns]
) -> dict[int, list[Row[*Columns]]]:
    grouped: dict[int, list[Row[*Columns]]] = {}
    for row in connection.execute(statement):
        grouped.setdefault(row.revision_id, []).append(row)
    return grouped
