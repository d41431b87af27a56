"""`newscrawl links`: what it prints for people and programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newscrawl import exits
from pipelines.archive import open_archive
from pipelines.archive.writer import write_posts
from pipelines.items import Link

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipelines.items import Post
    from tests.newscrawl.commands.conftest import Tool

BARE = Link(url="https://promo.example/", text="promo\ttext", rel="nofollow", kind="bare")


@pytest.fixture
def linked(tmp_path: Path, a_post: Callable[..., Post]) -> Path:
    """Return an archive of three posts on two blogs that end in one link."""
    file = tmp_path / "links.db"
    with open_archive(f"sqlite:///{file}") as archive:
        posts = [a_post(n, f"글 {n}", links=(BARE,)) for n in (1, 2)]
        other = {"url": "https://other.example/3", "site": "https://other.example/"}
        posts.append(a_post(3, "글 3", links=(BARE,), **other))
        assert not write_posts(archive, posts).rejected
    return file


def test_who_links_to_a_host_is_told_by_lines_and_json(tool: Tool, linked: Path) -> None:
    said = tool("links", "--to", "promo.example", "--db", linked)
    assert [row[2:4] for row in said.rows] == [["bare", "nofollow"]] * 3
    assert said.rows[0][4] == "https://blog.example/2026/1"
    assert said.rows[0][6] == "promo text"
    (first,) = tool("links", "--to", "promo.example", "--limit", 1, "--json", "--db", linked).json
    assert (first["post_url"], first["target_post_id"]) == ("https://blog.example/2026/1", None)


def test_links_are_counted(tool: Tool, linked: Path) -> None:
    rows = tool("links", "--to", "promo.example", "--by-month", "--db", linked).rows
    assert rows[0][:5] == ["2026-03", "3", "3", "2", "100%"]
    rows = tool("links", "--hosts", "--from", "other.example", "--db", linked).rows
    assert [row[:2] for row in rows] == [["promo.example", "1"]]
    assert tool("links", "--hosts", "--json", "--db", linked).json[0]["nofollow_share"] == 1.0


def test_networks_name_their_blogs_the_earliest_first(tool: Tool, linked: Path) -> None:
    rows = tool("links", "--networks", "--db", linked).rows
    assert rows[0] == ["https://promo.example/", "2", "3"]
    assert [row[1] for row in rows[1:]] == ["https://blog.example/", "https://other.example/"]
    (network,) = tool("links", "--networks", "--json", "--db", linked).json
    assert len(network["blogs"]) == 2


def test_a_post_is_named_by_number_or_address(tool: Tool, linked: Path) -> None:
    by_number = tool("links", "--from", 1, "--db", linked)
    assert len(by_number.rows) == 1
    address = "https://blog.example/2026/1"
    assert tool("links", "--from", address, "--db", linked).out == by_number.out


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--networks", "--to", "x.example"),
        ("--hosts", "--to", "x.example"),
        ("--from", "999"),
        ("--from", "nobody.example"),
        ("--from", "1", "--hosts"),
        ("--from", "1", "--to", "x.example"),
    ],
    ids=" ".join,
)
def test_what_makes_no_question_is_one_line(
    words: tuple[str, ...], tool: Tool, linked: Path
) -> None:
    said = tool("links", *words, "--db", linked)
    assert (said.code, said.out) == (exits.USAGE, "")
    assert said.err.count("\n") == 1
