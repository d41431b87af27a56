"""From `schedule add` to `run --due` to `runs`, with a real blog on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from newscrawl import exits
from newscrawl.demo.server import BlogServer, served
from pipelines.archive import open_archive, schedules

if TYPE_CHECKING:
    from tests.newscrawl.commands.conftest import Tool

LOOPBACK = ("--allow", "127.0.0.0/8", "--delay", "0")
HOME = "https://blog.example/"


@pytest.fixture
def home() -> Iterator[str]:
    with served(BlogServer()) as blog:
        yield f"{blog.origin}/"


def test_what_is_scheduled_is_archived_and_recorded(tool: Tool, tmp_path: Path, home: str) -> None:
    db = ("--db", tmp_path / "보관 100%.db")
    few = ("--limit", "2", "-s", "NEWSCRAWL_WORKERS=1")
    assert (
        tool("schedule", "add", "live", "--url", home, "--every", "6h", *few, *LOOPBACK, *db).code
        == 0
    )
    assert tool("schedule", "add", "shut", "--url", home, "--every", "1d", *db).code == 0
    said = tool("run", "--due", *db)
    assert said.code == exits.NOTHING  # the second may not reach loopback
    assert [row[:2] for row in said.rows] == [["live", "0"], ["shut", "2"]]
    assert len(tool("list", *db).rows) == 2
    assert list((tmp_path / "보관 100%-pages").glob("*.warc.gz"))
    assert tool("db", "check", *db).code == exits.DONE  # the pages are where the archive looks
    shut, live = tool("runs", "--json", *db).json
    assert (live["exit_code"], shut["exit_code"]) == (0, 2)
    assert live["schedule_id"] is not None
    assert live["stats"]["newscrawl/stored/new"] == 2
    assert len(tool("runs", "--schedule", "live", *db).rows) == 1
    assert tool("run", "--due", *db) == (again := tool("run", "--due", *db))
    assert (again.code, again.out) == (exits.DONE, "")
    schedules = tool("schedule", "list", "--json", *db).json
    assert [one["last_exit_code"] for one in schedules] == [0, 2]


def test_a_schedule_rests_wakes_and_goes(tool: Tool, tmp_path: Path) -> None:
    db = ("--db", tmp_path / "archive.db")
    tool("schedule", "add", "kim", "--url", HOME, "--every", "1h30m", *db)
    assert tool("schedule", "disable", "kim", *db).code == exits.DONE
    assert tool("schedule", "list", *db).rows[0][:3] == ["kim", "1h30m", "disabled"]
    assert tool("run", "--due", *db).out == ""
    assert tool("schedule", "enable", "kim", *db).code == exits.DONE
    assert tool("schedule", "list", "--json", *db).json[0]["enabled"] is True
    assert tool("schedule", "remove", "kim", *db).code == exits.DONE
    said = tool("schedule", "list", *db)
    assert (said.code, said.out) == (exits.DONE, "")
    assert "nothing is scheduled" in said.err


def test_a_schedule_that_another_machine_is_at_work_on_is_named(tool: Tool, tmp_path: Path) -> None:
    db = ("--db", tmp_path / "archive.db")
    tool("schedule", "add", "kim", "--url", HOME, "--every", "6h", *db)
    with open_archive(f"sqlite:///{tmp_path / 'archive.db'}") as archive:
        schedules.due(archive, owner="elsewhere")
    said = tool("run", "--due", *db)
    assert (said.code, said.out) == (exits.DONE, "")
    assert "kim: another process is at work on it" in said.err
    assert "free at 20" in said.err
    assert "nothing is due" not in said.err


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["add"], "schedule add NAME"),
        (["add", "x", "--url", HOME], "--every 6h"),
        (["add", "x", "--url", HOME, "--every", "often"], "cannot read 'often'"),
        (["add", "x", "--every", "6h"], "--url URL"),
        (["add", "x", "--url", "nowhere", "--every", "6h"], "no web address"),
        (
            ["add", "x", "--url", HOME, "--every", "6h", "--spider", "blgo"],
            "there is no spider 'blgo'",
        ),
        (["add", "x", "--url", HOME, "--every", "6h", "-a", "limit=few"], "limit=few"),
        (["add", "x", "--url", HOME, "--every", "6h", "-a", "lmit=3"], "did you mean limit"),
        (["add", "x", "--url", HOME, "--every", "6h", "-a", "DELAY=3"], "-s DELAY"),
        (["add", "x", "--url", HOME, "--every", "6h", "-s", "delay=3"], "in capitals"),
        (["add", "x", "--url", HOME, "--every", "6h", "--delay", "fast"], "no number of seconds"),
        (["add", "x", "--url", HOME, "--every", "6h", "-s", "DOWNLOAD_DELAY=fast"], "no number"),
        (
            ["add", "x", "--url", HOME, "--every", "6h", "-s", "NEWSCRAWL_ALOW_NETWORKS=::1"],
            "did you mean NEWSCRAWL_ALLOW_NETWORKS",
        ),
        (
            ["add", "x", "--url", HOME, "--every", "6h", "-s", "NEWSCRAWL_DATABASE_URL=b.db"],
            "name that one with --db",
        ),
        (["remove", "nobody"], "there is no schedule 'nobody'"),
        (["enable"], "which one"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_slip_is_told_when_it_is_made_and_not_at_night(
    words: list[str], hint: str, tool: Tool, tmp_path: Path
) -> None:
    file = tmp_path / "archive.db"
    tool("db", "upgrade", "--db", file)
    said = tool("schedule", *words, "--db", file)
    assert said.code == exits.USAGE
    assert hint in said.err
    assert said.err.count("\n") == 1


def test_a_name_is_taken_once(tool: Tool, tmp_path: Path) -> None:
    words = ("schedule", "add", "kim", "--url", HOME, "--every", "6h", "--db", tmp_path / "a.db")
    assert tool(*words).code == exits.DONE
    said = tool(*words)
    assert said.code == exits.USAGE
    assert "newscrawl schedule remove kim" in said.err


def test_run_says_what_it_can_do(tool: Tool, db: Path) -> None:
    said = tool("run", "--db", db)
    assert said.code == exits.USAGE
    assert "newscrawl run --due" in said.err
    assert tool("run", "--due", "--json", "--db", db).json == []
