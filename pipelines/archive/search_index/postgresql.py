"""The index of words on PostgreSQL: tsvector."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, text

from pipelines.archive.search_index.index import Ask, matching_places, with_marks
from pipelines.archive.search_index.server_rows import ServerRows
from pipelines.archive.search_query import Term as Wanted
from pipelines.archive.search_told import letter_mark
from pipelines.archive.search_words import joints_within


class TsVector(ServerRows):
    """PostgreSQL: the words go in as they are, past its parser, and with them what joins them.

    Without that two common words that never stand side by side were looked for in the text of
    every post that has both: seconds, in 200,000 posts.
    """

    #: A tsvector ends at 1 MiB. Only lists without end, of numbers say, have so many words.
    most_bytes = 900_000
    #: So many places are gone through for each post that is asked for before the index is asked
    #: for all that there are: titles lie beside the place, words apart. With a million posts
    #: the index then names 10,000 at most, unless all of them are old.
    walk_titles = 300
    walk_words = 100

    def stored(self, words: str, marks: str) -> str:
        # In one piece: the driver looks at each item of a list. None has a quote.
        return "'" + self._fitting(with_marks(words, marks)).replace(" ", "' '") + "'"

    def _fitting(self, whole: str) -> str:
        if len(whole) * 4 + (whole.count(" ") + 1) * 4 < self.most_bytes:
            return whole
        # From the end: the marks are there.
        left = self.most_bytes
        kept = []
        for word in reversed(whole.split(" ")):
            left -= len(word.encode()) + 4
            if left < 0:
                break
            kept.append(word)
        return " ".join(kept)

    def places(self, connection: Connection, ask: Ask) -> list[int]:
        # A plan made once for all words would take a rare one for common, and a page for a tenth
        # of all posts.
        connection.execute(text("SET LOCAL plan_cache_mode = force_custom_plan"))
        wanted = " & ".join(map(self._any, ask.query.terms))
        marks = [f"({' | '.join(map(self._quoted, marks))})" for marks in ask.marks]
        needed = " & ".join([wanted, *marks] if wanted else marks)
        without = "".join(
            f" & !{self._any(term)}"
            for term in ask.query.excluded
            if term.plain and len(term.words) + len(term.letter) == 1
        )
        title = "title_words @@ CAST(:title AS tsquery)"
        words = "words @@ CAST(:words AS tsquery)"
        if ask.in_title:
            # A title has the marks, too. What is wanted nowhere is looked for in those that are
            # left, since the words of each have to be fetched for it.
            named, rest, walk = title, [words] if without else [], self.walk_titles
            fits = [title, *rest]
            asked: dict[str, Any] = {"title": needed, "words": without.removeprefix(" & ")}
        else:
            named, rest, walk = words, [f"NOT {title}"], self.walk_words
            fits = [*rest, words]
            asked = {"title": wanted, "words": needed + without}
        within = "place >= :low AND place < :high ORDER BY place DESC"
        # The planner cannot know how rare these words are together. Common ones are found among
        # the newest posts; rare ones are sorted, since who goes through the places for them
        # passes by all posts there are.
        found = matching_places(
            connection,
            f"SELECT place FROM (SELECT * FROM search_entry WHERE {within} LIMIT :walk) newest"
            f" WHERE {' AND '.join(fits)} ORDER BY place DESC LIMIT :limit",
            ask,
            self.slots,
            **asked,
            walk=walk * ask.limit,
        )
        if len(found) >= ask.limit:
            return found
        # Where the bitmap is too small, each row of a page is looked at again.
        connection.execute(text("SET LOCAL work_mem = '64MB'"))
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        return matching_places(
            connection,
            "WITH named AS MATERIALIZED"
            f" (SELECT place, title_words, words FROM search_entry WHERE {named})"
            # OFFSET: as many are held against the rest as it takes, the newest first.
            f" SELECT place FROM (SELECT * FROM named WHERE {within} OFFSET 0) named"
            f"{' WHERE ' * bool(rest)}{''.join(rest)} LIMIT :limit",
            ask,
            self.slots,
            **asked,
        )

    def _any(self, term: Wanted) -> str:
        return f"({' | '.join(map(self._all, term.ways))})"

    def _all(self, term: Wanted) -> str:
        quoted = [self._quoted(word) for word in term.words]
        if term.open_end:
            quoted[-1] += ":*"
        if term.letter:
            quoted.append(self._quoted(letter_mark(term.letter)))
        quoted += [
            f"{self._quoted(joint)}{':*' if begin else ''}"
            for joint, begin in joints_within(term.text, open_end=term.open_end)
        ]
        return f"({' & '.join(quoted)})"

    def _quoted(self, word: str) -> str:
        return f"'{word}'"
