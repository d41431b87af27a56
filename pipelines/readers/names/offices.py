"""Writers told by what they do, beside or below their names: `오세린`, `Server Developer`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.readers.names.persons import FULL_NAME
from pipelines.readers.trees.html import text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.readers.trees.lines import Line

#: What somebody does, at the end of a few words.
OFFICE = re.compile(
    r"\b(?:developer|engineer|designer|manager|researcher|scientist|analyst|writer|editor|marketer|lead"
    r"|CEO|CTO)$|(?:개발자|디자이너|엔지니어|기획자|매니저|마케터|연구원|에디터|팀)$",
    re.IGNORECASE,
)
_NAME = re.compile(r"[가-힣][가-힣A-Za-z.]{1,9}")
#: Characters of an office.
_LONGEST = 40


def names_with_office(lines: Sequence[Line]) -> list[str]:
    """Return the names that have a line or an element to themselves, an office behind each."""
    found: list[str] = []
    for place, line in enumerate(lines):
        below = lines[place + 1].text if place + 1 < len(lines) else ""
        name, office = _parts(line) or (line.text, below)
        is_name = FULL_NAME.fullmatch(name) or _NAME.fullmatch(name)
        if is_name and len(office) <= _LONGEST and OFFICE.search(office):
            found.append(name)
    return found


def _parts(line: Line) -> tuple[str, str] | None:
    """Return what both elements say of which a line consists, if it consists of two."""
    box = line.element
    said = [text for one in box if (text := text_of(one))]
    own = (box.text or "", *(one.tail or "" for one in box))
    return (said[0], said[1]) if len(said) == 2 and not "".join(own).strip() else None
