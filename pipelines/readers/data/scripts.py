"""Page data kept in scripts: `window.NAME = {...}` read without running anything."""

from __future__ import annotations

import json
import re
from itertools import islice
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from lxml.html import HtmlElement

from pipelines.readers.data import flight, linked_data
from pipelines.readers.data.literals import literal_at

if TYPE_CHECKING:
    from pipelines.readers.document import Document

#: More is no page's data but a whole site's, and takes ten times its size in memory.
_MOST_CHARS = 4_000_000
#: How frameworks hand data to scripts; what is no plain JSON after it is passed by.
_ASSIGNED = re.compile(
    r"""(?:window|self|globalThis)(?:\.|\[["'])_{1,2}[A-Za-z]\w{0,40}(?:["']\])?\s{0,9}=\s{0,9}"""
    r"""(?:JSON\.parse\(\s{0,9})?(?=[{\["(f])"""
)
_MOST_ASSIGNED = 20
#: Where Apollo's store lies in what a page is handed: `props.pageProps.initialApolloState`.
_STORE_DEPTH = 4
_MOST_STORES = 200
#: Nuxt wraps a value in two marks at most.
_MOST_WRAPPED = 5

_KNOWN: WeakKeyDictionary[Document, dict[str, Any]] = WeakKeyDictionary()


def json_after(document: Document, pattern: str) -> Any:
    """Return the JSON value that follows the first match of `pattern`; None when there is none."""
    known = _KNOWN.setdefault(document, {})
    if pattern not in known:
        known[pattern] = _value_after(document.text, pattern)
    return known[pattern]


def _value_after(text: str, pattern: str) -> Any:
    match = re.search(pattern, text)
    return None if match is None else _value_at(text, match.end())


def _value_at(text: str, start: int) -> Any:
    try:
        value, _ = json.JSONDecoder(strict=False).raw_decode(text, start)
    except (ValueError, RecursionError):
        return None
    return value


def quoted_json_after(document: Document, pattern: str) -> Any:
    """Return the JSON inside the quoted text after `pattern` (`JSON.parse("...")`)."""
    text = json_after(document, pattern)
    if not isinstance(text, str):
        return None
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def quoted_after(document: Document, pattern: str) -> str | None:
    """Return the quoted text after `pattern` (`var nickName = "..."`)."""
    value = json_after(document, pattern)
    return value.strip() or None if isinstance(value, str) else None


def page_values(tree: HtmlElement, warnings: list[str]) -> list[Any]:
    """Return all that the scripts of a page hold as data.

    Islands of JSON, `window.__NAME__ = ...`, and the stream of React's server components. What is
    larger than may be is passed by, told in `warnings`.
    """
    found: list[Any] = []
    chunks: list[str] = []
    left = _MOST_CHARS
    for script in tree.iter("script"):
        text, kind = script.text or "", (script.get("type") or "").lower().strip()
        is_island = kind == "application/json" or script.get("id") == "__NEXT_DATA__"
        is_chunk = not is_island and flight.SIGN in text
        if not is_island and (kind.endswith("json") or not (is_chunk or "=" in text)):
            continue
        starts = [] if is_island else list(islice(_ASSIGNED.finditer(text), _MOST_ASSIGNED))
        if not is_island and not is_chunk and not starts:
            continue
        left -= len(text)
        if left < 0:
            warnings.append(
                f"page data of {len(text)} characters were not read: a page may have {_MOST_CHARS}"
            )
            left += len(text)
        elif script.get("id") == "__NUXT_DATA__":
            found.extend(_referred(value) for value in linked_data.parse_values(text))
        elif is_island:
            found.extend(linked_data.parse_values(text))
        else:
            found.extend(_assigned(text, start.end()) for start in starts)
            chunks += [text] * is_chunk
    for value in found:
        _refer(value)
    return found + (flight.Flight(chunks).values if chunks else [])


def _assigned(text: str, start: int) -> Any:
    value = _value_at(text, start)
    return literal_at(text, start) if value is None else value


def _refer(value: Any) -> None:
    """Put in the store of an Apollo client what its objects refer to (`{"__ref":"Post:1"}`)."""
    stores = [value]
    for _ in range(_STORE_DEPTH):
        stores = [one for one in stores if isinstance(one, dict)][:_MOST_STORES]
        if (store := next((one for one in stores if "ROOT_QUERY" in one), None)) is not None:
            break
        stores = [inner for one in stores for inner in one.values()]
    else:
        return
    waiting = [one for one in store.values() if isinstance(one, dict | list)]
    while waiting:
        held = waiting.pop()
        places = held.items() if isinstance(held, dict) else enumerate(held)
        for key, inner in list(places):
            if isinstance(inner, dict) and isinstance(name := inner.get("__ref"), str):
                held[key] = store.get(name)
            elif isinstance(inner, dict | list):
                waiting.append(inner)


def _referred(flat: Any) -> Any:
    """Return the value that a list of Nuxt 3 stands for: in it, places stand for their values."""
    if not isinstance(flat, list):
        return None
    made: list[Any] = [type(value)() if isinstance(value, dict | list) else value for value in flat]

    def at(place: Any) -> Any:
        for _ in range(_MOST_WRAPPED):
            if isinstance(place, bool) or not isinstance(place, int) or not 0 <= place < len(flat):
                return None
            value = flat[place]
            if not (isinstance(value, list) and value and isinstance(value[0], str)):
                return made[place]
            # A wrapped value, such as ["Reactive", 1], or a moment: ["Date", "2024-..."].
            place = value[1] if len(value) > 1 else None
            if value[0] == "Date":
                return place
        return None

    for value, own in zip(flat, made, strict=True):
        if isinstance(value, dict):
            own.update((key, at(place)) for key, place in value.items())
        elif isinstance(value, list):
            own.extend(at(place) for place in value)
    return at(0)
