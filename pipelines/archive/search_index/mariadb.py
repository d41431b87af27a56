"""The index of words on MariaDB: FULLTEXT."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, text

from pipelines.archive.search_index.index import Ask, bounds_of, matching_places, with_marks
from pipelines.archive.search_index.server_rows import ServerRows
from pipelines.archive.search_index.silent import silent_posts
from pipelines.archive.search_query import Query, Term
from pipelines.archive.search_told import (
    MOST_SPELLED,
    letter_mark,
    spelled,
    spelled_joint,
    spelled_mark,
)
from pipelines.archive.search_words import joints_within

#: All words of one of these ways; what ends in `_` is only the beginning of one.
Need = tuple[tuple[str, ...], ...]

#: By place: the planner might go through all posts, and sort them.
_NEWEST = "search_entry FORCE INDEX (ix_search_entry_place)"
_WITHIN = "place >= :low AND place < :high"
_IN_ORDER = "ORDER BY place DESC LIMIT :limit"

#: 1 when a post was written in the last minute; the server's own work on it is done in seconds.
_LATELY = text(
    "SELECT count(*) FROM information_schema.tables WHERE table_schema = database()"
    " AND table_name = 'search_entry' AND update_time > now() - INTERVAL 60 SECOND"
)
#: The server keeps some hundred kilobytes in memory: of real posts the last fifty, of the shortest
#: several hundred.
_LAST = "SELECT post_id FROM revision WHERE id > (SELECT max(id) FROM revision) - 1000"


class FullText(ServerRows):
    """MariaDB: the words and what joins them, spelled so that the server takes each for a word.

    FULLTEXT gathers all posts that have a word before it gives the newest: 4 ms for each 1,000. So
    what is common is looked for in the rows, the newest first, and FULLTEXT is asked for the rest.
    """

    #: So many places are gone through for each post that is asked for, when a tenth of them tells
    #: that it will do: titles lie beside the place, words apart.
    walk_titles = 150
    walk_words = 50
    #: What at most one post in so many has is rare: to look for more in a row that the index named
    #: takes longer than to ask the index for that, too.
    rare_in = 20

    def stored(self, words: str, marks: str) -> str:
        return with_marks(words, " ".join(map(spelled_mark, marks.split(" "))))

    def silent(self, connection: Connection) -> Sequence[int]:
        return silent_posts(connection)

    def knows_titles(self, query: Query) -> bool:
        return not any(map(_may_be_another, query.terms))

    def places(self, connection: Connection, ask: Ask) -> list[int]:
        wanted = _Wanted(ask)
        most = ask.limit * (self.walk_titles if ask.in_title else self.walk_words)
        probe = most // 10
        found: list[int] = []
        left = ask
        probed = 0
        for size in (probe, most - probe):
            last = self._last_of_next(connection, left, size)
            found += self._found(
                connection, left, wanted, f"{_NEWEST} WHERE {wanted.met()}", low=last
            )
            if len(found) == ask.limit or not last:
                return found
            probed = probed or last
            left = replace(ask, below=last, limit=ask.limit - len(found))
            if len(found) * most < ask.limit * probe:
                break  # at this rate they do not fill the page
        rare = self._rare(connection, ask, probed, wanted)
        return found + self._named(connection, left, wanted, rare)

    def _named(
        self, connection: Connection, ask: Ask, wanted: _Wanted, rare: Sequence[Need]
    ) -> list[int]:
        """Return what the index names, the last written looked at one by one.

        What was written last the server holds in memory, and each few posts it puts that into its
        tables: it clears the memory first and commits then, so that what asks in between is told
        of none of these posts (10.11, `fts_sync_commit`).
        """
        named = f"search_entry WHERE MATCH ({wanted.column}) AGAINST (:match IN BOOLEAN MODE)"
        named += f" AND {wanted.met([need for need in wanted.needs if need not in rare])}"
        match = " ".join(map(_match, rare))
        if not connection.execute(_LATELY).scalar_one():
            return self._found(connection, ask, wanted, named, match=match)
        named += f" AND post_id NOT IN ({_LAST})"
        held = f"search_entry WHERE post_id IN ({_LAST}) AND {wanted.met()}"
        return sorted(
            [
                *self._found(connection, ask, wanted, named, match=match),
                *self._found(connection, ask, wanted, held),
            ],
            reverse=True,
        )[: ask.limit]

    def _found(
        self, connection: Connection, ask: Ask, wanted: _Wanted, where: str, **more: Any
    ) -> list[int]:
        return matching_places(
            connection,
            f"SELECT place FROM {where} AND {_WITHIN} {_IN_ORDER}",
            ask,
            self.slots,
            **wanted.words,
            **more,
        )

    def _last_of_next(self, connection: Connection, ask: Ask, size: int) -> int:
        """Return the last of so many places; 0 when there are fewer."""
        found = matching_places(
            connection,
            f"SELECT place FROM {_NEWEST} WHERE {_WITHIN} {_IN_ORDER} OFFSET {size - 1}",
            replace(ask, limit=1),
            self.slots,
        )
        return found[0] if found else 0

    def _rare(self, connection: Connection, ask: Ask, low: int, wanted: _Wanted) -> Sequence[Need]:
        """Return the needs that few posts down to `low` meet, or all when there is none."""
        if len(wanted.needs) == 1:
            return wanted.needs
        counted = (f"COUNT({_meets(need, wanted.column)} OR NULL)" for need in wanted.needs)
        counts = connection.execute(
            text(f"SELECT COUNT(*), {', '.join(counted)} FROM {_NEWEST} WHERE {_WITHIN}"),
            {**bounds_of(ask, self.slots, low=low), **wanted.words},
        ).one()
        seen = counts[0]
        rare = [
            need
            for need, count in zip(wanted.needs, counts[1:], strict=True)
            if count * self.rare_in <= seen
        ]
        return rare or wanted.needs


class _Wanted:
    """What is wanted of a row."""

    def __init__(self, ask: Ask) -> None:
        #: Titles have the marks, too.
        self.column = "title_words" if ask.in_title else "words"
        terms = [need for term in ask.query.terms for need in _needs(term)]
        marks = [tuple((spelled_mark(mark),) for mark in some) for some in ask.marks]
        out = [need for term in ask.query.excluded if _tells_all(term) for need in _needs(term)]
        self.needs: list[Need] = [*terms, *marks]
        self._else = [f"NOT {_meets(need, 'words')}" for need in out]
        # Whoever asks looks at the titles himself where the index may take another word for it.
        if not ask.in_title and not any(map(_may_be_another, ask.query.terms)):
            in_title = " AND ".join(_meets(need, "title_words") for need in terms)
            self._else.insert(0, f"NOT ({in_title})")
        #: As they stand between blanks, by the names they have in conditions.
        self.words: dict[str, Any] = {
            word: f" {word} ".replace("_ ", "")
            for need in (*self.needs, *out)
            for way in need
            for word in way
        }

    def met(self, needs: Sequence[Need] | None = None) -> str:
        """Return the condition in SQL that all or these needs are met, and what else is wanted."""
        needs = self.needs if needs is None else needs
        return " AND ".join([*(_meets(need, self.column) for need in needs), *self._else, "TRUE"])


def _needs(term: Term) -> list[Need]:
    ways = tuple(map(_words, term.ways))
    return [ways] if len(ways) > 1 else [((word,),) for word in ways[0]]


def _words(term: Term) -> tuple[str, ...]:
    words = list(map(spelled, term.words))
    if term.open_end:
        words[-1] += "_"
    if term.letter:
        words.append(spelled_mark(letter_mark(term.letter)))
    words += [
        spelled_joint(joint) + "_" * begins
        for joint, begins in joints_within(term.text, open_end=term.open_end)
    ]
    return tuple(dict.fromkeys(words))


def _tells_all(term: Term) -> bool:
    """Return True when a post has the term if the index has its word."""
    ways = list(map(_words, term.ways))
    return (
        term.plain
        and not _may_be_another(term)
        and all(len(way) == 1 and len(way[0]) < MOST_SPELLED for way in ways)
    )


#: Where the spelling of a letter may begin.
_SPELLED_LETTER = re.compile("(?=([0-9a-f]{4}))")


def _may_be_another(term: Term) -> bool:
    """Return True when another word may be spelled as one of these is, or begin as it.

    비 is spelled be44, as `be44` is, and begins as `be*` does.
    """
    return any(
        word.isascii()
        and (
            (way.open_end and word == way.words[-1] and word[-1] in "0123456789abcdef")
            or any(chr(int(found[1], 16)).isalpha() for found in _SPELLED_LETTER.finditer(word))
        )
        for way in term.ways
        for word in way.words
    )


def _meets(need: Need, column: str) -> str:
    """Return the condition in SQL."""
    within = f"CONCAT(' ', {column}, ' ') COLLATE ascii_bin"
    ways = (" AND ".join(f"LOCATE(:{word}, {within})" for word in way) for way in need)
    return f"({' OR '.join(ways)})"


def _match(need: Need) -> str:
    """Return what FULLTEXT is asked for."""
    ways = [" ".join(f"+{word.replace('_', '*')}" for word in way) for way in need]
    return f"+({' '.join(f'({way})' for way in ways)})" if len(ways) > 1 else ways[0]
