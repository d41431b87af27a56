"""The record: the one documented shape in which a post leaves newscrawl (docs/fields.md)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pipelines.items import Post

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
