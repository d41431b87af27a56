"""Posts as CSL-JSON, by which Zotero, pandoc and their like cite them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TextIO
from urllib.parse import urlsplit

from pipelines.items import Moment, StoredPost
from pipelines.record import json_text


def write(
    posts: Iterable[StoredPost],
    file: TextIO,
    *,
    titles: Mapping[str, str],
    history: bool = False,
) -> int:
    """Write one JSON array, an item a post, or with `history` a revision; return how many.

    `titles` are those of blogs by their home address; a blog without one is named by its host.
    """
    written = 0
    file.write("[")
    for stored in posts:
        file.write((",\n" if written else "\n") + json_text(_item(stored, titles, history)))
        written += 1
    file.write("\n]\n")
    return written


def _item(stored: StoredPost, titles: Mapping[str, str], history: bool) -> dict[str, Any]:
    """Return a post as the data model of CSL 1.0.2 has it; what is not known is left out."""
    post = stored.post
    item = {
        "id": f"post-{stored.post_id}" + (f"-revision-{stored.revision}" if history else ""),
        "type": "post-weblog",
        "title": post.title,
        # A name as it stands: which part of it is the family's, no blog tells.
        "author": [{"literal": name} for name in post.authors],
        "container-title": titles.get(post.site) or urlsplit(post.site).netloc,
        "issued": _issued(post.published),
        # What is cited was so when it was seen last.
        "accessed": _parts(stored.last_seen_at.date(), 3),
        "URL": post.canonical_url,
        "language": post.language,
        "abstract": post.excerpt,
        "keyword": ", ".join(dict.fromkeys((*post.categories, *post.tags))),
        "archive": "newscrawl",
        "archive_location": f"post {stored.post_id}, revision {stored.revision}",
    }
    return {key: value for key, value in item.items() if value}


def _issued(published: Moment | None) -> dict[str, Any] | None:
    if published is None:
        return None
    # As the page states it: the day of the writer, not that of UTC.
    known = {"year": 1, "month": 2}.get(published.precision, 3)
    return _parts(published.at.date(), known)


def _parts(day: date, known: int) -> dict[str, Any]:
    return {"date-parts": [[day.year, day.month, day.day][:known]]}
