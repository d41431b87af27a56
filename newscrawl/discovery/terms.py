"""Tags or categories: feeds name both alike; the addresses of the blog's lists tell them apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from urllib.parse import unquote, urlsplit

from pipelines.items import Entry

_CATEGORY = re.compile(r"/(?:categor(?:y|ies)|분류|카테고리)/([^/]+)/?$", re.IGNORECASE)
_TAG = re.compile(r"/(?:tags?|tagged|태그|꼬리표)/([^/]+)/?$", re.IGNORECASE)


@dataclass(slots=True)
class Terms:
    """The terms for which a blog has lists of its own."""

    _categories: set[str] = field(default_factory=set)
    _tags: set[str] = field(default_factory=set)

    def learn(self, urls: Iterable[str]) -> None:
        """Take addresses of the blog; those of its lists of a category or tag are kept."""
        for url in urls:
            path = unquote(urlsplit(url).path)
            if match := _CATEGORY.search(path):
                self._categories.add(_key(match[1]))
            elif match := _TAG.search(path):
                self._tags.add(_key(match[1]))

    def parted(self, entry: Entry) -> Entry:
        """Return the entry with what are categories of the blog moved from its tags to them.

        A term that has a list of either kind stays a tag.
        """
        if entry.categories or not entry.tags or not self._categories:
            return entry
        only = self._categories - self._tags
        categories = tuple(term for term in entry.tags if _key(term) in only)
        if not categories:
            return entry
        tags = tuple(term for term in entry.tags if term not in categories)
        return replace(entry, tags=tags, categories=categories)


def _key(term: str) -> str:
    # Engines make slugs in their own ways; what all of them keep are the letters.
    return re.sub(r"[\W_]+|\.html?$", "", term.lower())
