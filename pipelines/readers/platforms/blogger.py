"""Blogger (blogspot): the markup of its themes, and the JSON form of its feed as a list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pipelines.items import Entry, Moment, PageKind
from pipelines.readers.answer import Readers
from pipelines.readers.dates.page_time import moment
from pipelines.readers.platforms import api
from pipelines.readers.platforms.shown import generator_is, shown
from pipelines.readers.terms.terms import names, names_at
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import first_of, text_of

if TYPE_CHECKING:
    from pipelines.readers.document import Document

NAME = "blogger"
_HOST = re.compile(r"\.blogspot\.[a-z.]{2,6}$")
#: The cap fell over the years and is not relied upon: the next page starts after what came.
_PAGE_SIZE = 150


def recognise(document: Document) -> float:
    """Return how sure the page is of Blogger."""
    if generator_is(document, "blogger") or _HOST.search(urlsplit(document.url).hostname or ""):
        return 1.0
    return 0.7 if "www.blogger.com/static/" in document.text else 0.0


def stamp(document: Document) -> Moment | None:
    """Return the timestamp under the post, else the day above it."""
    for css in ("abbr.published[title]", "time.published[datetime]", ".date-header"):
        for element in select(document.tree, css)[:1]:
            stated = element.get("title") or element.get("datetime") or text_of(element)
            if found := moment(document, stated):
                return found
    return None


def post_id(document: Document) -> str | None:
    """Return the number of the post."""
    if declared := document.meta.get("postid"):
        return declared[0]
    match = re.search(r"post-body-(\d{10,})|['\"]postId['\"]\s*:\s*['\"](\d{10,})", document.text)
    return (match[1] or match[2]) if match else None


def address(document: Document) -> str | None:
    """Return the address without `?m=1`, on the host without a country."""
    parts = urlsplit(document.url)
    if not re.match(r"/\d{4}/\d{2}/[^/]+\.html$", parts.path):
        return None
    host = _HOST.sub(".blogspot.com", parts.netloc)
    return f"{parts.scheme}://{host}{parts.path}"


def page_kind(document: Document) -> tuple[PageKind, str] | None:
    """Return what the address says: those of posts, pages and searches have one form each."""
    path = urlsplit(document.url).path
    if re.match(r"/\d{4}/\d{2}/[^/]+\.html$", path):
        return "post", "its address is that of a Blogger post"
    if path.startswith("/search") or re.match(r"/\d{4}(?:/\d{2})?/?$", path):
        return "listing", "its address is that of a list"
    return (
        ("about", "its address is that of a Blogger page")
        if re.match(r"/p/[^/]+\.html$", path)
        else None
    )


READERS: Readers = {
    "published": (stamp,),
    "tags": (
        shown(
            "blogger.labels",
            names_at,
            ".post-labels a[rel~=tag] | .post-labels a | .byline.post-labels a | "
            "a[href*='/search/label/'][rel~=tag]",
            most=40,
        ),
    ),
    "container": (
        shown("blogger.body_element", first_of, ".post-body.entry-content | .post-body"),
    ),
    "platform_post_id": (post_id,),
    "canonical_url": (address,),
}

DROP = ".post-share-buttons, .jump-link, .blogger-labels, .post-footer"


def list_requests(home_url: str, home_page: str = "") -> tuple[api.ApiRequest, ...]:
    """Return the first page of the feed in JSON."""
    return (_list_request(api.origin_of(home_url), 1),)


def _list_request(origin: str, start: int) -> api.ApiRequest:
    url = api.with_query(
        f"{origin}/feeds/posts/summary",
        alt="json",
        orderby="published",
        **{"start-index": start, "max-results": _PAGE_SIZE},
    )
    return api.ApiRequest(url=url, headers={"Accept": "application/json"})


def read_list(body: bytes, request: api.ApiRequest, told: api.Told = api.UNTOLD) -> api.ApiPage:
    """Return the posts of one answer and the exact number of all."""
    feed = api.dig(api.read_json(body), "feed")
    if not isinstance(feed, dict):
        return api.NOT_UNDERSTOOD
    stated = feed.get("entry")
    rows = stated if isinstance(stated, list) else []
    total = api.whole(api.dig(feed, "openSearch$totalResults", "$t"))
    following = api.asked_number(request, "start-index", 1) + len(rows)
    more = bool(rows) and (total is None or following <= total)
    return api.ApiPage(
        entries=api.entries_of(rows, request, _entry),
        declared_total=total,
        next=_list_request(api.origin_of(request.url), following) if more else None,
    )


def _entry(row: dict[str, Any]) -> Entry | None:
    url = next(
        (
            link.get("href")
            for link in api.listed(row.get("link"))
            if isinstance(link, dict) and link.get("rel") == "alternate"
        ),
        None,
    )
    if not isinstance(url, str):
        return None
    authors = [api.dig(person, "name", "$t") for person in api.listed(row.get("author"))]
    number = re.search(r"post-(\d+)$", str(api.dig(row, "id", "$t") or ""))
    summary = api.dig(row, "summary", "$t")
    return Entry(
        url=url,
        title=api.line(api.dig(row, "title", "$t")),
        published=api.stated_moment(api.dig(row, "published", "$t")),
        updated=api.stated_moment(api.dig(row, "updated", "$t")),
        authors=names(name for name in authors if name != "Unknown"),
        tags=names(api.listed(row.get("category"))),
        summary=api.line(re.sub(r"<[^>]*>", " ", summary)) if isinstance(summary, str) else None,
        platform_post_id=number[1] if number else None,
    )
