"""Where an element keeps the address of its picture: lazy loaders, sets of sizes, wrappers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

#: Where lazy loaders keep the real address, before `src`, which holds a placeholder then.
_LAZY = tuple(
    (
        "data-lazy-src data-src data-original data-original-src data-orig-file data-large-file "
        "data-full-url data-lazyload data-lazy data-lazysrc data-pagespeed-lazy-src "
        "data-actualsrc data-hi-res-src data-url data-image data-img-src data-echo ec-data-src "
        "nitro-lazy-src real_src"
    ).split()
)
_LAZY_SETS = ("data-lazy-srcset", "data-srcset", "data-original-set")
#: What loaders that nobody has heard of call the same: `data-flickity-lazyload-srcset`,
#: `data-src-fg`.
_LIKE_LAZY = re.compile(r"data-(?:.*(?:src|lazy-?load|original)|src-\w+)$")
_LIKE_LAZY_SET = re.compile(r"data-(?:.*src-?set|srcset-\w+)$")

#: Attributes of which none is a loader's.
_SAYING = frozenset("alt class height id loading sizes src srcset style title width".split())
_MAX_SRCSET = 20_000


def widest_candidate(srcset: str | None) -> str | None:
    """Return the address of the widest image in a `srcset`.

    Widths are CSS pixels; `2x` counts as 2, a bare address as 1.
    None when nothing can be parsed; never raises.
    Source: HTML Standard, "srcset attributes".
    """
    if not srcset:
        return None
    best: tuple[float, str] | None = None
    srcset = srcset[:_MAX_SRCSET]
    # Addresses may hold commas: a candidate ends at a comma before white space, or after its size.
    for match in re.finditer(r"([^\s,]\S*[^\s,])(?:\s+(\d+(?:\.\d+)?)([wx]))?\s*(?:,|$)", srcset):
        width = float(match[2]) if match[2] else 1.0
        if best is None or width > best[0]:
            best = (width, match[1])
    return best[1] if best else None


def around(element: HtmlElement) -> tuple[HtmlElement | None, HtmlElement | None]:
    """Return the link and the `picture` that an element stands in."""
    link = picture = None
    for one in element.iterancestors("a", "picture"):
        if one.tag == "a":
            link = one if link is None else link
        else:
            picture = one if picture is None else picture
    return link, picture


def candidates(element: HtmlElement, picture: HtmlElement | None) -> Iterator[str]:
    """Yield what may be the address of the picture that an element shows, the likeliest first."""
    parent = element.getparent()
    linked = parent.get("data-linkdata") if parent is not None else None
    if linked and (source := _from_json(linked, "src")):
        yield source
    stated = dict(element.items())
    may_wait = not _SAYING.issuperset(stated)
    if may_wait:
        for name in _LAZY_SETS:
            if widest := widest_candidate(stated.get(name)):
                yield widest
        # What `src` says whole is not put together anew: its host may be another.
        shown = stated.get("src") or ""
        whole = "/" + shown.partition("//")[2].partition("?")[0].partition("/")[2]
        lazy = [a for name in _LAZY if (a := stated.get(name)) and a != whole]
        # `data-lazy="true"` is no address.
        yield from (a for a in lazy if not a.startswith(("{", "[")) and ("/" in a or "." in a))
    if address := stated.get("src"):
        yield address
    yield from in_sets(element, picture)
    for name, value in stated.items() if may_wait else ():
        if _LIKE_LAZY_SET.match(name):
            if widest := widest_candidate(value):
                yield widest
        elif _LIKE_LAZY.match(name) and "/" in value and not value.startswith(("{", "[")):
            yield value
    # An editor that wraps its pictures says where the upload lies.
    if parent is not None and (address := parent.get("data-url")):
        yield address


def in_sets(element: HtmlElement, picture: HtmlElement | None) -> Iterator[str]:
    """Yield the widest picture of each `srcset` of an `img` and of the `picture` around it."""
    if widest := widest_candidate(element.get("srcset")):
        yield widest
    # The parser takes <source> for an element that holds what follows it.
    for source in () if picture is None else picture.iter("source"):
        for name, value in source.items():
            is_set = name == "srcset" or _LIKE_LAZY_SET.match(name)
            if is_set and (widest := widest_candidate(value)):
                yield widest


def _from_json(text: str, key: str) -> str | None:
    try:
        loaded: Any = json.loads(text)
    except ValueError:
        return None
    found = loaded.get(key) if isinstance(loaded, dict) else None
    return found if isinstance(found, str) else None
