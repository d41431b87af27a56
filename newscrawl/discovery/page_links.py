"""The links of a page: where they lead, what they say, and in which of its lists they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from newscrawl.discovery.counts import count_beside
from newscrawl.discovery.data_attributes import addresses_in_data
from newscrawl.discovery.menus_of_pages import chosen_pages
from pipelines.readers.trees.html import whole_text
from pipelines.urls import absolute_url

#: A page has at most this many links that we look at (docs/settings.md, limits).
MAX_LINKS = 5000
#: The list that what stands in a page's data is thought to stand in; no list shown has this number.
IN_DATA = MAX_LINKS + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A link of a page, with what pagination is told by."""

    #: Absolute.
    url: str
    text: str = ""
    #: Lower-case tokens of `rel`.
    rel: frozenset[str] = frozenset()
    #: Class names, id, aria-label and title, lower case, in one string.
    hints: str = ""
    #: Links with one number stand in one list, each in an item of its own; 0: in none.
    group: int = 0
    #: True for the heading of an item: the link stands in one, or holds one.
    heads: bool = False
    #: The number that stands with it, as that of its posts with a month: "July (12)".
    count: int = 0
    #: True for what is no link, and leads somewhere by its data.
    by_click: bool = False


def links_in_data(urls: Iterable[str]) -> tuple[PageLink, ...]:
    """Return addresses that data name as links that stand in one list."""
    return tuple(PageLink(url=url, group=IN_DATA) for url in islice(urls, MAX_LINKS))


def rel_of(element: HtmlElement) -> frozenset[str]:
    """Return the tokens of `rel`, lower case."""
    return frozenset((element.get("rel") or "").lower().split())


def links_of(root: HtmlElement, base: str) -> Iterator[PageLink]:
    """Yield the links of a page in its order; then where choices, clicks and scripts lead."""
    in_data = dict(addresses_in_data(root))
    groups = _groups(root, in_data)
    count = 0
    for element in root.iter("a", "area"):
        href = element.get("href")
        url = absolute_url(href, base) if href else None
        if not url:
            continue
        count += 1
        if count > MAX_LINKS:
            return
        parent = element.getparent()
        around = (parent.get("class") or "") if parent is not None else ""
        names = (element.get(key) or "" for key in ("class", "id", "aria-label", "title"))
        yield PageLink(
            url=url,
            text=whole_text(element)[:200],
            rel=rel_of(element),
            hints=" ".join((*names, around)).lower()[:300],
            group=groups.get(element, 0),
            heads=_is_heading(element),
            count=count_beside(element),
        )
    for href in islice(_scripted(root), MAX_LINKS - count):
        if url := absolute_url(href, base):
            yield PageLink(url=url)
    for element, href in islice(in_data.items(), MAX_LINKS - count):
        if url := absolute_url(href, base):
            yield PageLink(
                url=url,
                text=whole_text(element)[:200],
                hints=(element.get("class") or "").lower()[:300],
                group=groups.get(element, 0),
                by_click=True,
            )
    for element in islice(cast("list[HtmlElement]", _GOES_ON(root)), MAX_FRAGMENTS):
        said = [(element.get(name) or "").strip() for name in _NEXT_IN_DATA]
        said += [one for name in _MORE_IN_DATA if "?" in (one := (element.get(name) or "").strip())]
        for href in filter(lambda one: one.startswith(_ADDRESS), said):
            if url := absolute_url(href, base):
                yield PageLink(url=url, rel=frozenset(["next"]))
    for href in islice(_fragments(root), MAX_FRAGMENTS):
        if url := absolute_url(href, base):
            yield PageLink(url=url, rel=frozenset(["next"]))


def _fragments(root: HtmlElement) -> Iterator[str]:
    """Yield what a script of htmx, or of Turbo, puts in when an element comes in sight."""
    for name in ("hx-get", "data-hx-get"):
        for element in root.iterfind(f".//*[@{name}]"):
            trigger = element.get(name.replace("get", "trigger")) or ""
            if _IN_SIGHT.search(trigger) or _PRESSED.search(whole_text(element)[:40]):
                yield element.get(name) or ""
    for element in root.iterfind(".//turbo-frame[@src]"):
        if (element.get("loading") or "").lower() == "lazy":
            yield element.get("src") or ""


def _scripted(root: HtmlElement) -> Iterator[str]:
    """Yield where a choice or a click leads that is no link: months in a menu, rows of a board."""
    for option in root.iter("option"):
        value = (option.get("value") or "").strip()
        if value.startswith(("http://", "https://", "/", "?")) or _ASKED.match(value):
            yield value
    yield from chosen_pages(root)
    for element in root.iterfind(".//*[@onclick]"):
        if match := _CLICK.search(element.get("onclick") or ""):
            yield match[1]


#: Where scripts that show more when a reader scrolls look for the address of the next page.
_NEXT_IN_DATA = tuple(
    f"data-{name}" for name in "next next-url next-page next-page-url nextpage next-href".split()
)
#: Where they look for what is more: an address that asks for a part of it.
_MORE_IN_DATA = tuple(f"data-{name}" for name in "more more-url load-more endpoint".split())
_GOES_ON = etree.XPath(
    ".//*[" + " or ".join(f"@{name}" for name in (*_NEXT_IN_DATA, *_MORE_IN_DATA)) + "]"
)
#: How an address begins there: a bare number says which page it is.
_ADDRESS = ("/", "?", "./", "http://", "https://")
#: Fragments of one page that are thought to be the rest of its list.
MAX_FRAGMENTS = 3
_IN_SIGHT = re.compile(r"\b(?:revealed|intersect)\b")
_PRESSED = re.compile(r"\b(?:more|older|next)\b|더 ?보기|다음|もっと|次|更多", re.IGNORECASE)
_CLICK = re.compile(r"location(?:\.href)?\s*=\s*[\"']([^\"']+)[\"']")


#: `list.php?page=2`, `blog/?page=2`.
_ASKED = re.compile(r"[\w./-]{1,80}\?[\w-]{1,30}=[\w-]{1,30}(?:&|$)")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5")


def _is_heading(link: HtmlElement) -> bool:
    parent = link.getparent()
    if parent is not None and parent.tag in _HEADINGS:
        return True
    return next(link.iter(*_HEADINGS), None) is not None


def _groups(root: HtmlElement, in_data: dict[HtmlElement, str]) -> dict[HtmlElement, int]:
    """Return the number of the list that each link stands in.

    An item is the largest element that leads to one address only; a list is what holds items.
    """
    one: dict[HtmlElement, str] = {}
    many: set[HtmlElement] = set()
    links = [element for element in root.iter("a") if _page_of(element)][:MAX_LINKS]
    links += list(in_data)[:MAX_LINKS]
    for link in links:
        href = in_data.get(link) or _page_of(link)
        for above in _near(link):
            if above in many:
                break
            if one.setdefault(above, href) != href:
                many.add(above)
    numbers: dict[HtmlElement, int] = {}
    found: dict[HtmlElement, int] = {}
    for link in links:
        holder = next((above for above in _near(link) if above in many), None)
        if holder is not None and not any(above.tag == "nav" for above in _near(holder)):
            found[link] = numbers.setdefault(holder, len(numbers) + 1)
    return found


def _page_of(link: HtmlElement) -> str:
    """Return the page that a link leads to, whatever place in it; empty where it leads to none."""
    page = (link.get("href") or "").partition("#")[0].strip()
    return "" if _NO_PAGE.match(page) else page


_NO_PAGE = re.compile(r"(?:javascript|mailto|tel):", re.IGNORECASE)


def _near(element: HtmlElement) -> Iterator[HtmlElement]:
    # An item of a list is seldom nested deeper than this around its link.
    above = element.getparent()
    for _ in range(8):
        if above is None:
            return
        yield above
        above = above.getparent()
