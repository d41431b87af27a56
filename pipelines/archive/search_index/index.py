"""What an index of words is told and asked, whatever the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Connection, column, table, text

from pipelines.archive.search_query import Query
from pipelines.archive.search_told import Told

#: One row for each post that is indexed, by the revision it is found by.
ENTRY = table("search_entry", column("post_id"), column("revision_id"), column("place"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the index holds of one post."""

    post_id: int
    revision_id: int
    #: Orders posts by time; 0: not there yet. `put` keeps it where the minute is the same.
    place: int
    minute: int
    #: Of tags, authors, site and language, parted by blanks.
    marks: str
    told: Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What an index is asked for: the posts of the highest places below `below`."""

    #: Without terms all posts with the marks are asked for, by their titles, which have them too.
    query: Query
    #: Sets of marks; the post bears one of each.
    marks: tuple[tuple[str, ...], ...]
    #: Every term is in the title; otherwise one is not. No post is given twice, none left out.
    in_title: bool
    #: Minutes, both inclusive.
    since: int
    until: int
    below: int
    limit: int


class Index(Protocol):
    """The index of words of one database."""

    #: Places to a minute.
    slots: int

    def put(self, connection: Connection, entries: Sequence[Words]) -> None:
        """Add posts that are not there."""

    def take(self, connection: Connection, entries: Sequence[Words]) -> None:
        """Take posts out."""

    def places(self, connection: Connection, ask: Ask) -> list[int]:
        """Return the places of posts that may fit; none that fits is missing."""

    def knows_titles(self, query: Query) -> bool:
        """Return False when `in_title` may be wrong: a post may then be given as either."""

    def loose(self) -> Sequence[Any]:
        """Return selects of places without words, and of words without a place."""

    def silent(self, connection: Connection) -> Sequence[int]:
        """Return posts, of a sample, that the index does not name by their own words."""

    def clear(self, connection: Connection) -> None:
        """Forget all words that do not go with their entries."""

    def ready(self, connection: Connection) -> bool:
        """Return False when a later migration makes the tables, and indexes all posts itself."""


def with_marks(before: str, marks: str, after: str = "") -> str:
    """Return words with the marks between them, parted by blanks."""
    return " ".join(filter(None, (before, marks, after)))


def matching_places(
    connection: Connection,
    statement: str,
    ask: Ask,
    slots: int,
    *,
    drift: int = 0,
    low: int = 0,
    **words: str | int,
) -> list[int]:
    """Return the places that `statement` finds, as late and as many as are asked for."""
    bounds = bounds_of(ask, slots, drift=drift, low=low)
    asked = {**bounds, "limit": ask.limit, **words}
    return list(connection.execute(text(statement), asked).scalars())


def bounds_of(ask: Ask, slots: int, *, drift: int = 0, low: int = 0) -> dict[str, int]:
    """Return the first of the places that are asked for, and that behind the last one."""
    return {
        "low": max(low, ask.since * slots),
        "high": min(ask.below, (ask.until + 1 + drift) * slots),
    }
