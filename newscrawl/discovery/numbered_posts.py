"""What the numbers of posts and the length of a page of them tell of posts that are not shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlsplit

from newscrawl.discovery.shapes import Shape, family

#: A list that is cut shows so many posts at least.
FEWEST = 5
#: Up to ten posts a page, themes show any number of them; beyond, rows of some columns, or fives.
_ANY = 10
_COLUMNS = (4, 5, 6)
#: Posts that are numbered one after the other: some of the numbers are those of what was deleted.
_SPREAD = 2


def is_length_of_a_page(count: int) -> bool:
    """Return True for a number of posts that somebody may have chosen for a page or a feed."""
    return count >= FEWEST and (count <= _ANY or not all(count % one for one in _COLUMNS))


def begins_late(urls: Iterable[str]) -> bool:
    """Return True where posts are numbered one after the other, and the first ones are not there.

    Of `/31` to `/25` the first thirty or so are missing; numbers with gaps are those of other
    things, too, and tell nothing.
    """
    numbers: dict[Shape, set[int]] = defaultdict(set)
    for url in urls:
        if (number := _number_of(url)) is not None:
            numbers[family(url)].add(number)
    return any(
        len(one) >= FEWEST and max(one) - min(one) < _SPREAD * len(one) and min(one) > len(one)
        for one in numbers.values()
    )


def _number_of(url: str) -> int | None:
    """Return the one number that an address counts by; None when it has none, or several."""
    parts = urlsplit(url)
    last = parts.path.rstrip("/").rpartition("/")[2].partition(".")[0]
    said = [value for _, value in parse_qsl(parts.query) if value.isdecimal()]
    if last.isdecimal():
        said.append(last)
    return int(said[0]) if len(said) == 1 and len(said[0]) < 8 else None
