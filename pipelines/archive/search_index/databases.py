"""Which database has which index of words, and asking it."""

from __future__ import annotations

from sqlalchemy import Connection

from pipelines.archive.search_index.index import Ask, Index
from pipelines.archive.search_index.mariadb import FullText
from pipelines.archive.search_index.postgresql import TsVector
from pipelines.archive.search_index.sqlite import Fts5


def find_places(connection: Connection, ask: Ask) -> list[int]:
    """Return places of posts that may fit, the highest first; none that fits is missing."""
    return index_of(connection).places(connection, ask)


def index_of(connection: Connection) -> Index:
    """Return the index of words of this database."""
    return _INDEXES[connection.dialect.name]


_INDEXES: dict[str, Index] = {
    "sqlite": Fts5(),
    "postgresql": TsVector(),
    "mysql": FullText(),
    "mariadb": FullText(),
}
