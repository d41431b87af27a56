"""Paths: how a place in a page is named so that it is found again in the site's other pages.

`div#main/article.post/h1.title`: steps from `body` down, each a tag with the id and the classes
that it had in every page learned from. An element may have more classes, never fewer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from lxml.html import HtmlElement

#: A page made to harm may have any number of elements of one kind.
_MOST = 500
#: What names one post, not one kind of place: `post-123`, a made-up id.
_NUMBERED = re.compile(r"\d{2,}|[/@|\s]")
_LONGEST_NAMES = 200
_SAFE = re.compile(r"[\w-]+$")


# A tuple: as keys these are hashed a hundred times a page.
class Step(NamedTuple):
    """An element on the way to a place: its tag, its id (`#main`) and its classes (`.post`)."""

    tag: str
    names: frozenset[str]

    def __str__(self) -> str:
        ids = sorted(name for name in self.names if name.startswith("#"))
        classes = sorted(name for name in self.names if name.startswith("."))
        return self.tag + "".join(ids + classes)


Steps = tuple[Step, ...]


def names_of(element: HtmlElement) -> frozenset[str]:
    """Return the id (`#main`) and the classes (`.post`) of an element."""
    classes, name = element.get("class") or "", element.get("id") or ""
    return named(classes, name)


def named(classes: str, name: str) -> frozenset[str]:
    """Return the id and the classes that two attributes hold."""
    # A site has few, and each on every page; what is longer is one page's own, and not kept.
    few = len(classes) + len(name) <= _LONGEST_NAMES
    return _named(classes, name) if few else _named.__wrapped__(classes, name)


@lru_cache(maxsize=2048)
def _named(classes: str, name: str) -> frozenset[str]:
    found = {f".{word}" for word in classes.split()}
    if name:
        found.add(f"#{name}")
    return frozenset(found)


def steps_to(element: HtmlElement) -> Steps | None:
    """Return the steps from `body` to an element; None when it lies outside."""
    found: list[Step] = []
    node: HtmlElement | None = element
    while node is not None and node.tag != "body":
        names = {name for name in names_of(node) if _is_kind(name)}
        found.append(Step(str(node.tag), frozenset(names)))
        node = node.getparent()
    if node is None or not found:
        return None
    return tuple(reversed(found))


def _is_kind(name: str) -> bool:
    return bool(_SAFE.match(name[1:])) and not _NUMBERED.search(name)


def common(paths: Sequence[Steps]) -> Steps | None:
    """Return the one path that all these are cases of; None when their tags differ."""
    first = paths[0]
    if any([step.tag for step in path] != [step.tag for step in first] for path in paths[1:]):
        return None
    return tuple(
        Step(steps[0].tag, frozenset.intersection(*(step.names for step in steps)))
        for steps in zip(*paths, strict=True)
    )


def beginning(paths: Sequence[Steps]) -> Steps | None:
    """Return the longest path that all these begin with; None when they share no step."""
    length = 0
    for steps in zip(*paths, strict=False):
        if len({step.tag for step in steps}) > 1:
            break
        length += 1
    return common([path[:length] for path in paths]) if length else None


def written(path: Steps) -> str:
    """Return a path as text."""
    return "/".join(map(str, path))


@lru_cache(maxsize=1024)
def parsed(text: str) -> Steps:
    """Return the path written in `text`."""
    found = []
    for part in text.split("/"):
        tag, *names = re.split(r"(?=[#.])", part)
        found.append(Step(tag, frozenset(names)))
    return tuple(found)


def elements_at(tree: HtmlElement, path: Steps) -> list[HtmlElement]:
    """Return the elements at a path, in document order."""
    return found_at(tree, written(path), {})


#: The elements at written paths of one page, and at their beginnings.
Found = dict[str, list["HtmlElement"]]


def found_at(tree: HtmlElement, path: str, known: Found) -> list[HtmlElement]:
    """Return the elements at a written path, in document order.

    `known` are those of the page that were looked for before; those of this path are added.
    """
    if path in known:
        return known[path]
    if "" not in known:
        known[""] = list(islice(tree.iterchildren("body"), 1))
    level = known[""]
    for beginning_, step in _beginnings(path):
        if beginning_ not in known:
            known[beginning_] = _inside(level, step)
        level = known[beginning_]
    return level


@lru_cache(maxsize=1024)
def _beginnings(path: str) -> tuple[tuple[str, Step], ...]:
    """Return each beginning of a written path with its last step, the shortest first."""
    steps = parsed(path) if path else ()
    return tuple((written(steps[: place + 1]), step) for place, step in enumerate(steps))


def _inside(level: list[HtmlElement], step: Step) -> list[HtmlElement]:
    tag, names = step
    found: list[HtmlElement] = []
    for element in level:
        for child in element.iterchildren(tag):
            if not names or names <= named(child.get("class") or "", child.get("id") or ""):
                found.append(child)
    return found[:_MOST]
