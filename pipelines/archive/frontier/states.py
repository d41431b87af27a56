"""What is left to do about each address: leased, and settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, select, update

from pipelines.archive.cleaning import clean_text
from pipelines.archive.frontier.addresses import Address, address_of
from pipelines.archive.frontier.crawls import FOUND, Crawl, in_crawl

#: Place of what is asked for before everything else.
FIRST = -(2**60)


def lease(
    connection: Connection, crawl: Crawl, count: int, *, only_first: bool = False
) -> list[Address]:
    """Return the next `count` addresses that are due, leased to this run."""
    due = [FOUND.c.state == "due"]
    if only_first:
        due.append(FOUND.c.place == FIRST)
    return _lease(connection, crawl, count, *due)


def lease_again(connection: Connection, crawl: Crawl, count: int) -> list[Address]:
    """Return the next `count` addresses to be read again, leased to this run."""
    return _lease(connection, crawl, count, FOUND.c.state == "again")


def _lease(
    connection: Connection, crawl: Crawl, count: int, *which: ColumnElement[bool]
) -> list[Address]:
    rows = connection.execute(
        select(FOUND)
        .where(*in_crawl(crawl), *which)
        .order_by(FOUND.c.place, FOUND.c.url_hash)
        .limit(count)
    ).all()
    if rows:
        keys = [row.url_hash for row in rows]
        connection.execute(
            update(FOUND)
            .where(FOUND.c.site_id == crawl.site_id, FOUND.c.url_hash.in_(keys))
            .values(state="leased", leased_by=crawl.run_id)
        )
    return [replace(address_of(row), state="leased") for row in rows]


def change_states(connection: Connection, crawl: Crawl, addresses: Sequence[Address]) -> None:
    """Write state, place and outcome of addresses that are in the frontier."""
    now = datetime.now(UTC)
    for failed in (False, True):
        values: dict[str, Any] = {
            "state": bindparam("_state"),
            "place": bindparam("_place"),
            "outcome": bindparam("_outcome"),
            "reason": bindparam("_reason"),
            "reasons": bindparam("_reasons"),
            "updated_at": now,
            "leased_by": None,
        }
        if failed:
            values["failures"] = FOUND.c.failures + 1
        rows = [
            {
                "_key": address.url_hash,
                "_state": address.state,
                "_place": address.place,
                "_outcome": address.outcome,
                "_reason": clean_text(address.reason)[:100],
                "_reasons": [clean_text(text) for text in address.reasons] or None,
            }
            for address in sorted(addresses, key=lambda address: address.url_hash)
            if (address.state == "failed") is failed
        ]
        if rows:
            connection.execute(
                update(FOUND)
                .where(FOUND.c.site_id == crawl.site_id, FOUND.c.url_hash == bindparam("_key"))
                .values(values),
                rows,
            )


def mark_stored(connection: Connection, keys: Sequence[tuple[int, str]]) -> None:
    """Mark addresses, given as `(site, hash)`, as stored: part of storing their posts."""
    if rows := [{"_site": site, "_key": key} for site, key in sorted(set(keys)) if key]:
        connection.execute(
            update(FOUND)
            .where(FOUND.c.site_id == bindparam("_site"), FOUND.c.url_hash == bindparam("_key"))
            .values(
                state="stored",
                outcome="archived",
                reason="",
                reasons=None,
                failures=0,
                leased_by=None,
                bodies=None,
                updated_at=datetime.now(UTC),
            ),
            rows,
        )
