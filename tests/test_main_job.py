"""The whole line on the bundled blog: the command a person types, against the truth kept beside it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from lxml import html

from newscrawl.demo.server import Asked, served
from newscrawl.demo.source import BLOG
from pipelines.record import RECORD_KEYS
from tests.servers import warm
from tests.servers.blog import LiveBlog
from tests.servers.crawls import crawl_line

ROOT = Path(__file__).resolve().parents[1]
TRUTH = json.loads((BLOG / "truth.json").read_text("utf-8"))
FIELDS = [key for key in TRUTH[0] if key != "path"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """The bundled blog, crawled twice into one archive, and once more after its author was busy."""

    blog: LiveBlog
    database: str
    first: subprocess.CompletedProcess[str]
    second: subprocess.CompletedProcess[str]
    #: After one post was edited, one added, one deleted.
    third: subprocess.CompletedProcess[str]
    #: The requests of each run.
    asked: list[list[Asked]]
    #: What `-O` of the first run wrote, by path.
    written: dict[str, dict[str, Any]]
    #: What the archive exports after the second run, by path.
    records: dict[str, dict[str, Any]]


Run = Callable[..., subprocess.CompletedProcess[str]]


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return warm.run(["-m", *command], env={**os.environ, "NO_COLOR": "1"})


def run_from_nothing(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env={**os.environ, "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=warm.PATIENCE_SECONDS,
        check=False,
    )


def crawl(run: Run, blog: LiveBlog, database: str, *more: str) -> subprocess.CompletedProcess[str]:
    return run(*crawl_line(f"{blog.origin}/", database)[2:], *more)


def by_path(lines: str, blog: LiveBlog) -> dict[str, dict[str, Any]]:
    records = [json.loads(line) for line in lines.splitlines()]
    return {record["canonical_url"].removeprefix(blog.origin): record for record in records}


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Job]:
    folder = tmp_path_factory.mktemp("main-job")
    database = f"sqlite:///{folder}/archive.db"
    with LiveBlog() as blog, served(blog):
        asked: list[list[Asked]] = []

        def crawled(run: Run, *more: str) -> subprocess.CompletedProcess[str]:
            blog.log.clear()
            done = crawl(run, blog, database, *more)
            asked.append(list(blog.log))
            return done

        posts = folder / "posts.jsonl"
        first = crawled(run_from_nothing, "-O", str(posts))
        second = crawled(run)
        exported = run("newscrawl", "export", "--format", "jsonl", "--db", database)
        blog.edit("김장", body=blog.post("김장").body.replace("칠백 원", "구백 원"))
        blog.add("봄맞이 장터가 열린다")
        blog.delete("첫눈", status=410)
        yield Job(
            blog=blog,
            database=database,
            first=first,
            second=second,
            third=crawled(run),
            asked=asked,
            written=by_path(posts.read_text("utf-8") if posts.exists() else "", blog),
            records=by_path(exported.stdout, blog),
        )


def expected(case: dict[str, Any], field: str, origin: str) -> Any:
    """Return the truth of one field as a record of the blog at `origin` bears it."""
    value = case[field]
    if field == "body_text":
        return "\n".join(value)
    if field == "lead_image":
        return value and origin + value
    if field == "images":
        return [{**image, "url": origin + image["url"]} for image in value]
    return value


def test_both_runs_end_well(job: Job) -> None:
    assert (job.first.returncode, job.first.stderr[-2000:]) == (0, job.first.stderr[-2000:])
    assert (job.second.returncode, job.second.stderr[-2000:]) == (0, job.second.stderr[-2000:])
    assert (job.third.returncode, job.third.stderr[-2000:]) == (0, job.third.stderr[-2000:])


def test_the_posts_are_archived_and_nothing_else(job: Job) -> None:
    assert sorted(job.records) == sorted(quote(case["path"]) for case in TRUTH)


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("case", TRUTH, ids=lambda case: case["path"].split("/")[-2])
def test_a_field_is_what_the_page_says(job: Job, case: dict[str, Any], field: str) -> None:
    record = job.records[quote(case["path"])]
    assert record[field] == expected(case, field, job.blog.origin)


@pytest.mark.parametrize(
    ("part", "selector", "texts"),
    [
        ("도서관", "h2", ["밤에도 열리는 열람실"]),
        (
            "도서관",
            "ul > li",
            ["밤 열 시까지 여는 네 곳의 위치", "무인 대출기를 쓰는 방법", "지하철역 반납함 자리"],
        ),
        ("도서관", "table tr td", ["여는 때", "평일 아홉 시", "닫는 때", "밤 열 시"]),
        ("도서관", "p b, p strong", ["평일 밤 열 시까지", "빌린 책은"]),
        ("자전거길", "ol > li", ["나들목에서 다리까지 0.7km", "다리 밑 굽은 길 0.3km"]),
        ("자전거길", "figure figcaption", ["새로 놓인 다리 밑을 지나는 자전거길"]),
        ("김장", "blockquote", ["지난주에 서둘러 담근 분들께는 미안하지만"]),
        ("김장", "table th", ["재료", "지난주", "이번 주"]),
        ("파이썬", "pre code", ["import unicodedata"]),
        ("파이썬", "li li", ["웹과 데이터베이스에 알맞음"]),
    ],
)
def test_clean_html_keeps_the_shape_of_the_body(
    job: Job, part: str, selector: str, texts: list[str]
) -> None:
    record = job.records[quote(job.blog.post(part).path)]
    found = [
        e.text_content().strip() for e in html.fromstring(record["body_html"]).cssselect(selector)
    ]
    assert [whole[: len(start)] for whole, start in zip(found, texts, strict=False)] == texts


def test_code_keeps_every_line(job: Job) -> None:
    record = job.records[quote(job.blog.post("파이썬").path)]
    (code,) = html.fromstring(record["body_html"]).cssselect("pre code")
    assert code.text_content().splitlines() == [
        "import unicodedata",
        "",
        "def length(text: str) -> int:",
        '    whole = unicodedata.normalize("NFC", text)',
        "    return len(whole)",
    ]


def test_stray_end_tags_and_repeated_headings_leave_no_trace(job: Job) -> None:
    for record in job.records.values():
        assert "</p>" not in record["body_text"]
        assert "&lt;/p&gt;" not in record["body_html"]
        assert not record["body_text"].startswith(record["title"])
        assert "공유하기" not in record["body_text"]
        assert "이어서 읽기" not in record["body_text"]


def test_scrapys_own_export_gives_the_same_records(job: Job) -> None:
    assert sorted(job.written) == sorted(job.records)
    for path, record in job.records.items():
        assert list(record) == list(RECORD_KEYS)
        varying = {"last_seen": None}
        assert {**job.written[path], **varying} == {**record, **varying}


def outcomes(job: Job) -> list[tuple[int, ...]]:
    """Return new, changed and seen again of each run, the first run first."""
    runs = json.loads(run("newscrawl", "runs", "--json", "--db", job.database).stdout)
    return [
        (
            stats.get("newscrawl/stored/new", 0),
            stats.get("newscrawl/stored/changed", 0),
            stats.get("newscrawl/stored/same", 0) + stats.get("newscrawl/unchanged", 0),
        )
        for stats in [one["stats"] for one in reversed(runs)]
    ]


def test_each_run_stores_what_is_new_or_changed_and_nothing_twice(job: Job) -> None:
    # The third run meets nine posts less the deleted one: one new, one changed, six as they were.
    assert outcomes(job) == [(8, 0, 0), (0, 0, 8), (1, 1, 6)]
    assert "0 new, 0 changed, 8 unchanged" in job.second.stderr


def test_a_changed_post_keeps_both_its_revisions(job: Job) -> None:
    address = job.blog.url(job.blog.post("김장"))
    shown = run("newscrawl", "show", address, "--json", "--db", job.database)
    assert "구백 원" in json.loads(shown.stdout)["body_text"]
    before = run("newscrawl", "show", address, "--revision", "1", "--json", "--db", job.database)
    assert "칠백 원" in json.loads(before.stdout)["body_text"]


def test_a_deleted_post_stays_in_the_archive(job: Job) -> None:
    listed = json.loads(run("newscrawl", "list", "--json", "--db", job.database).stdout)
    titles = [post["title"] for post in listed]
    assert len(titles) == 9
    assert "[속보] 첫눈: 산간에 3cm" in titles


def test_robots_txt_is_read_first_and_obeyed(job: Job) -> None:
    assert job.asked[0][0].path == "/robots.txt"
    # It holds for a day, over runs.
    assert not [one for asked in job.asked[1:] for one in asked if one.path == "/robots.txt"]
    for asked in job.asked:
        assert not [one.path for one in asked if one.path.startswith("/private/")]


def test_the_second_run_downloads_no_post_again(job: Job) -> None:
    posts = {case["path"] for case in TRUTH}
    assert {one.status for one in job.asked[1] if one.path in posts} <= {304}
