"""The blog as a web server on loopback: validators and 304, HEAD, gzip, one log line a request."""

from __future__ import annotations

import gzip
import hashlib
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

from newscrawl.demo.pages import Rendered, render
from newscrawl.demo.source import SourcePost, read_posts


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request that the blog answered."""

    method: str
    #: Decoded, without the query.
    path: str
    status: int
    #: Header names in lower case.
    headers: dict[str, str]


#: Rendered once for each state of the blog, not once a request.
_pages = lru_cache(maxsize=4)(render)


class LoopbackServer(ThreadingHTTPServer):
    """A server of threads that does not mind clients that leave."""

    daemon_threads = True
    #: Connections that wait to be taken. The default, 5, is less than a crawl opens at once: the
    #: others are dialled again after seconds.
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say what went wrong in a request, but for a client that has left."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class BlogServer(LoopbackServer):
    """A blog on 127.0.0.1; what it shows is `posts`, which may change while it runs."""

    def __init__(self, posts: Sequence[SourcePost] | None = None, port: int = 0) -> None:
        self.posts: list[SourcePost] = list(read_posts() if posts is None else posts)
        #: Every request since the start, in order.
        self.log: list[Asked] = []
        super().__init__(("127.0.0.1", port), BlogHandler)

    @property
    def origin(self) -> str:
        """Return `http://127.0.0.1:PORT`, without a last slash."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def page(self, path: str) -> Rendered | None:
        """Return what lies at `path` (decoded), None when nothing does."""
        return _pages(tuple(self.posts), self.origin).get(path)

    def interfere(self, handler: BlogHandler, path: str) -> bool:
        """Return True when the answer was given here; tests that want faults override this."""
        return False


class BlogHandler(BaseHTTPRequestHandler):
    """One connection; kept open, as real servers do."""

    protocol_version = "HTTP/1.1"
    server: BlogServer

    def do_GET(self) -> None:
        """Answer with the page, 301 to its address with a last slash, 304 or 404."""
        path = unquote(urlsplit(self.path).path)
        if self.server.interfere(self, path):
            return
        if (page := self.server.page(path)) is None:
            if self.server.page(f"{path}/"):
                self.answer(301, b"", Location=f"{urlsplit(self.path).path}/")
                return
            self.answer(404, "<h1>없는 글입니다</h1>".encode(), "text/html; charset=utf-8")
            return
        self.answer_page(page)

    def do_HEAD(self) -> None:
        """Answer as to GET, without the body."""
        self.do_GET()

    def answer_page(self, page: Rendered) -> None:
        """Answer with `page`, or 304 when the validators of the request still hold."""
        tag = f'"{hashlib.sha256(page.body).hexdigest()[:16]}"'
        headers = {"ETag": tag}
        changed = page.changed.astimezone(UTC) if page.changed else None
        if changed:
            headers["Last-Modified"] = format_datetime(changed, usegmt=True)
        held = self.headers.get("If-None-Match")
        since = self.headers.get("If-Modified-Since")
        if held is not None:  # it outweighs If-Modified-Since (RFC 9110)
            fresh = tag in held.replace("W/", "").split(", ")
        else:
            fresh = bool(since and changed and changed <= parsedate_to_datetime(since))
        if fresh:
            self.answer(304, b"", **headers)
            return
        self.answer(200, page.body, page.content_type, **headers)

    def answer(self, status: int, body: bytes, content_type: str = "", **headers: str) -> None:
        """Send one whole answer and log it."""
        if body and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, mtime=0)
            headers["Content-Encoding"] = "gzip"
        self.server.log.append(
            Asked(
                method=self.command,
                path=unquote(urlsplit(self.path).path),
                status=status,
                headers={name.lower(): value for name, value in self.headers.items()},
            )
        )
        self.send_response(status)
        if content_type:
            self.send_header("Content-Type", content_type)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the terminal quiet: the log is `BlogServer.log`."""


@contextmanager
def served(server: BlogServer) -> Iterator[BlogServer]:
    """Return `server`, answering in a thread until the block ends."""
    # 0.02 s: shutdown waits for the next look at the flag; the default costs tests 0.5 s each.
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), name="blog", daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
