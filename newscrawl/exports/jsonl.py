"""Posts as JSON lines: one record a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from pipelines.items import StoredPost
from pipelines.record import json_text, revision_record, stored_record


def write(posts: Iterable[StoredPost], file: TextIO, *, history: bool = False) -> int:
    """Write a line a post, or with `history` a revision; return how many."""
    written = 0
    record = revision_record if history else stored_record
    for stored in posts:
        file.write(json_text(record(stored)) + "\n")
        written += 1
    return written
