"""Posts that their own sources name no longer: not gone by that, but worth asking for."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    exists,
    func,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.orm import aliased

from pipelines.archive.models import (
    Discovery,
    FoundAddress,
    Post,
    PostAddress,
    Source,
)
from pipelines.archive.opening import Archive
from pipelines.archive.sites import known_site_id
from pipelines.urls import url_hash

#: A listing that named this part of the posts that were held names them all: the rest are posts
#: that no list of the blog shows. A front page of ten is none, but on a blog of eleven.
NEARLY_ALL = 0.9
#: So many are few on any blog.
FEW = 3
#: A listing that names less than this part of what it named, the same posts or others, shows
#: less than it did, or was not read as it was; it says nothing of the rest.
STILL_NAMED = 0.5
#: After so long a post that is there, and that its list does not name, is asked for once more.
UNLISTED_FOR = timedelta(days=30)


def posts_no_longer_named(
    archive: Archive, site: str, sources: Collection[str], *, at: datetime
) -> list[tuple[str, str]]:
    """Return the posts that a source named before and does not now: `(address, as it was named)`.

    `sources` are the addresses of those that the crawl that began at `at` (UTC) has read whole;
    what they name now is recorded (`record_claims`). Posts that are known to be away are left
    out, and so are those that were there when they were asked for after they had vanished.
    """

    def look(connection: Connection) -> list[tuple[str, str]]:
        if (site_id := known_site_id(connection, site)) is None or not sources:
            return []
        read = select(Source.id).where(
            Source.site_id == site_id, Source.url_hash.in_(sorted(map(url_hash, sources)))
        )
        ids = list(connection.execute(read).scalars())
        statement = (
            select(Post.id, Post.url, Discovery.url)
            .join(PostAddress, PostAddress.post_id == Post.id)
            .join(Discovery, _same_address())
            .join(Source, Source.id == Discovery.source_id)
            .where(
                Discovery.site_id == site_id,
                Discovery.source_id.in_(ids),
                Discovery.last_seen_at < at,
                Post.state == "live",
                or_(
                    Discovery.last_seen_at >= Source.last_read_at,
                    Post.last_seen_at < Source.last_read_at,
                ),
                ~_still_named(ids, at),
            )
            .order_by(Post.id.desc())
        )
        found = {post_id: (url, named) for post_id, url, named in connection.execute(statement)}
        return list(found.values())

    return archive.read(look)


def posts_unnamed(
    archive: Archive, site: str, sources: Collection[str], *, at: datetime
) -> list[tuple[str, str]]:
    """Return the posts that `sources`, which name all, do not name, whoever led to them once.

    As pairs, as above. Those that were there since these sources were read last are left out: where
    a blog has a page that nothing names, it is asked for in every second crawl.
    """

    def look(connection: Connection) -> list[tuple[str, str]]:
        if (site_id := known_site_id(connection, site)) is None or not sources:
            return []
        these = Source.url_hash.in_(sorted(map(url_hash, sources)))
        rows = connection.execute(
            select(Source.id, Source.last_read_at).where(Source.site_id == site_id, these)
        ).all()
        read = max((row.last_read_at for row in rows if row.last_read_at), default=None)
        statement = (
            select(Post.url)
            .where(
                *_held(site_id, at),
                true() if read is None else Post.last_seen_at < read,
                ~_still_named([row.id for row in rows], at),
            )
            .order_by(Post.id.desc())
        )
        return [(url, url) for url in connection.execute(statement).scalars()]

    return archive.read(look)


def full_listings(archive: Archive, site: str, *, at: datetime) -> list[str]:
    """Return the listings that named nearly all posts held before `at` (UTC), the fullest first.

    Named when they were last read to their end, or since.
    """

    def look(connection: Connection) -> list[str]:
        site_id = known_site_id(connection, site)
        held = select(func.count()).where(*_held(site_id, at))
        least = NEARLY_ALL * int(connection.execute(held).scalar_one())
        if not least:
            return []
        named = _named_before(site_id, at, Source.kind == "listing").subquery()
        number = func.count().label("number")
        full = (
            select(Source.url, number)
            .join(named, named.c.source_id == Source.id)
            .group_by(Source.id, Source.url)
            .having(number >= least)
            .order_by(number.desc(), Source.id)
        )
        return [row.url for row in connection.execute(full)]

    return archive.read(look)


def posts_missed(
    archive: Archive, site: str, listing: str, *, at: datetime
) -> list[tuple[str, str]]:
    """Return the posts that a listing named until now: `(address, as it was named)`.

    The listing is one of `full_listings` and was read to its end in the crawl that began at `at`
    (UTC). It is not believed when it names little of what it did. A post that answers is
    not told again for a month, until the listing named it once more.
    """

    def look(connection: Connection) -> list[tuple[str, str]]:
        site_id = known_site_id(connection, site)
        this = Source.url_hash == url_hash(listing)
        named = _named_before(site_id, at, this).subquery()
        before = connection.execute(select(func.count()).select_from(named)).scalar_one()
        ids = list(
            connection.execute(select(Source.id).where(Source.site_id == site_id, this)).scalars()
        )
        # All posts may have moved: as many stand there, and none under its old address.
        here = (Discovery.source_id.in_(ids), Discovery.last_seen_at >= at)
        now = connection.execute(select(func.count()).where(*here)).scalar_one()
        if not before or now < STILL_NAMED * before:
            return []
        connection.execute(
            update(Discovery)
            .where(
                Discovery.source_id.in_(ids),
                Discovery.last_seen_at < at,
                Discovery.missed_at.is_(None),
            )
            .values(missed_at=at)
            .execution_options(synchronize_session=None)
        )
        missed = (
            select(Post.id, Post.url, Discovery.url)
            .join(PostAddress, PostAddress.post_id == Post.id)
            .join(Discovery, _same_address())
            .where(
                Discovery.source_id.in_(ids),
                Post.state == "live",
                # One that was there when it was asked for since is not in the list, no more; but
                # nothing else tells when it goes.
                or_(Post.last_seen_at < Discovery.missed_at, Post.last_seen_at < at - UNLISTED_FOR),
                ~_still_named(ids, at),
            )
            .order_by(Post.id.desc())
        )
        found = {post_id: (url, as_named) for post_id, url, as_named in connection.execute(missed)}
        return list(found.values())

    return archive.write(look)


def posts_unmet(archive: Archive, site: str, *, at: datetime) -> list[tuple[str, str]]:
    """Return the posts that nothing named in the crawl that began at `at` (UTC), if they are few.

    As pairs, as above. No one list need name all: boards, months and series do so together. Where
    they do not, or a list could not be read, more are unmet than a tenth of all, or three. One that
    answers is told again after a month, or once it was named again.
    """

    def look(connection: Connection) -> list[tuple[str, str]]:
        site_id = known_site_id(connection, site)
        held = connection.execute(select(func.count()).where(*_held(site_id, at))).scalar_one()
        few = max(FEW, int((1 - NEARLY_ALL) * held))
        if held <= few:
            return []  # most of all at a first crawl, which finds everything new
        named = exists().where(
            PostAddress.post_id == Post.id,
            FoundAddress.site_id == PostAddress.site_id,
            FoundAddress.url_hash == PostAddress.url_hash,
            FoundAddress.updated_at >= at,
        )
        statement = (
            select(Post.id, Post.url, Post.last_seen_at)
            .where(*_held(site_id, at), Post.last_seen_at < at, ~named)
            .order_by(Post.id.desc())
            .limit(few + 1)
        )
        unmet = connection.execute(statement).all()
        if not unmet or len(unmet) > few:
            return []
        ids = [row.id for row in unmet]
        of_these = (
            select(Discovery.source_id, Discovery.url_hash, PostAddress.post_id)
            .join(PostAddress, _same_address())
            .where(PostAddress.post_id.in_(ids))
        )
        missed = of_these.where(
            or_(Discovery.missed_at.is_(None), Discovery.missed_at > Post.last_seen_at)
        ).join(Post, Post.id == PostAddress.post_id)
        suspect = {row.post_id for row in connection.execute(missed)}
        for row in connection.execute(of_these).all():
            connection.execute(
                update(Discovery)
                .where(
                    Discovery.source_id == row.source_id,
                    Discovery.url_hash == row.url_hash,
                    Discovery.missed_at.is_(None),
                )
                .values(missed_at=at)
                .execution_options(synchronize_session=None)
            )
        return [
            (row.url, row.url)
            for row in unmet
            if row.id in suspect or row.last_seen_at < at - UNLISTED_FOR
        ]

    return archive.write(look)


def _held(site_id: int | None, at: datetime) -> tuple[ColumnElement[bool], ...]:
    return Post.site_id == site_id, Post.state == "live", Post.first_seen_at < at


def _same_address() -> ColumnElement[bool]:
    return and_(
        Discovery.site_id == PostAddress.site_id, Discovery.url_hash == PostAddress.url_hash
    )


def _named_before(
    site_id: int | None, at: datetime, which: ColumnElement[bool]
) -> Select[Any, Any, Any]:
    """Return the select of held posts that sources named before: with source and last time."""
    return (
        select(
            Discovery.source_id,
            Post.id.label("post_id"),
            func.max(Discovery.last_seen_at).label("last_seen_at"),
        )
        .join(PostAddress, PostAddress.post_id == Post.id)
        .join(Discovery, _same_address())
        .join(Source, Source.id == Discovery.source_id)
        .where(
            which,
            Source.site_id == site_id,
            *_held(site_id, at),
            Discovery.first_seen_at < at,
            # What it misses and nobody answered for yet is as it was before.
            or_(Discovery.missed_at.is_(None), Discovery.missed_at > Post.last_seen_at),
        )
        .group_by(Discovery.source_id, Post.id)
    )


def _still_named(source_ids: Collection[int], at: datetime) -> ColumnElement[bool]:
    """Return the condition that one of these sources names a post now, under any address of it."""
    now, other = aliased(Discovery), aliased(PostAddress)
    return exists().where(
        other.post_id == Post.id,
        now.site_id == other.site_id,
        now.url_hash == other.url_hash,
        now.source_id.in_(source_ids),
        now.last_seen_at >= at,
    )
