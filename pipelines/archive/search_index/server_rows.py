"""The index of words on a server: a row for a post."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from pipelines.archive.search_index.index import Ask, Words
from pipelines.archive.search_query import Query


class ServerRows:
    """A server: each post has a row with the set of its words; the caller looks at their order."""

    #: Posts of one minute are told apart by their ids.
    slots = 1 << 30

    def put(self, connection: Connection, entries: Sequence[Words]) -> None:
        self.put_into("search_entry", connection, entries)

    def put_into(self, name: str, connection: Connection, entries: Sequence[Words]) -> None:
        """Add posts to the table of this name, made as `search_entry` is."""
        if entries:
            connection.exec_driver_sql(
                f"INSERT INTO {name} (post_id, revision_id, place, title_words, words)"
                " VALUES (%s, %s, %s, %s, %s)",
                [
                    (
                        e.post_id,
                        e.revision_id,
                        e.minute * self.slots + e.post_id % self.slots,
                        self.stored(e.told.title[0], e.marks),
                        self.stored(e.told.all[0], e.marks),
                    )
                    for e in entries
                ],
            )

    def take(self, connection: Connection, entries: Sequence[Words]) -> None:
        """Nothing: the words go with the row."""

    def knows_titles(self, query: Query) -> bool:
        return True

    def loose(self) -> Sequence[Any]:
        return ()

    def silent(self, connection: Connection) -> Sequence[int]:
        return ()

    def clear(self, connection: Connection) -> None:
        """Nothing: the words go with the rows."""

    def ready(self, connection: Connection) -> bool:
        return True

    def stored(self, words: str, marks: str) -> str:
        """Return what a row holds of these."""
        raise NotImplementedError

    def places(self, connection: Connection, ask: Ask) -> list[int]:
        raise NotImplementedError
