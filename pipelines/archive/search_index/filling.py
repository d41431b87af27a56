"""Posts put into the index of words and taken out of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Select, and_, or_, select

from pipelines.archive.keys import IN_LIST, chunks
from pipelines.archive.models import Person, Post, PostAuthor, PostTerm, Revision, Term
from pipelines.archive.search_index.databases import index_of
from pipelines.archive.search_index.index import ENTRY, Words
from pipelines.archive.search_index.marks import marks_of, minute_of
from pipelines.archive.search_index.server_rows import ServerRows
from pipelines.archive.search_told import told

#: Rows by which old archives are indexed.
STEP = 200


def index_revisions(connection: Connection, revision_ids: Iterable[int]) -> None:
    """Make these the revisions by which their posts are found; part of the caller's transaction."""
    for ids in chunks(sorted(revision_ids), IN_LIST):
        index_words(connection, _words_of_revisions(connection, ids))


def index_words(connection: Connection, entries: Sequence[Words]) -> None:
    """Find posts by these words from now on; part of the caller's transaction."""
    places = remove_posts(connection, [entry.post_id for entry in entries])
    again = [replace(entry, place=places.get(entry.post_id, 0)) for entry in entries]
    index_of(connection).put(connection, again)


def remove_posts(connection: Connection, post_ids: Iterable[int]) -> dict[int, int]:
    """Take posts out of the index; return the place that each had, by its number.

    To be called before their revisions are deleted.
    """
    index = index_of(connection)
    left: dict[int, int] = {}
    for ids in chunks(sorted(post_ids), IN_LIST):
        if there := connection.execute(select(ENTRY).where(ENTRY.c.post_id.in_(ids))).all():
            places = {row.revision_id: row.place for row in there}
            old = _words_of_revisions(connection, sorted(places))
            index.take(
                connection, [replace(words, place=places[words.revision_id]) for words in old]
            )
            connection.execute(ENTRY.delete().where(ENTRY.c.post_id.in_(ids)))
            left |= {row.post_id: row.place for row in there}
    return left


def index_missing(connection: Connection) -> int:
    """Index what is not, as after a copy; return how many posts that were."""
    done = 0
    last: int | None = 0 if index_of(connection).ready(connection) else None
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


def fill_aside(connection: Connection, name: str) -> None:
    """Put the words of all posts into an empty table, made as that of a server's index is."""
    index = index_of(connection)
    assert isinstance(index, ServerRows)
    standing = (
        select(Revision.id, Post.id.label("post_id"))
        .join(Post, and_(Post.id == Revision.post_id, Post.current_seq == Revision.seq))
        .order_by(Post.id)
        .limit(STEP)
    )
    last = 0
    while found := connection.execute(standing.where(Post.id > last)).all():
        index.put_into(name, connection, _words_of_revisions(connection, [one.id for one in found]))
        last = found[-1].post_id


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
    return of_no_post, *index_of(connection).loose()


def silent_entries(connection: Connection) -> Sequence[int]:
    """Return posts, of a sample, that the index has and does not name by their words."""
    return index_of(connection).silent(connection)


def empty_index(connection: Connection) -> None:
    """Take all posts out of the index, whatever state it is in; `index_missing` fills it again."""
    index_of(connection).clear(connection)
    connection.execute(ENTRY.delete())


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
