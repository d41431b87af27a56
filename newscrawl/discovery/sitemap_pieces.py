"""The bytes of a sitemap as clean text, piece by piece: a file of 50 MB is never held whole."""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from newscrawl.discovery.prolog import without_prolog
from pipelines.readers.text.encoding import decode
from pipelines.readers.text.legal_text import clean_text

#: The protocol allows 50 MB a file; what is longer is cut there, and said so.
MAX_BYTES = 50 * 1024 * 1024
#: Bytes that are unpacked, decoded and parsed at a time; pieces by which the encoding is told.
PIECE_BYTES = 256 * 1024
HEAD_PIECES = 4
GZIP = b"\x1f\x8b"
_BARE_AMPERSAND = re.compile(r"&(?!#\d+;|#[xX][0-9a-fA-F]+;|(?:amp|lt|gt|quot|apos);)")


class Unpacked:
    """The bytes of a sitemap, piece by piece, out of their gzip; at last `problem` is known."""

    def __init__(self, body: bytes) -> None:
        self._body = memoryview(body)
        self._is_packed = body.startswith(GZIP)
        self.problem = ""

    def __iter__(self) -> Iterator[bytes]:
        left = MAX_BYTES
        for piece in self._gzip_pieces() if self._is_packed else self._pieces():
            if len(piece) > left:
                self.problem = "cut at 50 MB"
                yield piece[:left]
                return
            left -= len(piece)
            yield piece

    def _pieces(self) -> Iterator[bytes]:
        for start in range(0, len(self._body), PIECE_BYTES):
            yield bytes(self._body[start : start + PIECE_BYTES])

    def _gzip_pieces(self) -> Iterator[bytes]:
        worker = zlib.decompressobj(wbits=31)
        for piece in self._pieces():
            waiting = piece
            while waiting and not worker.eof:
                try:
                    yield worker.decompress(waiting, PIECE_BYTES)
                except zlib.error as error:
                    self.problem = f"broken gzip: {error}"
                    return
                waiting = worker.unconsumed_tail
        while not worker.eof and (plain := worker.decompress(b"", PIECE_BYTES)):
            yield plain
        if not worker.eof:
            self.problem = "gzip ends too early"


def texts_of(pieces: Iterable[bytes], content_type: str) -> Iterator[str]:
    """Yield clean text; the encoding is told by the head, which is the whole of most sitemaps."""
    coming = iter(pieces)
    head = b"".join(islice(coming, HEAD_PIECES))
    decoded = decode(head, content_type)
    rest = next(coming, None)
    if rest is None:
        yield clean_text(decoded.text)
        return
    decoder = codecs.getincrementaldecoder(decoded.encoding)("replace")
    yield clean_text(decoder.decode(head).removeprefix("\ufeff"))
    for piece in chain([rest], coming):
        yield clean_text(decoder.decode(piece))
    yield clean_text(decoder.decode(b"", final=True))


def markup_of(first: str, rest: Iterator[str]) -> Iterator[str]:
    """Yield markup that ends with a tag each time, without what the parser should not see."""
    # Entities are never needed and the parser would lose `&y=2` of a bare ampersand.
    held = without_prolog(first)
    for text in rest:
        cut = held.rfind(">") + 1
        if cut or len(held) > PIECE_BYTES:
            cut = cut or len(held)
            yield _BARE_AMPERSAND.sub("&amp;", held[:cut])
            held = held[cut:]
        held += text
    yield _BARE_AMPERSAND.sub("&amp;", held)
