"""Figures of the whole archive: how much there is, of which blogs, and how new."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from pipelines.archive.models import (
    Image,
    PageFetch,
    Person,
    Post,
    PostChange,
    PostLink,
    Revision,
    Run,
    Site,
    Term,
    table_of,
)
from pipelines.archive.opening import Archive


def last_change_at(archive: Archive) -> datetime | None:
    """Return when the archive last met something new; None while it is empty."""
    with archive.reading() as connection:
        return connection.execute(select(func.max(PostChange.at))).scalar()


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
