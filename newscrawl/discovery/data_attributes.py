"""Addresses that a page keeps in data attributes: rows and words that a script makes links of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from pipelines.readers.trees.html import HEADINGS

#: Where scripts look for the address that a click on an element leads to.
_NAMES = tuple(
    f"data-{name}" for name in "href url link uri permalink load ajax-url load-url page-url".split()
)
_ANY = etree.XPath(".//*[" + " or ".join(f"@{name}" for name in _NAMES) + "]")
#: What sits on these is that of a picture, a form or a player.
_NO_PLACE = frozenset("img source video audio iframe embed object script link input form".split())
#: Buttons that do something with the page that is shown, or with a post: none leads to one.
_DOES = re.compile(
    r"shar|like|heart|vote|recommend|comment|reply|sns|facebook|fb-|twitter|tweet|kakao|naver|line-|"
    r"pinterest|disqus|utteranc|giscus|subscri|follow|bookmark|scrap|report|delete|edit|log-?(?:in|out)|"
    r"cop(?:y|ied)|clip|embed|player|slide|lightbox|gallery|zoom|modal|popup|track|analytic|advert|"
    r"banner|cart|공유|좋아요|추천|댓글|신고|삭제|수정|복사|구독",
    re.IGNORECASE,
)
#: What an address does that is no page, wherever it stands.
_ACTS = re.compile(
    r"(?:^|[/_.?&=])(?:log-?(?:in|out)|sign-?(?:in|up|out)|delete|remove|likes?|vote|report|scrap|"
    r"follow|subscribe|publish|api|ajax/(?:count|visit))(?:$|[/_.?&=])",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://[^\s{}<>]+|\.{0,2}/(?!/)[^\s{}<>]*|\?[\w-]+=[^\s{}<>]+)")
#: Elements of a page that are looked at, and how far around one of them its names are read.
_MOST = 2000
_AROUND = 2
_LONGEST = 400
#: Links of one item of a list: its heading, its picture, who wrote it, what it is about.
_MOST_IN_AN_ITEM = 6


def addresses_in_data(root: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Yield the elements that are no links, and where a click on each leads by its data.

    A row of a board, a year that opens its months, a box that loads what follows: what says
    something, and holds no link to anywhere.
    """
    for element in islice(cast("list[HtmlElement]", _ANY(root)), _MOST):
        said = ((element.get(name) or "").strip() for name in _NAMES)
        href = next(filter(_ADDRESS.fullmatch, said), "")
        if href and not _ACTS.search(href) and _leads_on(element):
            yield element, href


def _leads_on(element: HtmlElement) -> bool:
    if element.tag in _NO_PLACE or _is_link(element) or _stands_by_a_heading(element):
        return False
    above: HtmlElement | None = element
    for _ in range(_AROUND + 1):
        if above is None or above.tag == "body":
            break
        if _DOES.search(f"{above.get('class') or ''} {above.get('id') or ''}"):
            return False
        above = above.getparent()
    said = length = 0
    for text in islice(element.itertext(), _MOST):
        said = said or bool(text.strip())
        length += len(text.strip())
        if length > _LONGEST:
            return False
    return bool(said) and not any(map(_is_link, islice(element.iter("a"), _AROUND)))


def _stands_by_a_heading(element: HtmlElement) -> bool:
    """Return True in an item that leads to its post by its heading: a vote, a way to others."""
    for above in islice(element.iterancestors(), _AROUND):
        links = [link for link in islice(above.iter("a"), _MOST_IN_AN_ITEM + 1) if _is_link(link)]
        if above.tag == "body" or len(links) > _MOST_IN_AN_ITEM:
            return False
        for link in links:
            around = chain(link.iter(*HEADINGS), link.iterancestors(*HEADINGS))
            if next(around, None) is not None:
                return True
    return False


def _is_link(element: HtmlElement) -> bool:
    href = (element.get("href") or "").strip().lower()
    return bool(href) and not href.startswith(("#", "javascript:"))
