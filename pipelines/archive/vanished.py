"""Posts that their own sources name no longer: not gone by that, but worth asking for."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, and_, exists, or_, select
from sqlalchemy.orm import aliased

from pipelines.archive.keys import find_ids
from pipelines.archive.models import Discovery, Post, PostAddress, Site, Source, table_of
from pipelines.archive.opening import Archive
from pipelines.urls import url_hash


def posts_no_longer_named(
    archive: Archive, site: str, sources: Collection[str], *, at: datetime
) -> list[tuple[str, str]]:
    """Return the posts that a source named before and does not now: `(address, as it was named)`.

    `sources` are the addresses of those that the crawl that began at `at` (UTC) has read whole;
    what they name now is recorded (`record_claims`). Posts that are known to be away are left
    out, and so are those that were there when they were asked for after they had vanished.
    """

    def look(connection: Connection) -> list[tuple[str, str]]:
        sites = find_ids(connection, table_of(Site), ("url_hash",), {(url_hash(site),)})
        if not sites or not sources:
            return []
        (site_id,) = sites.values()
        read = select(Source.id).where(
            Source.site_id == site_id, Source.url_hash.in_(sorted(map(url_hash, sources)))
        )
        ids = list(connection.execute(read).scalars())
        now, other = aliased(Discovery), aliased(PostAddress)
        still_named = exists().where(
            other.post_id == Post.id,
            now.site_id == other.site_id,
            now.url_hash == other.url_hash,
            now.source_id.in_(ids),
            now.last_seen_at >= at,
        )
        statement = (
            select(Post.id, Post.url, Discovery.url)
            .join(PostAddress, PostAddress.post_id == Post.id)
            .join(
                Discovery,
                and_(
                    Discovery.site_id == PostAddress.site_id,
                    Discovery.url_hash == PostAddress.url_hash,
                ),
            )
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
                ~still_named,
            )
            .order_by(Post.id.desc())
        )
        found = {post_id: (url, named) for post_id, url, named in connection.execute(statement)}
        return list(found.values())

    return archive.read(look)
