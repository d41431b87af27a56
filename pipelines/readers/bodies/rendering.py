"""A body of plain elements, as text and as clean HTML, by one walk through it.

What `text_lines`, `presentable` and `sanitised` say together of a body that holds nothing but
paragraphs, headings, lists, quotations, code, pictures, links and simple tables, at a third of
their cost: those copy it, write it and parse it once more, to be safe from whatever a page may
hold. Here only the elements and attributes that a stored body may have are written at all, and
where a body holds anything else, or nests it as a parser would not, the answer is None.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lxml.html import HtmlElement

from pipelines.items import Image
from pipelines.readers.bodies.markup import (
    ADDRESS,
    ANY,
    CODE,
    HEADING,
    IN_TEXT,
    ITEM,
    LINK,
    MUTE,
    PARAGRAPH,
    ROW,
    Allowed,
    Markup,
    NotPlainError,
    attribute,
    is_special,
)
from pipelines.readers.trees.block_text import is_data_row, is_mute
from pipelines.readers.trees.html import BLOCKS, HEADINGS, words
from pipelines.urls import absolute_url

#: Where words are no line of their own, or none of the post's.
_APART = CODE | MUTE | ROW

_ROOTS = frozenset(("div", "article", "section", "main", "body", "td"))
INLINE = words(
    """abbr b cite code del dfn em i ins kbd mark q s samp small strong sub sup time u var"""
)
_WRAPPERS = frozenset(("div", "section", "article", "center", "main"))
_QUOTES = frozenset(("blockquote", "figure", "figcaption"))
_PARTS = frozenset(("thead", "tbody", "tfoot"))
#: Nested deeper than any post is.
DEEPEST = 40


class Rendered(NamedTuple):
    """A body of plain elements."""

    lines: list[str]
    markup: str
    #: Every word of it is in the lines: none is shown and not the post's.
    whole: bool
    #: Frames stand in it.
    has_players: bool


def rendered(
    content: HtmlElement, base: str, pictures: Sequence[Image | None], allowed: Allowed
) -> Rendered | None:
    """Return the lines and the clean HTML of a plain body; None of any other.

    `pictures` are what its `img` show, in order; `allowed` names the attributes that may stay.
    """
    return Walk(base, pictures, allowed).through(content)


class Walk(Markup):
    """Walks through a body, and writes what it says."""

    def __init__(self, base: str, pictures: Sequence[Image | None], allowed: Allowed) -> None:
        super().__init__(allowed)
        self.has_players = False
        self._base = base
        self._pictures = iter(pictures)
        self._shown: set[str] = set()
        self._on_links = allowed["a"] | ANY

    def through(self, content: HtmlElement) -> Rendered | None:
        """Return what all of a body says; None where it is not plain."""
        if content.tag not in _ROOTS:
            return None
        try:
            self.inside(content, 0, 0)
            self.finish()
        except NotPlainError:
            return None
        markup = _joined(self.out)
        if "\r" in markup:
            return None
        self.lines.end_line()
        return Rendered(self.lines.lines, markup, self.is_whole, self.has_players)

    def finish(self) -> None:
        """Write what could not be written on the way: here nothing."""

    def inside(self, element: HtmlElement, scope: int, depth: int) -> None:
        """Write what is in an element, not the element itself."""
        if depth > DEEPEST:
            raise NotPlainError
        if text := element.text:
            self._write(text, scope)
        for child in element:
            self._element(child, scope, depth)
            if text := child.tail:
                self._write(text, scope)

    def _element(self, element: HtmlElement, scope: int, depth: int) -> None:
        tag = element.tag
        if tag == "p" or tag in HEADINGS:
            own = PARAGRAPH if tag == "p" else HEADING
            if scope & (PARAGRAPH | HEADING):
                raise NotPlainError
            self._block(element, tag, scope, scope | own, depth)
        elif tag == "a":
            self._link(element, scope, depth)
        elif tag in INLINE:
            inner = scope | MUTE if tag == "sup" and is_mute(element) else scope
            self.out.append(self._opened(element, tag))
            self.inside(element, inner, depth + 1)
            self.out.append(f"</{tag}>")
        elif tag == "span":
            self.inside(element, scope, depth + 1)
        elif tag == "img":
            self._picture(element)
        elif tag == "br":
            self._line_ends(scope)
            if scope & CODE and not scope & MUTE:
                self.lines.add("\n")
            self.out.append(self._opened(element, "br"))
        elif tag == "iframe":
            self._frame(element, scope)
        elif scope & (PARAGRAPH | HEADING):
            raise NotPlainError
        else:
            self._division(element, tag, scope, depth)

    def _division(self, element: HtmlElement, tag: str, scope: int, depth: int) -> None:
        """Write an element that ends a paragraph."""
        if tag == "li":
            if scope & ITEM:
                raise NotPlainError
            self._block(element, tag, scope, scope | ITEM, depth)
        elif tag in ("ul", "ol"):
            self._block(element, tag, scope, scope & ~ITEM, depth)
        elif tag in _WRAPPERS:
            self._wrapper(element, tag, scope, depth)
        elif tag == "pre":
            self._code(element, scope, depth)
        elif tag in _QUOTES:
            if element.get("cite"):
                raise NotPlainError
            muted = tag == "figcaption" and is_mute(element)
            inner = scope | MUTE if muted else scope
            self._block(element, tag, inner, inner, depth)
        elif tag == "hr":
            self._line_ends(scope)
            self.out.append(self._opened(element, "hr"))
        elif tag == "table":
            self._table(element, scope, depth)
        else:
            raise NotPlainError

    def _block(self, element: HtmlElement, tag: str, scope: int, inner: int, depth: int) -> None:
        text = element.text
        if not (len(element) or scope & _APART or not text or text.isspace() or depth >= DEEPEST):
            # Words alone, as most blocks: the same in fewer steps.
            if self.lines.parts:
                self.lines.end_line()
            self.lines.write_line(text)
            written = text.translate(IN_TEXT) if is_special(text) else text
            self.out.append(f"{self._opened(element, tag)}{written}</{tag}>")
            return
        self._line_ends(scope)
        self.out.append(self._opened(element, tag))
        self.inside(element, inner, depth + 1)
        self.out.append(f"</{tag}>")
        self._line_ends(scope)

    def _wrapper(self, element: HtmlElement, tag: str, scope: int, depth: int) -> None:
        # A division that holds words is a paragraph; one that holds blocks is only a wrapper.
        holds_words = not any(node.tag in BLOCKS and node.tag != "iframe" for node in element)
        name = "p" if holds_words else "div" if tag == "div" else ""
        self._line_ends(scope)
        if name:
            self.out.append(self._opened(element, name))
        self.inside(element, scope | PARAGRAPH if holds_words else scope, depth + 1)
        if name:
            self.out.append(f"</{name}>")
        self._line_ends(scope)

    def _code(self, element: HtmlElement, scope: int, depth: int) -> None:
        if scope & CODE or (element.text or "").startswith("\n"):
            raise NotPlainError
        self._line_ends(scope)
        self.lines.preformatted += 1
        self.out.append(self._opened(element, "pre"))
        self.inside(element, scope | CODE, depth + 1)
        self.out.append("</pre>")
        self._line_ends(scope)
        self.lines.preformatted -= 1

    def _link(self, element: HtmlElement, scope: int, depth: int) -> None:
        if scope & LINK:
            raise NotPlainError
        href = element.get("href") or ""
        bare = href.strip()
        if bare != "#" and bare.startswith(("mailto:", "#")):
            url: str | None = href
        elif bare.startswith("tel:"):
            raise NotPlainError
        else:
            url = absolute_url(bare, self._base) if bare != "#" else None
        if url is None and self._stands_alone(element):
            self.inside(element, scope, depth + 1)
            return
        # Without an address it is no link, and its words one with those around it.
        if url is None or not ADDRESS.fullmatch(url):
            raise NotPlainError
        inner = scope | LINK
        if is_mute(element):
            inner |= MUTE
        text = ""
        for name, value in element.items():
            if name in self._on_links:
                text += attribute(name, url if name == "href" else value)
        self.out.append(f"<a{text}>")
        self.inside(element, inner, depth + 1)
        self.out.append("</a>")

    def _stands_alone(self, link: HtmlElement) -> bool:
        """Return True when the words of a link are the same whether joined to others or not.

        White space alone is written as one sign.
        """
        if len(link) or not link.text or link.text.isspace() or is_mute(link):
            return False
        previous, parent = link.getprevious(), link.getparent()
        before = previous.tail if previous is not None else None if parent is None else parent.text
        return all(not one or len(one) == 1 or not one.isspace() for one in (before, link.tail))

    def _picture(self, element: HtmlElement) -> None:
        image = next(self._pictures)
        twin = image is not None and image.url in self._shown and element.get("data-noscript")
        if image is None or twin:
            raise NotPlainError
        self._shown.add(image.url)
        self.out.append(self._drawn(element, image))

    def _frame(self, element: HtmlElement, scope: int) -> None:
        """Write a link where a player stands."""
        if scope & (LINK | CODE | MUTE):
            raise NotPlainError
        sources = (element.get("data-src"), element.get("src"))
        url = next((url for one in sources if one and (url := absolute_url(one, self._base))), "")
        if len(element) or element.text or not ADDRESS.fullmatch(url):
            raise NotPlainError
        self._line_ends(scope)
        self.has_players = True
        self.out.append(f"<a{attribute('href', url)}>{url.translate(IN_TEXT)}</a>")

    def _table(self, element: HtmlElement, scope: int, depth: int) -> None:
        if scope & ROW:
            raise NotPlainError
        self._line_ends(scope)
        self.out.append(self._opened(element, "table"))
        self._space(element.text, scope)
        is_open = False  # a parser puts rows into a part, whether it is written or not
        for child in element:
            if child.tag == "tr":
                if not is_open:
                    self.out.append("<tbody>")
                is_open = True
                self._row(child, scope, depth + 1)
            elif child.tag in _PARTS and not is_open:
                self._line_ends(scope)
                self.out.append(self._opened(child, child.tag))
                self._space(child.text, scope)
                for row in child:
                    if row.tag != "tr":
                        raise NotPlainError
                    self._row(row, scope, depth + 2)
                    self._space(row.tail, scope)
                self.out.append(f"</{child.tag}>")
                self._line_ends(scope)
            else:
                raise NotPlainError
            self._space(child.tail, scope)
        self.out.append("</tbody></table>" if is_open else "</table>")
        self._line_ends(scope)

    def _row(self, row: HtmlElement, scope: int, depth: int) -> None:
        self._line_ends(scope)
        inner = scope & ~ITEM
        if is_data_row(row):
            inner |= ROW
        self.out.append(self._opened(row, "tr"))
        self._space(row.text, inner)
        for cell in row:
            if cell.tag not in ("td", "th"):
                raise NotPlainError
            self._block(cell, cell.tag, inner, inner, depth)
            self._space(cell.tail, inner)
        self.out.append("</tr>")
        self._line_ends(scope)


def _joined(parts: list[str]) -> str:
    """Return parts as one text without white space at its ends."""
    # What stands there is a part of its own as a rule: then the whole is not copied once more.
    first, last = 0, len(parts)
    while first < last and not parts[first].strip():
        first += 1
    while first < last and not parts[last - 1].strip():
        last -= 1
    return "".join(parts[first:last]).strip()
