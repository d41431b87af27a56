"""CSS selectors over a page that does not change: an index answers the plain ones."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from lxml import etree
from lxml.cssselect import CSSSelector

if TYPE_CHECKING:
    from lxml.html import HtmlElement


@lru_cache(maxsize=2048)
def selector(css: str) -> CSSSelector:
    """Return the compiled selector (compiling one costs a hundred matches)."""
    return CSSSelector(css, translator="html")


class Index:
    """Where the tags, `.class`, `#id` and `[attribute` of a page stand, in document order."""

    def __init__(self, root: HtmlElement) -> None:
        self.places: dict[str, list[HtmlElement]] = {}
        self.elements: list[HtmlElement] = []
        self._order: dict[HtmlElement, int] = {}
        places = self.places
        # The root has its keys too, but is not held: what holds its own holder is let go late.
        for element in root.iter(etree.Element):
            keys = [element.tag]
            for name, value in element.attrib.items():
                keys.append(f"[{name}")
                if name == "class":
                    keys.extend(f".{word}" for word in set(value.split()))
                elif name == "id":
                    keys.append(f"#{value}")
            for key in keys:
                found = places.get(key)
                if found is None:
                    found = places[key] = []
                if element is not root:
                    found.append(element)
            if element is not root:
                self.elements.append(element)

    def select(self, root: HtmlElement, css: str) -> list[HtmlElement]:
        """Return the elements that match `css`, in document order."""
        found: list[list[HtmlElement]] = []
        beyond: list[str] = []
        places = self.places
        for alternative in _alternatives(css):
            # Most selectors name a class that the page does not have: no need to search it.
            if not all(key in places for key in alternative.needs):
                continue
            if alternative.matches is None:
                beyond.append(alternative.css)
                continue
            matches = alternative.matches
            matched = [element for element in places[alternative.rarest] if matches(element)]
            if matches(root):
                matched.insert(0, root)
            if matched:
                found.append(matched)
        if beyond:
            found.append(cast("list[HtmlElement]", selector(", ".join(beyond))(root)))
        if len(found) == 1:
            return found[0]
        if not self._order and found:
            self._order = {element: place for place, element in enumerate(self.elements)}
        every = {element for elements in found for element in elements}
        return sorted(every, key=lambda element: self._order.get(element, -1))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Alternative:
    css: str
    #: What a page must use for it to match at all, and of that what is looked up.
    needs: frozenset[str]
    rarest: str = ""
    #: None where more is asked than one element can tell.
    matches: Callable[[HtmlElement], bool] | None = None


_NAME = r"-?[A-Za-z_][\w-]*"
_PART = re.compile(
    rf"\.(?P<class>{_NAME})|\#(?P<id>{_NAME})|\[\s*(?P<attribute>[\w-]+)\s*"
    rf"(?:(?P<how>[~*^$]?=)\s*(?:'(?P<one>[^'\\]+)'|\"(?P<two>[^\"\\]+)\"|(?P<bare>{_NAME})))?\s*\]"
)
_TAG = re.compile(r"[A-Za-z][A-Za-z0-9]*")


@lru_cache(maxsize=2048)
def _alternatives(css: str) -> tuple[_Alternative, ...]:
    if "\\" in css or "|" in css or re.search(r"\([^)]*,", css):
        return (_Alternative(css=css, needs=frozenset()),)
    return tuple(_parsed(part.strip()) for part in re.split(r",(?![^\[]*\])", css))


def _parsed(css: str) -> _Alternative:
    tag = _TAG.match(css)
    at = tag.end() if tag else 0
    name = tag[0].lower() if tag else ""
    keys, checks = [], []
    while at < len(css):
        part = _PART.match(css, at)
        if part is None:
            return _Alternative(css=css, needs=_needs(css))
        at = part.end()
        key, check = _check(part)
        keys.append(key)
        if check is not None:
            checks.append(check)
    # An id is rarer than a class, a class than an attribute, that than a tag.
    rarest = min(keys, key=lambda key: "#.[".index(key[0]), default=name)
    needs = frozenset([*keys, name] if name else keys)

    def matches(element: HtmlElement) -> bool:
        return (not name or element.tag == name) and all(check(element) for check in checks)

    return _Alternative(css=css, needs=needs, rarest=rarest, matches=matches)


def _check(part: re.Match[str]) -> tuple[str, Callable[[HtmlElement], bool]]:
    """Return the key of one condition in the index, and the condition."""
    if word := part["class"]:
        return f".{word}", lambda element: word in (element.get("class") or "").split()
    if identity := part["id"]:
        return f"#{identity}", lambda element: element.get("id") == identity
    attribute, how = part["attribute"].lower(), part["how"]
    wanted = part["one"] or part["two"] or part["bare"] or ""

    def holds(element: HtmlElement) -> bool:
        value: str | None = element.get(attribute)
        if value is None or how is None:
            return value is not None
        if how == "=":
            return value == wanted
        if how == "~=":
            return wanted in value.split()
        if how == "*=":
            return wanted in value
        return value.startswith(wanted) if how == "^=" else value.endswith(wanted)

    return f"[{attribute}", holds


def _needs(css: str) -> frozenset[str]:
    """Return what a page must use for one alternative, of several elements, to match."""
    css = re.sub(r":[\w-]+(?:\([^()]*\))?", "", re.sub(r"(['\"]).*?\1", "''", css))
    bare = re.sub(r"\[[^\]]*\]", " ", css)
    needed = {f"[{name}" for name in re.findall(r"\[\s*([\w-]+)", css)}
    needed |= set(re.findall(r"[.#][\w-]+", bare))
    needed |= {tag.lower() for tag in re.findall(r"(?:^|[\s>+~])([a-zA-Z][\w-]*)", bare)}
    return frozenset(needed)
