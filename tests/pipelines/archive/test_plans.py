"""What is asked often stays fast at a million posts: SQLite says by which index it would go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import event

from pipelines.archive import Archive, open_archive, runs, schedules
from pipelines.archive.changes import iter_changes
from pipelines.archive.fetches import validators
from pipelines.archive.held import held_post
from pipelines.archive.ledger import record_ledger
from pipelines.archive.links import links_to
from pipelines.archive.query import find_post, iter_records, list_posts, revisions
from pipelines.archive.states import bring_back
from pipelines.archive.writer import touch_posts, write_posts
from tests.pipelines.archive.answered import answered

SITE = "https://blog.example/"
DAY = datetime(2026, 2, 1, tzinfo=UTC)

#: The tables that grow with the archive: none of them may be read from end to end.
LARGE = (
    "post",
    "post_change",
    "revision",
    "page_fetch",
    "post_address",
    "post_link",
    "post_image",
    "post_term",
)


@pytest.fixture(scope="module")
def plans(tmp_path_factory, make_post):
    """Give a function: the plans of every statement that a call sends."""
    with open_archive(f"sqlite:///{tmp_path_factory.mktemp('plans') / 'archive.db'}") as archive:
        write_posts(archive, [make_post(n) for n in range(120)])
        # Without ANALYZE SQLite takes tables for large, as they will be.

        def explain(call: Callable[[Archive], object]) -> str:
            lines = []

            def before(connection, cursor, statement, parameters, context, many):
                if not statement.startswith(("SELECT", "UPDATE", "DELETE")):
                    return
                given = parameters[0] if many else parameters
                rows = connection.connection.execute(f"EXPLAIN QUERY PLAN {statement}", given)
                lines.extend(f"{row[-1]}   <- {statement}" for row in rows)

            event.listen(archive.engine, "before_cursor_execute", before)
            call(archive)
            event.remove(archive.engine, "before_cursor_execute", before)
            assert lines
            return "\n".join(lines)

        yield explain


CALLS = {
    "a stream": lambda archive: list(iter_records(archive, limit=120)),
    "a stream of a site and time": lambda archive: list(
        iter_records(archive, site=SITE, since=DAY, limit=5)
    ),
    "a list": list_posts,
    "a later page": lambda archive: list_posts(archive, after=list_posts(archive)[-1].cursor),
    "a list of a tag": lambda archive: list_posts(archive, tag="정치"),
    "a list of a site": lambda archive: list_posts(archive, site="blog.example"),
    "a post by address": lambda archive: find_post(archive, "https://blog.example/2026/7"),
    "the revisions of a post": lambda archive: revisions(archive, 7),
    "posts seen again": lambda archive: touch_posts(
        archive, [("https://blog.example/2026/7", DAY)]
    ),
    "the feed of changes": lambda archive: list(iter_changes(archive, since=7, limit=5)),
    "what is held of a post": lambda archive: held_post(
        archive, SITE, "https://blog.example/2026/7"
    ),
    "posts that came back": lambda archive: archive.write(
        lambda connection: bring_back(connection, {7: DAY})
    ),
    "posts that are gone": lambda archive: record_ledger(
        archive,
        SITE,
        at=datetime(2027, 1, 1, tzinfo=UTC),
        sources=[],
        found=[answered("https://blog.example/2026/7", outcome="gone", reason="404")],
    ),
    "the last runs": runs.list_runs,
    "what is due": lambda archive: schedules.due(archive, owner="x"),
    "who links to a host": lambda archive: links_to(archive, "out.example", kind="inline", limit=5),
}


@pytest.mark.parametrize("name", CALLS)
def test_no_large_table_is_read_from_end_to_end(plans, name):
    plan = plans(CALLS[name])
    assert not [
        line
        for line in plan.splitlines()
        if line.startswith("SCAN") and "INDEX" not in line and line.split()[1] in LARGE
    ], plan


@pytest.mark.parametrize(
    "name", ["a stream", "a list", "a later page", "a list of a tag", "who links to a host"]
)
def test_a_list_is_not_sorted_but_read_in_order(plans, name):
    plan = plans(CALLS[name])
    assert not [
        line
        for line in plan.splitlines()
        # What bears one time, as the links of one post, may be sorted.
        if "TEMP B-TREE FOR ORDER BY" in line and ("listed_at" in line or "linked_at" in line)
    ], plan


def test_writing_and_revisiting_look_up_by_index(plans, make_post):
    plan = plans(lambda archive: write_posts(archive, [make_post(5, title="b"), make_post(999)]))
    # What stands in a parameter (`json_each`) is no table, and is read from end to end.
    assert not [line for line in plan.splitlines() if "SCAN" in line and "VIRTUAL" not in line]
    # All posts of one site are wanted here, of the others none.
    assert "SCAN post" not in plans(lambda archive: validators(archive, SITE))
