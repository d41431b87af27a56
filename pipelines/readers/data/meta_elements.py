"""What the `<meta>` of a page say, by their names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import islice

from lxml.html import HtmlElement

#: What names a `<meta>`.
_NAMING = ("name", "property", "itemprop")


def contents_by_name(elements: Iterable[HtmlElement]) -> dict[str, tuple[str, ...]]:
    """Return contents of `<meta>` by lower-case name, property or itemprop, in their order."""
    found: dict[str, list[str]] = defaultdict(list)
    for element in elements:
        content = element.get("content", "").strip()
        if not content:
            continue
        names = {element.get(key, "") for key in _NAMING}
        if "image" in names and _is_of_person(element):
            continue  # a face
        for name in names:
            if name:
                found[name.strip().lower()].append(content)
    return {name: tuple(contents) for name, contents in found.items()}


def _is_of_person(element: HtmlElement) -> bool:
    """Return whether what an element states is said of whoever wrote, not of the post."""
    return any(
        "author" in (one.get("itemprop") or "").split()
        for one in islice(element.iterancestors(), _NEAR)
    )


#: Elements around a picture that are looked at: whoever wrote has a small box.
_NEAR = 8
