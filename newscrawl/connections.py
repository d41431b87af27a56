"""Connections that are kept open between requests, and what is read on them as browsers read it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from twisted.web._newclient import HTTP11ClientProtocol
from twisted.web.client import HTTPConnectionPool, _HTTP11ClientFactory
from twisted.web.http import _ChunkedTransferDecoder

#: Bytes of a line of a header, as in curl. Twisted takes 16 KiB, and a blog whose policy for
#: scripts, or list of what to load first, is longer could not be read at all.
LONGEST_LINE = 100 * 1024


class Connections(HTTPConnectionPool):
    """Connections that wait for their next request: none that its server is about to close.

    Twisted keeps each whose answer does not spell `close` in small letters, also those of
    HTTP/1.0. A request on such a one is lost, counts against the tries of its page and, thirty
    times in a row, against its host.
    """

    @classmethod
    def like(cls, pool: HTTPConnectionPool) -> Connections:
        """Return an empty one with what was set at `pool`."""
        like = cls(pool._reactor, persistent=True)
        like.maxPersistentPerHost = pool.maxPersistentPerHost
        like._factory = _Factory
        return like

    def _putConnection(self, key: Any, connection: Any) -> None:  # noqa: N802 Twisted's
        parser = connection._parser
        named = parser.connHeaders.getRawHeaders(b"connection", ())
        if stays_open(parser.response.version[1:], named):
            super()._putConnection(key, connection)  # type: ignore[no-untyped-call]
        else:
            connection.transport.loseConnection()


def stays_open(version: tuple[int, int], connection: Sequence[bytes]) -> bool:
    """Return whether a server waits for another request after this answer.

    Source: RFC 9112, 9.3, "Persistence"; `connection` are the values of that header.
    """
    options = {part.strip().lower() for part in b",".join(connection).split(b",")}
    return b"close" not in options and (version >= (1, 1) or b"keep-alive" in options)


class _Chunks(_ChunkedTransferDecoder):
    """Reads chunks whose sizes are filled up with blanks, as some servers write them."""

    def _dataReceived_CHUNK_LENGTH(self) -> bool:  # noqa: N802 Twisted's
        end = self._buffer.find(b"\r\n", self._start)
        if end > 0:
            size, mark, more = bytes(self._buffer[:end]).partition(b";")
            self._buffer[:end] = size.rstrip(b" \t") + mark + more
            self._start = 0
        return super()._dataReceived_CHUNK_LENGTH()


class _Protocol(HTTP11ClientProtocol):
    def request(self, request: Any) -> Any:
        answer = super().request(request)
        if (parser := self._parser) is not None:
            # Made within `request`, where nothing can be said about it; nothing is read yet.
            parser.MAX_LENGTH = LONGEST_LINE
            parser._transferDecoders = {b"chunked": _Chunks}
        return answer


class _Factory(_HTTP11ClientFactory):
    noisy = False

    def buildProtocol(self, addr: Any) -> HTTP11ClientProtocol:  # noqa: N802 Twisted's
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
