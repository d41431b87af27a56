"""Answers that are written as no standard says, and that every browser reads."""

from __future__ import annotations

from pathlib import Path

from newscrawl import exits
from newscrawl.connections import LONGEST_LINE
from newscrawl.demo.server import BlogHandler, served
from tests.newscrawl.test_running import crawl, stored
from tests.servers.blog import LiveBlog


class Rough(LiveBlog):
    """Has a long line in its headers, fills sizes of chunks up with blanks, has own statuses."""

    def interfere(self, handler: BlogHandler, path: str) -> bool:
        number = next((n for n, post in enumerate(self.posts) if post.path == path), None)
        page = self.page(path)
        if page is None or not (number in (0, 1, 2) or path == "/"):
            return super().interfere(handler, path)
        kind = f"Content-Type: {page.content_type}".encode()
        policy = b"Content-Security-Policy: script-src " + b"x" * (LONGEST_LINE - 1000)
        half = len(page.body) // 2
        chunks = b"".join(
            b"%x  %s\r\n%s\r\n" % (len(part), more, part)
            for part, more in ((page.body[:half], b""), (page.body[half:], b" ;a=b"), (b"", b""))
        )
        length = b"Content-Length: %d" % len(page.body)
        answers = {
            None: (b"200 OK", policy, length, page.body),
            0: (b"200 OK", policy, length, page.body),
            1: (b"200 OK", b"X: y", b"Transfer-Encoding: chunked", chunks),
            2: (b"299 Own", b"X: y", length, page.body),
        }
        status, more, framing, body = answers[number]
        head = b"\r\n".join((b"HTTP/1.1 " + status, kind, more, framing))
        handler.wfile.write(head + b"\r\n\r\n" + body)
        return True


def test_an_answer_is_read_that_browsers_read(tmp_path: Path) -> None:
    with Rough() as blog, served(blog):
        done = crawl(blog.origin, tmp_path / "a.db")
        assert done.returncode == exits.DONE, done.stderr
        assert len(stored(tmp_path / "a.db")) == len(blog.posts), done.stderr
        assert "failed" not in done.stderr.splitlines()[-1]
