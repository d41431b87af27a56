"""Who a Chinese page credits with its text: `文 | 陈小雨`, `（供稿：陈小雨）`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.readers.names.chinese_bylines import NAME, PARTED, parted
from pipelines.readers.trees.html import whole_text
from pipelines.readers.trees.lines import Line

Names = tuple[str, ...]

_LIST = rf"{NAME}?(?:{PARTED}{NAME}?)*"
#: A name ends there: a space, a mark, or the label of whoever had another part in it.
_END = r"(?=$|[\s)）】\]〕|｜丨,，。;；/／■●])"
#: Those who edited, checked or drew are not among them.
_LABEL = (
    r"(?:本文)?(?:作者|文|文字(?=.{3,20}(?:摄影|攝影|图|圖))|撰文者?|撰稿人?|采写|供稿人?|执笔人?|執筆人?"
    r"|(?:采访|採訪)[、/]?(?:撰文|写作))"
)
_CREDIT = re.compile(
    rf"\W{{0,2}}(?:.{{0,12}}[\s|｜丨/／])?{_LABEL}\s*[:：|｜丨/／]\s*({_LIST}){_END}"
)
#: `（作者陈小雨 系月光大学教授）`.
_AUTHOR_OF = re.compile(rf"[(（]作者[:：]?\s?({NAME}?)(?=[\s,，系为是)）])")
#: `某某社北京11月5日电 (陈小雨)`, in the first words of a report.
_WIRED = re.compile(rf"[^。！？]{{4,30}}\d[日号]?[电電讯訊]\s?[(（]({_LIST})[)）]")
#: Where somebody posted, forums and blogs say so behind the name, in an element of its own.
_POSTED = re.compile(
    r"(?:由\s*)?([^\s:：|,，。]{2,16})\s*(?:发表于|發表於|发布于|發[佈布]於)\s*[:：]?\s*(?:19|20)\d\d"
)
#: Characters of a line of credits, and of a line of facts.
_LONGEST, _OPENING = 60, 60


def credited(near: Sequence[Line], rest: Sequence[Line]) -> Names:
    """Return the names that lines near the title, or lines of credits elsewhere, say wrote it."""
    for line in near:
        found = _names(_WIRED.match(line.text[:_OPENING])) or _who_posted(line)
        if found:
            return found
    for line in (*near, *rest):
        if len(line.text) > _LONGEST or line.is_elsewhere:
            continue
        if found := _names(_CREDIT.match(line.text) or _AUTHOR_OF.match(line.text)):
            return found
    return ()


def _who_posted(line: Line) -> Names:
    match = _POSTED.match(line.text) if len(line.text) <= _LONGEST else None
    # Where the shelf stands there, it leads to the shelf; `本文` leads nowhere.
    alone = match and any(
        whole_text(one) == match[1] and "categor" not in one.get("href", "categor")
        for one in line.element
    )
    return (match[1],) if match and alone else ()


def _names(match: re.Match[str] | None) -> Names:
    found = () if match is None else parted(match[1])
    # Of four letters are names with one of the few families of two; else it is what one works at.
    return tuple(name for name in found if len(name) < 4 or name[0] in "欧歐司诸諸")
