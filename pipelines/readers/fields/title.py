"""The title of the post, without the name of the site around it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from weakref import WeakKeyDictionary

from pipelines.readers import linked_data
from pipelines.readers.answer import Reader
from pipelines.readers.board_titles import board_title, is_generic
from pipelines.readers.html import select, squash
from pipelines.readers.letters import letters_only
from pipelines.readers.lines import lines_of
from pipelines.readers.page_blocks import blocks_of
from pipelines.readers.site_names import HOME, shown_names, site_names
from pipelines.readers.spots import first_text, is_elsewhere, text_of
from pipelines.urls import absolute_url, host_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.readers.document import Document

#: What stands between a title and the name of its site.
_JOINT = re.compile(r"\s+[|\-–—·•:»«›>/~]{1,2}\s+|\s*[|｜»«]\s*|\s*::\s*|\s+[:]\s+|_(?=[^_]+$)")
_LONGEST = 500
#: Hints where a line may break.
_INVISIBLE = re.compile("[\u00ad\u200b\ufeff]")


def front_matter(document: Document) -> str | None:
    """Return `title` of the front matter."""
    title = (document.front_matter or {}).get("title")
    return squash(str(title)) or None if isinstance(title, str | int | float) else None


def page_data(document: Document) -> str | None:
    """Return the title of the post in the page's data."""
    if document.page_data is None:
        return None
    return document.page_data.title[:_LONGEST] or None


def agreeing_heading(document: Document) -> str | None:
    """Return the `h1` that says what the head says: visitors read it, search engines the head.

    A heading that holds the whole declared title and a kicker or subtitle beside it gives way.
    """
    declared = [title for name in _DECLARED for title in document.meta.get(name, ())]
    stated = [
        _clean(document, title) for title in (*_headlines(document), *declared) if squash(title)
    ]
    others = [*stated, _clean(document, first_text(document.tree, "title") or "")]
    headings = [text for text in _headings(document) if _may_stand_for(text, others)]
    # `News` of `News | Site` agrees as wholly as the headline that og:title repeats.
    best = max(headings, key=lambda text: (_shared(text, others), _said(text, others)), default="")
    if not best or _shared(best, others) < _AGREED:
        return None
    whole = {_letters(title) for title in others}
    # Cards say the title of the post, or that of the site: not by them is a heading chosen.
    cards = [title for title in document.meta.get("twitter:title", ()) if title not in declared]
    for title in (*stated, *(_clean(document, title) for title in cards)):
        if _letters(title) == _letters(best) and _joins(title) > _joins(best):
            return title
        if (
            _letters(title) != _letters(best)
            and _letters(title) in _letters(best)
            and (2 * len(title) >= len(best) or _letters(title) in _lines_of_headings(document))
            and not _goes_on(title, best, whole)
        ):
            return title
    return best


def _lines_of_headings(document: Document) -> set[str]:
    """Return the letters of the lines of each `h1`, and of parts that are all it consists of."""
    found: set[str] = set()
    for heading in select(document.tree, "h1")[:6]:
        found.update(_letters(block.text) for block in blocks_of(heading))
        for element in (heading, *islice(heading.iterdescendants(), _IN_HEADING)):
            # A word that is set off within its sentence is no line.
            if not squash("".join((element.text or "", *(part.tail or "" for part in element)))):
                parts = (part for part in element if part.tag in ("span", "small"))
                found.update(_letters(text_of(part)) for part in parts)
    return found - {""}


#: Elements that are looked at in one heading.
_IN_HEADING = 20
_DECLARED = ("og:title", "dc.title", "title")


def _goes_on(title: str, heading: str, whole: set[str]) -> bool:
    """Return whether what a heading says behind a declared title is of the same sentence.

    Titles in heads are cut to a length; where another place says it whole, nothing was added.
    """
    if not _letters(heading).startswith(_letters(title)):
        return False
    rest = heading[len(title) :].lstrip()
    return _letters(heading) in whole or rest[:1] in ",;" or rest[:1].islower()


def _may_stand_for(heading: str, others: list[str]) -> bool:
    # `News` and the name of a department stand above many pages.
    shortest = min((len(title) for title in others if title), default=0)
    return len(heading) <= 250 and (2.5 * len(heading) >= shortest or len(heading.split()) > 2)


#: Part of the shorter one's words that both have in common.
_AGREED = 0.5


def _shared(text: str, others: list[str]) -> float:
    mine = _words(text)
    shares = [
        len(mine & theirs) / min(len(mine), len(theirs))
        for other in others
        if (theirs := _words(other)) and mine
    ]
    return max(shares, default=0.0)


def _joins(title: str) -> int:
    """Return how often a title joins a kicker to what follows: headings leave that to the eye."""
    return len(re.findall(r"\S(?::|\s[–—|-])\s+\w", title))


def _said(text: str, others: list[str]) -> int:
    """Return how many words of `text` one of the others says, at most."""
    mine = _words(text)
    return max((len(mine & _words(other)) for other in others), default=0)


@lru_cache(maxsize=256)
def _words(text: str) -> frozenset[str]:
    folded = _fold(text)
    pairs = re.findall(r"(?=([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2}))", folded)
    return frozenset(
        (*pairs, *re.findall(r"[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+", folded))
    )


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
            text = text_of(_heading_in(element))
            if 1 < len(text) <= _LONGEST and not (
                _is_site_name(document, text) or is_generic(text)
            ):
                return text
    return board_title(document)


def _heading_in(element: HtmlElement) -> HtmlElement:
    """Return the heading in a box that is marked as the title: sections and dates stand beside."""
    if element.tag in ("div", "header", "section"):
        size = len(text_of(element))
        for heading in element.iter("h1", "h2", "h3"):
            if heading.tag == "h1" or 2 * len(text_of(heading)) > size:
                return heading
    return element


def first_heading(document: Document) -> str | None:
    """Return the `h1` that the title element begins with, else the only `h1` of the page.

    One that shares no word with a title element, or stands over a lesser heading that says all of
    it, is the name of a department, or of the theme.
    """
    element_title = _fold(first_text(document.tree, "title") or "")
    headings = _headings(document)
    if not headings:
        return None
    for text in headings:
        if element_title.startswith(_fold(text)) or _fold(text) in element_title:
            return text
    named = _clean(document, element_title)
    if named and not _is_site_name(document, named):
        lesser = map(_letters, _lesser_headings(document))
        if not _shared(headings[0], [named]) or _letters(named) in lesser:
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


def any_heading(document: Document) -> str | None:
    """Return the first `h1`, else the first `h2` above the words; never the site's name."""
    for element in (*select(document.tree, "h1")[:6], *document.tree.iter("h2", "p")):
        text = text_of(element)
        if element.tag == "p":
            if len(text) > _RUNNING_TEXT:
                return None
        elif text and not _says_nothing(document, text):
            return text[:_LONGEST]
    return None


#: Characters of a paragraph that is no label.
_RUNNING_TEXT = 60


READERS: tuple[Reader[str], ...] = (
    front_matter,
    page_data,
    agreeing_heading,
    headline,
    open_graph,
    microformat,
    first_heading,
    other_meta,
    title_element,
    entry_title,
    any_heading,
)


def _own(document: Document, text: str) -> str | None:
    """Return what a title in the head says of the post; None when that is the site's name."""
    cleaned = _clean(document, text)
    if not _is_home(document) and (
        _says_nothing(document, cleaned)
        or (_is_of_site(document, cleaned) and _is_titled_otherwise(document))
        or (HOME.fullmatch(_fold(cleaned)) is not None and _headings(document))
    ):
        return None
    return _fitted(document, cleaned)


def _says_nothing(document: Document, text: str) -> bool:
    """Return whether a title is the site's name, or one that a board writes over every post."""
    return is_generic(text) or _fold(text) in _sure_names(document)


def _is_of_site(document: Document, text: str) -> bool:
    """Return whether a title may be the site's on every page: its declared name, or its host."""
    hosts = map(_letters, host_of(document.url).split(".")[:-1])
    names = map(_fold, document.meta.get("og:site_name", ()))
    return _fold(text) in names or _letters(text) in hosts


def _is_titled_otherwise(document: Document) -> bool:
    """Return whether the address or the JSON-LD says what a heading says."""
    slug = unquote(urlsplit(document.url).path.rstrip("/").rpartition("/")[2])
    slug = re.sub(r"[-_]+", " ", re.sub(r"\.\w{2,5}$", "", slug))
    said = [slug, *_headlines(document)]
    return any(_shared(heading, said) >= _AGREED for heading in _headings(document))


_SURE_NAMES: WeakKeyDictionary[Document, frozenset[str]] = WeakKeyDictionary()


def _sure_names(document: Document) -> frozenset[str]:
    """Return, folded, the names of the site that are no title of a post, too."""
    if document not in _SURE_NAMES:
        names = (*shown_names(document), *_beside_feed_titles(document))
        _SURE_NAMES[document] = frozenset(map(_fold, names)) - {""}
    return _SURE_NAMES[document]


def _is_home(document: Document) -> bool:
    return urlsplit(document.url).path in ("", "/") and not urlsplit(document.url).query


#: What is left of each title of a head: most heads say one title several times.
_CLEANED: WeakKeyDictionary[Document, dict[str, str]] = WeakKeyDictionary()


def _clean(document: Document, text: str) -> str:
    known = _CLEANED.setdefault(document, {})
    if text not in known:
        known[text] = _without_site(document, text)
    return known[text]


def _without_site(document: Document, text: str) -> str:
    text = squash(_INVISIBLE.sub("", text))[:_LONGEST]
    names = _site_names(document)
    host = _fold(document.url.split("/")[2] if document.url.count("/") > 1 else "")
    joints = list(_JOINT.finditer(text))
    for joint in reversed(joints):
        head, tail = text[: joint.start()].strip(), text[joint.end() :].strip()
        if head and tail and (_fold(tail) in names or _is_host(tail, host)):
            return _clean(document, head)
        if head and re.fullmatch(r"blog ?archiv\w*|archiv\w*", _fold(head)):
            return _clean(document, tail)
    if joints and joints[-1][0].strip() in _BARS:
        head, tail = text[: joints[-1].start()].strip(), text[joints[-1].end() :].strip()
        if head and tail and _is_in_host(tail, document.url):
            return _clean(document, head)
    for joint in joints[:1]:
        head, tail = text[: joint.start()].strip(), text[joint.end() :].strip()
        if head and tail and (_fold(head) in names or _is_host(head, host)):
            return tail
    before, colon, rest = text.partition(": ")
    if colon and rest.strip() and _fold(before) in names:
        return rest.strip()
    for joint in reversed(joints):
        head, tail = text[: joint.start()].strip(), text[joint.end() :].strip()
        if head and _fold(tail) in _places(document) and _is_shown_alone(document, head):
            return _clean(document, head)
    return text


#: What joins the name of a site alone; titles have dashes and colons of their own.
_BARS = ("|", "｜")


def _is_in_host(text: str, url: str) -> bool:
    """Return whether the name of a host begins or ends with `text`."""
    words = _letters(text)
    host = [_letters(label) for label in host_of(url).split(".")[:-1]]
    return len(words) >= _OF_HOST and any(
        name.startswith(words) or name.endswith(words) for name in host
    )


#: Letters of a word by which a host's name is known.
_OF_HOST = 4


def _is_shown_alone(document: Document, text: str) -> bool:
    """Return whether the page says `text` in a line of its own that leads nowhere."""
    wanted = _letters(text)
    return any(
        _letters(line.text) == wanted and line.element.find(".//a") is None
        for line in lines_of(document)
        if len(line.text) <= len(text) + 4 and not line.is_elsewhere
    )


_PLACES: WeakKeyDictionary[Document, frozenset[str]] = WeakKeyDictionary()


def _places(document: Document) -> frozenset[str]:
    """Return, folded, the parts of the site that the page names: its boards and sections."""
    if document not in _PLACES:
        texts = [
            text_of(link)
            for link in select(document.tree, "a[href]")[:_LINKS]
            # A link to the page itself is its title.
            if absolute_url(link.get("href") or "", document.base_url) != document.url
            and next(link.iterancestors("h1", "h2", "h3"), None) is None
        ]
        texts += document.meta.get("article:section", ())
        _PLACES[document] = frozenset(_fold(text) for text in texts if 1 < len(text) <= _LABEL)
    return _PLACES[document]


#: So many links are looked at: menus and the way here stand first.
_LINKS = 60
#: Characters of the name of a board.
_LABEL = 30


def _fitted(document: Document, text: str) -> str:
    """Return the heading of the page when `text` is that heading with something joined to it."""
    for heading in (*_headings(document), *_lesser_headings(document)):
        # Some generators strip marks from the title in the head; the heading keeps them.
        if _letters(heading) == _letters(text):
            return heading
        if len(heading) < len(text) and len(heading) > 3:
            for joint in _JOINT.finditer(text):
                if _fold(text[: joint.start()]) == _fold(heading) or _fold(
                    text[joint.end() :]
                ) == _fold(heading):
                    return heading
    return _shown_part(document, text)


def _shown_part(document: Document, text: str) -> str:
    """Return, on a page without headings, the part of a title that alone is a line of the page."""
    joints = [] if select(document.tree, "h1, h2, h3") else [*_JOINT.finditer(text)]
    parts = {
        part: _is_shown_alone(document, part)
        for joint in joints
        for part in (text[: joint.start()].strip(), text[joint.end() :].strip())
    }
    shown = [part for part, yes in parts.items() if yes]
    return shown[0] if len(shown) == 1 and len(shown[0].split()) > 1 else text


_HEADINGS: WeakKeyDictionary[Document, list[str]] = WeakKeyDictionary()


def _headings(document: Document) -> list[str]:
    """Return the largest headings of the page that are not the site's."""
    if document not in _HEADINGS:
        _HEADINGS[document] = _largest_headings(document)
    return _HEADINGS[document]


def _largest_headings(document: Document) -> list[str]:
    headings = [
        _INVISIBLE.sub("", text_of(element))
        for element in select(document.tree, "h1")[:6]
        if not is_elsewhere(element)
    ]
    return [
        _of_feed(document, text)
        for text in headings
        if 1 < len(text) <= _LONGEST and not (_is_site_name(document, text) or is_generic(text))
    ]


def _of_feed(document: Document, text: str) -> str:
    """Return the title in the feed where `text` joins something to it, else `text`."""
    for title in _feed_titles(document):
        if _joined_to(title, text):
            return title
    return text


def _feed_titles(document: Document) -> list[str]:
    return [title for entry in document.entries if (title := squash(entry.title or ""))]


def _beside_feed_titles(document: Document) -> list[str]:
    """Return what the head joins to the title in the feed: the site's name."""
    heads = [text_of(element) for element in select(document.tree, "title")[:1]]
    heads += document.meta.get("og:title", ())
    return [_joined_to(title, squash(whole)) for title in _feed_titles(document) for whole in heads]


def _joined_to(title: str, whole: str) -> str:
    """Return what `whole` joins to a title; empty where it joins nothing, or is another."""
    if whole.endswith(title):
        if match := _AFTER.fullmatch(whole[: -len(title)]):
            return match[1].strip()
    elif whole.startswith(title) and (match := _BEFORE.fullmatch(whole[len(title) :])):
        return match[1].strip()
    return ""


_AFTER = re.compile(r"(.*\S)(?::\s+|\s+[|\-–—·•:»>/~]{1,2}\s+|\s*[|｜»]\s*|\s*::\s*)")
_BEFORE = re.compile(r"(?:\s+[|\-–—·•:«</~]{1,2}\s+|\s*[|｜«]\s*|\s*::\s*)(\S.*)")


def _lesser_headings(document: Document) -> list[str]:
    found = [text_of(element) for element in select(document.tree, "h2, h3")[:10]]
    return [text for text in found if len(text.split()) > 2 and len(text) <= _LONGEST]


def _is_site_name(document: Document, text: str) -> bool:
    return _fold(text) in _site_names(document)


_SITE_NAMES: WeakKeyDictionary[Document, frozenset[str]] = WeakKeyDictionary()


def _site_names(document: Document) -> frozenset[str]:
    if document not in _SITE_NAMES:
        names = (*site_names(document), *_beside_feed_titles(document))
        _SITE_NAMES[document] = frozenset(map(_fold, names)) - {""}
    return _SITE_NAMES[document]


def _is_host(text: str, host: str) -> bool:
    labels = [label for label in host.removeprefix("www.").split(".")[:-1] if len(label) > 2]
    bare = _letters(text)
    if bare == _letters(host.removeprefix("www.")) or bare in map(_letters, labels):
        return True
    # `sheego Magazin` on sheego.de: a few words around the name of the host.
    return len(text) <= 40 and any(len(label) > 4 and _letters(label) in bare for label in labels)


# A title is held against the same few others by every reader.
@lru_cache(maxsize=256)
def _letters(text: str) -> str:
    return letters_only(_fold(text))


def _fold(text: str) -> str:
    return squash(unicodedata.normalize("NFKC", text)).casefold()
