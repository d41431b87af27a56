"""Connections that are kept open between requests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from twisted.web.client import HTTPConnectionPool


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
        like._factory = pool._factory
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
