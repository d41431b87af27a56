"""What a forgetting is about: the post or the blog, its addresses, its kept pages and images."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from pipelines.archive.kept import Place
from pipelines.archive.kept_choice import home_of
from pipelines.archive.keys import IN_LIST, chunks
from pipelines.archive.models import (
    AddressAlias,
    Discovery,
    FoundAddress,
    ImageCopy,
    KeptPage,
    PageFetch,
    Post,
    PostAddress,
    PostImage,
    Revision,
    Run,
    Site,
    Source,
    table_of,
)
from pipelines.archive.opening import Archive
from pipelines.archive.query import find_post
from pipelines.urls import host_of, url_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is to be forgotten: a post, or a whole blog."""

    #: The address of the post, or the home address of the blog.
    url: str
    home: str
    site_id: int
    whole_site: bool
    post_ids: tuple[int, ...]
    #: Hashes of every address under which it was met or found.
    hashes: frozenset[str]
    #: The same addresses as they were written, those of posts alone.
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRow:
    """A kept page, as much of it as forgetting needs."""

    id: int
    url_hash: str
    kind: str
    digest: str
    place: Place


def find_target(archive: Archive, name: str) -> Target | None:
    """Return the blog whose home address or host is `name`, or the post there; None: neither."""
    home = Site.url_hash == url_hash(name) if "://" in name else Site.host == name.lower()
    with archive.reading() as connection:
        site = connection.execute(select(Site.id, Site.home_url).where(home)).first()
        if site is not None:
            posts = connection.execute(select(Post.id).where(Post.site_id == site.id)).scalars()
            return _target(connection, site.id, site.home_url, site.home_url, tuple(posts), True)
    if (held := find_post(archive, name)) is None:
        return None
    with archive.reading() as connection:
        site_id = connection.execute(
            select(Post.site_id).where(Post.id == held.post_id)
        ).scalar_one()
        url = held.post.canonical_url
        return _target(connection, site_id, held.post.site, url, (held.post_id,), False)


def _target(
    connection: Connection, site_id: int, home: str, url: str, posts: tuple[int, ...], whole: bool
) -> Target:
    met = select(PostAddress.url_hash, PostAddress.url)
    own = select(Post.url_hash, Post.url)
    if whole:
        met, own = met.where(PostAddress.site_id == site_id), own.where(Post.site_id == site_id)
    else:
        met, own = met.where(PostAddress.post_id.in_(posts)), own.where(Post.id.in_(posts))
    rows = [*connection.execute(met), *connection.execute(own)]
    hashes = {row.url_hash for row in rows}
    found = [(FoundAddress, FoundAddress.url_hash), (PageFetch, PageFetch.url_hash)]
    if whole:
        found += [(Source, Source.url_hash), (Discovery, Discovery.url_hash)]
        for model, column in found:
            mine = select(column).where(table_of(model).c.site_id == site_id)
            hashes.update(connection.execute(mine).scalars())
        hashes.add(url_hash(home))
    aliases = select(AddressAlias.url_hash, AddressAlias.target_hash).where(
        AddressAlias.site_id == site_id
    )
    pairs = connection.execute(aliases).all()
    hashes |= {pair.url_hash for pair in pairs if pair.target_hash in hashes}
    hashes |= {pair.target_hash for pair in pairs if pair.url_hash in hashes}
    return Target(
        url=url,
        home=home,
        site_id=site_id,
        whole_site=whole,
        post_ids=posts,
        hashes=frozenset(hashes),
        urls=tuple({row.url for row in rows}),
    )


def kept_rows(
    archive: Archive, target: Target
) -> tuple[list[KeptRow], list[KeptRow], list[KeptRow]]:
    """Return the kept pages of the target, the lists of its blog, and those of no held blog.

    Both may name it; the last are imported ones of its host, which begin as no held home does.
    """
    sites_runs = select(Run.id).where(Run.site == target.home)
    # An import is of many blogs, as its file is: whose a page is tells its address.
    imports = select(Run.id).where(Run.spider == "import")
    host = host_of(target.home).removeprefix("www.")
    with archive.reading() as connection:
        mine: dict[int, KeptRow] = {}
        for part in chunks(sorted(target.hashes), IN_LIST):
            found = connection.execute(
                select(table_of(KeptPage)).where(KeptPage.url_hash.in_(part))
            )
            mine.update((row.id, _kept_row(row)) for row in found)
        others = connection.execute(
            select(table_of(KeptPage)).where(
                KeptPage.run_id.in_(sites_runs),
                KeptPage.kind != "post" if not target.whole_site else KeptPage.id > 0,
            )
        )
        lists = {row.id: _kept_row(row) for row in others if row.id not in mine}
        imported = connection.execute(
            select(table_of(KeptPage)).where(
                KeptPage.run_id.in_(imports),
                KeptPage.kind != "post",
                KeptPage.url.contains(host, autoescape=True),
            )
        ).all()
    strays: list[KeptRow] = []
    for row in imported:
        if row.id not in mine and row.id not in lists:
            home = home_of(archive, row.url)
            if home == target.home:
                lists[row.id] = _kept_row(row)
            elif home is None:
                strays.append(_kept_row(row))
    return list(mine.values()), list(lists.values()), strays


def rows_in(archive: Archive, warcs: Collection[str]) -> list[KeptRow]:
    """Return every kept page that lies in one of these files."""
    with archive.reading() as connection:
        statement = select(table_of(KeptPage)).where(KeptPage.warc.in_(sorted(warcs)))
        return [_kept_row(row) for row in connection.execute(statement)] if warcs else []


def files_in_use(archive: Archive, warcs: Collection[str], digests: Collection[str]) -> set[str]:
    """Return those of these WARC files and digests of images that some row still leads to."""
    used: set[str] = set()
    with archive.reading() as connection:
        for column, names in ((KeptPage.warc, warcs), (ImageCopy.digest, digests)):
            for part in chunks(sorted(names), IN_LIST):
                used.update(
                    str(name)
                    for name in connection.execute(
                        select(column).where(column.in_(part)).distinct()
                    ).scalars()
                )
    return used


def _kept_row(row: Any) -> KeptRow:
    return KeptRow(
        id=row.id,
        url_hash=row.url_hash,
        kind=row.kind,
        digest=row.digest,
        place=Place(warc=row.warc, offset=row.warc_offset, length=row.warc_length),
    )


def image_digests(archive: Archive, target: Target) -> set[str]:
    """Return the digests of the images that the posts of the target show."""
    found: set[str] = set()
    with archive.reading() as connection:
        for part in chunks(target.post_ids, IN_LIST):
            statement = (
                select(ImageCopy.digest)
                .join(PostImage, PostImage.image_id == ImageCopy.image_id)
                .join(Revision, Revision.id == PostImage.revision_id)
                .where(Revision.post_id.in_(part), ImageCopy.digest.is_not(None))
                .distinct()
            )
            found.update(str(digest) for digest in connection.execute(statement).scalars())
    return found
