"""Search: the posts whose title, text or tags hold what was asked for, as they stand now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import merge
from itertools import islice
from typing import Unpack

from sqlalchemy import ColumnElement, Connection, Row, and_, select

from pipelines.archive.cleaning import composed
from pipelines.archive.engine import instant
from pipelines.archive.keys import chunks
from pipelines.archive.models import Person, Post, PostAuthor, PostTerm, Revision, Site, Term
from pipelines.archive.opening import Archive
from pipelines.archive.query import ChoiceArguments, PostChoice, written_in
from pipelines.archive.rows import moment_of, norm_name
from pipelines.archive.search_index import (
    ENTRY,
    Ask,
    author_mark,
    find_places,
    knows_titles,
    language_mark,
    minute_of,
    site_mark,
    tag_mark,
)
from pipelines.archive.search_query import Query, parse_query
from pipelines.archive.search_snippet import Marked, marked, snippet
from pipelines.archive.search_words import folded
from pipelines.archive.sites import site_ids
from pipelines.archive.whole import Columns, select_heads, whole_posts
from pipelines.items import Moment, StoredPost

#: Posts that are read and checked at a time, at most.
MOST_AT_ONCE = 200
_END = 2**63 - 1
_CURSOR = re.compile("([tb])([0-9a-f]{1,15})")


class BadCursor(ValueError):
    """What was given as the end of the last page is no such thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A post that fits, and where."""

    post_id: int
    revision: int
    url: str
    site: str
    title: Marked
    #: The stretch of the text with the most matches; its beginning when it has none.
    snippet: Marked
    published: Moment | None
    language: str
    #: Hand it back as `after` for what comes next.
    cursor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a search stands: first the posts that fit by their title, then the others."""

    in_title: bool
    below: int

    def __str__(self) -> str:
        return f"{'t' if self.in_title else 'b'}{self.below:x}"


def search_posts(
    archive: Archive,
    query: str | Query,
    *,
    limit: int = 20,
    after: str | None = None,
    **choice: Unpack[ChoiceArguments],
) -> list[Hit]:
    """Return the posts that fit, those with every word in the title first, each part newest first.

    Of those that `choice` means, as for `query.iter_records`, but `tag` in any case and width.
    `after` is the `cursor` of the last hit before. Raises BadQuery or BadCursor.
    """
    parsed = parse_query(query) if isinstance(query, str) else query
    start = _start(after)
    with archive.reading() as connection:
        if (scope := _scope(connection, PostChoice(**choice))) is None:
            return []
        found: list[Hit] = []
        for in_title in (True, False) if start.in_title else (False,):
            below = start.below if in_title == start.in_title else _END
            for candidate in _fitting(connection, parsed, scope, in_title, below, limit):
                cursor = _Place(in_title=in_title, below=candidate.place)
                found.append(_hit(parsed, candidate, cursor))
                if len(found) == limit:
                    return found
    return found


def iter_found(
    archive: Archive,
    query: str | Query,
    *,
    limit: int | None = None,
    **choice: Unpack[ChoiceArguments],
) -> Iterator[StoredPost]:
    """Yield each post that fits whole, the newest first, in constant memory.

    Arguments as for `search_posts`, but `tag` is the exact name, as in every export.
    """
    tag = choice.get("tag")
    parsed = parse_query(query) if isinstance(query, str) else query

    def part(in_title: bool) -> Iterator[tuple[int, int]]:
        below = _END
        while True:
            # No transaction stays open between pages.
            with archive.reading() as connection:
                if (scope := _scope(connection, PostChoice(**choice))) is None:
                    return
                fitting = _fitting(connection, parsed, scope, in_title, below, MOST_AT_ONCE)
                page = [(-one.place, one.row.post_id) for one in islice(fitting, MOST_AT_ONCE)]
            yield from page
            if len(page) < MOST_AT_ONCE:
                return
            below = -page[-1][0]

    # The higher the place, the later it was published.
    numbers = (post_id for _, post_id in merge(part(True), part(False)))
    given = 0
    while page := list(islice(numbers, min(MOST_AT_ONCE, limit or MOST_AT_ONCE))):
        with archive.reading() as connection:
            heads = connection.execute(select_heads().where(Post.id.in_(page))).all()
            posts = {one.post_id: one for one in whole_posts(connection, heads, as_now=True)}
        for stored in (posts[number] for number in page if number in posts):
            if tag is None or composed(tag) in stored.post.tags:
                yield stored
                given += 1
                if given == limit:
                    return


def _start(after: str | None) -> _Place:
    if after is None:
        return _Place(in_title=True, below=_END)
    if (read := _CURSOR.fullmatch(after.strip())) is None:
        raise BadCursor(f"{after!r} is not the cursor of a search")
    return _Place(in_title=read[1] == "t", below=int(read[2], 16))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scope:
    """Which posts are looked at: by words in the index, by minute, and by their rows."""

    marks: tuple[tuple[str, ...], ...]
    since: int
    until: int
    #: The index may be of an older revision where somebody wrote past us; the rows are right.
    filters: tuple[ColumnElement[bool], ...]


def _scope(connection: Connection, choice: PostChoice) -> _Scope | None:
    """Return what the filters come to; None when no post can pass them."""
    marks: list[tuple[str, ...]] = []
    filters: list[ColumnElement[bool]] = []
    if (sites := site_ids(connection, choice.site)) is not None:
        marks.append(tuple(map(site_mark, sites)))
        filters.append(Post.site_id.in_(sites))
    if choice.tag is not None:
        named = Term.norm_name == norm_name(choice.tag)
        terms = connection.execute(select(Term.id).where(Term.kind == "tag", named))
        ids = list(terms.scalars())
        marks.append(tuple(map(tag_mark, ids)))
        # Asked of each candidate: a popular tag is on more posts than one wants to collect.
        tagged = select(PostTerm.ord).where(PostTerm.term_id.in_(ids))
        filters.append(tagged.where(PostTerm.revision_id == Revision.id).exists())
    if choice.author is not None:
        people = select(Person.id).where(Person.norm_name == norm_name(choice.author))
        ids = list(connection.execute(people).scalars())
        marks.append(tuple(map(author_mark, ids)))
        written = select(PostAuthor.ord).where(PostAuthor.person_id.in_(ids))
        filters.append(written.where(PostAuthor.revision_id == Revision.id).exists())
    if choice.language is not None:
        marks.append((language_mark(choice.language),))
        # The mark is that of letters alone, and without the region.
        filters.append(written_in(choice.language))
    if not all(marks):
        return None
    if choice.post is not None:
        filters.append(Post.id == choice.post)
    if choice.since is not None:
        filters.append(Post.listed_at >= choice.since)
    if choice.until is not None:
        filters.append(Post.listed_at < choice.until)
    return _Scope(
        marks=tuple(marks),
        since=minute_of(instant(choice.since)) if choice.since else 0,
        until=minute_of(instant(choice.until or datetime.max.replace(tzinfo=UTC))),
        filters=tuple(filters),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A post that the index named."""

    row: Row[*Columns]
    place: int
    tags: str

    def fits(self, query: Query) -> bool:
        return query.fits(map(folded, (self.row.title, self.row.body_text, self.tags)))

    def fits_by_title(self, query: Query) -> bool:
        """Return True when each term is in the title."""
        title = folded(self.row.title)
        return all(term.pattern.search(title) for term in query.terms)


def _fitting(
    connection: Connection, query: Query, scope: _Scope, in_title: bool, below: int, limit: int
) -> Iterator[_Candidate]:
    """Yield the posts that fit: those that the index names, held against what they say."""
    size = min(limit, MOST_AT_ONCE)
    told = knows_titles(connection, query)
    while True:
        ask = Ask(
            query=query,
            marks=scope.marks,
            in_title=in_title,
            since=scope.since,
            until=scope.until,
            below=below,
            limit=size,
        )
        places = find_places(connection, ask)
        # As many texts are read as a page has posts: the next to fit are mostly among them.
        for some in chunks(places, min(limit, MOST_AT_ONCE)):
            for candidate in _candidates(connection, some, scope):
                if candidate.fits(query) and (told or candidate.fits_by_title(query) == in_title):
                    yield candidate
        if len(places) < size:
            return
        below = places[-1]
        size = MOST_AT_ONCE


def _candidates(
    connection: Connection, places: Sequence[int], scope: _Scope
) -> Iterator[_Candidate]:
    if not places:
        return
    found = connection.execute(
        select(
            ENTRY.c.place,
            Post.id.label("post_id"),
            Post.url,
            Site.home_url,
            Revision.id.label("revision_id"),
            Revision.seq,
            Revision.title,
            Revision.body_text,
            Revision.language,
            Revision.published_at,
            Revision.published_offset_min,
            Revision.published_offset_stated,
            Revision.published_precision,
            Revision.published_raw,
        )
        .join(ENTRY, ENTRY.c.post_id == Post.id)
        .join(Site, Site.id == Post.site_id)
        .join(Revision, and_(Revision.post_id == Post.id, Revision.seq == Post.current_seq))
        .where(ENTRY.c.place.in_(places), *scope.filters)
    ).all()
    tags: dict[int, list[str]] = {}
    for tag in connection.execute(
        select(PostTerm.revision_id, Term.name)
        .join(Term, Term.id == PostTerm.term_id)
        .where(PostTerm.revision_id.in_([row.revision_id for row in found]), Term.kind == "tag")
        .order_by(PostTerm.revision_id, PostTerm.ord)
    ):
        tags.setdefault(tag.revision_id, []).append(tag.name)
    for row in sorted(found, key=lambda row: -row.place):
        yield _Candidate(row=row, place=row.place, tags="\n".join(tags.get(row.revision_id, ())))


def _hit(query: Query, found: _Candidate, cursor: _Place) -> Hit:
    row = found.row
    return Hit(
        post_id=row.post_id,
        revision=row.seq,
        url=row.url,
        site=row.home_url,
        title=marked(query, row.title),
        snippet=snippet(query, row.body_text),
        published=moment_of("published", row._asdict()),
        language=row.language,
        cursor=str(cursor),
    )
