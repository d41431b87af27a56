"""Who wrote a post on a board: a table tells it beside a label, or before what it counts."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from pipelines.readers.names.persons import DATE_TAIL, Names, people
from pipelines.readers.titles.board_titles import board_of, counts, rows_of
from pipelines.readers.trees.spots import text_of

if TYPE_CHECKING:
    from pipelines.readers.document import Document

_LABEL = re.compile(
    r"(?:글\s?쓴\s?이|작\s?성\s?자(?:\s?명)?|이\s?름|성\s?명|등\s?록\s?자|投稿者|作者|作成者)\s*[:：]?"
)
#: Characters of a name; those of a cell that says when and how often it was read as well.
_LONGEST, _LONGEST_CELL = 20, 120
_DIGIT = re.compile(r"\d")


def board_writer(document: Document) -> Names:
    """Return the name behind its label in the table of a board, or in the cell before the counts.

    Zeroboard: `감나무 | 2004-09-27 00:31:45, 조회 : 231, 추천 : 12`.
    """
    table = board_of(document)
    for cells in [] if table is None else rows_of(table):
        for label, cell in itertools.pairwise(cells):
            text = text_of(cell)
            if len(text) > _LONGEST_CELL or "?" in text:
                continue
            if _LABEL.fullmatch(text_of(label)):
                name = DATE_TAIL.sub("", text)
            elif counts(cell):
                name = text_of(label)
            else:
                continue
            if len(name) <= _LONGEST and not (counts(cell) and _DIGIT.search(name)):
                return people([name], document, shown=True)
    return ()
