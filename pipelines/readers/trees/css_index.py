"""CSS selectors over a page that does not change: an index answers the plain ones."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import accumulate
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from pipelines.readers.trees.selectors import Alternative, Asked, alternatives, selector


def matching(root: HtmlElement, css: str) -> list[HtmlElement]:
    """Return the elements that match `css`, in document order, by a search through all."""
    return cast("list[HtmlElement]", selector(css)(root))


class Index:
    """Where the tags, `.class`, `#id` and `[attribute` of a page stand, in document order."""

    def __init__(self, root: HtmlElement) -> None:
        self.places: dict[str, list[HtmlElement]] = defaultdict(list)
        self.elements: list[HtmlElement] = list(root.iterdescendants(etree.Element))
        self._order: dict[HtmlElement, int] = {}
        self._values: dict[str, str] = {}
        self._spans: dict[str, tuple[str, list[int]]] = {}
        places = self.places
        attributes: dict[str, list[HtmlElement]] = defaultdict(list)
        for element in self.elements:
            places[element.tag].append(element)
            borne = element.keys()
            for name in borne:
                attributes[name].append(element)
        #: The names of the elements that a site made up: they have a hyphen.
        self.own_tags = [tag for tag in places if "-" in tag]
        # Many elements bear the same classes.
        classes: dict[str, list[list[HtmlElement]]] = {}
        for element in attributes.get("class", ()):
            value = element.get("class")
            if (lists := classes.get(value)) is None:
                names = dict.fromkeys(value.split())
                lists = classes[value] = [places[f".{word}"] for word in names]
            for found in lists:
                found.append(element)
        for element in attributes.get("id", ()):
            places[f"#{element.get('id')}"].append(element)
        places.update((f"[{name}", found) for name, found in attributes.items())
        # The root has its keys too, but is not held: what holds its own holder is let go late.
        for key in _keys_of(root):
            places[key]
        self._values["class"] = "\n".join([*classes, root.get("class") or ""])

    def may_hold(self, root: HtmlElement, attribute: str, value: str) -> bool:
        """Return False when no element has `value` anywhere in `attribute`."""
        if (known := self._values.get(attribute)) is None:
            bearers = [root, *self.places.get(f"[{attribute}", ())]
            values = [element.get(attribute) for element in bearers]
            known = self._values[attribute] = "\n".join(filter(None, values))
        return value in known

    def select(self, root: HtmlElement, css: str) -> list[HtmlElement]:
        """Return the elements that match `css`, in document order."""
        found: list[list[HtmlElement]] = []
        beyond: list[str] = []
        places = self.places
        present = places.keys()
        for alternative in alternatives(css):
            # Most selectors name a class that the page does not have: no need to search it.
            if not present >= alternative.needs:
                continue
            for attribute, value in alternative.values:
                if not self.may_hold(root, attribute, value):
                    break
            else:
                if (matched := self._matching(root, alternative)) is None:
                    beyond.append(alternative.css)
                elif matched:
                    found.append(matched)
        if beyond:
            found.append(matching(root, ", ".join(beyond)))
        if len(found) < 2:
            return found[0] if found else []
        if not self._order:
            self._order = {element: place for place, element in enumerate(self.elements)}
        every = {element for elements in found for element in elements}
        return sorted(every, key=lambda element: self._order.get(element, -1))

    def _matching(self, root: HtmlElement, asked: Alternative) -> list[HtmlElement] | None:
        """Return what matches one alternative; None where a search has to tell."""
        if asked.within is not None:
            return self._inside(root, *asked.within)
        if asked.matches is None:
            return None
        found = self._bearing(asked)
        return [root, *found] if asked.matches(root) else found

    def _bearing(self, asked: Alternative) -> list[HtmlElement]:
        """Return what below the root matches one alternative that one element can tell of."""
        bearers, check = self.places[asked.rarest], asked.check
        named = bearers if asked.tag_check is None else self.places[asked.tag]
        if asked.stated is not None and len(bearers) > _MANY and len(named) > _MANY:
            bearers = self._holding(*asked.stated)
        elif asked.tag_check is not None and len(named) <= len(bearers):
            bearers, check = named, asked.tag_check
        return bearers if check is None else [*filter(check, bearers)]

    def _holding(self, attribute: str, value: str) -> list[HtmlElement]:
        """Return the elements that have `value` somewhere in `attribute`, without asking each."""
        bearers = self.places[f"[{attribute}"]
        if (spans := self._spans.get(attribute)) is None:
            values = [element.get(attribute, "") for element in bearers]
            starts = [0, *accumulate(len(one) + 1 for one in values)]
            spans = self._spans[attribute] = ("\n".join(values), starts)
        text, starts = spans
        found: list[HtmlElement] = []
        at = text.find(value)
        while at >= 0:
            place = bisect_right(starts, at)
            found.append(bearers[place - 1])
            at = text.find(value, starts[place])
        return found

    def _inside(
        self, root: HtmlElement, outer: Alternative, inner: Alternative
    ) -> list[HtmlElement]:
        """Return what matches `inner` somewhere in what matches `outer`."""
        around = self._matching(root, outer)
        if not around:
            return []
        held = set(around)
        found: list[HtmlElement] = []
        if inner.rarest[0] in ".#" or not inner.tag:
            found = self._bearing(inner)
            return [one for one in found if not held.isdisjoint(one.iterancestors())]
        # Links and the like are many: looked for in the few places where they may stand.
        for element in around:
            if held.isdisjoint(element.iterancestors()):
                found += element.iterdescendants(inner.tag)
        return found if inner.tag_check is None else [*filter(inner.tag_check, found)]


#: Elements that are asked one by one in the time that it takes to look through what all state.
_MANY = 24


def by_tag(root: HtmlElement, *tags: str) -> dict[str, list[HtmlElement]]:
    """Return the elements of each of `tags` by one walk, which costs the same for one or many."""
    found: dict[str, list[HtmlElement]] = {tag: [] for tag in tags}
    for element in root.iter(*tags):
        found[element.tag].append(element)
    return found


def by_tags(
    root: HtmlElement, css: str, known: Mapping[str, list[HtmlElement]]
) -> list[HtmlElement] | None:
    """Return what matches `css` where tags name it, by one walk; None where more is asked.

    Of tags whose elements are `known` none is made.
    """
    tags, matches, around = _tags_of(css)
    if not tags or (around is not None and root.getparent() is not None):
        return None  # what stands around the root is not asked about
    if matches is None:
        return list(root.iter(*tags))
    bearers: Iterable[HtmlElement] = known[tags[0]] if tags[0] in known else root.iter(*tags)
    found = [element for element in bearers if matches(element)]
    if around is None:
        return found
    return [element for element in found if any(map(around, element.iterancestors()))]


@lru_cache(maxsize=2048)
def _tags_of(css: str) -> tuple[tuple[str, ...], Asked, Asked]:
    """Return the tags that a selector names, and what it asks of these and of one around them.

    No tags where more is asked.
    """
    known = alternatives(css)
    if all(one.is_tag for one in known):
        return tuple(one.rarest for one in known), None, None
    alone = known[0]
    if len(known) > 1:
        return (), None, None
    if alone.tag and alone.matches is not None:
        return (alone.tag,), alone.tag_check or alone.matches, None
    outer, inner = alone.within or (alone, alone)
    if outer.matches is None:
        return (), None, None
    return ((inner.tag,) if inner.tag else ()), inner.tag_check or inner.matches, outer.matches


def _keys_of(element: HtmlElement) -> list[str]:
    """Return the keys under which an element stands in an index."""
    keys = [str(element.tag), *(f"[{name}" for name, _ in element.items())]
    keys += [f".{word}" for word in (element.get("class") or "").split()]
    return [*keys, f"#{element.get('id')}"]
