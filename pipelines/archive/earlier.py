"""Pages older than what is held, as an import brings them: they become history, in their place."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, Row, select, update

from pipelines.archive.content import content_hash, edited_fields
from pipelines.archive.models import Revision, table_of
from pipelines.archive.whole import Columns
from pipelines.archive.work import Work


def is_earlier(seen_at: datetime, post: Row[*Columns], standing: Row[*Columns]) -> bool:
    """Return True when a page of that time is older than what is known of its post.

    The very page that stands, read again, is not.
    """
    return bool(seen_at < post.last_seen_at) and not is_that_page(seen_at, standing)


def is_that_page(seen_at: datetime, standing: Row[*Columns]) -> bool:
    """Return True for the time of the page that stands, or of the last that said the same."""
    return seen_at in (standing.seen_at, standing.last_fetched_at)


def add_earlier(connection: Connection, work: Work, post: Row[*Columns]) -> None:
    """Give the work its place among the revisions, counted by time; those after it move up.

    It is the same when its neighbours in time say the same.
    """
    work.earlier = True
    work.first_seen_at = min(post.first_seen_at, work.seen_at)
    work.last_seen_at = post.last_seen_at
    revisions = connection.execute(
        select(
            Revision.id, Revision.seq, Revision.seen_at, Revision.content_hash, Revision.field_marks
        )
        .where(Revision.post_id == work.post_id)
        .order_by(Revision.seq)
    ).all()
    # What stands is the last, also when it was seen before this page, and again after it.
    before = [r for r in revisions if r.seen_at <= work.seen_at and r.seq < post.current_seq]
    after = revisions[len(before) :]
    for row in (*before[-1:], *after[:1]):
        same = row.content_hash == content_hash(work.marks)
        edited = edited_fields(row.field_marks, work.marks)
        # A time of change alone is no change.
        if same or edited in ((), ("modified",)):
            work.outcome, work.seq = "same", row.seq
            return
    table = table_of(Revision)
    for row in reversed(after):  # from the last, so that no two bear one number meanwhile
        connection.execute(update(table).where(table.c.id == row.id).values(seq=row.seq + 1))
    work.outcome, work.seq = "changed", len(before) + 1
    beside = before[-1] if before else after[0]
    work.change = {
        "kind": "earlier",
        "from_revision_id": before[-1].id if before else None,
        "summary": {"fields": list(edited_fields(beside.field_marks, work.marks))},
    }
