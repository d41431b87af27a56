"""Twins: a post that its blog shows under a second address, and does not say so.

`/post/7` and `/post/7/a-title` may be one page. Where no canonical link tells, they are one post
if all that an author can edit is the same in both, and their addresses are alike; or whatever these
are, if the text is long and both state the minute at which it was published.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from pipelines.archive.keys import IN_LIST, Key, chunks
from pipelines.archive.models import Post, Revision
from pipelines.archive.work import Work
from pipelines.urls import are_twins, twin_key

#: Both addresses stand in one list; what is met a day later may have moved.
_ONE_VISIT = timedelta(hours=6)
#: Posts that say the same and are looked at: a calendar says one thing at 100,000 addresses.
_MOST = 1000


@dataclass(frozen=True, slots=True)
class Twin:
    """The post that stands at the other address."""

    id: int
    url: str
    url_hash: str
    last_seen_at: datetime

    def is_of_one_visit(self, work: Work) -> bool:
        """Return True when both addresses were read at about one time: the post did not move."""
        return abs(self.last_seen_at - work.seen_at) < _ONE_VISIT


def twins_of(connection: Connection, works: Sequence[Work]) -> dict[Key, Twin]:
    """Return the posts that are held already under a twin of an address, by site and its hash."""
    said = {work.content_hash() for work in works if work.post.body_text}
    held: dict[Key, list[Twin]] = defaultdict(list)
    first: dict[Key, Twin] = {}
    for part in chunks(sorted(said), IN_LIST):
        rows = connection.execute(
            select(
                Post.id,
                Post.site_id,
                Post.url,
                Post.url_hash,
                Post.last_seen_at,
                Revision.content_hash,
            )
            .join(Post, Post.current_revision_id == Revision.id)
            .where(Revision.content_hash.in_(part), Post.state == "live")
            .limit(_MOST)
        ).all()
        for row in sorted(rows, key=lambda one: one.id):
            one = Twin(row.id, row.url, row.url_hash, row.last_seen_at)
            held[row.site_id, row.content_hash, twin_key(row.url)].append(one)
            first.setdefault((row.site_id, row.content_hash), one)
    found: dict[Key, Twin] = {}
    for work in works:
        address = twin_key(work.post.canonical_url)
        for twin in held.get((work.site_id, work.content_hash(), address), ()):
            # Where one led to the other, the post moved.
            is_other = twin.url_hash not in (work.url_hash, work.asked_hash)
            if is_other and are_twins(twin.url, work.post.canonical_url):
                found.setdefault((work.site_id, work.url_hash), twin)
        same = first.get((work.site_id, work.content_hash()))
        if same and work.is_told_apart and same.url_hash not in (work.url_hash, work.asked_hash):
            found.setdefault((work.site_id, work.url_hash), same)
    return found
