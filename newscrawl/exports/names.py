"""Names that an export gives: of files, of addresses. Nothing from the net is a path in them."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote, urlsplit

from pipelines.items import Post, StoredPost

#: Letters of a name, in any script; a file name may have 255 bytes, of which Hangul takes three.
LONGEST = 60
_BETWEEN = re.compile(r"[\W_]+")
_ENDING = re.compile(r"\.(?:html?|php|aspx?|jsp|md)$", re.IGNORECASE)
#: A segment that means the same to every file system and web server.
_PLAIN_SEGMENT = re.compile(r"(?!\.)[\w.~+,@-]{1,80}(?<!\.)")


def plain_name(text: str) -> str:
    """Return letters and digits of `text` joined by hyphens, in lower case; may be empty."""
    joined = _BETWEEN.sub("-", unicodedata.normalize("NFC", text).lower())
    return joined[:LONGEST].strip("-")


def slug_of(post: Post) -> str:
    """Return a short name for a post: as its address ends, else of its title; may be empty."""
    last = unquote(urlsplit(post.canonical_url).path).rstrip("/").rpartition("/")[2]
    named = plain_name(_ENDING.sub("", last))
    # A number says nothing to a reader; the title does.
    return named if named.strip("-0123456789") else plain_name(post.title) or named


def place_of(stored: StoredPost, *, under_host: bool = False) -> str:
    """Return the path at which a copy of the blog shows a post: its own where that is plain.

    It ends in `/` or `.html`, which every web server finds. Two posts of one blog never share
    one: a path that is not plain gives way to one with the number of the post. `under_host`:
    below the name of the host, so that posts of several blogs keep apart.
    """
    url, home = urlsplit(stored.post.canonical_url), urlsplit(stored.post.site)
    above = "/" + re.sub(r"[^\w.-]", "-", _host(home.netloc)) if under_host else ""
    segments = unquote(url.path).strip("/").split("/")
    plain = all(_PLAIN_SEGMENT.fullmatch(segment) for segment in segments)
    if url.query or not plain or _host(url.netloc) != _host(home.netloc):
        return f"{above}/post/{stored.post_id}/"
    path = "/" + unicodedata.normalize("NFC", "/".join(segments))
    if path == "/index.html" or re.match(r"/post/[0-9]+$", path):
        return f"{above}/post/{stored.post_id}/"
    return above + (path if path.endswith(".html") else path + "/")


def _host(netloc: str) -> str:
    return netloc.lower().removeprefix("www.")
