"""Small made-up sites on loopback: pages by path and query, a log of what was asked."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from urllib.parse import unquote

from newscrawl.demo.server import LoopbackServer

#: Status, type, text; perhaps headers.
Answer = tuple[int, str, str] | tuple[int, str, str, dict[str, str]]
Pages = dict[str, str | Answer | Callable[[str], Answer]]

TEXT = "마을 도서관이 다음 달부터 밤 열 시까지 문을 엽니다. 주민들은 오래 기다린 소식이라며 반겼습니다. "


class Site(LoopbackServer):
    """Answers what `pages` holds; `{origin}` in a page becomes the site's own.

    Where they hold `//name*`, that answers whatever is asked for under another name of the host.
    """

    def __init__(self, pages: Pages) -> None:
        self.pages = pages
        self.asked: Counter[str] = Counter()
        self.lock = threading.Lock()
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def answer(self, target: str) -> Answer:
        path = target.partition("?")[0]
        found = self.pages.get(target) or self.pages.get(path) or self.pages.get(path + "*")
        if found is None:
            rest = [key for key in self.pages if key.endswith("*") and target.startswith(key[:-1])]
            found = self.pages[max(rest, key=len)] if rest else (404, "text/html", "<h1>404</h1>")
        if callable(found):
            found = found(target)
        if isinstance(found, str):
            kind = "application/xml" if found.lstrip().startswith("<?xml") else "text/html"
            found = (200, kind, found)
        return found


class Handler(BaseHTTPRequestHandler):
    """HTTP/1.0: a connection is closed after its answer, without a word about it."""

    server: Site

    def do_GET(self) -> None:
        target = unquote(self.path)
        host = f"//{self.headers.get('Host', '').partition(':')[0]}"
        if f"{host}*" in self.server.pages:
            target = host + target
        with self.server.lock:
            self.server.asked[target] += 1
        status, kind, text, *more = self.server.answer(target)
        port = str(self.server.server_address[1])
        body = text.replace("{origin}", self.server.origin).replace("{port}", port).encode()
        self.send_response(status)
        if status in (301, 302):
            self.send_header("Location", body.decode())
            body = b""
        for name, value in (more[0] if more else {}).items():
            self.send_header(name, value)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815 the name is the server's

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(pages: Pages) -> Iterator[Site]:
    with Site(pages) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        yield site
        site.shutdown()


def page(title: str, *links: str, head: str = "", body: str = "") -> str:
    """Return a page with links to the given addresses."""
    anchors = "".join(f'<p><a href="{link}">{link.strip("/")}</a></p>' for link in links)
    return f"<html><head><title>{title}</title>{head}</head><body><h1>{title}</h1>{body}{anchors}</body></html>"


def posts(paths: list[str], **more: str) -> Pages:
    """Return a post at each path; `more` are links that each post has."""
    return {
        path: page(f"글 {path}", *more.values(), body=f"<article><p>{TEXT * 3}</p></article>")
        for path in paths
    }


def rss(paths: list[str], following: str = "", date: str = "") -> str:
    items = "".join(
        f"<item><title>글 {path}</title><link>{{origin}}{path}</link>{f'<pubDate>{date}</pubDate>' if date else ''}</item>"
        for path in paths
    )
    more = f'<atom:link rel="next" href="{following}"/>' if following else ""
    return f'<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>{more}{items}</channel></rss>'


def sitemap(paths: list[str]) -> str:
    urls = "".join(f"<url><loc>{{origin}}{path}</loc></url>" for path in paths)
    return f'<?xml version="1.0"?><urlset>{urls}</urlset>'


def sitemap_index(parts: list[str]) -> str:
    found = "".join(f"<sitemap><loc>{{origin}}{part}</loc></sitemap>" for part in parts)
    return f'<?xml version="1.0"?><sitemapindex>{found}</sitemapindex>'


def numbered(base: str, groups: list[list[str]]) -> Pages:
    """Return a list of `groups`, a page each, at `base` and `base?page=N`."""
    found: Pages = {}
    for number, group in enumerate(groups, 1):
        more = [f"{base}?page={number + 1}"] if number < len(groups) else []
        found[base if number == 1 else f"{base}?page={number}"] = page("목록", *group, *more)
    return found


def as_json(value: object, **headers: str) -> Answer:
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return (200, "application/json", json.dumps(value, ensure_ascii=False), named)
