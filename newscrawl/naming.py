"""What is found becomes rows: entries folded into candidates, within one transaction.

One catalogue lives as long as the transaction: it is filled with what the archive knows of the
addresses at hand, and what it learned is written.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import cast

from newscrawl.discovery.catalogue import OPEN, Candidate, Catalogue, State
from pipelines.archive import frontier
from pipelines.archive.forgotten import forgotten_hashes
from pipelines.archive.frontier import Address, Crawl, Transaction
from pipelines.archive.ledger import Claim, record_claims
from pipelines.items import Entry

#: Turns an address into the one its platform itself uses.
Fold = Callable[[str], str]

#: States of an address that nobody has asked for yet.
_NOT_ASKED = (*OPEN, "due", "skipped")


def name(
    connection: Transaction,
    crawl: Crawl,
    fold: Fold | None,
    entries: Sequence[Entry],
    *,
    plain: bool,
    source: tuple[str, str] | None,
) -> tuple[list[Candidate], int]:
    """Return the candidates that these entries named first, and how many addresses are new.

    `source` is the address and the kind of the source that claims them.
    """
    catalogue = Catalogue(fold)
    # What was forgotten is not even noted: neither its address nor what a source says of it.
    gone = forgotten_hashes(connection, [catalogue.key(entry.url) for entry in entries])
    entries = [entry for entry in entries if catalogue.key(entry.url) not in gone]
    keys: set[str] = set()
    statements: set[str] = set()
    for entry in entries:
        more, statement = catalogue.keys(entry, plain=plain)
        keys |= more
        if statement:
            statements.add(statement)
    _fill(connection, crawl, catalogue, keys, statements)
    found: dict[str, Candidate] = {}
    count = 0
    # An address is known before a copy of it that only adds a query.
    for entry in sorted(entries, key=lambda entry: "?" in entry.url):
        candidate, new = catalogue.named(entry, plain=plain)
        count += new
        if candidate.named_first_by(entry):
            found.setdefault(candidate.identity, candidate)
    frontier.write_addresses(
        connection,
        crawl,
        [row_of(candidate) for candidate in catalogue.changed.values()],
        catalogue.new_aliases,
    )
    if source is not None:
        claims = [_claim(entry, *source) for entry in entries]
        record_claims(connection, crawl.site_id, claims, at=crawl.began_at)
    return list(found.values()), count


def find(
    connection: Transaction, crawl: Crawl, fold: Fold | None, urls: Collection[str]
) -> dict[str, Candidate]:
    """Return the candidates that these addresses name, as far as they are known."""
    catalogue = Catalogue(fold)
    _fill(connection, crawl, catalogue, {catalogue.key(url) for url in urls})
    found = {url: catalogue.find(url) for url in urls}
    return {url: one for url, one in found.items() if one is not None}


def lead(
    connection: Transaction, crawl: Crawl, fold: Fold | None, candidate: Candidate, url: str
) -> Candidate | None:
    """Return the candidate that `candidate`, which led to `url`, is from now on; leased.

    None when another one stands there, and is or was asked for.
    """
    catalogue = Catalogue(fold)
    _fill(connection, crawl, catalogue, {catalogue.key(url)})
    if (there := catalogue.find(url)) is not None and there.identity == candidate.identity:
        return candidate
    if there is not None and there.state not in _NOT_ASKED:
        # A list that names it by an address which leads there names it.
        if there.state in ("stored", "closed"):
            for entry in candidate.entries:
                there.note(entry)
            frontier.write_addresses(connection, crawl, [row_of(there)], {})
        return None
    old = candidate.identity
    catalogue.take([candidate], {})
    catalogue.same(candidate.url, url)
    target = there or candidate
    target.state = "leased"
    frontier.merge(connection, crawl, old, target.identity)
    # The key of a candidate that moved is not that of its old address.
    aliases = {**catalogue.new_aliases, old: target.identity}
    frontier.write_addresses(connection, crawl, [row_of(target)], aliases)
    return target


def candidate_in(address: Address) -> Candidate:
    """Return the candidate that a row holds."""
    return Candidate(
        identity=address.url_hash,
        entries=list(address.entries),
        state=cast("State", address.state),
        outcome=address.outcome,
        reason=address.reason,
        reasons=address.reasons,
        place=address.place,
        statement=address.statement,
    )


def row_of(candidate: Candidate) -> Address:
    """Return the row that holds a candidate."""
    return Address(
        url_hash=candidate.identity,
        url=candidate.url,
        state=candidate.state,
        outcome=candidate.outcome,
        reason=candidate.reason,
        reasons=candidate.reasons,
        place=candidate.place,
        kinds=" ".join(sorted(candidate.kinds)),
        statement=candidate.statement,
        entries=tuple(candidate.entries),
    )


def _fill(
    connection: Transaction,
    crawl: Crawl,
    catalogue: Catalogue,
    keys: Collection[str],
    statements: Collection[str] = (),
) -> None:
    found, aliases = frontier.known(connection, crawl, keys, statements)
    catalogue.take([candidate_in(address) for address in found], aliases)


def _claim(entry: Entry, source: str, kind: str) -> Claim:
    stated = entry.updated or entry.published
    return Claim(
        url=entry.url,
        source=source,
        kind=kind,
        position=entry.position,
        claimed_at=stated.utc if stated else None,
    )
