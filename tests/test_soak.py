"""What takes long: a large blog, killed again and again, is archived whole (`python3 run.py soak`)."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from newscrawl.demo.server import served
from pipelines.archive import open_archive
from pipelines.archive.query import iter_records
from tests.servers.blog import LiveBlog

ROOT = Path(__file__).resolve().parents[1]
POSTS = 400
KILLS = 8


def start(blog: LiveBlog, database: str) -> subprocess.Popen[bytes]:
    settings = {
        "NEWSCRAWL_DATABASE_URL": database,
        "NEWSCRAWL_ALLOW_NETWORKS": "127.0.0.0/8",
        "DOWNLOAD_DELAY": "0",
    }
    options = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    command = ["scrapy", "crawl", "blog", "-a", f"url={blog.origin}/", *options]
    return subprocess.Popen(
        [sys.executable, "-m", *command], cwd=ROOT, start_new_session=True, stderr=subprocess.PIPE
    )


@pytest.mark.soak
def test_a_large_blog_is_whole_after_many_kills(tmp_path: Path) -> None:
    chance = random.Random(20240722)
    database = f"sqlite:///{tmp_path}/archive.db"
    with LiveBlog() as blog, served(blog):
        for number in range(POSTS - len(blog.posts)):
            newest = max(post.date for post in blog.posts)
            paragraph = (
                f"<p>{number}번째 소식입니다. 오늘은 {number * 7}명이 모였고 내일 또 모입니다.</p>"
            )
            blog.add(
                f"소식 {number}",
                date=newest + timedelta(hours=5),
                body=paragraph * (2 + number % 9),
            )
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
