"""A page that asks not to be archived is left out, when the owner of the archive wants that."""

from __future__ import annotations

from pathlib import Path

import pytest

from newscrawl import exits
from pipelines.noarchive import asks_for_no_archive
from tests.newscrawl.test_running import crawl, stored
from tests.servers.blog import LiveBlog


@pytest.mark.parametrize(
    ("headers", "body", "asks"),
    [
        ([], b"", False),
        (["noarchive"], b"", True),
        (["noindex, NoArchive"], b"", True),
        (["newscrawl: noarchive"], b"", True),
        (["otherbot: noarchive"], b"", False),
        (["otherbot: noindex, noarchive"], b"", False),
        (["otherbot: noindex", "newscrawl: noarchive"], b"", True),
        (["otherbot: noindex", "noarchive"], b"", True),
        (["max-snippet:-1, max-image-preview:large, noarchive"], b"", True),
        (["unavailable_after: Friday, 25-Jun-10 15:00:00 PST, noarchive"], b"", True),
        (["otherbot: max-snippet: 20, noarchive"], b"", False),
        (["newscrawl: max-snippet: 20, noarchive"], b"", True),
        ([], b'<meta name="robots" content="index, noarchive">', True),
        ([], b"<META CONTENT='NOARCHIVE' NAME=robots/>", True),
        ([], b'<meta name="otherbot" content="noarchive">', False),
        ([], b'<meta name="description" content="what noarchive means">', False),
        ([], b'<meta name="robots" content="noindex">', False),
    ],
)
def test_noarchive_is_read_from_header_and_page(
    headers: list[str], body: bytes, asks: bool
) -> None:
    assert asks_for_no_archive([said.encode() for said in headers], body) is asks


def test_a_post_that_asks_not_to_be_archived_is_left_out_by_setting(
    blog: LiveBlog, tmp_path: Path
) -> None:
    shy = blog.posts[0]
    page = blog.page(shy.path)
    assert page is not None
    tag = b'<meta name="robots" content="noarchive">'
    body = page.body.replace(b"<head>", b"<head>" + tag)
    assert tag in body
    blog.extra[shy.path] = ("text/html; charset=utf-8", body)
    done = crawl(blog.origin, tmp_path / "a.db", "-s", "NEWSCRAWL_OBEY_NOARCHIVE=1")
    assert done.returncode == exits.DONE, done.stderr
    assert sorted(stored(tmp_path / "a.db")) == sorted(post.title for post in blog.posts[1:])
    done = crawl(blog.origin, tmp_path / "a.db")
    assert done.returncode == exits.DONE, done.stderr
    assert len(stored(tmp_path / "a.db")) == len(blog.posts)
