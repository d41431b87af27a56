"""Substack, under its own name and under custom domains; the archive API as a list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from pipelines.items import Entry, Moment, PageKind
from pipelines.readers.answer import Readers
from pipelines.readers.data.scripts import quoted_json_after
from pipelines.readers.dates.page_time import moment
from pipelines.readers.names.persons import people
from pipelines.readers.platforms import api
from pipelines.readers.platforms.shown import shown
from pipelines.readers.terms.terms import names
from pipelines.readers.trees.html import squash
from pipelines.readers.trees.spots import first_of, first_text

if TYPE_CHECKING:
    from pipelines.readers.document import Document

NAME = "substack"
HOSTS = ("substack.com",)
_PAGE_SIZE = 12


def recognise(document: Document) -> float:
    """Return how sure the page is of Substack."""
    theirs = "substackcdn.com" in document.text
    if api.host_is(document.url, *HOSTS) or (theirs and "window._preloads" in document.text):
        return 1.0
    return 0.5 if theirs and "available-content" in document.text else 0.0


def post_node(document: Document) -> dict[str, Any]:
    """Return the post in the page's own data; empty when it is not there."""
    found = api.dig(
        quoted_json_after(document, r"window\._preloads\s*=\s*JSON\.parse\(\s*"), "post"
    )
    return found if isinstance(found, dict) else {}


def title(document: Document) -> str | None:
    """Return the title in the page's data, else the heading."""
    return squash(str(post_node(document).get("title") or "")) or first_text(
        document.tree, "h1.post-title"
    )


def published(document: Document) -> Moment | None:
    """Return the moment of publication."""
    return moment(document, post_node(document).get("post_date"))


def modified(document: Document) -> Moment | None:
    """Return the moment of the last change."""
    return moment(document, post_node(document).get("updated_at"))


def bylines(document: Document) -> tuple[str, ...]:
    """Return the writers."""
    rows = post_node(document).get("publishedBylines")
    named = (
        [row.get("name") for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    )
    return people([name for name in named if isinstance(name, str)], document, declared=True)


def tags(document: Document) -> tuple[str, ...]:
    """Return the tags of the post."""
    rows = post_node(document).get("postTags")
    return names(rows) if isinstance(rows, list) else ()


def subtitle(document: Document) -> str | None:
    """Return the line under the title."""
    stated = post_node(document).get("subtitle")
    return (
        squash(stated)
        if isinstance(stated, str) and stated.strip()
        else first_text(document.tree, "h3.subtitle")
    )


def preloaded_body(document: Document) -> HtmlElement | None:
    """Return a container made of the body in the page's data."""
    markup = post_node(document).get("body_html")
    return document.synthetic(markup) if isinstance(markup, str) and markup.strip() else None


def post_id(document: Document) -> str | None:
    """Return the number of the post."""
    number = api.whole(post_node(document).get("id"))
    return str(number) if number is not None else None


def page_kind(document: Document) -> tuple[PageKind, str] | None:
    """Return what the address says: posts lie under `/p/`."""
    path = urlsplit(document.url).path
    if re.match(r"/p/[^/]+/?$", path):
        return "post", "its address is that of a Substack post"
    return (
        ("listing", "its address is that of a list")
        if re.match(r"/(?:archive|t/|notes|podcast)", path)
        else None
    )


READERS: Readers = {
    "title": (title,),
    "published": (published,),
    "modified": (modified,),
    "authors": (bylines,),
    "tags": (tags,),
    "excerpt": (subtitle,),
    "container": (
        shown("substack.shown_body", first_of, ".available-content .body.markup | .body.markup"),
        preloaded_body,
    ),
    "platform_post_id": (post_id,),
}

DROP = (
    ".subscription-widget-wrap, .subscribe-widget, .header-anchor-widget, p.button-wrapper, "
    ".captioned-button-wrap, .image-link-expand, .paywall, .poll-embed"
)


def list_requests(home_url: str, home_page: str = "") -> tuple[api.ApiRequest, ...]:
    """Return the first window of the archive, newest first."""
    return (_list_request(api.origin_of(home_url), 0),)


def _list_request(origin: str, offset: int) -> api.ApiRequest:
    url = api.with_query(
        f"{origin}/api/v1/archive", sort="new", search="", offset=offset, limit=_PAGE_SIZE
    )
    return api.ApiRequest(url=url, headers={"Accept": "application/json"})


def read_list(body: bytes, request: api.ApiRequest, told: api.Told = api.UNTOLD) -> api.ApiPage:
    """Return the posts of one window; windows overlap by one, since pages are cut unevenly."""
    rows = api.read_json(body)
    if not isinstance(rows, list) or any(not isinstance(row, dict) for row in rows):
        return api.NOT_UNDERSTOOD
    following = api.asked_number(request, "offset", 0) + len(rows) - 1
    return api.ApiPage(
        entries=api.entries_of(rows, request, _entry),
        next=_list_request(api.origin_of(request.url), following) if len(rows) > 1 else None,
    )


def _entry(row: dict[str, Any]) -> Entry | None:
    url = row.get("canonical_url")
    if not isinstance(url, str):
        return None
    return Entry(
        url=url,
        title=api.line(row.get("title")),
        published=api.stated_moment(row.get("post_date")),
        authors=names(api.listed(row.get("publishedBylines"))),
        tags=names(api.listed(row.get("postTags"))),
        summary=api.line(row.get("subtitle")),
        platform_post_id=api.line(row.get("id")),
        withheld="private" if row.get("audience") == "only_paid" else None,
    )
