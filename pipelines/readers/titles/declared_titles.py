"""What a title in the head says of the post: without the site's name, as the heading has it."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from pipelines.readers.data import linked_data
from pipelines.readers.document import Document
from pipelines.readers.names.site_names import HOME
from pipelines.readers.titles.bare_titles import (
    JOINT,
    bare,
    is_shown_alone,
    is_site_name,
    says_nothing,
)
from pipelines.readers.titles.headings import (
    largest_headings,
    lesser_headings,
    says_much,
    shelved_heading,
    unbracketed_headings,
)
from pipelines.readers.titles.title_words import AGREED, fold, letters, shared
from pipelines.readers.trees.html import squash
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import first_text, is_elsewhere, text_of
from pipelines.urls import host_of


def headlines(document: Document) -> list[str]:
    """Return what the post's JSON-LD nodes call it, the first two of them."""
    return [
        title
        for node in document.post_nodes[:2]
        if (title := linked_data.text_value(node.get("headline")))
    ]


def own_title(document: Document, text: str) -> str | None:
    """Return what a title in the head says of the post; None when that is the site's name."""
    cleaned = bare(document, text)
    if not _is_home(document) and (
        says_nothing(document, cleaned)
        or (_is_of_site(document, cleaned) and _is_titled_otherwise(document, cleaned))
        or (HOME.fullmatch(fold(cleaned)) is not None and largest_headings(document))
    ):
        return None
    fitted = _fitted(document, cleaned)
    return shelved_heading(document, fitted) or fitted


def _is_of_site(document: Document, text: str) -> bool:
    """Return whether a title may be the site's on every page: its declared name, or its host."""
    hosts = map(letters, host_of(document.url).split(".")[:-1])
    names = map(fold, document.meta.get("og:site_name", ()))
    return fold(text) in names or letters(text) in hosts


def _is_titled_otherwise(document: Document, text: str) -> bool:
    """Return whether the title element says more, or address or JSON-LD what a heading says."""
    slug = unquote(urlsplit(document.url).path.rstrip("/").rpartition("/")[2])
    slug = re.sub(r"[-_]+", " ", re.sub(r"\.\w{2,5}$", "", slug))
    said = [slug, *headlines(document)]
    whole = squash(first_text(document.tree, "title") or "")
    named = bare(document, whole)
    more = named != whole and not (is_site_name(document, named) or HOME.fullmatch(fold(named)))
    if more or (JOINT.search(whole) and fold(whole).find(fold(text)) > 0):
        return True  # the title element joins something else to the name of the site
    return any(shared(heading, said) >= AGREED for heading in largest_headings(document))


def _is_home(document: Document) -> bool:
    return urlsplit(document.url).path in ("", "/") and not urlsplit(document.url).query


def _fitted(document: Document, text: str) -> str:
    """Return the heading of the page when `text` is that heading with something joined to it."""
    # Of two the first that is asked is the one with which the title begins.
    largest = sorted(
        largest_headings(document), key=lambda one: not fold(text).startswith(fold(one))
    )
    lesser = lesser_headings(document)
    below = set(map(fold, lesser))
    for heading in (*largest, *lesser):
        # Some generators strip marks from the title in the head; the heading keeps them.
        if letters(heading) == letters(text):
            return heading
        if not _FEWEST < len(heading) < len(text):
            continue
        folded = fold(heading)
        joints = [*JOINT.finditer(text)]
        rests = [fold(text[one.end() :]) for one in joints if fold(text[: one.start()]) == folded]
        if heading not in largest and any(rest in below for rest in rests):
            continue  # the post goes through both
        begins = bool(rests)
        if begins or fold(text).startswith((f"{folded}_", f"{folded} by ")):
            return heading
        # What ends it may be the name of the site, too, if that has the larger heading.
        whole = heading in largest or len(heading.split()) > 2
        if whole and any(fold(text[joint.end() :]) == folded for joint in joints):
            return heading
    ends = {fold(text[joint.end() :]) for joint in JOINT.finditer(text)}
    for heading in map(text_of, select(document.tree, "h4")[:_H4] if ends else ()):
        if fold(heading) in ends and says_much(heading):
            return heading
    begun = [fold(text[: joint.start()]) for joint in JOINT.finditer(text)]
    for _, heading in unbracketed_headings(document):
        if fold(heading) in begun:
            return heading
    return _shown_part(document, text)


#: Headings of boards that are looked at: `시정뉴스 보기 - 작은도서관 야간 운영 시작`.
_H4 = 10
#: Letters of a heading that is more than a mark.
_FEWEST = 3


def _shown_part(document: Document, text: str) -> str:
    """Return, on a page without headings, the part of a title that alone is a line of the page."""
    headed = any(not is_elsewhere(one) for one in select(document.tree, "h1, h2, h3"))
    joints = [] if headed else [*JOINT.finditer(text)]
    parts = {
        part: is_shown_alone(document, part)
        for joint in joints
        for part in (text[: joint.start()].strip(), text[joint.end() :].strip())
    }
    shown = [part for part, yes in parts.items() if yes]
    return shown[0] if len(shown) == 1 and len(shown[0].split()) > 1 else text
