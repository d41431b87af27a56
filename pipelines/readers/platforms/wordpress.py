"""WordPress: self-hosted or wordpress.com, classic and block themes, the REST list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from pipelines.items import Entry, Moment, PageKind
from pipelines.readers.answer import Reader
from pipelines.readers.dates.moments import parse_moment
from pipelines.readers.parts import LINKS
from pipelines.readers.platforms.api import (
    NOT_UNDERSTOOD,
    UNKNOWN_NOW,
    ApiPage,
    ApiRequest,
    asked_number,
    dig,
    entries_of,
    line,
    listed,
    read_json,
    stated_moment,
    whole,
)
from pipelines.readers.platforms.generators import generator_is
from pipelines.readers.terms.terms import is_filler, names
from pipelines.readers.trees.html import squash
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import is_elsewhere, text_of
from pipelines.urls import absolute_url

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.readers.document import Document

NAME = "wordpress"
_PAGE_SIZE = 100
#: What it gives unasked: some hosts allow no more.
_SMALL_PAGE = 10
_REST_LINK = re.compile(r'<link[^>]+rel=["\']https://api\.w\.org/["\'][^>]*>', re.IGNORECASE)
_FOLDERS = ("/wp-content/", "/wp-includes/")


def recognise(document: Document) -> float:
    """Return how sure the page is of WordPress."""
    text = document.text
    if generator_is(document, "wordpress") or ("api.w.org" in text and _REST_LINK.search(text)):
        return 1.0
    return 0.8 if any(folder in text for folder in _FOLDERS) else 0.0


def tags(document: Document) -> tuple[str, ...]:
    """Return the tags in the markup of themes."""
    for css in (
        ".tags-links a",
        ".wp-block-post-terms.taxonomy-post_tag a",
        ".taxonomy-post_tag a",
        ".entry-tags a",
        ".post-tags a",
        ".tag-links a",
    ):
        found = names(text_of(a) for a in select(document.tree, css) if not is_elsewhere(a))
        if found:
            return found
    return ()


def categories(document: Document) -> tuple[str, ...]:
    """Return the categories in the markup of themes."""
    for css in (
        ".cat-links a",
        ".taxonomy-category a",
        ".entry-categories a",
        ".post-categories a",
        'a[rel="category tag"]',
        'a[rel~="category"]',
    ):
        found = names(text_of(a) for a in select(document.tree, css) if not is_elsewhere(a))
        kept = tuple(name for name in found if not is_filler(name))
        if kept:
            return kept
    return ()


def body_element(document: Document) -> HtmlElement | None:
    """Return the element of the theme that holds the post."""
    for css in (
        ".wp-block-post-content",
        "article .entry-content",
        ".entry-content",
        ".post-content",
        ".article-content",
        ".single-content",
    ):
        found = [element for element in select(document.tree, css) if not is_elsewhere(element)]
        if len(found) == 1 or (found and css.startswith("article")):
            return max(found, key=lambda element: len(element.text_content()))
    return None


#: Where a writer has split his post.
_SPLIT = "<!--nextpage-->"


def whole_of_parts(document: Document) -> HtmlElement | None:
    """Return the post as the list carries it, where the page shows only one part of several."""
    listed = next((entry.content_html for entry in document.entries if entry.content_html), None)
    # A theme of blocks may show the first part alone, and no link to the others.
    if not select(document.tree, LINKS) and (listed is None or _SPLIT not in listed):
        return None
    if listed is None:
        document.warnings.append("the post goes on at further addresses; this is its page alone")
        return None
    return document.synthetic(listed)


def post_id(document: Document) -> str | None:
    """Return the number in the body's class, or in the short link."""
    body = document.tree.find("body")
    match = re.search(
        r"(?:^|\s)postid-(\d+)", (body.get("class") or "") if body is not None else ""
    )
    if match:
        return match[1]
    for link in select(document.tree, 'link[rel="shortlink"]'):
        short = absolute_url(link.get("href") or "", document.base_url) or ""
        number = parse_qs(urlsplit(short).query).get("p")
        if number:
            return number[0]
    return None


#: Classes of `body`, the first that is there decides.
_BODY_CLASSES: tuple[tuple[str, PageKind], ...] = (
    ("error404", "error"),
    ("search", "search"),
    ("search-results", "search"),
    ("single-post", "post"),
    ("archive", "listing"),
    ("blog", "listing"),
    ("home", "home"),
    ("attachment", "other"),
    ("page", "about"),
)


def page_kind(document: Document) -> tuple[PageKind, str] | None:
    """Return what the classes say that WordPress itself writes on `body`."""
    if select(document.tree, "form.post-password-form") and body_length(document) < 400:
        return "protected", "the form for protected posts"
    body = document.tree.find("body")
    marks = set((body.get("class") or "").split()) if body is not None else set()
    if not marks & {
        "single",
        "page",
        "archive",
        "home",
        "blog",
        "search",
        "error404",
        "attachment",
        "single-post",
    }:
        return None
    for mark, kind in _BODY_CLASSES:
        if mark in marks:
            return kind, f"WordPress calls it {mark}"
    return None


def body_length(document: Document) -> int:
    """Return the number of characters in the body element."""
    element = body_element(document)
    return len(text_of(element)) if element is not None else 0


READERS: Mapping[str, tuple[Reader[Any], ...]] = {
    "authors": (),
    "tags": (tags,),
    "categories": (categories,),
    "container": (whole_of_parts, body_element),
    "platform_post_id": (post_id,),
}

#: Plugins add letters to subscribe to, lists of other posts, boxes of the author.
ADDED_TO = ("wordpress.body_element",)
DROP = (
    ".sharedaddy",
    ".jp-relatedposts",
    "[class*=addtoany]",
    ".wp-block-buttons",
    ".heateor_sss_sharing_container",
    ".ssba",
    ".yarpp",
    ".yarpp-related",
    ".post-views",
    ".code-block",
    ".essb_links",
    ".wpcnt",
    ".wp-block-comments",
    ".author-box",
    ".saboxplugin-wrap",
    ".crp_related",
    ".rp4wp-related-posts",
    ".mc4wp-form",
    ".tptn_counter",
)


# The REST list


def list_requests(home_url: str, home_page: str = "") -> tuple[ApiRequest, ...]:
    """Return the first page of the REST list, by the page's own link or at its usual places."""
    match = _REST_LINK.search(home_page)
    href = re.search(r'href=["\']([^"\']+)', match.group()) if match else None
    stated = absolute_url(unescape(href[1]), home_url) if href else None
    roots = (
        [stated]
        if stated
        else [
            absolute_url("wp-json/", _folder(home_url)),
            absolute_url("?rest_route=/", _folder(home_url)),
        ]
    )
    return tuple(_list_request(root, 1) for root in roots if root)


def _folder(url: str) -> str:
    return url.split("?")[0].split("#")[0].rstrip("/") + "/"


def asked_for_fewer(request: ApiRequest) -> ApiRequest | None:
    """Return the same question for as many a page as every host allows; None when it was that."""
    url = request.url.replace(f"per_page={_PAGE_SIZE}&", f"per_page={_SMALL_PAGE}&")
    return ApiRequest(url=url, headers=request.headers) if url != request.url else None


def _list_request(root: str, page: int) -> ApiRequest:
    query = f"per_page={_PAGE_SIZE}&page={page}&orderby=date&order=desc&_embed=author,wp:term"
    url = (
        f"{root}wp/v2/posts&{query}"
        if "rest_route=" in root
        else f"{root.rstrip('/')}/wp/v2/posts?{query}"
    )
    return ApiRequest(url=url, headers={"Accept": "application/json"})


def read_list(
    body: bytes,
    request: ApiRequest,
    *,
    base: datetime | None = None,
    headers: Mapping[str, str] | None = None,
) -> ApiPage:
    """Return the posts of one answer; `X-WP-Total` and `X-WP-TotalPages` are in `headers`."""
    rows = read_json(body)
    if isinstance(rows, dict) and rows.get("code") == "rest_post_invalid_page_number":
        return ApiPage()
    if not isinstance(rows, list) or any(
        not isinstance(row, dict) or "link" not in row for row in rows
    ):
        return NOT_UNDERSTOOD
    told = {name.lower(): value for name, value in (headers or {}).items()}
    pages = whole(told.get("x-wp-totalpages"))
    page = asked_number(request, "page", 1)
    more = page < pages if pages is not None else len(rows) > 0
    return ApiPage(
        entries=entries_of(rows, request, _entry),
        next=ApiRequest(
            url=re.sub(r"([?&])page=\d+", rf"\g<1>page={page + 1}", request.url),
            headers=request.headers,
        )
        if more
        else None,
        declared_total=whole(told.get("x-wp-total")),
    )


def _entry(row: dict[str, Any]) -> Entry:
    terms = [
        term
        for group in listed(dig(row, "_embedded", "wp:term"))
        if isinstance(group, list)
        for term in group
        if isinstance(term, dict)
    ]
    writers = [
        person.get("name")
        for person in listed(dig(row, "_embedded", "author"))
        if isinstance(person, dict)
    ]
    content = dig(row, "content", "rendered")
    return Entry(
        url=str(row["link"]),
        title=_plain(dig(row, "title", "rendered")),
        published=_moment(row, "date"),
        updated=_moment(row, "modified"),
        authors=names(_plain(name) for name in writers),
        tags=names(
            _plain(term.get("name")) for term in terms if term.get("taxonomy") == "post_tag"
        ),
        categories=tuple(
            name
            for name in names(
                _plain(term.get("name")) for term in terms if term.get("taxonomy") == "category"
            )
            if not is_filler(name)
        ),
        summary=_plain(dig(row, "excerpt", "rendered")),
        content_html=content if isinstance(content, str) and content else None,
        platform_post_id=line(row.get("id")),
        withheld="protected" if dig(row, "content", "protected") is True else None,
    )


def _moment(row: dict[str, Any], name: str) -> Moment | None:
    local, world = row.get(name), row.get(f"{name}_gmt")
    if not isinstance(world, str) or world.startswith("0000"):
        return stated_moment(local)
    found = parse_moment(world.rstrip("Z") + "+00:00", base=UNKNOWN_NOW)
    here = stated_moment(local)
    if found is None or here is None:
        return found
    # Both together tell the zone of the blog.
    offset = here.at.replace(tzinfo=None) - found.at.replace(tzinfo=None)
    return parse_moment(f"{local}{_signed(offset.total_seconds())}", base=UNKNOWN_NOW) or found


def _signed(seconds: float) -> str:
    minutes = abs(int(seconds)) // 60
    return f"{'-' if seconds < 0 else '+'}{minutes // 60:02d}:{minutes % 60:02d}"


def _plain(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    return squash(unescape(re.sub(r"<[^>]*>", " " if "</p>" in value else "", value))) or None
