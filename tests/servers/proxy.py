"""A proxy before a database server: a network that falls silent and says nothing of it."""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class SilentProxy:
    """Hands on what both sides say, on a port of 127.0.0.1, while `silent` is not set."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        #: The port to connect to.
        self.port = int(self._listener.getsockname()[1])
        #: While it is set nothing is handed on, and new connections are taken and left alone.
        self.silent = threading.Event()
        self._ended = threading.Event()
        self._open: list[socket.socket] = [self._listener]

    def _accept(self) -> None:
        while not self._ended.is_set():
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(("127.0.0.1", self._target))
            except OSError:
                client.close()
                continue
            self._open += [client, server]
            threading.Thread(target=self._carry, args=(client, server), daemon=True).start()

    def _carry(self, client: socket.socket, server: socket.socket) -> None:
        with selectors.DefaultSelector() as ready, client, server:
            ready.register(client, selectors.EVENT_READ, server)
            ready.register(server, selectors.EVENT_READ, client)
            cut = False
            while not self._ended.is_set():
                # A connection that was cut stays so: what it carried meanwhile is lost.
                cut = cut or self.silent.is_set()
                if cut:
                    self._ended.wait(0.05)
                    continue
                for key, _ in ready.select(0.05):
                    if self.silent.is_set():
                        break
                    try:
                        said = key.fileobj.recv(65536)  # type: ignore[union-attr]
                        key.data.sendall(said)
                    except OSError:
                        said = b""
                    if not said:
                        return

    def _close(self) -> None:
        self._ended.set()
        for one in self._open:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


@contextmanager
def silent_proxy(port: int) -> Iterator[SilentProxy]:
    """Give a proxy before the server at `port`."""
    proxy = SilentProxy(port)
    thread = threading.Thread(target=proxy._accept, daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        proxy._close()
        thread.join()
