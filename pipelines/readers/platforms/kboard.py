"""KBoard, the board that Korean sites put into a page of WordPress: one page, many posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.items import Moment, PageKind
from pipelines.readers.answer import Readers
from pipelines.readers.dates.page_time import first_moment
from pipelines.readers.dates.zones import KOREA
from pipelines.readers.names.persons import people
from pipelines.readers.platforms.api import asked, with_query
from pipelines.readers.platforms.shown import shown
from pipelines.readers.terms.labelled_terms import is_label
from pipelines.readers.terms.terms import names
from pipelines.readers.trees.selecting import first, select
from pipelines.readers.trees.spots import first_text, texts

if TYPE_CHECKING:
    from pipelines.readers.document import Document

NAME = "kboard"


def recognise(document: Document) -> float:
    """Return how sure the page is of KBoard: the page around it is one of WordPress."""
    return 1.0 if select(document.tree, "#kboard-document, [id^='kboard-'][id$='-list']") else 0.0


def shown_date(document: Document) -> Moment | None:
    """Return the moment in the line below the title."""
    found = texts(document.tree, ".kboard-detail .detail-date .detail-value")
    return first_moment(document, found[:1], zone=KOREA)


def writer(document: Document) -> tuple[str, ...]:
    """Return who wrote the post."""
    found = texts(document.tree, ".kboard-detail .detail-writer .detail-value")
    return people(found[:1], document, declared=True)


def categories(document: Document) -> tuple[str, ...]:
    """Return the shelves of the post."""
    boxes = select(document.tree, "[class*='detail-category']")
    # Skins that set the value apart have a label before it.
    told = [texts(box, ".detail-value") or texts(box, ".detail-name") for box in boxes]
    return names(name for found in told for name in found if not is_label(name))


body_element = shown("kboard.body_element", first, ".kboard-content")


def post_id(document: Document) -> str | None:
    """Return the number of the post; WordPress's own is that of the page around all of them."""
    number = asked(document.url).get("uid", "")
    return f"kboard/{number}" if number.isdigit() else None


def address(document: Document) -> str | None:
    """Return the address without the page of the list that led here.

    Where WordPress numbers its pages, the one around the board stays: `?page_id=7&uid=12`.
    """
    query = asked(document.url)
    number = query.get("uid", "")
    if not number.isdigit():
        return None
    around = {name: query[name] for name in ("page_id", "p", "lang") if name in query}
    return with_query(document.url.partition("?")[0], **around, mod="document", uid=number)


def page_kind(document: Document) -> tuple[PageKind, str] | None:
    """Return what the board shows in its page: a post, or its list; None for posts around one."""
    if body_element(document) is not None:
        return "post", "a document of KBoard"
    if select(document.tree, "body.single"):
        return None  # a post of WordPress that shows the list of a board, too
    return "listing", "a list of KBoard"


READERS: Readers = {
    "title": (shown("kboard.title", first_text, ".kboard-title h1 | .kboard-title"),),
    "published": (shown_date,),
    "authors": (writer,),
    "categories": (categories,),
    "container": (body_element,),
    "platform_post_id": (post_id,),
    "canonical_url": (address,),
}

DROP = ".kboard-document-action, .kboard-attach, .kboard-comments-area"
