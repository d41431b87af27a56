"""The edit feed: what became new, was edited, moved, went and came back, in order of a cursor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast

from sqlalchemy import and_, func, select

from pipelines.archive.models import Post, PostChange, Revision, Site
from pipelines.archive.opening import Archive
from pipelines.archive.sites import site_ids

#: `silent`: the text changed, and the page does not say that it was modified. `earlier`: a page
#: older than what was held was added, as by an import. `restyled`: changed in one crawl as most
#: that changed were, by the theme or by the author everywhere.
ChangeKind = Literal[
    "new",
    "edited",
    "silent",
    "reread",
    "earlier",
    "restyled",
    "moved",
    "gone",
    "protected",
    "redirected",
    "restored",
]

#: Rows read at a time: a long feed holds no transaction open.
PAGE = 500
_TEXT = {"title", "body"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of the feed."""

    #: The cursor: hand the last one back for what comes after it.
    id: int
    #: UTC; when the page was fetched that shows it.
    at: datetime
    kind: ChangeKind
    post_id: int
    #: The address now.
    url: str
    site: str
    #: As it stands now.
    title: str
    #: Names of the fields that were edited.
    fields: tuple[str, ...]
    #: `seq` of the revisions before and after; None when the content is untouched.
    from_revision: int | None
    to_revision: int | None
    #: What else is known: `reason`, `run`, `url` and the last proof of what is gone; `from` and
    #: `to` of what moved.
    detail: dict[str, Any]


def iter_changes(
    archive: Archive,
    *,
    since: int | datetime = 0,
    until: datetime | None = None,
    site: str | None = None,
    limit: int | None = None,
) -> Iterator[Change]:
    """Yield what changed after the cursor `since` (or from that time on), the oldest first.

    And before `until`. `site` is a home address or a host. In constant memory, however long the
    feed.
    """
    cursor = since if isinstance(since, int) else _cursor_at(archive, since)
    left = limit
    while left is None or left > 0:
        size = PAGE if left is None else min(PAGE, left)
        page = _page(archive, cursor, until, site, size)
        yield from page
        if len(page) < size:
            return
        cursor = page[-1].id
        left = None if left is None else left - size


def _cursor_at(archive: Archive, at: datetime) -> int:
    first = select(func.min(PostChange.id)).where(PostChange.at >= at)
    last = select(func.max(PostChange.id))
    with archive.reading() as connection:
        found = connection.execute(first).scalar_one()
        return found - 1 if found else connection.execute(last).scalar_one() or 0


def _page(
    archive: Archive, cursor: int, until: datetime | None, site: str | None, size: int
) -> list[Change]:
    before, after = Revision.__table__.alias("before"), Revision.__table__.alias("after")
    statement = (
        select(
            PostChange.id,
            PostChange.at,
            PostChange.kind,
            PostChange.post_id,
            PostChange.summary,
            Post.url,
            Site.home_url,
            Revision.title,
            before.c.seq.label("from_seq"),
            after.c.seq.label("to_seq"),
        )
        .join(Post, Post.id == PostChange.post_id)
        .join(Site, Site.id == Post.site_id)
        .join(Revision, and_(Revision.post_id == Post.id, Revision.seq == Post.current_seq))
        .join(before, before.c.id == PostChange.from_revision_id, isouter=True)
        .join(after, after.c.id == PostChange.to_revision_id, isouter=True)
        .where(PostChange.id > cursor)
        .order_by(PostChange.id)
        .limit(size)
    )
    if until is not None:
        statement = statement.where(PostChange.at < until)
    with archive.reading() as connection:
        if site is not None:
            statement = statement.where(Post.site_id.in_(site_ids(connection, site) or []))
        return [_change(row) for row in connection.execute(statement)]


def _change(row: Any) -> Change:
    summary = dict(row.summary or {})
    fields = tuple(summary.pop("fields", ()))
    return Change(
        id=row.id,
        at=row.at,
        kind=kind_of(row.kind, fields),
        post_id=row.post_id,
        url=row.url,
        site=row.home_url,
        title=row.title,
        fields=fields,
        from_revision=row.from_seq,
        to_revision=row.to_seq,
        detail=summary,
    )


def kind_of(stored: str, fields: tuple[str, ...]) -> ChangeKind:
    """Return the word for a change that is stored as `stored`, of these fields."""
    if stored != "changed":
        return cast("ChangeKind", stored)
    return "silent" if _TEXT & set(fields) and "modified" not in fields else "edited"
