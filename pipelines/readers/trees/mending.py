"""Menus and buttons that hold the words of a page, since somebody forgot to close them."""

from __future__ import annotations

from lxml.html import HtmlElement

from pipelines.readers.trees.css_index import by_tag
from pipelines.readers.trees.html import PICTURES
from pipelines.readers.trees.selecting import indexed, remember

#: What the words of a page never stand in.
_BESIDE = ("nav", "button", "header", "aside", "label")
_MENUS = ("nav", "button")
#: What holds more of the words of a page than this is no menu, whatever it is called.
_WHOLE = 0.9
#: A page has one of what is looked for; what has more was made to be slow to read.
_FEW = 3
#: What every page is asked for.
_ASKED_FOR = ("main", "h1", "meta", "script", "link", "base", "img", "a")
#: All that is looked for here.
MENDED = ("button", "amp-img", *_ASKED_FOR)


def mended(root: HtmlElement, found: dict[str, list[HtmlElement]] | None = None) -> HtmlElement:
    """Return an indexed `root`, with menus and buttons made plain that hold words of the page.

    Those that were never closed hold all that follows, those in headings say what these say.
    `found` are its elements of the tags in `MENDED`, where they are known.
    """
    # A heading that opens what is below it is pressed, and is still a heading.
    headings: dict[HtmlElement, int] = {}
    found = found or by_tag(root, *MENDED)
    known = {tag: found[tag] for tag in _ASKED_FOR}
    remember(root, known if found["amp-img"] else {**known, PICTURES: found["img"]})
    for pressed in found["button"]:
        heading = pressed.getparent()
        if heading is None or heading.tag not in _HEADINGS:
            continue
        if heading not in headings:
            headings[heading] = _letters(heading)
        # One that copies a link stands beside the words.
        if 0 < _letters(pressed) == headings[heading]:
            pressed.tag = "span"
    open_ones: list[HtmlElement] = []
    for main in found["main"][:_FEW]:
        around = [*main.iterancestors()]
        last = max((at for at, one in enumerate(around) if one.tag in _BESIDE), default=-1)
        open_ones += around[: last + 1]
    for title in found["h1"][:_FEW]:
        menus = [*title.iterancestors(*_MENUS)][:_FEW]
        whole = _size(root) if menus else 0
        open_ones += [menu for menu in menus if _size(menu) > _WHOLE * whole]
    for element in open_ones:
        element.tag = "div"
        element.attrib.clear()
    return indexed(root) if open_ones else root


_HEADINGS = ("h2", "h3", "h4", "h5", "h6", "dt")


def _letters(element: HtmlElement) -> int:
    return sum(sum(map(str.isalnum, text)) for text in element.itertext())


def _size(element: HtmlElement) -> int:
    """Return how many characters are written in `element`, those of its scripts left out."""
    scripts = sum(len(one.text or "") for one in element.iter("script", "style"))
    return sum(map(len, element.itertext())) - scripts
