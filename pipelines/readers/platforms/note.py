"""note (Japan): posts of one writer in a folder of a host that many share, and a JSON list."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from pipelines.items import Entry, PageKind
from pipelines.readers.answer import Readers
from pipelines.readers.names.persons import people
from pipelines.readers.platforms import api
from pipelines.readers.platforms.shown import shown
from pipelines.readers.terms.terms import names
from pipelines.readers.trees.selecting import first
from pipelines.readers.trees.spots import first_text, texts
from pipelines.urls import absolute_url

if TYPE_CHECKING:
    from pipelines.readers.document import Document

NAME = "note"
HOSTS = ("note.com",)
_POST_PATH = re.compile(r"^(?:/([A-Za-z0-9_]+))?/n/(n[0-9a-z]+)/?$")
_USER_PATH = re.compile(r"^/([A-Za-z0-9_]+)(?:/|$)")
#: First segments that are no writers.
_OTHERS = frozenset(("api", "n", "m", "hashtag", "search", "topic", "info", "login", "signup"))
_SITE_NAMES = ("note（ノート）", "note ――つくる、つながる、とどける。")


def recognise(document: Document) -> float:
    """Return how sure the page is of note."""
    if api.host_is(document.url, *HOSTS):
        return 1.0
    # Companies have it on a host of their own; a picture of note's in a quotation is none.
    named = document.meta.get("og:site_name", ())
    return 0.8 if any(name in _SITE_NAMES for name in named) else 0.0


def writer(document: Document) -> tuple[str, ...]:
    """Return the writer under the heading."""
    shown = texts(document.tree, ".o-noteContentHeader__name a", ".o-noteContentHeader__name")
    return people(shown[:1], document, declared=True)


def tags(document: Document) -> tuple[str, ...]:
    """Return the hashtags under the post."""
    found = texts(document.tree, ".m-tagList a", "a.a-tag", ".a-tag__label")
    return names(text.lstrip("#＃") for text in found)


body_element = shown("note.body_element", first, ".note-common-styles__textnote-body")


def post_id(document: Document) -> str | None:
    """Return the key of the post."""
    match = _POST_PATH.match(unquote(urlsplit(document.url).path))
    return match[2] if match else None


def page_kind(document: Document) -> tuple[PageKind, str] | None:
    """Return what the address says."""
    path = unquote(urlsplit(document.url).path)
    if _POST_PATH.match(path) and body_element(document) is not None:
        return "post", "its address names a post of note"
    if re.match(r"/(?:hashtag|topic|search)(?:/|$)|/[A-Za-z0-9_]+/(?:m/[^/]+|all)/?$", path):
        return "listing", "its address is that of a list"
    return None


READERS: Readers = {
    "title": (shown("note.title", first_text, ".o-noteContentHeader__title"),),
    "authors": (writer,),
    "tags": (tags,),
    "container": (body_element,),
    "platform_post_id": (post_id,),
}

DROP = ""


# The list


def blog_of(home_url: str) -> str | None:
    """Return the writer whose folder an address lies in; None on a host of the writer's own."""
    match = _USER_PATH.match(unquote(urlsplit(home_url).path))
    return match[1] if match and match[1] not in _OTHERS else None


def list_requests(home_url: str, home_page: str = "") -> tuple[api.ApiRequest, ...]:
    """Return what to ask for the complete list of posts, newest first."""
    if (user := blog_of(home_url)) is None:
        match = re.search(r'\burlname"?\s*:\s*"([A-Za-z0-9_]+)"', home_page)
        user = match[1] if match else None
    return () if user is None else (_request(api.origin_of(home_url), user, 1),)


def _request(origin: str, user: str, page: int) -> api.ApiRequest:
    url = api.with_query(f"{origin}/api/v2/creators/{user}/contents", kind="note", page=page)
    return api.ApiRequest(url=url, headers={"Accept": "application/json", "Referer": origin + "/"})


def read_list(body: bytes, request: api.ApiRequest, told: api.Told = api.UNTOLD) -> api.ApiPage:
    """Return the posts of one answer; drafts are not among them."""
    data = api.dig(api.read_json(body), "data")
    rows = api.dig(data, "contents")
    match = re.search(r"/creators/([^/?]+)/contents", request.url)
    if not isinstance(rows, list) or match is None:
        return api.NOT_UNDERSTOOD
    origin, page = api.origin_of(request.url), api.asked_number(request, "page", 1)
    goes_on = bool(rows) and api.dig(data, "isLastPage") is not True
    return api.ApiPage(
        entries=api.entries_of(rows, request, partial(_entry, home=f"{origin}/{match[1]}")),
        next=_request(origin, match[1], page + 1) if goes_on else None,
        declared_total=api.whole(api.dig(data, "totalCount")),
    )


def _entry(row: dict[str, Any], *, home: str) -> Entry | None:
    key = row.get("key")
    if not isinstance(key, str) or not re.fullmatch(r"n[0-9a-z]+", key):
        return None
    if row.get("status", "published") != "published":
        return None
    said = row.get("noteUrl")
    url = absolute_url(said, home) if isinstance(said, str) else None
    tagged = (api.dig(one, "hashtag", "name") for one in api.listed(row.get("hashtags")))
    return Entry(
        url=url or f"{home}/n/{key}",
        title=api.line(row.get("name")),
        published=api.stated_moment(row.get("publishAt")),
        tags=names(text.lstrip("#＃") for text in tagged if isinstance(text, str)),
        summary=api.line(row.get("body")),
        platform_post_id=key,
    )
