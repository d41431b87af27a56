"""Stored pages to be read again: which there are, and what a new reading of one would change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Select, and_, column, func, select, table, text
from sqlalchemy.exc import DBAPIError

from pipelines.archive.cleaning import clean_post
from pipelines.archive.content import content_hash, edited_fields, field_marks, lost_fields
from pipelines.archive.engine import Instant, fault_of, reason_of
from pipelines.archive.errors import BadCondition
from pipelines.archive.held import letters_of
from pipelines.archive.kept import Place
from pipelines.archive.models import KeptPage, PageFetch, Post, PostAddress, Revision, Run, table_of
from pipelines.archive.opening import Archive
from pipelines.archive.query import PostChoice, said_by
from pipelines.archive.rows import fetch_item
from pipelines.archive.sites import site_ids
from pipelines.archive.weighing import carried
from pipelines.archive.whole import select_heads, whole_posts
from pipelines.items import Fetch, StoredPost
from pipelines.items import Post as PostItem
from pipelines.urls import url_hash

#: A new text of less than this part of the held one lost something, whoever is right.
LEAST_TEXT = 0.75

_VIEW = table(
    "v_post",
    column("post_id"),
    column("revision_id"),
    column("site_id"),
    column("listed_at", Instant()),
)

#: `worse`: it would be a change, and something that is held would be lost by it.
Outcome = Literal["same", "changed", "worse"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(PostChoice):
    """Which posts to read again; all that is given must hold."""

    #: A condition on the columns of `v_post`, in SQL.
    where: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRecord:
    """The record that holds the page of a post, and how it was fetched."""

    place: Place
    digest: str
    fetch: Fetch
    #: The platform given by hand to the crawl that fetched it; else empty.
    platform: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPage:
    """A post as it stands, with the newest page of it that was kept."""

    held: StoredPost
    marks: dict[str, str]
    #: Hashes of the addresses under which it was met.
    addresses: frozenset[str]
    #: None: its page was not kept.
    record: KeptRecord | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rereading:
    """What a new reading of a page comes to."""

    outcome: Outcome
    #: As it would be stored: what an index alone had said stays.
    post: PostItem
    #: As the page says it: what else stays is seen to when it is written.
    own: PostItem
    #: Names of the fields that differ as by an edit.
    fields: tuple[str, ...] = ()
    #: Why it is worse, a few words each.
    losses: tuple[str, ...] = ()


def count_stored_pages(archive: Archive, choice: Choice, after: int) -> int:
    """Return how many posts there are to read again; raises BadCondition."""

    def count(connection: Connection) -> int:
        statement = _chosen(connection, choice, after, func.count())
        return int(_run(connection, statement).scalar_one())

    return archive.read(count)


def stored_pages(
    archive: Archive, choice: Choice, *, after: int = 0, batch: int = 50
) -> Iterator[list[StoredPage]]:
    """Yield the chosen posts in the order of their numbers, a batch at a time.

    Begins after the post number `after`. In constant memory; raises BadCondition.
    """

    def next_pages(connection: Connection) -> tuple[list[int], list[StoredPage]]:
        statement = _chosen(connection, choice, after, _VIEW.c.post_id)
        ids = [
            int(row[0])
            for row in _run(connection, statement.order_by(_VIEW.c.post_id).limit(batch))
        ]
        return ids, _whole(connection, ids) if ids else []

    while True:
        ids, pages = archive.read(next_pages)
        if pages:
            yield pages
        if len(ids) < batch:
            return
        after = ids[-1]


def _chosen(
    connection: Connection, choice: Choice, after: int, what: ColumnElement[Any]
) -> Select[Any]:
    statement = select(what).select_from(_VIEW).where(_VIEW.c.post_id > after)
    if (sites := site_ids(connection, choice.site)) is not None:
        statement = statement.where(_VIEW.c.site_id.in_(sites))
    if choice.since is not None:
        statement = statement.where(_VIEW.c.listed_at >= choice.since)
    if choice.until is not None:
        statement = statement.where(_VIEW.c.listed_at < choice.until)
    if said := said_by(choice):
        statement = statement.where(_VIEW.c.revision_id.in_(select(Revision.id).where(*said)))
    if choice.where is not None:
        condition = choice.where.replace(":", "\\:")  # else SQLAlchemy looks for a parameter
        statement = statement.where(text(f"({condition})"))
    return statement


def _run(connection: Connection, statement: Select[Any]) -> Any:
    try:
        return connection.execute(statement)
    except DBAPIError as error:
        if fault_of(error) != "row":
            raise
        raise BadCondition(
            f"The database does not take the condition: {reason_of(error)}. It is SQL on the "
            "columns of v_post, such as \"reader_version <> '1' AND published_at IS NULL\"."
        ) from error


def _whole(connection: Connection, ids: list[int]) -> list[StoredPage]:
    heads = connection.execute(select_heads().where(Post.id.in_(ids)).order_by(Post.id)).all()
    records = _records(connection, ids)
    addresses: dict[int, set[str]] = {}
    for row in connection.execute(
        select(PostAddress.post_id, PostAddress.url_hash).where(PostAddress.post_id.in_(ids))
    ):
        addresses.setdefault(row.post_id, set()).add(row.url_hash)
    return [
        StoredPage(
            held=held,
            marks=head.revision_field_marks,
            addresses=frozenset(addresses.get(held.post_id, ())),
            record=records.get(held.post_id),
        )
        for head, held in zip(heads, whole_posts(connection, heads), strict=True)
    ]


def _records(connection: Connection, ids: list[int]) -> dict[int, KeptRecord]:
    """Return the record of the last whole fetch of each post, or else of the one that stands."""
    records: dict[int, KeptRecord] = {}
    standing = select(Revision.fetch_id).where(
        Revision.post_id == Post.id, Revision.seq == Post.current_seq
    )
    for fetch_id in (standing.scalar_subquery(), Post.last_fetch_id):
        statement = (
            select(
                Post.id.label("post_id"),
                KeptPage.warc,
                KeptPage.warc_offset,
                KeptPage.warc_length,
                KeptPage.digest,
                Run.args.label("run_args"),
                *table_of(PageFetch).c,
            )
            .select_from(Post)
            .join(PageFetch, PageFetch.id == fetch_id)
            .join(
                KeptPage,
                and_(
                    KeptPage.url_hash == PageFetch.url_hash,
                    KeptPage.fetched_at == PageFetch.fetched_at,
                ),
            )
            .join(Run, Run.id == KeptPage.run_id, isouter=True)
            .where(Post.id.in_(ids))
        )
        for row in connection.execute(statement):
            records[row.post_id] = KeptRecord(
                place=Place(warc=row.warc, offset=row.warc_offset, length=row.warc_length),
                digest=row.digest,
                fetch=fetch_item(row._asdict()),
                platform=str((row.run_args or {}).get("platform", "")).lower(),
            )
    return records


def reread(page: StoredPage, new: PostItem) -> Rereading:
    """Return what it comes to that the page of a held post is read as `new` now.

    The post stays the one it is, whatever address the readers think is its own.
    """
    old = page.held.post
    if url_hash(new.canonical_url) not in page.addresses:
        new = replace(new, canonical_url=old.canonical_url)
    marks = field_marks(clean_post(new))
    post = carried(new, old, lost_fields(page.marks, marks))
    marks = field_marks(clean_post(post))
    fields: tuple[str, ...] = ()
    if content_hash(marks) != content_hash(page.marks):
        fields = edited_fields(page.marks, marks)
    if post.kind != "post":
        return Rereading(
            outcome="worse", post=post, own=new, losses=(f"it is no post but {post.kind}",)
        )
    if not fields:
        return Rereading(outcome="same", post=post, own=new)
    losses = _losses(old, post)
    return Rereading(
        outcome="worse" if losses else "changed", post=post, own=new, fields=fields, losses=losses
    )


def _losses(old: PostItem, new: PostItem) -> tuple[str, ...]:
    losses = []
    letters, held = letters_of(new.body_text), letters_of(old.body_text)
    if letters < LEAST_TEXT * held:
        losses.append(f"{letters} letters of text where there were {held}")
    for name in ("title", "published", "authors", "images"):
        if getattr(old, name) and not getattr(new, name):
            losses.append(f"no {name}")
    return tuple(losses)
