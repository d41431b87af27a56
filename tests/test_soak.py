"""What takes long: a large blog, killed again and again, is archived whole (`python3 run.py soak`)."""

from __future__ import annotations

import os
import random
import signal
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from pipelines.archive import open_archive
from pipelines.archive.query import iter_records
from tests.servers.blog import LiveBlog
from tests.servers.crawls import a_blog, crawl_line

ROOT = Path(__file__).resolve().parents[1]
POSTS = 400
KILLS = 8


def start(blog: LiveBlog, database: str) -> subprocess.Popen[bytes]:
    command = crawl_line(f"{blog.origin}/", database, "NEWSCRAWL_WORKERS=0")
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True, stderr=subprocess.PIPE)


@pytest.mark.soak
def test_a_large_blog_is_whole_after_many_kills(tmp_path: Path) -> None:
    chance = random.Random(20240722)
    database = f"sqlite:///{tmp_path}/archive.db"
    with a_blog(POSTS) as blog:
        for _ in range(KILLS):
            running = start(blog, database)
            try:
                running.wait(chance.uniform(1.5, 6))
            except subprocess.TimeoutExpired:
                os.killpg(running.pid, signal.SIGKILL)
            running.communicate()
        last = start(blog, database)
        _, said = last.communicate(timeout=300)
        assert last.returncode == 0, said.decode()[-2000:]
        wanted = {blog.url(post): post.title for post in blog.posts}
        asked = Counter(one.path for one in blog.log)
    with open_archive(database, read_only=True) as archive:
        records = list(iter_records(archive))
    assert Counter(record["canonical_url"] for record in records) == Counter(wanted.keys())
    assert {record["canonical_url"]: record["title"] for record in records} == wanted
    assert all(
        "번째 소식입니다" in r["body_text"] for r in records if r["title"].startswith("소식 ")
    )
    # A post that was stored is not asked for again; what was on its way when killed may be.
    again = sum(count - 1 for path, count in asked.items() if path.startswith("/news/"))
    assert again <= 20 * KILLS
