"""Kept pages chosen for an export, and what is known of a page before it is imported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Unpack

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from pipelines.archive.kept import Place
from pipelines.archive.models import KeptPage, Post, PostAddress, Revision, Run, Site, table_of
from pipelines.archive.opening import Archive
from pipelines.archive.query import ChoiceArguments, PostChoice, said_by
from pipelines.archive.sites import is_below, site_ids
from pipelines.urls import host_of, url_hash

#: Rows read at a time: a long export holds no transaction open.
PAGE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLine:
    """One answer that was kept."""

    url: str
    #: UTC.
    fetched_at: datetime
    digest: str
    place: Place
    #: False: the same bytes came before from this address, and lie where those lie.
    first: bool


def iter_kept(
    archive: Archive, *, limit: int | None = None, **choice: Unpack[ChoiceArguments]
) -> Iterator[KeptLine]:
    """Yield the kept pages of the chosen posts, every visit of each, in the order they came.

    Chosen as for `query.iter_records`; `limit` counts pages. When nothing but the site is
    chosen, its lists (home page, feeds, sitemaps) come along.
    """
    last, left = 0, limit
    while left is None or left > 0:
        size = PAGE if left is None else min(PAGE, left)
        with archive.reading() as connection:
            rows = connection.execute(
                _chosen(connection, PostChoice(**choice))
                .where(KeptPage.id > last)
                .order_by(KeptPage.id)
                .limit(size)
            ).all()
        for row in rows:
            yield KeptLine(
                url=row.url,
                fetched_at=row.fetched_at,
                digest=row.digest,
                place=Place(warc=row.warc, offset=row.warc_offset, length=row.warc_length),
                first=row.first_id == row.id,
            )
        if len(rows) < size:
            return
        last = rows[-1].id
        left = None if left is None else left - size


def _chosen(connection: Connection, choice: PostChoice) -> Select[tuple[object, ...]]:
    same = table_of(KeptPage).alias("same")
    first = (
        select(func.min(same.c.id))
        .where(
            same.c.digest == KeptPage.digest,
            same.c.url_hash == KeptPage.url_hash,
            same.c.request_hash == KeptPage.request_hash,
        )
        .correlate(KeptPage)
        .scalar_subquery()
    )
    statement: Select[tuple[object, ...]] = select(*table_of(KeptPage).c, first.label("first_id"))
    said = said_by(choice)
    narrow = bool(said) or any(one is not None for one in (choice.post, choice.since, choice.until))
    if choice.site is None and not narrow:
        return statement
    posts = select(PostAddress.url_hash).join(Post, Post.id == PostAddress.post_id)
    if (sites := site_ids(connection, choice.site)) is not None:
        posts = posts.where(Post.site_id.in_(sites))
    if choice.post is not None:
        posts = posts.where(Post.id == choice.post)
    if choice.since is not None:
        posts = posts.where(Post.listed_at >= choice.since)
    if choice.until is not None:
        posts = posts.where(Post.listed_at < choice.until)
    if said:
        standing = (Revision.post_id == Post.id, Revision.seq == Post.current_seq)
        posts = posts.where(select(Revision.id).where(*standing, *said).exists())
    mine: ColumnElement[bool] = KeptPage.url_hash.in_(posts)
    if sites is not None and not narrow:
        homes = select(Site.home_url).where(Site.id.in_(sites))
        runs = select(Run.id).where(Run.site.in_(homes))
        mine = or_(mine, KeptPage.run_id.in_(runs))
    return statement.where(mine)


def is_kept(archive: Archive, url: str, fetched_at: datetime, digest: str) -> bool:
    """Return True when this very answer was kept."""
    statement = (
        select(KeptPage.id)
        .where(
            KeptPage.url_hash == url_hash(url),
            KeptPage.fetched_at == fetched_at,
            KeptPage.digest == digest,
        )
        .limit(1)
    )
    return archive.read(lambda connection: connection.execute(statement).first()) is not None


def home_of(archive: Archive, *urls: str) -> str | None:
    """Return the home address of the held blog that all `urls` belong to; None when none is."""
    host = host_of(urls[0]).removeprefix("www.")
    statement = select(Site.home_url).where(Site.host.in_([host, f"www.{host}"]))
    homes = archive.read(lambda connection: list(connection.execute(statement).scalars()))
    fitting = [home for home in homes if all(is_below(url, home) for url in urls)]
    return max(fitting, key=len, default=None)
