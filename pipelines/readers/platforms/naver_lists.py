"""The two list APIs of Naver Blog, and where tags are asked for that its pages load later."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import unquote, unquote_plus, urlsplit

from pipelines.items import Entry
from pipelines.readers.dates.moments import parse_moment
from pipelines.readers.dates.zones import KOREA
from pipelines.readers.platforms import api
from pipelines.readers.terms.terms import names

HOSTS = ("blog.naver.com", "blog.me")
MOBILE_ORIGIN = "https://m.blog.naver.com"
DESKTOP_ORIGIN = "https://blog.naver.com"

#: Most posts a list answers at once.
_PAGE_SIZE = 30


# The lists


def blog_of(home_url: str) -> str | None:
    """Return the blogId that the address of a blog names."""
    parts = urlsplit(home_url)
    if blog := api.asked(home_url).get("blogId"):
        return blog
    host = parts.hostname or ""
    if host.endswith(".blog.me"):
        return host.removesuffix(".blog.me")
    steps = [step for step in unquote(parts.path).split("/") if step and step != "m"]
    return steps[0].removesuffix(".xml") if steps and re.fullmatch(r"[\w.-]+", steps[0]) else None


def list_requests(home_url: str, home_page: str = "") -> tuple[api.ApiRequest, ...]:
    """Return the first page of each list: the mobile one has exact times, the other a total."""
    if (blog := blog_of(home_url)) is None:
        return ()
    ours = api.host_is(home_url, *HOSTS)
    mobile, desktop = (MOBILE_ORIGIN, DESKTOP_ORIGIN) if ours else (api.origin_of(home_url),) * 2
    return _mobile_request(mobile, blog, 1), _desktop_request(desktop, blog, 1)


def _mobile_request(origin: str, blog: str, page: int) -> api.ApiRequest:
    url = api.with_query(
        f"{origin}/api/blogs/{blog}/post-list", page=page, itemCount=_PAGE_SIZE, categoryNo=0
    )
    return api.ApiRequest(url=url, headers=_headers(origin, blog))


def _desktop_request(origin: str, blog: str, page: int) -> api.ApiRequest:
    url = api.with_query(
        f"{origin}/PostTitleListAsync.naver",
        blogId=blog,
        currentPage=page,
        categoryNo=0,
        countPerPage=_PAGE_SIZE,
    )
    return api.ApiRequest(url=url, headers=_headers(origin, blog))


def _headers(origin: str, blog: str) -> dict[str, str]:
    return {"Accept": "application/json", "Referer": f"{origin}/{blog}"}


def tag_request(home_url: str, post_ids: Iterable[str]) -> api.ApiRequest | None:
    """Return what to ask for the tags of some posts: desktop pages load them from there."""
    if (blog := blog_of(home_url)) is None:
        return None
    origin = DESKTOP_ORIGIN if api.host_is(home_url, *HOSTS) else api.origin_of(home_url)
    url = api.with_query(
        f"{origin}/BlogTagListInfo.naver",
        blogId=blog,
        logNoList=",".join(post_ids),
        logType="mylog",
    )
    return api.ApiRequest(url=url, headers=_headers(origin, blog))


def read_tags(body: bytes) -> dict[str, tuple[str, ...]]:
    """Return tags by logNo; empty when the answer is not such a list."""
    rows = api.dig(_read_loose(body), "taglist")
    if not isinstance(rows, list):
        return {}
    return {
        str(row.get("logno") or row.get("logNo")): names(
            unquote(str(row.get("tagName") or "")).split(",")
        )
        for row in rows
        if isinstance(row, dict)
    }


def _read_loose(body: bytes) -> Any:
    found = api.read_json(body)
    # The desktop list escapes apostrophes, which JSON forbids.
    return found if found is not None else api.read_json(re.sub(rb"(?<!\\)\\'", b"'", body))


def read_list(body: bytes, request: api.ApiRequest, told: api.Told = api.UNTOLD) -> api.ApiPage:
    """Return the posts of one answer of either list."""
    match = re.search(r"/api/blogs/([^/]+)/", request.url)
    blog = match[1] if match else blog_of(request.url)
    answer = _read_loose(body)
    items, rows = api.dig(answer, "result", "items"), api.dig(answer, "postList")
    if blog and isinstance(items, list):
        return _mobile_page(
            items, request, blog, api.whole(api.dig(answer, "result", "totalCount"))
        )
    if blog and isinstance(rows, list):
        size = api.whole(api.dig(answer, "countPerPage")) or _PAGE_SIZE
        return _desktop_page(
            rows, request, blog, api.whole(api.dig(answer, "totalCount")), size, told.base
        )
    return api.NOT_UNDERSTOOD


def _mobile_page(
    items: list[Any], request: api.ApiRequest, blog: str, total: int | None
) -> api.ApiPage:
    page = api.asked_number(request, "page", 1)
    return api.ApiPage(
        entries=api.entries_of(
            items, request, partial(_mobile_entry, blog=_home_of(request, blog))
        ),
        next=_mobile_request(api.origin_of(request.url), blog, page + 1) if items else None,
        declared_total=total,
    )


def _desktop_page(
    rows: list[Any],
    request: api.ApiRequest,
    blog: str,
    total: int | None,
    size: int,
    base: datetime | None,
) -> api.ApiPage:
    page = api.asked_number(request, "currentPage", 1)
    more = bool(rows) and (total is None or page * size < total)
    make = partial(_desktop_entry, blog=_home_of(request, blog), base=base)
    return api.ApiPage(
        entries=api.entries_of(rows, request, make),
        declared_total=total,
        next=_desktop_request(api.origin_of(request.url), blog, page + 1) if more else None,
    )


def _home_of(request: api.ApiRequest, blog: str) -> str:
    origin = DESKTOP_ORIGIN if api.host_is(request.url, *HOSTS) else api.origin_of(request.url)
    return f"{origin}/{blog}"


def _mobile_entry(item: dict[str, Any], *, blog: str) -> Entry | None:
    if (number := api.whole(item.get("logNo"))) is None:
        return None
    hidden = item.get("notOpen") or item.get("buddyOpen") or item.get("bothBuddyOpen")
    return Entry(
        url=f"{blog}/{number}",
        title=api.line(item.get("titleWithInspectMessage")),
        published=api.counted_moment(item.get("addDate"), KOREA),
        categories=names([item.get("categoryName")]),
        platform_post_id=str(number),
        withheld="blocked" if item.get("postBlocked") else "private" if hidden else None,
    )


def _desktop_entry(row: dict[str, Any], *, blog: str, base: datetime | None) -> Entry | None:
    if (number := api.whole(row.get("logNo"))) is None:
        return None
    stated = str(row.get("addDate") or "")
    counted = not re.search(r"\d{4}", stated)
    published = None
    if base is not None or not counted:
        published = parse_moment(stated, base=base or api.UNKNOWN_NOW, language="ko", zone=KOREA)
    return Entry(
        url=f"{blog}/{number}",
        title=api.line(unquote_plus(str(row.get("title") or ""))),
        published=published,
        platform_post_id=str(number),
        # 0 and 1 are the owner's and the neighbours'; only 2 is open to all.
        withheld=None if str(row.get("openType", "2")) == "2" else "private",
    )
