"""Somebody else's Scrapy project that the add-on, or the stages alone, were put into."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from scrapy.utils.project import ENVVAR

from newscrawl.demo.server import served
from pipelines.archive import open_archive
from pipelines.archive.query import iter_records
from tests.servers import warm
from tests.servers.blog import LiveBlog

SPIDER = '''
import asyncio
from dataclasses import dataclass
import scrapy

@dataclass
class Note:
    url: str
    title: str
    body: str
    stars: int

class Mine(scrapy.Spider):
    name = "mine"
    custom_settings = {"CONCURRENT_ITEMS": 1}

    async def start(self):
        yield scrapy.Request(self.url, dont_filter=True)

    def parse(self, response):
        """Read a page.

        @url data:,x
        @returns items 0 0
        """
        yield Note(response.urljoin("/note"), "A note", "<p>Of my own.</p>", 3)
        yield {"url": response.url, "html": response.text, "title": "The front page", "stars": 4}
        asks = "<meta name=robots content=noarchive>"
        yield {"url": response.urljoin("/shy"), "html": f"{asks}<p>Of my own.</p>", "title": "Shy"}
        yield {"url": response.urljoin("/list"), "html": "<ul><li><a href=/a>a</a></ul>"}
        yield {"stars": 5}


class Ends(scrapy.Spider):
    name = "ends"

    async def start(self):
        for number in range(4):
            yield scrapy.Request(f"{self.url}?n={number}")

    async def parse(self, response):
        asyncio.ensure_future(self.crawler.stop_async())
        yield {"url": response.url, "title": "A part", "body": "Of many."}
'''
ALONE = (
    "ITEM_PIPELINES = {'pipelines.extract.ExtractPipeline': 300, 'pipelines.screen.ScreenPipeline': 500,"
    " 'pipelines.store.StorePipeline': 800, 'pipelines.adopt.AdoptPipeline': 850}\n"
)
ADD_ON = "ADDONS = {'newscrawl.addon.NewscrawlAddon': 100}\n"
LOOPBACK = "NEWSCRAWL_ALLOW_NETWORKS = '127.0.0.0/8'\nDOWNLOAD_DELAY = 0\nNEWSCRAWL_WORKERS = 1\n"


def scrapy(words: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Return how `scrapy` ended in the project there, which nothing but its folder names."""
    named = {name: value for name, value in os.environ.items() if name != ENVVAR}
    return warm.run(["-m", "scrapy", *words], cwd=folder, env=named)


def project(folder: Path, settings: str) -> Path:
    """Return the folder of a project with one spider."""
    (folder / "theirs").mkdir()
    (folder / "scrapy.cfg").write_text("[settings]\ndefault = theirs.settings\n")
    (folder / "theirs/__init__.py").touch()
    (folder / "theirs/mine.py").write_text(SPIDER)
    (folder / "theirs/settings.py").write_text(
        f"SPIDER_MODULES = ['theirs.mine']\nLOG_LEVEL = 'WARNING'\n{settings}"
    )
    return folder


@pytest.mark.parametrize("settings", [ADD_ON + LOOPBACK, ALONE], ids=["add-on", "stages-alone"])
def test_items_are_archived_and_go_their_own_way(tmp_path: Path, settings: str) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    obeying = f"NEWSCRAWL_DATABASE_URL = '{url}'\nNEWSCRAWL_OBEY_NOARCHIVE = True\n"
    project(tmp_path, settings + obeying)
    with LiveBlog() as blog, served(blog):
        line = ["crawl", "mine", "-a", f"url={blog.origin}/", "-O", "out.jsonl"]
        done = scrapy(line, tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("is not archived") == 1, done.stderr
    with open_archive(url) as archive:
        held = {record["title"]: record for record in iter_records(archive)}
    assert held.keys() == {"A note", "The front page"}
    assert held["A note"]["site"] == f"{blog.origin}/"
    out = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert [item["stars"] for item in out if "stars" in item] == [3, 4, 5]
    assert len(out) == 5


def test_a_job_of_others_that_was_ended_loses_no_request(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    project(tmp_path, f"{ADD_ON}{LOOPBACK}NEWSCRAWL_DATABASE_URL = '{url}'\nJOBDIR = 'job'\n")
    with LiveBlog() as blog, served(blog):
        line = ["crawl", "ends", "-a", f"url={blog.origin}/", "-s", "DOWNLOAD_DELAY=0.3"]
        for _ in range(3):
            scrapy(line, tmp_path)
            with open_archive(url) as archive:
                held = {record["url"] for record in iter_records(archive)}
            if len(held) == 4:
                return
    raise AssertionError(held)


def test_shell_and_check_work_and_leave_no_trace(tmp_path: Path) -> None:
    project(tmp_path, ADD_ON + LOOPBACK)
    before = sorted(tmp_path.iterdir())
    with LiveBlog() as blog, served(blog):
        done = scrapy(["shell", f"{blog.origin}/", "-c", "response.status"], tmp_path)
        assert done.stdout.split() == ["200"], done.stderr
    done = scrapy(["check"], tmp_path)
    assert "Ran" in done.stderr
    assert sorted(tmp_path.iterdir()) == before
