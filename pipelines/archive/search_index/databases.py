"""Which database has which index of words, and asking it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from pipelines.archive.keys import IN_LIST, chunks
from pipelines.archive.search_index.index import ENTRY, Ask, Index
from pipelines.archive.search_index.mariadb import FullText
from pipelines.archive.search_index.marks import minute_of, start_of
from pipelines.archive.search_index.postgresql import TsVector
from pipelines.archive.search_index.sqlite import Fts5
from pipelines.archive.search_query import Query


def find_places(connection: Connection, ask: Ask) -> list[int]:
    """Return places of posts that may fit, the highest first; none that fits is missing."""
    return index_of(connection).places(connection, ask)


def knows_titles(connection: Connection, query: Query) -> bool:
    """Return False when a post may be given as one with all words in its title, and has them not.

    It is then given among the others, too.
    """
    return index_of(connection).knows_titles(query)


def newest_marked(
    connection: Connection,
    marks: Sequence[Sequence[str]],
    *,
    since: datetime | None,
    until: datetime | None,
    limit: int,
) -> tuple[list[int], datetime | None]:
    """Return ids of posts that bear one mark of each set, and since when all such are among them.

    The time is None when these are all there are between `since` and `until`.
    """
    index = index_of(connection)
    ask = Ask(
        query=Query(terms=(), excluded=()),
        marks=tuple(map(tuple, marks)),
        in_title=True,
        since=minute_of(since) if since else 0,
        until=minute_of(until or datetime.max.replace(tzinfo=UTC)),
        below=2**63 - 1,
        limit=limit,
    )
    places = index.places(connection, ask)
    ids: list[int] = []
    for some in chunks(places, IN_LIST):
        there = select(ENTRY.c.post_id).where(ENTRY.c.place.in_(some))
        ids += connection.execute(there).scalars()
    # A post may have moved on to a later minute, never to an earlier one.
    whole = len(places) < limit
    return ids, None if whole else start_of(places[-1] // index.slots + 1)


def index_of(connection: Connection) -> Index:
    """Return the index of words of this database."""
    return _INDEXES[connection.dialect.name]


_INDEXES: dict[str, Index] = {
    "sqlite": Fts5(),
    "postgresql": TsVector(),
    "mysql": FullText(),
    "mariadb": FullText(),
}
