"""Views of posts: what each post leads to below itself, under one name, and that is no post.

`/p/rain/edit` and `/p/snow/edit` differ by the post alone. A few of them are read; when none proves
to be a post, the rest is put aside, and at the end a few of the rest are read.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newscrawl.discovery.aside import Aside
from newscrawl.discovery.posts import SAMPLE, Shape
from newscrawl.discovery.scope import is_below

if TYPE_CHECKING:
    from newscrawl.discovery.catalogue import Candidate


@dataclass(slots=True)
class Views:
    """What the pages proved to be that lie below others, by the name that they have there."""

    _read: Counter[Shape] = field(default_factory=Counter)
    _posts: set[Shape] = field(default_factory=set)
    #: Those that were put aside.
    aside: Aside = field(default_factory=Aside)

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

    def proved(self) -> set[Shape]:
        """Return, once, the names that were put aside and are those of posts after all."""
        return self.aside.proved(self._posts)


def view_name(candidate: Candidate) -> Shape:
    """Return how a candidate is called below the one page that leads to it; else nothing.

    A number says which one it is: it is no name.
    """
    if candidate.kinds != {"page"} or len(candidate.entries) != 1:
        return ()
    url, page = candidate.entries[0].url, candidate.entries[0].found_in
    if not is_below(url, page):
        return ()
    name = urlsplit(url).path[len(urlsplit(page).path.rstrip("/")) + 1 :].strip("/")
    return () if not name or any(letter.isdigit() for letter in name) else ("below", name)
