"""Shelves in the line below a post: `Posted by Edith Rowe on June 21, 2012 in Poems, Walks`."""

from __future__ import annotations

import re
from itertools import islice

from pipelines.readers.dates.moments import states_day
from pipelines.readers.document import Document
from pipelines.readers.terms.terms import names
from pipelines.readers.trees.lines import lines_of
from pipelines.readers.trees.spots import text_of

#: As TypePad and themes of its time say it.
_POSTED = re.compile(
    r"(?:posted|published|geschrieben|verfasst|veröffentlicht|von|publié|posté|publicado|pubblicato"
    r"|postato|geplaatst|postat|publicerat|inlagt|skrevet|publisert)\b",
    re.IGNORECASE,
)
_IN = re.compile(r"\b(?:in?|dans|en|em)\s*$", re.IGNORECASE)
_ALSO = re.compile(r"\s*(?:,|&|\band\b|\bund\b|\bet\b|\by\b|\boch\b|\bog\b)?\s*")
_CLOCK = re.compile(r"\b\d{1,2}:\d\d\b")
#: Characters of such a line, and links in it.
_LONGEST, _MOST = 300, 20


def posted_in(document: Document) -> tuple[str, ...]:
    """Return the links behind `in` in the first line that says when the post was posted."""
    for line in lines_of(document):
        if len(line.text) > _LONGEST or not _POSTED.match(line.text):
            continue
        found: list[str] = []
        place = 0
        for link in islice(line.element.iter("a"), _MOST):
            text = text_of(link)
            at = line.text.find(text, place) if text else -1
            if at < 0:
                continue
            before = line.text[place:at]
            if (found and _ALSO.fullmatch(before)) or (not found and _IN.search(before)):
                found.append(text)
            elif found:
                break
            place = at + len(text)
        told = states_day(line.text) or _CLOCK.search(line.text) or "categor" in line.marks.lower()
        if found and told and not line.is_elsewhere:
            return names(text for text in found if not states_day(text))
    return ()
