"""A page older than what is held becomes history, in its place, and never the present."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pipelines.archive import open_archive
from pipelines.archive.changes import iter_changes
from pipelines.archive.query import find_post, revisions
from pipelines.archive.search import search_posts
from pipelines.archive.writer import write_posts
from tests.pipelines.archive.conftest import FETCHED


@pytest.fixture
def archive(database):
    """Give an open archive."""
    with open_archive(database) as opened:
        yield opened


def days(count):
    """Return the instant so many days after the first fetch."""
    return FETCHED + timedelta(days=count)


def titles(archive):
    """Return the titles of the revisions of the one post, in order."""
    held = find_post(archive, "https://blog.example/2026/1")
    lines = revisions(archive, held.post_id)
    assert [line.revision for line in lines] == list(range(1, len(lines) + 1))
    return [
        find_post(archive, held.post_id, revision=line.revision).post.title for line in lines
    ], held


def test_an_older_page_takes_its_place_among_the_revisions(archive, make_post):
    for title, day in (("셋", 3), ("하나", 1), ("다섯", 5), ("둘", 2)):
        write_posts(archive, [make_post(title=title, at=days(day))])
    found, held = titles(archive)
    assert found == ["하나", "둘", "셋", "다섯"]
    assert (held.post.title, held.revision) == ("다섯", 4)
    assert held.first_seen_at == days(1)
    assert [one.kind for one in iter_changes(archive)] == ["new", "earlier", "silent", "earlier"]
    assert search_posts(archive, "다섯")
    assert not search_posts(archive, "하나")


def test_an_older_page_that_says_what_its_neighbour_says_is_the_same(archive, make_post):
    write_posts(archive, [make_post(title="하나", at=days(2))])
    write_posts(archive, [make_post(title="둘", at=days(6))])
    for day in (1, 4, 5):
        title = "둘" if day == 5 else "하나"
        [stored] = write_posts(archive, [make_post(title=title, at=days(day))]).stored
        assert stored.outcome == "same"
    found, held = titles(archive)
    assert found == ["하나", "둘"]
    assert held.first_seen_at == days(1)


def test_what_stands_stays_when_it_was_seen_before_and_after(archive, make_post):
    write_posts(archive, [make_post(title="그대로", at=days(1))])
    write_posts(archive, [make_post(title="그대로", at=days(9))])
    write_posts(archive, [make_post(title="잠깐", at=days(5))])
    found, held = titles(archive)
    assert found == ["잠깐", "그대로"]
    assert held.post.title == "그대로"
