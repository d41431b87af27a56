"""Pages that say otherwise what their authors left as it was: they make no revision.

A time of change alone is no change: many a blog states that of its last rebuilding for every post.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, Row, delete, update

from pipelines.archive import rows
from pipelines.archive.content import CARRIED_MARK, are_alike, content_hash, field_marks
from pipelines.archive.earlier import is_that_page
from pipelines.archive.inserting import insert_values
from pipelines.archive.models import FieldEvidence, Revision, table_of
from pipelines.archive.noise import really_edited
from pipelines.archive.whole import Columns, standing_posts
from pipelines.archive.work import Work
from pipelines.items import Evidence, Moment, Post


def let_noise_go(
    connection: Connection,
    works: list[Work],
    posts: dict[int, Row[*Columns]],
    standing: dict[int, Row[*Columns]],
) -> None:
    """Take for the same what is changed by no author; `posts` and revisions that stand, by post.

    The revision that stands takes the time of change when it is newer.
    """
    changed = [
        work
        for work in works
        if work.outcome == "changed"
        and not work.earlier
        and not is_that_page(work.seen_at, standing[work.post_id])
    ]
    held = standing_posts(connection, [work.post_id for work in changed])
    for work in changed:
        old, row = held[work.post_id], standing[work.post_id]
        fields = really_edited(old, work.post, tuple(work.change["summary"]["fields"]))
        if set(fields) - {"modified"}:
            work.change["summary"] = {"fields": list(fields)}
            continue
        work.outcome, work.seq, work.change = "same", posts[work.post_id].current_seq, {}
        alike = are_alike(row.field_marks, work.marks)
        if fields and alike and _is_newer(work.post.modified, old.modified):
            _restamp(connection, row, old, work.post)


def _is_newer(moment: Moment | None, held: Moment | None) -> bool:
    return moment is not None and (held is None or moment.utc > held.utc)


def _restamp(connection: Connection, row: Row[*Columns], old: Post, new: Post) -> None:
    """Give the revision of `row`, which is `old`, the time of change of `new`, and its evidence."""
    marks = row.field_marks
    post = replace(old, modified=new.modified, evidence=(*_said(old, False), *_said(new, True)))
    made = field_marks(post)
    # What was carried over is said by the page itself now.
    left = [name for name in marks.get(CARRIED_MARK, "").split() if name != "modified"]
    marks = {name: made[name] if name in _TOUCHED else mark for name, mark in marks.items()}
    if CARRIED_MARK in marks:
        marks[CARRIED_MARK] = " ".join(left)
    connection.execute(
        update(Revision)
        .where(Revision.id == row.id)
        .values(
            field_marks=marks,
            content_hash=content_hash(marks),
            **rows.moment_columns("modified", post.modified),
        )
    )
    connection.execute(delete(FieldEvidence).where(FieldEvidence.revision_id == row.id))
    insert_values(
        connection,
        table_of(FieldEvidence),
        rows.EVIDENCE,
        rows.evidence_rows(post, row.id),
    )


#: The marks that a time of change is part of.
_TOUCHED = ("modified", "from_index")


def _said(post: Post, of_modified: bool) -> list[Evidence]:
    return [said for said in post.evidence if (said.field == "modified") == of_modified]
