"""Who said what of each field, as records, and who contradicts the answer that was believed."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipelines.items import Evidence, Post

_INSTANTS = frozenset({"published", "modified"})
_LISTS = frozenset({"authors", "tags", "categories"})
#: Characters of `2024-07-22`, the form of a day alone.
_DAY = 10
#: Zones lie whole half hours apart, fourteen hours at most.
_HALF_HOUR, _MOST_APART = 30, 14 * 60


def evidence_records(post: Post) -> list[dict[str, Any]]:
    """Return the evidence of `post` as plain JSON types, the chosen answer of a field first."""
    fields = list(dict.fromkeys(said.field for said in post.evidence))
    ordered = sorted(post.evidence, key=lambda said: (fields.index(said.field), not said.chosen))
    chosen = {said.field: said for said in post.evidence if said.chosen}
    return [
        {
            "field": said.field,
            "value": said.value,
            "reader": said.reader,
            "confidence": said.confidence,
            "chosen": said.chosen,
            "conflicts": contradicts(said, chosen.get(said.field)),
        }
        for said in ordered
    ]


def contradicts(said: Evidence, chosen: Evidence | None) -> bool:
    """Return whether an answer cannot be true together with the one that was believed.

    The same instant in another zone, a day alone and one of several names contradict nothing.
    """
    if chosen is None or said.chosen:
        return False
    if said.field in _INSTANTS:
        return not _may_be_one_moment(said.value, chosen.value)
    if said.field in _LISTS:
        mine, theirs = _parts(said.value), _parts(chosen.value)
        return not (mine <= theirs or theirs <= mine)
    return _letters(said.value) != _letters(chosen.value)


def _may_be_one_moment(one: str, other: str) -> bool:
    coarse = min(len(one), len(other))
    if coarse <= _DAY:
        return one[:coarse] == other[:coarse]
    try:
        first, second = datetime.fromisoformat(one), datetime.fromisoformat(other)
    except ValueError:
        return one == other
    if first.tzinfo is not None and second.tzinfo is not None:
        return abs((first - second).total_seconds()) < 60
    apart = first.replace(tzinfo=None, second=0) - second.replace(tzinfo=None, second=0)
    minutes = round(apart.total_seconds() / 60)
    return minutes % _HALF_HOUR == 0 and abs(minutes) <= _MOST_APART


def _parts(value: str) -> set[str]:
    return {part.casefold() for part in value.split(" | ")}


def _letters(value: str) -> str:
    return re.sub(r"[\W_]+", "", value).casefold()
