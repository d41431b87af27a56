"""A copy of an archive holds what the archive holds, on whichever database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.archive import Archive, open_archive, runs
from pipelines.archive.copying import copy_archive
from pipelines.archive.errors import TargetNotEmpty
from pipelines.archive.ledger import Claim, SourceRead, record_ledger
from pipelines.archive.query import find_post
from pipelines.archive.search import search_posts
from pipelines.archive.writer import write_posts
from pipelines.items import Post
from tests.pipelines.archive.answered import answered
from tests.pipelines.archive.differing import differing

SITE = "https://blog.example/"


@pytest.fixture
def source(tmp_path: Path, make_post: Callable[..., Post]) -> Iterator[Archive]:
    """Give an archive with rows in most of its tables, and a gap in its numbers."""
    with open_archive(f"sqlite:///{tmp_path / 'source.db'}") as archive:
        run_id = runs.begin_run(archive, spider="blog", site=SITE, args={"url": SITE})
        posts = [make_post(n) for n in range(1, 8)]
        write_posts(archive, posts, run_id=run_id)
        edited = replace(posts[0], body_text="고친 글 \U0001f600\u3000끝")
        write_posts(archive, [edited], run_id=run_id)
        record_ledger(
            archive,
            SITE,
            at=posts[0].fetch.fetched_at,
            sources=[SourceRead(url=SITE + "map.xml", kind="sitemap", declared_total=7)],
            claims=[Claim(url=post.url, source=SITE + "map.xml", kind="sitemap") for post in posts],
            found=[answered(SITE + "away", "gone", "404")],
            run_id=run_id,
        )
        yield archive


def test_there_and_back_again_nothing_differs(
    source: Archive, bare_database: str, tmp_path: Path
) -> None:
    with open_archive(bare_database) as middle:
        assert all(table.equal for table in copy_archive(source, middle))
        with open_archive(f"sqlite:///{tmp_path / 'back.db'}") as back:
            compared = copy_archive(middle, back)
            assert not differing(source, back)
            assert {table.table for table in compared if table.rows} >= {"post", "revision", "run"}
            assert [hit.url for hit in search_posts(back, "고친")] == [f"{SITE}2026/1"]


def test_a_copy_counts_on_where_its_source_would(
    source: Archive, bare_database: str, make_post: Callable[..., Post]
) -> None:
    with open_archive(bare_database) as copy:
        copy_archive(source, copy)
        for archive in (source, copy):
            write_posts(archive, [make_post(100)])
        numbers = {find_post(archive, f"{SITE}2026/100").post_id for archive in (source, copy)}  # type: ignore[union-attr]
        assert len(numbers) == 1


def test_a_copy_that_was_broken_off_is_gone_on_with(source: Archive, bare_database: str) -> None:
    told: list[str] = []

    def break_off(table: str, done: int, whole: int) -> None:
        told.append(table)
        if table == "revision" and done:
            raise KeyboardInterrupt

    with open_archive(bare_database) as copy:
        with pytest.raises(KeyboardInterrupt):
            copy_archive(source, copy, break_off)
        assert all(table.equal for table in copy_archive(source, copy))


def test_what_holds_something_is_not_copied_into(source: Archive, bare_database: str) -> None:
    with open_archive(bare_database) as copy:
        runs.begin_run(copy, spider="blog", site=SITE, args={})
        with pytest.raises(TargetNotEmpty, match="run has rows"):
            copy_archive(source, copy)
