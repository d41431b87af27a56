"""robots.txt over runs and hosts, as RFC 9309 wants it."""

from __future__ import annotations

from pathlib import Path

import pytest

from newscrawl import exits
from newscrawl.middlewares.robots import MAX_ROBOTS_BYTES, Rules, text_of
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


def test_a_robots_txt_that_leads_to_where_nobody_may_go_forbids_all(
    blog: LiveBlog, tmp_path: Path
) -> None:
    blog.moved["/robots.txt"] = "http://10.0.0.1/robots.txt"
    done = crawl(blog.origin, tmp_path / "a.db")
    assert done.returncode == exits.NOTHING
    assert "robots.txt cannot be read" in done.stderr
    assert set(blog.asked()) == {301}


def test_a_robot_is_known_by_its_whole_name() -> None:
    text = "User-agent: news\nDisallow: /\n\nUser-agent: NewsCrawl/2 # the archive\nDisallow: /a\n"
    rules = Rules(text, "newscrawl")
    assert [rules.allows(f"https://blog.example{path}") for path in ("/a", "/b")] == [False, True]


def test_a_file_of_as_many_robots_as_rules_is_read_in_no_time() -> None:
    names = "".join(f"User-agent: robot{number}\n" for number in range(15_000))
    rules = "".join(f"Disallow: /{number}/\n" for number in range(15_000))
    # Name by name it would be 225 million rules.
    read = Rules(f"{names}User-agent: *\n{rules}", "newscrawl")
    assert not read.allows("https://blog.example/7/")
    assert read.allows("https://blog.example/x/")


def test_half_a_line_is_no_rule(blog: LiveBlog, tmp_path: Path) -> None:
    start = "User-agent: *\nDisallow: /"
    blog.robots = "#" * (MAX_ROBOTS_BYTES - len(start) - 1) + f"\n{start}private/\n"
    assert blog.robots.index("private/") == MAX_ROBOTS_BYTES
    done = crawl(blog.origin, tmp_path / "a.db", "-a", "limit=1")
    assert done.returncode == exits.DONE, done.stderr


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_rules_are_obeyed_in_any_unicode(encoding: str) -> None:
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    file = f"{mark}User-agent: *\nDisallow: /비밀/\n".encode(encoding)
    rules = Rules(text_of(file), "newscrawl")
    assert not rules.allows("https://blog.example/비밀/1")
    assert rules.allows("https://blog.example/1")


def test_what_cannot_be_read_forbids_all() -> None:
    assert not Rules(None, "newscrawl").allows("https://blog.example/")
    assert Rules("", "newscrawl").allows("https://blog.example/")
