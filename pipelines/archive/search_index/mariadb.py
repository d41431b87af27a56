"""The index of words on MariaDB: FULLTEXT."""

from __future__ import annotations

from sqlalchemy import Connection

from pipelines.archive.search_index.index import Ask, matching_places, with_marks
from pipelines.archive.search_index.server_rows import ServerRows
from pipelines.archive.search_query import Term as Wanted
from pipelines.archive.search_told import letter_mark, spelled, spelled_joint, spelled_mark
from pipelines.archive.search_words import joints_within


class FullText(ServerRows):
    """MariaDB: the words and what joins them, spelled so that the server takes each for a word."""

    def stored(self, words: str, marks: str) -> str:
        return with_marks(words, " ".join(map(spelled_mark, marks.split(" "))))

    def places(self, connection: Connection, ask: Ask) -> list[int]:
        wanted = " ".join(map(self._any, ask.query.terms))
        marks = "".join(f" +({' '.join(map(spelled_mark, marks))})" for marks in ask.marks)
        if wanted:
            fits = (
                "MATCH (words) AGAINST (:match IN BOOLEAN MODE)"
                f" AND {'' if ask.in_title else 'NOT '}"
                "MATCH (title_words) AGAINST (:title IN BOOLEAN MODE)"
            )
        else:
            fits = "MATCH (title_words) AGAINST (:match IN BOOLEAN MODE)"
        return matching_places(
            connection,
            f"SELECT place FROM search_entry WHERE {fits}"
            " AND place >= :low AND place < :high ORDER BY place DESC LIMIT :limit",
            ask,
            self.slots,
            match=wanted + marks,
            title=wanted,
        )

    def _any(self, term: Wanted) -> str:
        ways = list(map(self._all, term.ways))
        return f"+({' '.join(f'({way})' for way in ways)})" if len(ways) > 1 else ways[0]

    def _all(self, term: Wanted) -> str:
        words = [f"+{spelled(word)}" for word in term.words]
        if term.open_end:
            words[-1] += "*"
        if term.letter:
            words.append(f"+{spelled_mark(letter_mark(term.letter))}")
        words += [
            f"+{spelled_joint(joint)}{'*' if begin else ''}"
            for joint, begin in joints_within(term.text, open_end=term.open_end)
        ]
        return " ".join(words)
