"""Posts on boards: a table holds the title, the writer and the date, one label beside each."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import text_of
from pipelines.readers.views import once

if TYPE_CHECKING:
    from pipelines.readers.document import Document

#: What boards write over every post.
_GENERIC = re.compile(
    r"(?:게시)?[글물]\s?(?:보기|읽기|내용)|게시판\s?(?:보기|글\s?보기)|(?:[가-힣]{2,10}\s){0,2}(?:상세|내용|본문|글\s?상세)\s?보기"
    r"|(?:view|read|show)\s(?:the\s)?(?:post|article|message|entry|topic)"
    r"|(?:post|article|message|board)\sview|beitrag\s(?:anzeigen|ansehen|lesen)|記事(?:表示|閲覧)"
    r"|(?:查看|閱讀|阅读|浏览)(?:文章|帖子|主题)",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"(?:제\s*목|글\s?제목|件\s*名|タイトル|标\s*题|標\s*題|subject|betreff|sujet|asunto)",
    re.IGNORECASE,
)
#: Labels of who wrote a post, when, and how often it was read: on boards alone all in one table.
_BESIDE = re.compile(
    r"글\s?쓴\s?이|작\s?성\s?자|이\s?름|작\s?성\s?일|등\s?록\s?일|날\s?짜|조\s?회\s?수?|投稿者|投稿日|閲覧数?"
    r"|发布时间|發布時間|浏览次数|作者|views?|hits?|posted|autor|datum",
    re.IGNORECASE,
)
_NAMED = frozenset(("subject", "title", "tit", "sbj", "view_title", "view-title", "bo_v_title"))
_LONGEST = 200
#: Zeroboard sets the facts of a post into one cell below its title.
_COUNTS, _IN_COUNTS = re.compile(r"(?:조회|추천)\s?수?\s*[:：]\s*\d{1,7}\s*$"), 30
#: Cells and tables that are looked at: a page of more is a sheet.
_MOST = 200


def is_generic(text: str) -> bool:
    """Return whether a heading is one that a board writes over every post."""
    return len(text) <= _SHORT and _GENERIC.fullmatch(text.strip()) is not None


_SHORT = 20


def labels_fact(text: str) -> bool:
    """Return whether a text is what boards write before a fact of a post: `조회`, `작성일`."""
    bare = text.strip(" :：")
    return len(bare) <= _SHORT and bool(_BESIDE.fullmatch(bare) or _TITLE.fullmatch(bare))


def board_title(document: Document) -> str | None:
    """Return the title in the first table that labels its writer or date as boards do."""
    table = board_of(document)
    return None if table is None else _title_in(table)


def board_cell(document: Document) -> HtmlElement | None:
    """Return the cell of such a table that holds most of its words: the text of the post."""
    if (table := board_of(document)) is None:
        return None
    cells = [cell for row in rows_of(table) for cell in row]
    sizes = [len(text_of(cell)) for cell in cells]
    largest = max(sizes, default=0)
    return cells[sizes.index(largest)] if 2 * largest > sum(sizes) else None


@once
def board_of(document: Document) -> HtmlElement | None:
    """Return the first table that tells facts of a post as boards do, or None."""
    for row in select(document.tree, "tr")[:_MOST]:
        cells = _cells(row)
        facts = {cell for cell in cells if _is_label(cell, _BESIDE)}
        labels = [cell in facts or _is_label(cell, _TITLE) for cell in cells]
        # Where one label stands beside another, a list of posts begins.
        is_list = any(map(all, itertools.pairwise(labels)))
        if any(map(counts, cells)) or (facts and not is_list):
            return next(row.iterancestors("table"), None)
    return None


def _title_in(table: HtmlElement) -> str | None:
    rows = rows_of(table)
    for cells in rows:
        for label, cell in itertools.pairwise(cells):
            if _is_label(label, _TITLE):
                return _title(cell)
    for cells in rows:
        for cell in cells:
            if not _NAMED.isdisjoint((cell.get("class") or "").lower().split()):
                return _title(cell)
    # A row to itself above the labels.
    return _title(rows[0][0]) if rows and len(rows[0]) == 1 else None


def rows_of(table: HtmlElement) -> list[list[HtmlElement]]:
    """Return the cells of the first rows of a table."""
    return [_cells(row) for row in list(table.iter("tr"))[:_MOST]]


def counts(cell: HtmlElement) -> bool:
    """Return whether a cell ends with how often the post was read: `조회 : 231, 추천 : 12`."""
    return _is_small(cell) and _COUNTS.search(text_of(cell)[-_IN_COUNTS:]) is not None


def _cells(row: HtmlElement) -> list[HtmlElement]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _is_label(cell: HtmlElement, labels: re.Pattern[str]) -> bool:
    text = text_of(cell).strip(" :：") if _is_small(cell) else ""
    return labels.fullmatch(text) is not None


def _is_small(cell: HtmlElement) -> bool:
    return next(cell.iterdescendants("table", "p", "div"), None) is None


def _title(cell: HtmlElement) -> str | None:
    text = text_of(cell) if next(cell.iterdescendants("table"), None) is None else ""
    return text if 1 < len(text) <= _LONGEST and not is_generic(text) else None
