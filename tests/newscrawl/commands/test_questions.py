"""The verbs that ask the archive: what they say, to people and to programs."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from newscrawl import exits
from pipelines.archive import open_archive
from pipelines.archive.query import find_post
from pipelines.archive.writer import write_posts
from pipelines.file_address import sqlite_url
from pipelines.record import RECORD_KEYS, REVISION_KEYS

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelines.items import Post
    from tests.newscrawl.commands.conftest import Tool

SITE = "https://blog.example/"
QUESTIONS = [
    ("list",),
    ("search", "북핵"),
    ("export",),
    ("stats",),
    ("runs",),
    ("runs", "--since", "1d"),
    ("coverage",),
    ("show", "1"),
    ("diff", "1"),
    ("changes",),
    ("links", "--hosts"),
    ("duplicates",),
    ("db", "check"),
    ("schedule", "list"),
    ("run", "--due"),
]


@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
def test_a_database_that_is_not_there_is_an_error_and_stays_so(
    words: tuple[str, ...], tool: Tool, tmp_path: Path
) -> None:
    file = tmp_path / "typo.db"
    said = tool(*words, "--db", file)
    assert said.code == exits.DATABASE
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert str(file) in said.err
    assert "--db" in said.err
    assert not file.exists()


@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
def test_a_file_that_is_no_database_is_told_in_one_line(
    words: tuple[str, ...], tool: Tool, tmp_path: Path
) -> None:
    file = tmp_path / "letter.db"
    file.write_text("Dear reader, " * 500)
    said = tool(*words, "--db", file)
    assert said.code == exits.DATABASE
    assert said.err.count("\n") == 1
    assert file.read_text().startswith("Dear reader")


@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
def test_an_empty_file_is_no_archive_until_it_is_upgraded(
    words: tuple[str, ...], tool: Tool, tmp_path: Path
) -> None:
    file = tmp_path / "empty.db"
    file.touch()
    said = tool(*words, "--db", file)
    assert said.code == exits.DATABASE
    assert "newscrawl db upgrade" in said.err


def test_a_password_is_never_shown(tool: Tool) -> None:
    said = tool("list", "--db", "postgresql://me:s3cret@127.0.0.1:1/archive")
    assert said.code == exits.DATABASE
    assert "s3cret" not in said.err


def test_the_environment_names_the_database_and_the_line_overrules_it(
    tool: Tool, db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSCRAWL_DATABASE_URL", f"sqlite:///{db}")
    assert len(tool("list").rows) == 4
    assert tool("list", "--db", tmp_path / "other.db").code == exits.DATABASE


def test_list_gives_plain_fields_newest_first(tool: Tool, db: Path) -> None:
    rows = tool("list", "--db", db).rows
    assert [row[2] for row in rows] == [
        "Another blog",
        "셋째 글, 고침",
        "=cmd|'/c calc'!A1",
        "첫 글: 표와 목록",
    ]
    assert rows[3][1] == "2026-03-01T09:30:00+09:00"
    assert rows[3][3] == f"{SITE}2026/1"


@pytest.mark.parametrize(
    ("choice", "titles"),
    [
        (["--site", SITE], ["셋째 글, 고침", "=cmd|'/c calc'!A1", "첫 글: 표와 목록"]),
        (["--site", "other.example"], ["Another blog"]),
        (["--tag", "정치"], ["첫 글: 표와 목록"]),
        (["--since", "2026-03-03"], ["Another blog", "셋째 글, 고침"]),
        (["--until", "2026-03-01"], ["첫 글: 표와 목록"]),
        (["--since", "2026-03-02", "--until", "2026-03-02"], ["=cmd|'/c calc'!A1"]),
        (["--limit", "1"], ["Another blog"]),
    ],
)
def test_the_same_choice_works_for_list_and_export(
    choice: list[str], titles: list[str], tool: Tool, db: Path
) -> None:
    assert [post["title"] for post in tool("list", "--json", "--db", db, *choice).json] == titles
    lines = tool("export", "--db", db, *choice).out.splitlines()
    assert [json.loads(line)["title"] for line in lines] == titles


def test_a_list_that_is_cut_says_so_beside_the_output(tool: Tool, db: Path) -> None:
    said = tool("list", "--limit", "2", "--db", db)
    assert len(said.rows) == 2
    assert "--limit 0 shows all" in said.err
    assert tool("list", "--limit", "4", "--db", db).err == ""


def test_nothing_found_is_said_and_is_no_error(tool: Tool, db: Path) -> None:
    for words in (["list"], ["export"]):
        said = tool(*words, "--tag", "없음", "--db", db)
        assert (said.code, said.out) == (exits.DONE, "")
        assert "no post fits" in said.err
    assert tool("list", "--json", "--tag", "없음", "--db", db).json == []


def test_export_gives_the_one_record(tool: Tool, db: Path) -> None:
    lines = tool("export", "--db", db).out.splitlines()
    first = json.loads(lines[-1])
    assert tuple(first) == RECORD_KEYS
    assert first["tags"] == ["속보", "정치"]
    assert first["lead_image"] == "https://img.example/1.png"
    assert first["links"] == [{"url": "https://other.example/", "text": "링크", "rel": "dofollow"}]
    assert "속보" in lines[-1]  # as it is, not as \uXXXX


def test_export_gives_every_revision_and_import_takes_the_history_back(
    tool: Tool, db: Path, tmp_path: Path
) -> None:
    file, other = tmp_path / "history.jsonl", tmp_path / "other.db"
    assert tool("export", "--revisions", "-o", file, "--db", db).err == (
        f"5 revisions written to {file}\n"
    )
    records = [json.loads(line) for line in file.read_text().splitlines()]
    assert all(tuple(one) == (*RECORD_KEYS, *REVISION_KEYS) for one in records)
    first, second = (one for one in records if one["post"] == 3)
    told = tool("show", 3, "--revisions", "--json", "--db", db).json
    names = ("revision", "seen_at", "title", "content_hash")
    assert [[one[name] for name in names] for one in (first, second)] == [
        [line[name] for name in names] for line in told
    ]
    # An older text was there when it was read; when the post was seen last, another was.
    assert first["last_seen"] == first["seen_at"] < second["last_seen"]
    assert (
        tool("show", 3, "--revision", "1", "--json", "--db", db).json["last_seen"]
        == (first["last_seen"])
    )
    assert tool("import", file, "--db", other).code == exits.DONE
    again = tool("show", first["url"], "--revisions", "--json", "--db", other).json
    assert [(line["title"], line["kind"]) for line in again] == [
        (line["title"], line["kind"]) for line in told
    ]
    rows = list(
        csv.DictReader(
            io.StringIO(tool("export", "--format", "csv", "--revisions", "--db", db).out)
        )
    )
    assert [row["revision"] for row in rows if row["post"] == "3"] == ["1", "2"]
    cited = tool("export", "--format", "csl", "--revisions", "--db", db).json
    assert {"post-3-revision-1", "post-3-revision-2"} < {one["id"] for one in cited}
    for name, hint in (("atom", "jsonl, csv"), ("warc", "without --revisions")):
        refused = tool("export", "--format", name, "--revisions", "--db", db)
        assert (refused.code, hint in refused.err) == (exits.USAGE, True)


def test_a_history_with_several_readings_of_one_page_is_imported_once(
    tool: Tool, db: Path, tmp_path: Path
) -> None:
    file, other = tmp_path / "history.jsonl", tmp_path / "other.db"
    with open_archive(sqlite_url(db)) as archive:
        held = find_post(archive, 3)
        assert held is not None
        write_posts(archive, [replace(held.post, body_text="다시 읽은 글입니다.")])
    tool("export", "--revisions", "-o", file, "--db", db)
    assert "new" in tool("import", file, "--db", other).err
    assert tool("import", file, "--db", other).err.startswith("6 pages and records: 6 same")


def test_one_post_is_exported_by_its_number_or_address(
    tool: Tool, db: Path, tmp_path: Path
) -> None:
    third = f"{SITE}2026/3"
    for words in (["--post", 3], ["--post", third], ["--post", 3, "--words", "글"]):
        lines = tool("export", *words, "--db", db).out.splitlines()
        assert [json.loads(line)["url"] for line in lines] == [third], words
    smaller = tmp_path / "one.db"
    assert tool("export", "--format", "sqlite", "--post", 3, "-o", smaller, "--db", db).code == 0
    assert len(tool("list", "--db", smaller).rows) == 1
    missing = tool("export", "--post", 99, "--db", db)
    assert (missing.code, "holds no post" in missing.err) == (exits.USAGE, True)


def test_csv_can_be_read_back_and_runs_no_formula(tool: Tool, db: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(tool("export", "--format", "csv", "--db", db).out)))
    assert tuple(rows[0]) == RECORD_KEYS
    hostile, rich = rows[2], rows[3]
    assert hostile["title"] == "'=cmd|'/c calc'!A1"
    assert hostile["body_text"].startswith("'+1\n")
    assert hostile["tags"] == "속보 | @sum"
    assert rich["tags"] == "속보 | 정치"
    assert json.loads(rich["images"])[0]["alt"] == "info 속보"
    for row in rows:
        for cell in row.values():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_of_two_formats_none_is_chosen_in_silence(tool: Tool, db: Path) -> None:
    said = tool("export", "--json", "--format", "csv", "--db", db)
    assert (said.code, said.out) == (exits.USAGE, "")
    assert "--json is --format jsonl, not csv" in said.err
    assert tool("export", "--json", "--format", "jsonl", "--db", db).out


def test_csv_begins_with_a_byte_order_mark_when_asked(tool: Tool, db: Path) -> None:
    assert tool("export", "--format", "csv", "--bom", "--db", db).out.startswith("\ufeffurl,")


@pytest.mark.parametrize("name", ["posts.jsonl", "posts.jsonl.gz"])
def test_a_file_appears_whole(name: str, tool: Tool, db: Path, tmp_path: Path) -> None:
    file = tmp_path / "out" / name
    said = tool("export", "-o", file, "--db", db)
    assert said.code == exits.USAGE
    assert str(file) in said.err
    file.parent.mkdir()
    said = tool("export", "-o", file, "--db", db)
    assert said.code == exits.DONE
    assert "4 posts written" in said.err
    raw = file.read_bytes()
    text = (gzip.decompress(raw) if name.endswith(".gz") else raw).decode()
    assert len(text.splitlines()) == 4
    assert os.listdir(file.parent) == [name]


@pytest.mark.parametrize(
    ("pipe", "code", "complaint"),
    [
        ("| head -c 10 > {kept}", exits.DONE, ""),
        (">&- 2> {kept}", exits.DONE, ""),
        ("> /dev/full", exits.USAGE, "newscrawl export: No space left on device"),
    ],
)
def test_an_output_that_ends_early_is_met_with_calm(
    pipe: str, code: int, complaint: str, db: Path, tmp_path: Path
) -> None:
    pipe = pipe.format(kept=tmp_path / "kept")
    line = f"{sys.executable} -m newscrawl export --db {db} {pipe}; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", line],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[3],
    )
    assert done.returncode == code
    assert done.stderr.startswith(complaint)
    assert done.stderr.count("\n") == (1 if complaint else 0)


@pytest.mark.parametrize(
    ("since", "code"),
    [
        ("0001-01-01", exits.DONE),
        ("9999d", exits.DONE),
        ("0001-01-01T00:00+14:00", exits.USAGE),
        ("2026-02-30", exits.USAGE),
        ("２０２６-01-01", exits.USAGE),
    ],
)
def test_dates_at_the_edge_of_time_are_taken_or_refused(
    since: str, code: int, tool: Tool, db: Path
) -> None:
    said = tool("list", "--since", since, "--until", "9999-12-31", "--db", db)
    assert said.code == code
    assert said.err.count("\n") == (1 if code else 0)


def test_show_finds_a_post_by_number_and_by_address(tool: Tool, db: Path) -> None:
    number = tool("list", "--tag", "정치", "--db", db).rows[0][0]
    by_number = tool("show", number, "--db", db)
    assert by_number.code == exits.DONE
    assert by_number.out == tool("show", f"{SITE}2026/1?utm_source=x", "--db", db).out
    assert "title: 첫 글: 표와 목록" in by_number.out
    assert "published: 2026-03-01T09:30:00+09:00" in by_number.out


def test_show_says_that_a_post_is_gone_or_moved_since(tool: Tool, db: Path) -> None:
    assert "state: " not in tool("show", 1, "--db", db).out
    with closing(sqlite3.connect(db)) as connection:
        connection.execute(
            "UPDATE post SET state = 'gone', state_since = '2026-04-01 09:00:00.000000', "
            "url = 'https://blog.example/moved' WHERE id = 1"
        )
        connection.commit()
    lines = tool("show", 1, "--db", db).out.splitlines()
    assert "now at: https://blog.example/moved" in lines
    assert "state: gone since 2026-04-01T09:00:00+00:00" in lines
    proof = {"reason": "410", "times": 3, "last_at": "2026-05-01T09:00:00+00:00"}
    with closing(sqlite3.connect(db)) as connection:
        connection.execute(
            "INSERT INTO post_change (post_id, kind, at, summary) VALUES (1, 'gone', ?, ?)",
            ("2026-04-01 09:00:00.000000", json.dumps(proof)),
        )
        connection.commit()
    assert (
        "state: gone since 2026-04-01T09:00:00+00:00 (410), found so 3 times, "
        "last at 2026-05-01T09:00:00+00:00"
    ) in tool("show", 1, "--db", db).out.splitlines()
    (record,) = map(json.loads, tool("export", "--tag", "정치", "--db", db).out.splitlines())
    assert record["canonical_url"] == "https://blog.example/moved"
    assert record["url"] == f"{SITE}2026/1"


def test_no_post_steers_the_terminal_even_if_its_row_was_tampered_with(
    tool: Tool, db: Path
) -> None:
    with closing(sqlite3.connect(db)) as connection:
        connection.execute(
            "UPDATE revision SET title = ?, body_text = ?",
            ("\x1b]0;owned\x07tab\there", "+1\n\x1b[2Jcleared\u202egnp"),
        )
        connection.commit()
    for words in (["list"], ["show", f"{SITE}2026/2"]):
        said = tool(*words, "--db", db).out
        assert "\x1b" not in said
        assert "\u202e" not in said
        assert "\\x1b]0;owned\\x07tab here" in said


def test_show_gives_other_sides_of_a_post(tool: Tool, db: Path) -> None:
    first = f"{SITE}2026/1"
    assert tuple(tool("show", first, "--json", "--db", db).json) == RECORD_KEYS
    assert "<h2>소제목</h2>" in tool("show", first, "--html", "--db", db).out
    assert tool("show", first, "--evidence", "--db", db).rows == [
        ["*", "title", "open_graph.title", "1.00", "첫 글: 표와 목록"],
        ["!", "title", "title.first_heading", "1.00", "첫 글"],
    ]
    said = tool("show", first, "--evidence", "--json", "--db", db).json
    assert [one["chosen"] for one in said] == [True, False]
    assert [one["conflicts"] for one in said] == [False, True]


def test_show_gives_revisions_and_an_old_one_whole(tool: Tool, db: Path) -> None:
    third = f"{SITE}2026/3"
    rows = tool("show", third, "--revisions", "--db", db).rows
    assert [row[0] for row in rows] == ["1", "2"]
    assert "title" in rows[1][3]
    # One edit bears one name, wherever it is told.
    fed = [row for row in tool("changes", "--db", db).rows if row[3:5] == ["3", "2"]]
    assert [row[2] for row in rows] == ["new", fed[0][2]]
    missing = tool("show", third, "--revision", "7", "--db", db)
    assert (missing.code, "--revisions" in missing.err) == (exits.USAGE, True)
    revisions = tool("show", third, "--revisions", "--json", "--db", db).json
    assert [one["title"] for one in revisions] == ["셋째 글", "셋째 글, 고침"]
    assert tool("show", third, "--revision", "1", "--json", "--db", db).json["title"] == "셋째 글"


@pytest.mark.parametrize("which", ["999", "https://blog.example/none", "nonsense", "9" * 30])
def test_show_of_what_is_not_there_is_one_line_and_code_1(which: str, tool: Tool, db: Path) -> None:
    said = tool("show", which, "--db", db)
    assert (said.code, said.out) == (exits.USAGE, "")
    assert "newscrawl list" in said.err
    assert said.err.count("\n") == 1


def test_stats_are_figures(tool: Tool, db: Path) -> None:
    figures = tool("stats", "--json", "--db", db).json
    assert (figures["posts"], figures["revisions"], figures["sites"]) == (4, 5, 2)
    rows = tool("stats", "--db", db).rows
    assert ["posts", "4"] in rows
    blogs = [row for row in rows if row[0] == "site"]
    assert [(row[1], row[-1]) for row in blogs] == [("3", SITE), ("1", "https://other.example/")]


def test_runs_are_told_with_their_ends(tool: Tool, db: Path) -> None:
    with closing(sqlite3.connect(db)) as connection:
        # However long ago the archive was made.
        now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
        connection.execute("UPDATE run SET updated_at = ? WHERE spider = 'feed'", (now,))
        connection.commit()
    killed, living, ended = tool("runs", "--db", db).rows
    assert killed[4:6] == ["pages", "https://third.example/"]
    assert killed[-1] == "killed: no sign of life since 2026-03-21T09:00:00+00:00"
    assert (living[3], living[-1]) == ("", "under way")
    assert ended[3] == "0"
    assert ended[6:] == ["4", "1", "0", "2", "done"]
    # Its number was given to another, as after a start of the machine.
    at = (datetime.now(UTC) - timedelta(seconds=1)).strftime("%Y-%m-%d %H:%M:%S.%f")
    with subprocess.Popen(["sleep", "60"]) as another, closing(sqlite3.connect(db)) as connection:
        told = {}
        for process in (os.getpid(), another.pid):
            connection.execute(
                "UPDATE run SET updated_at = ?, process = ? WHERE spider = 'feed'", (at, process)
            )
            connection.commit()
            told[process] = tool("runs", "--db", db).rows[1][-1][:9]
        another.kill()
    assert told == {os.getpid(): "under way", another.pid: "killed: n"}
    # As a shell writes it for a variable that is not set.
    assert "no schedule ''" in tool("runs", "--schedule", "", "--db", db).err
    _, newest, oldest = tool("runs", "--json", "--db", db).json
    assert newest["ended"] is None
    assert oldest["stats"]["newscrawl/failed/404"] == 2


def test_db_upgrade_makes_a_database_and_check_confirms_it(tool: Tool, tmp_path: Path) -> None:
    file = tmp_path / "new.db"
    for _ in range(2):
        assert tool("db", "upgrade", "--db", file).code == exits.DONE
    assert tool("db", "check", "--json", "--db", file).json["version"]


def test_every_question_is_answered_on_every_database(
    tool: Tool, database: str, a_post: Callable[..., Post]
) -> None:
    post = a_post(1, "첫 글 😀", tags=("속보",))
    with open_archive(database) as archive:
        assert not write_posts(archive, [post]).rejected
    db = ("--db", database)
    number = tool("list", *db).rows[0][0]
    assert tool("show", number, "--json", *db).json["title"] == "첫 글 😀"
    assert tool("show", number, "--evidence", "--revisions", *db).code == exits.USAGE
    assert tool("show", number, "--revisions", *db).rows[0][0] == "1"
    assert json.loads(tool("export", "--tag", "속보", *db).out)["tags"] == ["속보"]
    assert tool("stats", "--json", *db).json["posts"] == 1
    assert tool("runs", *db).code == exits.DONE
    assert tool("coverage", SITE, *db).code in (exits.DONE, exits.USAGE)
    every = tool("coverage", SITE, "--addresses", *db)
    assert (every.out, every.err.strip()) == ("", "every address that was found is held")
    assert tool("coverage", "--addresses", *db).code == exits.USAGE
    assert tool("db", "check", *db).code == exits.DONE
    words = ("--url", SITE, "--every", "6h", "--first", "2999-01-01")
    assert tool("schedule", "add", "kim", *words, *db).code == exits.DONE
    assert tool("schedule", "list", *db).rows[0][2] == "2999-01-01T00:00:00+00:00"
    assert tool("run", "--due", *db).out == ""
    assert tool("schedule", "remove", "kim", *db).code == exits.DONE


def test_show_on_a_day_is_what_was_seen_last_until_then(tool: Tool, db: Path) -> None:
    lines = tool("show", 3, "--revisions", "--json", "--db", db).json
    before = tool("show", 3, "--on", "2026-03-19", "--json", "--db", db)
    assert before.json["title"] == "셋째 글"
    assert f"read at {lines[0]['seen_at'][:19]}" in before.err
    assert "the next one was read at 2026-03-20T" in before.err
    now = tool("show", 3, "--on", "2026-03-20", "--json", "--db", db)
    assert now.json["title"] == "셋째 글, 고침"
    assert "it still stands, seen last at 2026-03-20T" in now.err
    for words in (["--on", "2020-01-01"], ["--on", "2026-03-19", "--revision", "1"]):
        assert tool("show", 3, *words, "--db", db).code == exits.USAGE
