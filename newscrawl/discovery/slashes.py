"""Addresses that a blog's own links write without their last slash, or with one too many.

Each of them leads to the other by a redirect: two requests a post. A few teach it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

from newscrawl.discovery.shapes import SAMPLE, Shape, family

#: Pages of one blog that are asked for again as their addresses are written.
_MOST_DOUBTED = 500


@dataclass(slots=True)
class Slashes:
    """Where addresses of each family led."""

    _led: Counter[tuple[Shape, bool]] = field(default_factory=Counter)
    #: Families, with and without a slash, that answer as they are written.
    _as_written: set[tuple[Shape, bool]] = field(default_factory=set)
    #: Addresses that are asked for as they are written, whatever others of their family teach.
    _doubted: set[str] = field(default_factory=set)

    def answered(self, asked: str, url: str) -> None:
        """Take that `asked` was answered at `url`."""
        key = _key(asked)
        if url == turned(asked):
            self._led[key] += 1
        elif url == asked:
            self._as_written.add(key)

    def failed(self, asked: str, url: str) -> bool:
        """Take that `url` was asked for in place of `asked`, and is none; False: it was not."""
        if url == asked or url != turned(asked):
            return False
        self._as_written.add(_key(asked))
        return True

    def doubted(self, asked: str, url: str) -> bool:
        """Take that `url` was asked for in place of `asked`, and seems none; False: it was not.

        It may be what it looks like: the rest of its family is asked for as before.
        """
        if url == asked or url != turned(asked) or len(self._doubted) >= _MOST_DOUBTED:
            return False
        self._doubted.add(asked)
        return True

    def address(self, url: str) -> str:
        """Return `url` as the blog itself writes it, as far as it is known."""
        key = _key(url)
        if self._led[key] < SAMPLE or key in self._as_written or url in self._doubted:
            return url
        return turned(url)


def turned(url: str) -> str:
    """Return `url` with a last slash where it has none, and without one where it has."""
    parts = urlsplit(url)
    if not parts.path.strip("/") or "." in parts.path.rpartition("/")[2]:
        return url
    path = parts.path.removesuffix("/") if parts.path.endswith("/") else parts.path + "/"
    return urlunsplit((*parts[:2], path, *parts[3:]))


def _key(url: str) -> tuple[Shape, bool]:
    return family(url), urlsplit(url).path.endswith("/")
