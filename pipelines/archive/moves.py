"""Posts that moved: the address under which one stood leads to another address now."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, select

from pipelines.archive.keys import IN_LIST, Key, chunks
from pipelines.archive.models import Post, PostAddress, Revision

#: One of these being equal shows that two pages are one post. Tags and authors are shared by many.
_TELLING = ("title", "body", "published")


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A post as it stood at the address that was asked for."""

    id: int
    state: str
    last_seen_at: datetime
    marks: Mapping[str, str]

    def became(self, marks: Mapping[str, str]) -> bool:
        """Return True when a post with these `marks` is this one at a new address."""
        return are_of_one_post(self.marks, marks)


def are_of_one_post(marks: Mapping[str, str], others: Mapping[str, str]) -> bool:
    """Return True when title, body or time of publication is the same."""
    return any(marks.get(name) and marks[name] == others[name] for name in _TELLING)


def posts_left(
    connection: Connection, addresses: Collection[Key], *, or_met: bool = False
) -> dict[Key, Left]:
    """Return the posts whose own address is `(site_id, url_hash)`, by that key.

    An alias such as /latest leads to another post each week, and no post moves by it: with `or_met`
    alone the post that was last met there is returned.
    """
    found: dict[Key, Left] = {}
    wanted = set(addresses)
    place = PostAddress if or_met else Post
    posts = (
        select(Post.id, place.site_id, place.url_hash, Post.state, Post.last_seen_at)
        .add_columns(Revision.field_marks)
        .join(Revision, and_(Revision.post_id == Post.id, Revision.seq == Post.current_seq))
    )
    if or_met:
        posts = posts.join(PostAddress, PostAddress.post_id == Post.id)
    for part in chunks(sorted({key[-1] for key in wanted}), IN_LIST):
        for row in connection.execute(posts.where(place.url_hash.in_(part))):
            if (key := (row.site_id, row.url_hash)) in wanted:
                found[key] = Left(
                    id=row.id, state=row.state, last_seen_at=row.last_seen_at, marks=row.field_marks
                )
    return found
