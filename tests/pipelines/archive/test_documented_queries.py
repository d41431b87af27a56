"""Every query of docs/database.md runs on every database, unquoted, and finds something."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, inspect, select, text

from pipelines.archive import runs, schedules
from pipelines.archive.duplicates import find_duplicates
from pipelines.archive.ledger import Claim, SourceRead, record_ledger
from pipelines.archive.models import Base, FoundAddress, Site
from pipelines.archive.writer import write_posts
from pipelines.items import Evidence, Link
from tests.pipelines.archive.answered import answered

#: Long enough to be looked at for likeness.
EDITED = "silently edited, and copied by another blog that says nothing of where it is from"
DOCUMENT = Path(__file__).parents[3] / "docs" / "database.md"


#: What people ask of an archive of blogs, and the sentence before the statement that answers it.
#: Words are searched (2) and posts exported (20) by verbs: the way differs by database and form.
TWENTY = {
    1: "The newest posts of a blog between two dates",
    3: "What is new or changed since the last time you asked",
    4: "All revisions of one post",
    5: "Silent edits",
    6: "Posts that were deleted within a year of being published",
    7: "Who links to a host, the first one first",
    8: "The hosts that a blog links to most",
    9: "Posts that end in a bare link",
    10: "Posts that show an image of one post as well",
    11: "Texts that several blogs have, exactly or nearly, the earliest first",
    12: "How completely each source of a blog is archived",
    13: "Posts of a blog that lack a date, a title or a text",
    14: "Posts a day in each tag and category of a blog",
    15: "What an author wrote year by year, under each way the name is written",
    16: "Broken links",
    17: "What a crawl cost",
    18: "What is due",
    19: "What newer readers changed in what is held",
}
VERBS = {2: "search", 20: "export"}


def _queries() -> dict[str, str]:
    """Return the queries by the sentence that stands before each."""
    found = re.findall(
        r"\n\n([^\n]+(?:\n[^\n]+)*):\n\n```sql\n(.+?)```", DOCUMENT.read_text(), re.S
    )
    return dict(found)


def test_each_of_the_twenty_questions_is_one_statement_or_a_verb():
    asked = list(_queries())
    for sentence in TWENTY.values():
        assert [one for one in asked if one.startswith(sentence)], sentence
    commands = DOCUMENT.with_name("commands.md").read_text()
    for verb in VERBS.values():
        assert f"### `newscrawl {verb}`" in commands
        assert f"`newscrawl {verb}`" in DOCUMENT.read_text()
    assert TWENTY.keys() | VERBS.keys() == set(range(1, 21))
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
    newer = replace(posts[1], tags=("other",), reader_version="2", fetch=later)
    write_posts(archive, [newer], run_id=run_id)
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
    with archive.writing() as connection:
        site_id = connection.scalar(select(Site.id).where(Site.home_url == "https://blog.example/"))
        left = {"site_id": site_id, "url_hash": "0" * 64, "url": "https://blog.example/left"}
        left |= {"outcome": "waiting", "reason": "limit", "state": "due"}
        left |= {"first_seen_at": later.fetched_at, "updated_at": later.fetched_at}
        connection.execute(insert(FoundAddress).values(left))
    here = {
        "post_id": first.post_id,
        "post.id": first.post_id,
        "site_id": site_id,
        "run_id": run_id,
    }
    for sentence, query in _queries().items():
        query = re.sub(
            r"(post_id|site_id|run_id|post.id) = 1\b", lambda m: f"{m[1]} = {here[m[1]]}", query
        )
        with archive.reading() as connection:
            rows = connection.execute(text(query.replace(":", r"\:"))).all()
        assert rows, sentence


def test_every_table_and_the_view_are_described(archive):
    described = set(re.findall(r"`(\w+)`", DOCUMENT.read_text()))
    assert set(Base.metadata.tables) <= described
    views = inspect(archive.engine).get_view_names()
    assert {"v_post", "v_link", "v_duplicate", "v_gone"} <= set(views)
    assert set(views) <= described
