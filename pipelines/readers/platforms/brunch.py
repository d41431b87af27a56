"""Brunch (Kakao): block markup, a cover in a style attribute, and a JSON list."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from pipelines.items import Entry, Moment, PageKind
from pipelines.readers.answer import Readers
from pipelines.readers.dates.page_time import first_moment
from pipelines.readers.dates.zones import KOREA
from pipelines.readers.names.persons import people
from pipelines.readers.platforms import api
from pipelines.readers.platforms.shown import shown
from pipelines.readers.terms.terms import names_at
from pipelines.readers.trees.selecting import first, select
from pipelines.readers.trees.spots import first_text, texts, texts_at
from pipelines.urls import absolute_url

if TYPE_CHECKING:
    from pipelines.readers.document import Document

NAME = "brunch"
HOSTS = ("brunch.co.kr",)
API_ORIGIN = "https://api.brunch.co.kr"
_POST_PATH = re.compile(r"^/(?:m/)?@@?([^/]+)/(\d+)/?$")


def recognise(document: Document) -> float:
    """Return how sure the page is of Brunch."""
    if api.host_is(document.url, *HOSTS):
        return 1.0
    text, tree = document.text, document.tree
    if "/rss/@@" in text and '"profileId"' in text and re.search(r"/rss/@@\w+", text):
        return 0.8  # a writer's home: no post's markup on it
    if select(tree, ".item_type_text") and select(tree, ".wrap_item"):
        return 1.0 if select(tree, ".wrap_body") else 0.7
    return 0.6 if select(tree, ".wrap_article") and "t1.daumcdn.net/brunch" in text else 0.0


def cover_date(document: Document) -> Moment | None:
    """Return the day on the cover."""
    css = (".wrap_cover .date", ".info_text .date", ".f_l.date")
    return first_moment(document, texts_at(document.tree, *css, most=2), zone=KOREA)


def writer(document: Document) -> tuple[str, ...]:
    """Return the writer on the cover or under the post."""
    declared = people(document.meta.get("author", ()), document, declared=True)
    shown = texts(document.tree, ".info_text .author", ".wrap_cover .author", ".text_author a")
    return declared or people(shown[:1], document, declared=True)


body_element = shown("brunch.body_element", first, ".wrap_body")


def post_id(document: Document) -> str | None:
    """Return the number of the post among its writer's."""
    canonical_link = first(document.tree, 'link[rel="canonical"]')
    declared = canonical_link.get("href") or "" if canonical_link is not None else ""
    for url in (absolute_url(declared, document.url), document.url):
        match = _POST_PATH.match(unquote(urlsplit(url).path)) if url else None
        if match:
            return match[2]
    return None


def page_kind(document: Document) -> tuple[PageKind, str] | None:
    """Return what the address and the blocks say."""
    path = unquote(urlsplit(document.url).path)
    if _POST_PATH.match(path) and body_element(document) is not None:
        return "post", "its address names a post of Brunch"
    if re.match(r"/(?:keyword|magazine|brunchbook|search|ranking)(?:/|$)|/@[^/]+/?$", path):
        return "listing", "its address is that of a list"
    return None


#: Classes that the platform itself puts around every body, however short it is.
WRAPPERS = frozenset(("wrap_body",))

READERS: Readers = {
    "title": (shown("brunch.title", first_text, "h1.cover_title | .wrap_cover h1 | .cover_title"),),
    "published": (cover_date,),
    "authors": (writer,),
    "tags": (shown("brunch.tags", names_at, ".list_keyword a | .wrap_keyword a"),),
    "categories": (shown("brunch.magazine", names_at, ".title_magazine | .tit_magazine", most=1),),
    "excerpt": (shown("brunch.subtitle", first_text, ".cover_sub_title"),),
    "container": (body_element,),
    "platform_post_id": (post_id,),
}

DROP = (
    ".wrap_article_info, .wrap_keyword, .wrap_magazine, .wrap_author, .wrap_like, "
    ".wrap_comment, .wrap_prevnext, .desc_opengraph, .img_sticker, .item_type_sticker"
)


# The list


def profile_of(home_url: str) -> str | None:
    """Return the profile id in `/@profile`; `/@@token` names the feed, not the profile."""
    match = re.match(r"/(?:m/)?@(?!@)([^/]+)", unquote(urlsplit(home_url).path))
    return match[1] if match else None


def list_requests(home_url: str, home_page: str = "") -> tuple[api.ApiRequest, ...]:
    """Return what to ask for the complete list of posts, newest first."""
    if (profile := profile_of(home_url)) is None:
        match = re.search(r'"profileId"\s*:\s*"([^"]+)"', home_page)
        profile = match[1] if match else None
    if profile is None:
        return ()
    origin = API_ORIGIN if api.host_is(home_url, *HOSTS) else api.origin_of(home_url)
    return (_request(f"{origin}/v2/article/@{profile}", api.origin_of(home_url)),)


def _request(url: str, origin: str) -> api.ApiRequest:
    return api.ApiRequest(url=url, headers={"Accept": "application/json", "Referer": origin + "/"})


def read_list(body: bytes, request: api.ApiRequest, told: api.Told = api.UNTOLD) -> api.ApiPage:
    """Return the posts of one answer; drafts are not among them."""
    data = api.dig(api.read_json(body), "data")
    rows = api.dig(data, "list")
    match = re.search(r"/v2/article/@([^/?]+)", request.url)
    if not isinstance(rows, list) or match is None:
        return api.NOT_UNDERSTOOD
    origin = (
        "https://brunch.co.kr" if api.host_is(request.url, *HOSTS) else api.origin_of(request.url)
    )
    following = api.dig(data, "nextUrl")
    # A next page on another host than the one that was asked is not followed.
    wanted = (
        isinstance(following, str)
        and api.origin_of(following) == api.origin_of(request.url)
        and following != request.url
    )
    return api.ApiPage(
        entries=api.entries_of(rows, request, partial(_entry, home=f"{origin}/@{match[1]}")),
        next=_request(str(following), origin) if wanted and rows else None,
        declared_total=api.whole(api.dig(data, "totalCount")),
    )


def _entry(row: dict[str, Any], *, home: str) -> Entry | None:
    if (number := api.whole(row.get("no"))) is None or row.get("status", "publish") != "publish":
        return None
    return Entry(
        url=f"{home}/{number}",
        title=api.line(row.get("title")),
        published=api.counted_moment(row.get("publishTime"), KOREA),
        summary=api.line(row.get("subTitle")),
        platform_post_id=str(number),
    )
