"""What the names of the elements around a block (class, id, role) say of the words in it.

Each part of a name is weighed by how often many sites hold the post below it, and how often
something else: `comment` and `newsletter` speak against, `entry-content` for. The weights
(name_weights.py) are written by benchmarks/cross_validation.py --write; none is of one site alone.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.readers.trees.name_patterns import hyphened

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelines.readers.blocks.signs import Layout

    Said = tuple[float, float, float, float, float, float, float]

_PART = re.compile(r"[a-z]{2,}")
#: Longer names are made by machines.
_LONG = 200
_MANY = 24
#: Tags that say nothing of what they hold.
_PLAIN = frozenset(("div", "span", "p"))
#: So far up and no farther does a name speak.
_FAR = 9.0
#: What all names together say fades by this with each element between.
_FADE = 0.7
_NOTHING: Said = (0.0, 0.0, _FAR, _FAR, 0.0, 0.0, 0.0)


def names_of(tag: str, called: str, role: str, prop: str) -> tuple[str, ...]:
    """Return the parts of what an element is called, and its tag where that tells.

    `called` is its class and its id, `prop` its itemprop.
    """
    if called == " " and not role and not prop:
        return () if tag in _PLAIN else (f"<{tag}>",)
    return _parts(tag[:_LONG], called[:_LONG], role[:_LONG], prop[:_LONG])


# Asked for cut names alone: a page may have megabytes of them, and they are kept.
@lru_cache(maxsize=8192)
def _parts(tag: str, called: str, role: str, prop: str) -> tuple[str, ...]:
    found: list[str] = []
    for name in called.split():
        parts = _PART.findall(hyphened(name))
        found += parts
        if len(parts) > 1:
            found += [f"{one}-{following}" for one, following in pairwise(parts)]
    if role:
        found += [f"role={word}" for word in role.lower().split()]
    if prop:
        found += [f"prop={word}" for word in prop.lower().split()]
    if tag not in _PLAIN:
        found.append(f"<{tag}>")
    return tuple(dict.fromkeys(found))[:_MANY]


def name_signs(layout: Layout, weigh: Callable[[str], float | None]) -> list[Said]:
    """Return, for each block, what the names of its element and of all around it say.

    The worst and the best that is said, how far up each is, what the nearest name says and
    how far up it is, and the sum. `weigh` knows the weight of a part of a name, or None.
    """
    known: dict[tuple[str, ...], tuple[float, float, float] | None] = {(): None}
    said: list[Said] = []
    for parent, names in zip(layout.parents, layout.names, strict=True):
        low, high, low_far, high_far, near, far, whole = said[parent] if parent >= 0 else _NOTHING
        low_far += low_far < _FAR
        high_far += high_far < _FAR
        far += far < _FAR
        if names in known:
            own = known[names]
        else:
            weights = [weight for name in names if (weight := weigh(name)) is not None]
            own = known[names] = (
                (min(weights), max(weights), sum(weights) / len(weights)) if weights else None
            )
        if own is not None:
            lowest, highest, near = own
            far = 0.0
            if lowest < low:
                low, low_far = lowest, 0.0
            if highest > high:
                high, high_far = highest, 0.0
            whole = _FADE * whole + near
        said.append((low, high, low_far, high_far, near, far, whole))
    return [said[owner] for owner in layout.owners]
