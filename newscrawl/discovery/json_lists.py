"""Pages of a list that a script asks for as JSON: fragments of HTML, or items with their addresses.

`{"html": "<article>...", "next": "/more?page=3"}`, `{"items": [{"title": ..., "url": ...}]}`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from typing import Any

#: How deep it is looked: an item in a list in an answer in its envelope.
_DEEPEST = 5
_MOST_ITEMS = 5000
#: What items call their address and their title, and answers the address of the next one.
_ADDRESSES = ("url", "href", "link", "permalink", "path")
_TITLES = ("title", "subject", "headline", "name")
_NEXT = frozenset("next next_url nexturl next_page_url nextpageurl next_page nextpage".split())


def html_of_json(text: str) -> str:
    """Return what a list in JSON shows as a page of HTML; empty for what is no such list."""
    if not text.lstrip().startswith(("{", "[")):
        return ""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    shown = [part for part, _ in zip(_shown(value, 0), range(_MOST_ITEMS), strict=False)]
    return f"<html><body>{''.join(shown)}</body></html>" if shown else ""


def _shown(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        if "<a " in value:
            yield f"<div>{value}</div>"
    elif depth > _DEEPEST:
        return
    elif isinstance(value, list):
        for one in value:
            yield from _shown(one, depth + 1)
    elif isinstance(value, dict):
        yield from _item(value)
        for name, one in value.items():
            if name.lower() in _NEXT and _is_address(one):
                yield f'<a rel="next" href="{escape(one)}"></a>'
            else:
                yield from _shown(one, depth + 1)


def _item(value: dict[str, Any]) -> Iterator[str]:
    address = next((value[name] for name in _ADDRESSES if _is_address(value.get(name))), "")
    title = next((value[name] for name in _TITLES if isinstance(value.get(name), str)), "")
    if address and title:
        yield f'<article><h2><a href="{escape(address)}">{escape(title)}</a></h2></article>'


def _is_address(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(("/", "?", "./", "http://", "https://"))
