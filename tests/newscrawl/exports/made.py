"""Posts to export, and the verb that exports them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from newscrawl.__main__ import main
from pipelines.items import Fetch, Moment, Post

SITE = "https://blog.example/"
SEOUL = timezone(timedelta(hours=9))


def post_of(number: int, title: str, **more: Any) -> Post:
    """Return a post of the blog, published on day `number` of March 2026."""
    url = more.pop("url", f"{SITE}2026/{number}")
    at = datetime(2026, 3, number, 9, 30, tzinfo=SEOUL)
    said: dict[str, Any] = {
        "url": url,
        "canonical_url": url,
        "site": SITE,
        "title": title,
        "published": Moment(at=at),
        "authors": ("김기자",),
        "language": "ko",
        "body_text": f"{title} 본문",
        "body_html": f"<p>{title} 본문</p>",
        "fetch": Fetch(url=url, final_url=url, fetched_at=more.pop("seen", at.astimezone(UTC))),
    }
    return Post(**{**said, **more})


def export(database: object, form: str, folder: Path, *words: str) -> str:
    """Return what `newscrawl export --format FORM` writes."""
    out = folder / f"posts.{form}"
    command = ["export", "--db", str(database), "--format", form, "--out", str(out), *words]
    assert main(command) == 0
    return out.read_text("utf-8")
