"""Naver Blog: three editors, a frame around every post, and two list APIs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, timezone
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, unquote_plus, urlsplit

from pipelines.items import Embed, Entry, Moment, PageKind
from pipelines.readers.answer import Reader
from pipelines.readers.fields.embeds import players, provider_of
from pipelines.readers.fields.terms import names, names_at
from pipelines.readers.html import first, select, squash
from pipelines.readers.moments import parse_moment
from pipelines.readers.page_time import moment
from pipelines.readers.persons import people
from pipelines.readers.platforms.api import (
    NOT_UNDERSTOOD,
    UNKNOWN_NOW,
    ApiPage,
    ApiRequest,
    asked_number,
    counted_moment,
    dig,
    entries_of,
    host_is,
    line,
    origin_of,
    read_json,
    whole,
    with_query,
)
from pipelines.readers.scripts import quoted_after
from pipelines.readers.spots import first_of, first_text, text_of
from pipelines.urls import absolute_url

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.readers.document import Document

NAME = "naver"
HOSTS = ("blog.naver.com", "blog.me")
MOBILE_ORIGIN = "https://m.blog.naver.com"
DESKTOP_ORIGIN = "https://blog.naver.com"
ZONE = timezone(timedelta(hours=9))

_SUFFIX = re.compile(r"\s*:\s*네이버\s*블로그\s*$")
_POST_PATH = re.compile(r"^/(?:m/)?([\w-]+)/(\d{6,})/?$")
_OLD_PATH = re.compile(r"/([\w-]+)/?$")
_VIEW_PATH = re.compile(r"/PostView\.(?:naver|nhn)$", re.IGNORECASE)
_FRAMED = re.compile(r"Post(?:View|List)\.(?:naver|nhn)")
#: Most posts a list answers at once.
_PAGE_SIZE = 30


def recognise(document: Document) -> float:
    """Return how sure the page is of Naver Blog."""
    if host_is(document.url, *HOSTS):
        return 1.0
    tree = document.tree
    if "naverblog:nickname" in document.meta or select(tree, "meta[content^='네이버 블로그']"):
        return 1.0
    if any(_SUFFIX.search(title.text or "") for title in select(tree, "title")):
        return 1.0
    framed = any(_FRAMED.search(frame.get("src") or "") for frame in select(tree, "#mainFrame"))
    if framed or select(tree, "#_post_property"):
        return 0.9
    return 0.4 if select(tree, ".se-main-container") else 0.0


# The address


def post_of(url: str) -> tuple[str, str] | None:
    """Return (blogId, logNo) that an address names, in any of its spellings."""
    parts = urlsplit(url)
    if _VIEW_PATH.search(parts.path):
        query = parse_qs(parts.query)
        blog, number = query.get("blogId", [""])[0], query.get("logNo", [""])[0]
        return (blog, number) if blog and number.isdigit() else None
    if match := _OLD_PATH.match(parts.path):
        # As it was written until about 2012: /blogId?Redirect=Log&logNo=123.
        number = parse_qs(parts.query).get("logNo", [""])[0]
        return (match[1], number) if number.isdigit() else None
    match = _POST_PATH.match(parts.path)
    return (match[1], match[2]) if match else None


def canonical(url: str) -> str | None:
    """Return `{origin}/{blogId}/{logNo}` for a post's address; None for any other address."""
    named = post_of(url)
    if named is None:
        return None
    origin = DESKTOP_ORIGIN if host_is(url, *HOSTS) else origin_of(url)
    return f"{origin}/{named[0]}/{named[1]}"


def page_url(url: str) -> str | None:
    """Return the address at which the post itself is, not the frame around it."""
    named = post_of(url)
    if named is None:
        return None
    origin = MOBILE_ORIGIN if host_is(url, *HOSTS) else origin_of(url)
    return with_query(f"{origin}/PostView.naver", blogId=named[0], logNo=named[1])


def framed_page(document: Document) -> str | None:
    """Return the address in the frame of a page that holds nothing but the frame."""
    frame = first(document.tree, "iframe#mainFrame[src]")
    return absolute_url(frame.get("src") or "", document.base_url) if frame is not None else None


def address(document: Document) -> str | None:
    """Return the post's one address, whichever of its pages this is."""
    declared = [*document.meta.get("og:url", ()), document.url]
    return next(
        (found for url in declared if (found := canonical(absolute_url(url, document.url) or ""))),
        None,
    )


def post_id(document: Document) -> str | None:
    """Return the logNo."""
    named = post_of(address(document) or document.url)
    return named[1] if named else None


# The fields


def title(document: Document) -> str | None:
    """Return the title without the platform's name."""
    for value in document.meta.get("og:title", ()):
        text = squash(_SUFFIX.sub("", value))
        if text:
            return text
    return first_text(
        document.tree,
        ".se-title-text",
        ".se_title .se_textarea",
        ".htitle .pcol1",
        ".tit_h3",
        ".itemSubjectBoldfont",
    )


def shown_date(document: Document) -> Moment | None:
    """Return the date beside the title: full, or counted back on the day of writing."""
    for css in (".se_publishDate", ".blog_date", "._postAddDate", ".post_date", "p.date"):
        for element in select(document.tree, css)[:2]:
            found = moment(document, text_of(element), zone=ZONE)
            if found:
                return found
    return None


def registered(document: Document) -> Moment | None:
    """Return the stamp in the head, in Korean time."""
    return next(
        (
            found
            for value in document.meta.get("og:regdate", ())
            if (found := moment(document, value, zone=ZONE))
        ),
        None,
    )


def nickname(document: Document) -> tuple[str, ...]:
    """Return the nickname of the blog's owner, who writes every post of it."""
    found = list(document.meta.get("naverblog:nickname", ()))
    for pattern in (r'"authorNickname"\s*:\s*(?=")', r"\bnickName\s*=\s*(?=\")"):
        found += [value] if (value := quoted_after(document, pattern)) else []
    for css in (".writer .nick", ".blog_author strong", ".se_author", "#nickNameArea"):
        element = first(document.tree, css)
        found += [text_of(element)] if element is not None else []
    return people(found[:1], document, declared=True)


def tags(document: Document) -> tuple[str, ...]:
    """Return the tags under the post; the desktop page of newer editors loads them later."""
    return names_at(
        document.tree,
        ".post_tag a",
        ".wrap_tag a",
        ".tag_area a",
        "[id^=tagList_] a",
        "#content-area a[href*=PostTag]",
    )


def category(document: Document) -> tuple[str, ...]:
    """Return the category above or beside the title."""
    return names_at(
        document.tree,
        ".blog2_series a",
        ".se_series a",
        ".blog_category a",
        ".blog_category",
        ".htitle .cate a",
        ".cate a",
        most=1,
    )


def body_element(document: Document) -> HtmlElement | None:
    """Return the body in the markup of whichever editor wrote it."""
    found = first_of(
        document.tree,
        ".se-main-container",
        ".se_component_wrap.sect_dsc",
        "#postViewArea",
        "#viewTypeSelector",
        ".post_ct",
        ".se-viewer",
    )
    if found is not None and "se_component_wrap" in (found.get("class") or ""):
        return _whole_of_shared(found)
    return found


def _whole_of_shared(found: HtmlElement) -> HtmlElement:
    """Return what holds both parts of a post that passes another on: words, and its card."""
    around = next((one for one in found.iterancestors("div") if _holds_editor(one)), None)
    if around is None:
        return found
    parts = select(around, ".se_component:not(.se_documentTitle)")
    return around if any(found not in part.iterancestors() for part in parts) else found


def _holds_editor(element: HtmlElement) -> bool:
    names = (element.get("class") or "").split()
    return element.get("id") == "viewTypeSelector" or "post_ct" in names


def embedded(document: Document) -> tuple[Embed, ...]:
    """Return the players of the post, those too that a script makes of the editor's data."""
    found = {embed.url: embed for embed in players(document) or ()}
    body = body_element(document)
    for data in () if body is None else select(body, ".se-oembed script.__se_module_data"):
        module = read_json((data.get("data-module-v2") or data.get("data-module") or "").encode())
        frame = _FRAME.search(str(dig(module, "data", "html") or ""))
        url = absolute_url(frame[1] if frame else "", document.base_url)
        if url is not None:
            found.setdefault(url, Embed(url=url, provider=provider_of(url)))
    return tuple(found.values())


_FRAME = re.compile(r"<iframe[^>]*\ssrc=[\"']([^\"']+)", re.IGNORECASE)


def page_kind(document: Document) -> tuple[PageKind, str] | None:
    """Return what the address says: lists of this platform hold whole posts, one after another."""
    path = urlsplit(document.url).path
    if re.search(r"/Post(?:List|Tag|SearchList|TitleList\w*)\.(?:naver|nhn)$", path, re.IGNORECASE):
        return "listing", "its address is that of a list"
    if re.search(
        r"/guestbook|/(?:Guestbook|Memo\w*|Prologue\w*)\.(?:naver|nhn)$", path, re.IGNORECASE
    ):
        return "other", "a guestbook or front of the blog"
    if framed_page(document):
        return "stub", f"holds nothing but a frame: {framed_page(document)}"
    if post_of(document.url) and body_element(document) is not None:
        return "post", "its address names a post of Naver Blog"
    return None


#: Classes that the platform itself puts around every body, however short it is.
WRAPPERS = frozenset(("se-main-container",))

READERS: Mapping[str, tuple[Reader[Any], ...]] = {
    "title": (title,),
    "published": (registered, shown_date),
    "authors": (nickname,),
    "tags": (tags,),
    "categories": (category,),
    "embeds": (embedded,),
    "container": (body_element,),
    "platform_post_id": (post_id,),
    "canonical_url": (address,),
}

DROP = (
    ".se-documentTitle",
    ".se_documentTitle",
    ".blog2_post_function",
    ".se-sticker",
    ".se_sticker",
    "img.se-sticker-image",
    "script.__se_module_data",
    ".post_tag",
    ".wrap_tag",
    ".wrap_blog2_list",
    ".u_cbox",
    ".postre",
    ".section_t1",
    ".se-placesMap .se-map-marker",
    ".se-oglink-summary",
    ".se-oglink-url",
    ".se-imageStrip-next",
    ".se-imageGroup-navigation",
    ".se-material-detail",
    ".se-talktalk",
    # What the platform itself writes over a post that was shared again after a year.
    ".se-anniversarySection",
)


# The lists


def blog_of(home_url: str) -> str | None:
    """Return the blogId that the address of a blog names."""
    parts = urlsplit(home_url)
    query = parse_qs(parts.query).get("blogId")
    if query:
        return query[0]
    host = parts.hostname or ""
    if host.endswith(".blog.me"):
        return host.removesuffix(".blog.me")
    steps = [step for step in unquote(parts.path).split("/") if step and step != "m"]
    return steps[0].removesuffix(".xml") if steps and re.fullmatch(r"[\w.-]+", steps[0]) else None


def list_requests(home_url: str, home_page: str = "") -> tuple[ApiRequest, ...]:
    """Return the first page of each list: the mobile one has exact times, the other a total."""
    blog = blog_of(home_url)
    if blog is None:
        return ()
    ours = host_is(home_url, *HOSTS)
    mobile, desktop = (MOBILE_ORIGIN, DESKTOP_ORIGIN) if ours else (origin_of(home_url),) * 2
    return _mobile_request(mobile, blog, 1), _desktop_request(desktop, blog, 1)


def _mobile_request(origin: str, blog: str, page: int) -> ApiRequest:
    url = with_query(
        f"{origin}/api/blogs/{blog}/post-list", page=page, itemCount=_PAGE_SIZE, categoryNo=0
    )
    return ApiRequest(url=url, headers=_headers(origin, blog))


def _desktop_request(origin: str, blog: str, page: int) -> ApiRequest:
    url = with_query(
        f"{origin}/PostTitleListAsync.naver",
        blogId=blog,
        currentPage=page,
        categoryNo=0,
        countPerPage=_PAGE_SIZE,
    )
    return ApiRequest(url=url, headers=_headers(origin, blog))


def _headers(origin: str, blog: str) -> dict[str, str]:
    return {"Accept": "application/json", "Referer": f"{origin}/{blog}"}


def tag_request(home_url: str, post_ids: Iterable[str]) -> ApiRequest | None:
    """Return what to ask for the tags of some posts: desktop pages load them from there."""
    blog = blog_of(home_url)
    if blog is None:
        return None
    origin = DESKTOP_ORIGIN if host_is(home_url, *HOSTS) else origin_of(home_url)
    url = with_query(
        f"{origin}/BlogTagListInfo.naver",
        blogId=blog,
        logNoList=",".join(post_ids),
        logType="mylog",
    )
    return ApiRequest(url=url, headers=_headers(origin, blog))


def read_tags(body: bytes) -> dict[str, tuple[str, ...]]:
    """Return tags by logNo; empty when the answer is not such a list."""
    rows = dig(_read_loose(body), "taglist")
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
    found = read_json(body)
    # The desktop list escapes apostrophes, which JSON forbids.
    return found if found is not None else read_json(re.sub(rb"(?<!\\)\\'", b"'", body))


def read_list(
    body: bytes,
    request: ApiRequest,
    *,
    base: datetime | None = None,
    headers: Mapping[str, str] | None = None,
) -> ApiPage:
    """Return the posts of one answer of either list."""
    match = re.search(r"/api/blogs/([^/]+)/", request.url)
    blog = match[1] if match else blog_of(request.url)
    answer = _read_loose(body)
    items, rows = dig(answer, "result", "items"), dig(answer, "postList")
    if blog and isinstance(items, list):
        return _mobile_page(items, request, blog, whole(dig(answer, "result", "totalCount")))
    if blog and isinstance(rows, list):
        size = whole(dig(answer, "countPerPage")) or _PAGE_SIZE
        return _desktop_page(rows, request, blog, whole(dig(answer, "totalCount")), size, base)
    return NOT_UNDERSTOOD


def _mobile_page(items: list[Any], request: ApiRequest, blog: str, total: int | None) -> ApiPage:
    page = asked_number(request, "page", 1)
    return ApiPage(
        entries=entries_of(items, request, partial(_mobile_entry, blog=_home_of(request, blog))),
        next=_mobile_request(origin_of(request.url), blog, page + 1) if items else None,
        declared_total=total,
    )


def _desktop_page(
    rows: list[Any],
    request: ApiRequest,
    blog: str,
    total: int | None,
    size: int,
    base: datetime | None,
) -> ApiPage:
    page = asked_number(request, "currentPage", 1)
    more = bool(rows) and (total is None or page * size < total)
    make = partial(_desktop_entry, blog=_home_of(request, blog), base=base)
    return ApiPage(
        entries=entries_of(rows, request, make),
        declared_total=total,
        next=_desktop_request(origin_of(request.url), blog, page + 1) if more else None,
    )


def _home_of(request: ApiRequest, blog: str) -> str:
    origin = DESKTOP_ORIGIN if host_is(request.url, *HOSTS) else origin_of(request.url)
    return f"{origin}/{blog}"


def _mobile_entry(item: dict[str, Any], *, blog: str) -> Entry | None:
    number = whole(item.get("logNo"))
    if number is None:
        return None
    withheld = (
        "private"
        if item.get("notOpen") or item.get("buddyOpen") or item.get("bothBuddyOpen")
        else None
    )
    return Entry(
        url=f"{blog}/{number}",
        title=line(item.get("titleWithInspectMessage")),
        published=counted_moment(item.get("addDate"), ZONE),
        categories=names([item.get("categoryName")]),
        platform_post_id=str(number),
        withheld="blocked" if item.get("postBlocked") else withheld,
    )


def _desktop_entry(row: dict[str, Any], *, blog: str, base: datetime | None) -> Entry | None:
    number = whole(row.get("logNo"))
    if number is None:
        return None
    stated = str(row.get("addDate") or "")
    counted = not re.search(r"\d{4}", stated)
    published = None
    if base is not None or not counted:
        published = parse_moment(stated, base=base or UNKNOWN_NOW, language="ko", zone=ZONE)
    return Entry(
        url=f"{blog}/{number}",
        title=line(unquote_plus(str(row.get("title") or ""))),
        published=published,
        platform_post_id=str(number),
        # 0 and 1 are the owner's and the neighbours'; only 2 is open to all.
        withheld=None if str(row.get("openType", "2")) == "2" else "private",
    )
