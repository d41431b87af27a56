"""Learned templates in a whole crawl: a blog of our own, and its theme changed half way through."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from pipelines.archive import open_archive
from pipelines.archive.models import SiteTemplate, table_of
from pipelines.archive.query import iter_posts
from pipelines.archive.site_templates import list_templates
from pipelines.items import Post
from tests.newscrawl.spiders.sites import Pages, served
from tests.servers import warm
from tests.servers.crawls import crawl_line
from tests.servers.themed import Theme, ThemedPost, feed, glass, paper, swapped, thankful

POSTS = [ThemedPost(number=number) for number in range(1, 61)]


class Wardrobe:
    """The pages of the blog: in one theme for the first visits of posts, then in another."""

    def __init__(self, later: Theme, *, visits: int) -> None:
        self._later = later
        self._visits = visits
        self._lock = threading.Lock()

    def pages(self) -> Pages:
        links = "".join(f'<li><a href="{post.path}">{post.title}</a></li>' for post in POSTS)
        home = f"<html><head><title>옆집 소식</title><link rel=alternate type='application/atom+xml' href='/feed.xml'></head><body><ul>{links}</ul></body></html>"
        pages: Pages = {"/": home, "/robots.txt": (404, "text/plain", ""), "/feed.xml": feed(POSTS)}
        for post in POSTS:
            pages[post.path] = lambda _, post=post: self._dressed(post)
        return pages

    def _dressed(self, post: ThemedPost) -> Any:
        with self._lock:
            self._visits -= 1
            theme = paper if self._visits >= 0 else self._later
        return (200, "text/html", theme(post))


def crawl(origin: str, database: str, *settings: str) -> str:
    more = ("NEWSCRAWL_TEMPLATES=True", "NEWSCRAWL_PAGES_IN_FLIGHT=4", *settings)
    done = warm.run(crawl_line(f"{origin}/", database, *more)[1:])
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stderr


@pytest.mark.parametrize("later", [glass, swapped, thankful])
def test_a_theme_that_changes_half_way_through_a_crawl_costs_no_field(
    later: Theme, tmp_path: Path
) -> None:
    database = f"sqlite:///{tmp_path / 'archive.db'}"
    with served(Wardrobe(later, visits=30).pages()) as site:
        crawl(site.origin, database)
        with open_archive(database) as archive:
            posts = {
                one.post.url.removeprefix(site.origin): one.post for one in iter_posts(archive)
            }
            templates = list_templates(archive)
    assert sorted(posts) == sorted(post.path for post in POSTS)
    for post in POSTS:
        read = posts[post.path]
        assert told(read) == truth(post)
        words = read.body_text.split("\n")
        # The readers alone do not know that the words of thanks below each post are no part of it.
        learned = said(read, "body_text").startswith("template v")
        assert words == list(post.lines) if learned else set(post.lines) <= set(words)
    # Learned in the first clothes, and again in the others.
    assert len(templates) == 2
    by_template = [post for post in posts.values() if said(post, "title").startswith("template v")]
    assert len(by_template) >= 15
    # What was cut out of each body is gone, so that no page fits; or all that stands around moved.
    if later is not glass:
        before = "replaced" if later is swapped else "drifted"
        assert [one.state for one in templates] == ["used", before]


def test_what_one_crawl_learned_the_next_begins_with(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'archive.db'}"
    with served(Wardrobe(paper, visits=1000).pages()) as site:
        crawl(site.origin, database, "CLOSESPIDER_ITEMCOUNT=20")
        crawl(site.origin, database)
    (learned,) = shown(database)
    assert (learned["state"], learned["version"]) == ("used", 1)
    assert learned["profile"]["fields"]["title"]["path"].endswith("h1.story-title")
    with open_archive(database) as archive, archive.writing() as connection:
        profile = {**learned["profile"], "reader_version": "1"}
        connection.execute(update(table_of(SiteTemplate)).values(profile=profile))
    assert [one["state"] for one in shown(database)] == ["outdated"]


def shown(database: str) -> list[dict[str, Any]]:
    words = ["-m", "newscrawl", "templates", "--json", "--db", database]
    found: list[dict[str, Any]] = json.loads(warm.run(words).stdout)
    return found


def told(post: Post) -> tuple[Any, ...]:
    at = post.published.at if post.published else None
    return (post.title, post.authors, set(post.tags), at)


def truth(post: ThemedPost) -> tuple[Any, ...]:
    return (post.title, (post.author,), set(post.tags), post.published)


def said(post: Post, field: str) -> str:
    return next(one.reader for one in post.evidence if one.field == field and one.chosen)
