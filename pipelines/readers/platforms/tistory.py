"""Tistory (Kakao): skins differ, the body does not; its lists are in `tistory_lists`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from pipelines.items import Moment, PageKind
from pipelines.readers.answer import Readers
from pipelines.readers.data.scripts import json_after
from pipelines.readers.dates.page_time import first_moment
from pipelines.readers.dates.zones import KOREA
from pipelines.readers.names.persons import people
from pipelines.readers.platforms import tistory_lists
from pipelines.readers.platforms.api import dig, host_is
from pipelines.readers.platforms.tistory_lists import HOSTS, POST_PATH, canonical
from pipelines.readers.terms.terms import names
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import is_elsewhere, text_of, texts_at
from pipelines.urls import absolute_url

if TYPE_CHECKING:
    from pipelines.readers.document import Document

NAME = "tistory"

#: Until about 2018 its slashes were escaped.
_CONFIG = re.compile(r'"TOP_SSL_URL"\s*:\s*"https?:\\?/\\?/www\.tistory\.com"')
_EDITOR = ("[data-ke-size]", "[data-ke-type]", "[data-ke-style]", "[data-ke-list-type]")
#: Where the scripts and styles that it adds to every page lie.
_ADMIN = re.compile(
    r"tistory_admin/(?:static|lib|userblog)|/cfs\.tistory(?:\.com)?/(?:resource|blog)"
)
#: So sure a page must be for what the platform never does to tell anything.
_SURE = 0.8


def recognise(document: Document) -> float:
    """Return how sure the page is of Tistory; a body pasted from its editor counts a little."""
    text, tree = document.text, document.tree
    is_named = NAME in text
    if host_is(document.url, *HOSTS) or (is_named and _CONFIG.search(text)):
        return 1.0
    # A body pasted elsewhere names such files, too: as the picture shown when one is gone.
    if select(tree, "[id^='tt-body-']") or (is_named and _loads_its_files(tree)):
        return _SURE
    if select(tree, ".tt_article_useless_p_margin"):
        return 0.5
    # A page that its site's template fits has no index, and each search goes through all of it.
    if document.fitting is not None and "data-ke-" not in text:
        return 0.0
    return 0.35 if any(select(tree, css) for css in _EDITOR) else 0.0


def _loads_its_files(tree: HtmlElement) -> bool:
    return any(
        _ADMIN.search(element.get("src") or element.get("href") or "")
        for element in select(tree, "script[src*='tistory'], link[href*='tistory']")
    )


def misleading(document: Document) -> Mapping[str, tuple[str, ...]]:
    """Return, by field, the generic readers that find something else on its pages.

    `article:section` is the subject that the platform's own portal gives the blog, and every tag
    of a post is marked as one: the others are the cloud beside it.
    """
    return _MISLEADING if recognise(document) >= _SURE else {}


_MISLEADING: Mapping[str, tuple[str, ...]] = {
    "categories": ("categories.meta_section",),
    "tags": ("tags.tag_list", "tags.meta_keywords", "tags.entry_tags"),
}


def page_config(document: Document) -> dict[str, Any]:
    """Return what the page says of its blog in `window.T.config`; empty when it is not there."""
    found = json_after(document, r"\bT\.config\s*=\s*")
    return found if isinstance(found, dict) else {}


def registered(document: Document) -> Moment | None:
    """Return the platform's own compact stamp, in Korean time."""
    return first_moment(document, document.meta.get("og:regdate", ()), zone=KOREA)


def skin_date(document: Document) -> Moment | None:
    """Return the date that the skin shows beside the title, in Korean time."""
    css = tuple(
        (
            ".post-meta .date | .hgroup .date | .info_post .txt_date | .txt_detail .date | "
            ".blogview_info .txt_date | .post-cover .date | .titleWrap .date | .meta .date"
        ).split(" | ")
    )
    return first_moment(document, texts_at(document.tree, *css, most=3), zone=KOREA)


def writer(document: Document) -> tuple[str, ...]:
    """Return the writer in the platform's own meta elements, else the nickname of the blog."""
    for name in ("by", "og.article.author", "og:article:author"):
        if found := people(document.meta.get(name, ()), document, declared=True):
            return found
    nickname = dig(page_config(document), "BLOG", "nickName")
    return people([nickname], document, declared=True) if isinstance(nickname, str) else ()


def tags(document: Document) -> tuple[str, ...]:
    """Return the tags under the post; the cloud in the sidebar is not marked `rel=tag`."""
    found = [
        a for a in select(document.tree, 'a[rel~="tag"][href*="/tag/"]') if not is_elsewhere(a)
    ]
    return names(text_of(a) for a in found)


def fed_tags(document: Document) -> tuple[str, ...]:
    """Return the tags that the feed names, in which the category stands among them.

    Nothing where a body from its editor stands in another program's blog.
    """
    fed = next((entry.tags for entry in document.entries if entry.tags), None)
    if fed is None or recognise(document) < _SURE:
        return ()
    shelf = entry_category(document) or category(document) or linked_category(document)
    return names(tag for tag in fed if tag not in shelf)


#: What stands where a post is on no shelf.
_NO_CATEGORY = frozenset(("카테고리 없음", "분류없음", "미분류", "전체", "분류 전체보기"))
_ENTRY = r"\bT\.entryInfo\s*=\s*"


def entry_category(document: Document) -> tuple[str, ...]:
    """Return the category in what the page says of its post; `parent/child` is one category."""
    found = json_after(document, _ENTRY)
    return _shelf(names([dig(found, "categoryLabel")]))


def category(document: Document) -> tuple[str, ...]:
    """Return the category beside the title, as the skin shows it."""
    for css in (
        ".hgroup .category a | .category_label | .tit_category a | .area_title .link_cate | "
        ".post-cover .category | .blogview_tit .txt_category | .titleWrap .category a"
    ).split(" | "):
        found = [a for a in select(document.tree, css) if not _in_sidebar(a)]
        if answer := names(text_of(a) for a in found[-1:]):
            return _shelf(answer)
    return ()


def linked_category(document: Document) -> tuple[str, ...]:
    """Return the category that a link leads to, between the title and the body or under it.

    Above the body the last one is taken: before it there are menus. A link among several is one
    of a list.
    """
    body = body_element(document)
    # Where the page says of its post on which shelf it is, links are of menus.
    if body is None or recognise(document) < _SURE or json_after(document, _ENTRY):
        return ()
    around = set(body.iterancestors())
    above: list[HtmlElement] = []
    for element in document.tree.iter():
        if element is body:
            break
        if element.tag == "a" and "/category/" in (element.get("href") or ""):
            above.append(element)
    for link in reversed(above):
        holder = link.getparent()
        alone = holder is not None and (holder in around or _is_only_link(link, holder))
        if alone and holder is not None and holder.tag != "li" and not _in_sidebar(link):
            return _shelf(names([_category_name(link)]))
    other = select(document.tree, ".another_category h4 a")
    return _shelf(names(["/".join(text_of(link) for link in other)]))


def _is_only_link(link: HtmlElement, holder: HtmlElement) -> bool:
    return all(one is link for one in islice(holder.iterchildren("a"), 2))


def _category_name(link: HtmlElement) -> str:
    path = urlsplit(link.get("href") or "").path.partition("/category/")[2]
    # What the link says may be set in brackets, or begin with a picture's words.
    return text_of(link) if path.isdigit() else unquote(path).strip("/")


def _shelf(found: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in found if name not in _NO_CATEGORY)


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
        # Pages kept before the platform wrapped the body: what its guide calls it in skins.
        "div.article, td.article",
    ):
        if found := select(document.tree, css):
            return max(found, key=lambda element: len(element.text_content()))
    return None


def post_id(document: Document) -> str | None:
    """Return the number of the post."""
    for address in (*_declared_addresses(document), document.url):
        url = absolute_url(address, document.url)
        match = POST_PATH.match(urlsplit(url).path) if url else None
        if match and match[1]:
            return match[1]
    if "entryId" not in document.text:
        return None  # as of all pages of others
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
    if kind and not POST_PATH.match(path):
        return kind, f"the skin calls it {mark.removeprefix('tt-body-')}"
    if POST_PATH.match(path) and body_element(document) is not None:
        return "post", "its address names a post of Tistory"
    return None


#: Classes that the platform itself puts around every body, however short it is.
WRAPPERS = frozenset(("tt_article_useless_p_margin",))

READERS: Readers = {
    "published": (registered, skin_date),
    "authors": (writer,),
    "tags": (tags, fed_tags),
    "categories": (entry_category, category, linked_category),
    "container": (body_element,),
    "platform_post_id": (post_id,),
    "canonical_url": (desktop_address,),
}
DROP = (
    ".another_category, .revenue_unit_wrap, .revenue_unit_item, .revenue_unit_info, "
    "ins.kakao_ad_area, .adsbygoogle, [class*=adfit], .blogRelated, .container_postbtn, "
    "[data-tistory-react-app], .wrap_sns, .postbtn_like, .tt-plugin, "
    ".article_bottom, .related_article, "
    # Buttons that open and close a part of the text, in editors of three ages.
    ".btn-toggle-moreless, .moreless_fold, .moreless_top, .moreless_bottom, "
    # Where a row of pictures stands, and how to go on in it.
    ".imageslideblock .mark, .imageslideblock .btn, .entry-ccl, "
    # The sign by which visitors report a post, as old skins have it below the text.
    "a[href^='/toolbar/popup/']"
)
list_requests = tistory_lists.list_requests
read_list = tistory_lists.read_list
