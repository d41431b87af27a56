"""robots.txt over runs and hosts, as RFC 9309 wants it."""

from __future__ import annotations

from pathlib import Path

from newscrawl import exits
from newscrawl.middlewares.robots import MAX_ROBOTS_BYTES, Rules
from tests.newscrawl.test_running import crawl, stored
from tests.servers.blog import LiveBlog


def _asked_robots(blog: LiveBlog) -> int:
    return sum(one.path == "/robots.txt" for one in blog.log)


def test_a_robots_txt_that_was_read_holds_for_the_next_run(blog: LiveBlog, tmp_path: Path) -> None:
    shut = blog.posts[0]
    blog.robots = f"User-agent: *\nDisallow: {shut.path}\n"
    for _ in range(2):
        done = crawl(blog.origin, tmp_path / "a.db")
        assert done.returncode == exits.DONE, done.stderr
    assert _asked_robots(blog) == 1
    assert blog.asked(shut.path) == []
    assert len(stored(tmp_path / "a.db")) == len(blog.posts) - 1
    # Asked anew each time when the owner of the archive wants that.
    crawl(blog.origin, tmp_path / "a.db", "-s", "NEWSCRAWL_ROBOTS_HOURS=0")
    assert _asked_robots(blog) == 2


def test_a_robots_txt_that_could_not_be_read_is_asked_for_by_the_next_run(
    blog: LiveBlog, tmp_path: Path
) -> None:
    blog.broken["/robots.txt"] = 503
    done = crawl(blog.origin, tmp_path / "a.db", "-s", "RETRY_TIMES=0")
    assert done.returncode == exits.NOTHING
    del blog.broken["/robots.txt"]
    done = crawl(blog.origin, tmp_path / "a.db")
    assert done.returncode == exits.DONE, done.stderr
    assert len(stored(tmp_path / "a.db")) == len(blog.posts)


def test_a_redirect_to_what_robots_txt_forbids_is_not_followed(
    blog: LiveBlog, tmp_path: Path
) -> None:
    shut, leads_there = blog.posts[0], blog.posts[1]
    blog.robots = f"User-agent: *\nDisallow: {shut.path}\n"
    blog.moved[leads_there.path] = shut.path
    done = crawl(blog.origin, tmp_path / "a.db")
    assert done.returncode == exits.DONE, done.stderr
    assert blog.asked(shut.path) == []


def test_groups_for_one_robot_are_one_and_the_longest_rule_counts() -> None:
    text = """\ufeffUser-agent: newscrawl
Disallow: /a

User-agent: other
Disallow: /

User-agent: newscrawl
Allow: /a/open
Disallow: /b$
Crawl-delay: 2
"""
    rules = Rules(text, "newscrawl")
    allowed = {
        path: rules.allows(f"https://blog.example{path}")
        for path in ("/", "/a/x", "/a/open/1", "/b", "/bc")
    }
    assert allowed == {"/": True, "/a/x": False, "/a/open/1": True, "/b": False, "/bc": True}
    assert rules.crawl_delay_seconds == 2
    assert MAX_ROBOTS_BYTES >= 500 * 1024


def test_what_cannot_be_read_forbids_all() -> None:
    assert not Rules(None, "newscrawl").allows("https://blog.example/")
    assert Rules("", "newscrawl").allows("https://blog.example/")
