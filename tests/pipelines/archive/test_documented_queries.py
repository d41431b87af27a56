"""Every query of docs/database.md runs on every database, unquoted, and finds something."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import inspect, text

from pipelines.archive import runs, schedules
from pipelines.archive.duplicates import find_duplicates
from pipelines.archive.ledger import Claim, SourceRead, record_ledger
from pipelines.archive.models import Base
from pipelines.archive.writer import write_posts
from pipelines.items import Evidence, Link
from tests.pipelines.archive.answered import answered

#: Long enough to be looked at for likeness.
EDITED = "silently edited, and copied by another blog that says nothing of where it is from"
DOCUMENT = Path(__file__).parents[3] / "docs" / "database.md"


def _queries() -> dict[str, str]:
    """Return the queries by the sentence that stands before each."""
    found = re.findall(
        r"\n\n([^\n]+(?:\n[^\n]+)*):\n\n```sql\n(.+?)```", DOCUMENT.read_text(), re.S
    )
    return dict(found)


def test_there_are_a_dozen_queries_and_more():
    assert len(_queries()) >= 12
    assert len(_queries()) == DOCUMENT.read_text().count("```sql")


def test_every_documented_query_finds_what_it_is_for(archive, make_post):
    run_id = runs.begin_run(archive, spider="blog", site="https://blog.example/", args={})
    schedules.add(archive, name="blog", url="https://blog.example/", every_seconds=3600)
    bare = Link(url="https://qoogle.example/", text="q", rel="nofollow", kind="bare")
    said = Evidence(field="published", value="2026-01-02", reader="jekyll.date")
    posts = [make_post(n, links=(bare,), evidence=(said,)) for n in range(1, 4)]
    first = write_posts(archive, posts, run_id=run_id).stored[0]
    later = replace(posts[0].fetch, fetched_at=datetime(2026, 11, 2, tzinfo=UTC) + timedelta(1))
    write_posts(archive, [replace(posts[0], body_text=EDITED, fetch=later)], run_id=run_id)
    away, lost = make_post(4), make_post(5)
    write_posts(archive, [away, lost], run_id=run_id)
    other = {"site": "https://other.example/", "url": "https://other.example/6"}
    to_away = Link(url=away.url, text="away")
    write_posts(
        archive, [make_post(6, body_text=EDITED, links=(to_away, bare), **other)], run_id=run_id
    )
    for at, named in (
        (datetime(2026, 11, 10, tzinfo=UTC), [lost]),
        (later.fetched_at + timedelta(9), []),
    ):
        record_ledger(
            archive,
            "https://blog.example/",
            at=at,
            sources=[SourceRead(url="https://blog.example/sitemap.xml", kind="sitemap")],
            claims=[
                Claim(url=p.url, source="https://blog.example/sitemap.xml", kind="sitemap")
                for p in named
            ],
            found=[answered(away.url, outcome="gone", reason="404")],
            run_id=run_id,
        )
    find_duplicates(archive)
    for sentence, query in _queries().items():
        query = query.replace("post_id = 1", f"post_id = {first.post_id}")
        with archive.reading() as connection:
            rows = connection.execute(text(query.replace(":", r"\:"))).all()
        assert rows, sentence


def test_every_table_and_the_view_are_described(archive):
    described = set(re.findall(r"`(\w+)`", DOCUMENT.read_text()))
    assert set(Base.metadata.tables) <= described
    views = inspect(archive.engine).get_view_names()
    names = "v_closing_link v_duplicate v_gone v_link v_post v_silent_edit v_vanished"
    assert sorted(views) == names.split()
    assert set(views) <= described
