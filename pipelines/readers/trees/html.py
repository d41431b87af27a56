"""What an element is called, and what it says; words out of text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from lxml.html import HtmlElement

#: Elements that head what follows.
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
#: Elements that a browser begins on a new line, players among them.
BLOCKS = frozenset(
    """address article aside audio blockquote body caption center dd details dialog div dl
    dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr iframe
    legend li main nav ol p pre section summary table tbody tfoot thead tr ul video""".split()
)
CELLS = frozenset(("td", "th"))
#: Elements that part words from words.
BREAKS = (BLOCKS | CELLS | {"br"}) - {"video", "audio", "iframe"}
#: What shows a picture, as a selector.
PICTURES = "img, amp-img"


def names_of(element: HtmlElement) -> str:
    """Return what an element is called: its classes and its id."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def words(text: str) -> frozenset[str]:
    """Return the words of `text`: how long lists of names are written here."""
    return frozenset(text.split())


def squash(text: str) -> str:
    """Return `text` with every run of white space, no-break ones too, as one space."""
    return " ".join(text.split())


def whole_text(element: HtmlElement | None) -> str:
    """Return all text of an element on one line, unseen text too; empty for None."""
    return "" if element is None else squash("".join(element.itertext()))


def short_text(element: HtmlElement, most: int) -> str:
    """Return the text of an element on one line; empty where it has more than `most` characters.

    Links that nobody ended lie in one another, each with all the text behind it: no more of it
    is put together than may be a name.
    """
    parts: list[str] = []
    for part in element.itertext():
        most -= len(squash(part))
        if most < 0:
            return ""
        parts.append(part)
    return squash("".join(parts))


def upward(element: HtmlElement) -> Iterator[HtmlElement]:
    """Return an element and all that are around it, the nearest first."""
    return chain((element,), element.iterancestors())


def tokens(element: HtmlElement) -> set[str]:
    """Return the lower-case class names and the id of an element."""
    return set(names_of(element).lower().split())


def remove(element: HtmlElement) -> None:
    """Take `element` out of its tree; the text behind it stays."""
    if (parent := element.getparent()) is None:
        return
    if element.tail:
        if (previous := element.getprevious()) is None:
            parent.text = (parent.text or "") + element.tail
        else:
            previous.tail = (previous.tail or "") + element.tail
    parent.remove(element)
