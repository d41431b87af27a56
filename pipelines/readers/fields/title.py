"""The title of the post, without the name of the site around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from pipelines.readers.answer import Reader
from pipelines.readers.data import linked_data
from pipelines.readers.names.site_names import HOME
from pipelines.readers.titles.bare_titles import (
    INVISIBLE,
    JOINT,
    LONGEST,
    bare,
    is_shown_alone,
    is_site_name,
    says_nothing,
)
from pipelines.readers.titles.board_titles import board_title, is_generic
from pipelines.readers.titles.headings import (
    heading_in,
    largest_headings,
    lesser_headings,
    lines_of_headings,
    says_much,
    unbracketed_headings,
)
from pipelines.readers.titles.title_words import AGREED, fold, letters, shared, words
from pipelines.readers.trees.html import squash
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import first_text, is_elsewhere, text_of
from pipelines.urls import host_of

if TYPE_CHECKING:
    from pipelines.readers.document import Document


def front_matter(document: Document) -> str | None:
    """Return `title` of the front matter."""
    title = (document.front_matter or {}).get("title")
    return squash(str(title)) or None if isinstance(title, str | int | float) else None


def page_data(document: Document) -> str | None:
    """Return the title of the post in the page's data."""
    if document.page_data is None:
        return None
    return document.page_data.title[:LONGEST] or None


def agreeing_heading(document: Document) -> str | None:
    """Return the `h1` that says what the head says: visitors read it, search engines the head.

    A heading that holds the whole declared title and a kicker or subtitle beside it gives way.
    """
    declared = [title for name in _DECLARED for title in document.meta.get(name, ())]
    stated = [
        bare(document, title) for title in (*_headlines(document), *declared) if squash(title)
    ]
    others = [*stated, bare(document, first_text(document.tree, "title") or "")]
    headings = [text for text in largest_headings(document) if _may_stand_for(text, others)]
    # `News` of `News | Site` agrees as wholly as the headline that og:title repeats.
    best = max(headings, key=lambda text: (shared(text, others), _said(text, others)), default="")
    if not best or shared(best, others) < AGREED:
        return None
    whole = {letters(title) for title in others}
    # Cards say the title of the post, or that of the site: not by them is a heading chosen.
    cards = [title for title in document.meta.get("twitter:title", ()) if title not in declared]
    for title in (*stated, *(bare(document, title) for title in cards)):
        if letters(title) == letters(best) and _joins(title) > _joins(best):
            return title
        if (
            letters(title) != letters(best)
            and letters(title) in letters(best)
            and (2 * len(title) >= len(best) or letters(title) in lines_of_headings(document))
            and not _goes_on(title, best, whole)
        ):
            return title
    return best


_DECLARED = ("og:title", "dc.title", "title")


def _goes_on(title: str, heading: str, whole: set[str]) -> bool:
    """Return whether what a heading says behind a declared title is of the same sentence.

    Titles in heads are cut to a length; where another place says it whole, nothing was added.
    """
    if not letters(heading).startswith(letters(title)):
        return False
    rest = heading[len(title) :].lstrip()
    return letters(heading) in whole or rest[:1] in ",;" or rest[:1].islower()


def _may_stand_for(heading: str, others: list[str]) -> bool:
    # `News` and the name of a department stand above many pages.
    shortest = min((len(title) for title in others if title), default=0)
    return len(heading) <= 250 and (2.5 * len(heading) >= shortest or says_much(heading))


def _joins(title: str) -> int:
    """Return how often a title joins a kicker to what follows: headings leave that to the eye."""
    return len(re.findall(r"\S(?::|\s[–—|-])\s+\w", title))


def _said(text: str, others: list[str]) -> int:
    """Return how many words of `text` one of the others says, at most."""
    mine = words(text)
    return max((len(mine & words(other)) for other in others), default=0)


def _headlines(document: Document) -> list[str]:
    return [
        title
        for node in document.post_nodes[:2]
        if (title := linked_data.text_value(node.get("headline")))
    ]


def headline(document: Document) -> str | None:
    """Return `headline` (or `name`) of the post's JSON-LD node."""
    for node in document.post_nodes:
        title = linked_data.text_value(node.get("headline")) or linked_data.text_value(
            node.get("name")
        )
        if title and len(title) > 1:
            return _own(document, title)
    return None


def open_graph(document: Document) -> str | None:
    """Return `og:title`, the site's name cut from its end."""
    return _meta(document, "og:title")


def other_meta(document: Document) -> str | None:
    """Return the title in other meta elements of the head."""
    return _meta(
        document,
        "headline",
        "twitter:title",
        "dc.title",
        "dcterms.title",
        "parsely-title",
        "sailthru.title",
        "title",
    )


def _meta(document: Document, *names: str) -> str | None:
    for name in names:
        for value in document.meta.get(name, ()):
            if squash(value) and (title := _own(document, value)):
                return title
    return None


def microformat(document: Document) -> str | None:
    """Return the name of the h-entry, the headline marked in the body or in a board's table."""
    for css in (
        "[itemprop~=headline]",
        ".h-entry .p-name",
        "h1.entry-title",
        "h1.post-title",
        "h1.article-title",
        ".entry-title",
        ".post-title",
    ):
        for element in select(document.tree, css)[:8]:
            if element.tag in ("meta", "link") or is_elsewhere(element):
                continue
            text = text_of(heading_in(element))
            if 1 < len(text) <= LONGEST and not (is_site_name(document, text) or is_generic(text)):
                return text
    return board_title(document)


def first_heading(document: Document) -> str | None:
    """Return the `h1` that the title element begins with, else the only `h1` of the page.

    One that shares no word with a title element, or stands over a lesser heading that says all of
    it, is the name of a department, or of the theme.
    """
    element_title = fold(first_text(document.tree, "title") or "")
    headings = largest_headings(document)
    if not headings:
        return None
    for text in headings:
        if element_title.startswith(fold(text)) or fold(text) in element_title:
            return text
    named = bare(document, element_title)
    if named and not is_site_name(document, named):
        lesser = map(letters, lesser_headings(document))
        if not shared(headings[0], [named]) or letters(named) in lesser:
            return None
    return headings[0] if len(headings) == 1 else None


def title_element(document: Document) -> str | None:
    """Return the `title` element, the site's name cut from its end."""
    found = select(document.tree, "title")
    in_head = [element for element in found if element.getparent().tag == "head"]
    text = next((text for element in (*in_head, *found) if (text := text_of(element))), "")
    return _own(document, text) if text else None


def entry_title(document: Document) -> str | None:
    """Return the title in the feed or list API."""
    return next((squash(entry.title) for entry in document.entries if entry.title), None)


def entry_title_of_shell(document: Document) -> str | None:
    """Return that of a feed or API where the page is a shell, as a rule called as the blog is.

    A list names what leads to a post as it likes: `Read more`.
    """
    if not document.is_shell or any(node.get("headline") for node in document.post_nodes):
        return None
    told = (entry for entry in document.entries if entry.found_kind in ("feed", "api"))
    return next((squash(entry.title) for entry in told if entry.title), None)


def any_heading(document: Document) -> str | None:
    """Return the first `h1`, else the first `h2` above the words; never the site's name."""
    for element in (*select(document.tree, "h1")[:6], *document.tree.iter("h2", "p")):
        text = squash(INVISIBLE.sub("", text_of(element)))
        if element.tag == "p":
            if len(text) > _RUNNING_TEXT:
                return None
        elif text and not says_nothing(document, text):
            return text[:LONGEST]
    return None


#: Characters of a paragraph that is no label.
_RUNNING_TEXT = 60


def file_name(document: Document) -> str | None:
    """Return the name of a source file as Jekyll makes a title of it: `2024-07-22-two-days.md`."""
    if document.front_matter is None:
        return None
    match = _SOURCE.search(unquote(urlsplit(document.url).path))
    if match is None or match[1].lower() in ("index", "readme"):
        return None
    return " ".join(word.capitalize() for word in match[1].split("-") if word)[:LONGEST] or None


_SOURCE = re.compile(
    r"/(?:\d{4}-\d{1,2}-\d{1,2}-)?([^/]{1,200})\.(?:md|markdown|mdown|mkdn?|mdx|qmd)$", re.I
)


READERS: tuple[Reader[str], ...] = (
    front_matter,
    page_data,
    entry_title_of_shell,
    agreeing_heading,
    headline,
    open_graph,
    microformat,
    first_heading,
    other_meta,
    title_element,
    entry_title,
    any_heading,
    file_name,
)


def _own(document: Document, text: str) -> str | None:
    """Return what a title in the head says of the post; None when that is the site's name."""
    cleaned = bare(document, text)
    if not _is_home(document) and (
        says_nothing(document, cleaned)
        or (_is_of_site(document, cleaned) and _is_titled_otherwise(document, cleaned))
        or (HOME.fullmatch(fold(cleaned)) is not None and largest_headings(document))
    ):
        return None
    return _fitted(document, cleaned)


def _is_of_site(document: Document, text: str) -> bool:
    """Return whether a title may be the site's on every page: its declared name, or its host."""
    hosts = map(letters, host_of(document.url).split(".")[:-1])
    names = map(fold, document.meta.get("og:site_name", ()))
    return fold(text) in names or letters(text) in hosts


def _is_titled_otherwise(document: Document, text: str) -> bool:
    """Return whether the title element says more, or address or JSON-LD what a heading says."""
    slug = unquote(urlsplit(document.url).path.rstrip("/").rpartition("/")[2])
    slug = re.sub(r"[-_]+", " ", re.sub(r"\.\w{2,5}$", "", slug))
    said = [slug, *_headlines(document)]
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
    largest = largest_headings(document)
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
        rests = [
            fold(text[joint.end() :]) for joint in joints if fold(text[: joint.start()]) == folded
        ]
        if heading not in largest and any(rest in below for rest in rests):
            continue  # the post goes through both
        begins = bool(rests)
        if begins or fold(text).startswith(f"{folded}_"):
            return heading
        # What ends it may be the name of the site, too, if that has the larger heading.
        whole = heading in largest or len(heading.split()) > 2
        if whole and any(fold(text[joint.end() :]) == folded for joint in joints):
            return heading
    begun = [fold(text[: joint.start()]) for joint in JOINT.finditer(text)]
    for _, heading in unbracketed_headings(document):
        if fold(heading) in begun:
            return heading
    return _shown_part(document, text)


#: Letters of a heading that is more than a mark.
_FEWEST = 3


def _shown_part(document: Document, text: str) -> str:
    """Return, on a page without headings, the part of a title that alone is a line of the page."""
    joints = [] if select(document.tree, "h1, h2, h3") else [*JOINT.finditer(text)]
    parts = {
        part: is_shown_alone(document, part)
        for joint in joints
        for part in (text[: joint.start()].strip(), text[joint.end() :].strip())
    }
    shown = [part for part, yes in parts.items() if yes]
    return shown[0] if len(shown) == 1 and len(shown[0].split()) > 1 else text
