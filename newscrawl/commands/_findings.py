"""What is told of a post that was read again: what went, what came, or why it could not be."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from newscrawl.commands._output import json_text, print_rows, to_terminal
from newscrawl.commands.diff import around_changes, plain_line
from pipelines.harmless import one_line

if TYPE_CHECKING:
    from newscrawl.commands._diff import FieldDiff
    from pipelines.archive.rereading import Rereading, StoredPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What came of one post."""

    page: StoredPage
    #: `same`, `changed`, `worse`, `missing`, `unreadable`.
    outcome: str
    reading: Rereading | None = None
    #: Why it could not be read.
    problem: str = ""
    differences: Sequence[FieldDiff] = ()


def print_findings(findings: Sequence[Finding], *, as_json: bool, words: bool) -> None:
    """Print a line each of posts that are not the same."""
    # Batch by batch, as they come: a table with its heading again and again is of no use.
    for one in findings:
        if as_json:
            print(json_text(_record(one, words)))
            continue
        held = one.page.held
        row = (held.post_id, one.outcome, _figures(one), _why(one), held.post.title)
        if to_terminal():
            print("  ".join(one_line(str(cell)) for cell in row if cell != ""))
        else:
            print_rows((), [(*row, held.post.canonical_url)])
        if words:
            _print_words(one.differences)
    sys.stdout.flush()  # who waits for it sees each batch


def _words(difference: FieldDiff) -> tuple[int, int]:
    """Return how many words of a field went and how many came."""
    counts = Counter[str]()
    for line in difference.lines:
        for segment in line:
            counts[segment.op] += len(segment.text.split())
    return counts["old"], counts["new"]


def _figures(finding: Finding) -> str:
    parts = []
    for difference in finding.differences:
        went, came = _words(difference)
        parts.append(f"{difference.field} -{went} +{came}")
    return "; ".join(parts)


def _why(finding: Finding) -> str:
    return finding.problem or "; ".join(finding.reading.losses if finding.reading else ())


def _record(finding: Finding, words: bool) -> dict[str, Any]:
    held = finding.page.held
    record: dict[str, Any] = {
        "post": held.post_id,
        "url": held.post.canonical_url,
        "title": held.post.title,
        "outcome": finding.outcome,
        "reason": _why(finding),
        "fields": {
            difference.field: dict(zip(("went", "came"), _words(difference), strict=True))
            for difference in finding.differences
        },
    }
    if words:
        record["words"] = [asdict(difference) for difference in finding.differences]
    return record


def _print_words(differences: Sequence[FieldDiff]) -> None:
    for difference in differences:
        print(f"  {difference.field}:")
        for line in around_changes(difference.lines):
            print("    …" if line is None else f"    {plain_line(line)}")
