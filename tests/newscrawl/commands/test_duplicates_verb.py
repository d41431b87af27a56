"""`newscrawl duplicates`: what it prints for people and programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newscrawl import exits
from pipelines.archive import open_archive
from pipelines.archive.writer import write_posts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipelines.items import Post
    from tests.newscrawl.commands.conftest import Tool

TEXT = "한미동맹에 대한 초당적 지지와 긴밀한 협력을 강조하였다고 대통령실이 밝혔다. " * 3


@pytest.fixture
def copied(tmp_path: Path, a_post: Callable[..., Post]) -> Path:
    """Return an archive of three posts, two of which are copies."""
    file = tmp_path / "copied.db"
    with open_archive(f"sqlite:///{file}") as archive:
        other = {"url": "https://other.example/3", "site": "https://other.example/"}
        posts = [
            a_post(1, "원본", body_text=TEXT),
            a_post(2, "다른 글"),
            a_post(3, "복사", body_text=TEXT, **other),
        ]
        assert not write_posts(archive, posts).rejected
    return file


def test_copies_are_found_and_then_shown(tool: Tool, copied: Path) -> None:
    said = tool("duplicates", "--db", copied)
    assert (said.code, said.out) == (exits.DONE, "")
    assert "3 posts were not looked at yet: newscrawl duplicates --find" in said.err
    said = tool("duplicates", "--find", "--db", copied)
    assert "3 posts looked at" in said.err
    assert [row[1] for row in said.rows] == ["1.00", "1.00"]
    assert [row[4] for row in said.rows] == ["원본", "복사"]
    again = tool("duplicates", "--across", "--db", copied)
    assert (again.out, again.err) == (said.out, "")


def test_the_cluster_of_one_post_is_told_as_json(tool: Tool, copied: Path) -> None:
    tool("duplicates", "--find", "--db", copied)
    (cluster,) = tool(
        "duplicates", "--post", "https://other.example/3", "--json", "--db", copied
    ).json
    assert cluster["sites"] == 2
    assert [post["title"] for post in cluster["posts"]] == ["원본", "복사"]
    assert tool("duplicates", "--post", 2, "--json", "--db", copied).json == []


@pytest.mark.parametrize("words", [("--post", "99"), ("--post", "1", "--across")], ids=" ".join)
def test_what_makes_no_question_is_one_line(
    words: tuple[str, ...], tool: Tool, copied: Path
) -> None:
    said = tool("duplicates", *words, "--db", copied)
    assert (said.code, said.out) == (exits.USAGE, "")
    assert said.err.count("\n") == 1
