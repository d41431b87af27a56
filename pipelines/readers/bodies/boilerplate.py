"""What stands in a container and is no part of the post: share buttons, other posts, ads."""

from __future__ import annotations

import re
from itertools import chain, islice

from lxml.html import HtmlElement

from pipelines.readers.bodies.emptiness import CODE, LETTER
from pipelines.readers.bodies.marked_names import is_marked, is_surely_marked
from pipelines.readers.fields.embeds import is_player
from pipelines.readers.pictures.picture_urls import PICTURE_FILE
from pipelines.readers.text.letters import letters_only
from pipelines.readers.trees.html import HEADINGS, names_of, remove, words
from pipelines.readers.trees.name_patterns import any_of, hyphened
from pipelines.readers.trees.visibility import SILENT_TAGS, is_hidden

_SILENT_ROLES = words(
    """alertdialog banner complementary contentinfo dialog menu navigation search toolbar"""
)


#: What is surely marked goes even when it is most of a page: a hundred comments below a note.
_SURE_SHARE = 0.9
#: What is likely marked goes up to this share: more is the post, whatever its class says.
_LIKELY_SHARE = 0.4


def drop_junk(content: HtmlElement) -> None:
    """Cut from `content` what names itself as no part of the post."""
    whole = max(1, sum(map(len, content.itertext())))
    doubtful: list[tuple[int, HtmlElement]] = []
    for element in list(content.iterdescendants()):
        if element.getparent() is None:
            continue
        if element.tag in SILENT_TAGS:
            remove(element)
        elif is_junk(element):
            size = sum(map(len, element.itertext()))
            if size > _SURE_SHARE * whole or not is_junk(element, surely=True):
                doubtful.append((size, element))
            else:
                remove(element)
    budget = _LIKELY_SHARE * whole
    for size, element in sorted(doubtful, key=lambda pair: pair[0]):
        budget -= size
        if budget < 0:
            break
        remove(element)


def is_junk(element: HtmlElement, *, surely: bool = False) -> bool:
    """Return True when an element says of itself that it is not part of the post."""
    if not element.keys():
        return False  # most say nothing
    if element.get("role") in _SILENT_ROLES or is_hidden(element):
        return True
    if element.get("aria-hidden") == "true" and element.tag != "img":
        return element.find(".//img") is None
    names = names_of(element)
    if names == " " or element.tag in ("img", "body", "html"):
        return False  # a picture's class speaks of its place, not of its worth
    if element.tag in HEADINGS:
        names = names.replace("header-anchor", " ")  # one that can be linked to, not the link
    if not (is_surely_marked(names) if surely else is_marked(names)) or _is_heading_itself(element):
        return False
    said = _of_its_pictures(element)
    if said is not None and not is_marked(said.sub(" ", f"-{hyphened(names)}")):
        return False
    # In code a "comment" is a comment.
    return element.tag not in CODE and next(element.iterancestors(*CODE), None) is None


def _of_pictures(names: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=[-_\s]){any_of(names.split())}(?=\d{{0,2}}(?:$|[-_\s]))")


#: Said of a picture, how it is looked at: what opens it at full size, and what lies over it.
_OPENS, _LIES_OVER = _of_pictures("lightbox popup modal overlay"), _of_pictures("lightbox overlay")
#: Said of a box for one picture that leads nowhere: what is to be sold or pressed is a link.
_SHOWS = _of_pictures(
    "lightbox overlay banner banners promo promotion social socials rating ratings tooltip tools"
)
#: Said of what asks before a film is shown.
_ASKS = _of_pictures("lightbox popup modal overlay cookie cookies consent gdpr")


def _of_its_pictures(element: HtmlElement) -> re.Pattern[str] | None:
    """Return the words that speak, among the names of `element`, of the pictures that it shows.

    A film is one, too.
    """
    if next(element.iterdescendants("img", "video", "iframe"), None) is None:
        return None
    if element.tag == "figure":
        return _OPENS
    if element.tag == "a":
        # One to a place of the page closes what lies over it.
        return None if (element.get("href") or "#").startswith("#") else _OPENS
    links = (link for link in element.iter("a") if link.find(".//img") is not None)
    if (first := next(links, None)) is None:
        if LETTER.search("".join(element.itertext())):
            return None
        if _is_player(element):
            return _ASKS
        return _SHOWS if _is_large_picture(element) else _LIES_OVER
    files = ((link.get("href") or "").partition("?")[0] for link in chain([first], links))
    return _OPENS if all(map(PICTURE_FILE.search, files)) else None


def _is_player(box: HtmlElement) -> bool:
    """Return whether a box shows a film of a house whose players stand in posts, and no picture."""
    frames = list(islice(box.iter("iframe"), 2))
    address = (frames[0].get("data-src") or frames[0].get("src") or "") if len(frames) == 1 else ""
    return is_player(f"https:{address}" if address.startswith("//") else address)


def _is_large_picture(box: HtmlElement) -> bool:
    pictures = list(islice(box.iter("img", "iframe", "video", "a"), 2))
    if len(pictures) != 1 or pictures[0].tag != "img":
        return False
    # Stars, marks and buttons are seldom said to be of any size.
    stated = [pictures[0].get(side) or "" for side in ("width", "height")]
    sizes = [int(size) for size in stated if size.isdigit()]
    return min(sizes, default=0) >= _SMALL


#: CSS pixels of a side; signs and stars are smaller.
_SMALL = 150


def _is_heading_itself(element: HtmlElement) -> bool:
    """Return whether a link to a heading holds its words (VuePress): no sign beside it."""
    heading = element.getparent()
    if element.tag != "a" or heading is None or heading.tag not in HEADINGS:
        return False
    if any(link is not element for link in islice(heading.iterchildren("a"), 2)):
        return False  # of 10,000 links none is looked at
    own = letters_only("".join(element.itertext()))
    return bool(own) and own == letters_only("".join(heading.itertext()))
