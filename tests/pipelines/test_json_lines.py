"""Records of another archive: what they say is what is stored, and what is none is told."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from pipelines.capture import Capture
from pipelines.items import Post
from pipelines.json_lines import is_export, posts_in
from pipelines.record import post_record

LIMIT = 10_000
RECORD = {"url": "https://blog.example/1", "title": "장마", "body_text": "비가 온다"}


def captures(file: Path, *lines: object) -> list[Capture]:
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    file.write_text("\n".join(texts), "utf-8")
    return list(posts_in(file, LIMIT))


def post_of(folder: Path, **changes: Any) -> Post:
    (capture,) = captures(folder / "posts.jsonl", {**RECORD, **changes})
    assert capture.post, capture.said
    return capture.post


@pytest.mark.parametrize(
    "published",
    ["2024", "2024-07", "2024-07-22", "2024-07-22T09:00:00", "2024-07-22T09:00:30+09:00"],
)
def test_a_date_is_as_fine_as_it_was(tmp_path: Path, published: str) -> None:
    assert post_record(post_of(tmp_path, published=published))["published"] == published


def test_nothing_that_acts_is_taken_from_a_file(tmp_path: Path) -> None:
    post = post_of(
        tmp_path,
        body_html="<p onclick='x()'>비<script>x()</script></p>",
        links=[{"url": "javascript:x()", "text": "x", "rel": ""}],
        lead_image="https://img.example/1.png",
    )
    assert (post.body_html, post.links) == ("<p>비</p>", ())
    assert post.declared_image is not None


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('{"url": "https://blog.example/1", "ti', "line 1 column 38"),
        ("[1]", "no object"),
        ({**RECORD, "url": "1"}, "no web address"),
        ({**RECORD, "tags": "a, b"}, "tags is no list"),
        ({**RECORD, "title": 5}, "title is no text"),
        ({**RECORD, "published": "gestern"}, "gestern"),
        ("[" * 5000, "no record of a post"),  # too deep for some releases of Python
        ({**RECORD, "body_text": "비" * LIMIT * 3}, "more than"),
    ],
)
def test_a_line_that_is_no_record_is_told_and_costs_itself(
    tmp_path: Path, line: object, why: str
) -> None:
    first, bad, last = captures(tmp_path / "posts.jsonl", RECORD, line, RECORD)
    assert first.post == last.post
    assert bad.problem in ("unreadable", "too-large")
    assert why in bad.said
    assert bad.source.endswith("posts.jsonl#2")


def test_a_packed_file_that_ends_too_soon_gives_what_is_whole_and_says_so(tmp_path: Path) -> None:
    file = tmp_path / "posts.jsonl.gz"
    lines = [json.dumps({**RECORD, "title": f"{n:x}" * 40}).encode() for n in range(2000)]
    file.write_bytes(gzip.compress(b"\n".join(lines))[:-4000])
    *whole, last = posts_in(file, LIMIT)
    assert all(capture.post for capture in whole)
    assert last.said.startswith("broken after ")


def test_only_records_are_an_export(tmp_path: Path) -> None:
    file = tmp_path / "log.jsonl"
    for line, wanted in (({"level": "info"}, False), (RECORD, True), ("", False)):
        captures(file, line)
        assert is_export(file) is wanted
    captures(file, "", '{"url": "https://blog.ex', RECORD)
    assert is_export(file), "a broken line costs itself"
    assert not is_export(tmp_path / "posts.csv")
