"""What a page's data hold, as objects: which they are, and what is said of one."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from typing import Any
from urllib.parse import unquote

from pipelines.readers.data import linked_data
from pipelines.readers.data.flight import SIGN
from pipelines.readers.text.legal_text import clean_text
from pipelines.readers.trees.html import squash

Node = dict[str, Any]

#: Without one of these a page has no data; looked for before anything that costs.
_SIGNS = ("application/json", "__NEXT_DATA__", "__NUXT__", "_STATE__", "__DATA__", SIGN)
#: A page of 4 MB of data has some 100,000 values, and the deepest that was met 14 levels.
_MOST_VALUES = 200_000
_DEEPEST = 40
#: Texts that hold JSON themselves: stores that were saved within stores.
_MOST_INNER = 50
_SHORTEST = 60

TITLES = ("title", "headline", "subject", "posttitle")
#: Where what is said of a text stands, when not beside it: front matter, a store's own fields.
_BESIDE = tuple("frontmatter matter meta metadata attributes fields data post article".split())
ADDRESSES = tuple(
    "slug urlslug postslug id postid number url path permalink link href canonicalurl".split()
)


def has_data(text: str) -> bool:
    """Return False for a page whose scripts hold no data for certain."""
    return any(sign in text for sign in _SIGNS)


def objects(values: Sequence[Any], warnings: list[str]) -> Iterator[tuple[Node, bool]]:
    """Return the objects in `values`, outer before inner, and whether each is one of a list."""
    waiting: deque[tuple[Any, int, bool]] = deque((value, 0, False) for value in values)
    count = inner = 0
    #: Where data refer to one object twice, or to one around it, it is met once.
    met: dict[int, Any] = {}
    while waiting:
        value, depth, is_listed = waiting.popleft()
        if id(value) in met:
            continue
        if not isinstance(value, str):
            met[id(value)] = value
        count += 1
        if count > _MOST_VALUES:
            warnings.append(f"page data of more than {_MOST_VALUES} values were read in part")
            return
        if isinstance(value, str):
            if inner < _MOST_INNER and value[:1] in ("{", "[") and len(value) > _SHORTEST:
                inner += 1
                held: Iterable[Any] = linked_data.parse_values(value)
            else:
                continue
        elif isinstance(value, dict):
            yield value, is_listed
            held = value.values()
        elif isinstance(value, list):
            is_listed = is_listed or sum(isinstance(one, dict) for one in value) > 1
            held = value
        else:
            continue
        if depth < _DEEPEST:
            waiting.extend(
                (one, depth + 1, is_listed) for one in held if isinstance(one, str | dict | list)
            )


def said_of(node: Node) -> tuple[Node, ...]:
    """Return an object and those of its parts that hold fields of its own, their keys folded."""
    own = folded(node)
    return (own, *(folded(own[key]) for key in _BESIDE if isinstance(own.get(key), dict)))


def folded(node: Node) -> Node:
    """Return an object with its keys in small letters, without signs."""
    # Stores of Apollo name a field with what was asked: `content({"format":"html"})`.
    return {
        key.partition("(")[0].lower().replace("_", "").replace("-", ""): value
        for key, value in node.items()
    }


def stated(said: Sequence[Node], keys: Sequence[str]) -> Iterator[Any]:
    """Yield what is said under the first of `keys`, then the second, ...; nothing that is empty."""
    for key in keys:
        for node in said:
            value = node.get(key)
            if value not in (None, "", [], {}):
                yield value


def line_of(value: Any) -> str:
    """Return a text, or that of an object with one, on one line; empty for anything else."""
    if isinstance(value, dict):
        value = value.get("rendered") or value.get("text")
    return squash(unescape(clean_text(value))) if isinstance(value, str) else ""


def last_name(value: Any) -> str:
    """Return the last name in a path or slug, in small letters, without `.html`; empty for none."""
    if isinstance(value, dict):
        value = value.get("current")
    if isinstance(value, list):
        value = value[-1] if value else None
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    path = re.split(r"[?#]", str(value), maxsplit=1)[0]
    last = unquote(path).rstrip("/").rpartition("/")[2]
    return re.sub(r"\.html?$", "", last).casefold()
