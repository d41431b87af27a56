"""What pages print above a body and is no part of it: the title again, a feature box, a byline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from pipelines.readers.bodies.byline_lines import (
    BAR,
    HEADINGS,
    folded,
    is_bar,
    is_byline_line,
    is_byline_list,
    leads_home,
)
from pipelines.readers.titles.bare_titles import bare
from pipelines.readers.trees.html import names_of, remove, squash, whole_text
from pipelines.readers.trees.selecting import select
from pipelines.readers.views import once

if TYPE_CHECKING:
    from pipelines.readers.document import Document

#: Only so many blocks from the top are looked at.
_REACH = 12
#: A date or the blog's name stands above the words, not among them.
_TOP = 4
#: So many letters of paragraphs are the text, no line under the title.
_TOLD = 60
_LEAVES = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "td", "figcaption")
_FEATURE = re.compile(
    r"(^|[-_\s])(feature|excerpt|summary|subtitle|sub-?title|standfirst|deck|dek|lede|abstract"
    r"|description|intro)($|[-_\s])",
    re.IGNORECASE,
)

#: Those of them that are a box and not the line below the title, which many write first.
_BOX = re.compile(r"(^|[-_\s])(feature|excerpt)($|[-_\s])", re.IGNORECASE)


@once
def known_titles(document: Document) -> frozenset[str]:
    """Return, folded, what the page says its title is, in any of the usual places."""
    declared = declared_titles(document)
    whole = "".join(whole_text(element) for element in select(document.tree, "title")[:1])
    said = declared | {folded(bare(document, whole[:_TITLE]))}
    # A source file says its title before the text.
    headings = [] if "title" in (document.front_matter or {}) else _headings(document)
    # Behind the last that says the title the next are of the text: `はじめに`.
    told = [at for at, one in enumerate(headings) if _is_in_one(one, said)]
    return said.union(headings[: told[-1] + 1] if told else headings) - {""}


def _is_in_one(text: str, titles: frozenset[str]) -> bool:
    return len(text) >= _NAME and any(text in title for title in titles)


def weighed_titles(document: Document) -> frozenset[str]:
    """Return, folded, the declared titles and the first headings: weights are fitted to these."""
    return declared_titles(document).union(_headings(document)) - {""}


def _headings(document: Document) -> list[str]:
    return [folded(whole_text(element)) for element in select(document.tree, "h1")[:_OF_TITLE]]


#: So many headings of the first rank may be the title.
_OF_TITLE = 3


@once
def declared_titles(document: Document) -> frozenset[str]:
    """Return, folded, what head, front matter and lists call the post."""
    found = document.stated("og:title", "twitter:title")
    matter = document.front_matter or {}
    if isinstance(matter.get("title"), str):
        found.append(matter["title"])
    found.extend(entry.title for entry in document.entries if entry.title)
    for title in select(document.tree, "title")[:1]:
        whole = whole_text(title)[:_TITLE]
        # "Title | Blog", "Title - Blog - Section": each beginning may be the title.
        cuts = [match.start() for match in re.finditer(r"\s+[|:–—·«»-]+\s+", whole)]
        found.extend([whole, *(whole[:cut] for cut in cuts)])
    return frozenset(name for text in found if (name := folded(text)))


def ends_of_title(document: Document) -> set[str]:
    """Return, folded, what stands behind each joint of the title element."""
    whole = "".join(whole_text(element) for element in select(document.tree, "title")[:1])[:_TITLE]
    found = {folded(whole[joint.end() :]) for joint in _JOINT.finditer(whole)}
    return {name for name in found if len(name) >= _NAME}


_JOINT = re.compile(r"\s+[|:–—·«»-]+\s+|:\s+")
#: Characters of a title in the head that are taken apart: each joint costs as many as there are.
_TITLE = 1000
#: Letters of a title that is no label.
_NAME = 6


@once
def known_excerpts(document: Document) -> set[str]:
    """Return, folded, the excerpts a page declares."""
    found = document.stated("description", "og:description")
    return {name for text in found if len(name := folded(text)) > 20}


def drop_opening(
    content: HtmlElement, titles: frozenset[str], excerpts: set[str], *, boxes_only: bool = False
) -> None:
    """Remove from the top of `content` the title said again and boxes that repeat the excerpt.

    With `boxes_only` the line below the title stays, though it be the excerpt.
    """
    names = _BOX if boxes_only else _FEATURE
    told = 0
    in_bar = False
    for place, element in enumerate(_leaves(content)):
        if place >= _REACH:
            return
        words = squash("".join(element.itertext()))
        # A bar of buttons under the title: what follows its first line is told by that line alone.
        if in_bar := bool(is_bar(element, words) if not in_bar else BAR.fullmatch(words)):
            remove(element)
            continue
        text = folded(words)
        if not text:
            # What parted the parts of a byline stays behind when these are gone.
            if not told and _PARTING.fullmatch(words):
                remove(element)
            continue
        # Behind a paragraph a heading is one of the text: some write all of theirs as h1.
        is_title = place == 0 or (element.tag in HEADINGS and told < _TOLD)
        repeats_title = text in titles and is_title
        if place < _TOP and element.tag == "li" and told < _TOLD and is_byline_list(element):
            remove(element.getparent())
            continue
        feature = text in excerpts and _is_feature(element, content, names)
        # Behind words of the text a link to the front of a site is what the writer speaks of.
        furniture = is_byline_line(element) or (not told and leads_home(element))
        if repeats_title or feature or (place < _TOP and furniture):
            remove(element)
        elif element.tag == "p":
            told += len(text)


_PARTING = re.compile(r"[●•·∙⋅▪◦|/–—]")


def standfirsts(content: HtmlElement, excerpts: set[str]) -> frozenset[str]:
    """Return, folded, the lines at the top of `content` that stand by name under the title.

    Those that repeat the excerpt are among them, boxes beside the post are not.
    """
    found: set[str] = set()
    for element in _leaves(content)[:_REACH]:
        text = folded(squash("".join(element.itertext())))
        named = _is_feature(element, content, _FEATURE) or text in excerpts
        if text and named and not _is_feature(element, content, _BOX):
            found.add(text)
    return frozenset(found)


def _leaves(content: HtmlElement) -> list[HtmlElement]:
    found = []
    for element in content.iterdescendants(*_LEAVES, "div", "header"):
        if element.tag in _LEAVES or not any(
            child.tag == "div" or (child.tag in _LEAVES and whole_text(child))
            for child in element.iterdescendants()
        ):
            found.append(element)
        if len(found) > _REACH:
            break
    return found


def _is_feature(element: HtmlElement, content: HtmlElement, names: re.Pattern[str]) -> bool:
    node: HtmlElement | None = element
    while node is not None and node is not content:
        if names.search(names_of(node)):
            return True
        node = node.getparent()
    return False
