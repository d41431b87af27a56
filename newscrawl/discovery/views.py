"""Views of posts: what each post leads to below itself, under one name, and that is no post.

`/p/rain/edit` and `/p/snow/edit` differ by the post alone. A few of them are read; when none proves
to be a post, the rest is put aside. Those that were read lie below the newest: at the end a few of
the rest are read, whichever these are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newscrawl.discovery.posts import SAMPLE
from newscrawl.discovery.scope import is_below

if TYPE_CHECKING:
    from newscrawl.discovery.catalogue import Candidate


@dataclass(slots=True)
class Views:
    """What the pages proved to be that lie below others, by the name that they have there."""

    _read: Counter[str] = field(default_factory=Counter)
    _posts: set[str] = field(default_factory=set)
    #: A few of those that were put aside.
    _aside: dict[str, list[Candidate]] = field(default_factory=lambda: defaultdict(list))
    _tried: set[str] = field(default_factory=set)

    def saw(self, candidate: Candidate, *, is_post: bool) -> None:
        """Take what the page of a candidate proved to be."""
        if name := view_name(candidate):
            self._read[name] += 1
            if is_post:
                self._posts.add(name)

    def is_one(self, candidate: Candidate) -> bool:
        """Return True for a candidate called as some that were read, none of them a post."""
        name = view_name(candidate)
        return self._read[name] >= SAMPLE and name not in self._posts

    def put_aside(self, candidate: Candidate) -> None:
        """Remember one of those that are not read, any few of them: identities are hashes."""
        few = self._aside[view_name(candidate)]
        if all(one.identity != candidate.identity for one in few):
            few.append(candidate)
            few.sort(key=lambda one: one.identity)
            del few[SAMPLE:]

    def to_try(self) -> list[Candidate]:
        """Return the few of each name that are read before the rest is left; each time others."""
        names = self._aside.keys() - self._tried
        self._tried |= names
        return [one for name in sorted(names) for one in self._aside[name]]

    def proved(self) -> set[str]:
        """Return, once, the names that were put aside and are those of posts after all."""
        names = self._aside.keys() & self._posts
        for name in names:
            del self._aside[name]
        return names


def view_name(candidate: Candidate) -> str:
    """Return how a candidate is called below the one page that leads to it; else nothing.

    A number says which one it is: it is no name.
    """
    if candidate.kinds != {"page"} or len(candidate.entries) != 1:
        return ""
    url, page = candidate.entries[0].url, candidate.entries[0].found_in
    if not is_below(url, page):
        return ""
    name = urlsplit(url).path[len(urlsplit(page).path.rstrip("/")) + 1 :].strip("/")
    return "" if any(letter.isdigit() for letter in name) else name
