"""The place in a text where the query was found, with its matches marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from pipelines.archive.search_query import Query
from pipelines.archive.search_words import folded_with_places

#: Characters of a snippet, and how many of them stand before the first match.
WIDTH = 160
BEFORE = 40
#: A text that matches more often is not looked at further.
MOST_SPANS = 500

Span = tuple[int, int]
_BLANK = re.compile(r"\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A text, and where in it the matches are: start and end, in characters."""

    text: str
    spans: tuple[Span, ...]


def marked(query: Query, text: str) -> Marked:
    """Return `text` with the places where a term of `query` was found."""
    whole, places = folded_with_places(text)
    if places is None:
        return Marked(text=text, spans=())
    spans: list[Span] = []
    for term in query.terms:
        for found in islice(term.pattern.finditer(whole), MOST_SPANS):
            start, last = places[found.start()], places[found.end() - 1]
            # A letter may have become several: the end is where the next one comes from.
            end = next((place for place in places[found.end() :] if place > last), len(text))
            spans.append((start, end))
    return Marked(text=text, spans=_merged(spans))


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)


def snippet(query: Query, text: str) -> Marked:
    """Return the stretch of `text` with the most matches, in one line; its beginning if none."""
    spans = marked(query, text).spans
    start = _window(spans)
    end = min(len(text), start + WIDTH)
    start = _between_words(text, start, start + 12) if start else 0
    shown = _BLANK.sub(" ", text[start:end])
    lead = "…" if start else ""
    shift = len(lead) - start
    return Marked(
        text=f"{lead}{shown}{'…' if end < len(text) else ''}",
        spans=tuple(
            (first + shift, min(last, end) + shift)
            for first, last in spans
            if first >= start and first < end
        ),
    )


def _window(spans: tuple[Span, ...]) -> int:
    """Return where the stretch begins that holds the most matches; the first of equals."""
    best, most = 0, 0
    ahead = 0
    for at, (start, _) in enumerate(spans):
        ahead = max(ahead, at)
        while ahead < len(spans) and spans[ahead][1] <= start - BEFORE + WIDTH:
            ahead += 1
        if ahead - at > most:
            best, most = max(0, start - BEFORE), ahead - at
    return best


def _between_words(text: str, start: int, latest: int) -> int:
    for at in range(start, min(latest, len(text))):
        if text[at - 1].isspace():
            return at
    return start
