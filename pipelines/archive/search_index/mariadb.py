"""The index of words on MariaDB: FULLTEXT."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, text

from pipelines.archive.search_index.index import Ask, matching_places, with_marks
from pipelines.archive.search_index.server_rows import ServerRows
from pipelines.archive.search_query import Term as Wanted
from pipelines.archive.search_told import letter_mark, spelled, spelled_joint, spelled_mark
from pipelines.archive.search_words import joints_within

#: 1 when a post was written in the last minute; the server's own work on it is done in seconds.
_LATELY = text(
    "SELECT count(*) FROM information_schema.tables WHERE table_schema = database()"
    " AND table_name = 'search_entry' AND update_time > now() - INTERVAL 60 SECOND"
)
#: The server keeps some hundred kilobytes in memory: of real posts the last fifty, of the shortest
#: several hundred.
_LAST = "SELECT post_id FROM revision WHERE id > (SELECT max(id) FROM revision) - 1000"


#: Ways to be found, each of them words that are all there.
_Any = Sequence[Sequence[str]]
#: SQL, and the values it is bound to.
_Condition = tuple[str, dict[str, Any]]


class FullText(ServerRows):
    """MariaDB: the words and what joins them, spelled so that the server takes each for a word."""

    def stored(self, words: str, marks: str) -> str:
        return with_marks(words, " ".join(map(spelled_mark, marks.split(" "))))

    def places(self, connection: Connection, ask: Ask) -> list[int]:
        """Return the places of posts that may fit, the last written looked at one by one.

        What was written last the server holds in memory, and each few posts it puts that into its
        tables: it clears the memory first and commits then, so that what asks in between is told
        of none of these posts (10.11, `fts_sync_commit`).
        """
        wanted = [[_words(way) for way in term.ways] for term in ask.query.terms]
        marks = [[[spelled_mark(mark)] for mark in some] for some in ask.marks]
        match = _matched(wanted, marks, in_title=ask.in_title)
        if not connection.execute(_LATELY).scalar_one():
            return self._found(connection, ask, match)
        held = _held(wanted, marks, in_title=ask.in_title)
        earlier = self._found(connection, ask, match, f" AND post_id NOT IN ({_LAST})")
        last = self._found(connection, ask, held, f" AND post_id IN ({_LAST})")
        return sorted([*earlier, *last], reverse=True)[: ask.limit]

    def _found(
        self, connection: Connection, ask: Ask, fits: _Condition, among: str = ""
    ) -> list[int]:
        condition, values = fits
        return matching_places(
            connection,
            f"SELECT place FROM search_entry WHERE {condition}{among}"
            " AND place >= :low AND place < :high ORDER BY place DESC LIMIT :limit",
            ask,
            self.slots,
            **values,
        )


def _words(term: Wanted) -> list[str]:
    """Return the words of a text that has the term; a `*` ends the beginning of one."""
    words = list(map(spelled, term.words))
    if term.open_end:
        words[-1] += "*"
    if term.letter:
        words.append(spelled_mark(letter_mark(term.letter)))
    return words + [
        f"{spelled_joint(joint)}{'*' if begin else ''}"
        for joint, begin in joints_within(term.text, open_end=term.open_end)
    ]


def _matched(wanted: Sequence[_Any], marks: Sequence[_Any], *, in_title: bool) -> _Condition:
    """Return what asks the index for entries with one way of each."""

    def all_of(some: Sequence[_Any]) -> str:
        each = (" ".join(f"({' '.join(f'+{w}' for w in way)})" for way in ways) for ways in some)
        return " ".join(f"+({ways})" for ways in each)

    matched = "MATCH ({}) AGAINST (:{} IN BOOLEAN MODE)".format
    if not wanted:
        return matched("title_words", "all"), {"all": all_of(marks)}
    title = ("" if in_title else "NOT ") + matched("title_words", "title")
    values = {"all": all_of([*wanted, *marks]), "title": all_of(wanted)}
    return f"{matched('words', 'all')} AND {title}", values


def _held(wanted: Sequence[_Any], marks: Sequence[_Any], *, in_title: bool) -> _Condition:
    """Return what looks through the entries for the same."""
    values: dict[str, Any] = {}

    def has(column: str, word: str) -> str:
        name = f"word{len(values)}"
        values[name] = f" {word[:-1]}" if word.endswith("*") else f" {word} "
        return f"locate(:{name}, concat(' ', {column}, ' '))"

    def all_of(column: str, some: Sequence[_Any]) -> str:
        return " AND ".join(
            f"({' OR '.join(' AND '.join(has(column, w) for w in way) for way in ways)})"
            for ways in some
        )

    if not wanted:
        return all_of("title_words", marks), values
    title = f"{'' if in_title else 'NOT '}({all_of('title_words', wanted)})"
    return f"{all_of('words', [*wanted, *marks])} AND {title}", values
