"""The body of a fitting page, read where it stands: no copy of it is made, no second walk.

What has to be cut out of most bodies stands right below them, or is a block without anything in
it: the walk that writes text and clean HTML passes these by, and notes the pictures and the links
that it meets. A body in which more has to be done is copied and cleaned, as ever.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from lxml.html import HtmlElement

from pipelines.items import Image
from pipelines.readers import platforms
from pipelines.readers.bodies.boilerplate import is_junk
from pipelines.readers.bodies.cards import is_card
from pipelines.readers.bodies.emptiness import EMPTIED, FILLER, is_bare, is_empty
from pipelines.readers.bodies.marked_names import is_marked
from pipelines.readers.bodies.markup import (
    CODE,
    HEADING,
    IN_TEXT,
    ITEM,
    LINK,
    PARAGRAPH,
    NotPlainError,
    is_special,
)
from pipelines.readers.bodies.rendering import DEEPEST, INLINE, Rendered, Walk
from pipelines.readers.bodies.sanitising import ATTRIBUTES
from pipelines.readers.bodies.tidying import PLAIN, TELLING
from pipelines.readers.pictures.pictures import image_of
from pipelines.readers.text.letters import letters_only
from pipelines.readers.trees.html import BLOCKS, HEADINGS
from pipelines.readers.trees.selectors import conditions as conditions_of

if TYPE_CHECKING:
    from pipelines.readers.document import Document
    from pipelines.readers.templates.apply import Fitting

#: Blocks of most bodies, and what stands in them is in.
_USUAL = {"p": PARAGRAPH, "li": ITEM, **dict.fromkeys(HEADINGS, HEADING)}
#: Attributes that may say that an element is no part of the post.
_ASKED = TELLING | {"itemid", "data-noscript"}
#: Names of elements that are kept in mind, and characters of the longest.
_MOST_NAMES, _LONGEST_NAMES = 4096, 200

#: What a selector asks of one element.
Condition = Callable[["HtmlElement"], bool]


class Cuts:
    """What selectors cut out of bodies."""

    def __init__(self, asked: Mapping[str, tuple[Condition | None, ...]]) -> None:
        #: By `.class`, `#id` or `[attribute`: what selectors that need it ask of the element that
        #: has it; None where they ask for more than one element can tell.
        self.asked = asked
        #: Tags with classes, ids and styles by which nothing is cut, as all pages of a site have.
        self.harmless: set[tuple[str, ...]] = set()
        #: Attributes by which nothing is cut, whatever they hold.
        self.plain = {key for key in PLAIN if f"[{key}" not in asked}
        #: Those that say no more of an element than its names and its style do.
        self.naming = self.plain | {"class", "id", "style"}

    def note_harmless(self, names: tuple[str, ...]) -> None:
        """Keep in mind that elements of these names stay."""
        if len(self.harmless) < _MOST_NAMES and sum(map(len, names)) < _LONGEST_NAMES:
            self.harmless.add(names)

    def note_plain(self, keys: Iterable[str]) -> None:
        """Keep in mind the attributes among these that nobody asks for."""
        for key in keys:
            asked = key in _ASKED or f"[{key}" in self.asked
            if not asked and len(key) < _LONGEST_NAMES and len(self.plain) < _MOST_NAMES:
                self.plain.add(key)


class InPlace(NamedTuple):
    """What one walk through the body found."""

    rendered: Rendered
    #: What each of `frames`, its `img`, shows.
    pictures: tuple[Image | None, ...]
    frames: tuple[HtmlElement, ...]
    anchors: tuple[HtmlElement, ...]
    #: Its `iframe`.
    players: tuple[HtmlElement, ...]


def walked(document: Document, fitting: Fitting) -> InPlace | None:
    """Return what the body says, nothing of it copied; None where more has to be done to it.

    What was cut out is noted in `fitting`.
    """
    template = fitting.template
    cuts = None if template.cleaning else _cuts((*platforms.drops(document), *template.chrome))
    if cuts is None:
        return None
    walk = _WalkInPlace(fitting.body, document.base_url, cuts)
    if (rendered := walk.through(fitting.body)) is None:
        return None
    fitting.cut = tuple(walk.cut)
    marked = (tuple(found) for found in (walk.frames, walk.anchors, walk.players))
    return InPlace(rendered, walk.pictures, *marked)


@lru_cache(maxsize=64)
def _cuts(selectors: tuple[str, ...]) -> Cuts | None:
    """Return what selectors ask of elements; None where any element may be meant by one."""
    found: dict[str, list[Condition | None]] = defaultdict(list)
    for css in selectors:
        for key, condition in conditions_of(css):
            if key[:1] not in (".", "#", "["):
                return None
            found[key].append(condition)
    return Cuts({key: tuple(asked) for key, asked in found.items()})


class _WalkInPlace(Walk):
    def __init__(self, body: HtmlElement, base: str, cuts: Cuts) -> None:
        super().__init__(base, (), ATTRIBUTES)
        self.frames: list[HtmlElement] = []
        self.pictures: tuple[Image | None, ...] = ()
        self.anchors: list[HtmlElement] = []
        self.players: list[HtmlElement] = []
        #: What selectors cut out, and blocks without anything in them.
        self.cut: list[HtmlElement] = []
        self._empty: list[HtmlElement] = []
        #: Links of which the words beside them are asked.
        self._alone: list[HtmlElement] = []
        self._body = body
        self._cuts = cuts
        self._plain = cuts.plain
        #: Where in `out` the pictures are to be written.
        self._places: list[int] = []

    def inside(self, element: HtmlElement, scope: int, depth: int) -> None:
        """Write what is in an element, but for what is not the post's."""
        if depth > DEEPEST:
            raise NotPlainError
        # Most of a body's cost lies here: what is usual is written without another call.
        out, lines, write, plain = self.out, self.lines, self._write, self._plain
        parts = lines.parts
        text = element.text
        for child in element:
            tag, keys, words = child.tag, child.keys(), child.text
            # Most blocks begin with a letter, and are not empty.
            begun = words and words[0].isalnum() and words[0] != FILLER
            if (keys and not plain.issuperset(keys) and self._is_cut(child, keys, element)) or (
                not begun and tag in EMPTIED and is_empty(child) and self._may_go(child, scope)
            ):
                # What stands before and behind it becomes one text.
                text = (text or "") + (child.tail or "")
                continue
            if text == "\n" and not scope:
                out.append(text)
                if parts:
                    parts.append(text)
            elif text:
                write(text, scope)
            if begun and not keys and tag in INLINE and not len(child):
                out.append(f"<{tag}>")
                write(words, scope)
                out.append(f"</{tag}>")
            elif scope or tag not in _USUAL:
                self._element(child, scope, depth)
            else:
                # A paragraph, heading or item that stands in nothing that changes it.
                if parts:
                    lines.end_line()
                out.append(self._opened(child, tag) if keys else f"<{tag}>")
                if begun and not len(child):
                    lines.write_line(words)
                    out.append(words.translate(IN_TEXT) if is_special(words) else words)
                else:
                    self.inside(child, _USUAL[tag], depth + 1)
                    if parts:
                        lines.end_line()
                out.append(f"</{tag}>")
            text = child.tail
        if text:
            write(text, scope)

    def _is_cut(self, element: HtmlElement, keys: list[str], parent: HtmlElement | None) -> bool:
        """Return whether a selector cuts an element out, right below the body."""
        classes, identity = element.get("class", ""), element.get("id", "")
        names = (element.tag, classes, identity, element.get("style", ""))
        by_names = self._cuts.naming.issuperset(keys)
        if by_names and names in self._cuts.harmless:
            return False
        if not by_names:
            self._cuts.note_plain(keys)
        asked = self._cuts.asked
        found = [asked.get(f"[{key}") for key in keys]
        found += [asked.get(f".{name}") for name in classes.split()]
        found.append(asked.get(f"#{identity}"))
        for condition in (one for conditions in found if conditions for one in conditions):
            if condition is None or condition(element):
                # What it stood in may be empty without it.
                if condition is None or parent is not self._body:
                    raise NotPlainError
                self.cut.append(element)
                return True
        if not TELLING.isdisjoint(keys) and (is_junk(element) or is_card(element)):
            raise NotPlainError
        if "itemid" in keys or "data-noscript" in keys:
            raise NotPlainError
        # What is marked as no part of the post stays in code alone.
        marked = is_marked(f"{classes} {identity}")
        if by_names and not marked and not any(found):
            self._cuts.note_harmless(names)
        return False

    def _may_go(self, element: HtmlElement, scope: int) -> bool:
        """Return that a block without words or media is passed by."""
        if scope & (CODE | LINK):
            raise NotPlainError  # there every sign counts
        # Tags that are written out are letters, too; without them more may be empty.
        words = "".join(element.itertext()) if len(element) else element.text or ""
        if words and not words.isspace() and letters_only(words):
            if element.getparent() is not self._body:
                raise NotPlainError
            self.cut.append(element)
        self._empty.append(element)
        return True

    def _look(self, element: HtmlElement) -> None:
        keys = element.keys()
        if keys and not self._plain.issuperset(keys):
            self._is_cut(element, keys, None)

    def _wrapper(self, element: HtmlElement, tag: str, scope: int, depth: int) -> None:
        for child in element:
            if child.tag in BLOCKS:
                # Without it this may be a paragraph.
                self._refuse_empty(child)
        super()._wrapper(element, tag, scope, depth)

    def _table(self, element: HtmlElement, scope: int, depth: int) -> None:
        if is_bare(element):
            raise NotPlainError
        for part in element.iterdescendants():
            self._look(part)
            self._refuse_empty(part)
        super()._table(element, scope, depth)

    def _refuse_empty(self, element: HtmlElement) -> None:
        if element.tag in EMPTIED and is_empty(element):
            raise NotPlainError

    def _link(self, element: HtmlElement, scope: int, depth: int) -> None:
        self.anchors.append(element)
        super()._link(element, scope, depth)

    def _frame(self, element: HtmlElement, scope: int) -> None:
        self.players.append(element)
        super()._frame(element, scope)

    def _stands_alone(self, link: HtmlElement) -> bool:
        self._alone.append(link)
        return super()._stands_alone(link)

    def _picture(self, element: HtmlElement) -> None:
        # Its caption is looked for when all is known that is cut out.
        self.frames.append(element)
        self._places.append(len(self.out))
        self.out.append("")

    def finish(self) -> None:
        """Write the pictures into their places."""
        without = frozenset((*self.cut, *self._empty))
        if without and any({one.getprevious(), one.getnext()} & without for one in self._alone):
            raise NotPlainError
        if not self.frames:
            return
        gone = frozenset(part for one in without for part in one.iter())
        self.pictures = tuple(image_of(one, self._base, self._body, gone) for one in self.frames)
        for place, element, image in zip(self._places, self.frames, self.pictures, strict=True):
            self.out[place] = self._drawn(element, image)
