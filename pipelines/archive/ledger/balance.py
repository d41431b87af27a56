"""What each source of a blog claims, held against what is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from pipelines.archive.ledger.verdict import Coverage, Found, NotHeld, SourceCoverage, verdict_on
from pipelines.archive.models import (
    AddressAlias,
    Discovery,
    FoundAddress,
    Post,
    PostAddress,
    Source,
    table_of,
)
from pipelines.archive.opening import Archive
from pipelines.archive.sites import known_site_id

#: Outcomes that leave no hole in the archive: the address is held, or there is nothing to hold.
_ANSWERED = ("archived", "no-post", "withheld", "gone")

#: Why an address is none of a post that is a further page of a list, and was read as that.
PAGE_OF_A_LIST = "page of a list"

#: Posts that no source named: links of other posts led there.
_UNLISTED = ("page",)
_ONLY_FED = ("feed", "feed page")
_LISTS_LEFT = (FoundAddress.state == "skipped", FoundAddress.reason == "unread list")


def coverage(archive: Archive, site: str) -> Coverage | None:
    """Return the ledger of the site with home address `site`; None when it is not known."""
    with archive.reading() as connection:
        if (site_id := known_site_id(connection, site)) is None:
            return None
        by_state = (
            select(Post.state, func.count().label("posts"))
            .where(Post.site_id == site_id)
            .group_by(Post.state)
        )
        states = {row.state: row.posts for row in connection.execute(by_state)}
        held, live = sum(states.values()), states.get("live", 0)
        rows = connection.execute(
            select(table_of(Source)).where(Source.site_id == site_id).order_by(Source.id)
        ).all()
        sources = tuple(_source_coverage(connection, row, live) for row in rows)
        holes = _not_held(connection, site_id, FoundAddress.outcome.not_in(_ANSWERED))
        withheld = {
            what.removeprefix("withheld "): count
            for what, count in _not_held(
                connection, site_id, FoundAddress.outcome == "withheld"
            ).items()
        }
        unread = _count(connection, site_id, _aside())
        no_posts = _count(connection, site_id, _read_for_nothing())
        found = Found(
            held=held,
            live=live,
            closed=states.get("protected", 0),
            withheld=withheld,
            unlisted=_count_named_by(connection, site_id, _UNLISTED),
            only_fed=_count_named_by(connection, site_id, _ONLY_FED),
            lists_left=_count(connection, site_id, _LISTS_LEFT),
        )
    complete, verdict = verdict_on(found, sources, holes)
    if unread:
        verdict += f"; {unread} other addresses look like no posts and were not read"
        if found.lists_left:
            verdict += f", {found.lists_left} of them lists like others that named nothing new"
    if no_posts and held:
        verdict += f"; {no_posts} pages were read and are no posts"
    return Coverage(
        site=site,
        held=held,
        live=live,
        sources=sources,
        unread=unread,
        no_posts=no_posts,
        withheld=withheld,
        complete=complete,
        verdict=verdict,
    )


def not_held(archive: Archive, site: str) -> Iterator[NotHeld]:
    """Yield the addresses found of a blog of which no post is held, by outcome, reason and address.

    Left out are second addresses of what is held, and lists that were read as such.
    """
    address = and_(
        PostAddress.site_id == FoundAddress.site_id, PostAddress.url_hash == FoundAddress.url_hash
    )
    with archive.reading() as connection:
        site_id = known_site_id(connection, site)
        rows = connection.execute(
            select(FoundAddress.url, FoundAddress.outcome, FoundAddress.reason, FoundAddress.state)
            .outerjoin(PostAddress, address)
            .where(
                FoundAddress.site_id == site_id,
                FoundAddress.outcome != "archived",
                FoundAddress.reason != "same as another",
                PostAddress.post_id.is_(None),
                ~_as_list(),
            )
            .order_by(FoundAddress.outcome, FoundAddress.reason, FoundAddress.url)
        )
        for url, outcome, reason, state in rows:
            was_read = outcome == "no-post" and state != "skipped"
            yield NotHeld(url=url, outcome=outcome, reason=reason, was_read=was_read)


def _source_coverage(connection: Connection, row: Any, live_posts: int) -> SourceCoverage:
    own, read_at = Discovery.source_id == row.id, row.last_read_at or row.first_seen_at
    here = and_(own, Discovery.last_seen_at >= read_at)
    address = and_(
        PostAddress.site_id == Discovery.site_id, PostAddress.url_hash == Discovery.url_hash
    )
    other_name = and_(
        AddressAlias.site_id == Discovery.site_id, AddressAlias.url_hash == Discovery.url_hash
    )
    became = and_(
        FoundAddress.site_id == Discovery.site_id,
        FoundAddress.url_hash == func.coalesce(AddressAlias.target_hash, Discovery.url_hash),
    )
    claimed = connection.execute(select(func.count()).where(here)).scalar_one()
    standing = case((Post.state == "live", Post.id))
    posts = (
        select(func.count(), func.count(standing.distinct()))
        .select_from(Discovery)
        .join(PostAddress, address)
        .join(Post, Post.id == PostAddress.post_id)
    )
    held, live = connection.execute(posts.where(here)).one()
    forgot = 0 if held else connection.execute(posts.where(own)).one()[1]
    no_post = 0
    missing: Counter[str] = Counter()
    for outcome, reason, count in connection.execute(
        select(FoundAddress.outcome, FoundAddress.reason, func.count())
        .select_from(Discovery)
        .outerjoin(PostAddress, address)
        .outerjoin(AddressAlias, other_name)
        .outerjoin(FoundAddress, became)
        .where(here, PostAddress.post_id.is_(None))
        .group_by(FoundAddress.outcome, FoundAddress.reason)
    ):
        if outcome in ("no-post", "archived"):
            # `archived` without an address of its own: it led to a post held under another.
            no_post += count if outcome == "no-post" else 0
            held += count if outcome == "archived" else 0
        else:
            missing[" ".join(filter(None, (outcome or "waiting", reason)))] += count
    return SourceCoverage(
        url=row.url,
        kind=row.kind,
        last_read_at=row.last_read_at,
        problem=row.problem or "",
        claimed=claimed,
        declared_total=row.declared_total,
        held=held,
        no_post=no_post,
        missing=dict(missing.most_common()),
        lacks=max(0, live_posts - live),
        forgot=forgot,
    )


def _not_held(
    connection: Connection, site_id: int, condition: ColumnElement[bool]
) -> dict[str, int]:
    """Return how many addresses that are not held a condition is true of, by outcome and reason."""
    address = and_(
        PostAddress.site_id == FoundAddress.site_id, PostAddress.url_hash == FoundAddress.url_hash
    )
    rows = connection.execute(
        select(FoundAddress.outcome, FoundAddress.reason, func.count())
        .outerjoin(PostAddress, address)
        .where(FoundAddress.site_id == site_id, condition, PostAddress.post_id.is_(None))
        .group_by(FoundAddress.outcome, FoundAddress.reason)
    )
    return {" ".join(filter(None, (outcome, reason))): count for outcome, reason, count in rows}


def _aside() -> tuple[ColumnElement[bool], ...]:
    """Return what holds of addresses that were put aside by what they look like alone."""
    return (
        FoundAddress.outcome == "no-post",
        FoundAddress.state == "skipped",
        FoundAddress.reason != "same as another",
        ~_as_list(),
    )


def _read_for_nothing() -> tuple[ColumnElement[bool], ...]:
    """Return what holds of addresses that were read and are no posts."""
    return (FoundAddress.outcome == "no-post", FoundAddress.state != "skipped", ~_as_list())


def _as_list() -> ColumnElement[bool]:
    """Return whether an address is one of the lists that the blog was read by, or a page of one."""
    is_source = exists().where(
        Source.site_id == FoundAddress.site_id, Source.url_hash == FoundAddress.url_hash
    )
    return or_(is_source, FoundAddress.reason == PAGE_OF_A_LIST)


def _count_named_by(connection: Connection, site_id: int, kinds: Sequence[str]) -> int:
    """Return how many posts of the site nothing but sources of these `kinds` named.

    Links may lead to a second address of a post that lists name.
    """
    other, other_found = aliased(PostAddress), aliased(FoundAddress)
    named_otherwise = (
        select(other.post_id)
        .join(
            other_found,
            and_(other_found.site_id == other.site_id, other_found.url_hash == other.url_hash),
        )
        .where(
            other.post_id == PostAddress.post_id,
            other_found.outcome == "archived",
            other_found.kinds.not_in(kinds),
        )
    )
    counted = (
        select(func.count(PostAddress.post_id.distinct()))
        .select_from(FoundAddress)
        .join(
            PostAddress,
            and_(
                PostAddress.site_id == FoundAddress.site_id,
                PostAddress.url_hash == FoundAddress.url_hash,
            ),
        )
        .where(
            FoundAddress.site_id == site_id,
            FoundAddress.outcome == "archived",
            FoundAddress.kinds.in_(kinds),
            ~named_otherwise.exists(),
        )
    )
    return int(connection.execute(counted).scalar_one())


def _count(connection: Connection, site_id: int, conditions: Sequence[ColumnElement[bool]]) -> int:
    """Return for how many addresses of the site the conditions hold."""
    counted = select(func.count()).where(FoundAddress.site_id == site_id, *conditions)
    return int(connection.execute(counted).scalar_one())
