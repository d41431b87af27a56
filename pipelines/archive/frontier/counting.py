"""How far a crawl has come: addresses by state and source, answers that tell of posts away."""

from __future__ import annotations

from sqlalchemy import Connection, func, or_, select

from pipelines.archive.frontier.addresses import Address
from pipelines.archive.frontier.crawls import FOUND, Crawl, in_crawl
from pipelines.archive.opening import Archive


def count_states(connection: Connection, crawl: Crawl) -> dict[str, int]:
    """Return how many addresses of the crawl are in each state."""
    rows = connection.execute(
        select(FOUND.c.state, func.count().label("number"))
        .where(*in_crawl(crawl))
        .group_by(FOUND.c.state)
    )
    return {row.state: row.number for row in rows}


def last_place(connection: Connection, crawl: Crawl) -> int:
    """Return the last place that was given in this crawl."""
    found = connection.execute(select(func.max(FOUND.c.place)).where(*in_crawl(crawl))).scalar_one()
    return max(0, int(found or 0))


def count_named(connection: Connection, crawl: Crawl, by: str, *, not_by: str = "") -> int:
    """Return how many addresses a kind of source named (and another kind did not)."""
    named = [*in_crawl(crawl), FOUND.c.kinds.contains(by)]
    if not_by:
        named.append(FOUND.c.kinds.not_like(f"%{not_by}%"))
    return int(connection.execute(select(func.count()).where(*named)).scalar_one())


def answers(archive: Archive, crawl: Crawl) -> list[Address]:
    """Return the addresses whose answers may prove that a post is away, and one that is held."""
    columns = (FOUND.c.url_hash, FOUND.c.url, FOUND.c.outcome, FOUND.c.reason)
    held = select(*columns).where(*in_crawl(crawl), FOUND.c.outcome == "archived").limit(1)
    away = select(*columns).where(
        *in_crawl(crawl),
        or_(
            FOUND.c.outcome.in_(("gone", "withheld")),
            FOUND.c.reason.in_(("sent home", "elsewhere", "same as another")),
        ),
    )
    rows = archive.read(
        lambda connection: [*connection.execute(held).all(), *connection.execute(away).all()]
    )
    return [
        Address(url_hash=row.url_hash, url=row.url, outcome=row.outcome, reason=row.reason)
        for row in rows
    ]
