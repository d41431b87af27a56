"""Tags known by the sign before them, with no label: a row of `#여행 #바다` below a post."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from pipelines.readers.document import Document
from pipelines.readers.terms.terms import Names, names
from pipelines.readers.titles.head_lines import heading_place
from pipelines.readers.trees.html import HEADINGS, names_of
from pipelines.readers.trees.lines import Line, lines_of
from pipelines.readers.trees.spots import text_of

#: Characters of what may stand over a row; terms of one.
_LONGEST_ABOVE, _MOST = 40, 40


def hashed_terms(document: Document) -> Names:
    """Return the first row of links below the heading that all begin with `#`."""
    lines = lines_of(document)
    if not any(line.text[0] == "#" for line in lines):
        return ()  # as nearly all
    heading = heading_place(document)
    found: list[str] = []
    near = heading + _NEAR
    above = ""
    for place, line in enumerate(lines[heading + 1 :] if heading >= 0 else (), heading + 1):
        row = _hashed(line) if line.text.startswith("#") else []
        if row and len(above) <= _LONGEST_ABOVE and _OF_ALL.fullmatch(above):
            row = []
        if not row and not found and place <= near and _ROW.fullmatch(line.text):
            row = _IN_ROW.findall(line.text) if _may_be_terms(line) else []
        above = line.text
        if row:
            found += row
        elif found:
            break
    return names(found) if len(found) <= _MOST else ()


#: Lines below the heading in which a row of such words is the post's, whatever it is called.
_NEAR = 5
_ROW = re.compile(r"(?:#\s?\d*[^\W\d_][^\s#,]{0,30}+[\s,·]{0,3}){2,20}")
_IN_ROW = re.compile(r"#\s?([^\s#,]+)")
#: What stands over a row of words that all pages have, and is no sentence.
_OF_ALL = re.compile(
    r"(?:(?:오늘의|지금|이번\s?주|今日の|今週の|today['’]?s)?\s*"
    r"(?:인기|추천|실시간|급상승|이슈|트렌드|人気の?|おすすめの?|热门|熱門|推荐|推薦|trend(?:s|ing)?|popular|hot|beliebte?s?"
    r"|tendances)\s*){1,3}"
    r"(?:해시태그|태그|키워드|검색어|주제|토픽|タグ|キーワード|标签|標籤|话题|話題|关键词|tags?|hashtags?|topics?|keywords?"
    r"|searches|themen)?(?:\s*(?:now|today|this week|순위|모음))?\s*[:：]?",
    re.IGNORECASE,
)


def _may_be_terms(line: Line) -> bool:
    """Return whether a row of words with a hash is no code, no colours and no heading's."""
    around = (line.element, *islice(line.element.iterancestors(), _AROUND_CODE))
    if any(one.tag in _CODE or one.tag in HEADINGS for one in around):
        return False
    if _COLOURS.fullmatch(line.text):
        return False
    return not _BLOGS.search(line.marks) and not line.is_elsewhere


_CODE, _AROUND_CODE = ("pre", "code"), 3
_COLOURS = re.compile(r"(?:#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})[\s,·]*){2,}", re.IGNORECASE)


def _hashed(line: Line) -> list[str]:
    """Return the terms of a line that is nothing but links with a `#`, in a box for such."""
    marks = " ".join(map(names_of, _around(line.element)))
    if not _TERMS.search(marks) or _BLOGS.search(marks) or line.is_elsewhere:
        return []
    texts = [text_of(link) for link in islice(line.element.iter("a"), _MOST)]
    row = [text for text in texts if text in line.text]
    whole = sum(map(len, row)) >= len(line.text) - 2 * len(row)
    return row if whole and all(map(HASHED.match, row)) else []


def _around(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    yield from islice(element.iterancestors(), 2)


#: A term; a number is that of something else.
HASHED = re.compile(r"#\s?\d*[^\W\d_]")
_TERMS = re.compile(r"tag|keyword|hash|topic|categor|meta", re.IGNORECASE)
#: The words of the day, which papers set over and beside every report.
_BLOGS = re.compile(r"hot|trend|popular|best|rank|issue|cloud|search|gnb|menu|nav", re.IGNORECASE)
