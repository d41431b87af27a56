"""Bylines: the line near the title that says who wrote the post."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING
from unicodedata import combining, normalize
from urllib.parse import unquote

from pipelines.readers.dates.page_time import page_language
from pipelines.readers.names.author_words import EASTERN
from pipelines.readers.names.board_writers import board_writer
from pipelines.readers.names.byline_labels import BY, REPORTER, korean_dateline, labelled_names
from pipelines.readers.names.chinese_bylines import WHOLE_NAME, parted, signed_by
from pipelines.readers.names.korean_signatures import korean_signature
from pipelines.readers.names.offices import OFFICE, names_with_office
from pipelines.readers.names.persons import DATE_TAIL, FULL_NAME, Names, is_full_name, people
from pipelines.readers.names.places import PLACE
from pipelines.readers.names.profile_names import profile_names
from pipelines.readers.titles.board_titles import is_generic, labels_fact
from pipelines.readers.titles.head_lines import head_lines
from pipelines.readers.trees.html import short_text, text_of
from pipelines.readers.trees.lines import Line, letters
from pipelines.readers.trees.selecting import select
from pipelines.readers.views import once

if TYPE_CHECKING:
    from pipelines.readers.document import Document

_LONGEST_BYLINE = 160
#: Lines below the title among which any label is believed.
_NEAR = 12
#: Characters of a line that holds a name, what its bearer does, and an address.
_ALONE = 60
_FAR_LABEL = re.compile(
    r"^[（(【［]?(?:autor[/:*_]in(?:nen)?\s*:?|autorin/autor\s*:?|autoren\b\s*:?|auteur(?:e|s|es)?\s*:|interview\s*:|text\s*:|"
    r"(?:written|posted)\s+by|autor(?:in|en)?\s*:|authors?\s*:|text\s*:|erstellt von|"
    r"글쓴이\s*[:：]|작성자\s*[:：]|"
    r"글\s*[=:]|(?:著者|投稿者|執筆者?|筆者|ライター|(?:取材・|構成・)?文|作者|撰文|автор(?:\s+\w+)?|текст|بقلم|الكاتب|كتبت?)\s*[:：／=＝])\s*(\S.{1,60})$",
    re.IGNORECASE,
)
#: Below a post: `posted @ 2024-07-22 09:30 海娃 阅读(123) 评论(0)`.
_POSTED = re.compile(
    r"posted @\s*\d{4}-\d\d-\d\d(?:\s+\d\d:\d\d)?\s+(\S[^()]{0,30}?)"
    r"\s*(?:阅读|Views|閱讀|view)\s*\("
)
#: A label that has a line to itself; the name stands in the next one.
_LABEL_LINE = re.compile(
    r"^(?:autor(?:in|en)?|authors?|auteur(?:e|s|\(s\))?|by|article by|written by|posted by"
    r"|글쓴이|작성자)\s*:?$",
    re.IGNORECASE,
)
#: The label in a cell of its own, in scripts where nothing tells a name by its letters.
_LABEL_CELL = re.compile(rf"(?:{EASTERN}|작성자명|등록자|เขียนโดย|ผู้เขียน)\s*[:：]?")
_LONGEST_CELL = 30
_RIGHT = "text-align:right"
_NO_NAME = re.compile(
    r"\b(?:minutes?|min|read|guide|guides|news|blog|posts?|business|marketing|design|software|technology|health|home|"
    r"reviews?|travel|food|science|learning|development|security|management|company|group|team|engineering|product|"
    r"data|cloud|web|tips|lifestyle|politics|culture|sports?|education|finance|the|and|your|how|what|all|more|"
    r"table|contents?|share|print|story|facebook|twitter|image|photo|credit|updated|published|category|tags?|about|contact|ort)\b",
    re.IGNORECASE,
)


@once
def byline_names(document: Document) -> Names:
    """Return the names in a line near the title: after `by`, before 기자, or beside a date."""
    lines = head_lines(document)
    after = lines.after
    title = letters(" ".join(map(text_of, select(document.tree, "title")[:1])))
    for line in (*after[:_NEAR], *lines.before[:3]):
        if len(line.text) > _LONGEST_BYLINE or _PICTURE.search(line.marks):
            continue
        # `글 제목 3` is no byline of one 제목, and `글 보기` of nobody.
        if is_generic(line.text) or letters(line.text) in title:
            continue
        if found := labelled_names(line.text, document, line):
            return found
    for line in lines.under_lead:
        # Inside the text only a line that begins with the label is one.
        if BY.match(line.text) and (found := labelled_names(line.text[:_LONGEST_BYLINE], document)):
            return found
    for line in (*after[:_NEAR], *lines.before[:2]):
        if found := _linked(line, document):
            return found
    if told := names_with_office(after[:_NEAR]):
        return people(told, document, shown=True)
    if found := profile_names(document) or board_writer(document):
        return found
    for line, following in pairwise(after[:_NEAR]):
        # Boards set the label and the name into cells of their own.
        cell = _LABEL_CELL.fullmatch(line.text) and len(following.text) <= _LONGEST_CELL
        if (
            cell
            and not labels_fact(following.text)
            and (found := people([following.text], document, shown=True))
        ):
            return found
    if signed := signed_by(lines):
        return people(signed, document, shown=True)
    if told := korean_dateline((*after[:_NEAR], *lines.under_lead)):
        return people(told, document, shown=True)
    if signed := korean_signature((*after, *lines.under_lead, *lines.rest)):
        return people(signed, document, shown=True)
    for place, line in enumerate(after[:4]):
        if found := _beside_date(line, after[max(0, place - 1) : place + 3], document):
            return found
    for line in (*after[_NEAR:], *lines.under_lead, *lines.rest):
        # Far from the title only words that can mean nothing else are believed.
        match = _FAR_LABEL.match(line.text) if len(line.text) <= 80 else None
        if match and not line.is_elsewhere and is_full_name(match[1]):
            return people(parted(match[1]), document, shown=True)
        if "@" in line.text and len(line.text) <= _ALONE:
            # Korean papers end a report with its writer and how to reach them.
            reporter = REPORTER.search(line.text)
            if reporter and not line.is_elsewhere:
                return people([reporter[1]], document, shown=True)
    everything = (*after, *lines.under_lead, *lines.rest)
    for line in everything:
        if line.text.startswith("posted @") and (posted := _POSTED.match(line.text)):
            return people([posted[1]], document, shown=True)
    # Elsewhere places, links and what was quoted stand there, in capitals too.
    is_vietnamese = page_language(document).startswith("vi")
    if is_vietnamese and len(signers := _signers(everything)) == 1:
        return people(signers, document, shown=True)
    for line, following in pairwise(everything):
        if len(line.text) < 16 and _LABEL_LINE.match(line.text) and not line.is_elsewhere:
            name = following.text.partition("/")[0].strip()
            if FULL_NAME.fullmatch(name):
                return people([name], document, shown=True)
    return ()


def _signers(lines: Sequence[Line]) -> set[str]:
    """Return the names that stand alone at the right below a text, as Vietnamese papers sign.

    Of several letters each is signed by another, and below a quotation stands who said it.
    """
    found: set[str] = set()
    above: Line | None = None
    for line in lines:
        style = line.element.get("style") if len(line.text) <= _LONGEST_CELL else None
        if style and _RIGHT in style.replace(": ", ":") and _signs(line, above):
            found.add(line.text)
        elif found and len(line.text) >= _TOLD and line.element.tag == "p":
            return set()  # the text goes on
        above = line
    return found


def _signs(line: Line, above: Line | None) -> bool:
    quotation = None if above is None else above.element
    return (
        FULL_NAME.fullmatch(line.text) is not None
        and not line.is_elsewhere
        # A line of verse, and words that are given, are by whom they name.
        and (above is None or (len(above.text) >= _VERSE and not above.text.endswith(_QUOTES)))
        and next(line.element.iter("a"), None) is None
        and (quotation is None or quotation.tag != "blockquote")
        and (quotation is None or next(quotation.iterancestors("blockquote"), None) is None)
    )


#: Characters of a paragraph that tells something; of a line that is shorter than prose is.
_TOLD, _VERSE = 80, 50
_QUOTES = ('"', "”", "»", "’", "“", "」", "』")


def _linked(line: Line, document: Document) -> Names:
    """Return the names in a line that are links to their bearers: `/staff/hannah-keller`."""
    if len(line.text) > _LONGEST_BYLINE or line.element.tag in _HEADINGS:
        return ()
    if _PICTURE.search(line.marks) or _TOPIC.search(line.marks):
        return ()
    found = []
    for link in line.element.iter("a"):
        text, href = short_text(link, _LONGEST_BYLINE), link.get("href") or ""
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


def _beside_date(line: Line, around: Sequence[Line], document: Document) -> Names:
    if len(line.text) > 80 or not any(
        len(other.text) <= 80 and re.search(r"(?:19|20)\d\d|\d\.\d\d?\.\d", other.text)
        for other in around
    ):
        return ()
    if line.element.tag in _HEADINGS or _TOPIC.search(line.marks):
        return ()
    if select(line.element, "a[href*='/tag'], a[href*='/categor'], a[href*='/topic']"):
        return ()
    parts = re.split(r"\s*[|•·ㆍ/]\s*|\s+[–—-]\s+|,\s+(?=\d)", line.text)
    # `Vim / Editor` is a list of things.
    told = parts if "ㆍ" in line.text or "·" in line.text else []
    if len(told) == _WITH_ROLE and OFFICE.search(told[1]) and not _NO_NAME.search(told[0]):
        # What they do names nobody, wherever they live.
        return () if PLACE.fullmatch(told[0]) else people(told[:1], document, shown=True)
    for part in parts[1:]:
        if WHOLE_NAME.fullmatch(part):
            return people([part], document)
    # `July 22, 2024 · 4 min · Ida Moss`: what follows a date alone is more often a section.
    timed = _BEHIND_READING_TIME.search(line.text)
    for part in (*parts[:3], *(timed.groups()[1:] if timed else ())):
        bare = DATE_TAIL.sub("", part).strip(" ,")
        if FULL_NAME.fullmatch(bare) and not _NO_NAME.search(bare):
            return people([bare], document)
    return ()


#: `바다소년ㆍFrontend Developer`: a name of any script, and what its bearer does.
_WITH_ROLE = 2
#: What stands right behind the reading time or a count of words, when the same sign parts nothing
#: more from it.
_BEHIND_READING_TIME = re.compile(
    r"[|•·/]\s*\d{1,3}\s?(?:min|分|분)[^|•·/]*(?:[|•·/]\s*\d[^|•·/]*)?"
    r"([|•·/])\s*([^\d|•·/][^|•·/]*)(?:$|(?!\1)[|•·/])",
    re.IGNORECASE,
)
#: Marks of a line that credits a picture.
_PICTURE = re.compile(r"photo|picture|image|caption|credit", re.IGNORECASE)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_TOPIC = re.compile(
    r"topic|section-?name|__section|categor|rubri[ck]|kicker|banner|(?<![^\W_])tags?(?![^\W_])",
    re.IGNORECASE,
)
