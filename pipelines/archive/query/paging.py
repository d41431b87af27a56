"""A page of the posts that are meant, newest first, whatever it is that they have in common."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from sqlalchemy import Connection, Row, Select, select

from pipelines.archive.models import Post
from pipelines.archive.query.choosing import Cursor, PostChoice, in_order, narrowed
from pipelines.archive.search_index import language_mark, newest_marked, site_mark
from pipelines.archive.sites import site_ids
from pipelines.archive.whole import Columns

#: Posts that are gone through for a language before the index of words is asked for it.
WALK = 1000
#: Posts that it names at a time, at most.
MOST_NAMED = 10_000


def page_of(
    connection: Connection,
    statement: Select[*Columns],
    choice: PostChoice,
    *,
    after: Cursor | None,
    limit: int,
) -> Sequence[Row[*Columns]]:
    """Return the first `limit` rows of a select of posts and their standing revisions."""
    sites = site_ids(connection, choice.site)
    ordered = partial(in_order, choice=choice, sites=sites, after=after)
    page = ordered(narrowed(statement, choice, sites)).limit(limit)
    if choice.language is None or choice.tag is not None or choice.author is not None:
        return connection.execute(page).all()
    # Posts of a rare language lie anywhere among all others: who goes through the posts in order
    # for them may read all. A common one is found among the newest.
    walked = connection.execute(ordered(select(Post.listed_at)).offset(WALK).limit(1)).scalar()
    if walked is None:
        return connection.execute(page).all()
    rows = connection.execute(page.where(Post.listed_at > walked)).all()
    if len(rows) == limit:
        return rows
    marks = [[language_mark(choice.language)]]
    if sites is not None:
        marks.append(list(map(site_mark, sites)))
    most = 2 * limit
    while most <= MOST_NAMED:
        ids, whole_since = newest_marked(
            connection,
            marks,
            since=choice.since,
            until=after.listed_at if after else choice.until,
            limit=most,
        )
        named = page.where(Post.id.in_(ids))
        if whole_since is not None:
            named = named.where(Post.listed_at >= whole_since)
        rows = connection.execute(named).all()
        if len(rows) == limit or whole_since is None:
            return rows
        most *= 4
    # So many at one time: they are found in order.
    return connection.execute(page).all()
