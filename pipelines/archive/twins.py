"""Twins: a post that its blog shows under a second address, and does not say so.

`/post/7` and `/post/7/a-title` may be one page. Where no canonical link tells, they are one post
if all that an author can edit is the same in both, and their addresses are alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from pipelines.archive.keys import IN_LIST, Key, chunks
from pipelines.archive.models import Post, Revision
from pipelines.archive.work import Work
from pipelines.urls import twin_key


@dataclass(frozen=True, slots=True)
class Twin:
    """The post that stands at the other address."""

    id: int
    url: str
    url_hash: str


def twins_of(connection: Connection, works: Sequence[Work]) -> dict[Key, Twin]:
    """Return the posts that are held already under a twin of an address, by site and its hash."""
    said = {work.content_hash() for work in works if work.post.body_text}
    held: dict[Key, Twin] = {}
    for part in chunks(sorted(said), IN_LIST):
        for row in connection.execute(
            select(Post.id, Post.site_id, Post.url, Post.url_hash, Revision.content_hash)
            .join(Post, Post.current_revision_id == Revision.id)
            .where(Revision.content_hash.in_(part), Post.state == "live")
            .order_by(Post.id)
        ):
            key = (row.site_id, row.content_hash, twin_key(row.url))
            held.setdefault(key, Twin(row.id, row.url, row.url_hash))
    found: dict[Key, Twin] = {}
    for work in works:
        twin = held.get((work.site_id, work.content_hash(), twin_key(work.post.canonical_url)))
        if twin is not None and twin.url_hash != work.url_hash:
            found[work.site_id, work.url_hash] = twin
    return found
