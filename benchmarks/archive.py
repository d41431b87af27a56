"""What storing costs: new posts, known posts, lists and look-ups, in one run on one database.

    python3 run.py bench archive [--db URL] [--posts 2000]

Without --db a throw-away SQLite file is taken; a database that is named must be empty. CPU is this
process's; wall time includes the database's. Compare figures within one run only.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipelines.archive import Archive, open_archive
from pipelines.archive.query import archive_stats, find_post, iter_records, list_posts
from pipelines.archive.writer import write_posts
from pipelines.items import Evidence, Fetch, Image, Link, Moment, Post

START = datetime(2026, 1, 1, tzinfo=UTC)


def post(n: int) -> Post:
    """Return a post like those that the storage figures in docs/why.md speak of.

    Three images, twelve links, four tags of a thousand, four kilobytes of Korean text.
    """
    url = f"https://blog.example/{n}"
    words = " ".join(f"낱말{n * k % 5003}" for k in range(1, 200))
    return Post(
        url=url,
        canonical_url=url,
        site="https://blog.example/",
        title=f"제목 {n}",
        published=Moment(at=START + timedelta(hours=n)),
        authors=("김기자",),
        tags=tuple(f"태그{n * k % 1000}" for k in range(1, 5)),
        categories=("정치",),
        language="ko",
        excerpt=words[:200],
        body_text=words,
        body_html=f"<h2>제목</h2><p>{words}</p>",
        images=tuple(Image(url=f"https://img.example/{n}/{k}.jpg", alt="사진") for k in range(3)),
        links=tuple(Link(url=f"https://out{k}.example/{n}", text="링크") for k in range(12)),
        evidence=tuple(Evidence(field=f, value="x", reader="r.r") for f in ("title", "published")),
        reader_version="1",
        fetch=Fetch(url=url, final_url=url, etag=f'"{n}"', fetched_at=START + timedelta(days=90)),
    )


@contextmanager
def measured(what: str, count: int) -> Iterator[None]:
    """Print what the block cost, for each of `count`."""
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{what:<44} {count / wall:>9.0f}/s {cpu / count * 1000:>9.3f} ms CPU each")


def measure(archive: Archive, count: int) -> None:
    """Print the figures of each kind of work."""
    posts = [post(n) for n in range(count)]
    few = [post(n) for n in range(count, count + count // 20)]
    with measured("new posts, batches of 50", count):
        write_posts(archive, posts)
    with measured("new posts, one by one", len(few)):
        for one in few:
            write_posts(archive, [one])
    with measured("known posts, unchanged, batches of 50", count):
        write_posts(archive, posts)
    with measured("records, streamed", count):
        assert sum(1 for _ in iter_records(archive, limit=count)) == count
    after = list_posts(archive, limit=count // 2)[-1].cursor
    calls: dict[str, Callable[[], object]] = {
        "first page of a list (50 lines)": lambda: list_posts(archive),
        "a page half-way down (50 lines)": lambda: list_posts(archive, after=after),
        "a page of one tag (50 lines)": lambda: list_posts(archive, tag="태그10"),
        "a post by its address, whole": lambda: find_post(archive, "https://blog.example/7"),
    }
    for what, call in calls.items():
        call()
        with measured(what, 50):
            for _ in range(50):
                call()
    with measured("figures of the archive", 1):
        archive_stats(archive)


def main(arguments: list[str] | None = None) -> int:
    """Measure and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--db", help="address of an empty database; default: a throw-away SQLite")
    parser.add_argument("--posts", type=int, default=2000, help="how many (default: 2000)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "archive.db"
        with open_archive(options.db or f"sqlite:///{file}") as archive:
            if archive_stats(archive)["posts"]:
                print("The database is not empty; name another.", file=sys.stderr)
                return 1
            print(f"{archive.url}, {options.posts} posts")
            measure(archive, options.posts)
        if file.exists():
            print(f"{file.stat().st_size / options.posts / 1024:.1f} KiB a post on disk")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
