"""The public Python face: small, lazy, and no larger than it says."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

import newscrawl
from pipelines.items import Fetch, Page

ROOT = Path(newscrawl.__file__).parents[1]


def test_what_is_visible_is_what_is_promised() -> None:
    assert sorted(newscrawl.__all__) == ["__version__", "open_archive", "read_post"]
    assert dir(newscrawl) == sorted(newscrawl.__all__)
    with pytest.raises(AttributeError, match="read_posts"):
        newscrawl.read_posts  # noqa: B018


def test_nothing_heavy_is_loaded_before_it_is_used() -> None:
    code = (
        "import sys, newscrawl\n"
        "heavy = {'scrapy', 'sqlalchemy', 'lxml', 'pipelines.items'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
        "newscrawl.read_post\n"
        "heavy = {'scrapy', 'twisted', 'sqlalchemy'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr


def test_a_page_is_read_in_three_lines() -> None:
    url = "https://blog.example/1"
    fetch = Fetch(url=url, final_url=url, fetched_at=datetime(2026, 3, 1, tzinfo=UTC))
    body = "<title>봄</title><article><h1>봄</h1><p>봄이 왔습니다.</p></article>".encode()
    post = newscrawl.read_post(Page(fetch=fetch, body=body, site="https://blog.example/"))
    assert post.title == "봄"


def test_an_archive_is_opened_and_closed(tmp_path: Path) -> None:
    with newscrawl.open_archive(f"sqlite:///{tmp_path / 'archive.db'}") as archive:
        assert "archive.db" in archive.url
