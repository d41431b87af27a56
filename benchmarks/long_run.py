"""Memory of a crawl of a large blog on loopback: while addresses are found, and page after page.

    python3 run.py bench long_run [--posts 20000] [--waiting N] [--stop-after PAGES]
                                  [--every PAGES] [--lists] [--beside LINKS] [--project FOLDER]

A line a step: addresses in the archive or posts asked for, seconds, MiB (unshared) of the
crawl's own process and of its workers, and milliseconds of CPU of both for a post of that step.
At the end the slope after warm-up, the first quarter.
With `--posts 1000000` it tells what finding a million addresses costs; with `--posts 10
--waiting 1000000 --stop-after 500`, what it costs that so many wait: an earlier crawl left them.
With `--lists --beside 250` the blog has no sitemap, and every page the same 250 links beside it.
"""

from __future__ import annotations

import argparse
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psutil

from pipelines.archive import open_archive
from pipelines.archive.frontier import Crawl, Transaction, begin_crawl
from pipelines.archive.runs import begin_run, end_run
from pipelines.urls import canonical_url, url_hash

ROOT = Path(__file__).resolve().parent.parent
#: Addresses a sitemap, as the protocol allows.
A_PART = 50_000
#: Posts on a page of a list.
A_LIST = 10
#: Seconds between two looks while no page is asked for.
LOOK_SECONDS = 20.0

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


class Blog(ThreadingHTTPServer):
    """A blog of any size: sitemaps, and posts made when they are asked for."""

    daemon_threads = True

    def __init__(self, posts: int, *, lists: bool = False, beside: int = 0) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.posts = posts
        #: Whether lists name the posts, ten a page, and no sitemap.
        self.lists = lists
        #: What stands beside every post.
        self.beside = "".join(
            f"<li><a href=/{2010 + n // 12}/{n % 12 + 1:02}/>{n % 12 + 1}월</a> ({n})"
            for n in range(beside)
        )
        self.asked = 0
        self.origin = f"http://127.0.0.1:{self.server_address[1]}"

    def page(self, path: str) -> tuple[str, str] | None:
        """Return content type and text of what lies at `path`; None when nothing does."""
        name, _, number = path.rpartition("/")
        if path == "/robots.txt":
            stated = "" if self.lists else f"Sitemap: {self.origin}/sitemap.xml\n"
            return "text/plain", f"User-agent: *\nAllow: /\n{stated}"
        if self.lists and (path == "/" or name == "/page"):
            return "text/html", self._list(int(number or 1))
        if path == "/":
            return "text/html", "<title>동네</title><h1>동네</h1>"
        if self.lists and path == "/sitemap.xml":
            return None
        if path == "/sitemap.xml":
            parts = range(0, self.posts, A_PART)
            urls = (f"<sitemap><loc>{self.origin}/map/{part}</loc></sitemap>" for part in parts)
            return "text/xml", f"{_HEAD}<sitemapindex {_SPACE}>{''.join(urls)}</sitemapindex>"
        if name == "/map":
            last = min(self.posts, int(number) + A_PART)
            urls = (
                f"<url><loc>{self.origin}/post/{n}</loc></url>" for n in range(int(number), last)
            )
            return "text/xml", f"{_HEAD}<urlset {_SPACE}>{''.join(urls)}</urlset>"
        if name == "/post":
            self.asked += 1
            return "text/html", _post(int(number), self.beside)
        return None

    def _list(self, page: int) -> str:
        newest = self.posts - (page - 1) * A_LIST
        numbers = range(newest - 1, max(-1, newest - A_LIST - 1), -1)
        items = "".join(
            f"<li><h2><a href=/post/{n}>소식 {n}</a></h2><time>2026-01-02</time>" for n in numbers
        )
        following = f"<a rel=next href=/page/{page + 1}>이전 글</a>" if newest > A_LIST else ""
        return f"<title>동네</title><h1>동네</h1><ul>{items}</ul>{following}<ul>{self.beside}</ul>"


def _post(number: int, beside: str) -> str:
    sentences = (
        f"{number}번째 소식의 {n}번째 문장이고 사람 {n * number % 997}명." for n in range(60)
    )
    words = "".join(f"<p>{sentence * 3}</p>" for sentence in sentences)
    return (
        f"<html lang=ko><head><title>소식 {number}</title></head><body><article>"
        f"<h1>소식 {number}</h1><time datetime=2026-01-02T03:04:05Z>2026-01-02</time>{words}"
        f"<a href=https://other{number % 50}.example/{number}>링크</a></article>"
        f"<aside><ul>{beside}</ul></aside></body></html>"
    )


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        server = self.server
        assert isinstance(server, Blog)
        page = server.page(self.path)
        kind, text = page or ("text/plain", "no")
        body = text.encode()
        self.send_response(200 if page else 404)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One look at the crawl."""

    pages: int
    seconds: float
    own_mib: float
    workers_mib: float
    #: CPU seconds so far of both.
    own_cpu: float
    workers_cpu: float


def main(arguments: list[str] | None = None) -> int:
    """Measure and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--posts", type=int, default=20_000)
    parser.add_argument("--waiting", type=int, default=0, help="addresses left by another crawl")
    parser.add_argument("--stop-after", type=int, default=0, help="end after so many posts")
    parser.add_argument("--every", type=int, default=1000, help="posts a line")
    parser.add_argument("--lists", action="store_true", help="lists of posts, and no sitemap")
    parser.add_argument("--beside", type=int, default=0, help="links beside every post")
    parser.add_argument("--project", type=Path, default=ROOT, help="the checkout that crawls")
    options = parser.parse_args(arguments)
    blog = Blog(options.posts, lists=options.lists, beside=options.beside)
    threading.Thread(target=blog.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory(prefix="newscrawl-long-") as folder:
        if options.waiting:
            _leave_waiting(blog, Path(folder) / "archive.db", options.waiting)
        steps = _crawl(blog, Path(folder), options)
    late = [step for step in steps if step.pages >= max(1, steps[-1].pages // 4)]
    if len(late) > 2:
        slope = _slope([(step.pages, step.own_mib) for step in late])
        print(f"after warm-up: {slope * 10_000:+.2f} MiB in 10,000 pages ({len(late)} looks)")
    print(f"highest: {max(step.own_mib for step in steps):.0f} MiB, without its workers")
    return 0


def _leave_waiting(blog: Blog, file: Path, number: int) -> None:
    """Let a crawl that was given up have left so many addresses in the archive."""
    with open_archive(f"sqlite:///{file}") as archive:
        site = canonical_url(f"{blog.origin}/")
        run_id = begin_run(archive, spider="blog", site=site, args={})
        end_run(archive, run_id, exit_code=3, reason="given up", stats={})

        def begin(connection: Transaction) -> Crawl:
            return begin_crawl(connection, site, run_id, resume_within=timedelta(0))

        crawl = archive.write(begin)
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.executemany(
            "INSERT INTO found_address (site_id, url_hash, url, outcome, reason, first_seen_at, "
            "updated_at, state, place, crawl_id, failures, kinds) "
            "VALUES (?, ?, ?, 'waiting', '', ?, ?, 'due', ?, ?, 0, 'sitemap')",
            (
                (crawl.site_id, url_hash(url), url, now, now, number, crawl.id)
                for number, url in enumerate(f"{blog.origin}/post/{n}" for n in range(number))
            ),
        )
    print(f"{number} addresses wait", flush=True)


def _crawl(blog: Blog, folder: Path, options: argparse.Namespace) -> list[Step]:
    settings = {
        "NEWSCRAWL_DATABASE_URL": f"sqlite:///{folder}/archive.db",
        "NEWSCRAWL_ALLOW_NETWORKS": "127.0.0.0/8",
        "DOWNLOAD_DELAY": "0",
    }
    crawl = subprocess.Popen(
        [
            *(sys.executable, "-m", "scrapy", "crawl", "blog", "-a", f"url={blog.origin}/"),
            *(part for name, value in settings.items() for part in ("-s", f"{name}={value}")),
        ],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(options.project),
            "SCRAPY_SETTINGS_MODULE": "newscrawl.settings",
        },
    )
    steps: list[Step] = []
    began = time.monotonic()
    looked_at, shown = began, 0
    process = psutil.Process(crawl.pid)
    while crawl.poll() is None:
        time.sleep(0.2)
        pages, now = blog.asked, time.monotonic()
        enough = bool(options.stop_after) and pages >= options.stop_after
        is_time = pages >= shown + options.every or (not pages and now > looked_at + LOOK_SECONDS)
        if not (enough or is_time):
            continue
        looked_at, shown = now, pages
        try:
            own, *workers = [process, *process.children(recursive=True)]
            step = Step(
                pages=pages,
                seconds=now - began,
                own_mib=_mib(own),
                workers_mib=sum(map(_mib, workers)),
                own_cpu=_cpu(own),
                workers_cpu=sum(map(_cpu, workers)),
            )
        except psutil.Error:
            continue
        before = steps[-1] if steps else None
        more = max(1, step.pages - (before.pages if before else 0))
        own_ms = 1000 * (step.own_cpu - (before.own_cpu if before else 0)) / more
        read_ms = 1000 * (step.workers_cpu - (before.workers_cpu if before else 0)) / more
        steps.append(step)
        print(
            f"{step.pages:>8} posts asked for {step.seconds:>7.0f} s "
            f"{step.own_mib:>7.1f} MiB {step.workers_mib:>7.1f} MiB in workers "
            f"{own_ms:>7.1f} ms {read_ms:>7.1f} ms in workers",
            flush=True,
        )
        if enough:
            crawl.send_signal(signal.SIGTERM)
            crawl.wait()
    print(f"exit code {crawl.returncode} after {time.monotonic() - began:.0f} s")
    return steps


def _mib(process: psutil.Process) -> float:
    return float(process.memory_full_info().uss) / 2**20


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _slope(points: list[tuple[int, float]]) -> float:
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / spread if spread else 0.0


if __name__ == "__main__":
    raise SystemExit(main())
