"""The record: the one documented shape in which a post leaves newscrawl (docs/fields.md)."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

from pipelines.items import Post, StoredPost

# Within JSON they can only stand in a string, where the escape means the same.
_UNSEEN = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")

#: The keys of a record, in order.
RECORD_KEYS = (
    "url",
    "canonical_url",
    "title",
    "published",
    "modified",
    "author",
    "tags",
    "categories",
    "language",
    "excerpt",
    "body_text",
    "body_html",
    "lead_image",
    "images",
    "links",
    "embeds",
    "site",
    "first_seen",
    "last_seen",
)


#: What a record says beyond these where each revision has one.
REVISION_KEYS = ("post", "revision", "seen_at", "content_hash")


def post_record(
    post: Post, *, first_seen: datetime | None = None, last_seen: datetime | None = None
) -> dict[str, Any]:
    """Return `post` as the record that export, `read` and `-O` give: plain JSON types only."""
    lead = post.lead_image
    return {
        "url": post.url,
        "canonical_url": post.canonical_url,
        "title": post.title,
        "published": post.published.isoformat() if post.published else None,
        "modified": post.modified.isoformat() if post.modified else None,
        "author": list(post.authors),
        "tags": list(post.tags),
        "categories": list(post.categories),
        "language": post.language or None,
        "excerpt": post.excerpt or None,
        "body_text": post.body_text,
        "body_html": post.body_html,
        "lead_image": lead.url if lead else None,
        "images": [
            {"url": image.url, "alt": image.alt, "caption": image.caption} for image in post.images
        ],
        "links": [{"url": link.url, "text": link.text, "rel": link.rel} for link in post.links],
        "embeds": [{"url": embed.url, "provider": embed.provider} for embed in post.embeds],
        "site": post.site,
        "first_seen": first_seen.isoformat() if first_seen else None,
        "last_seen": last_seen.isoformat() if last_seen else None,
    }


def stored_record(stored: StoredPost) -> dict[str, Any]:
    """Return the record of a post as the archive holds it."""
    return post_record(stored.post, first_seen=stored.first_seen_at, last_seen=stored.last_seen_at)


def revision_record(stored: StoredPost) -> dict[str, Any]:
    """Return the record of a revision, with what tells it from the others of its post."""
    seen_at = stored.post.fetch.fetched_at.astimezone(UTC).isoformat()
    told = (stored.post_id, stored.revision, seen_at, stored.content_hash)
    return stored_record(stored) | dict(zip(REVISION_KEYS, told, strict=True))


def json_text(value: object, *, indent: int | None = None) -> str:
    """Return `value` as JSON with every letter as it is; times become ISO 8601.

    What a terminal obeys, or some programs take for the end of a line, is written as \\uXXXX.
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=_plain)
    return _UNSEEN.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple | set | frozenset):
        return list(value)
    return str(value)
