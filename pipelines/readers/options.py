"""What a caller may ask of the readers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """Limits and choices for reading one page; the defaults are those of newscrawl/settings.py."""

    #: Elements nested deeper than this are flattened (100,000 deep pages exist to harm parsers).
    max_depth: int = 6000
    max_links: int = 2000
    max_images: int = 500
    #: Zone of dates that state none, IANA name; empty: the blog's own guess, else UTC.
    default_zone: str = ""
