"""Posts whole: all that are meant in a stream, or one by its number or address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Unpack

from sqlalchemy import Connection, select

from pipelines.archive.models import Post, PostAddress, PostChange, Revision
from pipelines.archive.opening import Archive
from pipelines.archive.query.choosing import ChoiceArguments, Cursor, PostChoice
from pipelines.archive.query.paging import page_of
from pipelines.archive.whole import select_heads, whole_posts
from pipelines.items import StoredPost
from pipelines.record import stored_record
from pipelines.urls import url_hash

#: Posts read at a time: a stream holds no transaction open between pages.
PAGE = 100


def iter_records(
    archive: Archive, *, limit: int | None = None, **choice: Unpack[ChoiceArguments]
) -> Iterator[dict[str, Any]]:
    """Yield the record of each post, newest first, in constant memory.

    Those that `choice` means: by `site`, `since`, `until`, `tag` (the exact name), `author` and
    `language`, as PostChoice has them.
    """
    yield from map(stored_record, iter_posts(archive, limit=limit, **choice))


def iter_posts(
    archive: Archive, *, limit: int | None = None, **choice: Unpack[ChoiceArguments]
) -> Iterator[StoredPost]:
    """Yield each post whole, newest first; arguments as for `iter_records`."""
    after: Cursor | None = None
    left = limit
    while left is None or left > 0:
        size = PAGE if left is None else min(PAGE, left)
        with archive.reading() as connection:
            heads = page_of(
                connection, select_heads(), PostChoice(**choice), after=after, limit=size
            )
            posts = whole_posts(connection, heads, as_now=True)
        yield from posts
        if len(heads) < size:
            return
        after = Cursor(listed_at=heads[-1].listed_at, post_id=heads[-1].post_id)
        left = None if left is None else left - size


def with_history(archive: Archive, posts: Iterable[StoredPost]) -> Iterator[StoredPost]:
    """Yield each of `posts` after its earlier revisions, the oldest first, in constant memory.

    The canonical address of each is where the post stands now.
    """
    for stored in posts:
        for first in range(1, stored.revision, PAGE):
            part = Revision.seq.between(first, min(first + PAGE, stored.revision) - 1)
            earlier = select_heads(standing=False).where(Post.id == stored.post_id, part)
            with archive.reading() as connection:
                heads = connection.execute(earlier.order_by(Revision.seq)).all()
                revisions = whole_posts(connection, heads, as_now=True)
            yield from revisions
        yield stored


def first_addresses(archive: Archive, post_ids: Sequence[int]) -> dict[int, str]:
    """Return for each post the address it was first met under, which never changes."""
    statement = (
        select(PostAddress.post_id, PostAddress.url)
        .where(PostAddress.post_id.in_(post_ids))
        .order_by(PostAddress.first_seen_at.desc(), PostAddress.url_hash.desc())
    )
    with archive.reading() as connection:
        return {row.post_id: row.url for row in connection.execute(statement)}


def find_post(
    archive: Archive, id_or_url: int | str, *, revision: int | None = None
) -> StoredPost | None:
    """Return the post with this id, or met at this address, whole; None when there is none.

    `revision` counts from 1; without it the one that stands is given, with the address where the
    post stands now as its canonical one.
    """
    text = str(id_or_url).strip()
    with archive.reading() as connection:
        post_id = int(text) if text.isdecimal() else _post_at(connection, url_hash(text))
        if post_id is None or post_id >= 2**63:
            return None
        statement = select_heads(standing=revision is None).where(Post.id == post_id)
        if revision is not None:
            statement = statement.where(Revision.seq == revision)
        heads = connection.execute(statement).all()
        found = whole_posts(connection, heads, as_now=revision is None)
    return found[0] if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """Where a post stands now, whatever it said."""

    #: Its own address; another than it was read from when it moved since.
    url: str
    state: str
    #: UTC.
    since: datetime
    #: The revision that stands.
    revision: int
    #: Of one that is not live: `reason`, `last_at`, `times` and more (docs/database.md).
    proof: Mapping[str, Any]


def whereabouts(archive: Archive, post_id: int) -> Whereabouts:
    """Return where a held post stands."""
    with archive.reading() as connection:
        row = connection.execute(
            select(Post.url, Post.state, Post.state_since, Post.current_seq).where(
                Post.id == post_id
            )
        ).one()
        proof = connection.execute(
            select(PostChange.summary)
            .where(PostChange.post_id == post_id, PostChange.kind == row.state)
            .order_by(PostChange.id.desc())
            .limit(1)
        ).scalar()
    return Whereabouts(
        url=row.url,
        state=row.state,
        since=row.state_since,
        revision=row.current_seq,
        proof=proof or {},
    )


def _post_at(connection: Connection, key: str) -> int | None:
    # The post whose own address it is, before one that was merely met there.
    own = select(Post.id).where(Post.url_hash == key).order_by(Post.id.desc())
    met = select(PostAddress.post_id).where(PostAddress.url_hash == key)
    for statement in (own, met.order_by(PostAddress.post_id.desc())):
        if (found := connection.execute(statement.limit(1)).scalar_one_or_none()) is not None:
            return found
    return None
