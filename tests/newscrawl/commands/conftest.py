"""A real archive with a few posts, made once and copied for each test; the tool run in process."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from newscrawl.__main__ import main
from pipelines.archive import open_archive, runs
from pipelines.archive.writer import write_posts
from pipelines.items import Embed, Evidence, Image, Link, Post
from tests.newscrawl.exports.made import SITE, post_of

RICH = post_of(
    1,
    "첫 글: 표와 목록",
    tags=("속보", "정치"),
    categories=("News",),
    excerpt="짧은 소개",
    body_html="<h2>소제목</h2><ul><li>하나</li></ul><table><tr><td>값</td></tr></table>",
    images=(Image(url="https://img.example/1.png", alt="info 속보", role="lead"),),
    links=(Link(url="https://other.example/", text="링크", rel="dofollow"),),
    embeds=(Embed(url="https://video.example/1", provider="video"),),
    evidence=(
        Evidence(field="title", value="첫 글", reader="title.first_heading", chosen=False),
        Evidence(field="title", value="첫 글: 표와 목록", reader="open_graph.title"),
    ),
)
HOSTILE = post_of(
    2,
    "=cmd|'/c calc'!A1",
    tags=("속보", "@sum"),
    excerpt="\x1b]0;owned\x07tab\there",
    body_text="+1\n\x1b[2Jcleared\u202egnp",
    body_html="<p>+1</p><p>\x1b[2Jcleared</p>",
)
PLAIN = post_of(3, "셋째 글")
OTHER = post_of(4, "Another blog", url="https://other.example/a", site="https://other.example/")
POSTS = [RICH, HOSTILE, PLAIN, OTHER]


@pytest.fixture(scope="session")
def filled_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of an archive with four posts, one of them changed, and three runs: one ended, one under way, one killed."""
    file = tmp_path_factory.mktemp("archive") / "filled.db"
    with open_archive(f"sqlite:///{file}") as archive:
        run = runs.begin_run(archive, spider="blog", site=SITE, args={"url": SITE})
        result = write_posts(archive, POSTS, run_id=run)
        assert not result.rejected
        later = post_of(3, "셋째 글, 고침", seen=datetime(2026, 3, 20, tzinfo=UTC))
        write_posts(archive, [later], run_id=run)
        stats = {
            "newscrawl/stored/new": 4,
            "newscrawl/stored/changed": 1,
            "newscrawl/failed/404": 2,
        }
        runs.end_run(archive, run, exit_code=0, reason="done", stats=stats)
        runs.begin_run(archive, spider="feed", site="https://other.example/", args={})
        killed = runs.begin_run(archive, spider="pages", site="https://third.example/", args={})
    with closing(sqlite3.connect(file)) as connection:
        long_ago = "2026-03-21 09:00:00.000000"
        connection.execute(
            "UPDATE run SET started_at = ?, updated_at = ? WHERE id = ?",
            (long_ago, long_ago, killed),
        )
        connection.commit()
    return file


@pytest.fixture
def a_post() -> Callable[..., Post]:
    """Give the function that makes a post."""
    return post_of


@pytest.fixture
def db(filled_archive: Path, tmp_path: Path) -> Path:
    """Return a copy of the filled archive that the test may change."""
    return Path(shutil.copy(filled_archive, tmp_path / "archive.db"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def rows(self) -> list[list[str]]:
        return [line.split("\t") for line in self.out.splitlines()]


Tool = Callable[..., Said]


@pytest.fixture
def tool(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Tool:
    """Return the tool as a function: words in, exit code and output back."""
    monkeypatch.delenv("NEWSCRAWL_DATABASE_URL", raising=False)

    def run(*words: object) -> Said:
        capsys.readouterr()
        code = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return Said(code=code, out=out, err=err)

    return run
