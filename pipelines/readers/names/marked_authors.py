"""Elements that name the writer of this post: not the site, not a visitor, not another post's."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from pipelines.readers.document import Document
from pipelines.readers.names.persons import FULL_NAME
from pipelines.readers.names.site_names import house_names, is_of_writer
from pipelines.readers.trees.html import names_of
from pipelines.readers.trees.lines import letters
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import is_elsewhere, text_of
from pipelines.readers.views import once


def own_elements(document: Document, css: str) -> list[HtmlElement]:
    """Return the elements of this post's byline: the first, and those that stand beside it."""
    found = [
        one
        for one in select(document.tree, css)[:20]
        if not is_elsewhere(one) and not _is_site_mark(one, document) and not _is_visitors(one)
    ]
    # A link that shows a face alone stands before the names, in a list of its own.
    found = [one for one in found if one.tag != "a" or text_of(one)] or found
    if len(found) < 2:
        return found
    around = found[0].getparent()
    # What is marked as the author of this item may have a card for each.
    for _ in range(_IN_CARDS if css.startswith("[itemprop") else _BESIDE):
        wider = around.getparent() if around is not None else None
        if wider is None or wider.tag == "body" or len(text_of(wider)) > _LONGEST_BYLINE:
            break
        around = wider
    return [element for element in found if around in element.iterancestors()] or found[:1]


#: Elements between a name and what holds that of the next, plainly or in a card.
_BESIDE, _IN_CARDS = 2, 6
#: Characters of a byline with several writers.
_LONGEST_BYLINE = 300


def _is_visitors(element: HtmlElement) -> bool:
    """Return whether an element stands in what a visitor wrote: a review, a comment."""
    return any(
        "review" in (kind := (ancestor.get("itemprop") or "").lower()) or "comment" in kind
        for ancestor in element.iterancestors()
    )


def _is_site_mark(element: HtmlElement, document: Document) -> bool:
    """Return whether an element names the site in its head (stock Jekyll: `rel=author`)."""
    marks = names_of(element)
    if re.search(r"site|logo|brand|blog-?title|headimg", marks, re.IGNORECASE):
        return True
    links = [element] if element.tag == "a" else select(element, "a[href]")[:1]
    for link in links:
        target = document.target_of(link)
        if target and urlsplit(target).path in ("", "/") and not urlsplit(target).query:
            own = urlsplit(target).netloc == urlsplit(document.url).netloc
            if "p-author" in marks and FULL_NAME.fullmatch(text_of(link)):
                return False  # microformats say whose entry it is; the blog may bear his name
            return own and (not is_of_writer(link) or letters(text_of(link)) in _names(document))
    return False


@once
def _names(document: Document) -> frozenset[str]:
    return frozenset(map(letters, house_names(document)))
