"""One batch of posts into the tables, inside one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from sqlalchemy import Connection

from pipelines.archive import models, rows
from pipelines.archive.claims import leave_to_neighbours
from pipelines.archive.finding import find_posts, find_sites
from pipelines.archive.forgotten import forgotten_hashes
from pipelines.archive.frontier import mark_stored
from pipelines.archive.inserting import insert_missing, insert_rows, insert_values, update_rows
from pipelines.archive.keys import Key, find_ids, ids_of, new_ids
from pipelines.archive.models import table_of
from pipelines.archive.opening import Archive
from pipelines.archive.prepared import images_of
from pipelines.archive.search_index import Words, index_words, marks_of, minute_of
from pipelines.archive.states import Proof, append_changes, move
from pipelines.archive.weighing import weigh
from pipelines.archive.work import Work, in_rounds, work_of
from pipelines.garbage import garbage_waits
from pipelines.items import Post, StoredPost
from pipelines.urls import url_hash


def write_batch(
    posts: Sequence[Post], run_id: int | None, connection: Connection
) -> list[StoredPost | None]:
    """Write `posts` and return them as stored, in order; None for one that was forgotten."""
    with garbage_waits():
        return _write_batch(posts, run_id, connection)


def _write_batch(
    posts: Sequence[Post], run_id: int | None, connection: Connection
) -> list[StoredPost | None]:
    all_works = [work_of(post) for post in posts]
    leave_to_neighbours(connection, all_works)
    # Whoever read it may have done so before it was forgotten.
    away = forgotten_hashes(connection, set().union(*map(_hashes, all_works)))
    works = [work for work in all_works if not away & _hashes(work)] if away else all_works
    find_sites(connection, works)
    for round_ in in_rounds(works):
        find_posts(connection, round_)
        _write_fetches(connection, round_, run_id)
        weigh(connection, round_, run_id)
        edited = [work for work in round_ if work.outcome != "same"]
        _write_revisions(connection, edited, run_id)
        _write_names(connection, edited)
        _write_images(connection, edited)
        _write_details(connection, edited)
        index_words(connection, _words(connection, edited))
        _write_addresses(connection, round_)
    # With the post: a crawl that is killed next knows that it is held.
    mark_stored(connection, [(work.site_id, work.post.fetch.address_hash) for work in works])
    _tell(connection, works, run_id)
    return [_stored(work) if work.post_id else None for work in all_works]


def is_forgotten(archive: Archive, post: Post) -> bool:
    """Return whether `post` would not be written, since an address of it or its blog was forgotten.

    One that a page of another blog of the host claims as its own is none of its addresses.
    """

    def look(connection: Connection) -> bool:
        work = work_of(post)
        leave_to_neighbours(connection, [work])
        return bool(forgotten_hashes(connection, _hashes(work)))

    return archive.read(look)


def _hashes(work: Work) -> set[str]:
    return {work.url_hash, work.asked_hash, work.site_hash, *work.addresses}


def _stored(work: Work) -> StoredPost:
    return StoredPost(
        post=work.post,
        post_id=work.post_id,
        revision=work.seq,
        outcome=work.outcome,
        first_seen_at=work.first_seen_at,
        last_seen_at=work.last_seen_at,
    )


def _write_fetches(connection: Connection, works: list[Work], run_id: int | None) -> None:
    fetches: dict[Key, rows.Row] = {}
    for work in works:
        row = rows.fetch_row(work.post.fetch, site_id=work.site_id, run_id=run_id)
        fetches[row["fetched_at"], row["url_hash"]] = row
    ids = ids_of(connection, table_of(models.PageFetch), ("fetched_at", "url_hash"), fetches)
    for work in works:
        work.fetch_id = ids[work.seen_at, url_hash(work.post.fetch.url)]


def _write_revisions(connection: Connection, works: list[Work], run_id: int | None) -> None:
    if not works:
        return
    ids = new_ids(
        connection,
        table_of(models.Revision),
        ("seq", "post_id"),
        {
            (work.seq, work.post_id): {
                "post_id": work.post_id,
                "seq": work.seq,
                "fetch_id": work.fetch_id,
                "run_id": run_id,
                "content_hash": work.content_hash(),
                "field_marks": work.marks,
                **rows.revision_row(work.post, work.prepared.word_count),
            }
            for work in works
        },
        insert=insert_rows,
    )
    for work in works:
        work.revision_id = ids[work.seq, work.post_id]
    # A page from before is history: what stands stays.
    standing = [(one.revision_id, one.post.title, one.post_id) for one in works if not one.earlier]
    update_rows(connection, table_of(models.Post), ("current_revision_id", "title"), standing)


def _write_names(connection: Connection, works: list[Work]) -> None:
    people: dict[Key, rows.Row] = {}
    terms: dict[Key, rows.Row] = {}
    for work in works:
        for name in work.post.authors:
            people[work.site_id, name] = {
                "site_id": work.site_id,
                "name": name,
                "norm_name": rows.norm_name(name),
            }
        for kind, name in _terms(work.post):
            if (key := (work.site_id, kind, name)) in terms:
                continue
            norm = rows.norm_name(name)
            terms[key] = {
                "site_id": work.site_id,
                "kind": kind,
                "name": name,
                "norm_name": norm,
                "name_key": rows.name_key(kind, norm),
            }
    person_ids = ids_of(connection, table_of(models.Person), ("site_id", "name"), people)
    term_ids = ids_of(connection, table_of(models.Term), ("site_id", "kind", "name"), terms)
    insert_values(
        connection,
        table_of(models.PostAuthor),
        ("revision_id", "ord", "person_id"),
        [
            (work.revision_id, place, person_ids[work.site_id, name])
            for work in works
            for place, name in enumerate(work.post.authors)
        ],
    )
    insert_values(
        connection,
        table_of(models.PostTerm),
        ("revision_id", "ord", "term_id", "name_key", "tagged_at"),
        [
            (work.revision_id, place, term_ids[key], terms[key]["name_key"], work.listed_at)
            for work in works
            for place, key in enumerate((work.site_id, *term) for term in _terms(work.post))
        ],
    )
    for work in works:
        work.tag_ids = [term_ids[work.site_id, "tag", name] for name in work.post.tags]
        work.author_ids = [person_ids[work.site_id, name] for name in work.post.authors]


def _terms(post: Post) -> list[tuple[str, str]]:
    return [("tag", name) for name in post.tags] + [("category", name) for name in post.categories]


def _words(connection: Connection, works: list[Work]) -> list[Words]:
    index = connection.dialect.name
    return [
        Words(
            post_id=work.post_id,
            revision_id=work.revision_id,
            place=0,
            minute=minute_of(work.listed_at),
            marks=marks_of(work.site_id, post.language, work.tag_ids, work.author_ids),
            told=work.told(index),
        )
        for work in sorted(works, key=attrgetter("post_id"))
        if not work.earlier
        for post in [work.post]
    ]


def _write_images(connection: Connection, works: list[Work]) -> None:
    images: dict[Key, rows.Row] = {}
    for work in works:
        for image, (key, host) in zip(images_of(work.post), work.prepared.images, strict=True):
            if (key,) not in images:
                images[(key,)] = {"url_hash": key, "url": image.url, "host": host}
    ids = ids_of(connection, table_of(models.Image), ("url_hash",), images)
    values = [
        row
        for work in works
        for row in rows.image_rows(
            work.post, work.revision_id, [ids[(key,)] for key, _ in work.prepared.images]
        )
    ]
    insert_values(connection, table_of(models.PostImage), rows.IMAGE, values)


def _write_details(connection: Connection, works: list[Work]) -> None:
    links = [
        row
        for work in works
        for row in rows.link_rows(work.post, work.prepared.links, work.revision_id, work.listed_at)
    ]
    insert_values(connection, table_of(models.PostLink), rows.LINK, links)
    embeds = [row for work in works for row in rows.embed_rows(work.post, work.revision_id)]
    insert_values(connection, table_of(models.PostEmbed), rows.EMBED, embeds)
    said = [row for work in works for row in rows.evidence_rows(work.post, work.revision_id)]
    insert_values(connection, table_of(models.FieldEvidence), rows.EVIDENCE, said)


def _write_addresses(connection: Connection, works: list[Work]) -> None:
    table = table_of(models.PostAddress)
    met = {
        (work.site_id, key): {
            "site_id": work.site_id,
            "url_hash": key,
            "post_id": work.post_id,
            "url": url,
            "first_seen_at": work.seen_at,
        }
        for work in works
        for key, url in work.addresses.items()
    }
    known = find_ids(connection, table, ("site_id", "url_hash"), met.keys(), answer="post_id")
    insert_missing(connection, table, [met[key] for key in sorted(met) if key not in known])


def _tell(connection: Connection, works: list[Work], run_id: int | None) -> None:
    """Write the feed of changes; what once stood where another post is met now is redirected."""
    for work in works:
        left = work.left
        redirects = url_hash(work.post.fetch.final_url) != work.asked_hash
        if left and redirects and left.id != work.post_id and left.last_seen_at < work.seen_at:
            said = Proof(state="redirected", reason="to another post", url=work.post.fetch.url)
            move(connection, {left.id: said}, {left.id: left}, at=work.seen_at, run_id=run_id)
    feed: list[rows.Row] = []
    for work in works:
        if work.change:
            row = {"post_id": work.post_id, "at": work.seen_at, "to_revision_id": work.revision_id}
            feed.append({**row, **work.change})
        feed += work.moves
    append_changes(connection, feed)
