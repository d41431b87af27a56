"""Word by word: what an edit took away and what it brought, in the words of each language."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl import exits
from newscrawl.commands._diff import list_diff, post_diff, text_diff
from newscrawl.commands.diff import around_changes, plain_line
from pipelines.archive import open_archive
from pipelines.archive.writer import write_posts
from pipelines.items import Image, Link

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipelines.items import Post
    from tests.newscrawl.commands.conftest import Tool


def plain(old: str, new: str) -> list[str]:
    return [plain_line(line) for line in text_diff(old, new)]


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("배추 값이 칠백 원", "배추 값이 구백 원", ["배추 값이 [-칠백-]{+구백+} 원"]),
        ("정부는 밝혔다", "정부가 오늘 밝혔다", ["[-정부는-]{+정부가 오늘+} 밝혔다"]),
        ("the red fox", "the fox", ["the [-red -]fox"]),
        ("the fox", "the fox jumps", ["the fox {+jumps+}"]),
        ("昨日は雨でした", "今日は雨でした", ["[-昨-]{+今+}日は雨でした"]),
        ("我爱北京", "我爱上海", ["我爱[-北京-]{+上海+}"]),
        ("а б в", "а г в", ["а [-б-]{+г+} в"]),
        ("one\ntwo\nthree", "one\nthree", ["one", "[-two-]", "three"]),
        ("", "첫 글", ["{+첫 글+}"]),
        ("첫 글", "", ["[-첫 글-]"]),
        ("a b c\nd e f", "a b c d e f", ["a b c [-¶-]", "d e f"]),
    ],
)
def test_words_that_went_and_came(old: str, new: str, shown: list[str]) -> None:
    assert plain(old, new) == shown


def test_white_space_and_the_writing_of_a_letter_are_no_difference() -> None:
    assert plain("한국  어\u00a0글\n\n둘", "한국 어 글\n둘") == ["한국 어 글", "둘"]
    assert plain("\u1112\u1161\u11ab", "한") == ["한"]


def test_items_of_a_list_go_and_come_whole() -> None:
    lines = list_diff(["속보", "정치"], ["정치", "경제"])
    assert [plain_line(line) for line in lines] == ["[-속보-]", "정치", "{+경제+}"]


words = st.lists(st.sampled_from(["가", "나", "the", "\n", "日", "a."]), max_size=30).map(" ".join)


def undone(lines: tuple[tuple[object, ...], ...], ops: set[str]) -> str:
    text = " ".join(
        "".join(segment.text for segment in line if segment.op in ops)  # type: ignore[attr-defined]
        for line in lines
    )
    return "".join(text.replace("¶", "").split())


@settings(max_examples=150)
@given(old=words, new=words)
def test_both_readings_can_be_read_out_of_a_diff(old: str, new: str) -> None:
    lines = text_diff(old, new)
    assert undone(lines, {"same", "old"}) == "".join(old.split())
    assert undone(lines, {"same", "new"}) == "".join(new.split())


def test_a_long_text_on_one_line_keeps_its_unchanged_words() -> None:
    old = " ".join(f"낱말{n} the" for n in range(20_000))
    new = old.replace("낱말700 ", "바뀐말 ").replace("낱말15000 ", "")
    (line,) = text_diff(old, new)
    changed = [segment.text.strip() for segment in line if segment.op != "same"]
    assert changed[:2] == ["낱말700", "바뀐말"]
    assert "낱말15000" in changed[2]
    assert sum(len(text) for text in changed) < 100


def test_only_what_an_author_edits_is_compared(a_post: Callable[..., Post]) -> None:
    old = a_post(
        1,
        "제목",
        tags=("나", "가"),
        images=(Image(url="https://i.example/a.jpg?Expires=1&Signature=x"),),
        links=(Link(url="https://o.example/?utm_source=x", text="o", rel="noopener"),),
    )
    new = replace(
        old,
        tags=("가", "나"),
        images=(Image(url="https://i.example/a.jpg?Expires=2&Signature=y"),),
        links=(Link(url="https://o.example/", text="o", rel=""),),
    )
    assert post_diff(old, new) == []
    assert [f.field for f in post_diff(old, replace(new, links=(), title="새 제목"))] == [
        "title",
        "links",
    ]


def test_lines_far_from_a_change_are_left_out() -> None:
    lines = text_diff("\n".join("abcdefg"), "\n".join("abcxefg"))
    shown = [line and plain_line(line) for line in around_changes(lines)]
    assert shown == [None, "c", "[-d-]{+x+}", "e", None]


# --- the verb ---------------------------------------------------------------------------------


def test_diff_shows_the_last_edit_in_plain_lines(tool: Tool, db: Path) -> None:
    said = tool("diff", "3", "--db", db)
    assert said.code == exits.DONE
    heading, *lines = said.out.splitlines()
    assert "revision 1" in heading
    assert "to 2" in heading
    assert lines == [
        "title:",
        "  셋째 [-글-]{+글, 고침+}",
        "body:",
        "  셋째 [-글-]{+글, 고침+} 본문",
    ]


def test_diff_as_json_names_both_revisions_and_each_field(tool: Tool, db: Path) -> None:
    said = tool("diff", "https://blog.example/2026/3", "1", "2", "--json", "--db", db).json
    assert (said["from"]["revision"], said["to"]["revision"]) == (1, 2)
    assert [field["field"] for field in said["fields"]] == ["title", "body"]
    ops = {segment["op"] for line in said["fields"][0]["lines"] for segment in line}
    assert ops <= {"same", "old", "new"}


def test_a_post_that_was_not_edited_says_so(tool: Tool, db: Path) -> None:
    said = tool("diff", "1", "--db", db)
    assert (said.code, said.out) == (exits.DONE, "")
    assert "one revision only" in said.err


@pytest.mark.parametrize("words", [("99",), ("3", "7"), ("3", "0"), ("3", "-o", "x")])
def test_what_is_not_there_is_one_line(tool: Tool, db: Path, words: tuple[str, ...]) -> None:
    said = tool("diff", *words, "--db", db)
    assert (said.code, said.out, said.err.count("\n")) == (exits.USAGE, "", 1)


def test_a_hostile_post_is_text_in_the_page_and_on_the_terminal(
    tool: Tool, db: Path, tmp_path: Path, a_post: Callable[..., Post]
) -> None:
    evil = "</del><script>alert(1)</script>\x1b[2J <img src=x onerror=y>"
    with open_archive(f"sqlite:///{db}") as archive:
        post = a_post(1, evil, body_text=evil, language='"><script>')
        stored = write_posts(archive, [post]).stored[0]
    page = tmp_path / "diff.html"
    assert tool("diff", stored.post_id, "--html", "-o", page, "--db", db).code == exits.DONE
    html = page.read_text("utf-8")
    assert "<script" not in html
    assert "<img" not in html
    assert "\x1b" not in html
    assert "default-src 'none'" in html
    assert "\x1b" not in tool("diff", stored.post_id, "--db", db).out
