"""Kept pages that another user may read are not gone: nothing is judged by them, or dropped."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.archive import open_archive
from pipelines.archive.models import KeptPage, table_of
from pipelines.archive.query import list_posts
from tests.newscrawl.commands.conftest import Tool
from tests.servers.blog import LiveBlog


@pytest.fixture
def pages(tool: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the folder of kept pages of a new archive, which may not be entered."""
    folder = tmp_path / "pages"
    monkeypatch.setenv("NEWSCRAWL_KEEP_FOLDER", str(folder))
    saved = tmp_path / "saved"
    saved.mkdir()
    with LiveBlog() as blog:
        for number, post in enumerate(blog.posts[:3]):
            page = blog.page(post.path).body  # type: ignore[union-attr]
            (saved / f"{number}.html").write_bytes(page)
    assert tool("import", saved, "--db", tmp_path / "a.db").code == 0
    folder.chmod(0)
    yield folder
    folder.chmod(0o755)


@pytest.mark.skipif(sys.platform != "linux", reason="root is kept out by what Linux has alone")
def test_pages_that_may_not_be_read_are_named_and_not_taken_for_lost(
    pages: Path, tmp_path: Path
) -> None:
    database = f"sqlite:///{tmp_path / 'a.db'}"
    with open_archive(database) as archive, archive.reading() as connection:
        post = list_posts(archive)[0]
        kept = connection.execute(table_of(KeptPage).select()).all()
    # No permission stops root, but where it has left this right at home.
    less = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
    for words in (
        ("reread",),
        ("export", "--format", "warc", "--out", tmp_path / "pages.warc"),
        ("backup", tmp_path / "b.db", "--pages", tmp_path / "copied"),
        ("db", "check", "--deep"),
        ("forget", post.url, "--yes"),
    ):
        done = subprocess.run(
            [
                *(less if os.geteuid() == 0 else []),
                *(sys.executable, "-m", "newscrawl", *map(str, words), "--db", database),
            ],
            capture_output=True,
            text=True,
        )
        assert done.returncode == 1, words
        assert f"{pages}/newscrawl-" in done.stderr, words
        assert "cannot write" not in done.stderr
        assert "check its permissions" in done.stderr
    assert not (tmp_path / "pages.warc").exists()
    with open_archive(database) as archive, archive.reading() as connection:
        assert connection.execute(table_of(KeptPage).select()).all() == kept
