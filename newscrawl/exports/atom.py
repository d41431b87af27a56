"""Posts as an Atom feed (RFC 4287), whose ids stay when a post moves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import TextIO
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from newscrawl.exports.xml import element
from pipelines.items import StoredPost

#: Posts whose first addresses are asked for at a time.
_PAGE = 100

#: From numbers of posts to the addresses they were first met under.
FirstAddresses = Callable[[Sequence[int]], dict[int, str]]


def write(
    posts: Iterable[StoredPost],
    file: TextIO,
    *,
    title: str,
    about: str,
    updated: datetime,
    first_addresses: FirstAddresses,
) -> int:
    """Write a feed of `posts`; return how many.

    `about` is what the feed is of, in words that do not change: its id comes from them.
    """
    file.write('<?xml version="1.0" encoding="utf-8"?>\n')
    file.write('<feed xmlns="http://www.w3.org/2005/Atom">\n')
    head = (
        element("id", _urn(f"newscrawl export {about}")),
        element("title", title),
        element("updated", _stamp(updated)),
        element("generator", "newscrawl"),
    )
    file.write("\n".join(head) + "\n")
    written = 0
    for stored, first in _with_first_address(posts, first_addresses):
        file.write("\n".join(("<entry>", *_entry(stored, first), "</entry>")) + "\n")
        written += 1
    file.write("</feed>\n")
    return written


def updated_at(stored: StoredPost) -> datetime:
    """Return when a post last became what it is, in UTC.

    When the edit was seen, of an edited one; else what the page states, or first sight.
    """
    if stored.revision > 1:
        return stored.post.fetch.fetched_at
    stated = stored.post.modified or stored.post.published
    return stated.utc if stated else stored.first_seen_at


def _entry(stored: StoredPost, first: str) -> Iterator[str]:
    post = stored.post
    yield element("id", _urn(first))
    yield element("title", post.title) if post.title else "<title></title>"
    yield element("link", rel="alternate", type="text/html", href=post.canonical_url)
    yield element("updated", _stamp(updated_at(stored)))
    if post.published:
        yield element("published", _stamp(post.published.at))
    # A feed whose entries name no author is not valid: the blog is, where nobody is named.
    for name in post.authors or (urlsplit(post.site).netloc or post.site,):
        yield f"<author>{element('name', name)}</author>"
    for term in dict.fromkeys((*post.categories, *post.tags)):
        yield element("category", term=term)
    if post.excerpt:
        yield element("summary", post.excerpt)
    language = {"xml:lang": post.language} if post.language else {}
    base = {"xml:base": post.canonical_url}
    yield element("content", post.body_html or " ", type="html", **language, **base)


def _with_first_address(
    posts: Iterable[StoredPost], first_addresses: FirstAddresses
) -> Iterator[tuple[StoredPost, str]]:
    left = iter(posts)
    while page := list(islice(left, _PAGE)):
        first = first_addresses([stored.post_id for stored in page])
        for stored in page:
            yield stored, first.get(stored.post_id, stored.post.canonical_url)


def _urn(name: str) -> str:
    return uuid5(NAMESPACE_URL, name).urn


def _stamp(at: datetime) -> str:
    # RFC 3339 wants four digits of a year, and offsets of whole minutes.
    if (offset := at.utcoffset()) is None or offset.total_seconds() % 60:
        at = at.astimezone(UTC)
    return at.replace(microsecond=0).isoformat()
