"""The file of a SQLite address, and the address of a file: told in one place, so that all agree.

In an address `%` begins a written-out letter and `?` the options; a file may be called by them.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

_SQLITE = re.compile(r"sqlite(?:\+\w+)?:///([^?]+)(?:\?.*)?", re.DOTALL)

_MEMORY = re.compile(r"sqlite(?:\+\w+)?://(?:/(?::memory:)?)?(?:\?.*)?", re.DOTALL)


def sqlite_url(file: str | Path) -> str:
    """Return the address of the SQLite file, readable: other letters stay as they are."""
    return "sqlite:///" + str(file).replace("%", "%25").replace("?", "%3F")


def sqlite_path(url: str) -> Path | None:
    """Return the file of a SQLite address; None for a server or a database in memory."""
    match = _SQLITE.fullmatch(url.strip())
    if match is None:
        return None
    name = unquote(match.group(1))
    return None if name == ":memory:" or name.startswith("file:") else Path(name)


def is_in_memory(url: str) -> bool:
    """Return True for a SQLite address without a file: what is stored there ends with its user."""
    return _MEMORY.fullmatch(url.strip()) is not None
