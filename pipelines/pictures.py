"""Pictures: the bytes of images as they came, each once, in files named by their digest."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from pipelines.keep import digest_of

#: How the bytes of each kind begin. (WebP and the kinds of ISO media have their name further in.)
_BEGINNINGS: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    ("image/jpeg", re.compile(rb"\xff\xd8\xff")),
    ("image/png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("image/gif", re.compile(rb"GIF8[79]a")),
    ("image/webp", re.compile(rb"RIFF.{4}WEBP", re.DOTALL)),
    ("image/avif", re.compile(rb".{4}ftypavi[fs]", re.DOTALL)),
    ("image/heic", re.compile(rb".{4}ftyp(?:heic|heix|mif1|msf1)", re.DOTALL)),
    ("image/bmp", re.compile(rb"BM.{12}[\x0c\x28\x34\x38\x40\x6c\x7c]\x00\x00\x00", re.DOTALL)),
    ("image/tiff", re.compile(rb"II\*\x00|MM\x00\*")),
    ("image/x-icon", re.compile(rb"\x00\x00\x01\x00")),
    ("image/jxl", re.compile(rb"\xff\x0a|\x00\x00\x00\x0cJXL ")),
    (
        "image/svg+xml",
        # Possessive: what stands before the picture is read in one way only, and so once.
        re.compile(
            rb"(?:\xef\xbb\xbf)?\s*+"
            rb"(?:(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*+(?:\[.*?\]\s*+)?>)\s*+)*+<svg[\s>]",
            re.DOTALL,
        ),
    ),
)


def image_kind(body: bytes) -> str:
    """Return the media type that the bytes themselves tell; empty when they are no image."""
    head = body[:4096]
    kind = next((kind for kind, begins in _BEGINNINGS if begins.match(head)), "")
    if kind:
        return kind
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    drawn = start.startswith((b"<svg", b"<?xml", b"<!--", b"<!DOCTYPE svg")) and b"<svg" in start
    return "image/svg+xml" if drawn and b"<html" not in start.lower() else ""


class PictureFolder:
    """A folder of images: `ab/abcd...`, the SHA-256 of the bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def file_of(self, digest: str) -> Path:
        """Return where the bytes of this digest lie, if they were kept."""
        return self.folder / digest[:2] / digest

    def holds(self, digest: str) -> bool:
        """Return True when the file of this digest is there and holds those very bytes."""
        try:
            with self.file_of(digest).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == digest
        except OSError:
            return False

    def keep(self, body: bytes) -> str:
        """Write the bytes, if they are not there yet, and return their digest; raises OSError."""
        digest = digest_of(body)
        file = self.file_of(digest)
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            unfinished = file.with_name(f"{digest}.{os.getpid()}.unfinished")
            try:
                unfinished.write_bytes(body)
                unfinished.replace(file)  # whole or not at all
            except OSError:
                unfinished.unlink(missing_ok=True)
                raise
        return digest
