"""Posts as WXR, the export format of WordPress, which its importer reads."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import TextIO
from urllib.parse import quote

from newscrawl.exports.names import slug_of
from newscrawl.exports.xml import cdata, element
from pipelines.items import StoredPost
from pipelines.wordpress_export import NOBODY, OWN, SEVERAL

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"
  xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
"""
#: WordPress cuts a slug at so many characters, after percent-encoding.
_SLUG = 200


def write(posts: Iterable[StoredPost], file: TextIO, *, title: str, home: str) -> int:
    """Write `posts` as the export of one WordPress; return how many.

    Authors are told at the end, where the importer finds them as well: their number is
    known only then.
    """
    file.write(_HEAD)
    file.write("\n".join((element("title", title), element("link", home))) + "\n")
    file.write("<description/>\n<generator>newscrawl</generator>\n")
    file.write("<wp:wxr_version>1.2</wp:wxr_version>\n")
    file.write(element("wp:base_site_url", home) + "\n" + element("wp:base_blog_url", home) + "\n")
    authors: dict[str, str] = {}
    written = 0
    for stored in posts:
        names = stored.post.authors or (NOBODY,)
        authors.setdefault(login_of(names[0]), names[0])
        file.write("\n".join(("<item>", *_item(stored, names), "</item>")) + "\n")
        written += 1
    for login, name in authors.items():
        told = cdata("wp:author_login", login) + cdata("wp:author_display_name", name)
        file.write(f"<wp:author>{told}</wp:author>\n")
    file.write("</channel>\n</rss>\n")
    return written


def login_of(name: str) -> str:
    """Return a name that WordPress takes for a login: it drops every letter beyond ASCII."""
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 _.@-]{0,50}", name):
        return name
    return f"author-{hashlib.sha256(name.encode(errors='replace')).hexdigest()[:12]}"


def _item(stored: StoredPost, authors: tuple[str, ...]) -> Iterator[str]:
    post = stored.post
    lead = post.lead_image
    at = post.published.at if post.published else stored.first_seen_at
    yield cdata("title", post.title)
    yield element("link", post.canonical_url)
    yield element("pubDate", format_datetime(at.astimezone(UTC)))
    yield cdata("dc:creator", login_of(authors[0]))
    yield element("guid", post.canonical_url, isPermaLink="false")
    yield "<description/>"
    yield cdata("content:encoded", post.body_html)
    yield cdata("excerpt:encoded", post.excerpt)
    yield element("wp:post_id", str(stored.post_id))
    yield cdata("wp:post_date", _stamp(at))
    yield cdata("wp:post_date_gmt", _stamp(at.astimezone(UTC)))
    if post.modified:
        yield cdata("wp:post_modified", _stamp(post.modified.at))
        yield cdata("wp:post_modified_gmt", _stamp(post.modified.utc))
    for name in ("comment_status", "ping_status"):
        yield cdata(f"wp:{name}", "closed")
    yield cdata("wp:post_name", quote(slug_of(post), safe="").lower()[:_SLUG])
    yield cdata("wp:status", "publish")
    yield "<wp:post_parent>0</wp:post_parent><wp:menu_order>0</wp:menu_order>"
    yield cdata("wp:post_type", "post") + cdata("wp:post_password", "")
    yield "<wp:is_sticky>0</wp:is_sticky>"
    for domain, terms in (("category", post.categories), ("post_tag", post.tags)):
        for term in terms:
            yield cdata("category", term, domain=domain, nicename=_nicename(term))
    said = {
        "original_url": post.url,
        "site": post.site,
        # WordPress knows no date alone, nor a time of no zone; and none has a post that has none.
        "published": post.published.isoformat() if post.published else "",
        "undated": "" if post.published else _stamp(at),
        "modified": post.modified.isoformat() if post.modified else "",
        "language": post.language,
        "authors": SEVERAL.join(post.authors) if len(post.authors) != 1 else "",
        "declared_image" if post.declared_image else "lead_image": lead.url if lead else "",
        # In the text stand links to them.
        "embeds": " ".join(embed.url for embed in post.embeds),
    }
    for key, value in said.items():
        if value:
            told = cdata("wp:meta_key", f"{OWN}{key}") + cdata("wp:meta_value", value)
            yield f"<wp:postmeta>{told}</wp:postmeta>"


def _nicename(term: str) -> str:
    return quote(re.sub(r"\s+", "-", term.strip().lower()), safe="-").lower()[:_SLUG]


def _stamp(at: datetime) -> str:
    return at.replace(microsecond=0, tzinfo=None).isoformat(" ")
