"""Clusters of near duplicates as `duplicates.py` found them: the earliest post of each first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import Connection, FromClause, column, distinct, func, select, table

from pipelines.archive.engine import Instant
from pipelines.archive.keys import IN_LIST, chunks
from pipelines.archive.opening import Archive
from pipelines.archive.sites import site_ids

_ALIKE: FromClause = table(
    "v_duplicate",
    *(column(name) for name in "cluster post_id site_id site url state title".split()),
    *(column(name) for name in "likeness text_hash".split()),
    column("listed_at", Instant()),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One post of a cluster."""

    post_id: int
    site: str
    url: str
    title: str
    state: str
    #: UTC; when the post was published, or else first seen.
    listed_at: datetime
    #: The share of common shingles with the post of its cluster that is most like it.
    likeness: float
    #: Equal for posts with the very same letters and digits.
    text_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Posts whose texts are alike, the earliest first."""

    cluster_id: int
    posts: tuple[Copy, ...]

    @property
    def sites(self) -> int:
        """Return over how many blogs it goes."""
        return len({post.site for post in self.posts})


def list_clusters(
    archive: Archive, *, site: str | None = None, across: bool = False, limit: int | None = None
) -> list[Cluster]:
    """Return the clusters, that with the earliest post first.

    `site` asks for those that a blog has part in, `across` for those over two blogs or more.
    """
    first_at = func.min(_ALIKE.c.listed_at, type_=Instant())
    wanted = (
        select(_ALIKE.c.cluster)
        .group_by(_ALIKE.c.cluster)
        .order_by(first_at, _ALIKE.c.cluster)
        .limit(limit)
    )
    if across:
        wanted = wanted.having(func.count(distinct(_ALIKE.c.site_id)) > 1)
    with archive.reading() as connection:
        if (sites := site_ids(connection, site)) is not None:
            other = _ALIKE.alias()
            mine = select(other.c.cluster).where(other.c.site_id.in_(sites))
            wanted = wanted.where(_ALIKE.c.cluster.in_(mine))
        return _read(connection, list(connection.scalars(wanted)))


def cluster_of(archive: Archive, post_id: int) -> Cluster | None:
    """Return the cluster that a post is in; None when no other is like it."""
    with archive.reading() as connection:
        found = connection.scalar(select(_ALIKE.c.cluster).where(_ALIKE.c.post_id == post_id))
        return _read(connection, [found])[0] if found is not None else None


def _read(connection: Connection, wanted: list[int]) -> list[Cluster]:
    found: dict[int, tuple[Copy, ...]] = {}
    columns = [_ALIKE.c[name] for name in Copy.__dataclass_fields__]
    for some in chunks(wanted, IN_LIST):
        rows = connection.execute(
            select(_ALIKE.c.cluster, *columns)
            .where(_ALIKE.c.cluster.in_(some))
            .order_by(_ALIKE.c.cluster, _ALIKE.c.listed_at, _ALIKE.c.post_id)
        )
        for number, group in groupby(rows, lambda row: row.cluster):
            found[number] = tuple(Copy(**dict(zip(Copy.__dataclass_fields__, row[1:], strict=True)))
                                  for row in group)  # fmt: skip
    return [Cluster(cluster_id=number, posts=found[number]) for number in wanted]
