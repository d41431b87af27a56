"""What an HTML page tells a crawler: its feeds, its links, where its list goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newscrawl.discovery.continued import goes_on_by_script
from newscrawl.discovery.counts import stated_counts
from newscrawl.discovery.data_links import NamedPost, data_links
from newscrawl.discovery.json_lists import html_of_json
from newscrawl.discovery.more_buttons import has_one_more_button
from newscrawl.discovery.page_links import (
    MAX_LINKS,
    PageLink,
    links_in_data,
    links_of,
    rel_of,
)
from newscrawl.discovery.put_off import with_put_off
from newscrawl.discovery.refusals import refusals
from pipelines.readers.data import linked_data
from pipelines.readers.data.objects import has_data
from pipelines.readers.data.scripts import page_values
from pipelines.readers.data.streamed import put_together, without_fallbacks
from pipelines.readers.text.encoding import decode
from pipelines.readers.text.legal_text import clean_text
from pipelines.readers.trees.html import whole_text
from pipelines.readers.trees.parsing import parse
from pipelines.urls import absolute_url, host_of

_FEED_TYPE = re.compile(r"application/(rss|atom|rdf|feed)\+(xml|json)|application/json(?!\+)", re.I)
_COMMENTS = re.compile(r"comment|댓글|コメント|评论|kommentar|replies", re.IGNORECASE)
_PAGE_DATA = re.compile(r"/page-data/(?:[^?#]*/)?page-data\.json$")
_REFRESH = re.compile(r"\s*(\d+(?:\.\d*)?)\s*[;,]?\s*(?:url\s*=\s*)?[\"']?([^\"'\s]*)", re.I)
MAX_CHARS = 2_000_000
#: How a whole page ends, and how much may stand before its beginning or behind its end: a comment
#: of the cache that made it, a script of the host's.
_END = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_MARGIN = 20_000
_TAIL = 40
#: What structured data call a list of posts, and no path of crumbs.
_LIST_NODE = re.compile(r'"(?:blogPosts?|ItemList)"')
#: What they call what a list of posts names; menus and shops list other things.
#: Items of a list of posts that its data name at least, and digits of how many it has.
_FEWEST_ITEMS, _MOST_DIGITS = 3, 7
_LISTED = frozenset(
    "ListItem Article BlogPosting NewsArticle SocialMediaPosting LiveBlogPosting TechArticle "
    "Report ScholarlyArticle CreativeWork WebPage Recipe Review".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """A page as discovery sees it."""

    url: str
    #: Feeds that the head declares, comment feeds left out.
    feeds: tuple[str, ...] = ()
    #: Every `<a>` and `<area>`, in order, doubles kept; then where choices and clicks lead, and
    #: what only the data of scripts name.
    links: tuple[PageLink, ...] = ()
    #: Posts that the data name and whose addresses this page does not prove.
    unplaced: tuple[NamedPost, ...] = ()
    #: Sitemaps that the head names, and the same page in other languages.
    sitemaps: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    #: `<link rel=next>` of the head.
    next: str | None = None
    canonical: str | None = None
    generator: str = ""
    #: Frames that fill the page (a frameset, or one iframe in a body without text).
    frames: tuple[str, ...] = ()
    #: Where a meta refresh sends on to.
    refresh: str | None = None
    #: True when a script shows more of the list: a button says so, and no link leads there.
    more_by_script: bool = False
    #: True for an answer in JSON, which a script asks for.
    is_json: bool = False
    #: True when it is a button that says so.
    more_by_button: bool = False
    #: How many posts there are at least, and how many pages this list has, as the page says.
    total: int = 0
    pages: int = 0
    #: A number that may be that of all posts, or of something else.
    hinted: int = 0
    #: Files of scripts that lie at the blog itself.
    scripts: tuple[str, ...] = ()
    #: True when it is longer, or has more links, than is looked at.
    cut: bool = False
    #: The file in which Gatsby keeps the data that this page was made of.
    data_file: str = ""
    #: What it ends with in place of its end, where it begins as a page does; empty: it ends so.
    breaks_off: str = ""
    #: Why it may be no list, but an answer in place of one: that is in the words of each.
    refusals: frozenset[str] = frozenset()


def read_markup(body: bytes, url: str, content_type: str = "") -> Markup:
    """Return what the page tells a crawler; an empty Markup for what is no HTML; never raises."""
    text = clean_text(decode(body, content_type).text)
    page = html_of_json(text[:MAX_CHARS])
    text = page or text
    if "<" not in text:
        return Markup(url=url)
    # What is longer is no list; it would only be memory, here and once more in a worker.
    cut = len(text) > MAX_CHARS
    text = text[:MAX_CHARS]
    root = put_together(parse(with_put_off(without_fallbacks(text))), text)
    base = _base(root, url)
    links = tuple(links_of(root, base))
    canonical = _head_link(root, base, "canonical")
    unplaced: tuple[NamedPost, ...] = ()
    if has_data(text):
        # In the order of the page, each once.
        shown = dict.fromkeys([*(link.url for link in links), url, canonical or url])
        named = data_links(page_values(root, []), base, shown)
        links += links_in_data(told for told in named.urls if told not in shown)
        unplaced = tuple(named.unplaced)
    listed = 0
    if _LIST_NODE.search(text):
        listed = _counted_in_nodes(root)
        known = {link.url for link in links}
        links += links_in_data(told for told in _listed_in_nodes(root, base) if told not in known)
    generator = root.find(".//meta[@name='generator']")
    stated = stated_counts(root)
    by_button = has_one_more_button(root, base, text)
    return Markup(
        url=url,
        feeds=tuple(dict.fromkeys(_feeds(root, base))),
        links=links,
        unplaced=unplaced,
        sitemaps=tuple(_head_links(root, base, "sitemap")),
        languages=tuple(_head_links(root, base, "alternate", other_than=url)),
        next=_head_link(root, base, "next"),
        canonical=canonical,
        generator=(generator.get("content") or "").lower() if generator is not None else "",
        frames=tuple(_frames(root, base)),
        refresh=_refresh(root, base),
        more_by_script=by_button or goes_on_by_script(root, text),
        more_by_button=by_button,
        is_json=bool(page),
        total=stated.total,
        hinted=max(stated.hinted, listed),
        pages=stated.pages,
        scripts=tuple(_own_scripts(root, base, url)),
        cut=cut or len(links) >= MAX_LINKS,
        data_file=_data_file(root, base) if "___gatsby" in text else "",
        breaks_off="" if cut else _breaks_off(text),
        refusals=refusals(root),
    )


def _breaks_off(text: str) -> str:
    begins = text[:_MARGIN].lower()
    is_page = "<html" in begins or "<!doctype html" in begins
    ends = not is_page or _END.search(text, max(0, len(text) - _MARGIN))
    return "" if ends else text.rstrip()[-_TAIL:]


def with_data(markup: Markup, value: Any) -> Markup:
    """Return a page with what its data file names, too."""
    shown = dict.fromkeys([*(link.url for link in markup.links), markup.url])
    named = data_links([value], markup.url, shown)
    links = links_in_data(told for told in named.urls if told not in shown)
    return replace(
        markup,
        links=(*markup.links, *links),
        unplaced=(*markup.unplaced, *named.unplaced),
    )


def _data_file(root: HtmlElement, base: str) -> str:
    for element in root.iter("link"):
        href = element.get("href") or ""
        if "preload" in rel_of(element) and _PAGE_DATA.search(href):
            return absolute_url(href, base) or ""
    # Where the head does not name it, it lies where it does unless the blog has a prefix.
    path = urlsplit(base).path.strip("/") or "index"
    return absolute_url(f"/page-data/{path}/page-data.json", base) or ""


def _listed_in_nodes(root: HtmlElement, base: str) -> Iterator[str]:
    """Yield where the posts are that the structured data of a list name."""
    found = linked_data.nodes(root)
    for node in found:
        if "BreadcrumbList" in linked_data.types_of(node):
            continue
        for key in ("blogPost", "blogPosts", "itemListElement"):
            for item in linked_data.resolved(node.get(key), found):
                inner = item.get("item", item) if isinstance(item, dict) else item
                if isinstance(inner, dict) and not _LISTED.issuperset(linked_data.types_of(inner)):
                    continue
                said = inner.get("url") if isinstance(inner, dict) else inner
                if isinstance(said, str) and (url := absolute_url(said, base)):
                    yield url


def _counted_in_nodes(root: HtmlElement) -> int:
    """Return how many items a list has, as structured data say that name the first of them."""
    counts = [0]
    for node in linked_data.nodes(root):
        said, items = str(node.get("numberOfItems")), node.get("itemListElement")
        if isinstance(items, list) and said.isdecimal() and len(said) < _MOST_DIGITS:
            counts.append(int(said) if int(said) > len(items) >= _FEWEST_ITEMS else 0)
    return max(counts)


def _base(root: HtmlElement, url: str) -> str:
    base = root.find(".//base[@href]")
    return url if base is None else absolute_url(base.get("href") or "", url) or url


def _feeds(root: HtmlElement, base: str) -> Iterator[str]:
    for element in root.iter("link"):
        if "alternate" not in rel_of(element) or not _FEED_TYPE.search(element.get("type") or ""):
            continue
        url = absolute_url(element.get("href") or "", base)
        said = f"{element.get('title') or ''} {element.get('href') or ''}"
        # WordPress and Blogger put a JSON API or an oEmbed answer beside the feeds.
        is_other = (element.get("type") or "").lower() == "application/json" and "feed" not in said
        if url and not is_other and not _COMMENTS.search(said):
            yield url


def _head_link(root: HtmlElement, base: str, name: str) -> str | None:
    for element in root.iter("link"):
        if name in rel_of(element):
            return absolute_url(element.get("href") or "", base)
    return None


def _head_links(root: HtmlElement, base: str, name: str, other_than: str = "") -> Iterator[str]:
    """Yield where the links of the head lead that are called `name`; alternates by language."""
    for element in root.iter("link"):
        if name not in rel_of(element):
            continue
        language = (element.get("hreflang") or "").lower()
        if name == "alternate" and (language in ("", "x-default") or element.get("media")):
            continue
        found = absolute_url(element.get("href") or "", base)
        if found and found != other_than and not _FEED_TYPE.search(element.get("type") or ""):
            yield found


def _frames(root: HtmlElement, base: str) -> Iterator[str]:
    frames = [element for element in root.iter("frame", "iframe") if element.get("src")]
    body = root.find(".//body")
    if frames and (body is None or not whole_text(body)):
        for element in frames:
            if url := absolute_url(element.get("src") or "", base):
                yield url


def _own_scripts(root: HtmlElement, base: str, page: str) -> Iterator[str]:
    # The page's own host: any other may stand in its `<base>`.
    for script in root.iter("script"):
        url = absolute_url(script.get("src") or "", base)
        if url and host_of(url) == host_of(page):
            yield url


def _refresh(root: HtmlElement, base: str) -> str | None:
    for element in root.iter("meta"):
        if (element.get("http-equiv") or "").lower() == "refresh":
            match = _REFRESH.match(element.get("content") or "")
            if match and match[2]:
                return absolute_url(match[2], base)
    return None
