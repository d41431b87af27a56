"""A diff as one HTML page that stands alone: no script, no address that could be followed."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from pipelines.harmless import harmless, one_line

if TYPE_CHECKING:
    from newscrawl.commands._diff import FieldDiff, Line
    from pipelines.items import StoredPost

_STYLE = """
body { font: 1rem/1.6 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.3rem } h2 { font-size: 1rem; color: #555; margin: 1.5rem 0 .3rem }
p { margin: .3rem 0; overflow-wrap: anywhere; white-space: pre-wrap }
del { background: #fdd; color: #700 } ins { background: #dfd; color: #050; text-decoration: none }
"""
_TAGS = {"same": "", "old": "del", "new": "ins"}


def diff_page(old: StoredPost, new: StoredPost, fields: Sequence[FieldDiff]) -> str:
    """Return the whole page; every word of the post is text in it, nothing of it is markup."""
    title = escape(one_line(new.post.title) or one_line(new.post.url))
    seen = " to ".join(
        f"revision {one.revision} ({one.post.fetch.fetched_at:%Y-%m-%d %H:%M} UTC)"
        for one in (old, new)
    )
    parts = "\n".join(
        f"<h2>{field.field}</h2>\n" + "\n".join(_line(line) for line in field.lines)
        for field in fields
    )
    return f"""<!DOCTYPE html>
<html lang="{escape(new.post.language or "und")}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>{title}</h1>
<p>{escape(one_line(new.post.url))}</p>
<p>{seen}</p>
{parts or "<p>no difference</p>"}
</body>
</html>"""


def _line(line: Line) -> str:
    words = []
    for segment in line:
        text, tag = escape(harmless(segment.text)), _TAGS[segment.op]
        words.append(f"<{tag}>{text}</{tag}>" if tag else text)
    return f"<p>{''.join(words)}</p>"
