"""The same blog in other languages: what its list API or sitemap may leave out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from newscrawl.discovery.markup import Markup
from newscrawl.discovery.scope import Scope, is_below
from pipelines.urls import identity_url

_LANGUAGE = re.compile(r"(?:[a-z]{2,3}(?:[-_][a-z]{2,4})?)?", re.IGNORECASE)
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


def homes_in(
    languages: Iterable[str], homes: Iterable[Markup], *, lead_to_posts: bool = False
) -> frozenset[str]:
    """Return by identity which of `languages` are home pages: what a home page heads is a post.

    Some themes name the newest post in other languages there. Where a home page seems to be a post,
    which it may lead to (`lead_to_posts`), those are whose path is nothing but a language.
    """
    headed = {identity_url(link.url) for home in homes for link in home.links if link.heads}
    return frozenset(
        identity
        for url in languages
        if (identity := identity_url(url)) not in headed
        and (not lead_to_posts or _LANGUAGE.fullmatch(urlsplit(url).path.strip("/")))
    )


def without_posts(homes: Iterable[str], named: Iterable[str]) -> list[str]:
    """Return those of the home pages below which none of the addresses lies."""
    left = list(homes)
    for url in named if left else ():
        left = [home for home in left if not is_below(url, home)]
    return left
