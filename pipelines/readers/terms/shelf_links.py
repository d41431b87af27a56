"""Links to the pages of categories, on which a blog puts its posts."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

from pipelines.readers.document import Document
from pipelines.readers.trees.html import names_of
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import is_elsewhere, text_of
from pipelines.readers.views import once


@once
def links_to_shelves(document: Document) -> list[HtmlElement]:
    """Return the links to pages of categories, but those of menus and of sentences."""
    told: dict[HtmlElement, bool] = {}
    return [
        link
        for link in select(
            document.tree,
            "a[href*='/categor'], a[href*='-categor'], a[href*='?categor'],"
            " a[href*='category='], a[href*='categories=']",
        )[:_MANY]
        if _is_to_shelf(link)
        and not (is_elsewhere(link) or is_in_menu(link) or _is_told(link, told))
        # A list of the blog's shelves says how much is on each.
        and not _COUNTED.search(text_of(link))
    ]


_COUNTED = re.compile(r"\S\s*\(\d{1,6}\)$")


def _is_to_shelf(link: HtmlElement) -> bool:
    """Return whether a link leads to the posts of a category, not to one of them or back to all."""
    href = link.get("href") or ""
    if TO_SHELF.search(href):
        return True
    asked = _ASKED.search(href)
    return asked is not None and not (_NUMBERED.search(href) or _BACK.fullmatch(text_of(link)))


def _is_told(link: HtmlElement, known: dict[HtmlElement, bool]) -> bool:
    """Return whether a link is a part of a sentence: the writer speaks of other posts.

    `known` holds what was found of lines: many links may share one.
    """
    if (line := next(link.iterancestors("p"), None)) is None:
        return False
    if line not in known:
        known[line] = text_of(line).endswith((".", "!", "?", "。"))
    return known[line]


#: `/category/walks`, Webflow's `/blog-category/walks`, FC2's `/blog-category-1.html`, Dotclear's
#: `?category/walks`.
TO_SHELF = re.compile(r"[/?](?:[a-z]{2,9}-)?categor(?:y|ies)(?:/[^/?#]|-\d+\.html)")
_ASKED = re.compile(r"[?&]categor(?:y|ies)=[^&]")
#: Boards hand the category on to each of their posts, beside its number, and to the way back.
_NUMBERED = re.compile(r"[?&](?!categor(?:y|ies)=)[^=&#]+=\d+(?=[&#]|$)|/\d+/?\?")
_BACK = re.compile(
    r"(?:글\s*)?목록(?:\s*(?:보기|으로))?|(?:back(?: to (?:the )?)?)?(?:list)?|一覧(?:へ)?|列表",
    re.IGNORECASE,
)
_MANY = 400
_MENU = re.compile(r"(?:^|[-_\s])(?:(?<!bread-)nav(?:bar|igation)?|menu|gnb|lnb)(?:$|[-_\s])")


def is_in_menu(link: HtmlElement) -> bool:
    """Return whether a link stands in a `nav`, or in a box that is called a menu."""
    return any(
        node.tag == "nav" or _MENU.search(names_of(node))
        for node, _ in zip(link.iterancestors(), range(_AROUND), strict=False)
    )


#: Elements around a link that may say that it is one of a menu.
_AROUND = 4


def is_in_foot(link: HtmlElement) -> bool:
    """Return whether a link stands in the `footer` of an article."""
    foot = next(link.iterancestors("footer"), None)
    return foot is not None and (
        _POST.search(foot.get("class") or "") is not None
        or next(foot.iterancestors("article"), None) is not None
    )


_POST = re.compile(r"post|entry|article")


def is_in_box(link: HtmlElement) -> bool:
    """Return whether a link stands in a box that is called the foot of a post."""
    return any(_FOOT.search(names_of(box)) for box in islice(link.iterancestors(), _AROUND))


_FOOT = re.compile(r"(?:^|\s)(?:post|entry|article)[-_]?foot(?:er)?(?:$|\s)", re.IGNORECASE)
