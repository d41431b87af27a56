"""Posts as JSON lines: one record a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from pipelines.items import StoredPost
from pipelines.record import json_text, stored_record


def write(posts: Iterable[StoredPost], file: TextIO) -> int:
    """Write a line a post; return how many."""
    written = 0
    for stored in posts:
        file.write(json_text(stored_record(stored)) + "\n")
        written += 1
    return written
