"""The index of words on MariaDB: FULLTEXT."""

from __future__ import annotations

from sqlalchemy import Connection

from pipelines.archive.search_index.index import Ask, matching_places, with_marks
from pipelines.archive.search_index.server_rows import ServerRows
from pipelines.archive.search_query import Term as Wanted
from pipelines.archive.search_told import letter_mark, spelled


class FullText(ServerRows):
    """MariaDB: each word as ASCII, with two letters in front.

    The server drops words of less than three letters and some English ones, and has its own mind
    about what is a letter.
    """

    def stored(self, words: str, marks: str) -> str:
        return with_marks(words, " ".join(map(spelled, marks.split(" "))))

    def places(self, connection: Connection, ask: Ask) -> list[int]:
        wanted = " ".join(map(self._all, ask.query.terms))
        marks = "".join(f" +({' '.join(map(spelled, marks))})" for marks in ask.marks)
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

    def _all(self, term: Wanted) -> str:
        words = [f"+{spelled(word)}" for word in term.words]
        if term.open_end:
            words[-1] += "*"
        if term.letter:
            words.append(f"+{spelled(letter_mark(term.letter))}")
        return " ".join(words)
