"""The link graph: who links to whom, since when, how often, and who closes with the same link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    FromClause,
    Select,
    String,
    cast,
    column,
    distinct,
    func,
    or_,
    select,
    table,
)
from sqlalchemy.orm import aliased

from pipelines.archive.engine import Instant
from pipelines.archive.models import Post, PostAddress, PostEmbed, Site, table_of
from pipelines.archive.opening import Archive
from pipelines.archive.sites import site_ids
from pipelines.archive.whole import Columns
from pipelines.urls import url_hash

_LINK: FromClause = table(
    "v_link",
    *(column(one) for one in "post_id site_id site blog post_url place kind url url_hash".split()),
    *(column(name) for name in "host text rel nofollow target_post_id".split()),
    column("listed_at", Instant()),
    column("linked_at", Instant()),
    column("revision_id"),
    column("internal", Boolean()),
)
_POST = table_of(Post).c
_CLOSING: FromClause = table(
    "v_closing_link",
    *(column(name) for name in "post_id site_id site post_url url url_hash host".split()),
    column("listed_at", Instant()),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkLine:
    """One link of a post as it stands."""

    post_id: int
    site: str
    post_url: str
    #: UTC; when the post was published, or else first seen.
    listed_at: datetime
    #: Among the links of the post, from 0.
    place: int
    #: `inline`, `card`, `bare`, `image`, `attachment`, or `embed`: a player or frame.
    kind: str
    url: str
    #: For an embed the name of its provider.
    host: str
    text: str
    rel: str
    #: It stays on the blog.
    internal: bool
    #: The post at the other end, when the archive holds it.
    target_post_id: int | None


def links_to(
    archive: Archive,
    to: str,
    *,
    internal: bool = False,
    kind: str | None = None,
    limit: int | None = None,
    **choice: Any,
) -> list[LinkLine]:
    """Return the links to a host or an address, those of the oldest posts first.

    A host is met with and without `www.`, an embed by the name of its provider; an address under
    every address of the post that is archived there. `choice` is `site`, `since`, `until`.
    Without `internal` the links of a blog to itself are left out.
    """
    provider = PostEmbed.provider == to.lower() if "://" not in to else PostEmbed.url == to
    with archive.reading() as connection:
        # The time that lies beside the link: those to a popular host need no sorting then.
        order = (_LINK.c.linked_at, _LINK.c.revision_id, _LINK.c.place)
        embeds = _embeds(provider).order_by(Post.listed_at, Post.id, PostEmbed.ord)
        sites = site_ids(connection, choice.pop("site", None))
        found = _read_embeds(connection, _chosen(embeds, _POST, sites, **choice), kind, limit)
        for target in _targets(to):
            links = _chosen(
                _narrow(_lines().where(target), internal, kind), _LINK.c, sites, **choice
            )
            found += _read(connection, links.order_by(*order), limit)
    found.sort(key=lambda line: (line.listed_at, line.post_id, line.place))
    return found[:limit]


def links_from(archive: Archive, post_id: int, *, kind: str | None = None) -> list[LinkLine]:
    """Return the links of one post, in their order; then what it embeds."""
    links = _narrow(_lines().where(_LINK.c.post_id == post_id), True, kind)
    embeds = _embeds(Post.id == post_id).order_by(PostEmbed.ord)
    with archive.reading() as connection:
        return [
            *_read(connection, links.order_by(_LINK.c.place), None),
            *_read_embeds(connection, embeds, kind, None),
        ]


def links_of_site(
    archive: Archive,
    site: str,
    *,
    internal: bool = False,
    kind: str | None = None,
    limit: int | None = None,
    **choice: Any,
) -> list[LinkLine]:
    """Return the links and embeds of a blog, those of the newest posts first; as `links_to`."""
    with archive.reading() as connection:
        sites = site_ids(connection, site)
        order = (_LINK.c.listed_at.desc(), _LINK.c.post_id.desc(), _LINK.c.place)
        links = _chosen(_narrow(_lines(), internal, kind), _LINK.c, sites, **choice)
        embeds = _chosen(_embeds(), _POST, sites, **choice)
        embeds = embeds.order_by(Post.listed_at.desc(), Post.id.desc(), PostEmbed.ord)
        found = [
            *_read(connection, links.order_by(*order), limit),
            *_read_embeds(connection, embeds, kind, limit),
        ]
    found.sort(key=lambda line: (line.listed_at, line.post_id), reverse=True)
    return found[:limit]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCount:
    """How many links there are of a month or to a host."""

    #: `2026-01`, or a host.
    name: str
    links: int
    posts: int
    sites: int
    #: Links that say `nofollow`.
    nofollow: int
    #: UTC; of the oldest post among them.
    first_at: datetime

    @property
    def nofollow_share(self) -> float:
        """Return the share of links that say `nofollow`, 0 to 1."""
        return self.nofollow / self.links


def link_months(archive: Archive, to: str | None, **choice: Any) -> list[LinkCount]:
    """Return how many links there were in each month, the oldest first."""
    month = func.substr(cast(_LINK.c.listed_at, String(26)), 1, 7)
    return _counts(archive, month, to, choice, newest=False, limit=None)


def link_hosts(archive: Archive, *, limit: int | None = None, **choice: Any) -> list[LinkCount]:
    """Return the hosts that are linked to most, with the share of `nofollow`."""
    return _counts(archive, _LINK.c.host, None, choice, newest=True, limit=limit)


def _counts(
    archive: Archive,
    name: ColumnElement[Any],
    to: str | None,
    choice: dict[str, Any],
    *,
    newest: bool,
    limit: int | None,
) -> list[LinkCount]:
    links = func.count().label("links")
    sites = choice.pop("site", None)
    internal, kind = choice.pop("internal", False), choice.pop("kind", None)
    statement = select(
        name.label("name"),
        links,
        func.count(distinct(_LINK.c.post_id)).label("posts"),
        func.count(distinct(_LINK.c.site_id)).label("sites"),
        func.sum(_LINK.c.nofollow).label("nofollow"),
        func.min(_LINK.c.listed_at, type_=Instant()).label("first_at"),
    ).group_by(name)
    if to is not None:
        statement = statement.where(or_(*_targets(to)))
    order = (links.desc(), name) if newest else (name,)
    with archive.reading() as connection:
        statement = _chosen(statement, _LINK.c, site_ids(connection, sites), **choice)
        statement = _narrow(statement, internal, kind).order_by(*order).limit(limit)
        return [
            LinkCount(**{**row._asdict(), "nofollow": int(row.nofollow)})
            for row in connection.execute(statement)
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Blogs that have posts which end in the same bare link."""

    url: str
    #: Home address, posts that end so, time of the oldest of them; the earliest blog first.
    blogs: tuple[tuple[str, int, datetime], ...]

    @property
    def posts(self) -> int:
        """Return how many posts end so."""
        return sum(posts for _, posts, _ in self.blogs)


def link_networks(archive: Archive, *, limit: int | None = None) -> list[Network]:
    """Return the networks, those of most blogs first. Reads every bare link."""
    link = _CLOSING.c
    statement = (
        select(
            link.url_hash,
            func.min(link.url).label("url"),
            link.site,
            func.count().label("posts"),
            func.min(link.listed_at, type_=Instant()).label("first_at"),
        )
        .group_by(link.url_hash, link.site)
        .order_by(link.url_hash)
    )
    networks = []
    with archive.reading() as connection:
        for _, group in groupby(connection.execute(statement), lambda row: row.url_hash):
            rows = sorted(group, key=lambda row: (row.first_at, row.site))
            if len(rows) > 1:
                blogs = tuple((row.site, row.posts, row.first_at) for row in rows)
                networks.append(Network(url=rows[0].url, blogs=blogs))
    networks.sort(key=lambda one: (-len(one.blogs), -one.posts, one.url))
    return networks[:limit]


def _lines() -> Select[*Columns]:
    return select(*(_LINK.c[name] for name in LinkLine.__dataclass_fields__))


def _embeds(*conditions: ColumnElement[bool]) -> Select[*Columns]:
    return (
        select(
            Post.id.label("post_id"),
            Site.home_url.label("site"),
            Post.url.label("post_url"),
            Post.listed_at,
            PostEmbed.ord.label("place"),
            PostEmbed.url,
            PostEmbed.provider.label("host"),
        )
        .select_from(PostEmbed)
        .join(Post, Post.current_revision_id == PostEmbed.revision_id)
        .join(Site, Site.id == Post.site_id)
        .where(*conditions)
    )


def _read(connection: Connection, statement: Select[*Columns], limit: int | None) -> list[LinkLine]:
    return [LinkLine(**row._asdict()) for row in connection.execute(statement.limit(limit))]


def _read_embeds(
    connection: Connection, statement: Select[*Columns], kind: str | None, limit: int | None
) -> list[LinkLine]:
    if kind not in (None, "embed"):
        return []
    same: dict[str, Any] = {
        "kind": "embed",
        "text": "",
        "rel": "",
        "internal": False,
        "target_post_id": None,
    }
    rows = connection.execute(statement.limit(limit))
    return [LinkLine(**row._asdict(), **same) for row in rows]


def _targets(to: str) -> list[ColumnElement[bool]]:
    """Return the conditions of which a link meets one."""
    if "://" not in to:
        host = to.lower().removeprefix("www.")
        return [_LINK.c.host == host, _LINK.c.host == f"www.{host}"]
    key = url_hash(to)
    met, other = aliased(PostAddress), aliased(PostAddress)
    same = select(other.url_hash).join(met, met.post_id == other.post_id)
    same = same.where(met.url_hash == key)
    return [or_(_LINK.c.url_hash == key, _LINK.c.url_hash.in_(same))]


def _chosen(
    statement: Select[*Columns],
    columns: Any,
    sites: list[int] | None,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Select[*Columns]:
    if sites is not None:
        statement = statement.where(columns.site_id.in_(sites))
    if since is not None:
        statement = statement.where(columns.listed_at >= since)
    if until is not None:
        statement = statement.where(columns.listed_at < until)
    return statement


def _narrow(statement: Select[*Columns], internal: bool, kind: str | None) -> Select[*Columns]:
    if not internal:
        statement = statement.where(_LINK.c.internal.is_(False))
    return statement if kind is None else statement.where(_LINK.c.kind == kind)
