"""The completeness ledger: what each source claims against what is held, and one verdict."""

from pipelines.archive.ledger.balance import PAGE_OF_A_LIST, coverage, not_held
from pipelines.archive.ledger.recording import (
    Claim,
    SourceRead,
    record_claims,
    record_ledger,
    record_sources,
)
from pipelines.archive.ledger.verdict import Coverage
