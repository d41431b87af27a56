"""Substack: the page's data, the archive in overlapping windows."""

from __future__ import annotations

import json

from pipelines.readers.platforms import substack
from tests.pipelines.readers.making import PROSE, read


def html(**more: object) -> str:
    post = {
        "id": 99,
        "title": "Dry rooms",
        "subtitle": "On damp",
        "post_date": "2024-07-22T00:30:00.000Z",
        "body_html": PROSE,
        "publishedBylines": [{"name": "Hannah Keller"}],
        "postTags": [{"name": "rain"}],
        **more,
    }
    data = json.dumps(json.dumps({"post": post}, ensure_ascii=False), ensure_ascii=False).replace(
        "</", "<\\/"
    )
    return (
        '<html lang="en"><title>Dry rooms - by Hannah Keller</title><img src="https://substackcdn.com/image/fetch/x">'
        f"<script>window._preloads        = JSON.parse({data})</script></html>"
    )


def test_a_post_is_read_from_the_pages_data() -> None:
    post = read(html(), "https://rain.example/p/dry-rooms")
    assert (post.kind, post.title, post.authors, post.tags) == (
        "post",
        "Dry rooms",
        ("Hannah Keller",),
        ("rain",),
    )
    assert post.published is not None
    assert post.published.isoformat() == "2024-07-22T00:30:00+00:00"
    assert (post.excerpt, post.platform_post_id, post.language) == ("On damp", "99", "ko")
    assert post.body_text.startswith("장마가 길어지면서")


def test_the_archive_is_a_listing() -> None:
    assert read(html(), "https://rain.example/archive").kind == "archive"


def test_windows_overlap_and_end() -> None:
    (first,) = substack.list_requests("https://rain.substack.com/")
    rows = [
        {
            "id": n,
            "title": f"T{n}",
            "canonical_url": f"https://rain.substack.com/p/t{n}",
            "post_date": "2024-07-22T00:30:00Z",
            "audience": "only_paid" if n == 2 else "everyone",
        }
        for n in (1, 2, 3)
    ]
    page = substack.read_list(json.dumps(rows).encode(), first)
    assert [entry.withheld for entry in page.entries] == [None, "private", None]
    assert page.next is not None
    assert "offset=2" in page.next.url
    assert substack.read_list(b"[]", page.next).next is None
    assert substack.read_list(json.dumps(rows[:1]).encode(), page.next).next is None
    assert not substack.read_list(b"{}", first).understood
