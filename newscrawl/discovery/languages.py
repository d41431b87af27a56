"""The same blog in other languages: what its list API or sitemap may leave out."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from newscrawl.discovery.scope import Scope, is_below
from pipelines.urls import identity_url

#: Home pages in other languages that are read though a source seems to name all posts.
MOST_LANGUAGES = 6


def other_homes(languages: Iterable[str], scope: Scope) -> list[str]:
    """Return the home pages in other languages that lie in folders of the blog's own host."""
    found = {
        identity_url(url): url
        for url in languages
        if scope.holds(url) and urlsplit(url).path.strip("/") and not urlsplit(url).query
    }
    found.pop(identity_url(scope.home), None)
    return list(found.values())[:MOST_LANGUAGES]


def without_posts(homes: Iterable[str], named: Iterable[str]) -> list[str]:
    """Return those of the home pages below which none of the addresses lies."""
    left = list(homes)
    for url in named if left else ():
        left = [home for home in left if not is_below(url, home)]
    return left
