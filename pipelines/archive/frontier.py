"""The frontier: which addresses of a blog were found, and what is left to do about each.

Everything here is done inside a transaction of the caller's (`Archive.write`), so that a state
changes together with what it led to. One run at a time is at work on a crawl: it holds the
lock of the site (locks.py), whose lease is the lease of all that the run has leased.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    case,
    delete,
    func,
    or_,
    select,
    update,
)

from pipelines.archive.cleaning import clean_entry, clean_text
from pipelines.archive.engine import upsert
from pipelines.archive.kept import UNFINISHED
from pipelines.archive.keys import IN_LIST, chunks
from pipelines.archive.models import AddressAlias, FoundAddress, Run, table_of
from pipelines.archive.opening import Archive
from pipelines.archive.rows import entry_item, entry_json
from pipelines.archive.sites import site_id_of
from pipelines.items import Entry, FoundOutcome

#: Place of what is asked for before everything else.
FIRST = -(2**60)
#: An address that failed in so many crawls in a row is left to its sources.
FAILURES = 10
#: All there are of them: where an address stands on its way.
STATES = ("new", "due", "again", "leased", "stored", "closed", "skipped", "failed", "parked")
#: Rows a statement.
_ROWS = 500

#: What the functions here are done in.
Transaction = Connection

#: Outcomes of a page that was read; of the others none was kept.
_READ = ("archived", "no-post")

_TABLE = table_of(FoundAddress)
_ALIASES = table_of(AddressAlias)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawl:
    """A crawl of one site: a run, and those that go on where it was broken off."""

    site_id: int
    #: Number of the run with which it began.
    id: int
    run_id: int
    #: UTC.
    began_at: datetime
    #: True when no run had been at the site before this crawl.
    first: bool = True

    @property
    def goes_on(self) -> bool:
        """Return True when an earlier run began it."""
        return self.id != self.run_id


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


def begin_crawl(
    connection: Connection, site: str, run_id: int | None, *, resume_within: timedelta
) -> Crawl:
    """Return the crawl of `site` that this run goes on with; what the dead left is due again.

    A crawl is the runs of one spider and site up to one that ended by itself, without a pause
    of more than `resume_within` between two of them.
    """
    began_id, began_at, first = run_id or 0, datetime.now(UTC), True
    columns = (Run.id, Run.spider, Run.site, Run.started_at, Run.updated_at)
    own = connection.execute(select(*columns).where(Run.id == run_id)).first()
    if own is not None:
        began_at = own.started_at
        earlier = connection.execute(
            select(*columns, Run.ended_at, Run.exit_code)
            .where(Run.id < own.id, Run.site == own.site, Run.spider == own.spider)
            .order_by(Run.id.desc())
            .limit(1000)
        )
        for run in earlier:
            ended = run.ended_at is not None and run.exit_code not in UNFINISHED
            if ended or began_at - run.updated_at > resume_within:
                break
            began_id, began_at = run.id, run.started_at
        before = select(Run.id).where(Run.site == own.site, Run.id < began_id).limit(1)
        first = connection.execute(before).first() is None
    site_id = site_id_of(connection, site, began_at)
    crawl = Crawl(site_id=site_id, id=began_id, run_id=run_id or 0, began_at=began_at, first=first)
    # We hold the lock of the site, so whoever leased these is no more.
    release(connection, crawl)
    if crawl.goes_on:
        # This is the next run that was promised to what failed in the one before.
        connection.execute(
            update(_TABLE)
            .where(*_of(crawl), _TABLE.c.state == "failed", _TABLE.c.failures < FAILURES)
            .values(state="due")
        )
    return crawl


def release(connection: Connection, crawl: Crawl) -> None:
    """Make due again whatever of this crawl is leased; what had been read waits behind the rest."""
    state = case((_TABLE.c.outcome.in_(_READ), "again"), else_="due")
    connection.execute(
        update(_TABLE).where(*_of(crawl), _TABLE.c.state == "leased").values(state=state)
    )


def adopt(connection: Connection, crawl: Crawl) -> int:
    """Make due in this crawl what earlier ones left to do and no source names now; say how many.

    What failed is due again; so is what a crawl had not asked for when it was given up.
    """
    left = or_(
        and_(_TABLE.c.state == "failed", _TABLE.c.failures < FAILURES),
        _TABLE.c.state.in_(("due", "leased")),
    )
    return connection.execute(
        update(_TABLE)
        .where(_TABLE.c.site_id == crawl.site_id, _TABLE.c.crawl_id != crawl.id, left)
        .values(state="due", crawl_id=crawl.id)
    ).rowcount


def ask_again(connection: Connection, crawl: Crawl) -> int:
    """Let what a crawl that was broken off had read be read again; say how many that are.

    Nothing in a new crawl. It is leased only when it is asked for by name: what nobody has read
    yet goes before it.
    """
    if not crawl.goes_on:
        return 0
    return connection.execute(
        update(_TABLE)
        .where(
            *_of(crawl),
            _TABLE.c.state.in_(("stored", "closed")),
            _TABLE.c.outcome.in_(_READ),
        )
        .values(state="again")
    ).rowcount


def known(
    connection: Connection, crawl: Crawl, keys: Collection[str], statements: Collection[str] = ()
) -> tuple[list[Address], dict[str, str]]:
    """Return the addresses of this crawl under these hashes or statements, and their aliases."""
    aliases: dict[str, str] = {}
    for part in chunks(sorted(keys), IN_LIST):
        found = select(_ALIASES.c.url_hash, _ALIASES.c.target_hash).where(
            _ALIASES.c.site_id == crawl.site_id,
            _ALIASES.c.crawl_id == crawl.id,
            _ALIASES.c.url_hash.in_(part),
        )
        aliases |= {row.url_hash: row.target_hash for row in connection.execute(found)}
    addresses: dict[str, Address] = {}
    for column, values in (
        (_TABLE.c.url_hash, {*keys, *aliases.values()}),
        (_TABLE.c.statement, set(statements)),
    ):
        for part in chunks(sorted(values), IN_LIST):
            for row in connection.execute(select(_TABLE).where(*_of(crawl), column.in_(part))):
                addresses[row.url_hash] = _address(row)
    return list(addresses.values()), aliases


def write_addresses(
    connection: Connection,
    crawl: Crawl,
    addresses: Collection[Address],
    aliases: Mapping[str, str],
) -> None:
    """Write new and changed addresses and new aliases; rows of earlier crawls are taken over."""
    now = datetime.now(UTC)
    rows = [_row(crawl, address, now) for address in addresses]
    rows.sort(key=lambda row: str(row["url_hash"]))
    for part in chunks(rows, _ROWS):
        upsert(connection, _TABLE, part, key=("site_id", "url_hash"), update=_WRITTEN)
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
            _ALIASES,
            alias_part,
            key=("site_id", "url_hash"),
            update=("target_hash", "crawl_id"),
        )


def merge(connection: Connection, crawl: Crawl, old: str, new: str) -> None:
    """Forget the address `old`, which leads to `new`; what led to it leads there, too."""
    connection.execute(
        delete(_TABLE).where(_TABLE.c.site_id == crawl.site_id, _TABLE.c.url_hash == old)
    )
    connection.execute(
        update(_ALIASES)
        .where(_ALIASES.c.site_id == crawl.site_id, _ALIASES.c.target_hash == old)
        .values(target_hash=new)
    )


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
            values["failures"] = _TABLE.c.failures + 1
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
                update(_TABLE)
                .where(_TABLE.c.site_id == crawl.site_id, _TABLE.c.url_hash == bindparam("_key"))
                .values(values),
                rows,
            )


def mark_stored(connection: Connection, keys: Sequence[tuple[int, str]]) -> None:
    """Mark addresses, given as `(site, hash)`, as stored: part of storing their posts."""
    rows = [{"_site": site, "_key": key} for site, key in sorted(set(keys)) if key]
    if rows:
        connection.execute(
            update(_TABLE)
            .where(_TABLE.c.site_id == bindparam("_site"), _TABLE.c.url_hash == bindparam("_key"))
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


def lease(
    connection: Connection, crawl: Crawl, count: int, *, only_first: bool = False
) -> list[Address]:
    """Return the next `count` addresses that are due, leased to this run."""
    due = [_TABLE.c.state == "due"]
    if only_first:
        due.append(_TABLE.c.place == FIRST)
    return _lease(connection, crawl, count, *due)


def lease_again(connection: Connection, crawl: Crawl, count: int) -> list[Address]:
    """Return the next `count` addresses to be read again, leased to this run."""
    return _lease(connection, crawl, count, _TABLE.c.state == "again")


def _lease(
    connection: Connection, crawl: Crawl, count: int, *which: ColumnElement[bool]
) -> list[Address]:
    rows = connection.execute(
        select(_TABLE)
        .where(*_of(crawl), *which)
        .order_by(_TABLE.c.place, _TABLE.c.url_hash)
        .limit(count)
    ).all()
    if rows:
        keys = [row.url_hash for row in rows]
        connection.execute(
            update(_TABLE)
            .where(_TABLE.c.site_id == crawl.site_id, _TABLE.c.url_hash.in_(keys))
            .values(state="leased", leased_by=crawl.run_id)
        )
    return [replace(_address(row), state="leased") for row in rows]


def count_states(connection: Connection, crawl: Crawl) -> dict[str, int]:
    """Return how many addresses of the crawl are in each state."""
    rows = connection.execute(
        select(_TABLE.c.state, func.count().label("number"))
        .where(*_of(crawl))
        .group_by(_TABLE.c.state)
    )
    return {row.state: row.number for row in rows}


def last_place(connection: Connection, crawl: Crawl) -> int:
    """Return the last place that was given in this crawl."""
    found = connection.execute(select(func.max(_TABLE.c.place)).where(*_of(crawl))).scalar_one()
    return max(0, int(found or 0))


def count_named(connection: Connection, crawl: Crawl, by: str, *, not_by: str = "") -> int:
    """Return how many addresses a kind of source named (and another kind did not)."""
    named = [*_of(crawl), _TABLE.c.kinds.contains(by)]
    if not_by:
        named.append(_TABLE.c.kinds.not_like(f"%{not_by}%"))
    return int(connection.execute(select(func.count()).where(*named)).scalar_one())


def page_of(
    connection: Connection,
    crawl: Crawl,
    *,
    after: str = "",
    count: int = 1000,
    states: Collection[str] = (),
) -> list[Address]:
    """Return the next addresses of the crawl in the order of their hashes."""
    wanted = [*_of(crawl), _TABLE.c.url_hash > after]
    if states:
        wanted.append(_TABLE.c.state.in_(sorted(states)))
    statement = select(_TABLE).where(*wanted).order_by(_TABLE.c.url_hash).limit(count)
    return [_address(row) for row in connection.execute(statement)]


def answers(archive: Archive, crawl: Crawl) -> list[Address]:
    """Return the addresses whose answers may prove that a post is away, and one that is held."""
    columns = (_TABLE.c.url_hash, _TABLE.c.url, _TABLE.c.outcome, _TABLE.c.reason)
    held = select(*columns).where(*_of(crawl), _TABLE.c.outcome == "archived").limit(1)
    away = select(*columns).where(
        *_of(crawl),
        or_(
            _TABLE.c.outcome.in_(("gone", "withheld")),
            _TABLE.c.reason.in_(("sent home", "elsewhere", "same as another")),
        ),
    )
    rows = archive.read(
        lambda connection: [*connection.execute(held).all(), *connection.execute(away).all()]
    )
    return [
        Address(url_hash=row.url_hash, url=row.url, outcome=row.outcome, reason=row.reason)
        for row in rows
    ]


def _of(crawl: Crawl) -> tuple[Any, ...]:
    return _TABLE.c.site_id == crawl.site_id, _TABLE.c.crawl_id == crawl.id


#: Columns that are written anew when an address is named again.
_WRITTEN = (
    "url",
    "outcome",
    "reason",
    "reasons",
    "updated_at",
    "state",
    "place",
    "crawl_id",
    "leased_by",
    "kinds",
    "statement",
    "entries",
    "bodies",
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


def _address(row: Any) -> Address:
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
