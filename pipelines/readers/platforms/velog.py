"""Velog: a React page whose data lies in `__APOLLO_STATE__`, and a GraphQL list."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit

from lxml.html import HtmlElement

from pipelines.items import Entry, Moment, PageKind
from pipelines.readers.answer import Readers
from pipelines.readers.data.markdown import render_markdown
from pipelines.readers.data.scripts import json_after
from pipelines.readers.dates.moments import parse_moment
from pipelines.readers.dates.page_time import first_moment, moment
from pipelines.readers.dates.zones import KOREA
from pipelines.readers.names.persons import people
from pipelines.readers.platforms import api
from pipelines.readers.platforms.shown import shown
from pipelines.readers.terms.terms import names
from pipelines.readers.trees.html import squash
from pipelines.readers.trees.spots import first_of, first_text, texts

if TYPE_CHECKING:
    from pipelines.readers.document import Document

NAME = "velog"
HOSTS = ("velog.io",)
GRAPHQL_URL = "https://v3.velog.io/graphql"
#: More is refused.
_PAGE_SIZE = 100
_FIELDS = (
    "id title short_description url_slug released_at updated_at tags is_private user { username }"
)
_QUERY = "query posts($input: GetPostsInput!) { posts(input: $input) { " + _FIELDS + " } }"


def recognise(document: Document) -> float:
    """Return how sure the page is of Velog."""
    if api.host_is(document.url, *HOSTS):
        return 1.0
    if "__APOLLO_STATE__" in document.text and re.search(
        r'"VelogConfig:|velog_config|velcdn\.com', document.text
    ):
        return 1.0
    return 0.4 if "velog.velcdn.com" in document.text else 0.0


def state(document: Document) -> dict[str, Any]:
    """Return the page's Apollo state; empty when it is not there."""
    found = json_after(document, r"window\.__APOLLO_STATE__\s*=\s*")
    return found if isinstance(found, dict) else {}


def post_node(document: Document) -> dict[str, Any]:
    """Return the post that the page shows: the one with a body, or whose address this is."""
    held = state(document)
    slug = unquote(urlsplit(document.url).path).rstrip("/").rpartition("/")[2]
    posts = [
        one for one in held.values() if isinstance(one, dict) and one.get("__typename") == "Post"
    ]
    whole = [node for node in posts if node.get("body")]
    named = [node for found in (whole, posts) for node in found if node.get("url_slug") == slug]
    return named[0] if named else whole[0] if len(whole) == 1 else {}


def _referred(document: Document, value: Any) -> Any:
    if isinstance(value, dict):
        reference = value.get("id") if value.get("type") == "id" else value.get("__ref")
        return state(document).get(reference, value) if isinstance(reference, str) else value
    return value


def _listed(value: Any) -> list[Any]:
    if isinstance(value, dict) and value.get("type") == "json":
        value = value.get("json")
    return api.listed(value)


def title(document: Document) -> str | None:
    """Return the title in the page's data, else the heading."""
    return squash(str(post_node(document).get("title") or "")) or first_text(
        document.tree, ".head-wrapper h1"
    )


def released(document: Document) -> Moment | None:
    """Return the moment of release; the page itself shows a day, or counts back."""
    return _in_korea(moment(document, post_node(document).get("released_at")))


def updated(document: Document) -> Moment | None:
    """Return the moment of the last change."""
    return _in_korea(moment(document, post_node(document).get("updated_at")))


def _in_korea(found: Moment | None) -> Moment | None:
    # The data are in UTC, the day that the page shows is a Korean one.
    return None if found is None else replace(found, at=found.at.astimezone(KOREA))


def shown_date(document: Document) -> Moment | None:
    """Return the date beside the writer's name."""
    return first_moment(document, texts(document.tree, ".information span"))


def writer(document: Document) -> tuple[str, ...]:
    """Return the display name of the writer, else the user name."""
    user = _referred(document, post_node(document).get("user"))
    profile = _referred(document, api.dig(user, "profile"))
    named = api.dig(profile, "display_name") or api.dig(user, "username")
    if not isinstance(named, str):
        named = first_text(document.tree, ".information .username", ".username") or ""
    return people([named], document, declared=True)


def tags(document: Document) -> tuple[str, ...]:
    """Return the tags in the page's data, else the links to them."""
    found = names(_listed(post_node(document).get("tags")))
    return found or names(
        texts(document.tree, ".head-wrapper a[href*='/tags/']", ".head-wrapper a[href*='tag=']")
    )


def series(document: Document) -> tuple[str, ...]:
    """Return the series that holds the post: the one shelf Velog has."""
    node = _referred(document, post_node(document).get("series"))
    return names([api.dig(node, "name")])


def short_description(document: Document) -> str | None:
    """Return the writer's own summary."""
    found = post_node(document).get("short_description")
    return squash(found) or None if isinstance(found, str) else None


def markdown_body(document: Document) -> HtmlElement | None:
    """Return a container made of the Markdown that the writer typed."""
    node = post_node(document)
    source = node.get("body")
    if not isinstance(source, str) or not source.strip():
        return None
    return document.synthetic(
        source if node.get("is_markdown") is False else render_markdown(source)
    )


def post_id(document: Document) -> str | None:
    """Return the id of the post."""
    found = post_node(document).get("id")
    return found if isinstance(found, str) else None


def page_kind(document: Document) -> tuple[PageKind, str] | None:
    """Return what the page's data say: it holds one post, or none."""
    if post_node(document):
        return "post", "the page's data hold one post"
    if re.fullmatch(
        r"/@[^/]+(?:/(?:posts|series|about|lists)(?:/.*)?)?/?", unquote(urlsplit(document.url).path)
    ):
        return "listing", "its address is that of a writer's lists"
    return None


READERS: Readers = {
    "title": (title,),
    "published": (released, shown_date),
    "modified": (updated,),
    "authors": (writer,),
    "tags": (tags,),
    "categories": (series,),
    "excerpt": (short_description,),
    "container": (markdown_body, shown("velog.shown_body", first_of, ".atom-one | .velog-viewer")),
    "platform_post_id": (post_id,),
}

DROP = ""


# The list


def user_of(home_url: str) -> str | None:
    """Return the user name in `/@user`."""
    match = re.match(r"/@([^/]+)", unquote(urlsplit(home_url).path))
    return match[1] if match else None


def list_requests(home_url: str, home_page: str = "") -> tuple[api.ApiRequest, ...]:
    """Return what to ask for the complete list of posts, newest first."""
    user = user_of(home_url) or user_of("https://velog.io" + _named_in(home_page))
    if user is None:
        return ()
    url = GRAPHQL_URL if api.host_is(home_url, *HOSTS) else f"{api.origin_of(home_url)}/graphql"
    return (_list_request(url, user, None, api.origin_of(home_url)),)


def _named_in(page: str) -> str:
    match = re.search(r'/rss/@?([\w.-]+)"', page)
    return f"/@{match[1]}" if match else ""


def _list_request(url: str, user: str, cursor: str | None, origin: str) -> api.ApiRequest:
    asked: dict[str, Any] = {"username": user, "limit": _PAGE_SIZE}
    if cursor:
        asked["cursor"] = cursor
    body = {"operationName": "posts", "query": _QUERY, "variables": {"input": asked}}
    return api.ApiRequest(
        url=url,
        method="POST",
        body=json.dumps(body).encode(),
        headers={
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Referer": origin + "/",
        },
    )


def read_list(body: bytes, request: api.ApiRequest, told: api.Told = api.UNTOLD) -> api.ApiPage:
    """Return the posts of one answer."""
    rows = api.dig(api.read_json(body), "data", "posts")
    if not isinstance(rows, list):
        return api.NOT_UNDERSTOOD
    origin = "https://velog.io" if api.host_is(request.url, *HOSTS) else api.origin_of(request.url)
    asked = api.dig(api.read_json(request.body), "variables", "input") or {}
    last = api.dig(rows, -1, "id")
    following = None
    if isinstance(last, str) and last != asked.get("cursor") and len(rows) >= 1:
        following = _list_request(request.url, str(asked.get("username")), last, origin)
    return api.ApiPage(
        entries=api.entries_of(rows, request, partial(_entry, origin=origin)), next=following
    )


def _entry(row: dict[str, Any], *, origin: str) -> Entry | None:
    slug, user = row.get("url_slug"), api.dig(row, "user", "username")
    if not isinstance(slug, str) or not isinstance(user, str):
        return None
    return Entry(
        url=f"{origin}/@{quote(user, errors='replace')}/{quote(slug, errors='replace')}",
        title=api.line(row.get("title")),
        published=_exact(row.get("released_at")),
        updated=_exact(row.get("updated_at")),
        tags=names(_listed(row.get("tags"))),
        summary=api.line(row.get("short_description")),
        platform_post_id=api.line(row.get("id")),
        withheld="private" if row.get("is_private") else None,
    )


def _exact(value: Any) -> Moment | None:
    if not isinstance(value, str) or not re.match(r"\d{4}-\d\d-\d\d", value):
        return None
    return _in_korea(parse_moment(value, base=api.UNKNOWN_NOW))
