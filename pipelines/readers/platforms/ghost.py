"""Ghost: Casper and its kin, and the Content API with the key that its pages carry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pipelines.items import Entry, PageKind
from pipelines.readers.answer import Readers
from pipelines.readers.data import linked_data
from pipelines.readers.names.persons import people
from pipelines.readers.platforms import api
from pipelines.readers.platforms.shown import generator_is, shown
from pipelines.readers.terms.terms import names, names_at
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import first_of, first_text, marks_of_body

if TYPE_CHECKING:
    from pipelines.readers.document import Document

NAME = "ghost"
_PAGE_SIZE = 50
#: So sure a page must be for what only Ghost does to be believed.
_SURE = 0.8
_TRACES = ("/ghost/api/", "cards.min.css?v=", "cards.min.js?v=")


def recognise(document: Document) -> float:
    """Return how sure the page is of Ghost."""
    if generator_is(document, "ghost"):
        return 1.0
    text, tree = document.text, document.tree
    if select(tree, "[data-ghost]") or any(trace in text for trace in _TRACES):
        return _SURE
    # Its own themes write it so; the index tells of most pages that none has to be looked for.
    return 0.5 if select(tree, "[class^='gh-']") and 'class="gh-' in text else 0.0


def fellow_writers(document: Document) -> tuple[str, ...]:
    """Return all writers of a post of several: Ghost calls those behind the first contributors."""
    for node in document.post_nodes:
        fellows = api.listed(node.get("contributor"))
        if fellows and node.get("author"):
            return people(
                [linked_data.text_value(one) or "" for one in (node["author"], *fellows)], document
            )
    return ()


def declares_picture(document: Document) -> bool:
    """Return False where the picture in the head is the cover of the blog: the post has none.

    Of pages that are perhaps not of Ghost (`gh-` is GitHub's, too) that is not known.
    """
    if recognise(document) < _SURE:
        return True
    return any(node.get("image") for node in document.post_nodes) or not document.post_nodes


_TEMPLATES: tuple[tuple[str, PageKind], ...] = (
    ("post-template", "post"),
    ("page-template", "about"),
    ("home-template", "home"),
    ("tag-template", "listing"),
    ("author-template", "listing"),
    ("paged", "listing"),
    ("error-template", "error"),
)


def page_kind(document: Document) -> tuple[PageKind, str] | None:
    """Return what the class says that Ghost itself writes on `body`."""
    marks = marks_of_body(document.tree)
    return next(
        ((kind, f"Ghost calls it {mark}") for mark, kind in _TEMPLATES if mark in marks), None
    )


READERS: Readers = {
    "authors": (fellow_writers,),
    "categories": (
        shown(
            "ghost.primary_tag",
            names_at,
            ".article-tag a | .gh-article-tag | .gh-primary-tag | .post-full-meta a[href*='/tag/']",
            most=1,
        ),
    ),
    "excerpt": (
        shown(
            "ghost.excerpt",
            first_text,
            ".article-excerpt | .gh-article-excerpt | .post-full-custom-excerpt",
        ),
    ),
    "container": (
        shown(
            "ghost.body_element",
            first_of,
            ".gh-content | .post-full-content .post-content | .kg-canvas",
        ),
    ),
}

DROP = (
    ".kg-signup-card, .kg-cta-card, .kg-header-card-button, .gh-post-upgrade-cta, "
    ".gh-subscribe, .kg-audio-player, .kg-product-card-rating, .kg-bookmark-description, "
    ".kg-bookmark-metadata"
)


def list_requests(home_url: str, home_page: str = "") -> tuple[api.ApiRequest, ...]:
    """Return the first page of the Content API; () when the home page carries no key."""
    if (key := re.search(r'data-key=["\']([0-9a-f]{16,40})["\']', home_page)) is None:
        return ()
    where = re.search(r'data-(?:api|ghost)=["\'](https?://[^"\']+)["\']', home_page)
    root = where[1] if where else home_url.split("?")[0]
    root = re.sub(r"/ghost/api/content/?$", "", root).rstrip("/")
    return (_list_request(f"{root}/ghost/api/content/posts/", key[1], 1),)


def _list_request(endpoint: str, key: str, page: int) -> api.ApiRequest:
    url = api.with_query(
        endpoint,
        key=key,
        include="tags,authors",
        limit=_PAGE_SIZE,
        page=page,
        fields="id,title,url,custom_excerpt,visibility,published_at,updated_at",
    )
    return api.ApiRequest(url=url, headers={"Accept": "application/json", "Accept-Version": "v5.0"})


def read_list(body: bytes, request: api.ApiRequest, told: api.Told = api.UNTOLD) -> api.ApiPage:
    """Return the posts of one answer."""
    answer = api.read_json(body)
    rows = api.dig(answer, "posts")
    if not isinstance(rows, list):
        return api.NOT_UNDERSTOOD
    pages = api.dig(answer, "meta", "pagination")
    following = api.whole(api.dig(pages, "next"))
    key = api.asked(request.url).get("key", "")
    return api.ApiPage(
        entries=api.entries_of(rows, request, _entry),
        next=_list_request(request.url.split("?")[0], key, following) if following else None,
        declared_total=api.whole(api.dig(pages, "total")),
    )


def _entry(row: dict[str, Any]) -> Entry | None:
    if not isinstance(row.get("url"), str):
        return None
    tags = [
        tag
        for tag in api.listed(row.get("tags"))
        if isinstance(tag, dict) and not str(tag.get("name") or "").startswith("#")
    ]
    return Entry(
        url=row["url"],
        title=api.line(row.get("title")),
        published=api.stated_moment(row.get("published_at")),
        updated=api.stated_moment(row.get("updated_at")),
        authors=names(api.listed(row.get("authors"))),
        tags=names(tags),
        summary=api.line(row.get("custom_excerpt")),
        platform_post_id=api.line(row.get("id")),
        withheld=None if row.get("visibility", "public") == "public" else "private",
    )
