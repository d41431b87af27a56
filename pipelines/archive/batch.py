"""One batch of posts into the tables, inside one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from sqlalchemy import Connection, Row, and_, bindparam, insert, select, update

from pipelines.archive import models, rows
from pipelines.archive.cleaning import clean_post
from pipelines.archive.content import (
    content_hash,
    edited_fields,
    field_marks,
    lost_fields,
)
from pipelines.archive.engine import insert_missing
from pipelines.archive.keys import Key, find_ids, ids_of
from pipelines.archive.models import table_of
from pipelines.archive.moves import Left, posts_left
from pipelines.archive.search_index import index_revisions
from pipelines.archive.states import Proof, append_changes, change_row, move, restored
from pipelines.archive.whole import Columns, select_heads, whole_posts
from pipelines.items import Outcome, Post, StoredPost
from pipelines.urls import host_of, url_hash

_EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True)
class _Work:
    """One post on its way into the tables."""

    post: Post
    #: Of the canonical address as handed in, before any cut.
    url_hash: str
    site_hash: str
    #: Of the address that was asked for; another when it led somewhere else.
    asked_hash: str
    #: Every address it was met under, by hash.
    addresses: dict[str, str]
    marks: dict[str, str]
    site_id: int = 0
    post_id: int = 0
    fetch_id: int = 0
    revision_id: int = 0
    #: The post that already bears its platform's number, if any.
    namesake_id: int | None = None
    outcome: Outcome = "new"
    seq: int = 1
    first_seen_at: datetime = _EVER
    last_seen_at: datetime = _EVER
    change: rows.Row = field(default_factory=dict)
    #: The post that stood at the address asked for, when that led to another address.
    left: Left | None = None
    #: True when the canonical address was never met before.
    arrived: bool = False
    #: Rows for the feed about its whereabouts.
    moves: list[rows.Row] = field(default_factory=list)

    @property
    def seen_at(self) -> datetime:
        return self.post.fetch.fetched_at.astimezone(UTC)


def write_batch(
    posts: Sequence[Post], run_id: int | None, connection: Connection
) -> list[StoredPost]:
    """Write `posts` and return them as stored, in order."""
    works = [_work(post) for post in posts]
    _find_sites(connection, works)
    for round_ in _rounds(works):
        _find_posts(connection, round_)
        _write_fetches(connection, round_, run_id)
        _weigh(connection, round_, run_id)
        edited = [work for work in round_ if work.outcome != "same"]
        _write_revisions(connection, edited, run_id)
        _write_names(connection, edited)
        _write_images(connection, edited)
        _write_details(connection, edited)
        index_revisions(connection, [work.revision_id for work in edited])
        _write_addresses(connection, round_)
    _tell(connection, works, run_id)
    return [
        StoredPost(
            post=work.post,
            post_id=work.post_id,
            revision=work.seq,
            outcome=work.outcome,
            first_seen_at=work.first_seen_at,
            last_seen_at=work.last_seen_at,
        )
        for work in works
    ]


def _work(post: Post) -> _Work:
    clean = clean_post(post)
    addresses = {
        url_hash(post.fetch.url): clean.fetch.url,
        url_hash(post.fetch.final_url): clean.fetch.final_url,
        url_hash(post.url): clean.url,
        url_hash(post.canonical_url): clean.canonical_url,
    }
    return _Work(
        post=clean,
        url_hash=url_hash(post.canonical_url),
        asked_hash=url_hash(post.fetch.url),
        site_hash=url_hash(post.site),
        addresses=addresses,
        marks=field_marks(clean),
    )


def _rounds(works: list[_Work]) -> list[list[_Work]]:
    """Return the works parted so that no post comes twice in one round."""
    rounds: list[list[_Work]] = []
    last: dict[Key, int] = {}
    for work in works:
        keys: list[Key] = [(work.site_id, "url", key) for key in {work.url_hash, work.asked_hash}]
        if work.post.platform_post_id:
            keys.append((work.site_id, "platform", work.post.platform_post_id))
        place = max((last[key] + 1 for key in keys if key in last), default=0)
        last.update(dict.fromkeys(keys, place))
        if place == len(rounds):
            rounds.append([])
        rounds[place].append(work)
    return rounds


def _find_sites(connection: Connection, works: list[_Work]) -> None:
    sites: dict[Key, rows.Row] = {}
    for work in works:
        post = work.post
        sites.setdefault(
            (work.site_hash,),
            {
                "url_hash": work.site_hash,
                "home_url": post.site,
                "host": host_of(post.site)[:255],
                "platform": post.platforms[0][:50] if post.platforms else "",
                "title": "",
                "language": post.language,
                "created_at": work.seen_at,
            },
        )
    table = table_of(models.Site)
    ids = ids_of(connection, table, ("url_hash",), sites)
    known = select(table.c.id, table.c.home_url).where(table.c.id.in_(sorted(set(ids.values()))))
    homes = {row.id: row.home_url for row in connection.execute(known)}
    for work in works:
        work.site_id = ids[(work.site_hash,)]
        work.post = replace(work.post, site=homes[work.site_id])


def _find_posts(connection: Connection, works: list[_Work]) -> None:
    """Give each work its post: known by canonical address, else by platform number, else new."""
    table = table_of(models.Post)
    known = find_ids(
        connection,
        table_of(models.PostAddress),
        ("site_id", "url_hash"),
        {(work.site_id, work.url_hash) for work in works},
        answer="post_id",
    )
    numbers = {
        (work.site_id, work.post.platform_post_id) for work in works if work.post.platform_post_id
    }
    namesakes = find_ids(connection, table, ("site_id", "platform_post_id"), numbers)
    leading = {(w.site_id, w.asked_hash) for w in works if w.asked_hash != w.url_hash}
    left = posts_left(connection, leading) if leading else {}
    unknown: dict[Key, rows.Row] = {}
    for work in works:
        work.namesake_id = namesakes.get((work.site_id, work.post.platform_post_id))
        work.post_id = known.get((work.site_id, work.url_hash)) or work.namesake_id or 0
        work.arrived = (work.site_id, work.url_hash) not in known
        work.left = left.get((work.site_id, work.asked_hash))
        if not work.post_id and work.left and work.left.became(work.marks):
            work.post_id = work.left.id
        if not work.post_id:
            unknown[work.site_id, work.url_hash] = {
                "site_id": work.site_id,
                "url_hash": work.url_hash,
                "url": work.post.canonical_url,
                "platform_post_id": None,
                "current_seq": 0,
                "state": "live",
                "state_since": work.seen_at,
                "first_seen_at": work.seen_at,
                "last_seen_at": work.seen_at,
                "listed_at": work.seen_at,
            }
    # In the order they came: people read ids as a count.
    made = ids_of(connection, table, ("site_id", "url_hash"), unknown, as_given=True)
    for work in works:
        work.post_id = work.post_id or made[work.site_id, work.url_hash]


def _write_fetches(connection: Connection, works: list[_Work], run_id: int | None) -> None:
    fetches: dict[Key, rows.Row] = {}
    for work in works:
        row = rows.fetch_row(work.post.fetch, site_id=work.site_id, run_id=run_id, outcome="post")
        fetches[row["fetched_at"], row["url_hash"]] = row
    ids = ids_of(connection, table_of(models.PageFetch), ("fetched_at", "url_hash"), fetches)
    for work in works:
        work.fetch_id = ids[work.seen_at, url_hash(work.post.fetch.url)]


def _weigh(connection: Connection, works: list[_Work], run_id: int | None) -> None:
    """Say of each post whether it is new, changed or the same, and move its row on."""
    post, revision = models.Post, models.Revision
    ids = sorted({work.post_id for work in works})
    # Locked in order of id: nobody else adds a revision meanwhile, and nobody waits crosswise.
    locked = connection.execute(
        select(table_of(post)).where(post.id.in_(ids)).order_by(post.id).with_for_update()
    )
    posts = {row.id: row for row in locked}
    standing = connection.execute(
        select(
            revision.id,
            revision.post_id,
            revision.content_hash,
            revision.field_marks,
            revision.reader_version,
        )
        .join(post, and_(post.id == revision.post_id, post.current_seq == revision.seq))
        .where(post.id.in_(ids))
    )
    revisions = {row.post_id: row for row in standing}
    moved = []
    kept = _kept(connection, works, revisions)
    for work in works:
        if old := kept.get(work.post_id):
            _carry(work, old, revisions[work.post_id].field_marks)
        _decide(work, posts[work.post_id], revisions.get(work.post_id))
        _follow(work, posts[work.post_id], run_id)
        moved.append(_moved(work, posts[work.post_id]))
    names = [name for name in moved[0] if name != "_id"]
    connection.execute(
        update(table_of(post))
        .where(table_of(post).c.id == bindparam("_id"))
        .values({name: bindparam(f"_{name}") for name in names}),
        [{"_id": row["_id"], **{f"_{name}": row[name] for name in names}} for row in moved],
    )


def _kept(
    connection: Connection, works: list[_Work], revisions: dict[int, Row[*Columns]]
) -> dict[int, Post]:
    """Return the posts as they stand, by id, of those works that lost what an index had said."""
    losing = [
        work.post_id
        for work in works
        if work.post_id in revisions
        and lost_fields(revisions[work.post_id].field_marks, work.marks)
    ]
    if not losing:
        return {}
    heads = connection.execute(select_heads().where(models.Post.id.in_(losing))).all()
    return {stored.post_id: stored.post for stored in whole_posts(connection, heads)}


def _carry(work: _Work, old: Post, marks: dict[str, str]) -> None:
    """Keep what an index once said of the post, with the evidence for it."""
    lost = lost_fields(marks, work.marks)
    evidence = tuple(said for said in old.evidence if said.field in lost and said.chosen)
    work.post = replace(
        work.post,
        evidence=work.post.evidence + evidence,
        **{name: getattr(old, name) for name in lost},
    )
    work.marks = field_marks(work.post)


def _decide(work: _Work, post: Row[*Columns], standing: Row[*Columns] | None) -> None:
    work.first_seen_at = min(post.first_seen_at, work.seen_at)
    work.last_seen_at = max(post.last_seen_at, work.seen_at)
    if standing is None:
        work.outcome, work.seq = "new", 1
        work.change = {"kind": "new", "from_revision_id": None, "summary": {"fields": []}}
        return
    edited: tuple[str, ...] = ()
    if standing.content_hash != content_hash(work.marks):
        edited = edited_fields(standing.field_marks, work.marks)
    if not edited:
        work.outcome, work.seq = "same", post.current_seq
        return
    reread = standing.reader_version != work.post.reader_version
    work.outcome, work.seq = "changed", post.current_seq + 1
    work.change = {
        "kind": "reread" if reread else "changed",
        "from_revision_id": standing.id,
        "summary": {"fields": list(edited)},
    }


def _follow(work: _Work, post: Row[*Columns], run_id: int | None) -> None:
    """Note for the feed that the post is back, or that its own address is another now."""
    if not post.current_seq or work.seen_at < post.last_seen_at:
        return
    if _is_back(work, post):
        work.moves.append(restored(work.post_id, work.seen_at, post.state, run_id=run_id))
    led = work.left is not None and work.left.id == work.post_id
    if work.url_hash != post.url_hash and (led or work.arrived):
        to = {"from": post.url, "to": work.post.canonical_url, "run": run_id}
        work.moves.append(change_row(work.post_id, work.seen_at, "moved", **to))


def _is_back(work: _Work, post: Row[*Columns]) -> bool:
    # A page that is older than what is known of the post says nothing of today.
    return post.state != "live" and work.seen_at >= max(post.last_seen_at, post.state_since)


def _moved(work: _Work, post: Row[*Columns]) -> rows.Row:
    latest = work.seen_at >= post.last_seen_at
    published = work.post.published
    listed_at = post.listed_at
    if work.outcome != "same" and published:
        listed_at = published.utc
    number = post.platform_post_id
    if number is None and work.namesake_id in (None, work.post_id):
        number = work.post.platform_post_id
    return {
        "_id": work.post_id,
        "url": work.post.canonical_url if latest else post.url,
        "url_hash": work.url_hash if latest else post.url_hash,
        "platform_post_id": number,
        "current_seq": work.seq,
        "state": "live" if _is_back(work, post) else post.state,
        "state_since": work.seen_at if _is_back(work, post) else post.state_since,
        "first_seen_at": work.first_seen_at,
        "last_seen_at": work.last_seen_at,
        "listed_at": listed_at,
        "last_fetch_id": work.fetch_id if latest else post.last_fetch_id,
    }


def _write_revisions(connection: Connection, works: list[_Work], run_id: int | None) -> None:
    if not works:
        return
    table = table_of(models.Revision)
    connection.execute(
        insert(table),
        [
            {
                "post_id": work.post_id,
                "seq": work.seq,
                "fetch_id": work.fetch_id,
                "run_id": run_id,
                "content_hash": content_hash(work.marks),
                "field_marks": work.marks,
                **rows.revision_row(work.post),
            }
            for work in works
        ],
    )
    ids = find_ids(connection, table, ("seq", "post_id"), {(w.seq, w.post_id) for w in works})
    for work in works:
        work.revision_id = ids[work.seq, work.post_id]


def _write_names(connection: Connection, works: list[_Work]) -> None:
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
            terms[work.site_id, kind, name] = {
                "site_id": work.site_id,
                "kind": kind,
                "name": name,
                "norm_name": rows.norm_name(name),
            }
    person_ids = ids_of(connection, table_of(models.Person), ("site_id", "name"), people)
    term_ids = ids_of(connection, table_of(models.Term), ("site_id", "kind", "name"), terms)
    _insert(
        connection,
        models.PostAuthor,
        [
            {
                "revision_id": work.revision_id,
                "ord": place,
                "person_id": person_ids[work.site_id, name],
            }
            for work in works
            for place, name in enumerate(work.post.authors)
        ],
    )
    _insert(
        connection,
        models.PostTerm,
        [
            {
                "revision_id": work.revision_id,
                "ord": place,
                "term_id": term_ids[work.site_id, kind, name],
            }
            for work in works
            for place, (kind, name) in enumerate(_terms(work.post))
        ],
    )


def _terms(post: Post) -> list[tuple[str, str]]:
    return [("tag", name) for name in post.tags] + [("category", name) for name in post.categories]


def _write_images(connection: Connection, works: list[_Work]) -> None:
    images: dict[Key, rows.Row] = {}
    for work in works:
        for image in work.post.images:
            key = url_hash(image.url)
            row = {"url_hash": key, "url": image.url, "host": host_of(image.url)[:255]}
            images.setdefault((key,), row)
    ids = ids_of(connection, table_of(models.Image), ("url_hash",), images)
    by_hash = {key[0]: image_id for key, image_id in ids.items()}
    _insert(
        connection,
        models.PostImage,
        [row for work in works for row in rows.image_rows(work.post, work.revision_id, by_hash)],
    )


def _write_details(connection: Connection, works: list[_Work]) -> None:
    for model, rows_of in (
        (models.PostLink, rows.link_rows),
        (models.PostEmbed, rows.embed_rows),
        (models.FieldEvidence, rows.evidence_rows),
    ):
        _insert(
            connection,
            model,
            [row for work in works for row in rows_of(work.post, work.revision_id)],
        )


def _insert(connection: Connection, model: type[models.Base], values: list[rows.Row]) -> None:
    if values:
        connection.execute(insert(table_of(model)), values)


def _write_addresses(connection: Connection, works: list[_Work]) -> None:
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


def _tell(connection: Connection, works: list[_Work], run_id: int | None) -> None:
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
