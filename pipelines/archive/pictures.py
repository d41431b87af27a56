"""Images whose bytes are wanted, and what became of each that was asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select

from pipelines.archive.cleaning import clean_text
from pipelines.archive.engine import upsert
from pipelines.archive.models import ImageCopy, Post, PostImage, Revision, Site, table_of
from pipelines.archive.opening import Archive
from pipelines.urls import url_hash

#: Crawls that ask for an image which fails before it is left alone.
TRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedImage:
    """An image of a post that stands, not asked for yet."""

    image_id: int
    #: Where it may be had, the best first.
    urls: tuple[str, ...]
    #: How often it was asked for before, in vain.
    tries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageAnswer:
    """What became of an image that was asked for; the columns of `image_copy`."""

    image_id: int
    #: `kept`, `gone`, `no-image`, `too-large`, `robots`, `refused`, `failed`.
    status: str
    reason: str = ""
    url: str = ""
    content_type: str = ""
    digest: str | None = None
    size_bytes: int | None = None
    #: UTC.
    asked_at: datetime
    tries: int


def wanted_images(archive: Archive, site: str, *, after: int, limit: int) -> list[WantedImage]:
    """Return images of the blog that nobody asked for, or that failed, after image `after`."""
    unasked = or_(
        ImageCopy.image_id.is_(None), and_(ImageCopy.status == "failed", ImageCopy.tries < TRIES)
    )
    ids = (
        select(PostImage.image_id)
        .join(Revision, Revision.id == PostImage.revision_id)
        .join(Post, and_(Post.id == Revision.post_id, Post.current_seq == Revision.seq))
        .join(Site, Site.id == Post.site_id)
        .join(ImageCopy, ImageCopy.image_id == PostImage.image_id, isouter=True)
        .where(Site.url_hash == url_hash(site), PostImage.image_id > after, unasked)
        .distinct()
        .order_by(PostImage.image_id)
        .limit(limit)
    )

    def look(connection: Connection) -> Sequence[Any]:
        wanted = list(connection.execute(ids).scalars())
        return connection.execute(
            select(
                PostImage.image_id,
                PostImage.url,
                PostImage.observed_url,
                PostImage.widest_url,
                ImageCopy.tries,
            )
            .join(ImageCopy, ImageCopy.image_id == PostImage.image_id, isouter=True)
            .where(PostImage.image_id.in_(wanted))
            .order_by(PostImage.image_id, PostImage.revision_id.desc())
        ).all()

    found: dict[int, WantedImage] = {}
    for row in archive.read(look):  # of each image, as the newest revision shows it
        urls = dict.fromkeys(url for url in (row.widest_url, row.observed_url, row.url) if url)
        found.setdefault(
            row.image_id, WantedImage(image_id=row.image_id, urls=tuple(urls), tries=row.tries or 0)
        )
    return list(found.values())


def record_images(archive: Archive, answers: Sequence[ImageAnswer]) -> None:
    """Record what became of images."""
    rows = [
        {
            **asdict(answer),
            "reason": clean_text(answer.reason)[:200],
            "url": clean_text(answer.url)[:2000],
            "content_type": clean_text(answer.content_type)[:200],
        }
        for answer in answers
    ]
    columns = [name for name in rows[0] if name != "image_id"] if rows else []

    def record(connection: Connection) -> None:
        upsert(connection, table_of(ImageCopy), rows, key=("image_id",), update=columns)

    archive.write(record)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPictures:
    """How many images lie in files, and their bytes."""

    number: int
    size_bytes: int


def kept_pictures(archive: Archive) -> KeptPictures:
    """Return how many images have their bytes kept, and how many bytes those are."""
    once = (
        select(ImageCopy.digest, func.max(ImageCopy.size_bytes).label("size"))
        .where(ImageCopy.status == "kept")
        .group_by(ImageCopy.digest)
        .subquery()
    )
    with archive.reading() as connection:
        row = connection.execute(
            select(func.count(), func.sum(once.c.size)).select_from(once)
        ).one()
    return KeptPictures(number=int(row[0]), size_bytes=int(row[1] or 0))


def each_picture(archive: Archive) -> Iterator[tuple[str, int]]:
    """Yield digest and size of every image whose bytes were kept, in the order of digests."""
    statement = (
        select(ImageCopy.digest, ImageCopy.size_bytes)
        .where(ImageCopy.status == "kept")
        .order_by(ImageCopy.digest)
        .execution_options(yield_per=500)
    )
    with archive.reading() as connection:
        for digest, size in connection.execute(statement):
            yield digest or "", size or 0
