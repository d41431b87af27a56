"""Naver Blog: three editors, and a frame around every post; its lists are in `naver_lists`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from pipelines.items import Embed, Moment, PageKind
from pipelines.readers.answer import Readers
from pipelines.readers.data.scripts import quoted_after
from pipelines.readers.dates.page_time import first_moment
from pipelines.readers.dates.zones import KOREA
from pipelines.readers.fields.embeds import players, provider_of
from pipelines.readers.names.persons import people
from pipelines.readers.platforms import naver_lists
from pipelines.readers.platforms.api import asked, dig, host_is, origin_of, read_json, with_query
from pipelines.readers.platforms.naver_lists import DESKTOP_ORIGIN, HOSTS, MOBILE_ORIGIN
from pipelines.readers.platforms.shown import shown
from pipelines.readers.terms.terms import names_at
from pipelines.readers.trees.html import squash
from pipelines.readers.trees.selecting import first, select
from pipelines.readers.trees.spots import first_of, first_text, text_of, texts_at
from pipelines.urls import absolute_url

if TYPE_CHECKING:
    from pipelines.readers.document import Document

NAME = "naver"

# From the first of several spaces alone: a title may hold thousands.
_SUFFIX = re.compile(r"(?<!\s)\s*:\s*네이버\s*블로그\s*$")
_POST_PATH = re.compile(r"^/(?:m/)?([\w-]+)/(\d{6,})/?$")
_OLD_PATH = re.compile(r"/([\w-]+)/?$")
_VIEW_PATH = re.compile(r"/PostView\.(?:naver|nhn)$", re.IGNORECASE)
_FRAMED = re.compile(r"Post(?:View|List)\.(?:naver|nhn)")


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
    number = asked(url).get("logNo", "")
    if _VIEW_PATH.search(parts.path):
        blog = asked(url).get("blogId", "")
        return (blog, number) if blog and number.isdigit() else None
    if match := _OLD_PATH.match(parts.path):
        # As it was written until about 2012: /blogId?Redirect=Log&logNo=123.
        return (match[1], number) if number.isdigit() else None
    match = _POST_PATH.match(parts.path)
    return (match[1], match[2]) if match else None


def canonical(url: str) -> str | None:
    """Return `{origin}/{blogId}/{logNo}` for a post's address; None for any other address."""
    if (named := post_of(url)) is None:
        return None
    origin = DESKTOP_ORIGIN if host_is(url, *HOSTS) else origin_of(url)
    return f"{origin}/{named[0]}/{named[1]}"


def page_url(url: str) -> str | None:
    """Return the address at which the post itself is, not the frame around it."""
    if (named := post_of(url)) is None:
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
        if text := squash(_SUFFIX.sub("", value)):
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
    css = (".se_publishDate", ".blog_date", "._postAddDate", ".post_date", "p.date")
    return first_moment(document, texts_at(document.tree, *css, most=2), zone=KOREA)


def registered(document: Document) -> Moment | None:
    """Return the stamp in the head, in Korean time."""
    return first_moment(document, document.meta.get("og:regdate", ()), zone=KOREA)


def nickname(document: Document) -> tuple[str, ...]:
    """Return the nickname of the blog's owner, who writes every post of it."""
    found = list(document.meta.get("naverblog:nickname", ()))
    for pattern in (r'"authorNickname"\s*:\s*(?=")', r"\bnickName\s*=\s*(?=\")"):
        found += [value] if (value := quoted_after(document, pattern)) else []
    for css in (
        ".writer .nick | .blog_author strong | .blog_authorArea strong | .se_author | #nickNameArea"
        " | #blog-profile strong"
    ).split(" | "):
        element = first(document.tree, css)
        found += [text_of(element)] if element is not None else []
    return people(found[:1], document, declared=True)


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
        if (url := absolute_url(frame[1] if frame else "", document.base_url)) is not None:
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

READERS: Readers = {
    "title": (title,),
    "published": (registered, shown_date),
    "authors": (nickname,),
    "tags": (
        shown(
            "naver.tags",
            names_at,
            ".post_tag a | .wrap_tag a | .tag_area a | [id^=tagList_] a | "
            "#content-area a[href*=PostTag] | .__se-hash-tag",
        ),
    ),
    "categories": (
        shown(
            "naver.category",
            names_at,
            ".blog2_series | .se_series a | .se_series | .blog_category a | .blog_category | "
            ".htitle .cate a | .cate a",
            most=1,
        ),
    ),
    "embeds": (embedded,),
    "container": (body_element,),
    "platform_post_id": (post_id,),
    "canonical_url": (address,),
}

DROP = (
    ".se-documentTitle, .se_documentTitle, .blog2_post_function, .se-sticker, .se_sticker, "
    "img.se-sticker-image, script.__se_module_data, .post_tag, .wrap_tag, .wrap_blog2_list, "
    ".u_cbox, .postre, .section_t1, .se-placesMap .se-map-marker, .se-oglink-summary, "
    ".se-oglink-url, .se-imageStrip-next, .se-imageGroup-navigation, .se-material-detail, "
    ".se-talktalk, "
    # What the platform itself writes over a post that was shared again after a year.
    ".se-anniversarySection"
)

# The lists

list_requests = naver_lists.list_requests
read_list = naver_lists.read_list
tag_request = naver_lists.tag_request
read_tags = naver_lists.read_tags
blog_of = naver_lists.blog_of
