"""Writers told by what they do, beside or below their names: `오세린`, `Server Developer`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from lxml.html import HtmlElement

from pipelines.readers.names.korean_signatures import KOREAN_NAME
from pipelines.readers.names.persons import FULL_NAME
from pipelines.readers.trees.html import HEADINGS, whole_text
from pipelines.readers.trees.lines import Line

#: What somebody does, at the end of a few words.
OFFICE = re.compile(
    r"\b(?:developer|engineer|designer|manager|researcher|scientist|analyst|writer|editor|marketer|lead"
    r"|CEO|CTO)$|(?:개발자|디자이너|엔지니어|기획자|매니저|마케터|연구원|에디터|팀)$",
    re.IGNORECASE,
)
#: Pen names, too: what it is beside tells.
_NAME = re.compile(r"[가-힣][가-힣A-Za-z.]{1,9}")
#: Words of a post, its shelves and tags: `커리어`, `개발자`.
_TERMS = re.compile(r"tag|categor|topic|keyword|chip|badge|label", re.IGNORECASE)
#: Items of a list and headings say what is in a post: `목차`, `좋은 팀`.
_OF_TEXT = HEADINGS | {"li"}
#: Characters of an office.
_LONGEST = 40


def names_with_office(lines: Sequence[Line]) -> list[str]:
    """Return the names that have a line or an element to themselves, an office behind each."""
    found: list[str] = []
    for line, below in zip_longest(lines, lines[1:]):
        if _TERMS.search(line.marks):
            continue
        if (said := _parts(line)) and not _leads(said[1]):
            name, office = map(whole_text, said)
            is_name = is_whole_name(name) or _NAME.fullmatch(name) is not None
        elif below is None or line.element.tag in _OF_TEXT or _leads(below.element):
            continue
        else:
            name, office = line.text, below.text
            is_name = is_whole_name(name)
        if is_name and len(office) <= _LONGEST and may_hold(name, office):
            found.append(name)
    return found


def may_hold(name: str, office: str) -> bool:
    """Return whether a few words are what somebody called `name` does.

    No office is a name (`서버 개발자 · 플랫폼팀`), and shelves stand before a team, too.
    """
    if OFFICE.search(name) or not OFFICE.search(office):
        return False
    return is_whole_name(name) or not office.endswith(_TEAM)


def is_whole_name(name: str) -> bool:
    """Return whether a few words are a whole name of a person, in Latin or Korean letters."""
    return (FULL_NAME.fullmatch(name) or KOREAN_NAME.fullmatch(name)) is not None


#: Whoever is in it has more of a name than a shelf: `공지 · 운영팀`.
_TEAM = "팀"


def _parts(line: Line) -> list[HtmlElement]:
    """Return both elements of which a line consists, if it consists of two."""
    said = [one for one in line.element if whole_text(one)]
    own = (line.element.text or "", *(one.tail or "" for one in line.element))
    return said if len(said) == 2 and not "".join(own).strip() else []


def _leads(office: HtmlElement) -> bool:
    """Return whether there is a link in what may be an office: those lead to shelves and tags."""
    return next(office.iter("a"), None) is not None
