"""Pages of a list under a name that says nothing: 1 2 3 under it, each asked for by its number.

`?b_start:int=20` and `?ccm_paging_p_b45=2` are told by what the links say, not by their names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from newscrawl.discovery.markup import Markup
from newscrawl.discovery.turning import turns
from pipelines.urls import identity_url

#: Numbers of pages that stand under a list at once; as many as a month has days are a calendar.
MOST_NUMBERS = 20

Pair = tuple[str, str]


def counted_pages(markup: Markup) -> Iterator[str]:
    """Yield the other pages of the list that a page is one of, as numbers under it tell.

    All lie where this page does, and one name of their query counts with what they say. What is
    linked by other words as well is no page: rows of a board are numbered, too.
    """
    here = urlsplit(markup.url)
    own = parse_qsl(here.query, keep_blank_values=True)
    counting = [link for link in markup.links if _small(link.text) and "?" in link.url]
    if len(counting) < 2:
        return
    said_otherwise = {
        identity_url(link.url)
        for link in markup.links
        if "?" in link.url and link.text and not _small(link.text) and not turns(link)
    }
    named_so = set(_named_by_number(markup))
    groups: dict[tuple[str, frozenset[Pair]], dict[int, tuple[int, str]]] = defaultdict(dict)
    for link in counting:
        parts = urlsplit(link.url)
        is_here = (parts.netloc, parts.path) == (here.netloc, here.path)
        if not is_here or identity_url(link.url) in said_otherwise:
            continue
        pairs = parse_qsl(parts.query, keep_blank_values=True)
        for name, value in pairs:
            if value.isdecimal() and len(value) < 7 and (name, value) not in own:
                rest = frozenset(pair for pair in pairs if pair[0] != name)
                if (parts.path, name, rest) in named_so:
                    continue
                groups[name, rest][_small(link.text)] = int(value), link.url
    found = []
    for (name, rest), pages in groups.items():
        shown = {pair for pair in own if pair[0] != name}
        if not shown <= rest or len(pages) > MOST_NUMBERS or not _counts(pages):
            continue
        at = next((int(value) for key, value in own if key == name and value.isdecimal()), None)
        beside = _number_of(at, pages)
        if pages.keys() & {beside - 1, beside + 1}:
            found.append([url for number, (_, url) in sorted(pages.items()) if number > 1])
    # Two rows of numbers are two lists, which are only begun here.
    if len(found) == 1:
        yield from found[0]


def _named_by_number(markup: Markup) -> Iterator[tuple[str, str, frozenset[Pair]]]:
    """Yield path, name and the other pairs of addresses with a title whose name has a number.

    `/?p=12` is a post, and so is `/?p=3` behind a bare 3.
    """
    for link in markup.links:
        if link.heads and "?" in link.url and not _small(link.text) and not turns(link):
            parts = urlsplit(link.url)
            pairs = parse_qsl(parts.query, keep_blank_values=True)
            for name, value in pairs:
                if value.isdecimal():
                    yield parts.path, name, frozenset(pair for pair in pairs if pair[0] != name)


def _small(text: str) -> int:
    said = text.strip(" []()")
    return int(said) if said.isdecimal() and len(said) < 5 else 0


def _counts(pages: dict[int, tuple[int, str]]) -> bool:
    """Return True when what is asked for grows with what the links say, by one step."""
    if len(pages) < 2:
        return False
    step = _step(pages)
    if step <= 0:
        return False
    starts = {value - number * step for number, (value, _) in pages.items()}
    # 1, 2, 3 or 0, 1, 2; entries are counted from none: 0, 10, 20, seldom from the first.
    return len(starts) == 1 and starts <= {0, -step, 1 - step}


def _step(pages: dict[int, tuple[int, str]]) -> int:
    (first, (low, _)), *_, (last, (high, _)) = sorted(pages.items())
    return (high - low) // (last - first) if last > first else 0


def _number_of(at: int | None, pages: dict[int, tuple[int, str]]) -> int:
    """Return which page of the list asks for `at`; 1 for the one that asks for none."""
    if at is None:
        return 1
    number, (value, _) = next(iter(pages.items()))
    return number + (at - value) // _step(pages)
