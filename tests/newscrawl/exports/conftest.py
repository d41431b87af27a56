"""A real archive with three posts of two blogs."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.archive import open_archive
from pipelines.archive.writer import write_posts
from tests.newscrawl.exports.made import post_of


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """Return the file of an archive."""
    file = tmp_path / "filled.db"
    posts = [
        post_of(1, "첫 글", tags=("속보", "정치")),
        post_of(2, "둘째 글", tags=("속보",)),
        post_of(
            4,
            "Another blog",
            url="https://other.example/a",
            site="https://other.example/",
            authors=("Kim",),
            language="en",
        ),
    ]
    with open_archive(f"sqlite:///{file}") as archive:
        assert not write_posts(archive, posts).rejected
    return file
