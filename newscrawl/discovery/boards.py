"""Boards: by which words a script is asked for the one that is the blog, among others."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import parse_qsl, urlsplit

from newscrawl.discovery.page_numbers import PAGE_NAME


def board_of(home: str, links: Iterable[str]) -> frozenset[tuple[str, str]]:
    """Return the words by which the page at `home` is asked for as one board of many; else none.

    Posts of a board are asked for by these words and more, as those of others are by theirs. What
    `?view=list` shows is asked for by others, `?view=read&no=7`, and there is no `?view=list&no=7`.
    Two letters are a language: all of a blog are its own.
    """
    asked = parse_qsl(urlsplit(home).query)
    further = []
    for query in {urlsplit(url).query for url in links}:
        pairs = parse_qsl(query)
        words = {name: said for name, said in pairs if not PAGE_NAME.fullmatch(name.lower())}
        if len(words) > len(asked):
            further.append(words)
    board = []
    for name, value in asked:
        own = {frozenset(words) for words in further if words.get(name) == value}
        others = {frozenset(words) for words in further if words.get(name, value) != value}
        if value[2:] and own and (own & others or not others):
            board.append((name, value))
    return frozenset(board)
