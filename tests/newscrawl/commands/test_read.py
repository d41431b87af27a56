"""Saved pages to JSON: one by one, or line by line with an answer for every line."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from newscrawl import exits, settings
from pipelines.record import RECORD_KEYS

if TYPE_CHECKING:
    from tests.newscrawl.commands.conftest import Tool

URL = "https://blog.example/2026/first"
PAGE = """<!doctype html><html lang="ko"><head><meta charset="{charset}"><title>첫 글</title>
<meta property="og:type" content="article">
<meta property="article:published_time" content="2026-03-01T09:30:00+09:00"></head>
<body><article><h1>첫 글</h1><p>겨울이 지나고 봄이 왔습니다. 마을 사람들이 광장에 모였습니다.</p>
<p>자세한 이야기는 <a href="https://other.example/">다른 글</a>에 있습니다.</p></article></body></html>"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "page.html"
    file.write_text(PAGE.format(charset="utf-8"), "utf-8")
    return file


def answers(
    tool: Tool, monkeypatch: pytest.MonkeyPatch, *lines: object, words: tuple[str, ...] = ()
) -> list[dict[str, Any]]:
    raw = b"".join(
        (line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n" for line in lines
    )
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
    said = tool("read", "--jsonl", *words)
    assert said.code == exits.DONE, said.err
    return [json.loads(line) for line in said.out.splitlines()]


def test_a_page_becomes_the_one_record(tool: Tool, page: Path) -> None:
    said = tool("read", page, "--url", URL)
    assert said.code == exits.DONE
    assert tuple(said.json) == RECORD_KEYS
    assert said.json["title"] == "첫 글"
    assert said.json["published"] == "2026-03-01T09:30:00+09:00"
    assert "봄이 왔습니다" in said.json["body_text"]
    assert said.json["links"][0]["url"] == "https://other.example/"
    assert said.json["site"] == "https://blog.example/"


def test_a_packed_page_in_an_old_character_set_is_read(tool: Tool, tmp_path: Path) -> None:
    file = tmp_path / "old.html.gz"
    file.write_bytes(gzip.compress(PAGE.replace('<meta charset="{charset}">', "").encode("cp949")))
    said = tool("read", file, "--url", URL, "--charset", "cp949")
    assert said.json["title"] == "첫 글"


def test_evidence_says_who_said_what(tool: Tool, page: Path) -> None:
    said = tool("read", page, "--url", URL, "--evidence").json
    assert said["kind"] == "post"
    values = {one["field"]: one["value"] for one in said["evidence"]}
    assert {"title", "published"} <= set(values)
    assert values["links"] == "다른 글 <https://other.example/>"


def test_a_page_that_is_no_post_is_read_all_the_same_and_told(tool: Tool, tmp_path: Path) -> None:
    file = tmp_path / "login.html"
    file.write_text("<title>404 Not Found</title><h1>Not Found</h1>")
    said = tool("read", file, "--url", URL)
    assert said.code == exits.DONE
    assert tuple(said.json) == RECORD_KEYS
    assert "no post" in said.err


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["missing.html", "--url", URL], "cannot open 'missing.html': No such file"),
        ([".", "--url", URL], "cannot open '.': Is a directory"),
        (["page.html"], "newscrawl read FILE --url URL"),
        (["page.html", "--url", "javascript:alert(1)"], "no web address"),
        (["page.html", "--url", URL, "--charset", "klingon"], "no character set 'klingon'"),
        (["page.html", "--jsonl"], "leave out FILE"),
        (["broken.gz", "--url", URL], "cut short"),
        (["noise.gz", "--url", URL], "cannot be unpacked"),
        (["bomb.gz", "--url", URL], "holds more than"),
    ],
)
def test_what_cannot_be_read_is_one_line(
    words: list[str],
    hint: str,
    tool: Tool,
    page: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "broken.gz").write_bytes(gzip.compress(page.read_bytes())[:-20])
    (tmp_path / "noise.gz").write_bytes(b"\x1f\x8b" + b"noise" * 20)
    (tmp_path / "bomb.gz").write_bytes(gzip.compress(b"0" * (settings.DOWNLOAD_MAXSIZE + 1)))
    said = tool("read", *words)
    assert (said.code, said.out) == (exits.USAGE, "")
    assert hint in said.err
    assert said.err.count("\n") == 1


def test_each_line_is_answered_in_its_turn_and_no_line_ends_the_work(
    tool: Tool, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = {"url": URL, "path_to_html": str(page)}
    said = answers(
        tool,
        monkeypatch,
        {"id": "첫째", **good},
        b"no json",
        b"",
        [1],
        {"id": 4, "url": URL},
        {"id": 5, "url": URL, "path_to_html": 7},
        {"id": 6, "url": URL, "path_to_html": "/nowhere/page.html"},
        {"id": 7, "url": "saved/page.html", "path_to_html": str(page)},
        {"id": 8, "charset": 9, **good},
        {"id": 9, "charset": "klingon; x", **good},
        b'{"id": 10, "url": "\xff"}',
        b"[" * 5000,
        b'{"id": 12, "url": "' + b"x" * 300_000 + b'"}',
        {"id": 13, "url": URL, "path_to_html": "a\0b"},
        b"\xef\xbb\xbf" + json.dumps({"id": 14, **good}).encode(),
        {**good},
    )
    names = ["첫째", None, None, 4, 5, 6, 7, 8, 9, None, None, None, 13, 14, None]
    assert [one["id"] for one in said] == names
    read = [one for one in said if "error" not in one]
    assert [one["id"] for one in read] == ["첫째", 7, 9, 14, None]
    assert read[1]["url"] == "saved/page.html"
    for one in read:
        assert tuple(one) == ("id", *RECORD_KEYS)
        assert one["title"] == "첫 글"
    assert all(one["error"] for one in said if "error" in one)


def test_an_answer_comes_before_the_next_question(page: Path) -> None:
    line = json.dumps({"id": 1, "url": URL, "path_to_html": str(page)}) + "\n"
    with subprocess.Popen(
        [sys.executable, "-m", "newscrawl", "read", "--jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=Path(__file__).parents[3],
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for _ in range(2):
            process.stdin.write(line)
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == 1
        process.stdin.close()
        assert process.stdout.read() == ""
        assert process.wait() == exits.DONE


def test_reading_opens_no_database_and_no_socket(page: Path) -> None:
    code = (
        "import sys; from newscrawl.__main__ import main\n"
        "def watch(event, args):\n"
        "    if event in ('socket.connect', 'socket.getaddrinfo') and isinstance(args[-1], tuple):\n"
        "        raise SystemExit('connects')\n"
        "sys.addaudithook(watch)\n"
        f"main(['read', {str(page)!r}, '--url', {URL!r}])\n"
        "bad = {'sqlalchemy', 'scrapy', 'twisted', 'rich'} & set(sys.modules)\n"
        "raise SystemExit(f'imported {bad}' if bad else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[3],
    )
    assert done.returncode == 0, done.stderr
