"""Gnuboard, the board that most Korean sites run: its views name every part by id."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.items import Moment, PageKind
from pipelines.readers.answer import Readers
from pipelines.readers.dates.page_time import moment
from pipelines.readers.dates.zones import KOREA
from pipelines.readers.names.persons import people
from pipelines.readers.platforms.api import asked, with_query
from pipelines.readers.platforms.shown import shown
from pipelines.readers.terms.terms import names_at
from pipelines.readers.titles.head_lines import in_head
from pipelines.readers.trees.selecting import first, select
from pipelines.readers.trees.spots import first_of, first_text, is_elsewhere, text_of

if TYPE_CHECKING:
    from pipelines.readers.document import Document

NAME = "gnuboard"
_VARIABLE = re.compile(r"\bg[45]_bo_table\s*=")
_SHOWN = re.compile(r"\b(?:20)?\d\d-\d\d-\d\d \d\d:\d\d\b")


def recognise(document: Document) -> float:
    """Return how sure the page is of Gnuboard: every page of a site names its board."""
    if "_bo_table" in document.text and _VARIABLE.search(document.text):
        return 0.9
    return 0.8 if select(document.tree, "#bo_v_con") else 0.0


def title(document: Document) -> str | None:
    """Return the title, without the name of the board and the heading of its kind."""
    return first_text(document.tree, "#bo_v_title .bo_v_tit") or (
        None if select(document.tree, ".bo_v_cate") else first_text(document.tree, "#bo_v_title")
    )


def shown_date(document: Document) -> Moment | None:
    """Return the moment in the line below the title; its year has two digits."""
    information = first(document.tree, "#bo_v_info")
    found = _SHOWN.search(text_of(information)) if information is not None else None
    if found is None:
        return None
    text = found[0]
    return moment(document, text if text.index("-") > _SHORT else f"20{text}", zone=KOREA)


#: Digits of a short year.
_SHORT = 2


def writer(document: Document) -> tuple[str, ...]:
    """Return who wrote the post: a member, or a guest."""
    found = select(document.tree, "#bo_v_info .sv_member, #bo_v_info .sv_guest")
    if not found and first(document.tree, "#bo_v_info") is None:
        # Skins of builders have a line of their own for it, above the body.
        shown = [
            element
            for element in select(document.tree, "#bo_v .sv_member, #bo_v .sv_guest")[:1]
            if not is_elsewhere(element)
        ]
        found = in_head(document, shown)
    return people([text_of(element) for element in found[:1]], document, declared=True)


def post_id(document: Document) -> str | None:
    """Return board and number of the post, however the address that led here is written."""
    query = asked(document.url)
    board, number = query.get("bo_table", ""), query.get("wr_id", "")
    return f"{board}/{number}" if board and number.isdigit() else None


def address(document: Document) -> str | None:
    """Return the address without the list that it was reached through, unless another is declared.

    `page`, `sca`, `sfl`, `stx` and their like say which list a visitor came from.
    """
    if (known := post_id(document)) is None or select(document.tree, "link[rel=canonical]"):
        return None
    board, number = known.split("/")
    return with_query(document.url.partition("?")[0], bo_table=board, wr_id=number)


def page_kind(document: Document) -> tuple[PageKind, str] | None:
    """Return what the ids of the page say: a view holds one post, the others none."""
    if select(document.tree, "#bo_v_con"):
        return "post", "a view of Gnuboard"
    if select(document.tree, "#bo_list, #bo_gall, #bo_w"):
        return "listing", "a board of Gnuboard, or its form"
    return None


READERS: Readers = {
    "title": (title,),
    "published": (shown_date,),
    "authors": (writer,),
    "categories": (shown("gnuboard.category", names_at, ".bo_v_cate", most=1),),
    "container": (shown("gnuboard.body_element", first_of, "#bo_v_atc | #bo_v_con"),),
    "platform_post_id": (post_id,),
    "canonical_url": (address,),
}

DROP = (
    "#bo_v_atc_title, #bo_v_share, #bo_v_sns, #bo_v_act, .bo_v_com, #bo_v_file, #bo_v_link, "
    ".profile_info"
)
