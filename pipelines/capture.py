"""A page as somebody kept it."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from pipelines.items import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A page as somebody kept it, or why it cannot be taken."""

    #: Where it lies: a file, and within a WARC file the number of the record.
    source: str
    #: Empty when nothing tells it.
    url: str = ""
    #: The address that led there by redirects, as the file tells; empty: none.
    asked: str = ""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    content_type: str = ""
    body: bytes = b""
    #: UTC; when it was captured.
    captured_at: datetime | None = None
    #: One word; empty when it can be taken.
    problem: str = ""
    #: More of it, for a person.
    said: str = ""
    #: The home address of its blog, as the file says; empty: it does not.
    home: str = ""
    #: It was made of an export, and no server ever sent it.
    is_source: bool = False
    #: What it says, where nothing is left to read: a record of another archive.
    post: Post | None = None

    def of(self, at: datetime, home: str) -> Capture:
        """Return the same, of this time and blog."""
        return replace(self, captured_at=at, home=home)


def opened_file(file: Path) -> BinaryIO | gzip.GzipFile:
    """Return a file opened to be read, unpacked where its name says that it is packed."""
    return gzip.open(file) if file.name.lower().endswith(".gz") else file.open("rb")


def too_large(source: str, limit_bytes: int) -> Capture:
    """Return what is not taken for its size."""
    return Capture(source=source, problem="too-large", said=f"more than {limit_bytes} bytes")
