"""Addresses as a crawl leaves them: what became of each."""

from __future__ import annotations

from pipelines.archive.frontier import Address
from pipelines.items import FoundOutcome
from pipelines.urls import url_hash


def answered(url: str, outcome: FoundOutcome, reason: str = "") -> Address:
    """Return the address `url` with what became of it."""
    return Address(url_hash=url_hash(url), url=url, state="closed", outcome=outcome, reason=reason)
