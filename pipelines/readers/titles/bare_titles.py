"""A title without what stands around it in a head: the name of the site, its host, a board."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from pipelines.readers.dates.moments import states_day
from pipelines.readers.names.site_names import shown_names, site_names
from pipelines.readers.text.letters import length_of
from pipelines.readers.titles.board_titles import is_generic
from pipelines.readers.titles.feed_titles import beside_feed_titles
from pipelines.readers.titles.title_words import fold, letters
from pipelines.readers.trees.html import squash
from pipelines.readers.trees.lines import lines_of
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import text_of
from pipelines.readers.views import once
from pipelines.urls import host_of

if TYPE_CHECKING:
    from pipelines.readers.document import Document

#: What stands between a title and the name of its site.
JOINT = re.compile(r"\s+[|\-–—·•:»«›>/~]{1,2}\s+|\s*[|｜»«]\s*|\s*::\s*|\s+[:]\s+|_(?=[^_]+$)")
#: Characters of a title; what is longer is cut.
LONGEST = 500
#: Hints where a line may break.
INVISIBLE = re.compile("[\u00ad\u200b\ufeff]")

#: What is left of each title of a head: most heads say one title several times.
_CLEANED: WeakKeyDictionary[Document, dict[str, str]] = WeakKeyDictionary()


def bare(document: Document, text: str) -> str:
    """Return what a title in the head says without the name of the site."""
    known = _CLEANED.setdefault(document, {})
    if text not in known:
        known[text] = _without_site(document, text)
    return known[text]


def _without_site(document: Document, text: str) -> str:
    text = squash(INVISIBLE.sub("", text))[:LONGEST]
    names = _site_names(document)
    host = fold(document.url.split("/")[2] if document.url.count("/") > 1 else "")
    joints = list(JOINT.finditer(text))
    # The words before and behind each joint.
    parted = [(text[: one.start()].strip(), text[one.end() :].strip()) for one in joints]
    for head, tail in reversed(parted):
        if head and tail and (fold(tail) in names or _is_host(tail, host)):
            return bare(document, head)
        if head and re.fullmatch(r"blog ?archiv\w*|archiv\w*", fold(head)):
            return bare(document, tail)
    if joints and joints[-1][0].strip() in _BARS:
        head, tail = parted[-1]
        if head and tail and _is_in_host(tail, document.url):
            return bare(document, head)
    for head, tail in parted[:1]:
        if head and tail and (fold(head) in names or _is_host(head, host)):
            return tail
    shown = _beside_name(document, text, names)
    if shown:
        return shown
    before, colon, rest = text.rpartition(": ")
    if colon and before.strip() and fold(rest) in names:
        return bare(document, before.strip())
    before, colon, rest = text.partition(": ")
    if colon and rest.strip() and fold(before) in names:
        return rest.strip()
    # A board behind the title in brackets, where the page shows it without alone: they are a part
    # of `제주 여행 (2일차)`.
    match = _BEHIND.fullmatch(text)
    if (
        match
        and is_place(document, match[3])
        and is_shown_alone(document, match[2])
        and not is_shown_alone(document, match[1])
    ):
        return match[2]
    for head, tail in reversed(parted):
        if not head or not is_place(document, tail):
            continue
        # `나의 글 - 22 July 2024 - 블로그`, as uCoz writes it.
        undated, _, day = head.rpartition(" - ")
        for title in (head, undated if states_day(day) else ""):
            if title and is_shown_alone(document, title):
                return bare(document, title)
    return _shown_part(document, text) or text


def _shown_part(document: Document, text: str) -> str:
    """Return the beginning of a title that is a line of the page, where no line says the rest.

    Portals join names of themselves and their sections that are told nowhere else.
    """
    if not (joints := list(_ANY_JOINT.finditer(text))) or is_shown_alone(document, text):
        return ""
    for joint in reversed(joints):
        head, tail = text[: joint.start()].strip(), text[joint.end() :].strip()
        if len(tail) > len(head) or length_of(letters(head)) < _SENTENCE:
            return ""
        if tail and is_shown_alone(document, head):
            return "" if is_shown_alone(document, tail) else head
    return ""


#: Chinese titles have no spaces there: `标题-网站`.
_ANY_JOINT = re.compile(rf"{JOINT.pattern}|(?<=[^\x00-\x7f])[-–—_]+(?=\S)")
#: Letters of more than a word or two.
_SENTENCE = 16


#: `작은 학교 공동 수업(보도자료) | 새날교육지원청`.
_BEHIND = re.compile(
    r"((\S[^(\[|]{1,200}?)\s?[(\[]([^()\[\]]{2,20})[)\]])(?:\s?[|｜-]\s?[^|]{2,40})?"
)


def _beside_name(document: Document, text: str, names: frozenset[str]) -> str:
    """Return the heading that a title has beside the name of the site, with a space between."""
    folded = fold(text)
    if not any(folded.startswith(f"{name} ") or folded.endswith(f" {name}") for name in names):
        return ""
    for element in select(document.tree, "h1, h2, h3")[:_HEADINGS]:
        heading = text_of(element)
        said = fold(heading)
        if said and any(folded in (f"{name} {said}", f"{said} {name}") for name in names):
            return heading
    return ""


#: Headings that are looked at.
_HEADINGS = 10

#: What joins the name of a site alone; titles have dashes and colons of their own.
_BARS = ("|", "｜")


def _is_in_host(text: str, url: str) -> bool:
    """Return whether the name of a host begins or ends with `text`."""
    words = letters(text)
    host = [letters(label) for label in host_of(url).split(".")[:-1]]
    return len(words) >= _OF_HOST and any(
        name.startswith(words) or name.endswith(words) for name in host
    )


#: Letters of a word by which a host's name is known.
_OF_HOST = 4


def is_shown_alone(document: Document, text: str) -> bool:
    """Return whether the page says `text` in a line of its own that leads nowhere."""
    wanted = letters(text)
    return any(
        letters(line.text) == wanted
        and next(line.element.iterdescendants("a"), None) is None
        and not line.is_elsewhere
        for line in lines_of(document)
        # Folding makes some letters two, none of ASCII.
        if len(line.text) <= len(text) + 4
        and (len(line.text) >= len(wanted) or not line.text.isascii())
    )


@once
def _places(document: Document) -> frozenset[str]:
    """Return, folded, the parts of the site that the page names: its boards and sections."""
    texts = [
        text_of(link)
        for link in select(document.tree, "a[href]")[:_LINKS]
        # A link to the page itself is its title.
        if document.target_of(link) != document.url
        and next(link.iterancestors("h1", "h2", "h3"), None) is None
    ]
    texts += document.meta.get("article:section", ())
    return frozenset(fold(text) for text in texts if 1 < len(text) <= _LABEL)


def is_place(document: Document, text: str) -> bool:
    """Return whether a text is the name of a part of the site, as links before the post say it."""
    return fold(text) in _places(document)


#: So many links are looked at: menus and the way here stand first.
_LINKS = 60
#: Characters of the name of a board.
_LABEL = 30


def _is_host(text: str, host: str) -> bool:
    labels = [label for label in host.removeprefix("www.").split(".")[:-1] if len(label) > 2]
    named = letters(text)
    if named == letters(host.removeprefix("www.")) or named in map(letters, labels):
        return True
    # `sheego Magazin` on sheego.de: a few words around the name of the host.
    return len(text) <= 40 and any(len(label) > 4 and letters(label) in named for label in labels)


def is_site_name(document: Document, text: str) -> bool:
    """Return whether the site calls itself so."""
    return fold(text) in _site_names(document)


@once
def _site_names(document: Document) -> frozenset[str]:
    names = (*site_names(document), *beside_feed_titles(document))
    return frozenset(map(fold, names)) - {""}


def says_nothing(document: Document, text: str) -> bool:
    """Return whether a title is the site's name, or one that a board writes over every post."""
    return is_generic(text) or fold(text) in _sure_names(document)


@once
def _sure_names(document: Document) -> frozenset[str]:
    """Return, folded, the names of the site that are no title of a post, too."""
    names = (*shown_names(document), *beside_feed_titles(document))
    return frozenset(map(fold, names)) - {""}
