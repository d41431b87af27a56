"""Posts that are not where they were: a list names them no longer, or the blog is elsewhere."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

from pipelines.archive import open_archive
from pipelines.archive.changes import iter_changes
from pipelines.archive.query import find_post
from tests.newscrawl.test_running import crawl
from tests.servers.blog import LiveBlog
from tests.servers.crawls import a_blog

PAGE_SIZE = 4


def show(blog: LiveBlog, *hidden: str, pages: int = 9, size: int = PAGE_SIZE) -> None:
    """Let the blog show its posts in pages of a list alone, but for those `hidden`."""
    for path in [path for path in blog.extra if path == "/" or path.startswith("/blog/page")]:
        del blog.extra[path]
    shown = [post for post in blog.posts if not any(word in post.title for word in hidden)]
    parts = [shown[start : start + size] for start in range(0, len(shown), size)][:pages]
    for number, part in enumerate(parts, 1):
        items = "".join(f'<li><a href="{blog.url(p)}">{p.title}</a></li>' for p in part)
        # The first page stands at the top of the blog, the others in a folder.
        older = f'<a href="/blog/page{number + 1}/">older</a>' if number < len(parts) else ""
        body = f"<html><body><h1>blog</h1><ul>{items}</ul><p>{older}</p></body></html>"
        blog.extra["/" if number == 1 else f"/blog/page{number}/"] = ("text/html", body.encode())


def show_by_script(blog: LiveBlog) -> None:
    """Let the front page show the newest posts, and a script ask for all in two parts."""
    parts = blog.posts[:6], blog.posts[6:]
    items = "".join(f'<li><a href="{blog.url(p)}">{p.title}</a></li>' for p in blog.posts[:3])
    body = f'<html><body data-endpoint="/api/posts?of=kim"><ul>{items}</ul></body></html>'
    blog.extra["/"] = ("text/html", body.encode())
    for name, part in zip(("posts", "older"), parts, strict=True):
        told = [{"title": p.title, "link": blog.url(p), "date": "2024-11-02"} for p in part]
        value = {"posts": told, "next": "/api/older?of=kim&cursor=7" if name == "posts" else None}
        blog.extra[f"/api/{name}"] = ("application/json", json.dumps(value).encode())


def numbers(database: Path) -> dict[str, int]:
    """Return the numbers of the posts, by their titles."""
    with open_archive(f"sqlite:///{database}") as archive:
        return {change.title: change.post_id for change in iter_changes(archive)}


def asked(blog: LiveBlog, path: str) -> int:
    return len(blog.asked(path))


def test_a_listing_read_to_its_end_raises_the_suspicion_and_the_address_proves_it(
    blog: LiveBlog, tmp_path: Path
) -> None:
    database = tmp_path / "a.db"
    blog.robots = "User-agent: *\nDisallow:\n"
    blog.broken |= dict.fromkeys(("/sitemap.xml", "/feed.xml", "/tags/", "/categories/"), 404)
    while len(blog.posts) < 11:  # three pages of the list
        blog.add(f"동네 소식 {len(blog.posts)}호")
    show(blog)
    assert crawl(blog.origin, database).returncode == 0
    deleted, moved, unlisted = blog.posts[9], blog.posts[2], blog.posts[5]

    # One goes, and a page of the list breaks: whatever it named may be on that page.
    blog.delete(deleted.title, status=410)
    show(blog, unlisted.title)
    blog.broken["/blog/page2/"] = 500
    before = asked(blog, deleted.path)
    assert crawl(blog.origin, database, "-s", "RETRY_TIMES=0").returncode == 0
    assert asked(blog, deleted.path) == before

    # The front page alone, as of a new theme: it names less than half of what the list named.
    del blog.broken["/blog/page2/"]
    show(blog, unlisted.title, deleted.title, pages=1)
    assert crawl(blog.origin, database).returncode == 0
    assert asked(blog, deleted.path) == before

    # All of the list again, to its end; one post stands elsewhere since.
    blog.edit(moved.title, slug="moved-here")
    blog.moved[moved.path] = blog.post(moved.title).path
    show(blog, unlisted.title)
    alive = asked(blog, unlisted.path)
    assert crawl(blog.origin, database).returncode == 0
    assert blog.asked(deleted.path)[before:] == [410]
    assert asked(blog, unlisted.path) == alive + 1
    with open_archive(f"sqlite:///{database}") as archive:
        told = {
            (change.kind, change.title) for change in iter_changes(archive) if change.kind != "new"
        }
        new = find_post(archive, blog.url(blog.post(moved.title)))
        old = find_post(archive, blog.url(moved))
    assert told == {("gone", deleted.title), ("moved", moved.title)}
    assert new is not None
    assert old is not None
    assert new.post_id == old.post_id

    # What is there all the same was asked for once, not in every crawl.
    assert crawl(blog.origin, database).returncode == 0
    assert asked(blog, unlisted.path) == alive + 1
    assert asked(blog, deleted.path) == before + 1


def test_a_blog_on_a_new_host_keeps_its_posts_with_and_without_redirects(
    blog: LiveBlog, tmp_path: Path
) -> None:
    database = tmp_path / "a.db"
    assert crawl(blog.origin, database).returncode == 0
    before = numbers(database)
    sent_home, gone, deleted = blog.posts[1], blog.posts[2], blog.posts[3]
    with a_blog() as new:
        new.posts.remove(next(post for post in new.posts if post.title == deleted.title))
        moved = {post.path: post.path for post in blog.posts} | {sent_home.path: "/"}
        moved |= {path: path for path in ("/", "/feed.xml", "/sitemap.xml")}
        blog.moved = {path: new.url(to) for path, to in moved.items()}
        for one in (gone, deleted):
            blog.broken[one.path] = 404
            del blog.moved[one.path]
        new.add("이사한 뒤의 첫 글")
        assert crawl(blog.origin, database).returncode == 0
        asked = len(blog.log)
        assert crawl(blog.origin, database).returncode == 0
        # The posts are where they are now; the old host is asked for the way alone.
        assert len(blog.log) - asked <= 4
        with open_archive(f"sqlite:///{database}") as archive:
            told = [(change.kind, change.title) for change in iter_changes(archive)][len(before) :]
            for post in blog.posts:
                if post is not deleted:
                    for address in (blog.url(post), new.url(post)):
                        found = find_post(archive, address)
                        assert found is not None
                        assert found.post_id == before[post.title]
    kept = [post.title for post in blog.posts if post is not deleted]
    assert sorted(title for kind, title in told if kind == "moved") == sorted(kept)
    assert [title for kind, title in told if kind == "new"] == ["이사한 뒤의 첫 글"]
    assert [title for kind, title in told if kind == "gone"] == [deleted.title]


def test_posts_that_moved_to_another_ending_are_asked_for_where_they_stood(
    blog: LiveBlog, tmp_path: Path
) -> None:
    database = tmp_path / "a.db"
    assert crawl(blog.origin, database).returncode == 0
    before = numbers(database)
    for old in list(blog.posts):
        body = f"{old.body}<p>나중에 한 문단을 더 적었습니다.</p>"
        new = blog.edit(old.title, slug=f"{old.slug}.html", body=body)
        blog.moved[old.path] = new.path
    assert crawl(blog.origin, database).returncode == 0
    with open_archive(f"sqlite:///{database}") as archive:
        told = [(change.kind, change.title) for change in iter_changes(archive)][len(before) :]
    assert {title for kind, title in told if kind == "moved"} == set(before)
    assert "new" not in {kind for kind, _ in told}


@pytest.mark.parametrize("by_script", [False, True])
def test_a_post_that_moved_without_a_redirect_is_known_whatever_ends_the_only_list(
    blog: LiveBlog, tmp_path: Path, by_script: bool
) -> None:
    shown = show_by_script if by_script else partial(show, size=99)
    database = tmp_path / "a.db"
    blog.robots = "User-agent: *\nDisallow:\n"
    blog.broken |= dict.fromkeys(("/sitemap.xml", "/feed.xml", "/tags/", "/categories/"), 404)
    while len(blog.posts) < 11:
        blog.add(f"동네 소식 {len(blog.posts)}호")
    shown(blog)
    assert crawl(blog.origin, database).returncode == 0
    old = blog.posts[8]
    new = blog.edit(old.title, slug="moved-here", body=f"{old.body}<p>한 문장을 더했습니다.</p>")
    shown(blog)
    assert crawl(blog.origin, database).returncode == 0
    assert by_script or 404 in blog.asked("/page/2/")
    with open_archive(f"sqlite:///{database}") as archive:
        told = [change.kind for change in iter_changes(archive) if change.kind != "new"]
        there, left = find_post(archive, blog.url(new)), find_post(archive, blog.url(old))
    assert there is not None
    assert left is not None
    assert there.post_id == left.post_id
    assert "moved" in told


def test_of_lists_that_name_all_together_one_that_lacks_a_post_has_it_asked_for(
    blog: LiveBlog, tmp_path: Path
) -> None:
    database = tmp_path / "a.db"
    blog.robots = "User-agent: *\nDisallow:\n"
    blog.broken |= dict.fromkeys(("/sitemap.xml", "/feed.xml", "/tags/", "/categories/"), 404)
    while len(blog.posts) < 14:
        blog.add(f"동네 소식 {len(blog.posts)}호", body=f"<p>{'긴 소식입니다. ' * 20}</p>")

    def show_series() -> None:
        for number in (0, 1):
            own = blog.posts[number::2]
            items = "".join(f'<li><a href="{blog.url(p)}">{p.title}</a></li>' for p in own)
            body = f"<html><body><h1>series</h1><ul>{items}</ul></body></html>"
            blog.extra[f"/series/{number}/"] = ("text/html", body.encode())
        menu = '<nav><a href="/series/0/">a</a> <a href="/series/1/">b</a></nav>'
        front = f'<ul><li><a href="{blog.url(blog.posts[0])}">new</a></li></ul>{menu}'
        blog.extra["/"] = ("text/html", f"<html><body>{front}</body></html>".encode())

    show_series()
    assert crawl(blog.origin, database).returncode == 0
    deleted, old = blog.posts[9], blog.posts[4]
    blog.delete(deleted.title)
    # Its new address is met before it is known that the old one is none.
    new = blog.edit(old.title, slug="moved-here")
    show_series()
    assert crawl(blog.origin, database).returncode == 0
    with open_archive(f"sqlite:///{database}") as archive:
        told = [(one.kind, one.title) for one in iter_changes(archive)]
        there, left = find_post(archive, blog.url(new)), find_post(archive, blog.url(old))
    assert {("gone", deleted.title), ("moved", old.title)} == {
        one for one in told if one[0] != "new"
    }
    assert len(told) == 14 + 2
    assert there is not None
    assert left is not None
    assert there.post_id == left.post_id
