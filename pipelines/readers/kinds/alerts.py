"""Pages that show nothing, and say what they have to say by a script: boards in place of a post."""

from __future__ import annotations

import re

from pipelines.readers.document import Document
from pipelines.readers.trees.html import squash
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import text_of

#: `alert("삭제된 글입니다."); history.back();`: at once, not in a function that waits for its time,
#: and then off to somewhere else.
_ALERT = re.compile(
    r"""\A[^{}]{0,2000}?\balert\s*\(\s*(["'])(?P<said>(?:\\.|(?!\1)[^\\\n]){1,500})\1\s*\)"""
    r"""(?=[^{}]{0,2000}?(?:history\.|location|\bclose\s*\())"""
)
_ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|.)")


def alerted(document: Document) -> str:
    """Return what a page without a word alerts before it sends its visitor away; else ""."""
    body = document.tree.find("body")
    if body is not None and text_of(body):
        return ""
    for script in select(document.tree, "script:not([src])"):
        if match := _ALERT.match(script.text or ""):
            said = _ESCAPED.sub(lambda one: chr(int(one[1], 16)) if one[1] else " ", match["said"])
            return squash(said)
    return ""
