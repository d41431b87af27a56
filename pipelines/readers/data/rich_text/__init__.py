"""Posts that editors keep as trees and lists of blocks, as HTML: one file a way to keep them."""

from __future__ import annotations

from typing import Any

from pipelines.readers.data.rich_text import listed, nested, notion, ranged

#: A tree as large as no post is, or one that holds itself.
_MOST_VALUES = 100_000
_MOST_CHARS = 2_000_000
#: Deeper lists in lists are no post's.
_DEEPEST = 80

_WAYS = (
    notion.record_map,
    notion.blocks,
    ranged.draft,
    ranged.paragraphs,
    listed.quill,
    listed.editor_js,
    listed.portable_text,
    listed.gutenberg,
    nested.tree,
)


def rich_html(value: Any) -> str | None:
    """Return a tree or list of blocks as HTML; None for what is none, or larger than may be."""
    if not isinstance(value, dict | list) or not value or not _is_small(value):
        return None
    return next((html for way in _WAYS if (html := way(value))), None)


def _is_small(value: Any) -> bool:
    """Return whether a value, all that it refers to twice counted twice, can be gone through."""
    waiting = [(value, 0)]
    values = chars = 0
    while waiting:
        held, depth = waiting.pop()
        inner = held.values() if isinstance(held, dict) else held
        values += len(held) + 1
        if depth > _DEEPEST or values > _MOST_VALUES:
            return False
        for one in inner:
            if isinstance(one, str):
                chars += len(one)
            elif isinstance(one, dict | list):
                waiting.append((one, depth + 1))
        if chars > _MOST_CHARS:
            return False
    return True
