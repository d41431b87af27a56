"""Posts that a crawl stored as new before it learned that they had moved there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from sqlalchemy import Connection, and_, delete, or_, select

from pipelines.archive.batch import write_batch
from pipelines.archive.keys import IN_LIST, chunks
from pipelines.archive.models import FoundAddress, Post, table_of
from pipelines.archive.opening import Archive
from pipelines.archive.reappeared import posts_back_elsewhere
from pipelines.archive.search_index import remove_posts
from pipelines.archive.sites import known_site_id
from pipelines.archive.whole import standing_posts
from pipelines.archive.work import Work, work_of
from pipelines.items import Post as PostItem


def join_late_moves(archive: Archive, site: str, *, at: datetime, run_id: int | None) -> int:
    """Make one of the posts that are not where they were and of the new ones that say the same.

    Of the crawl of `site` that began at `at` (UTC), once all that it was answered is written, and
    before it is told what is gone: where a list that lacks a post is read late, its new address was
    asked for before the old one. Returns how many. Some at a time, looked at before they are
    written: whoever else writes has a turn.
    """

    def look(connection: Connection) -> tuple[int, list[int]]:
        site_id = known_site_id(connection, site) or 0
        return site_id, _fresh(connection, site_id, at)

    site_id, fresh = archive.read(look)
    joined = 0
    for part in chunks(fresh, IN_LIST // 8):
        again = archive.read(partial(_moved, ids=list(part), site_id=site_id))
        if again:
            archive.write(partial(_join, posts=again, run_id=run_id))
        joined += len(again)
    return joined


def _moved(connection: Connection, *, ids: list[int], site_id: int) -> dict[int, PostItem]:
    posts = standing_posts(connection, ids)
    works = {work.url_hash: (number, work) for number, work in _works(posts, site_id)}
    back = posts_back_elsewhere(connection, [work for _, work in works.values()])
    return {works[key][0]: posts[works[key][0]] for _, key in back}


def _join(connection: Connection, *, posts: dict[int, PostItem], run_id: int | None) -> None:
    remove_posts(connection, list(posts))
    connection.execute(delete(table_of(Post)).where(table_of(Post).c.id.in_(list(posts))))
    write_batch(list(posts.values()), run_id, connection)


def _works(posts: dict[int, PostItem], site_id: int) -> Iterator[tuple[int, Work]]:
    for number, post in posts.items():
        work = work_of(post)
        work.site_id = site_id
        yield number, work


def _fresh(connection: Connection, site_id: int, at: datetime) -> list[int]:
    """Return the posts that this crawl met first and that have the title or time of one that went.

    None is looked for where no post went.
    """
    went = (
        select(Post.title, Post.listed_at)
        .join(
            FoundAddress,
            and_(FoundAddress.site_id == Post.site_id, FoundAddress.url_hash == Post.url_hash),
        )
        .where(
            FoundAddress.site_id == site_id,
            FoundAddress.outcome == "gone",
            FoundAddress.updated_at >= at,
            Post.first_seen_at < at,
            Post.last_seen_at < at,
        )
    )
    gone = connection.execute(went).all()
    found: set[int] = set()
    for part in chunks(gone, IN_LIST // 2):
        like = or_(
            Post.title.in_(sorted({row.title for row in part})),
            Post.listed_at.in_(sorted({row.listed_at for row in part})),
        )
        fresh = select(Post.id).where(
            Post.site_id == site_id, Post.first_seen_at >= at, Post.current_seq == 1, like
        )
        found.update(connection.execute(fresh).scalars())
    return sorted(found)
