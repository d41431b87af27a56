"""The index of words on SQLite: FTS5."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, column, inspect, or_, select, table, text, union

from pipelines.archive.search_index.index import ENTRY, Ask, Words, matching_places, with_marks
from pipelines.archive.search_query import Query
from pipelines.archive.search_query import Term as Wanted
from pipelines.archive.search_told import letter_mark
from pipelines.archive.search_words import borders_in, cut

#: Between two words of which either will do.
_OR = '" OR "'


class Fts5:
    """SQLite: words in their order, so that a phrase is exact. The row number is the place.

    Titles have a table of their own, since those with a common word are a tenth of the texts with
    it. Places lie close together, since the index keeps their distances: to each minute belong as
    many as `slots`, and a post that finds them taken goes to the minutes after its own.
    """

    slots = 256
    #: No more minutes than these are asked for posts that had to move on.
    drift = 24 * 60
    tables = ("search_titles", "search_words")
    #: Places that are held against the other table at a time: at first, and at most.
    chunk = 64
    most_at_once = 4096

    def put(self, connection: Connection, entries: Sequence[Words]) -> None:
        if not entries:
            return
        last = self._last(connection, {words.minute * self.slots for words in entries})
        for words in filter(self._keeps_place, entries):
            first = words.minute * self.slots
            last[first] = max(words.place, last[first] or 0)
        places = [self._free(connection, words, last) for words in entries]
        connection.exec_driver_sql(
            "INSERT INTO search_entry (post_id, revision_id, place) VALUES (?, ?, ?)",
            [(w.post_id, w.revision_id, place) for w, place in zip(entries, places, strict=True)],
        )
        for name in self.tables:
            connection.exec_driver_sql(
                f"INSERT INTO {name} (rowid, words) VALUES (?, ?)",
                list(zip(places, _told(name, entries), strict=True)),
            )

    def _keeps_place(self, words: Words) -> bool:
        # An edit lets no post pass those of its minute.
        return words.place > 0 and words.place // self.slots == words.minute

    def _last(self, connection: Connection, firsts: Iterable[int]) -> dict[int, int | None]:
        """Return the last place that is taken in each minute, by the minute's first place."""
        rows = connection.execute(
            text(
                "SELECT m.value, (SELECT max(e.place) FROM search_entry e"
                " WHERE e.place >= m.value AND e.place < m.value + :slots)"
                " FROM json_each(:firsts) m"
            ),
            {"slots": self.slots, "firsts": json.dumps(sorted(firsts))},
        )
        return {row[0]: row[1] for row in rows}

    def _free(self, connection: Connection, words: Words, last: dict[int, int | None]) -> int:
        """Return the place that is now that of the post, and note in `last` that it is taken."""
        first = words.minute * self.slots
        if self._keeps_place(words):
            return words.place
        while True:
            if first not in last:
                last |= self._last(connection, [first])
            taken = last[first]
            place = first if taken is None else taken + 1
            if place < first + self.slots:
                last[first] = place
                return place
            first += self.slots

    def take(self, connection: Connection, entries: Sequence[Words]) -> None:
        if entries:  # the index keeps no text: it is told again what it was told before
            for name in self.tables:
                connection.exec_driver_sql(
                    f"INSERT INTO {name} ({name}, rowid, words) VALUES ('delete', ?, ?)",
                    list(zip([w.place for w in entries], _told(name, entries), strict=True)),
                )

    def places(self, connection: Connection, ask: Ask) -> list[int]:
        wanted = " AND ".join(map(self._any, ask.query.terms))
        marks = [f'("{_OR.join(marks)}")' for marks in ask.marks]
        needed = " AND ".join([wanted, *marks] if wanted else marks)
        out = " OR ".join(self._any(term) for term in ask.query.excluded if term.plain)
        if ask.in_title:
            # Without the words in their titles, all posts of a stretch may be too many.
            return self._but(
                connection,
                ask,
                *("search_titles", needed),
                *("search_words", f"{wanted} AND ({out})" if out else ""),
            )
        return self._but(
            connection,
            ask,
            *("search_words", f"({needed}) NOT ({out})" if out else needed),
            *("search_titles", wanted),
        )

    def _but(
        self, connection: Connection, ask: Ask, name: str, match: str, other: str, without: str
    ) -> list[int]:
        """Return the places that match in one table and not in the other.

        Stretch by stretch, as long as it takes: both tables are read once at most.
        """
        if not without:
            return self._matching(connection, ask, name, match, ask.limit)
        found: list[int] = []
        size = max(self.chunk, ask.limit)
        while True:
            if some := self._matching(connection, ask, name, match, size):
                within = replace(ask, below=some[0] + 1)
                gone = self._matching(connection, within, other, without, -1, low=some[-1])
                found += sorted(set(some).difference(gone), reverse=True)
            if len(found) >= ask.limit or len(some) < size:
                return found[: ask.limit]
            ask = replace(ask, below=some[-1])
            size = min(2 * size, self.most_at_once)

    def _matching(
        self, connection: Connection, ask: Ask, name: str, match: str, size: int, low: int = 0
    ) -> list[int]:
        return matching_places(
            connection,
            f"SELECT rowid FROM {name} WHERE {name} MATCH :match"
            " AND rowid >= :low AND rowid < :high ORDER BY rowid DESC LIMIT :limit",
            replace(ask, limit=size),
            self.slots,
            drift=self.drift,
            low=low,
            match=match,
        )

    def knows_titles(self, query: Query) -> bool:
        return True

    def loose(self) -> Sequence[Any]:
        titles, words = (table(f"{name}_docsize", column("id")) for name in self.tables)
        entries = (
            select(ENTRY.c.post_id, ENTRY.c.place)
            .join(titles, titles.c.id == ENTRY.c.place, isouter=True)
            .join(words, words.c.id == ENTRY.c.place, isouter=True)
            .where(or_(titles.c.id.is_(None), words.c.id.is_(None)))
        )
        places = union(select(titles.c.id), select(words.c.id)).subquery()
        return (
            entries,
            select(places.c.id.label("place"))
            .join(ENTRY, ENTRY.c.place == places.c.id, isouter=True)
            .where(ENTRY.c.post_id.is_(None)),
        )

    def silent(self, connection: Connection) -> Sequence[int]:
        return ()

    def clear(self, connection: Connection) -> None:
        for name in self.tables:
            connection.execute(text(f"INSERT INTO {name} ({name}) VALUES ('delete-all')"))

    def ready(self, connection: Connection) -> bool:
        return bool(inspect(connection).has_table(self.tables[0]))

    def _any(self, term: Wanted) -> str:
        return f"({' OR '.join(map(self._phrase, term.ways))})"

    def _phrase(self, term: Wanted) -> str:
        # A phrase that ends in one letter goes on to it.
        parts = [f'"{border}"' for border in borders_in(cut(term.text))]
        if term.words:
            parts.append(f'"{" ".join(term.words)}"{" *" if term.open_end else ""}')
        if term.letter:
            parts.append(f'"{letter_mark(term.letter)}"')
        return f"({' AND '.join(parts)})"


def _told(name: str, entries: Sequence[Words]) -> list[str]:
    """Return what one of the tables of SQLite is told of posts."""
    texts = []
    for entry in entries:
        before, after = entry.told.title if name == "search_titles" else entry.told.all
        texts.append(with_marks(before, entry.marks, after))
    return texts
