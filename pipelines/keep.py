"""Keeper: the bytes of answers as records of WARC files, and the way back from a record."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import os
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipelines.archive.kept import Place
from pipelines.file_address import sqlite_path
from pipelines.urls import identity_url

#: Bytes; a file that has grown to this is closed and the next one begun.
FILE_BYTES = 1024 * 1024 * 1024
#: Of the wire, not of the bytes we keep: those are unpacked.
_WIRE_ONLY = {"content-encoding", "content-length", "transfer-encoding"}

Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswer:
    """An answer as it was kept."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    #: Unpacked.
    body: bytes
    #: UTC; when it was fetched.
    fetched_at: datetime


class Keeper:
    """Appends answers to gzipped WARC files of its own; reads the records of any."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._file: BinaryIO | None = None
        self._writer: WARCWriter | None = None
        self._name = ""

    def keep(
        self, url: str, status: int, headers: Headers, body: bytes, fetched_at: datetime
    ) -> Place:
        """Return where the answer now lies; it is on its way to the disk when this returns."""
        file, writer = self._open()
        offset = file.tell()
        kept = [
            (name, _one_line(value)) for name, value in headers if name.lower() not in _WIRE_ONLY
        ]
        record = writer.create_warc_record(
            _one_line(url),
            "response",
            payload=io.BytesIO(body),
            length=len(body),
            http_headers=StatusAndHeaders(
                f"{status} ", [*kept, ("Content-Length", str(len(body)))], protocol="HTTP/1.1"
            ),
            warc_headers_dict={"WARC-Date": _warc_date(fetched_at)},
        )
        try:
            writer.write_record(record)
            # What was handed on is in the file, also when this process is killed next.
            file.flush()
        except OSError:
            # Half a record is at the end of this file: whatever is kept next goes elsewhere.
            with contextlib.suppress(OSError):
                self.close()
            raise
        return Place(warc=self._name, offset=offset, length=file.tell() - offset)

    def _open(self) -> tuple[BinaryIO, WARCWriter]:
        if self._file is not None and self._file.tell() >= FILE_BYTES:
            self.close()
        if self._file is None or self._writer is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
            self._name = f"newscrawl-{stamp}-{os.getpid()}.warc.gz"
            # Never an old file: a killed process may have left half a record at its end.
            self._file = (self.folder / self._name).open("xb")
            lock_file(self._file)  # nobody takes records out of it meanwhile
            # 1.1: its dates have fractions of a second, as ours do.
            self._writer = WARCWriter(self._file, gzip=True, warc_version="1.1")
            self._writer.write_record(
                self._writer.create_warcinfo_record(self._name, {"software": "newscrawl"})
            )
        return self._file, self._writer

    def load(self, place: Place, digest: str) -> KeptAnswer | None:
        """Return the answer at `place`; None when it is gone, torn or not what was kept there.

        Raises PermissionError where the file may not be read: then nobody knows.
        """
        if not re.fullmatch(r"[\w.-]+", place.warc):
            return None
        try:
            record = next(iter(ArchiveIterator(io.BytesIO(self.raw(place)))))
            body = record.content_stream().read()
        except PermissionError:
            raise
        except (OSError, StopIteration, ArchiveLoadFailed, EOFError, ValueError, zlib.error):
            return None
        if record.http_headers is None or digest_of(body) != digest:
            return None
        return KeptAnswer(
            url=record.rec_headers.get_header("WARC-Target-URI"),
            status=int(record.http_headers.get_statuscode()),
            headers=tuple(record.http_headers.headers),
            body=body,
            fetched_at=datetime.fromisoformat(record.rec_headers.get_header("WARC-Date")),
        )

    def raw(self, place: Place) -> bytes:
        """Return the record at `place` as it lies there, packed; raises OSError."""
        with (self.folder / place.warc).open("rb") as file:
            file.seek(place.offset)
            return file.read(place.length)

    def close(self) -> None:
        """Close the file that is being written; the next answer begins another."""
        file, self._file, self._writer = self._file, None, None
        if file is not None:
            file.close()


def lock_file(file: IO[bytes]) -> bool:
    """Hold `file` until it is closed; False when another process does. True where none can."""
    try:
        import fcntl
    except ImportError:  # Windows: there an open file cannot be removed anyway
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True


def digest_of(body: bytes) -> str:
    """Return the SHA-256 of an answer's bytes, in hex."""
    return hashlib.sha256(body).hexdigest()


def default_folder(database_url: str, of: str = "pages") -> Path:
    """Return the folder when none is named: beside a SQLite file, else `newscrawl-pages`.

    `of` is what lies in it: `pages` or `images`.
    """
    file = sqlite_path(database_url)
    return file.with_name(f"{file.stem}-{of}") if file else Path(f"newscrawl-{of}")


def _one_line(text: str) -> str:
    # A header from the net must not begin a header of its own.
    return re.sub(r"[\r\n\x00]+", " ", text)


def request_key(method: str, url: str, body: bytes) -> str:
    """Return what makes two requests one: SHA-256 of method, address and body, in hex."""
    return hashlib.sha256(b"\n".join((method.encode(), url.encode(), body))).hexdigest()


class WarcCopy:
    """Copies kept records into one file; what came again becomes a `revisit` of the first."""

    def __init__(self, file: BinaryIO, keeper: Keeper, *, packed: bool, name: str) -> None:
        self._file, self._keeper, self._packed = file, keeper, packed
        self._writer = WARCWriter(file, gzip=packed, warc_version="1.1")
        self._writer.write_record(
            self._writer.create_warcinfo_record(
                name,
                {
                    "software": "newscrawl",
                    "format": "WARC File Format 1.1",
                    "conformsTo": "http://iipc.github.io/warc-specifications/"
                    "specifications/warc-format/warc-1.1/",
                },
            )
        )
        #: Records in the file, beside the one that tells of the file itself.
        self.written = 0
        #: Records that are no more where they were kept, or not what was kept there.
        self.gone = 0

    def add(
        self, place: Place, digest: str, fetched_at: datetime, *, asked: str, again: bool
    ) -> None:
        """Add the record at `place`; `again`: this visit, later, brought the same bytes.

        When another address was `asked` for and led there, a record before it says so.
        """
        answer = self._keeper.load(place, digest)
        if answer is None:
            self.gone += 1
            return
        if not again and identity_url(asked) != identity_url(answer.url):
            self._add_redirect(asked, answer.url, fetched_at)
        data = self._keeper.raw(place)
        if again:
            self._add_revisit(data, fetched_at)
        else:
            self._file.write(data if self._packed else gzip.decompress(data))
        self.written += 1

    def _add_redirect(self, asked: str, url: str, fetched_at: datetime) -> None:
        # WARC 1.1, 6.6: the fields are those of the crawler that the format was made for.
        said = f"via: {_one_line(asked)}\r\nhopsFromSeed: R\r\n".encode()
        record = self._writer.create_warc_record(
            _one_line(url),
            "metadata",
            payload=io.BytesIO(said),
            length=len(said),
            warc_content_type="application/warc-fields",
            warc_headers_dict={"WARC-Date": _warc_date(fetched_at)},
        )
        self._writer.write_record(record)

    def _add_revisit(self, data: bytes, fetched_at: datetime) -> None:
        first = next(iter(ArchiveIterator(io.BytesIO(data))))
        headers = first.rec_headers
        url = headers.get_header("WARC-Target-URI")
        record = self._writer.create_revisit_record(
            url,
            headers.get_header("WARC-Payload-Digest"),
            url,
            headers.get_header("WARC-Date"),
            http_headers=first.http_headers,
            warc_headers_dict={"WARC-Date": _warc_date(fetched_at)},
        )
        self._writer.write_record(record)


def _warc_date(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
