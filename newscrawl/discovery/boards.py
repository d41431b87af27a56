"""Boards: by which words a script is asked for the one that is the blog, among others."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import parse_qsl, urlsplit

from newscrawl.discovery.pagination import PAGE_NAME


def board_of(home: str, links: Iterable[str]) -> frozenset[tuple[str, str]]:
    """Return the words by which the page at `home` is asked for as one board of many; else none.

    Posts of a board are asked for by these words and more. What `?view=list` shows is asked for by
    others, `?view=read&no=7`; and two letters are a language: all of a blog are its own.
    """
    asked = parse_qsl(urlsplit(home).query)
    further = [
        words
        for query in {urlsplit(url).query for url in links}
        if len(words := [one for one in parse_qsl(query) if not PAGE_NAME.fullmatch(one[0])])
        > len(asked)
    ]
    board = []
    for name, value in asked:
        said = [dict(words).get(name) for words in further]
        own = said.count(value)
        if value[2:] and own and 2 * own >= len(said) - said.count(None):
            board.append((name, value))
    return frozenset(board)
