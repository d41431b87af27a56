"""The addresses of a crawl: what was found, under which names, and who named it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from pipelines.archive.cleaning import clean_entry, clean_text
from pipelines.archive.engine import upsert
from pipelines.archive.frontier.crawls import FOUND, Crawl, in_crawl
from pipelines.archive.keys import IN_LIST, chunks
from pipelines.archive.models import AddressAlias, table_of
from pipelines.archive.rows import entry_item, entry_json
from pipelines.items import Entry, FoundOutcome

#: All there are of them: where an address stands on its way.
STATES = ("new", "due", "again", "leased", "stored", "closed", "skipped", "failed", "parked")
#: Rows a statement.
_ROWS = 500

ALIASES = table_of(AddressAlias)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A row of the frontier."""

    url_hash: str
    url: str
    #: `new`, `due`, `again`, `leased`, `stored`, `closed`, `skipped`, `failed`, `parked`.
    state: str = "new"
    outcome: FoundOutcome = "waiting"
    reason: str = ""
    reasons: tuple[str, ...] = ()
    place: int = 0
    #: Kinds of the sources that named it, parted by a space.
    kinds: str = ""
    statement: str = ""
    entries: tuple[Entry, ...] = ()


def known(
    connection: Connection, crawl: Crawl, keys: Collection[str], statements: Collection[str] = ()
) -> tuple[list[Address], dict[str, str]]:
    """Return the addresses of this crawl under these hashes or statements, and their aliases."""
    aliases: dict[str, str] = {}
    for part in chunks(sorted(keys), IN_LIST):
        found = select(ALIASES.c.url_hash, ALIASES.c.target_hash).where(
            ALIASES.c.site_id == crawl.site_id,
            ALIASES.c.crawl_id == crawl.id,
            ALIASES.c.url_hash.in_(part),
        )
        aliases |= {row.url_hash: row.target_hash for row in connection.execute(found)}
    addresses: dict[str, Address] = {}
    for column, values in (
        (FOUND.c.url_hash, {*keys, *aliases.values()}),
        (FOUND.c.statement, set(statements)),
    ):
        for part in chunks(sorted(values), IN_LIST):
            for row in connection.execute(select(FOUND).where(*in_crawl(crawl), column.in_(part))):
                addresses[row.url_hash] = address_of(row)
    return list(addresses.values()), aliases


def page_of(
    connection: Connection,
    crawl: Crawl,
    *,
    after: str = "",
    count: int = 1000,
    states: Collection[str] = (),
) -> list[Address]:
    """Return the next addresses of the crawl in the order of their hashes."""
    wanted = [*in_crawl(crawl), FOUND.c.url_hash > after]
    if states:
        wanted.append(FOUND.c.state.in_(sorted(states)))
    statement = select(FOUND).where(*wanted).order_by(FOUND.c.url_hash).limit(count)
    return [address_of(row) for row in connection.execute(statement)]


def write_addresses(
    connection: Connection, crawl: Crawl, addresses: Collection[Address], aliases: Mapping[str, str]
) -> None:
    """Write new and changed addresses and new aliases; rows of earlier crawls are taken over."""
    now = datetime.now(UTC)
    rows = [_row(crawl, address, now) for address in addresses]
    rows.sort(key=lambda row: str(row["url_hash"]))
    for part in chunks(rows, _ROWS):
        upsert(connection, FOUND, part, key=("site_id", "url_hash"), update=_WRITTEN)
    links = [
        {
            "site_id": crawl.site_id,
            "url_hash": key,
            "target_hash": aliases[key],
            "crawl_id": crawl.id,
        }
        for key in sorted(aliases)
    ]
    for alias_part in chunks(links, _ROWS):
        upsert(
            connection,
            ALIASES,
            alias_part,
            key=("site_id", "url_hash"),
            update=("target_hash", "crawl_id"),
        )


def merge(connection: Connection, crawl: Crawl, old: str, new: str) -> None:
    """Forget the address `old`, which leads to `new`; what led to it leads there, too."""
    connection.execute(
        delete(FOUND).where(FOUND.c.site_id == crawl.site_id, FOUND.c.url_hash == old)
    )
    connection.execute(
        update(ALIASES)
        .where(ALIASES.c.site_id == crawl.site_id, ALIASES.c.target_hash == old)
        .values(target_hash=new)
    )


#: Columns that are written anew when an address is named again.
_WRITTEN = tuple(
    (
        "url outcome reason reasons updated_at state place crawl_id leased_by kinds statement "
        "entries bodies"
    ).split()
)


def _row(crawl: Crawl, address: Address, now: datetime) -> dict[str, Any]:
    bodies = [entry.content_html for entry in address.entries]
    return {
        "site_id": crawl.site_id,
        "url_hash": address.url_hash,
        "url": clean_text(address.url)[:2000],
        "outcome": address.outcome,
        "reason": clean_text(address.reason)[:100],
        "reasons": [clean_text(text) for text in address.reasons] or None,
        "first_seen_at": now,
        "updated_at": now,
        "state": address.state,
        "place": address.place,
        "crawl_id": crawl.id,
        "leased_by": crawl.run_id if address.state == "leased" else None,
        "failures": 0,
        "kinds": address.kinds,
        "statement": address.statement or None,
        "entries": [entry_json(clean_entry(entry)) for entry in address.entries],
        # Few entries carry a whole post, and those are large.
        "bodies": zlib.compress(json.dumps(bodies).encode(), 1) if any(bodies) else None,
    }


def address_of(row: Any) -> Address:
    """Return the address that a row holds, the bodies of its entries put back into them."""
    said = row.entries
    entries = tuple(entry_item(entry) for entry in said) if said else (Entry(url=row.url),)
    if row.bodies:
        bodies = json.loads(zlib.decompress(row.bodies))
        entries = tuple(
            replace(entry, content_html=body) for entry, body in zip(entries, bodies, strict=False)
        )
    return Address(
        url_hash=row.url_hash,
        url=row.url,
        state=row.state,
        outcome=row.outcome,
        reason=row.reason,
        reasons=tuple(row.reasons or ()),
        place=row.place,
        kinds=row.kinds,
        statement=row.statement or "",
        entries=entries,
    )
