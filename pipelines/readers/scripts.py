"""Page data kept in scripts: `window.NAME = {...}` read without running anything."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from pipelines.readers.document import Document

_KNOWN: WeakKeyDictionary[Document, dict[str, Any]] = WeakKeyDictionary()


def json_after(document: Document, pattern: str) -> Any:
    """Return the JSON value that follows the first match of `pattern`; None when there is none."""
    known = _KNOWN.setdefault(document, {})
    if pattern not in known:
        known[pattern] = _value_after(document.text, pattern)
    return known[pattern]


def _value_after(text: str, pattern: str) -> Any:
    match = re.search(pattern, text)
    if match is None:
        return None
    try:
        value, _ = json.JSONDecoder(strict=False).raw_decode(text, match.end())
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
