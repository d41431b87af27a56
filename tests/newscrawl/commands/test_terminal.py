"""What a person sees at a terminal: whole dates and numbers, Korean in its width, no trickery."""

from __future__ import annotations

import io
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from rich.cells import cell_len

from newscrawl.__main__ import main
from newscrawl.commands._markdown import markdown_of
from newscrawl.commands._table import BETWEEN, Column, fitted_widths, kept_columns

Screen = Callable[..., str]


class Terminal(io.StringIO):
    encoding = "utf-8"  # type: ignore[assignment]

    def isatty(self) -> bool:
        return True


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch, db: Path) -> Screen:
    """Return the tool as a person sees it, in a window of so many columns, without colours."""

    def show(*words: object, columns: int = 80) -> str:
        terminal = Terminal()
        monkeypatch.setattr("sys.stdout", terminal)
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.setenv("NO_COLOR", "1")
        monkeypatch.setenv("TERM", "xterm")
        main([str(word) for word in words] + ["--db", str(db)])
        return re.sub(r"\x1b\[[0-9;]*m", "", terminal.getvalue())

    return show


@pytest.mark.parametrize("words", [("list",), ("runs",), ("stats",), ("show", 1, "--evidence")])
@pytest.mark.parametrize("columns", [80, 120])
def test_a_table_fits_its_window(words: tuple[str, ...], columns: int, screen: Screen) -> None:
    lines = screen(*words, columns=columns).splitlines()
    lines = [line for line in lines if not line.startswith("database")]  # the test's long path
    assert lines
    assert max(map(cell_len, lines)) <= columns


@pytest.mark.parametrize(
    "words",
    [
        ("list", "--json"),
        ("show", 1, "--html"),
        ("show", 1, "--evidence"),
        ("export", "--format", "csv"),
        ("export", "--format", "atom"),
        ("changes",),
        ("search", "표와"),
    ],
)
def test_nothing_that_an_archive_holds_steers_the_terminal(
    words: tuple[str, ...], screen: Screen, db: Path
) -> None:
    evil = "\x1b]0;owned\x07\x9b2J\u202egnp 표와"
    with closing(sqlite3.connect(db)) as connection:
        for column in ("title", "excerpt", "body_text", "body_html"):
            connection.execute(f"UPDATE revision SET {column} = ?", (evil,))
        connection.execute("UPDATE field_evidence SET value = ?", (evil,))
        connection.commit()
    seen = screen(*words)
    assert "owned" in seen
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", seen)


def test_titles_stand_in_columns_whatever_their_script(screen: Screen) -> None:
    lines = [line for line in screen("list").splitlines() if ".example" in line]
    assert len(lines) == 4
    starts = {cell_len(line[: re.search(r"(blog|other)\.example", line).start()]) for line in lines}  # type: ignore[union-attr]
    assert len(starts) == 1


def test_a_narrow_window_loses_columns_and_not_digits(screen: Screen) -> None:
    narrow, broad = screen("runs", columns=60), screen("runs", columns=160)
    assert "changed" in broad
    assert "changed" not in narrow
    assert re.search(r"\d{4}-\d\d-\d\d \d\d:\d\d", narrow)


def test_a_post_is_shown_with_its_list_its_table_and_its_facts(screen: Screen) -> None:
    seen = screen("show", "https://blog.example/2026/1")
    for part in (
        "첫 글: 표와 목록",
        "김기자",
        "속보, 정치",
        "소제목",
        "• 하나",
        "값",
        "(info 속보)",
    ):
        assert part in seen


def test_an_address_is_shown_in_its_own_script(screen: Screen, db: Path) -> None:
    from newscrawl.commands._output import readable_address

    assert readable_address("https://a.example/%EC%97%AC%ED%96%89/") == "https://a.example/여행/"
    assert readable_address("https://a.example/%FF") == "https://a.example/%FF"
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("UPDATE post SET url = 'https://blog.example/%EC%97%AC%ED%96%89'")
        connection.commit()
    assert "https://blog.example/여행" in screen("search", "표와")


def test_what_is_not_wide_is_whole_and_the_wide_share_the_rest() -> None:
    columns = [
        Column(name="n", cells=["12345"], right=True),
        Column(name="a", cells=["가" * 40], wide=True),
        Column(name="b", cells=["short"], wide=True),
    ]
    widths = fitted_widths(columns, 60)
    assert widths[0] == 5
    assert widths[2] == 5
    assert sum(widths) + BETWEEN * 3 <= 60


def test_spare_columns_go_one_by_one() -> None:
    columns = [
        Column(name="kept", cells=["x" * 20]),
        Column(name="second", cells=["x" * 20], spare=1),
        Column(name="first", cells=["x" * 20], spare=0),
    ]
    assert [column.name for column in kept_columns(columns, 69)] == ["kept", "second", "first"]
    assert [column.name for column in kept_columns(columns, 68)] == ["kept", "second"]
    assert [column.name for column in kept_columns(columns, 10)] == ["kept"]


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("", ""),
        ("<p>1. no list</p><p>- none</p><p># none</p>", "1\\. no list\n\n\\- none\n\n\\# none"),
        ("<p>a *b* [c](d) `e`</p>", "a \\*b\\* \\[c\\](d) \\`e\\`"),
        ("<ul><li>하나<ol start=3><li>셋</li></ol></li></ul>", "- 하나\n  \n  3. 셋"),
        (
            "<table><tr><th>A|B</th></tr><tr><td>1</td><td>2</td></tr></table>",
            "| A\\|B |  |\n| --- | --- |\n| 1 | 2 |",
        ),
        ("<pre><code>x\n```\ny</code></pre>", "````\nx\n```\ny\n````"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n> \n> b"),
        ("<p><a href='https://x.example/'>글</a></p>", "글 (https://x.example/)"),
        (
            "<figure><img src='/a.png' alt='[그림]'><figcaption>뜻</figcaption></figure>",
            "\\[picture: \\[그림\\]\\] /a.png\n\n*뜻*",
        ),
        ("<p>a<br>b</p>", "a\\\nb"),
        ("<p><strong> 굵은 </strong>글</p>", "**굵은** 글"),
        ("loose <p>kept</p> tail", "loose\n\nkept\n\ntail"),
        ("<iframe src='https://v.example/1'></iframe>", "\\[iframe\\] https://v.example/1"),
    ],
)
def test_clean_html_becomes_markdown(html: str, markdown: str) -> None:
    assert markdown_of(html) == markdown


def test_depth_is_no_harm() -> None:
    assert "deep" in markdown_of("<div>" * 50_000 + "deep")
    assert "deep" in markdown_of("<ul><li>" * 5_000 + "deep")
