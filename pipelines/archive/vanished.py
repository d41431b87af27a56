"""Posts that their own sources name no longer: not gone by that, but worth asking for."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import and_, or_, select

from pipelines.archive.keys import find_ids
from pipelines.archive.models import Discovery, Post, PostAddress, Site, Source, table_of
from pipelines.archive.opening import Archive
from pipelines.urls import url_hash


def posts_no_longer_named(
    archive: Archive, site: str, named: Mapping[str, Collection[str]]
) -> list[tuple[str, str]]:
    """Return the posts that a source named before and does not now: `(address, as it was named)`.

    `named` has, by address of each source that was read whole, the hashes of the addresses it
    names now. Posts that are known to be away are left out, and so are those that were there
    when they were asked for after they had vanished.
    """
    now = {url_hash(source): hashes for source, hashes in named.items()}
    with archive.reading() as connection:
        sites = find_ids(connection, table_of(Site), ("url_hash",), {(url_hash(site),)})
        if not sites or not now:
            return []
        (site_id,) = sites.values()
        statement = (
            select(Source.url_hash, Discovery.url_hash, Discovery.url, Post.id, Post.url)
            .join(Source, Source.id == Discovery.source_id)
            .join(
                PostAddress,
                and_(
                    PostAddress.site_id == Discovery.site_id,
                    PostAddress.url_hash == Discovery.url_hash,
                ),
            )
            .join(Post, Post.id == PostAddress.post_id)
            .where(
                Discovery.site_id == site_id,
                Source.url_hash.in_(sorted(now)),
                Post.state == "live",
                or_(
                    Discovery.last_seen_at >= Source.last_read_at,
                    Post.last_seen_at < Source.last_read_at,
                ),
            )
            .order_by(Post.id.desc())
        )
        found: dict[int, tuple[str, str]] = {}
        still: set[int] = set()
        for source, key, as_named, post_id, url in connection.execute(statement):
            if key in now[source]:
                still.add(post_id)
            else:
                found[post_id] = (url, as_named)
    return [addresses for post_id, addresses in found.items() if post_id not in still]
