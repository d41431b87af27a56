"""Posts that stand where the blog no longer does: its home page leads to another place."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, true

from pipelines.archive.models import Post, PostAddress
from pipelines.archive.opening import Archive
from pipelines.archive.sites import known_site_id
from pipelines.archive.vanished import FEW
from pipelines.urls import identity_url


def posts_left_behind(
    archive: Archive, site: str, *, old: str, new: str, shown: Collection[str] | None = None
) -> list[tuple[str, str]]:
    """Return the posts that stood below `old` and were never met below `new`, newest first.

    Both are hosts without `www.`, with a folder that ends with a slash: the home page of the blog
    leads from the one to the other. As pairs, as `vanished` tells its posts. Those that still
    answered at the old place after others were met at the new are left out. With `shown`, where
    the links of the home page lead now, only if these call three of the posts by their names, at
    other addresses: a home page may lead to a login, or always have led to another folder.
    """

    def look(connection: Connection) -> list[tuple[str, str]]:
        if (site_id := known_site_id(connection, site)) is None:
            return []
        if shown is not None and not _calls_by_name(connection, site_id, shown, old, new):
            return []
        met = select(PostAddress.post_id, PostAddress.first_seen_at).where(
            PostAddress.site_id == site_id, _is_below(PostAddress.url, new, old)
        )
        since = connection.execute(select(func.min(met.subquery().c.first_seen_at))).scalar_one()
        there = met.where(PostAddress.post_id == Post.id)
        statement = (
            select(Post.url)
            .where(
                Post.site_id == site_id,
                Post.state == "live",
                _is_below(Post.url, old, new),
                ~there.exists(),
                true() if since is None else Post.last_seen_at < since,
            )
            .order_by(Post.id.desc())
        )
        return [(url, url) for url in connection.execute(statement).scalars()]

    return archive.read(look)


def _calls_by_name(
    connection: Connection, site_id: int, shown: Collection[str], old: str, new: str
) -> bool:
    held = connection.execute(
        select(PostAddress.url)
        .join(Post, Post.id == PostAddress.post_id)
        .where(Post.site_id == site_id, Post.state == "live", _is_below(Post.url, old, new))
        .order_by(Post.id.desc())
        .limit(_MOST_NAMES)
    )
    addresses = set(map(identity_url, held.scalars()))
    names = {_name_of(url) for url in map(identity_url, shown) if url not in addresses}
    return len(names & set(map(_name_of, addresses)) - {""}) >= FEW


def _name_of(url: str) -> str:
    return url.rstrip("/").rpartition("/")[2]


#: Posts whose names are looked for on a home page that moved: it shows the newest.
_MOST_NAMES = 500


def _is_below(address: Any, place: str, other: str) -> ColumnElement[bool]:
    """Return the condition that an address lies in one place, and not in one within it."""
    inside = other.startswith(place)
    return and_(_is_on(address, place), ~_is_on(address, other) if inside else true())


def _is_on(address: Any, place: str) -> ColumnElement[bool]:
    return or_(
        *(
            address.startswith(f"{scheme}://{www}{place}", autoescape=True)
            for scheme in ("https", "http")
            for www in ("", "www.")
        )
    )
