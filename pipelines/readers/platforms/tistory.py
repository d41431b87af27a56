"""Tistory (Kakao): skins differ, the body, the list API and the page's own data do not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pipelines.items import Entry, Moment, PageKind
from pipelines.readers.answer import Reader
from pipelines.readers.fields.terms import names
from pipelines.readers.html import select
from pipelines.readers.moments import parse_moment
from pipelines.readers.page_time import moment
from pipelines.readers.persons import people
from pipelines.readers.platforms.api import (
    NOT_UNDERSTOOD,
    UNKNOWN_NOW,
    ApiPage,
    ApiRequest,
    dig,
    entries_of,
    host_is,
    line,
    origin_of,
    read_json,
    whole,
    with_query,
)
from pipelines.readers.scripts import json_after
from pipelines.readers.spots import is_elsewhere, text_of
from pipelines.urls import absolute_url

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.readers.document import Document

NAME = "tistory"
HOSTS = ("tistory.com",)
#: Local times of the platform.
ZONE = timezone(timedelta(hours=9))

_CONFIG = re.compile(r'"TOP_SSL_URL"\s*:\s*"https?://www\.tistory\.com"')
_POST_PATH = re.compile(r"^/(?:m/)?(?:(\d+)|entry/[^/]+)/?$")
_EDITOR = "[data-ke-size], [data-ke-type], [data-ke-style], [data-ke-list-type]"
_PAGE_SIZE = 20
#: Where its own files lie.
_ADMIN = re.compile("tistory_admin/(?:static|lib)")


def recognise(document: Document) -> float:
    """Return how sure the page is of Tistory; a body pasted from its editor counts a little."""
    text = document.text
    if host_is(document.url, *HOSTS) or ("TOP_SSL_URL" in text and _CONFIG.search(text)):
        return 1.0
    tree = document.tree
    if select(tree, "[id^='tt-body-']") or ("tistory_admin/" in text and _ADMIN.search(text)):
        return 0.8
    if select(tree, ".tt_article_useless_p_margin"):
        return 0.5
    # As the editor writes them: a search by attributes goes through the whole page.
    return 0.35 if "data-ke-" in text and select(tree, _EDITOR) else 0.0


def page_config(document: Document) -> dict[str, Any]:
    """Return what the page says of its blog in `window.T.config`; empty when it is not there."""
    found = json_after(document, r"window\.T\.config\s*=\s*")
    return found if isinstance(found, dict) else {}


def registered(document: Document) -> Moment | None:
    """Return the platform's own compact stamp, in Korean time."""
    return next(
        (
            found
            for value in document.meta.get("og:regdate", ())
            if (found := moment(document, value, zone=ZONE))
        ),
        None,
    )


def skin_date(document: Document) -> Moment | None:
    """Return the date that the skin shows beside the title, in Korean time."""
    for css in (
        ".post-meta .date",
        ".hgroup .date",
        ".info_post .txt_date",
        ".txt_detail .date",
        ".blogview_info .txt_date",
        ".post-cover .date",
        ".titleWrap .date",
        ".meta .date",
    ):
        for element in select(document.tree, css)[:3]:
            found = None if is_elsewhere(element) else moment(document, text_of(element), zone=ZONE)
            if found:
                return found
    return None


def writer(document: Document) -> tuple[str, ...]:
    """Return the writer in the platform's own meta elements, else the nickname of the blog."""
    for name in ("by", "og.article.author", "og:article:author"):
        found = people(document.meta.get(name, ()), document, declared=True)
        if found:
            return found
    nickname = dig(page_config(document), "BLOG", "nickName")
    return people([nickname], document, declared=True) if isinstance(nickname, str) else ()


def tags(document: Document) -> tuple[str, ...]:
    """Return the tags under the post; the cloud in the sidebar is not marked `rel=tag`."""
    found = [
        a for a in select(document.tree, 'a[rel~="tag"][href*="/tag/"]') if not is_elsewhere(a)
    ]
    return names(text_of(a) for a in found)


def category(document: Document) -> tuple[str, ...]:
    """Return the category beside the title; `parent/child` is one category."""
    for css in (
        ".hgroup .category a",
        ".category_label",
        ".tit_category a",
        ".area_title .link_cate",
        ".post-cover .category",
        ".blogview_tit .txt_category",
        ".titleWrap .category a",
        ".another_category h4 a",
    ):
        found = [a for a in select(document.tree, css) if not _in_sidebar(a)]
        answer = names(text_of(a) for a in found[-1:])
        if answer:
            return tuple(
                name for name in answer if name not in ("카테고리 없음", "분류없음", "전체")
            )
    return ()


def _in_sidebar(element: HtmlElement) -> bool:
    return any(parent.tag in ("aside", "nav") for parent in element.iterancestors())


def body_element(document: Document) -> HtmlElement | None:
    """Return the element that every skin fills with the body."""
    for css in (
        ".tt_article_useless_p_margin",
        ".contents_style",
        "#article-view .entry-content",
        "#article-view",
        ".blogview_content",
        ".area_view",
        ".article_view",
        ".skin_view",
    ):
        found = select(document.tree, css)
        if found:
            return max(found, key=lambda element: len(element.text_content()))
    return None


def post_id(document: Document) -> str | None:
    """Return the number of the post."""
    for address in (*_declared_addresses(document), document.url):
        url = absolute_url(address, document.url)
        match = _POST_PATH.match(urlsplit(url).path) if url else None
        if match and match[1]:
            return match[1]
    match = re.search(r"window\.entryId\s*=\s*(\d+)|\"entryId\"\s*:\s*\"?(\d+)", document.text)
    return (match[1] or match[2]) if match else None


def _declared_addresses(document: Document) -> list[str]:
    found = [link.get("href") or "" for link in select(document.tree, 'link[rel="canonical"]')]
    return found + list(document.meta.get("og:url", ()))


def desktop_address(document: Document) -> str | None:
    """Return the address without `/m/` and without the category it was reached through."""
    for url in (*_declared_addresses(document), document.url):
        absolute = absolute_url(url, document.base_url)
        if absolute and (found := canonical(absolute)):
            return found
    return None


def canonical(url: str) -> str | None:
    """Return the canonical address of a post's address; None for any other address."""
    parts = urlsplit(url)
    if not _POST_PATH.match(parts.path):
        return None
    return f"{parts.scheme}://{parts.netloc}{re.sub(r'^/m/', '/', parts.path)}"


_BODY_IDS: Mapping[str, PageKind] = {
    "index": "home",
    "category": "listing",
    "tag": "listing",
    "archive": "listing",
    "search": "search",
    "guestbook": "other",
    "location": "other",
    "media": "other",
}


def page_kind(document: Document) -> tuple[PageKind, str] | None:
    """Return what the skin's `tt-body-...` and the address say."""
    path = urlsplit(document.url).path
    if re.match(r"/(?:m/)?notice/", path):
        return "other", "a notice of the blog, not a post"
    if select(
        document.tree, ".entry_protected, .article_protected, form[id^=entry][action*=protected]"
    ):
        return "protected", "the skin shows the form for protected posts"
    body = document.tree.find("body")
    mark = (body.get("id") or "") if body is not None else ""
    kind = _BODY_IDS.get(mark.removeprefix("tt-body-")) if mark.startswith("tt-body-") else None
    # An index or category may be named on a page of one post, too: only a list address decides.
    if kind and not _POST_PATH.match(path):
        return kind, f"the skin calls it {mark.removeprefix('tt-body-')}"
    if _POST_PATH.match(path) and body_element(document) is not None:
        return "post", "its address names a post of Tistory"
    return None


READERS: Mapping[str, tuple[Reader[Any], ...]] = {
    "published": (registered, skin_date),
    "authors": (writer,),
    "tags": (tags,),
    "categories": (category,),
    "container": (body_element,),
    "platform_post_id": (post_id,),
    "canonical_url": (desktop_address,),
}
DROP = (
    ".another_category",
    ".revenue_unit_wrap",
    ".revenue_unit_item",
    ".revenue_unit_info",
    "ins.kakao_ad_area",
    ".adsbygoogle",
    "[class*=adfit]",
    ".blogRelated",
    ".container_postbtn",
    "[data-tistory-react-app]",
    ".wrap_sns",
    ".postbtn_like",
    ".tt-plugin",
    ".txc-layout-wz",
    ".article_bottom",
    ".related_article",
)


# The list behind the mobile pages


def list_requests(home_url: str, home_page: str = "") -> tuple[ApiRequest, ...]:
    """Return what to ask for the complete list of posts, the first page."""
    return (_list_request(origin_of(home_url), 1),)


def _list_request(origin: str, page: int) -> ApiRequest:
    url = with_query(f"{origin}/m/api/entry/0/POST", page=page, size=_PAGE_SIZE)
    return ApiRequest(url=url, headers={"Accept": "application/json", "Referer": f"{origin}/m"})


def read_list(
    body: bytes,
    request: ApiRequest,
    *,
    base: datetime | None = None,
    headers: Mapping[str, str] | None = None,
) -> ApiPage:
    """Return the posts of one answer; its dates have no hour."""
    data = dig(read_json(body), "data")
    items = dig(data, "items")
    if not isinstance(items, list):
        return NOT_UNDERSTOOD
    origin = origin_of(request.url)
    following = whole(dig(data, "nextPage"))
    return ApiPage(
        entries=entries_of(items, request, partial(_entry, origin=origin, base=base)),
        next=_list_request(origin, following) if following and items else None,
        declared_total=whole(dig(data, "totalItems") or dig(data, "totalCount")),
    )


def _entry(item: dict[str, Any], *, origin: str, base: datetime | None) -> Entry | None:
    path = item.get("subPath") or re.sub(r"^/m(?=/)", "", str(item.get("path") or ""))
    url = absolute_url(str(path or item.get("url") or ""), origin + "/")
    if url is None:
        return None
    stated = line(item.get("published")) or ""
    # Without the answer's own time, `3시간 전` says nothing.
    exact = base is not None or bool(re.search(r"\d{4}", stated))
    category_name = item.get("categoryName")
    return Entry(
        url=canonical(url) or url,
        title=line(item.get("title")),
        published=parse_moment(stated, base=base or UNKNOWN_NOW, language="ko", zone=ZONE)
        if exact
        else None,
        categories=names([category_name]) if category_name else (),
        summary=line(item.get("summary")),
        platform_post_id=line(item.get("id")),
        withheld="protected" if item.get("isProtected") or item.get("protected") else None,
    )
