"""Posts to put into an archive."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from pipelines.items import Embed, Entry, Evidence, Fetch, Image, Link, Moment, Post

KST = timezone(timedelta(hours=9))
FETCHED = datetime(2026, 11, 1, 3, 4, 5, 678901, tzinfo=UTC)


@pytest.fixture(scope="session")
def make_post() -> Callable[..., Post]:
    """Give a function: the n-th post of a blog with every field filled; keywords replace fields."""
    return _post


def _post(n: int = 1, *, at: datetime = FETCHED, **changes: Any) -> Post:
    url = changes.get("url", f"https://blog.example/2026/{n}")
    published = Moment(
        at=datetime(2026, 1, 1, 9, 30, tzinfo=KST) + timedelta(days=n),
        precision="minute",
        raw="2026년 1월 2일 오전 9:30",
    )
    fields: dict[str, Any] = {
        "url": url,
        "canonical_url": url,
        "site": "https://blog.example/",
        "title": f"한미동맹 {n}번째 글 — “é” 🇰🇷",
        "kind_reasons": ("has a date",),
        "published": published,
        "modified": Moment(at=datetime(2026, 3, 1, tzinfo=UTC), precision="day"),
        "authors": ("김기자", "Zoë"),
        "tags": ("동맹", "news", "News"),
        "categories": ("정치",),
        "language": "ko",
        "excerpt": "발췌",
        "body_text": "첫 문단\n둘째 문단 안녕하세요",
        "body_html": "<h2>제목</h2><p>첫 문단</p><ul><li>둘째 문단</li></ul>",
        "images": (
            Image(
                url="https://img.example/lead.jpg",
                alt="info 속보",
                caption="사진",
                observed_url="https://img.example/lead.jpg?w=300",
                role="lead",
                width=640,
                height=480,
            ),
            Image(
                url=f"https://img.example/{n}.png",
                widest_url=f"https://img.example/{n}-wide.png",
            ),
        ),
        "declared_image": Image(url="https://img.example/card.png", role="declared"),
        "links": (
            Link(
                url="https://qoogle.example/",
                text="qoogle",
                rel="dofollow",
                kind="bare",
                href="https://qoogle.example",
            ),
            Link(url="https://blog.example/other", text="안", href="/other"),
        ),
        "embeds": (Embed(url="https://www.youtube.com/embed/x", provider="youtube"),),
        "platforms": ("jekyll", "tistory"),
        "platform_post_id": f"n{n}",
        "evidence": (
            Evidence(field="title", value="한미동맹", reader="jekyll.title"),
            Evidence(field="title", value="x", reader="og.title", confidence=0.5, chosen=False),
        ),
        "warnings": ("a date was read twice",),
        "reader_version": "1",
        "fetch": Fetch(
            url=url,
            final_url=url,
            content_type="text/html; charset=utf-8",
            etag='W/"abc"',
            last_modified="Sun, 01 Nov 2026 00:00:00 GMT",
            fetched_at=at,
            body_bytes=12345,
            server_date=datetime(2026, 11, 1, 3, 4, 5, tzinfo=UTC),
        ),
        "entries": (
            Entry(
                url=url,
                found_in="https://blog.example/feed.xml",
                found_kind="feed",
                position=n,
                title="한미동맹",
                published=published,
                tags=("동맹",),
            ),
        ),
    }
    return Post(**{**fields, **changes})
