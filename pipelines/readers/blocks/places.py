"""The elements around the blocks of a page: what they are called, and what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from lxml.html import HtmlElement

from pipelines.readers.blocks.names import names_of
from pipelines.readers.bodies.marked_names import MAX_NAMES, is_marked, is_surely_marked
from pipelines.readers.trees.html import words
from pipelines.readers.trees.name_patterns import any_of, hyphened
from pipelines.readers.trees.visibility import is_hidden

# Names are searched with a space before them.
_GOOD = re.compile(
    r"[-_\s](?:article(?:-?body)?|artikel|blog|body|contents?|detail|entry|hentry|main|news|page"
    r"|post|story|text|view)(?:$|[-_\s])"
)
_BODY = re.compile(
    r"(?:article|entry|post|story|news|text|blog|content|main(?:content)?)[-_]*"
    r"(?:body|contents?|text|copy|detail)(?:$|[-_\s])"
)
_BAD = re.compile(
    any_of(
        words(
            """author avatar bio bottom box btm btn button caption card categor copyright
            counter credit date foot forum gallery head hot info item label legal link
            list menu meta more new note player poll rank side slide source summary tag
            teaser thumb time title top user video widget"""
        )
    )
)
_ROLES_BESIDE = words("banner complementary contentinfo dialog navigation search")
#: What an element is, one bit each; an element has those of all that is around it.
SURE, _LIKELY, ASIDE, _HEADER, _FORM, _LIST, _TABLE, _FIGURE, _ARTICLE, _MAIN, DECLARED, HIDDEN = (
    1 << bit for bit in range(12)
)
_TAG_BITS = {
    "aside": ASIDE,
    "nav": ASIDE,
    "footer": ASIDE,
    "header": _HEADER,
    "form": _FORM,
    "ul": _LIST,
    "ol": _LIST,
    "dl": _LIST,
    "table": _TABLE,
    "figure": _FIGURE,
    "article": _ARTICLE,
    "main": _MAIN,
}
#: So far up and no farther do names speak.
_FAR = 9.0


class Place:
    """What an element and everything around it say of the words in it."""

    __slots__ = (
        "bad", "bits", "blocks", "body", "depth", "good", "kind", "letters", "likely", "linked",
        "names", "order", "parent", "running", "runs", "sure",
    )  # fmt: skip

    def __init__(self, element: HtmlElement, above: Place | None, order: int) -> None:
        self.parent = above
        self.order = order
        self.letters = self.linked = self.running = self.runs = self.blocks = 0
        if above is None:
            self.bits = self.depth = 0
            self.body = self.good = self.bad = self.sure = self.likely = _FAR
            self.kind = ""
            self.names: tuple[str, ...] = ()
            return
        bits = above.bits
        body, good, bad, sure, likely = (
            above.body, above.good, above.bad, above.sure, above.likely,
        )  # fmt: skip
        body += body < _FAR
        good += good < _FAR
        bad += bad < _FAR
        sure += sure < _FAR
        likely += likely < _FAR
        self.depth = above.depth + 1
        tag = element.tag
        self.names = ()
        name = ""
        if tag not in ("body", "html"):
            bits |= _TAG_BITS.get(tag, 0)
            keys = element.keys()
            if not keys:
                self.names = names_of(tag, " ", "", "")
            else:
                get = element.get
                name = get("class") or ""
                if len(keys) == 1 and name:
                    # As most are written.
                    names = f"{name} "
                    self.names = names_of(tag, names, "", "")
                else:
                    role = get("role") or ""
                    prop = get("itemprop") or ""
                    if role:
                        if role in _ROLES_BESIDE:
                            bits |= ASIDE
                        elif role == "main":
                            bits |= _MAIN
                    if prop and "articlebody" in prop.lower():
                        body = 0
                    if is_hidden(element) or get("aria-hidden") == "true":
                        bits |= HIDDEN
                    names = f"{name} {get('id') or ''}"
                    self.names = names_of(tag, names, role, prop)
                if names != " ":
                    is_sure, is_likely, is_body, is_good, is_bad = _called(names[:MAX_NAMES])
                    if is_sure:
                        bits, sure = bits | SURE, 0.0
                    elif is_likely:
                        bits, likely = bits | _LIKELY, 0.0
                    if is_body:
                        body = 0.0
                    if is_good:
                        good = 0.0
                    if is_bad:
                        bad = 0.0
        self.bits, self.body, self.good, self.bad = bits, body, good, bad
        self.sure, self.likely = sure, likely
        self.kind = f"{tag}.{name[:40]}"


# Asked for cut names alone, as those that it asks are.
@lru_cache(maxsize=8192)
def _called(names: str) -> tuple[bool, bool, bool, bool, bool]:
    plain = hyphened(f" {names[:200]}")
    return (
        is_surely_marked(names),
        is_marked(names),
        _is_called_body(plain),
        bool(_GOOD.search(plain)),
        bool(_BAD.search(plain)),
    )


def _is_called_body(names: str) -> bool:
    if "articlebody" in names or "prose" in names or names.startswith(" richtext"):
        return True
    return _BODY.search(names) is not None


def place_of(
    element: HtmlElement, places: dict[HtmlElement, Place], declared: HtmlElement | None
) -> Place:
    """Return the place of an element, made with those above it unless `places` knows it."""
    chain = []
    node: HtmlElement | None = element
    while node is not None and node not in places:
        chain.append(node)
        node = node.getparent()
    above = places[node] if node is not None else None
    for node in reversed(chain):
        above = places[node] = Place(node, above, len(places))
        if node is declared:
            above.bits |= DECLARED
    assert above is not None
    return above


def add_up(places: list[Place]) -> None:
    """Add what elements hold to those above them, which come first."""
    for place in reversed(places):
        if (above := place.parent) is not None:
            above.letters += place.letters
            above.linked += place.linked
            above.running += place.running
            above.runs += place.runs
            above.blocks += place.blocks


def cores(places: list[Place], whole: int) -> tuple[Place, Place]:
    """Return the deepest elements that hold half, and nearly all, of the running text."""
    core = wide = places[0]
    for place in places:
        if place.running > 0.5 * whole and place.depth > core.depth:
            core = place
        if place.running > 0.85 * whole and place.depth > wide.depth:
            wide = place
    return core, wide


def in_core(core: Place, places: Iterable[Place], whole: int) -> list[tuple[float, ...]]:
    """Return how far down in `core` each lies (-1: outside), and what its branch is like."""
    outside = (-1.0, 0.0, 0.0, 0.0)
    at_core = (0.0, *_like(core, whole))
    found: list[tuple[float, ...]] = []
    for place in places:
        above = place.parent
        if place is core:
            found.append(at_core)
        elif above is None or found[above.order] is outside:
            found.append(outside)
        else:
            branch = _like(place, whole) if above is core else found[above.order][1:]
            down = place.depth - core.depth
            found.append((down if down < 10 else 10.0, *branch))
    return found


def _like(branch: Place, whole: int) -> tuple[float, float, float]:
    letters = branch.letters or 1
    return (branch.running / whole, branch.linked / letters, branch.running / letters)
