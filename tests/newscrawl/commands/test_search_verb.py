"""`newscrawl search`: what it prints for people and programs, and how it pages."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from newscrawl import exits

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipelines.items import Post
    from tests.newscrawl.commands.conftest import Tool

from pipelines.archive import open_archive
from pipelines.archive.writer import write_posts


@pytest.fixture
def news(tmp_path: Path, a_post: Callable[..., Post]) -> Path:
    """Return an archive of twelve posts about one thing, the last of them hostile."""
    file = tmp_path / "news.db"
    with open_archive(f"sqlite:///{file}") as archive:
        posts = [a_post(n, f"북핵 {n}", body_text="한미동맹\n강화") for n in range(1, 12)]
        posts.append(a_post(12, "\x9b2J핵 \u202e", body_text="앞\t\x1b[2J북핵\r\n뒤"))
        assert not write_posts(archive, posts).rejected
    return file


def test_plain_lines_are_number_time_title_address_and_text(tool: Tool, news: Path) -> None:
    said = tool("search", "동맹 -핵1", "--limit", 2, "--db", news)
    assert said.code == exits.DONE
    assert [len(row) for row in said.rows] == [5, 5]
    assert all(row[4] == "한미«동맹» 강화" for row in said.rows)
    assert re.fullmatch(r"there is more: --after [tb][0-9a-f]+\n", said.err)


def test_pages_join_to_the_whole(tool: Tool, news: Path) -> None:
    whole = tool("search", "핵", "--limit", 0, "--db", news)
    assert whole.err == ""
    rows = []
    more = ["--db", news]
    while True:
        said = tool("search", "핵", "--limit", 5, *more)
        rows += said.rows
        if not said.err:
            break
        more = ["--after", said.err.split()[-1], "--db", news]
    assert rows == whole.rows
    assert len(rows) == 12


def test_json_tells_where_the_matches_are(tool: Tool, news: Path) -> None:
    hits = tool("search", "동맹 북핵", "--json", "--limit", 3, "--db", news).json
    for hit in hits:
        assert [hit["title"][start:end] for start, end in hit["title_matches"]] == ["북핵"]
        assert [hit["snippet"][start:end] for start, end in hit["snippet_matches"]] == ["동맹"]
    after = tool("search", "동맹 북핵", "--json", "--after", hits[0]["cursor"], "--db", news).json
    assert after[:2] == hits[1:]


def test_no_post_steers_the_terminal(tool: Tool, news: Path) -> None:
    said = tool("search", "북핵", "--limit", 0, "--db", news)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", said.out.replace("\t", ""))
    assert len(said.rows) == 12


def test_words_may_come_as_several_arguments_and_in_any_case(tool: Tool, news: Path) -> None:
    said = tool("search", "한미동맹", "강화", "--since", "2000-01", "--db", news)
    assert len(said.rows) == 11
    assert tool("search", "ＨＡＮ", "--db", news).out == ""


def test_a_word_with_a_minus_is_left_out_without_any_quotes(tool: Tool, news: Path) -> None:
    quoted = tool("search", "동맹 -10 -11", "--limit", 0, "--db", news)
    assert len(quoted.rows) == 9
    for line in (("동맹", "-10", "-11"), ("-10", "동맹", "-11")):
        assert tool("search", *line, "--limit", 0, "--db", news).rows == quoted.rows
    assert "usage:" in tool("search", "동맹", "-h").out


@pytest.mark.parametrize(
    "words",
    [
        ("!!!",),
        ("",),
        ("--", "-북핵"),
        ("-북핵",),
        ("북핵", "--after", "yesterday"),
        ("북핵", "--limit", "x"),
    ],
)
def test_what_cannot_be_searched_for_is_told_in_one_line(
    tool: Tool, news: Path, words: tuple[str, ...]
) -> None:
    said = tool("search", "--db", news, *words)
    assert said.code == exits.USAGE
    assert said.out == ""
    assert said.err.count("\n") == 1


def test_nothing_found_is_no_error(tool: Tool, news: Path) -> None:
    said = tool("search", "없는말", "--db", news)
    assert (said.code, said.out) == (exits.DONE, "")
    assert said.err.startswith("no post fits")
    assert tool("search", "없는말", "--json", "--db", news).json == []


def test_a_month_may_bound_the_time(tool: Tool, news: Path) -> None:
    def found(*words: str) -> int:
        return len(tool("search", "핵", "--limit", "0", *words, "--db", news).rows)

    published = tool("search", "핵", "--limit", 1, "--db", news).rows[0][1]
    month = published[:7]
    assert found("--since", month, "--until", month) == 12
    assert found("--until", "1999-12") == 0
    assert tool("search", "핵", "--since", "2024-13", "--db", news).code == exits.USAGE


def test_an_upgrade_indexes_what_search_does_not_know(tool: Tool, news: Path) -> None:
    with closing(sqlite3.connect(news)) as connection:
        connection.execute("DELETE FROM search_entry WHERE post_id > 4")
        connection.commit()
    assert len(tool("search", "핵", "--db", news).rows) == 4
    said = tool("db", "upgrade", "--db", news)
    assert said.err == "8 posts that search did not know are indexed now\n"
    assert tool("db", "upgrade", "--db", news).err == ""
    assert len(tool("search", "핵", "--db", news).rows) == 12
