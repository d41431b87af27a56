"""Posts that are split over several pages: which page this is, and where the others are.

A further page has the address of its post and a page number: /slug/2/ or ?p=22&page=2. Addresses
of lists are built so, too, and a post may be called 2: only links that the theme marks as those of
a split post tell, and the head of a page that says to be one post.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from pipelines.readers.trees.selecting import select
from pipelines.urls import canonical_url, identity_url

if TYPE_CHECKING:
    from pipelines.readers.document import Document

#: Links to the pages of a split post, as WordPress and its themes write them.
LINKS = ".page-links a, .post-nav-links a, a.post-page-numbers"
#: A page that holds none of these, and no such link in its head, tells of no parts. Most pages are
#: not parsed to see that; it is asked where all pages pass, so each look is short and bounded.
_MARKS = (b"page-links", b"post-nav-links", b"post-page-numbers")
_LINK = re.compile(rb"<link\b[^<>]{0,1000}")
_MOST_LINKS = 500
_STEP = re.compile(rb"""\brel=["']?(?:next|prev)""", re.IGNORECASE)
_NUMBERED = re.compile(rb"""(?:/|page=)\d{1,3}/?(?:["'\s]|$)""")
_PATH_NUMBER = re.compile(r"/(\d{1,3})/?$")
#: A post of more pages is a list.
_MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a page tells of the other pages of its post."""

    #: Address of the post that this page goes on; empty for a first or only page.
    of: str = ""
    #: The further pages that it links to, in order; the first page and itself are not among them.
    others: tuple[str, ...] = ()


def may_have_parts(body: bytes) -> bool:
    """Return False when the bytes of a page show that it is not one of several."""
    if any(mark in body for mark in _MARKS):
        return True
    links = (match[0] for match in islice(_LINK.finditer(body), _MOST_LINKS))
    return any(_STEP.search(link) and _NUMBERED.search(link) for link in links)


def parts(document: Document) -> Parts:
    """Return what the links of a page tell of the other pages of its post."""
    links = {identity_url(url): url for url in reversed([*_links(document)])}
    if not links:
        return Parts()  # as nearly all
    further = [(url, split) for url in reversed(links.values()) if (split := _split(url))]
    bases = {identity_url(first) for _, (first, _) in further}
    base, of, own = identity_url(document.url), "", _split(document.url)
    if own is not None and base not in bases:
        first = identity_url(own[0])
        if first in bases or first in links:
            base, of = first, links.get(first, own[0])
    here = identity_url(document.url)
    others = sorted(
        (number, url)
        for url, (first, number) in further
        if identity_url(first) == base and identity_url(url) != here
    )
    return Parts(of=of, others=tuple(url for _, url in others[:_MOST]))


def part_of(document: Document) -> str | None:
    """Return the address of the post that the page goes on."""
    return document.parts.of or None


def goes_on(document: Document) -> tuple[str, ...] | None:
    """Return where the rest of the post is, when neither the page nor its list has it whole."""
    return None if is_listed_whole(document) else document.parts.others


def is_listed_whole(document: Document) -> bool:
    """Return True when a list API carries the whole post; a feed has its first page at times."""
    return any(one.found_kind == "api" and one.content_html for one in document.entries)


PART_OF = (part_of,)
GOES_ON = (goes_on,)


def _links(document: Document) -> Iterator[str]:
    found = select(document.tree, LINKS)
    steps = [
        element
        for element in select(document.tree, "link")
        if not _STEPS.isdisjoint((element.get("rel") or "").lower().split())
    ]
    if steps and _is_one_post(document):
        found += steps
    for element in found:
        if url := document.target_of(element):
            yield url


_STEPS = frozenset(("next", "prev"))


def _is_one_post(document: Document) -> bool:
    body = document.tree.find("body")
    marks = (body.get("class") or "").split() if body is not None else []
    return "single" in marks or "article" in document.meta.get("og:type", ())


def _split(url: str) -> tuple[str, int] | None:
    """Return the address that `url` adds a page number to, and the number; None for others."""
    url = canonical_url(url)
    halves = urlsplit(url)
    pairs = parse_qsl(halves.query, keep_blank_values=True)
    rest = [pair for pair in pairs if pair[0] != "page"]
    path, number = halves.path, ""
    if len(rest) == len(pairs) - 1:
        number = dict(pairs)["page"]
    elif match := _PATH_NUMBER.search(path):
        path, number = path[: match.start() + 1], match[1]
    if not re.fullmatch(r"\d{1,3}", number) or int(number) < 2:
        return None
    if path == "/" and not rest:
        return None  # /2 and /?page=2 are pages of the blog
    return urlunsplit((halves.scheme, halves.netloc, path, urlencode(rest), "")), int(number)
