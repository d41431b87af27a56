"""The list API behind the mobile pages of Tistory."""

from __future__ import annotations

import re
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from pipelines.items import Entry
from pipelines.readers.dates.moments import parse_moment
from pipelines.readers.dates.zones import KOREA
from pipelines.readers.platforms import api
from pipelines.readers.terms.terms import names
from pipelines.urls import absolute_url

HOSTS = ("tistory.com",)
POST_PATH = re.compile(r"^/(?:m/)?(?:(\d+)|entry/[^/]+)/?$")
_PAGE_SIZE = 20


def canonical(url: str) -> str | None:
    """Return the canonical address of a post's address; None for any other address."""
    parts = urlsplit(url)
    if not POST_PATH.match(parts.path):
        return None
    return f"{parts.scheme}://{parts.netloc}{re.sub(r'^/m/', '/', parts.path)}"


def list_requests(home_url: str, home_page: str = "") -> tuple[api.ApiRequest, ...]:
    """Return what to ask for the complete list of posts, the first page."""
    return (_list_request(api.origin_of(home_url), 1),)


def _list_request(origin: str, page: int) -> api.ApiRequest:
    url = api.with_query(f"{origin}/m/api/entry/0/POST", page=page, size=_PAGE_SIZE)
    return api.ApiRequest(url=url, headers={"Accept": "application/json", "Referer": f"{origin}/m"})


def read_list(body: bytes, request: api.ApiRequest, told: api.Told = api.UNTOLD) -> api.ApiPage:
    """Return the posts of one answer; its dates have no hour."""
    data = api.dig(api.read_json(body), "data")
    items = api.dig(data, "items")
    if not isinstance(items, list):
        return api.NOT_UNDERSTOOD
    origin = api.origin_of(request.url)
    following = api.whole(api.dig(data, "nextPage"))
    return api.ApiPage(
        entries=api.entries_of(items, request, partial(_entry, origin=origin, base=told.base)),
        next=_list_request(origin, following) if following and items else None,
        declared_total=api.whole(api.dig(data, "totalItems") or api.dig(data, "totalCount")),
    )


def _entry(item: dict[str, Any], *, origin: str, base: datetime | None) -> Entry | None:
    path = item.get("subPath") or re.sub(r"^/m(?=/)", "", str(item.get("path") or ""))
    if (url := absolute_url(str(path or item.get("url") or ""), origin + "/")) is None:
        return None
    stated = api.line(item.get("published")) or ""
    # Without the answer's own time, `3시간 전` says nothing.
    exact = base is not None or bool(re.search(r"\d{4}", stated))
    category_name = item.get("categoryName")
    return Entry(
        url=canonical(url) or url,
        title=api.line(item.get("title")),
        published=parse_moment(stated, base=base or api.UNKNOWN_NOW, language="ko", zone=KOREA)
        if exact
        else None,
        categories=names([category_name]) if category_name else (),
        summary=api.line(item.get("summary")),
        platform_post_id=api.line(item.get("id")),
        withheld="protected" if item.get("isProtected") or item.get("protected") else None,
    )
