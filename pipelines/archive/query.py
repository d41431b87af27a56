"""Questions to the archive: records in a stream, lists by page, one post whole, figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from pipelines.archive.models import (
    Image,
    PageFetch,
    Person,
    Post,
    PostAddress,
    PostAuthor,
    PostChange,
    PostLink,
    PostTerm,
    Revision,
    Run,
    Site,
    Term,
    table_of,
)
from pipelines.archive.opening import Archive
from pipelines.archive.rows import moment_of, name_key, norm_name
from pipelines.archive.whole import Columns, select_heads, whole_posts
from pipelines.items import Moment, StoredPost
from pipelines.record import stored_record
from pipelines.urls import url_hash

#: Posts read at a time: a stream holds no transaction open between pages.
PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """Where a page of a list ended; hand it back for the next page."""

    listed_at: datetime
    post_id: int


def iter_records(
    archive: Archive,
    *,
    site: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    tag: str | None = None,
    author: str | None = None,
    language: str | None = None,
    limit: int | None = None,
) -> Iterator[dict[str, Any]]:
    """Yield the record of each post, newest first, in constant memory.

    `site` is a home address or a host; `since` (inclusive) and `until` (exclusive) bound the
    time of publishing, or of first sight where none is known; `tag` is the exact name, `author`
    a name in any case and width; `language` is a code, `pt` standing for `pt-BR` too.
    """
    for stored in iter_posts(
        archive,
        site=site,
        since=since,
        until=until,
        tag=tag,
        author=author,
        language=language,
        limit=limit,
    ):
        yield stored_record(stored)


def iter_posts(
    archive: Archive,
    *,
    site: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    tag: str | None = None,
    author: str | None = None,
    language: str | None = None,
    limit: int | None = None,
) -> Iterator[StoredPost]:
    """Yield each post whole, newest first; arguments as for `iter_records`."""
    after: Cursor | None = None
    left = limit
    while left is None or left > 0:
        size = PAGE if left is None else min(PAGE, left)
        with archive.reading() as connection:
            sites = site_ids(connection, site)
            chosen = _said(select_heads(), sites, tag, author, language)
            statement = _listed(chosen, sites, since, until, after, tag).limit(size)
            heads = connection.execute(statement).all()
            posts = whole_posts(connection, heads)
        yield from posts
        if len(heads) < size:
            return
        after = Cursor(listed_at=heads[-1].listed_at, post_id=heads[-1].post_id)
        left = None if left is None else left - size


def said_by(
    tag: str | None,
    author: str | None,
    language: str | None,
    *,
    sites: Sequence[int] | None = None,
) -> list[ColumnElement[bool]]:
    """Return the filters by what a revision says of its tags, author and language.

    Each blog has its own tags: with `sites` only those of these are gone through.
    """
    filters: list[ColumnElement[bool]] = []
    if tag is not None:
        tagged = (
            select(PostTerm.revision_id)
            .join(Term, Term.id == PostTerm.term_id)
            .where(Term.kind == "tag", Term.name == tag)
        )
        if sites is not None:
            tagged = tagged.where(Term.site_id.in_(sites))
        filters.append(Revision.id.in_(tagged))
    if author is not None:
        written = (
            select(PostAuthor.revision_id)
            .join(Person, Person.id == PostAuthor.person_id)
            .where(Person.norm_name == norm_name(author))
        )
        filters.append(Revision.id.in_(written))
    if language is not None:
        filters.append(
            or_(
                func.lower(Revision.language) == language.lower(),
                func.lower(Revision.language).startswith(f"{language.lower()}-", autoescape=True),
            )
        )
    return filters


def _said(
    statement: Select[*Columns],
    sites: list[int] | None,
    tag: str | None,
    author: str | None,
    language: str | None,
) -> Select[*Columns]:
    """Return the statement narrowed by what the standing revisions say."""
    if tag is None or sites is not None:
        return statement.where(*said_by(tag, author, language, sites=sites))
    # Over all blogs: the index with the tag has the times of its posts, the posts of a popular
    # one need neither be collected nor sorted.
    return (
        statement.join(PostTerm, PostTerm.revision_id == Post.current_revision_id)
        .join(Term, Term.id == PostTerm.term_id)
        .where(
            PostTerm.name_key == name_key("tag", norm_name(tag)),
            Term.kind == "tag",
            Term.name == tag,
            *said_by(None, author, language),
        )
    )


def _listed(
    statement: Select[*Columns],
    sites: list[int] | None,
    since: datetime | None,
    until: datetime | None,
    after: Cursor | None,
    tag: str | None,
) -> Select[*Columns]:
    at = Post.listed_at if tag is None or sites is not None else PostTerm.tagged_at
    statement = statement.order_by(at.desc(), Post.id.desc())
    if sites is not None:
        # One site, said with "=": its index has its posts in this order.
        mine = Post.site_id == sites[0] if len(sites) == 1 else Post.site_id.in_(sites)
        statement = statement.where(mine)
    if since is not None:
        statement = statement.where(at >= since)
    if until is not None:
        statement = statement.where(at < until)
    if after is not None:
        statement = statement.where(
            # Said so that each database begins at the right place of the index.
            at <= after.listed_at,
            or_(at < after.listed_at, Post.id < after.post_id),
        )
    return statement


def first_addresses(archive: Archive, post_ids: Sequence[int]) -> dict[int, str]:
    """Return for each post the address it was first met under, which never changes."""
    statement = (
        select(PostAddress.post_id, PostAddress.url)
        .where(PostAddress.post_id.in_(post_ids))
        .order_by(PostAddress.first_seen_at.desc(), PostAddress.url_hash.desc())
    )
    with archive.reading() as connection:
        return {row.post_id: row.url for row in connection.execute(statement)}


def homes(archive: Archive, site: str | None = None) -> list[str]:
    """Return the home addresses of the blogs that `site` names, or of all."""
    with archive.reading() as connection:
        statement = select(Site.home_url).order_by(Site.id)
        ids = site_ids(connection, site)
        if ids is not None:
            statement = statement.where(Site.id.in_(ids))
        return list(connection.execute(statement).scalars())


def last_change_at(archive: Archive) -> datetime | None:
    """Return when the archive last met something new; None while it is empty."""
    with archive.reading() as connection:
        return connection.execute(select(func.max(PostChange.at))).scalar()


def site_ids(connection: Connection, site: str | None) -> list[int] | None:
    """Return the ids of the sites that a home address or a host names; None for all sites."""
    if site is None:
        return None
    if "://" in site:
        named = Site.url_hash == url_hash(site)
    else:
        named = Site.host.in_([site.lower(), f"www.{site.lower()}"])
    return [row.id for row in connection.execute(select(Site.id).where(named).order_by(Site.id))]


@dataclass(frozen=True, slots=True, kw_only=True)
class PostLine:
    """One post in a list: what fits a line."""

    post_id: int
    revision: int
    url: str
    site: str
    title: str
    published: Moment | None
    language: str
    word_count: int
    #: UTC, as all times here.
    listed_at: datetime
    first_seen_at: datetime
    last_seen_at: datetime

    @property
    def cursor(self) -> Cursor:
        """Return where the next page begins when this is the last line of one."""
        return Cursor(listed_at=self.listed_at, post_id=self.post_id)


def list_posts(
    archive: Archive,
    *,
    site: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    tag: str | None = None,
    author: str | None = None,
    language: str | None = None,
    limit: int = 50,
    after: Cursor | None = None,
) -> list[PostLine]:
    """Return at most `limit` posts, newest first, beginning after the cursor `after`.

    A page costs the same wherever it begins; the other arguments are those of `iter_records`.
    """
    columns = (
        Post.id.label("post_id"),
        Post.listed_at,
        Post.first_seen_at,
        Post.last_seen_at,
        Post.url,
        Site.home_url,
        Revision.seq,
        Revision.title,
        Revision.language,
        Revision.word_count,
        Revision.published_at,
        Revision.published_offset_min,
        Revision.published_offset_stated,
        Revision.published_precision,
        Revision.published_raw,
    )
    statement = (
        select(*columns)
        .join(Site, Site.id == Post.site_id)
        .join(Revision, and_(Revision.post_id == Post.id, Revision.seq == Post.current_seq))
    )
    with archive.reading() as connection:
        sites = site_ids(connection, site)
        statement = _said(statement, sites, tag, author, language)
        listed = _listed(statement, sites, since, until, after, tag)
        rows = connection.execute(listed.limit(limit)).all()
    return [
        PostLine(
            post_id=row.post_id,
            revision=row.seq,
            url=row.url,
            site=row.home_url,
            title=row.title,
            published=moment_of("published", row._asdict()),
            language=row.language,
            word_count=row.word_count,
            listed_at=row.listed_at,
            first_seen_at=row.first_seen_at,
            last_seen_at=row.last_seen_at,
        )
        for row in rows
    ]


def find_post(
    archive: Archive, id_or_url: int | str, *, revision: int | None = None
) -> StoredPost | None:
    """Return the post with this id, or met at this address, whole; None when there is none.

    `revision` counts from 1; without it the one that stands is given.
    """
    text = str(id_or_url).strip()
    with archive.reading() as connection:
        post_id = int(text) if text.isdecimal() else _post_at(connection, url_hash(text))
        if post_id is None or post_id >= 2**63:
            return None
        statement = select_heads(standing=revision is None).where(Post.id == post_id)
        if revision is not None:
            statement = statement.where(Revision.seq == revision)
        found = whole_posts(connection, connection.execute(statement).all())
    return found[0] if found else None


def _post_at(connection: Connection, key: str) -> int | None:
    # The post whose own address it is, before one that was merely met there.
    own = select(Post.id).where(Post.url_hash == key).order_by(Post.id.desc())
    met = select(PostAddress.post_id).where(PostAddress.url_hash == key)
    for statement in (own, met.order_by(PostAddress.post_id.desc())):
        found = connection.execute(statement.limit(1)).scalar_one_or_none()
        if found is not None:
            return found
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionLine:
    """One revision of a post, without its text."""

    revision: int
    #: UTC; when the page was fetched.
    seen_at: datetime
    title: str
    #: `new`, `changed`, or `reread` by newer readers.
    kind: str
    #: Names of the fields that differ from the revision before.
    fields: tuple[str, ...]
    reader_version: str
    content_hash: str


def revisions(archive: Archive, post_id: int) -> list[RevisionLine]:
    """Return the revisions of a post, oldest first; the texts are `find_post(..., revision=)`."""
    statement = (
        select(
            Revision.seq,
            Revision.seen_at,
            Revision.title,
            Revision.reader_version,
            Revision.content_hash,
            PostChange.kind,
            PostChange.summary,
        )
        .join(PostChange, PostChange.to_revision_id == Revision.id, isouter=True)
        .where(Revision.post_id == post_id)
        .order_by(Revision.seq)
    )
    with archive.reading() as connection:
        return [
            RevisionLine(
                revision=row.seq,
                seen_at=row.seen_at,
                title=row.title,
                kind=row.kind or "",
                fields=tuple((row.summary or {}).get("fields", ())),
                reader_version=row.reader_version,
                content_hash=row.content_hash,
            )
            for row in connection.execute(statement)
        ]


def archive_stats(archive: Archive) -> dict[str, Any]:
    """Return figures of the whole archive and of each site, plain JSON types."""
    counted = {
        "sites": Site,
        "posts": Post,
        "revisions": Revision,
        "authors": Person,
        "terms": Term,
        "images": Image,
        "links": PostLink,
        "fetches": PageFetch,
        "runs": Run,
    }
    # Only what the index (site_id, listed_at, id) holds: a million posts are not read for it.
    by_site = (
        select(
            Post.site_id,
            func.count().label("posts"),
            func.min(Post.listed_at).label("oldest"),
            func.max(Post.listed_at).label("newest"),
        )
        .group_by(Post.site_id)
        .subquery()
    )
    sites = (
        select(Site.home_url, Site.platform, by_site.c.posts, by_site.c.oldest, by_site.c.newest)
        .join(by_site, by_site.c.site_id == Site.id, isouter=True)
        .order_by(by_site.c.posts.desc(), Site.home_url)
    )
    with archive.reading() as connection:
        figures: dict[str, Any] = {"database": archive.url}
        for name, model in counted.items():
            count = select(func.count()).select_from(table_of(model))
            figures[name] = connection.execute(count).scalar_one()
        figures["per_site"] = [
            {
                "site": row.home_url,
                "platform": row.platform or None,
                "posts": row.posts or 0,
                "oldest": _iso(row.oldest),
                "newest": _iso(row.newest),
            }
            for row in connection.execute(sites)
        ]
    return figures


def _iso(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None
