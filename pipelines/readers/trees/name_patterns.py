"""Patterns for the class and id names of a page, made to be tried a hundred times a page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def any_of(names: Iterable[str]) -> str:
    """Return a pattern for any of `names`, of letters and hyphens; a hyphen stands for `_` too.

    What they begin with alike is written once: side by side, each would be tried at each place.
    """
    branches = []
    for letter, group in groupby(sorted(filter(None, names)), key=lambda name: name[0]):
        first = "[-_]" if letter == "-" else letter
        branches.append(first + _rest([name[1:] for name in group]))
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _rest(names: list[str]) -> str:
    longer = any_of(names) if any(names) else ""
    return f"(?:{longer})?" if longer and "" in names else longer


def hyphened(names: str) -> str:
    """Return names in small letters, a hyphen before what was a capital: `postBody` is two.

    How a part within is laid out (`post-footer-area-boxed` on the whole post) is no name.
    """
    names = names if names.islower() else _CAPITAL.sub("-", names).lower()
    return _LAID_OUT.sub("", names) if "-area-" in names or "-style-" in names else names


_LAID_OUT = re.compile(
    r"(?<!\S)[\w-]+-(?:area|style)-(?:boxed|unboxed|normal|wide|full|narrow|grid|list|inline)(?!\S)"
)
