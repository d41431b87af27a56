"""A page from a file: the bytes, and what is known of how they were fetched."""

from __future__ import annotations

import re
import zlib
from datetime import datetime
from pathlib import Path

from newscrawl.settings import DOWNLOAD_MAXSIZE
from pipelines.items import Fetch, Page
from pipelines.urls import absolute_url

_GZIP = b"\x1f\x8b"
#: What can stand in a header as the name of a character set.
_LABEL = re.compile(r"[A-Za-z0-9._:+-]{1,40}")
_SOURCES = {".md": "text/markdown", ".markdown": "text/markdown"}


class BadInput(Exception):
    """The page cannot be taken; the message says why."""


def saved_page(path: str, url: str, charset: str | None, fetched_at: datetime) -> Page:
    """Return the page saved at `path`, plain or gzip; raises BadInput.

    A `url` that is no web address stays as it is: the page can be read all the same, but its
    relative links lead nowhere and are left out. `charset` is what a server would have said
    in its header: one that nobody knows is no harm, the readers then detect. `fetched_at` is
    UTC. The size limit is the one for pages from the network.
    """
    address = absolute_url(url, url) or url
    body = _body(path)
    name = Path(path.removesuffix(".gz"))
    kind = _SOURCES.get(name.suffix.lower(), "text/html")
    return Page(
        fetch=Fetch(
            url=address,
            final_url=address,
            content_type=f"{kind}; charset={charset}" if _LABEL.fullmatch(charset or "") else kind,
            fetched_at=fetched_at,
            body_bytes=len(body),
        ),
        body=body,
        site=absolute_url("/", address) or address,
    )


def _body(path: str) -> bytes:
    limit = DOWNLOAD_MAXSIZE
    try:
        with open(path, "rb") as file:
            raw = file.read(limit + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise BadInput(f"cannot open {path!r}: {reason}") from error
    if raw.startswith(_GZIP):
        raw = _unpacked(raw, path, limit)
    if len(raw) > limit:
        raise BadInput(f"{path!r} holds more than {limit} bytes (DOWNLOAD_MAXSIZE)")
    return raw


def _unpacked(packed: bytes, path: str, limit: int) -> bytes:
    # Unpacking stops one byte past the limit: a small file may hold gigabytes of zeros.
    parts: list[bytes] = []
    size = 0
    try:
        while packed and size <= limit:
            stream = zlib.decompressobj(wbits=31)
            part = stream.decompress(packed, limit + 1 - size)
            if not stream.eof and not stream.unconsumed_tail:
                raise BadInput(f"{path!r} is cut short: its gzip data has no end")
            parts.append(part)
            size += len(part)
            packed = stream.unused_data.lstrip(b"\0")
            if not packed.startswith(_GZIP):
                break
    except zlib.error as error:
        raise BadInput(f"{path!r} begins like gzip but cannot be unpacked: {error}") from error
    return b"".join(parts)
