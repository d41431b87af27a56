"""How a post was reached, as the links of one page say it: `/rain?ref=home`, `/snow?ref=home`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import urlsplit, urlunsplit

from newscrawl.discovery.shapes import SAMPLE
from newscrawl.discovery.spellings import is_dress


def ways_of(urls: Iterable[str]) -> frozenset[str]:
    """Return what stands in the queries of a page's links, and says nothing of what they lead to.

    By its name it may be a way, and it stands with several paths: what names a post does not.
    """
    paths: dict[str, set[str]] = defaultdict(set)
    for url in urls:
        if "?" in url:
            parts = urlsplit(url)
            for pair in parts.query.split("&"):
                name, _, value = pair.partition("=")
                if is_dress(name.lower(), value):
                    paths[pair].add(parts.path)
    return frozenset(pair for pair, found in paths.items() if len(found) >= SAMPLE)


def without_ways(url: str, ways: frozenset[str]) -> str:
    """Return `url` without what `ways_of` its page found."""
    if not ways or "?" not in url:
        return url
    parts = urlsplit(url)
    kept = "&".join(pair for pair in parts.query.split("&") if pair not in ways)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, kept, parts.fragment))
