"""Names that no label introduces: links to those who write for a site, names beside a date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING
from unicodedata import combining, normalize
from urllib.parse import unquote

from pipelines.readers.dates.moments import states_day
from pipelines.readers.names.byline_labels import LONGEST_BYLINE, credits_picture
from pipelines.readers.names.chinese_bylines import WHOLE_NAME
from pipelines.readers.names.offices import OFFICE, is_whole_name, may_hold
from pipelines.readers.names.persons import DATE_TAIL, FULL_NAME, Names, people
from pipelines.readers.names.places import PLACE
from pipelines.readers.trees.html import short_text
from pipelines.readers.trees.lines import Line, letters
from pipelines.readers.trees.selecting import select
from pipelines.readers.views import once

if TYPE_CHECKING:
    from pipelines.readers.document import Document

#: Words of a shelf, a heading or a button, which may look like a name.
_NO_NAME = re.compile(
    r"\b(?:minutes?|min|read|guide|guides|news|blog|posts?|business|marketing|design|software|technology|health|home|"
    r"reviews?|travel|food|science|learning|development|security|management|company|group|team|engineering|product|"
    r"data|cloud|web|tips|lifestyle|politics|culture|sports?|education|finance|the|and|your|how|what|all|more|"
    r"table|contents?|share|print|story|facebook|twitter|image|photo|credit|updated|published|category|tags?|about|contact|ort)\b",
    re.IGNORECASE,
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_TOPIC = re.compile(
    r"topic|section-?name|__section|categor|rubri[ck]|kicker|banner|(?<![^\W_])tags?(?![^\W_])",
    re.IGNORECASE,
)


def linked_names(line: Line, document: Document) -> Names:
    """Return the names in a line that are links to their bearers: `/staff/hannah-keller`."""
    if len(line.text) > LONGEST_BYLINE or line.element.tag in _HEADINGS:
        return ()
    if credits_picture(line) or _TOPIC.search(line.marks):
        return ()
    found = []
    for link in line.element.iter("a"):
        text, href = short_text(link, LONGEST_BYLINE), link.get("href") or ""
        if (
            FULL_NAME.fullmatch(text)
            and _WRITERS.search(href)
            and _slug(text) in map(letters, _path_of(href).split("/"))
        ):
            found.append(text)
    return people(found, document)


def _path_of(href: str) -> str:
    """Return the path of an address, without an ending such as `.html`."""
    return re.sub(r"\.\w{2,5}$", "", unquote(href).partition("?")[0].partition("#")[0].rstrip("/"))


def _slug(name: str) -> str:
    """Return the letters of a name as addresses spell them."""
    return letters("".join(part for part in normalize("NFKD", name) if not combining(part)))


#: Folders of pages about those who write for a site or belong to it.
_WRITERS = re.compile(
    r"/(?:u|users?|in|@?members?|profil(?:e|es|s)?|editors?|staff|team|writers?|reporters?|bios?"
    r"|journalist(?:e|en|es|s)?|contributors?|columnists?|redaktion|redactie|redaccion)/",
    re.IGNORECASE,
)


def names_beside_date(line: Line, around: Sequence[Line], document: Document) -> Names:
    """Return the name in a line that has a date in it or near it, as `around` has it."""
    if len(line.text) > 80 or not any(
        len(other.text) <= 80 and re.search(r"(?:19|20)\d\d|\d\.\d\d?\.\d", other.text)
        for other in around
    ):
        return ()
    if line.element.tag in _HEADINGS or _TOPIC.search(line.marks):
        return ()
    if select(line.element, "a[href*='/tag'], a[href*='/categor'], a[href*='/topic']"):
        return ()
    parts = re.split(r"\s*[|•·ㆍ/]\s*|\s+[–—ㅣ-]\s+|,\s+(?=\d)", line.text)
    first = _BESIDE_NAME.sub("", parts[0])
    if len(parts) > 1 and first in _in_profile(document):
        return people([first], document, shown=True)
    # `Vim / Editor` is a list of things.
    told = parts if "ㆍ" in line.text or "·" in line.text else []
    told = [part for part in told if not states_day(part)]
    if len(told) == _WITH_ROLE and may_hold(*told) and not _NO_NAME.search(told[0]):
        if len(told) < len(parts) and not is_whole_name(told[0]):
            return ()  # beside a day it may be a shelf, and what is told of there
        # What they do names nobody, wherever they live.
        return () if PLACE.fullmatch(told[0]) else people(told[:1], document, shown=True)
    for part in parts[1:]:
        if WHOLE_NAME.fullmatch(part):
            return people([part], document)
    # `July 22, 2024 · 4 min · Ida Moss`: what follows a date alone is more often a section.
    timed = _BEHIND_READING_TIME.search(line.text)
    for part in (*parts[:3], *(timed.groups()[1:] if timed else ())):
        bare = DATE_TAIL.sub("", _without_label(part, line)).strip(" ,")
        # A label may tell that what it stands before is no name: `Category Night Market`.
        if FULL_NAME.fullmatch(bare) and not (_NO_NAME.search(part) or OFFICE.search(part)):
            return people([bare], document)
    return ()


def _without_label(text: str, line: Line) -> str:
    """Return a text less its label, where a line has two elements: `<i>By</i><b>Siti Rahma</b>`."""
    parts = [part for one in line.element if (part := short_text(one, LONGEST_BYLINE))]
    if len(parts) == _WITH_LABEL and " ".join(parts) == text and not _DIGIT.search(parts[0]):
        return parts[1] if FULL_NAME.fullmatch(parts[1]) and FULL_NAME.fullmatch(text) else text
    return text


_WITH_LABEL, _DIGIT = 2, re.compile(r"\d")


@once
def _in_profile(document: Document) -> frozenset[str]:
    """Return what boxes called a profile stress: beside the day of a post it is who wrote."""
    stressed = select(document.tree, "[class*=profile] strong, [class*=profile] b")[:_STRESSED]
    return frozenset(short_text(one, _LONGEST_STRESSED) for one in stressed) - {""}


#: Words in such boxes that are looked at, and their characters.
_STRESSED, _LONGEST_STRESSED = 20, 20
#: The account behind a name: `성환(seonghwan61)`.
_BESIDE_NAME = re.compile(r"\s?\([\w.-]+\)$")
#: `바다소년ㆍFrontend Developer`: a name of any script, and what its bearer does.
_WITH_ROLE = 2
#: What stands right behind the reading time or a count of words, when the same sign parts nothing
#: more from it.
_BEHIND_READING_TIME = re.compile(
    r"[|•·/]\s*\d{1,3}\s?(?:min|分|분)[^|•·/]*(?:[|•·/]\s*\d[^|•·/]*)?"
    r"([|•·/])\s*([^\d|•·/][^|•·/]*)(?:$|(?!\1)[|•·/])",
    re.IGNORECASE,
)
