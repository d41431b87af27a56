"""How like two answers are: by their words for texts, exactly for everything else."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Any

from pipelines.items import Post

#: Words, and the letters of scripts that write without spaces.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")
#: Two readings of a body that are this like are the same body.
SAME_BODY = 0.98
#: What is compared, beside the body.
FIELDS = tuple(
    (
        "title published modified authors tags categories excerpt language images links "
        "canonical_url platform_post_id"
    ).split()
)


def word_counts(text: str) -> Counter[str]:
    """Return the words of `text` and how often each stands there."""
    return Counter(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def likeness(one: str, other: str) -> float:
    """Return the F1 of the words that two texts share, 0 to 1; 1 for two empty ones."""
    mine, theirs = word_counts(one), word_counts(other)
    total = sum(mine.values()) + sum(theirs.values())
    return 2 * sum((mine & theirs).values()) / total if total else 1.0


def value_of(post: Post, field: str) -> Any:
    """Return what a post says of a field, as two readings of it are compared."""
    value = getattr(post, field)
    if field in ("images", "links"):
        return tuple(part.url for part in value)
    if field in ("published", "modified"):
        return None if value is None else value.isoformat()
    return value


def more_of(mine: Post, other: Post) -> tuple[str, ...]:
    """Return the fields of which `mine` says something, and `other` nothing."""
    return tuple(field for field in FIELDS if value_of(mine, field) and not value_of(other, field))


def lacks_parts(mine: Post, other: Post) -> bool:
    """Return whether `other` has a picture or a link that `mine` has not."""
    return any(
        not set(value_of(mine, field)) >= set(value_of(other, field))
        for field in ("images", "links")
    )


def differing(mine: Post, other: Post, *, same_body: float = SAME_BODY) -> tuple[str, ...]:
    """Return the fields in which `mine` says something else, or less, than `other`.

    Bodies that are less like each other than `same_body` differ.
    """
    found = [
        field
        for field in FIELDS
        if value_of(other, field) and value_of(mine, field) != value_of(other, field)
    ]
    if likeness(mine.body_text, other.body_text) < same_body:
        found.append("body_text")
    return tuple(found)
