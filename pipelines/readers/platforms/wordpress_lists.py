"""The REST list of WordPress."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from pipelines.items import Entry, Moment
from pipelines.readers.dates.moments import parse_moment
from pipelines.readers.platforms import api
from pipelines.readers.terms.terms import is_filler, names
from pipelines.readers.trees.html import squash
from pipelines.urls import absolute_url

_PAGE_SIZE = 100
#: What it gives unasked: some hosts allow no more.
_SMALL_PAGE = 10
REST_LINK = re.compile(r'<link[^>]+rel=["\']https://api\.w\.org/["\'][^>]*>', re.IGNORECASE)


def list_requests(home_url: str, home_page: str = "") -> tuple[api.ApiRequest, ...]:
    """Return the first page of the REST list, by the page's own link or at its usual places."""
    match = REST_LINK.search(home_page)
    href = re.search(r'href=["\']([^"\']+)', match.group()) if match else None
    stated = absolute_url(unescape(href[1]), home_url) if href else None
    folder = home_url.split("?")[0].split("#")[0].rstrip("/") + "/"
    usual = (absolute_url(place, folder) for place in ("wp-json/", "?rest_route=/"))
    roots = [stated] if stated else usual
    return tuple(_list_request(root, 1) for root in roots if root)


def asked_for_fewer(request: api.ApiRequest) -> api.ApiRequest | None:
    """Return the same question for as many a page as every host allows; None when it was that."""
    url = request.url.replace(f"per_page={_PAGE_SIZE}&", f"per_page={_SMALL_PAGE}&")
    return api.ApiRequest(url=url, headers=request.headers) if url != request.url else None


def _list_request(root: str, page: int) -> api.ApiRequest:
    query = f"per_page={_PAGE_SIZE}&page={page}&orderby=date&order=desc&_embed=author,wp:term"
    url = (
        f"{root}wp/v2/posts&{query}"
        if "rest_route=" in root
        else f"{root.rstrip('/')}/wp/v2/posts?{query}"
    )
    return api.ApiRequest(url=url, headers={"Accept": "application/json"})


def read_list(body: bytes, request: api.ApiRequest, told: api.Told = api.UNTOLD) -> api.ApiPage:
    """Return the posts of one answer; headers tell of how many, on how many pages."""
    rows = api.read_json(body)
    if isinstance(rows, dict) and rows.get("code") == "rest_post_invalid_page_number":
        return api.ApiPage()
    if not isinstance(rows, list) or any(
        not isinstance(row, dict) or "link" not in row for row in rows
    ):
        return api.NOT_UNDERSTOOD
    said = {name.lower(): value for name, value in told.headers.items()}
    pages = api.whole(said.get("x-wp-totalpages"))
    page = api.asked_number(request, "page", 1)
    more = page < pages if pages is not None else len(rows) > 0
    return api.ApiPage(
        entries=api.entries_of(rows, request, _entry),
        next=api.ApiRequest(
            url=re.sub(r"([?&])page=\d+", rf"\g<1>page={page + 1}", request.url),
            headers=request.headers,
        )
        if more
        else None,
        declared_total=api.whole(said.get("x-wp-total")),
    )


def _entry(row: dict[str, Any]) -> Entry:
    terms = [
        term
        for group in api.listed(api.dig(row, "_embedded", "wp:term"))
        if isinstance(group, list)
        for term in group
        if isinstance(term, dict)
    ]
    writers = [
        person.get("name")
        for person in api.listed(api.dig(row, "_embedded", "author"))
        if isinstance(person, dict)
    ]
    content = api.dig(row, "content", "rendered")
    return Entry(
        url=str(row["link"]),
        title=_plain(api.dig(row, "title", "rendered")),
        published=_moment(row, "date"),
        updated=_moment(row, "modified"),
        authors=names(_plain(name) for name in writers),
        tags=names(_plain(one.get("name")) for one in terms if one.get("taxonomy") == "post_tag"),
        categories=tuple(
            name
            for name in names(
                _plain(term.get("name")) for term in terms if term.get("taxonomy") == "category"
            )
            if not is_filler(name)
        ),
        summary=_plain(api.dig(row, "excerpt", "rendered")),
        content_html=content if isinstance(content, str) and content else None,
        platform_post_id=api.line(row.get("id")),
        withheld="protected" if api.dig(row, "content", "protected") is True else None,
    )


def _moment(row: dict[str, Any], name: str) -> Moment | None:
    local, world = row.get(name), row.get(f"{name}_gmt")
    if not isinstance(world, str) or world.startswith("0000"):
        return api.stated_moment(local)
    found = parse_moment(world.rstrip("Z") + "+00:00", base=api.UNKNOWN_NOW)
    here = api.stated_moment(local)
    if found is None or here is None:
        return found
    # Both together tell the zone of the blog.
    offset = here.at.replace(tzinfo=None) - found.at.replace(tzinfo=None)
    return parse_moment(f"{local}{_signed(offset.total_seconds())}", base=api.UNKNOWN_NOW) or found


def _signed(seconds: float) -> str:
    minutes = abs(int(seconds)) // 60
    return f"{'-' if seconds < 0 else '+'}{minutes // 60:02d}:{minutes % 60:02d}"


def _plain(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    return squash(unescape(re.sub(r"<[^>]*>", " " if "</p>" in value else "", value))) or None
