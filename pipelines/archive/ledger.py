"""The completeness ledger: what each source claims against what is held, and one verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, case, func, select, update

from pipelines.archive.cleaning import clean_text, storable_instant
from pipelines.archive.engine import upsert
from pipelines.archive.keys import Key, chunks, find_ids, ids_of
from pipelines.archive.models import (
    LANGUAGE,
    TITLE,
    AddressAlias,
    Discovery,
    FoundAddress,
    Post,
    PostAddress,
    Site,
    Source,
    table_of,
)
from pipelines.archive.opening import Archive
from pipelines.archive.states import Answered, record_states
from pipelines.urls import host_of, url_hash

#: Outcomes that leave no hole in the archive: the address is held, or there is nothing to hold.
_ANSWERED = ("archived", "no-post", "withheld", "gone")
#: Rows a statement.
_ROWS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRead:
    """One source as a crawl found it."""

    url: str
    #: `api`, `feed`, `sitemap`, `listing`.
    kind: str
    #: How many posts there are, as it says itself.
    declared_total: int | None = None
    #: Empty, or why it could not be read.
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One source naming one address."""

    url: str
    source: str
    kind: str
    position: int = 0
    #: The change, or else the publication, that the source states.
    claimed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCoverage:
    """What one source claims, and how much of that is held."""

    url: str
    kind: str
    last_read_at: datetime | None
    problem: str
    #: Addresses it named when it was last read.
    claimed: int
    declared_total: int | None
    held: int
    #: Named, read, and no post: a page about the blog, a list.
    no_post: int
    #: Named and not held, by outcome and reason: "failed 500", "robots".
    missing: dict[str, int]
    #: Held posts of the site that still stand there and that this source does not name.
    lacks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The ledger of one site."""

    site: str
    #: Posts held.
    held: int
    #: Of them, those that still stand at the blog: not gone, protected or redirected.
    live: int
    sources: tuple[SourceCoverage, ...]
    #: Addresses that look like no posts, or like others that were none, and were never read.
    unread: int
    complete: bool
    #: One sentence.
    verdict: str


def record_ledger(
    archive: Archive,
    site: str,
    *,
    at: datetime,
    sources: Sequence[SourceRead],
    claims: Sequence[Claim] = (),
    found: Sequence[Answered] = (),
    run_id: int | None = None,
) -> None:
    """Record what the sources of `site` named at `at` (UTC), and what its addresses answered.

    Posts that are proved to be gone, protected or redirected change their state (states.py).
    """

    def record(connection: Connection) -> None:
        site_id = site_id_of(connection, site, at)
        record_claims(connection, site_id, claims, at=at)
        ids = record_sources(connection, site_id, sources, at=at)
        for key in ids.values():
            connection.execute(
                update(Source)
                .where(Source.id == key)
                .values(entry_count=_count_claims(connection, key, at))
            )
        record_states(connection, site_id, found, at=at, run_id=run_id)

    archive.write(record)


def record_sources(
    connection: Connection, site_id: int, sources: Sequence[SourceRead], *, at: datetime
) -> dict[Key, int]:
    """Record what sources said of themselves in the crawl that began at `at`; their numbers."""
    ids = _source_ids(connection, site_id, sources, (), at)
    for read in sources:
        connection.execute(
            update(Source)
            .where(Source.id == ids[site_id, url_hash(read.url)])
            .values(
                kind=read.kind,
                last_read_at=at,
                last_seen_at=at,
                declared_total=read.declared_total,
                problem=clean_text(read.problem)[:500],
            )
        )
    return ids


def record_claims(
    connection: Connection, site_id: int, claimed: Sequence[Claim], *, at: datetime
) -> None:
    """Record which addresses sources name in the crawl that began at `at` (UTC)."""
    ids = _source_ids(connection, site_id, (), claimed, at)
    rows: dict[Key, dict[str, Any]] = {}
    for claim in claimed:
        key = (ids[site_id, url_hash(claim.source)], url_hash(claim.url))
        rows.setdefault(
            key,
            {
                "source_id": key[0],
                "url_hash": key[1],
                "site_id": site_id,
                "url": clean_text(claim.url)[:2000],
                "position": claim.position,
                "claimed_at": storable_instant(claim.claimed_at) if claim.claimed_at else None,
                "first_seen_at": at,
                "last_seen_at": at,
                "missed_at": None,
            },
        )
    for part in chunks([rows[key] for key in sorted(rows)], _ROWS):
        upsert(
            connection,
            table_of(Discovery),
            part,
            key=("source_id", "url_hash"),
            update=("position", "claimed_at", "last_seen_at", "missed_at"),
        )


def site_id_of(connection: Connection, site: str, at: datetime) -> int:
    """Return the number of the site with this home address, made when it is new."""
    key = url_hash(site)
    row = {
        "url_hash": key,
        "home_url": clean_text(site)[:2000],
        "host": host_of(site)[:255],
        "platform": "",
        # Never empty: tools that show rows by their title show nothing then.
        "title": host_of(site)[:255],
        "language": "",
        "created_at": at,
    }
    return ids_of(connection, table_of(Site), ("url_hash",), {(key,): row})[key,]


def describe_site(
    connection: Connection, site_id: int, *, title: str, platform: str, language: str
) -> None:
    """Note what the home page of a site says it is; what it does not say stays as it is."""
    said = {"title": title[:TITLE], "platform": platform[:50], "language": language[:LANGUAGE]}
    values = {name: clean_text(text) for name, text in said.items() if text}
    if values:
        connection.execute(update(Site).where(Site.id == site_id).values(values))


def _source_ids(
    connection: Connection,
    site_id: int,
    sources: Sequence[SourceRead],
    claims: Sequence[Claim],
    at: datetime,
) -> dict[Key, int]:
    named = {url_hash(claim.source): (claim.source, claim.kind) for claim in claims}
    named |= {url_hash(read.url): (read.url, read.kind) for read in sources}
    rows: dict[Key, dict[str, Any]] = {
        (site_id, key): {
            "site_id": site_id,
            "url_hash": key,
            "url": clean_text(url)[:2000],
            "kind": kind,
            "first_seen_at": at,
            "last_seen_at": at,
        }
        for key, (url, kind) in named.items()
    }
    return ids_of(connection, table_of(Source), ("site_id", "url_hash"), rows)


def _count_claims(connection: Connection, source_id: int, at: datetime) -> int:
    here = (Discovery.source_id == source_id, Discovery.last_seen_at >= at)
    return int(connection.execute(select(func.count()).where(*here)).scalar_one())


def coverage(archive: Archive, site: str) -> Coverage | None:
    """Return the ledger of the site with home address `site`; None when it is not known."""
    with archive.reading() as connection:
        keys = find_ids(connection, table_of(Site), ("url_hash",), {(url_hash(site),)})
        if not keys:
            return None
        (site_id,) = keys.values()
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
        holes = _holes(connection, site_id)
        unread = _unread(connection, site_id)
    complete, verdict = _verdict(held, live, sources, holes)
    if unread:
        verdict += f"; {unread} other addresses look like no posts and were not read"
    return Coverage(
        site=site,
        held=held,
        live=live,
        sources=sources,
        unread=unread,
        complete=complete,
        verdict=verdict,
    )


def _source_coverage(connection: Connection, row: Any, live_posts: int) -> SourceCoverage:
    here = and_(
        Discovery.source_id == row.id,
        Discovery.last_seen_at >= (row.last_read_at or row.first_seen_at),
    )
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
    held, live = connection.execute(
        select(func.count(), func.count(standing.distinct()))
        .select_from(Discovery)
        .join(PostAddress, address)
        .join(Post, Post.id == PostAddress.post_id)
        .where(here)
    ).one()
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
    )


def _holes(connection: Connection, site_id: int) -> dict[str, int]:
    """Return the addresses that are neither held nor answered, by outcome and reason."""
    address = and_(
        PostAddress.site_id == FoundAddress.site_id, PostAddress.url_hash == FoundAddress.url_hash
    )
    rows = connection.execute(
        select(FoundAddress.outcome, FoundAddress.reason, func.count())
        .outerjoin(PostAddress, address)
        .where(
            FoundAddress.site_id == site_id,
            FoundAddress.outcome.not_in(_ANSWERED),
            PostAddress.post_id.is_(None),
        )
        .group_by(FoundAddress.outcome, FoundAddress.reason)
    )
    return {" ".join(filter(None, (outcome, reason))): count for outcome, reason, count in rows}


def _unread(connection: Connection, site_id: int) -> int:
    """Return how many addresses were put aside by what they look like alone."""
    aside = (FoundAddress.outcome == "no-post", FoundAddress.state == "skipped")
    counted = select(func.count()).where(FoundAddress.site_id == site_id, *aside)
    return int(connection.execute(counted).scalar_one())


def _verdict(
    held: int, live: int, sources: Sequence[SourceCoverage], holes: dict[str, int]
) -> tuple[bool, str]:
    broken = [source for source in sources if source.problem]
    if holes:
        total = sum(holes.values())
        listed = ", ".join(f"{count} {what}" for what, count in sorted(holes.items()))
        return False, f"incomplete: {held} posts held, {total} missing ({listed})"
    short = [
        source
        for source in sources
        if source.declared_total is not None
        and source.declared_total > source.held + source.no_post + sum(source.missing.values())
    ]
    if short:
        source = short[0]
        return False, (
            f"incomplete: {source.url} says that there are {source.declared_total} posts "
            f"and named {source.claimed}"
        )
    if not sources or all(source.problem for source in sources):
        why = f" ({', '.join(sorted({source.problem for source in broken}))})" if broken else ""
        return False, f"not proved: {held} posts held, but no source could be read{why}"
    if broken:
        named = ", ".join(f"{source.url} ({source.problem})" for source in broken[:3])
        return False, (
            f"not proved: all that was named is held ({held} posts), but a source could not be "
            f"read: {named}"
        )
    if not held:
        most = max(source.claimed for source in sources)
        return False, f"not proved: nothing is held; none of {most} addresses named was a post"
    whole = [source for source in sources if source.kind in ("api", "sitemap", "listing", "folder")]
    if not whole:
        return False, (
            f"not proved: all that was named is held ({held} posts), but only feeds name posts, "
            "and feeds may be cut short"
        )
    agreeing = sum(not source.lacks for source in sources)
    left = f" ({held - live} no longer at the blog)" if held > live else ""
    named = "1 source names" if len(sources) == 1 else f"{len(sources)} sources name"
    each = f"{agreeing or 'none'} of them name{'' if agreeing > 1 else 's'} every post"
    return True, f"complete: {held} posts held{left}, all that {named}; {each}"


def sites(archive: Archive) -> list[str]:
    """Return the home addresses of all sites, in the order in which they were first met."""
    with archive.reading() as connection:
        return list(connection.execute(select(Site.home_url).order_by(Site.id)).scalars())
