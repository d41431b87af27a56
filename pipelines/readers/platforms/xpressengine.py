"""XpressEngine and Rhymix: skins differ, what wraps a document and a member's name does not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from pipelines.items import Moment, PageKind
from pipelines.readers.answer import Readers
from pipelines.readers.dates.page_time import moment
from pipelines.readers.dates.zones import KOREA
from pipelines.readers.names.persons import people
from pipelines.readers.platforms.api import asked, with_query
from pipelines.readers.platforms.shown import generator_is
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import is_elsewhere, text_of

if TYPE_CHECKING:
    from pipelines.readers.document import Document

NAME = "xpressengine"
#: Number of the document, and of the member who wrote it.
_DOCUMENT = re.compile(r"(?:^|\s)document_(\d+)_(-?\d+)(?:$|\s)")


def recognise(document: Document) -> float:
    """Return how sure the page is of XpressEngine or its successor."""
    if generator_is(document, "xpressengine", "rhymix"):
        return 0.9
    return 0.8 if _documents(document) and "xe_content" in document.text else 0.0


def _documents(document: Document) -> list[HtmlElement]:
    """Return the elements that hold a document each; a list may show several whole."""
    found = select(document.tree, ".xe_content, .rhymix_content")
    return [element for element in found if _DOCUMENT.search(element.get("class") or "")]


def body_element(document: Document) -> HtmlElement | None:
    """Return the one document of the page."""
    found = _documents(document)
    return found[0] if len(found) == 1 else None


def post_id(document: Document) -> str | None:
    """Return the number of the document: addresses through a list name it another way."""
    body = body_element(document)
    named = _DOCUMENT.search(body.get("class") or "") if body is not None else None
    return named[1] if named else None


def address(document: Document) -> str | None:
    """Return the address without the page of the list, unless the page declares another."""
    query = asked(document.url)
    if "document_srl" not in query or "page" not in query or post_id(document) is None:
        return None
    if select(document.tree, "link[rel=canonical]"):
        return None
    kept = {name: query[name] for name in ("mid", "document_srl") if name in query}
    return with_query(document.url.partition("?")[0], **kept)


def writer(document: Document) -> tuple[str, ...]:
    """Return who wrote the document: names of members carry their number, for a menu."""
    body = body_element(document)
    named = _DOCUMENT.search(body.get("class") or "") if body is not None else None
    if named is None or int(named[2]) <= 0:
        return ()
    found = [a for a in select(document.tree, f"a.member_{named[2]}") if not is_elsewhere(a)]
    shown = [text for element in found if (text := text_of(element))]
    return people(shown[:1], document, declared=True)


def shown_date(document: Document) -> Moment | None:
    """Return the moment beside the title, in Korean time as everything of the system."""
    for element in select(document.tree, ".date, .read_header .time, .regdate")[:_MOST_DATES]:
        found = None if is_elsewhere(element) else moment(document, text_of(element), zone=KOREA)
        if found is not None and _is_before_body(element, document):
            return found
    return None


#: A list above the document has a date in each of its rows.
_MOST_DATES = 3


def _is_before_body(element: HtmlElement, document: Document) -> bool:
    body = body_element(document)
    if body is None or any(one.tag == "table" for one in element.iterancestors()):
        return False
    return next(one for one in document.tree.iter() if one is element or one is body) is element


def page_kind(document: Document) -> tuple[PageKind, str] | None:
    """Return what the page holds: one document is a post."""
    return ("post", "holds one document") if body_element(document) is not None else None


READERS: Readers = {
    "published": (shown_date,),
    "authors": (writer,),
    "container": (body_element,),
    "platform_post_id": (post_id,),
    "canonical_url": (address,),
}

DROP = ".document_popup_menu"
