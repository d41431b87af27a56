"""What is held of a post, in short: enough to see that a new page of it is worse."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import and_, select

from pipelines.archive.content import content_hash
from pipelines.archive.models import Post, PostAddress, Revision, Site
from pipelines.archive.opening import Archive
from pipelines.archive.work import work_of
from pipelines.items import Post as ReadPost
from pipelines.urls import url_hash

_LETTER = re.compile(r"\w")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The revision of a post that stands."""

    title: str
    letters: int
    dated: bool


def letters_of(text: str) -> int:
    """Return how many letters and digits a text has."""
    return len(_LETTER.findall(text))


def has_more_letters(text: str, number: int) -> bool:
    """Return True when `text` has more than `number` letters and digits; the rest is not read."""
    return next(islice(_LETTER.finditer(text), number, None), None) is not None


def held_post(archive: Archive, site: str, *urls: str) -> Held | None:
    """Return what is held of the post at one of these addresses; None when it is a new one."""
    statement = (
        select(Revision.title, Revision.body_text, Revision.published_at)
        .join(Post, and_(Post.id == Revision.post_id, Post.current_seq == Revision.seq))
        .join(PostAddress, PostAddress.post_id == Post.id)
        .join(Site, Site.id == PostAddress.site_id)
        .where(
            Site.url_hash == url_hash(site),
            PostAddress.url_hash.in_(sorted({url_hash(url) for url in urls})),
        )
        .limit(1)
    )
    if (row := archive.read(lambda connection: connection.execute(statement).first())) is None:
        return None
    return Held(
        title=row.title, letters=letters_of(row.body_text), dated=row.published_at is not None
    )


def holds_reading(archive: Archive, post: ReadPost) -> bool:
    """Return True when a revision, whether it stands or not, says what `post` does of its page."""
    work = work_of(post)
    statement = (
        select(Revision.id)
        .join(PostAddress, PostAddress.post_id == Revision.post_id)
        .join(Site, Site.id == PostAddress.site_id)
        .where(
            Site.url_hash == work.site_hash,
            PostAddress.url_hash == work.url_hash,
            Revision.seen_at == work.seen_at,
            Revision.content_hash == content_hash(work.marks),
        )
        .limit(1)
    )
    return archive.read(lambda connection: connection.execute(statement).first()) is not None
