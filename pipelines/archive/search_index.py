"""The index of words: what is written for a post, and how each database is asked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Protocol

from sqlalchemy import Connection, Select, and_, column, inspect, or_, select, table, text, union

from pipelines.archive.keys import IN_LIST, chunks
from pipelines.archive.models import Person, Post, PostAuthor, PostTerm, Revision, Term
from pipelines.archive.search_query import Query
from pipelines.archive.search_query import Term as Wanted
from pipelines.archive.search_told import Told, letter_mark, spelled, told
from pipelines.archive.search_words import RUN, borders_in, joints_within

#: Rows by which old archives are indexed.
STEP = 200

#: One row for each post that is indexed, by the revision it is found by.
ENTRY = table("search_entry", column("post_id"), column("revision_id"), column("place"))

_YEAR_1 = datetime.min.replace(tzinfo=UTC)


def minute_of(at: datetime) -> int:
    """Return the minute of an instant, counted from the beginning of year 1."""
    return int((at - _YEAR_1).total_seconds() // 60)


def site_mark(site_id: int) -> str:
    """Return the word in the index that stands for a site."""
    return f"_s{site_id}"


def language_mark(language: str) -> str:
    """Return the word that stands for a language, without its region."""
    letters = language.lower().partition("-")[0]
    return "_l" + "".join(filter(str.isalnum, letters.encode("ascii", "ignore").decode()))


def tag_mark(term_id: int) -> str:
    """Return the word that stands for a tag."""
    return f"_t{term_id}"


def author_mark(person_id: int) -> str:
    """Return the word that stands for an author."""
    return f"_a{person_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the index holds of one post."""

    post_id: int
    revision_id: int
    #: Orders posts by time; what is not there yet gets its place from `put`.
    place: int
    minute: int
    #: Of tags, authors, site and language, parted by blanks.
    marks: str
    told: Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What an index is asked for: the posts of the highest places below `below`."""

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


class _Index(Protocol):
    def put(self, connection: Connection, entries: Sequence[Words]) -> None:
        """Add posts that are not there."""

    def take(self, connection: Connection, entries: Sequence[Words]) -> None:
        """Take posts out."""

    def places(self, connection: Connection, ask: Ask) -> list[int]:
        """Return the places of posts that may fit; none that fits is missing."""

    def loose(self) -> Sequence[Any]:
        """Return selects of places without words, and of words without a place."""

    def clear(self, connection: Connection) -> None:
        """Forget all words that do not go with their entries."""

    def ready(self, connection: Connection) -> bool:
        """Return False when a later migration makes the tables, and indexes all posts itself."""


def index_revisions(connection: Connection, revision_ids: Iterable[int]) -> None:
    """Make these the revisions by which their posts are found; part of the caller's transaction."""
    for ids in chunks(sorted(revision_ids), IN_LIST):
        index_words(connection, _words_of_revisions(connection, ids))


def index_words(connection: Connection, entries: Sequence[Words]) -> None:
    """Find posts by these words from now on; part of the caller's transaction."""
    remove_posts(connection, [entry.post_id for entry in entries])
    _index_of(connection).put(connection, entries)


def marks_of(site_id: int, language: str, tags: Iterable[int], authors: Iterable[int]) -> str:
    """Return the marks of a post, by the ids of its tags and authors, parted by blanks."""
    of_post = (site_mark(site_id), language_mark(language))
    return " ".join((*map(tag_mark, tags), *map(author_mark, authors), *of_post))


def remove_posts(connection: Connection, post_ids: Iterable[int]) -> None:
    """Take posts out of the index; to be called before their revisions are deleted."""
    index = _index_of(connection)
    for ids in chunks(sorted(post_ids), IN_LIST):
        there = connection.execute(select(ENTRY).where(ENTRY.c.post_id.in_(ids))).all()
        if there:
            places = {row.revision_id: row.place for row in there}
            old = _words_of_revisions(connection, sorted(places))
            index.take(
                connection, [replace(words, place=places[words.revision_id]) for words in old]
            )
            connection.execute(ENTRY.delete().where(ENTRY.c.post_id.in_(ids)))


def index_missing(connection: Connection) -> int:
    """Index what is not, as after a copy; return how many posts that were."""
    done = 0
    last: int | None = 0 if _index_of(connection).ready(connection) else None
    while last is not None:
        last, indexed = index_posts_after(connection, last)
        done += indexed
    return done


def index_posts_after(connection: Connection, post_id: int) -> tuple[int | None, int]:
    """Index the next posts that are not; return the last one's id, and how many that were.

    The id is None when there are no more.
    """
    missing = unindexed().where(Post.id > post_id).limit(STEP)
    found = connection.execute(missing).all()
    index_revisions(connection, [row.revision_id for row in found])
    return (found[-1].id if len(found) == STEP else None), len(found)


def unindexed() -> Select[int, int]:
    """Return the select of posts that are not found by what they say now: `id, revision_id`."""
    return (
        select(Post.id, Revision.id.label("revision_id"))
        .join(Revision, and_(Revision.post_id == Post.id, Revision.seq == Post.current_seq))
        .join(ENTRY, ENTRY.c.post_id == Post.id, isouter=True)
        .where(or_(ENTRY.c.post_id.is_(None), ENTRY.c.revision_id != Revision.id))
        .order_by(Post.id)
    )


def surplus_entries(connection: Connection) -> Sequence[Any]:
    """Return selects of what is in the index and of no post, so that only a new one is right."""
    of_no_post = (
        select(ENTRY.c.post_id, ENTRY.c.revision_id)
        .join(Revision, Revision.id == ENTRY.c.revision_id, isouter=True)
        .join(Post, Post.id == ENTRY.c.post_id, isouter=True)
        .where(or_(Post.id.is_(None), Revision.id.is_(None)))
    )
    return of_no_post, *_index_of(connection).loose()


def empty_index(connection: Connection) -> None:
    """Take all posts out of the index, whatever state it is in; `index_missing` fills it again."""
    _index_of(connection).clear(connection)
    connection.execute(ENTRY.delete())


def find_places(connection: Connection, ask: Ask) -> list[int]:
    """Return places of posts that may fit, the highest first; none that fits is missing."""
    return _index_of(connection).places(connection, ask)


def _words_of_revisions(connection: Connection, revision_ids: Sequence[int]) -> list[Words]:
    heads = connection.execute(
        # Columns by name: a migration runs this on tables that may lack later ones.
        select(
            Revision.id,
            Revision.post_id,
            Revision.title,
            Revision.body_text,
            Revision.language,
            Post.listed_at,
            Post.site_id,
        )
        .join(Post, Post.id == Revision.post_id)
        .where(Revision.id.in_(revision_ids))
        .order_by(Revision.post_id)
    ).all()
    tags = connection.execute(
        select(PostTerm.revision_id, Term.id, Term.name)
        .join(Term, Term.id == PostTerm.term_id)
        .where(PostTerm.revision_id.in_(revision_ids), Term.kind == "tag")
        .order_by(PostTerm.revision_id, PostTerm.ord)
    ).all()
    authors = connection.execute(
        select(PostAuthor.revision_id, Person.id)
        .join(Person, Person.id == PostAuthor.person_id)
        .where(PostAuthor.revision_id.in_(revision_ids))
        .order_by(PostAuthor.revision_id, PostAuthor.ord)
    ).all()
    names: dict[int, list[str]] = {}
    tag_ids: dict[int, list[int]] = {}
    author_ids: dict[int, list[int]] = {}
    for tag in tags:
        names.setdefault(tag.revision_id, []).append(tag.name)
        tag_ids.setdefault(tag.revision_id, []).append(tag.id)
    for author in authors:
        author_ids.setdefault(author.revision_id, []).append(author.id)
    return [
        Words(
            post_id=head.post_id,
            revision_id=head.id,
            place=0,
            minute=minute_of(head.listed_at),
            marks=marks_of(
                head.site_id, head.language, tag_ids.get(head.id, ()), author_ids.get(head.id, ())
            ),
            told=told(connection.dialect.name, head.title, head.body_text, names.get(head.id, ())),
        )
        for head in heads
    ]


def _index_of(connection: Connection) -> _Index:
    return _INDEXES[connection.dialect.name]


#: Between two words of which either will do.
_OR = '" OR "'


class _Fts5:
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
        wanted = " AND ".join(map(self._phrase, ask.query.terms))
        marks = "".join(f' AND ("{_OR.join(marks)}")' for marks in ask.marks)
        out = " OR ".join(self._phrase(term) for term in ask.query.excluded if term.plain)
        if ask.in_title:
            # Without the words in their titles, all posts of a stretch may be too many.
            return self._but(
                connection,
                ask,
                *("search_titles", f"{wanted}{marks}"),
                *("search_words", f"{wanted} AND ({out})" if out else ""),
            )
        return self._but(
            connection,
            ask,
            *("search_words", f"({wanted}{marks}) NOT ({out})" if out else f"{wanted}{marks}"),
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
            some = self._matching(connection, ask, name, match, size)
            if some:
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
        return _places(
            connection,
            f"SELECT rowid FROM {name} WHERE {name} MATCH :match"
            " AND rowid >= :low AND rowid < :high ORDER BY rowid DESC LIMIT :limit",
            replace(ask, limit=size),
            self.slots,
            drift=self.drift,
            low=low,
            match=match,
        )

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

    def clear(self, connection: Connection) -> None:
        for name in self.tables:
            connection.execute(text(f"INSERT INTO {name} ({name}) VALUES ('delete-all')"))

    def ready(self, connection: Connection) -> bool:
        return bool(inspect(connection).has_table(self.tables[0]))

    def _phrase(self, term: Wanted) -> str:
        # A phrase that ends in one letter goes on to it.
        parts = [f'"{border}"' for border in borders_in(RUN.findall(term.text))]
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
        texts.append(_with_marks(before, entry.marks, after))
    return texts


def _with_marks(before: str, marks: str, after: str = "") -> str:
    return " ".join(filter(None, (before, marks, after)))


class _Rows:
    """A server: each post has a row with the set of its words; the caller looks at their order."""

    #: Posts of one minute are told apart by their ids.
    slots = 1 << 30

    insert = (
        "INSERT INTO search_entry (post_id, revision_id, place, title_words, words)"
        " VALUES (%s, %s, %s, %s, %s)"
    )

    def put(self, connection: Connection, entries: Sequence[Words]) -> None:
        if entries:
            connection.exec_driver_sql(
                self.insert,
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

    def loose(self) -> Sequence[Any]:
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


class _TsVector(_Rows):
    """PostgreSQL: the words go in as they are, past its parser, and with them what joins them.

    Without that two common words that never stand side by side were looked for in the text of
    every post that has both: seconds, in 200,000 posts.
    """

    insert = (
        "INSERT INTO search_entry (post_id, revision_id, place, title_words, words)"
        " VALUES (%s, %s, %s,"
        " array_to_tsvector(string_to_array(%s, ' ')),"
        " array_to_tsvector(string_to_array(%s, ' ')))"
    )
    #: A tsvector ends at 1 MiB. Only lists without end, of numbers say, have so many words.
    most_bytes = 900_000
    #: So many places are gone through for each post that is asked for before the index is asked
    #: for all that there are: titles lie beside the place, words apart. With a million posts
    #: the index then names 10,000 at most, unless all of them are old.
    walk_titles = 300
    walk_words = 100

    def stored(self, words: str, marks: str) -> str:
        # In one piece: the driver looks at each item of a list.
        whole = _with_marks(words, marks)
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
        wanted = " & ".join(map(self._all, ask.query.terms))
        needed = " & ".join(
            [wanted, *(f"({' | '.join(map(self._quoted, marks))})" for marks in ask.marks)]
        )
        without = "".join(
            f" & !{self._all(term)}"
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
        found = _places(
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
        return _places(
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


class _FullText(_Rows):
    """MariaDB: each word as ASCII, with two letters in front.

    The server drops words of less than three letters and some English ones, and has its own mind
    about what is a letter.
    """

    def stored(self, words: str, marks: str) -> str:
        return _with_marks(words, " ".join(map(spelled, marks.split(" "))))

    def places(self, connection: Connection, ask: Ask) -> list[int]:
        wanted = " ".join(map(self._all, ask.query.terms))
        marks = "".join(f" +({' '.join(map(spelled, marks))})" for marks in ask.marks)
        return _places(
            connection,
            "SELECT place FROM search_entry WHERE MATCH (words) AGAINST (:match IN BOOLEAN MODE)"
            f" AND {'' if ask.in_title else 'NOT '}"
            "MATCH (title_words) AGAINST (:title IN BOOLEAN MODE)"
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


def _places(
    connection: Connection,
    statement: str,
    ask: Ask,
    slots: int,
    *,
    drift: int = 0,
    low: int = 0,
    **words: str | int,
) -> list[int]:
    bounds = {
        "low": max(low, ask.since * slots),
        "high": min(ask.below, (ask.until + 1 + drift) * slots),
        "limit": ask.limit,
    }
    return list(connection.execute(text(statement), {**bounds, **words}).scalars())


_INDEXES: dict[str, _Index] = {
    "sqlite": _Fts5(),
    "postgresql": _TsVector(),
    "mysql": _FullText(),
    "mariadb": _FullText(),
}
