"""Answers that are packed otherwise than they say, or not at all."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from newscrawl import exits
from newscrawl.demo.server import BlogHandler, served
from newscrawl.packing import codings_of
from tests.newscrawl.test_running import crawl, stored
from tests.servers.blog import LiveBlog

PAGE = "<!DOCTYPE html><p>글".encode()
HTML, FILE = b"text/html; charset=utf-8", b"application/x-gzip"


def packed(times: int, body: bytes = PAGE) -> bytes:
    for _ in range(times):
        # A packed file holds the second it was made in: the processes that share the tests out name
        # a case by its bytes, and must find the same name.
        body = gzip.compress(body, mtime=0)
    return body


@pytest.mark.parametrize(
    ("said", "kind", "body", "codings"),
    [
        (["gzip"], HTML, packed(1), 1),
        (["gzip"], HTML, packed(2), 2),
        (["gzip, gzip"], HTML, packed(1), 1),
        (["GZIP;q=1, ,identity"], HTML, packed(1), 1),
        ([], HTML, packed(1), 1),
        # What is a packed file stays one.
        ([], FILE, packed(1), 0),
        (["br"], HTML, PAGE, 0),
        (["gzip"], HTML, b"\xef\xbb\xbf\n" + PAGE, 0),
        # One more than is unpacked is enough to know.
        ([], HTML, packed(9), 4),
    ],
)
def test_what_an_answer_begins_with_tells_how_it_is_packed(
    said: list[str], kind: bytes, body: bytes, codings: int
) -> None:
    assert codings_of([word.encode() for word in said], kind, body) == [b"gzip"] * codings


def test_what_nothing_shows_is_what_the_header_says() -> None:
    assert codings_of([b"br, zstd"], HTML, b"\x0b\x02\x80") == [b"br", b"zstd"]
    assert codings_of([b"gzip"], HTML, b"torn") == [b"gzip"]


class Misread(LiveBlog):
    """Packs every page otherwise than it says, and one of them too often."""

    ways = (("gzip", 2), ("", 1), ("br", 0), ("gzip", 0), ("gzip, gzip", 1))
    too_often = ""

    def interfere(self, handler: BlogHandler, path: str) -> bool:
        page = self.page(path)
        if page is None or page.content_type[:9] != "text/html":
            return super().interfere(handler, path)
        said, times = self.ways[sum(path.encode()) % len(self.ways)]
        times = 9 if path == self.too_often else times
        body = packed(times, page.body)
        handler.send_response(200)
        handler.send_header("Content-Type", page.content_type)
        if said:
            handler.send_header("Content-Encoding", said)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)
        return True


def test_a_blog_that_is_packed_otherwise_than_it_says_is_read(tmp_path: Path) -> None:
    with Misread() as blog, served(blog):
        done = crawl(blog.origin, tmp_path / "a.db")
        assert done.returncode == exits.DONE, done.stderr
        assert len(stored(tmp_path / "a.db")) == len(blog.posts), done.stderr
        assert done.stderr.splitlines()[-1].endswith("done")


def test_what_is_packed_over_and_over_is_not_unpacked(tmp_path: Path) -> None:
    with Misread() as blog, served(blog):
        blog.too_often = blog.posts[0].path
        blog.ways = (("gzip", 1),)
        done = crawl(blog.origin, tmp_path / "a.db")
    assert "too-large" in done.stderr
    assert len(stored(tmp_path / "a.db")) == len(blog.posts) - 1
