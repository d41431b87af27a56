"""Captures: the pages of WARC files, exports and saved folders, one after the other."""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from pipelines import json_lines, wordpress_export
from pipelines.capture import Capture, opened_file, too_large
from pipelines.urls import absolute_url, identity_url

#: What a page is called by servers and in folders.
_PAGE_TYPES = ("text/html", "application/xhtml+xml")
_PAGE_FILES = (".html", ".htm", ".xhtml", ".html.gz", ".htm.gz")
_WARC_FILES = (".warc", ".warc.gz", ".arc", ".arc.gz")
#: Encodings of transfer that are unpacked here.
_UNPACKED = ("", "identity", "gzip", "x-gzip", "deflate")
# Bytes at the beginning of a page in which whoever saved it says from where.
_HEAD = 8192
# Browsers: `<!-- saved from url=(0025)https://blog.example/1 -->`; the number is a length.
_SAVED_FROM = re.compile(rb"saved from url=\(\d+\)\s*(https?://[^\s>]+)", re.IGNORECASE)
# Single-file savers: a comment with `url: ...` and `saved date: ...` on lines of their own.
_SINGLE_FILE = re.compile(rb"^\s*url:\s*(https?://\S+)", re.IGNORECASE | re.MULTILINE)


def captures_in(path: Path, limit_bytes: int, addresses: Mapping[str, str]) -> Iterator[Capture]:
    """Yield what lies at `path`: a WARC file, an export, a page, or a folder of them, by name.

    Pages of more than `limit_bytes` are not taken. `addresses` are those of files, by their
    path as given or within the folder. Raises OSError when nothing can be read there.
    """
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            name = file.name.lower()
            named = name.endswith((*_PAGE_FILES, *_WARC_FILES))
            if file.is_file() and (named or _is_export(file)):
                inside = file.relative_to(path).as_posix()
                given = addresses.get(inside) or addresses.get(file.as_posix(), "")
                yield from _captures_of(file, limit_bytes, given)
        return
    yield from _captures_of(path, limit_bytes, addresses.get(path.as_posix(), ""))


def may_hold_pages(file: Path) -> bool:
    """Return False for a file that is named as nothing known, and does not begin as a page."""
    name = file.name.lower()
    if name.endswith((*_PAGE_FILES, *_WARC_FILES)) or _is_export(file):
        return True
    with file.open("rb") as opened:
        begin = opened.read(_HEAD).removeprefix(codecs.BOM_UTF8).lstrip().lower()
    return begin.startswith(b"<") and (not begin.startswith(b"<?xml") or b"<html" in begin)


def _is_export(file: Path) -> bool:
    return wordpress_export.is_export(file) or json_lines.is_export(file)


def _captures_of(file: Path, limit_bytes: int, address: str) -> Iterator[Capture]:
    if file.name.lower().endswith(_WARC_FILES):
        yield from _records(file, limit_bytes)
    elif wordpress_export.is_export(file):
        yield from wordpress_export.posts_in(file, limit_bytes)
    elif json_lines.is_export(file):
        yield from json_lines.posts_in(file, limit_bytes)
    else:
        yield _saved(file, limit_bytes, address)


# --- Saved files ------------------------------------------------------------------------------


def _saved(file: Path, limit_bytes: int, address: str) -> Capture:
    try:
        with opened_file(file) as opened:
            body = opened.read(limit_bytes + 1)
    except (OSError, EOFError, zlib.error) as error:
        return Capture(source=str(file), problem="unreadable", said=str(error))
    if len(body) > limit_bytes:
        return too_large(str(file), limit_bytes)
    return Capture(
        source=str(file),
        url=address or _said_address(body),
        content_type="text/html",
        headers=(("Content-Type", "text/html"),),
        body=body,
        captured_at=datetime.fromtimestamp(file.stat().st_mtime, UTC),
    )


def _said_address(body: bytes) -> str:
    head = body[:_HEAD]
    found = _SAVED_FROM.search(head)
    if found is None and b"<!--" in head:
        comment = head.partition(b"<!--")[2].partition(b"-->")[0]
        found = _SINGLE_FILE.search(comment)
    return found.group(1).decode("utf-8", "replace") if found else ""


# --- Records of WARC files --------------------------------------------------------------------


#: Redirects that are remembered at a time; what they lead to follows soon in most files.
_REDIRECTS = 100_000
#: What warcio raises for a broken file; the last two for a length beyond all numbers, no address.
_BROKEN = (
    ArchiveLoadFailed,
    EOFError,
    OSError,
    ValueError,
    zlib.error,
    OverflowError,
    AttributeError,
)
_MOVED = (301, 302, 303, 307, 308)


class _Redirects:
    """Which address led to which, as the records of a file tell: theirs, or notes beside them."""

    def __init__(self) -> None:
        self._asked: dict[str, str] = {}

    def asked(self, url: str) -> str:
        """Return the address that led to `url` first; empty when none did."""
        return self._asked.get(identity_url(url), "")

    def note(self, url: str, target: str) -> None:
        """Note that `url` led to `target`."""
        first = self._asked.pop(identity_url(url), url)
        if identity_url(first) == identity_url(target):
            return
        self._asked[identity_url(target)] = first
        if len(self._asked) > _REDIRECTS:
            del self._asked[next(iter(self._asked))]

    def read(self, record: Any) -> None:
        """Take what a record says of a redirect, if anything."""
        url = record.rec_headers.get_header("WARC-Target-URI") or ""
        if record.rec_type == "metadata":
            kind = record.rec_headers.get_header("Content-Type") or ""
            if kind.partition(";")[0].strip().lower() == "application/warc-fields":
                said = dict(_fields(record.content_stream().read(_HEAD)))
                # The last hop of those from a seed: R is a redirect, L a link, E an embed.
                if said.get("hopsfromseed", "").endswith("R") and said.get("via"):
                    self.note(said["via"], url)
        elif record.rec_type == "response" and record.http_headers is not None:
            code = record.http_headers.get_statuscode()
            location = record.http_headers.get_header("Location") or ""
            target = absolute_url(location, url)
            if code.isdecimal() and int(code) in _MOVED and target:
                self.note(url, target)


def _fields(block: bytes) -> Iterator[tuple[str, str]]:
    for line in block.decode("utf-8", "replace").splitlines():
        name, colon, value = line.partition(":")
        if colon:
            yield name.strip().lower(), value.strip()


def _records(file: Path, limit_bytes: int) -> Iterator[Capture]:
    number = 0
    redirects = _Redirects()
    with file.open("rb") as opened:
        try:
            for record in ArchiveIterator(opened, arc2warc=True):
                number += 1
                redirects.read(record)
                if record.rec_type in ("response", "resource", "revisit"):
                    capture = _capture(record, f"{file}#{number}", limit_bytes)
                    yield replace(capture, asked=redirects.asked(capture.url))
        except _BROKEN as error:
            # What came before is whole: each record ends by itself.
            said = f"broken after {number} records: {' '.join(str(error).split())[:200]}"
            yield Capture(source=str(file), problem="unreadable", said=said)


def _capture(record: Any, source: str, limit_bytes: int) -> Capture:
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    if record.rec_type == "revisit":
        return Capture(source=source, url=url, problem="revisit", said="its bytes lie elsewhere")
    if not url.lower().startswith(("http://", "https://")):
        return Capture(source=source, url=url, problem="no-page", said="no web address")
    headers: tuple[tuple[str, str], ...] = ()
    status = 200
    content_type = record.rec_headers.get_header("Content-Type") or ""
    if record.http_headers is not None:
        headers = tuple((str(name), str(value)) for name, value in record.http_headers.headers)
        code = record.http_headers.get_statuscode()
        status = int(code) if code.isdecimal() else 0
        content_type = record.http_headers.get_header("Content-Type") or ""
    elif record.rec_type == "response":
        return Capture(source=source, url=url, problem="unreadable", said="no HTTP headers")
    else:
        headers = (("Content-Type", content_type),)
    if status != 200:
        return Capture(source=source, url=url, problem="status", said=str(status))
    if content_type.partition(";")[0].strip().lower() not in _PAGE_TYPES:
        return Capture(source=source, url=url, problem="no-page", said=content_type[:100])
    encoding = {name.lower(): value for name, value in headers}.get("content-encoding", "")
    if encoding.strip().lower() not in _UNPACKED:
        said = f"packed as {encoding[:40]}, which cannot be unpacked"
        return Capture(source=source, url=url, problem="unreadable", said=said)
    stream = record.content_stream()
    body = stream.read(limit_bytes + 1)
    # The stream gives what it has at a time.
    while len(body) <= limit_bytes and (more := stream.read(limit_bytes + 1)):
        body += more
    if len(body) > limit_bytes:
        return too_large(source, limit_bytes)
    # warcio gives what could be unpacked, and says the rest on standard error.
    if not getattr(getattr(stream, "decompressor", None), "eof", True):
        said = "what it was packed into is broken or has no end"
        return Capture(source=source, url=url, problem="unreadable", said=said)
    if getattr(record.raw_stream, "limit", 0) > 0:
        said = f"{record.raw_stream.limit} bytes of the record are missing"
        return Capture(source=source, url=url, problem="unreadable", said=said)
    at = _instant(record.rec_headers.get_header("WARC-Date"))
    if at is None:
        return Capture(source=source, url=url, problem="no-date", said="no WARC-Date")
    return Capture(
        source=source,
        url=url,
        headers=headers,
        content_type=content_type,
        body=body,
        captured_at=at,
    )


def _instant(text: str | None) -> datetime | None:
    try:
        at = datetime.fromisoformat(text or "")
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):  # a time before the first year, in UTC
        return None
