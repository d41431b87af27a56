"""What a work is beside what stands: new, changed or the same; and where its post stands now."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, Row, and_, select

from pipelines.archive import models, rows
from pipelines.archive.content import edited_fields, field_marks, lost_fields
from pipelines.archive.earlier import add_earlier, is_earlier
from pipelines.archive.inserting import update_rows
from pipelines.archive.models import table_of
from pipelines.archive.states import change_row, restored
from pipelines.archive.whole import Columns, select_heads, whole_posts
from pipelines.archive.work import Work
from pipelines.items import Post


def weigh(connection: Connection, works: list[Work], run_id: int | None) -> None:
    """Say of each post whether it is new, changed or the same, and move its row on."""
    post, revision = models.Post, models.Revision
    ids = sorted({work.post_id for work in works})
    # Locked in order of id: nobody else adds a revision meanwhile, and nobody waits crosswise.
    locked = connection.execute(
        select(table_of(post)).where(post.id.in_(ids)).order_by(post.id).with_for_update()
    )
    posts = {row.id: row for row in locked}
    standing = connection.execute(
        select(
            revision.id,
            revision.post_id,
            revision.content_hash,
            revision.field_marks,
            revision.reader_version,
            revision.seen_at,
            models.PageFetch.fetched_at.label("last_fetched_at"),
        )
        .join(post, and_(post.id == revision.post_id, post.current_seq == revision.seq))
        .join(models.PageFetch, models.PageFetch.id == post.last_fetch_id, isouter=True)
        .where(post.id.in_(ids))
    )
    revisions = {row.post_id: row for row in standing}
    moved, read_anew = [], []
    kept = _kept(connection, works, revisions)
    for work in works:
        if old := kept.get(work.post_id):
            work.post = carried(work.post, old, work.marks, revisions[work.post_id].field_marks)
            work.marks = field_marks(work.post)
        post_row, standing_row = posts[work.post_id], revisions.get(work.post_id)
        if standing_row is not None and is_earlier(work.seen_at, post_row, standing_row):
            add_earlier(connection, work, post_row)
        else:
            _decide(work, post_row, standing_row)
            if standing_row is not None and _same_to_others(work, standing_row):
                read_anew.append((work.post.reader_version, standing_row.id))
        _follow(work, posts[work.post_id], run_id)
        moved.append(_moved(work, posts[work.post_id]))
    update_rows(connection, table_of(post), _MOVING, moved)
    update_rows(connection, table_of(revision), ("reader_version",), read_anew)


def _kept(
    connection: Connection, works: list[Work], revisions: dict[int, Row[*Columns]]
) -> dict[int, Post]:
    """Return the posts as they stand, by id, of those works that lost what an index had said."""
    losing = [
        work.post_id
        for work in works
        if work.post_id in revisions
        and lost_fields(revisions[work.post_id].field_marks, work.marks)
    ]
    if not losing:
        return {}
    heads = connection.execute(select_heads().where(models.Post.id.in_(losing))).all()
    return {stored.post_id: stored.post for stored in whole_posts(connection, heads)}


def carried(post: Post, old: Post, marks: dict[str, str], old_marks: dict[str, str]) -> Post:
    """Return `post` with what an index once said of it and nobody says now, and the evidence."""
    lost = lost_fields(old_marks, marks)
    evidence = tuple(said for said in old.evidence if said.field in lost and said.chosen)
    return replace(
        post,
        evidence=post.evidence + evidence,
        **{name: getattr(old, name) for name in lost},
    )


def _decide(work: Work, post: Row[*Columns], standing: Row[*Columns] | None) -> None:
    work.first_seen_at = min(post.first_seen_at, work.seen_at)
    work.last_seen_at = max(post.last_seen_at, work.seen_at)
    if standing is None:
        work.outcome, work.seq = "new", 1
        work.change = {"kind": "new", "from_revision_id": None, "summary": {"fields": []}}
        return
    edited: tuple[str, ...] = ()
    if standing.content_hash != work.content_hash():
        edited = edited_fields(standing.field_marks, work.marks)
    if not edited:
        work.outcome, work.seq = "same", post.current_seq
        return
    # The page that stands, read again, says nothing new of the author, whatever the version.
    reread = work.seen_at in (standing.seen_at, standing.last_fetched_at)
    reread = reread or standing.reader_version != work.post.reader_version
    work.outcome, work.seq = "changed", post.current_seq + 1
    work.change = {
        "kind": "reread" if reread else "changed",
        "from_revision_id": standing.id,
        "summary": {"fields": list(edited)},
    }


def _same_to_others(work: Work, standing: Row[*Columns]) -> bool:
    """Return whether readers of another version find in the page what stands.

    What they find otherwise from then on is an edit, and none of their doing. What other spiders
    bring was read by none.
    """
    version = work.post.reader_version
    return work.outcome == "same" and version not in ("", standing.reader_version)


def _follow(work: Work, post: Row[*Columns], run_id: int | None) -> None:
    """Note for the feed that the post is back, or that its own address is another now."""
    if not post.current_seq or work.seen_at < post.last_seen_at:
        return
    if _is_back(work, post):
        work.moves.append(restored(work.post_id, work.seen_at, post.state, run_id=run_id))
    led = work.left is not None and work.left.id == work.post_id
    if work.url_hash != post.url_hash and (led or work.arrived):
        to = {"from": post.url, "to": work.post.canonical_url, "run": run_id}
        work.moves.append(change_row(work.post_id, work.seen_at, "moved", **to))


def _is_back(work: Work, post: Row[*Columns]) -> bool:
    # A page that is older than what is known of the post says nothing of today.
    return bool(post.state != "live" and work.seen_at >= max(post.last_seen_at, post.state_since))


#: What a work may change of its post, in the order of `_moved`, which ends with the id.
_MOVING = (
    *("url", "url_hash", "platform_post_id", "current_seq", "state", "state_since"),
    *("first_seen_at", "last_seen_at", "listed_at", "last_fetch_id"),
)


def _moved(work: Work, post: Row[*Columns]) -> rows.Values:
    latest = work.seen_at >= post.last_seen_at
    published = work.post.published
    work.listed_at = post.listed_at
    if work.outcome != "same" and published and not work.earlier:
        work.listed_at = published.utc
    number = post.platform_post_id
    if number is None and work.namesake_id in (None, work.post_id):
        number = work.post.platform_post_id
    back = _is_back(work, post)
    return (
        work.post.canonical_url if latest else post.url,
        work.url_hash if latest else post.url_hash,
        number,
        post.current_seq + (work.outcome != "same") if work.earlier else work.seq,
        "live" if back else post.state,
        work.seen_at if back else post.state_since,
        work.first_seen_at,
        work.last_seen_at,
        work.listed_at,
        work.fetch_id if latest else post.last_fetch_id,
        work.post_id,
    )
