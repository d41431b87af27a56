"""Paths that a query carries: `index.php?post/2024/11/rain`, `/?/archives/7`."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

#: What has no name and no value, but for a sign that a normal form puts behind it.
_PATH = re.compile(r"/?[^=&/?]+(?:/[^=&?]*)?=?")
#: The page that is asked is the top of a folder or a script: `/post/7?print` is a post's.
_ASKED = re.compile(r"(?:.*/)?(?:[\w-]+\.(?:php\d?|cgi|pl|aspx?|jsp))?")


class Parts(NamedTuple):
    """Path and query of an address."""

    path: str
    query: str


def parts_of(url: str) -> Parts:
    """Return path and query of an address; a query that is a path lies below what is asked."""
    parts = urlsplit(url)
    below = path_asked(url) if parts.query else ""
    if not below:
        return Parts(parts.path, parts.query)
    return Parts(f"{parts.path.rstrip('/')}/{below.lstrip('/')}", "")


def path_asked(url: str) -> str:
    """Return the path that the query of an address is; empty when it is none."""
    parts = urlsplit(url)
    if not _PATH.fullmatch(parts.query) or not asks_script(parts.path):
        return ""
    return unquote(parts.query.rstrip("="))


def asks_script(path: str) -> bool:
    """Return True for the path of a script, or of the top of a folder: a query says what for."""
    return _ASKED.fullmatch(path) is not None
