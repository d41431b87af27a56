"""What a caller may ask of the readers."""

from __future__ import annotations

from dataclasses import dataclass

#: Elements nested deeper no tree has: libxml2 gives up at 2,048, and drops the rest of the page.
MOST_DEPTH = 2040


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """Limits and choices for reading one page; the defaults are those of newscrawl/settings.py."""

    #: Elements nested deeper than this are flattened (100,000 deep pages exist to harm parsers).
    max_depth: int = MOST_DEPTH
    max_links: int = 2000
    max_images: int = 500
    #: Zone of dates that state none, IANA name; empty: the blog's own guess, else UTC.
    default_zone: str = ""
