"""Text of the web for a terminal and lines of fields: harmless, no longer than there is room."""

from __future__ import annotations

from pipelines.harmless import harmless as harmless
from pipelines.harmless import one_line as one_line


def shortened(text: str, length: int) -> str:
    """Return `text` in at most `length` characters, the last an ellipsis when it was cut."""
    return text if len(text) <= length else text[: max(0, length - 1)].rstrip() + "…"
