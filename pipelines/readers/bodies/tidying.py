"""What there is to do in a copy of a container, for only the post to be left in it."""

from __future__ import annotations

import re
from collections.abc import Collection
from copy import deepcopy
from dataclasses import dataclass

from lxml.html import HtmlElement

from pipelines.readers.bodies.boilerplate import is_junk
from pipelines.readers.bodies.cards import is_card
from pipelines.readers.bodies.emptiness import EMPTIED, FILLER, is_bare, is_empty
from pipelines.readers.pictures.named_media import (
    NAMING,
    is_described,
    keep_images_of_noscript,
    show_described_pictures,
    show_named_media,
    show_old_players,
)
from pipelines.readers.trees.css_index import Index, matching
from pipelines.readers.trees.html import remove, words
from pipelines.readers.trees.selectors import needed_by
from pipelines.readers.trees.visibility import SILENT_TAGS

#: Attributes that say nothing of what an element is.
PLAIN = words("alt datetime height href lang loading rel sizes src srcset start target title width")
#: Those by which `is_junk` and `is_card` know an element.
TELLING = words("aria-hidden class data-ke-type hidden id role style")
PLAIN_KEYS = frozenset(f"[{name}" for name in PLAIN)
_TIDIED = frozenset(("noscript", "ruby", "object", "embed"))


@dataclass(slots=True)
class Needs:
    """What there is to do in a copy of a container, for only the post to be left in it."""

    #: Selectors, of those asked about, that may match something.
    drop: tuple[str, ...] = ()
    #: The elements that these match.
    cut: tuple[HtmlElement, ...] = ()
    #: Whether `tidy` finds more than these, and the others anything in what is left.
    tidying: bool = False
    cards: bool = False
    junk: bool = False
    empty: bool = False

    @property
    def is_clean(self) -> bool:
        """Return True when there is nothing to do, and no need of a copy."""
        return not self.drop and not self.empty and self.is_only_cut

    @property
    def is_only_cut(self) -> bool:
        """Return True when nothing has to go but what is selected, and what is empty then."""
        return not (self.tidying or self.cards or self.junk)


def needs_of(container: HtmlElement, drop: Collection[str] = ()) -> Needs:
    """Return which of `tidy`, `simplify_cards`, `drop_junk`, `remove_empty` would do a thing."""
    found = Needs()
    present: set[str] = set()
    bearing: set[tuple[str | None, str | None]] = set()
    attributes: set[tuple[str, ...]] = set()
    junk: list[HtmlElement] = []
    for element in container.iterdescendants():
        tag = element.tag
        if tag in EMPTIED:
            text = element.text
            # Most blocks begin with a letter, and are not empty.
            if not (text and text[0].isalnum() and text[0] != FILLER):
                found.empty = found.empty or is_empty(element)
            if tag == "figure":
                found.tidying = found.tidying or is_described(element)
        elif tag == "table":
            found.empty = found.empty or is_bare(element)
        elif tag == "button" and _opens_picture(element):
            found.tidying = True
        elif tag in SILENT_TAGS:
            junk.append(element)
        elif tag in _TIDIED:
            found.tidying = True
        present.add(tag)
        keys = element.keys()
        if not keys or PLAIN.issuperset(keys):
            continue
        attributes.add(tuple(keys))
        if not NAMING.isdisjoint(keys):
            found.tidying = True
        if TELLING.isdisjoint(keys):
            continue
        if is_junk(element):
            junk.append(element)
        found.cards = found.cards or is_card(element)
        bearing.add((element.get("class"), element.get("id")))
    for keys in attributes:
        present.update([f"[{key}" for key in keys])
    for classes, identity in bearing:
        present.update([f".{name}" for name in (classes or "").split()])
        present.add(f"#{identity}")
    present.update(PLAIN_KEYS)
    found.drop = tuple(
        [css for css, needs in needed_by(tuple(drop)) if any(map(present.issuperset, needs))]
    )
    dropped = {element for css in found.drop for element in matching(container, css)}
    dropped.discard(container)
    found.cut = tuple(dropped)
    found.junk = any(one not in dropped and dropped.isdisjoint(one.iterancestors()) for one in junk)
    # What held nothing else is empty without it.
    found.empty = found.empty or any(one.getparent() is not container for one in dropped)
    return found


def copy_of(container: HtmlElement, drop: Collection[str] = ()) -> HtmlElement:
    """Return a copy of `container` to work on. The page itself stays as it was.

    `drop` are CSS selectors of a platform's own junk.
    """
    content = deepcopy(container)
    tidy(content, drop)
    return content


_FEW = 3


def tidy(content: HtmlElement, drop: Collection[str] = ()) -> None:
    """Cut from a fresh copy what `drop` selects, keep pictures of <noscript>, drop readings."""
    content.tail = None
    # An index costs as much as a few searches.
    index = Index(content) if len(drop) > _FEW else None
    for css in drop:
        for element in index.select(content, css) if index else matching(content, css):
            remove(element)
    keep_images_of_noscript(content)
    show_old_players(content)
    for player in content.iter("iframe", "video", "audio"):
        # What browsers without players would show: nobody sees it.
        player.text = None
        for inside in player.iterdescendants():
            inside.text = inside.tail = None
    show_letters(content)
    show_described_pictures(content)
    show_named_media(content)
    for button in [button for button in content.iter("button") if _opens_picture(button)]:
        button.tag = "span"
        button.attrib.clear()
        for inside in button.iter():
            inside.text = None
        for inside in button.iterdescendants():
            inside.tail = None
    for ruby in list(content.iter("ruby")):
        # Readings stand in the text only where the page gives them brackets to stand in.
        if ruby.find("rp") is None:
            for reading in list(ruby.iter("rt")):
                remove(reading)


def show_letters(content: HtmlElement) -> None:
    """Write out the signs that engines draw: `<img class="emoji" alt="🍵">` is in a sentence."""
    for image in [image for image in content.iter("img") if _is_sign(image)]:
        image.tail = (image.get("alt") or "").strip() + (image.tail or "")
        remove(image)


def _is_sign(image: HtmlElement) -> bool:
    alt = (image.get("alt") or "").strip()
    # A key with a figure on it is one: 1️⃣
    lettered = any(map(str.isalnum, alt)) and not alt.endswith("\u20e3")
    if not alt or len(alt) > _SIGN or alt.isascii() or lettered:
        return False
    folder = (image.get("src") or "")[:300].rpartition("/")[0]
    return bool(_SIGNS.search(image.get("class") or "") or _OF_SIGNS.search(f"{folder}/"))


#: Characters of one: a family of four has eleven. And what draws them is called.
_SIGN = 16
_SIGNS = re.compile(r"emoji|emoticon|smil(?:ey|ies)", re.IGNORECASE)
_OF_SIGNS = re.compile(r"/\w{0,12}(?:emojis?|emoticons?|smil(?:eys?|ies))/", re.IGNORECASE)


def _opens_picture(button: HtmlElement) -> bool:
    """Return whether a button is the picture of a figure, and shows it at full size."""
    figure = next(button.iterancestors("figure"), None)
    return figure is not None and button.find(".//img") is not None
