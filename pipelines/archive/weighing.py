"""What a work is beside what stands: new, changed or the same; and where its post stands now."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, Row, and_, select

from pipelines.archive import models, rows
from pipelines.archive.content import (
    SHARED_MARK,
    are_alike,
    edited_fields,
    lost_fields,
    said_alike,
    with_carried,
)
from pipelines.archive.earlier import add_earlier, is_earlier, is_that_page
from pipelines.archive.inserting import update_rows
from pipelines.archive.models import table_of
from pipelines.archive.states import change_row, restored
from pipelines.archive.untouched import let_noise_go
from pipelines.archive.whole import Columns, standing_posts
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
    moved, read_anew, shared = [], [], []
    alike = _last_alike(connection, works, revisions)
    lost = {work.post_id: _lost(work, revisions, alike) for work in works}
    kept = standing_posts(connection, [post_id for post_id, fields in lost.items() if fields])
    for work in works:
        said = work.marks
        if old := kept.get(work.post_id):
            work.post = carried(work.post, old, lost[work.post_id])
            work.marks = with_carried(said, work.post, lost[work.post_id])
        post_row, standing_row = posts[work.post_id], revisions.get(work.post_id)
        if standing_row is not None and is_earlier(work.seen_at, post_row, standing_row):
            add_earlier(connection, work, post_row)
        else:
            _decide(work, post_row, standing_row, said, alike.get(work.post_id))
    let_noise_go(connection, works, posts, revisions)
    for work in works:
        standing_row = revisions.get(work.post_id)
        if standing_row is not None and not work.earlier:
            if _same_to_others(work, standing_row):
                read_anew.append((work.post.reader_version, standing_row.id))
            if _is_shared(work, standing_row):
                both = {**standing_row.field_marks, SHARED_MARK: " ".join(lost[work.post_id])}
                shared += [(both, standing_row.id)] if both != standing_row.field_marks else []
        _follow(work, posts[work.post_id], run_id)
        moved.append(_moved(work, posts[work.post_id]))
    update_rows(connection, table_of(post), _MOVING, moved)
    update_rows(connection, table_of(revision), ("reader_version",), read_anew)
    update_rows(connection, table_of(revision), ("field_marks",), shared)


def _last_alike(
    connection: Connection, works: list[Work], standing: dict[int, Row[*Columns]]
) -> dict[int, dict[str, str]]:
    """Return the marks of the last revision that is of a page, or of a source, as the work is.

    By post; only of those where what stands is of the other.
    """
    marks = {
        work.post_id: work.marks
        for work in works
        if work.post_id in standing
        and not are_alike(standing[work.post_id].field_marks, work.marks)
    }
    if not marks:
        return {}
    revision = models.Revision
    told = connection.execute(
        select(revision.post_id, revision.field_marks)
        .where(revision.post_id.in_(sorted(marks)))
        .order_by(revision.post_id, revision.seq)
    )
    said = ((id_, said_alike(one, marks[id_])) for id_, one in told)
    return {id_: one for id_, one in said if one is not None}


def _lost(
    work: Work, standing: dict[int, Row[*Columns]], alike: dict[int, dict[str, str]]
) -> tuple[str, ...]:
    """Return the fields that only others gave and that are kept, since nobody gives them now."""
    if work.post_id not in standing:
        return ()
    before = alike.get(work.post_id, {})
    lost = lost_fields(standing[work.post_id].field_marks, work.marks)
    # What the page itself said before, or the source, and says no more, was taken away.
    given = lost_fields(before, work.marks) if before else ()
    return tuple(name for name in lost if not before.get(name) or name in given)


def carried(post: Post, old: Post, lost: tuple[str, ...]) -> Post:
    """Return `post` with the `lost` fields of what stands, and their evidence."""
    evidence = tuple(said for said in old.evidence if said.field in lost and said.chosen)
    return replace(
        post, evidence=post.evidence + evidence, **{name: getattr(old, name) for name in lost}
    )


def _decide(
    work: Work,
    post: Row[*Columns],
    standing: Row[*Columns] | None,
    said: dict[str, str],
    said_before: dict[str, str] | None,
) -> None:
    """Say what the work is; `said` are its marks without what was carried over."""
    work.first_seen_at = min(post.first_seen_at, work.seen_at)
    work.last_seen_at = max(post.last_seen_at, work.seen_at)
    if standing is None:
        work.outcome, work.seq = "new", 1
        work.change = {"kind": "new", "from_revision_id": None, "summary": {"fields": []}}
        return
    differing: tuple[str, ...] = ()
    if standing.content_hash != work.content_hash():
        differing = edited_fields(standing.field_marks, work.marks, carried=True)
    edited = differing
    if not are_alike(standing.field_marks, work.marks):
        # A page says much otherwise than its source: edited is what it does not say as before.
        since = edited_fields(said_before, said) if said_before is not None else ()
        edited = tuple(name for name in differing if name in since)
        if said_before is not None and not since:
            differing = ()
    if not differing:
        work.outcome, work.seq = "same", post.current_seq
        return
    # The page that stands, read again, says nothing new of the author, whatever the version.
    reread = (
        is_that_page(work.seen_at, standing)
        or standing.reader_version != work.post.reader_version
        or not edited
    )
    work.outcome, work.seq = "changed", post.current_seq + 1
    work.change = {
        "kind": "reread" if reread else "changed",
        "from_revision_id": standing.id,
        "summary": {"fields": list(edited or differing)},
    }


def _same_to_others(work: Work, standing: Row[*Columns]) -> bool:
    """Return whether readers of another version find in the page what stands.

    What they find otherwise from then on is an edit, and none of their doing. What other spiders
    bring was read by none.
    """
    version = work.post.reader_version
    return work.outcome == "same" and version not in ("", standing.reader_version)


def _is_shared(work: Work, standing: Row[*Columns]) -> bool:
    """Return whether page and source say the same now: no revision of its own tells it."""
    return (
        work.outcome == "same"
        and not are_alike(standing.field_marks, work.marks)
        and not edited_fields(standing.field_marks, work.marks, carried=True)
    )


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
    if (number := post.platform_post_id) is None and work.namesake_id in (None, work.post_id):
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
