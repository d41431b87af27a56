"""The title of the post, without the name of the site around it."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from pipelines.readers.answer import Reader
from pipelines.readers.data import linked_data
from pipelines.readers.data.front_matter import SOURCE_ENDING
from pipelines.readers.document import Document
from pipelines.readers.titles.bare_titles import (
    INVISIBLE,
    LONGEST,
    bare,
    is_site_name,
    says_nothing,
)
from pipelines.readers.titles.board_titles import board_title, is_generic
from pipelines.readers.titles.called_titles import called_title
from pipelines.readers.titles.declared_titles import headlines, own_title
from pipelines.readers.titles.headings import (
    bracketed_label,
    heading_in,
    largest_headings,
    lesser_headings,
    lines_of_headings,
    says_much,
)
from pipelines.readers.titles.title_words import AGREED, fold, letters, shared, words
from pipelines.readers.trees.html import squash
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import first_text, is_elsewhere, text_of
from pipelines.readers.trees.visibility import is_out_of_sight
from pipelines.urls import canonical_url, host_of


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
    declared = document.stated(*_DECLARED)
    stated = [bare(document, title) for title in (*headlines(document), *declared) if squash(title)]
    others = [*stated, bare(document, first_text(document.tree, "title") or "")]
    headings = [text for text in largest_headings(document) if _may_stand_for(text, others)]
    headings = [text for text in headings if not _is_over_title(document, text)]
    if len(headings) > 1:
        house = _names_of_house(document)  # which agrees as wholly: the title element ends with it
        headings = [text for text in headings if letters(text) not in house] or headings
    # `News` of `News | Site` agrees as wholly as the headline that og:title repeats.
    best = max(headings, key=lambda text: _agreement(text, others), default="")
    if not best or shared(best, others) < AGREED:
        return None
    if stated and not shared(best, stated) and _is_below(document, stated):
        return None  # the name of a forum, which the title element says, too
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
    best = _without_count(document, best, stated)
    label = bracketed_label(document)
    rest = best.removeprefix(f"[{label}]").strip() if label else ""
    return rest or best


def _without_count(document: Document, heading: str, stated: list[str]) -> str:
    """Return a heading without the number of answers that a board sets behind it: `Rain [3]`.

    Not where the head has it, too; between round brackets stand years and parts of a series.
    """
    if (match := _COUNTED.fullmatch(heading)) is None:
        return heading
    whole, counted = fold(first_text(document.tree, "title") or ""), fold(heading)
    told = any(fold(title).startswith(counted) for title in (whole, *stated))
    return match[1] if whole.startswith(fold(match[1])) and not told else heading


_COUNTED = re.compile(r"(.{2,250}?)\s?\[\d{1,4}\]")


def _is_below(document: Document, stated: list[str]) -> bool:
    """Return whether a lesser heading says what the head states to be the title."""
    return not {letters(text) for text in lesser_headings(document)}.isdisjoint(
        map(letters, stated)
    )


def _is_over_title(document: Document, heading: str) -> bool:
    """Return whether a heading is the blog's: the title element begins with a lesser one."""
    whole = fold(first_text(document.tree, "title") or "")
    if whole.startswith(fold(heading)):
        return False
    return any(
        whole.startswith(begun := fold(lesser)) and _JOINED.match(whole[len(begun) :])
        for lesser in lesser_headings(document)
    )


#: What stands between a title and the name of a blog.
_JOINED = re.compile(r"\s*[|｜_]")
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


def _agreement(text: str, others: list[str]) -> tuple[float, int, int]:
    """Return how wholly a heading agrees, with how many words, and how many places say it."""
    agreed = sum(shared(text, [other]) >= AGREED for other in others)
    return shared(text, others), _said(text, others), agreed


def _said(text: str, others: list[str]) -> int:
    """Return how many words of `text` one of the others says, at most."""
    mine = words(text)
    return max((len(mine & words(other)) for other in others), default=0)


def headline(document: Document) -> str | None:
    """Return `headline` (or `name`) of the post's JSON-LD node."""
    for node in document.post_nodes:
        title = linked_data.text_value(node.get("headline")) or linked_data.text_value(
            node.get("name")
        )
        if title and len(title) > 1:
            return own_title(document, title)
    return None


def open_graph(document: Document) -> str | None:
    """Return `og:title`, the site's name cut from its end, unless it is that name."""
    title = _meta(document, "og:title")
    return None if title is None or letters(title) in _names_of_house(document) else title


def _names_of_house(document: Document) -> set[str]:
    """Return the names of a house that states itself as the writer, or leads home from its `h1`."""
    home = (one for one in select(document.tree, "h1 a[href]")[:_FEW] if text_of(one))
    leads = (one for one in home if _leads_home(document.target_of(one), document.url))
    return set(map(letters, (*document.stated("author"), *map(text_of, leads)))) - {""}


def _leads_home(target: str | None, page: str) -> bool:
    """Return whether a link leads to another page of the site, above that of the post."""
    if target is None or host_of(target) != host_of(page):
        return False
    there, here = canonical_url(target), canonical_url(page)
    return there != here and len(there) < len(here)


#: Links in headings that are looked at.
_FEW = 4


def other_meta(document: Document) -> str | None:
    """Return the title in other meta elements of the head."""
    names = "headline twitter:title dc.title dcterms.title parsely-title sailthru.title title"
    return _meta(document, *names.split())


def _meta(document: Document, *names: str) -> str | None:
    for value in document.stated(*names):
        if squash(value) and (title := own_title(document, value)):
            return title
    return None


def microformat(document: Document) -> str | None:
    """Return the name of the h-entry, the headline marked in the body or in a board's table."""
    for css in (
        "[itemprop~=headline] | .h-entry .p-name | h1.entry-title | h1.post-title | "
        "h1.article-title | .entry-title | .post-title"
    ).split(" | "):
        for element in select(document.tree, css)[:8]:
            if element.tag in ("meta", "link") or is_elsewhere(element):
                continue
            text = text_of(heading_in(element))
            if 1 < len(text) <= LONGEST and not (is_site_name(document, text) or is_generic(text)):
                return text
    return board_title(document)


def marked_heading(document: Document) -> str | None:
    """Return the only `h1` where it is marked as the headline, too, whatever the head says."""
    marked, first = microformat(document), first_heading(document)
    return marked if marked and first and letters(marked) == letters(first) else None


def first_heading(document: Document) -> str | None:
    """Return the `h1` that the title element begins with, else the only `h1` of the page.

    One that shares no word with a title element, or stands over a lesser heading that says all of
    it, is the name of a department, or of the theme.
    """
    element_title = fold(first_text(document.tree, "title") or "")
    headings = [text for text in largest_headings(document) if not _is_over_title(document, text)]
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
    return own_title(document, text) if text else None


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
        elif text and not (says_nothing(document, text) or is_out_of_sight(element)):
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
    rf"/(?:\d{{4}}-\d{{1,2}}-\d{{1,2}}-)?([^/]{{1,200}}){SOURCE_ENDING}", re.IGNORECASE
)
READERS: tuple[Reader[str], ...] = (
    front_matter,
    page_data,
    entry_title_of_shell,
    agreeing_heading,
    marked_heading,
    headline,
    open_graph,
    microformat,
    first_heading,
    other_meta,
    called_title,
    title_element,
    entry_title,
    any_heading,
    file_name,
)
