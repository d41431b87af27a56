"""The edit feed as a person and a program get it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl import exits

if TYPE_CHECKING:
    from pathlib import Path

    from tests.newscrawl.commands.conftest import Tool


def test_changes_come_in_order_and_tell_the_cursor(tool: Tool, db: Path) -> None:
    said = tool("changes", "--db", db)
    assert [row[2] for row in said.rows] == ["new"] * 4 + ["silent"]
    assert said.rows[-1][5:7] == ["title, body", "셋째 글, 고침"]
    assert f"--since {said.rows[-1][0]}" in said.err


def test_a_cursor_goes_on_where_the_last_page_ended(tool: Tool, db: Path) -> None:
    seen, cursor, more = [], 0, True
    while more:
        page = tool("changes", "--since", cursor, "--limit", 2, "--json", "--db", db).json
        seen += [change["id"] for change in page["changes"]]
        cursor, more = page["cursor"], page["more"]
    assert seen == sorted(set(seen))
    assert len(seen) == 5
    after = tool("changes", "--since", cursor, "--json", "--db", db).json
    assert after == {"changes": [], "cursor": cursor, "more": False}


def test_changes_of_one_blog_or_since_a_day(tool: Tool, db: Path) -> None:
    other = tool("changes", "--site", "other.example", "--json", "--db", db).json
    assert [change["title"] for change in other["changes"]] == ["Another blog"]
    late = tool("changes", "--since", "2026-03-10", "--db", db).rows
    assert [row[2] for row in late] == ["silent"]
    early = tool("changes", "--since", "2026-02", "--until", "2026-03-19", "--db", db).rows
    assert {row[2] for row in early} == {"new"}
    nobody = tool("changes", "--site", "nobody.example", "--db", db)
    assert (nobody.code, nobody.out) == (exits.USAGE, "")
    assert "no blog nobody.example; it has: " in nobody.err


def test_a_cursor_that_is_none_is_told(tool: Tool, db: Path) -> None:
    said = tool("changes", "--since", "yesterday", "--db", db)
    assert (said.code, said.err.count("\n")) == (exits.USAGE, 1)
