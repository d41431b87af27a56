"""A real small blog on loopback, with knobs: edit, add, delete, faults, delays, a log of requests."""

from __future__ import annotations

import dataclasses
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, timezone

import pytest

from newscrawl.demo.pages import address
from newscrawl.demo.server import BlogHandler, BlogServer, served
from newscrawl.demo.source import SourcePost

KST = timezone(timedelta(hours=9))


class LiveBlog(BlogServer):
    """The bundled blog (or `posts`), to be changed and broken while a crawl is at it."""

    def __init__(self, posts: Sequence[SourcePost] | None = None, port: int = 0) -> None:
        super().__init__(posts, port)
        #: Statuses that a path answers next, one a request; then it answers as ever.
        self._faults: dict[str, deque[int]] = {}
        #: Status that a path (or, under "*", every path but robots.txt) answers from now on.
        self.broken: dict[str, int] = {}
        #: Header lines that faults carry, such as Retry-After.
        self.fault_headers: dict[str, str] = {}
        #: Wait before each answer.
        self.delay_seconds = 0.0
        #: While it is cleared no answer is given.
        self.gate = threading.Event()
        self.gate.set()
        #: Paths that are answered this much later, and each request for one of them.
        self.slow_seconds: dict[str, float] = {}
        self.slow_asked: list[str] = []
        #: Raw pages by path, shown in place of the blog's own.
        self.extra: dict[str, tuple[str, bytes]] = {}
        #: Paths that answer 301 to another, or to a whole address.
        self.moved: dict[str, str] = {}
        #: Body of robots.txt; None: the blog's own.
        self.robots: str | None = None

    def post(self, part: str) -> SourcePost:
        """Return the one post whose title holds `part`."""
        (found,) = [post for post in self.posts if part in post.title]
        return found

    def url(self, post: SourcePost | str) -> str:
        """Return the absolute address of a post or path, percent-encoded."""
        return address(self.origin, post if isinstance(post, str) else post.path)

    def edit(self, part: str, **changes: object) -> SourcePost:
        """Return the post whose title holds `part` after `changes` (title, body, modified, ...)."""
        old = self.post(part)
        new = dataclasses.replace(old, **changes)  # type: ignore[arg-type]
        self.posts[self.posts.index(old)] = new
        return new

    def add(self, title: str, **more: object) -> SourcePost:
        """Return a new post, the newest of the blog unless `date` says otherwise."""
        said: dict[str, object] = {
            "title": title,
            "slug": title.replace(" ", "-"),
            "date": datetime(2025, 4, 1, 9, 0, tzinfo=KST),
            "category": "News",
            "excerpt": f"{title}에 대한 짧은 소개입니다.",
            "body": f"<p>{title}에 대해 자세히 적은 첫 문단입니다. 동네 사람들이 모였습니다.</p>"
            "<p>둘째 문단에는 다음 일정과 모이는 곳을 적었습니다. 누구나 올 수 있습니다.</p>",
            **more,
        }
        post = SourcePost(**said)  # type: ignore[arg-type]
        self.posts.append(post)
        self.posts.sort(key=lambda post: post.date, reverse=True)
        return post

    def delete(self, part: str, *, status: int = 404) -> None:
        """Take the post whose title holds `part` away; its address answers `status`."""
        gone = self.post(part)
        self.posts.remove(gone)
        self.broken[gone.path] = status

    def fail(self, path: str, *statuses: int) -> None:
        """Let `path` (decoded) answer each of `statuses` once, then as ever."""
        self._faults.setdefault(path, deque()).extend(statuses)

    def asked(self, path: str | None = None) -> list[int]:
        """Return the statuses that were answered, in order, for `path` or for every page."""
        return [one.status for one in self.log if path is None or one.path == path]

    def interfere(self, handler: BlogHandler, path: str) -> bool:
        """Answer as the knobs say; False when none of them means this request."""
        self.gate.wait()
        if self.delay_seconds:
            time.sleep(self.delay_seconds)
        if path in self.slow_seconds:
            self.slow_asked.append(path)
            time.sleep(self.slow_seconds[path])
        everywhere = None if path == "/robots.txt" else self.broken.get("*")
        status = self.broken.get(path, everywhere)
        if self._faults.get(path):
            status = self._faults[path].popleft()
        if status is not None:
            body = f"<h1>{status}</h1>".encode()
            handler.answer(status, body, "text/html; charset=utf-8", **self.fault_headers)
        elif path in self.moved:
            to = self.moved[path]
            handler.answer(301, b"", Location=to if "://" in to else self.url(to))
        elif path == "/robots.txt" and self.robots is not None:
            handler.answer(200, self.robots.encode(), "text/plain; charset=utf-8")
        elif path in self.extra:
            kind, body = self.extra[path]
            handler.answer(200, body, kind)
        else:
            return False
        return True


@pytest.fixture
def blog() -> Iterator[LiveBlog]:
    """Return the bundled blog, served on a free port of 127.0.0.1 until the test ends."""
    with LiveBlog() as server, served(server):
        yield server
