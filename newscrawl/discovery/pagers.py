"""What holds the numbers of a list's pages, told by its names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

PAGER = re.compile(r"pag(?:e|es|ing|er|ination|inator|enav|enum)(?![a-z])|페이지|쪽", re.IGNORECASE)
_NAVIGATION = re.compile(r"(?:^|[-_ ])nav(?:igation|bar)?(?:$|[-_ ])", re.IGNORECASE)
#: A row of pictures has some like them.
_SLIDES = re.compile(r"swiper|slick|slide|carousel|splide|glide|owl-|gallery", re.IGNORECASE)
_MOST_NAMES = 400
_AROUND = 4


def is_in_pager(element: HtmlElement, *, or_navigation: bool = False) -> bool:
    """Return True when an element, or one close around it, is called a pager, and no slides.

    `or_navigation`: what is called navigation will do.
    """
    above: HtmlElement | None = element
    for _ in range(_AROUND):
        if above is None or above.tag in ("body", "html"):
            return False
        names = " ".join(
            (above.get(key) or "")[:_MOST_NAMES] for key in ("class", "id", "aria-label")
        )
        if _SLIDES.search(names):
            return False
        if PAGER.search(names):
            return True
        if or_navigation and (above.tag == "nav" or _NAVIGATION.search(names)):
            return True
        above = above.getparent()
    return False
