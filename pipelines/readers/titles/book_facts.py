"""Lines that tell of a book who wrote it and when: its review has a writer and a day of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.readers.trees.lines import Line

#: Who printed it is said of a book alone.
_PRINTED = re.compile(
    r"(?:^|[|/·,;])\W{0,3}(?:(?:출판사?|펴낸\s?곳|出版社?|出版者|publisher|verlag|éditeur|editora"
    r"|editore|wydawnictwo|uitgever|издательство)(?:\s*[:：|]|\s+\S{1,12}(?:\s?[|/·,;]|$)|$)|ISBN\b"
    # Alone it is a shelf of papers.
    r"|editorial\s*[:：])",
    re.IGNORECASE,
)
#: What of it may be taken for the post's; the first of these need no colon.
_TOLD = re.compile(
    r"\W{0,3}(?:(?:저자|지은이|출간\s?일?|출판\s?일?|발매\s?일?)\s+(?=\S)"
    r"|(?:저자|지은이|글\s?[·/]\s?그림|글|作者|著者|authors?|autor(?:in|en)?|auteure?|autore|автор"
    r"|출간\s?일?|출판\s?일?|발매\s?일?|발행\s?일?|出版(?:时间|時間|日期|日|年月?)|発売日"
    r"|publi(?:shed|cation date)|release(?:d| date))\s*(?:[:：|]\s*|$))(?P<value>\S)?",
    re.IGNORECASE,
)
#: Characters of a line of such facts.
_LONGEST = 120
#: Lines between two facts of one book.
_APART = 6


def book_facts(lines: Sequence[Line]) -> frozenset[int]:
    """Return the places of the lines that say of a book who wrote it and when it appeared.

    A label with a line, or a cell, to itself counts with the line that follows.
    """
    short = [place for place, line in enumerate(lines) if len(line.text) <= _LONGEST]
    printed = [place for place in short if _PRINTED.search(lines[place].text)]
    found: set[int] = set()
    for place in printed:
        for near in range(max(0, place - _APART), min(len(lines), place + _APART + 1)):
            if told := _TOLD.match(lines[near].text):
                found.update((near,) if told["value"] else (near, near + 1))
    return frozenset(found)
