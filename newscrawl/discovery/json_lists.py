"""Pages of a list that a script asks for as JSON: fragments of HTML, or items with their addresses.

`{"html": "<article>...", "next": "/more?page=3"}`, `{"items": [{"title": ..., "url": ...}]}`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from typing import Any

#: How deep it is looked for fragments: an item in a list in an answer in its envelope.
_DEEPEST = 5
_NEXT = frozenset("next next_url nexturl next_page_url nextpageurl next_page nextpage".split())


def html_of_json(text: str) -> str:
    """Return what an answer in JSON shows as a page of HTML; empty for what is none.

    Its items are the data of that page: they are read as those of any other are.
    """
    if not text.lstrip().startswith(("{", "[")):
        return ""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    # A "<" stands in texts alone, and would end the script.
    data = text.replace("<", "\\u003c")
    island = f'<script type="application/json">{data}</script>'
    return f"<html><body>{''.join(_shown(value, 0))}{island}</body></html>"


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
        for name, one in value.items():
            if name.lower() in _NEXT and _is_address(one):
                yield f'<a rel="next" href="{escape(one)}"></a>'
            else:
                yield from _shown(one, depth + 1)


def _is_address(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(("/", "?", "./", "http://", "https://"))
