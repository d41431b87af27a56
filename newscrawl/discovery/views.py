"""Views of posts: what each post leads to below or beside itself, under one name, and is no post.

`/p/rain/edit` and `/p/snow/edit` differ by the post alone, and so do `/print.html?no=7` of
`/read.html?no=7` and `/print.html?no=8`. A few of them are read; when none proves to be a post, the
rest is put aside, and at the end a few of the rest are read.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from newscrawl.discovery.aside import Aside
from newscrawl.discovery.catalogue import Candidate
from newscrawl.discovery.scope import is_below
from newscrawl.discovery.shapes import SAMPLE, Shape


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

    def may_be(self, candidate: Candidate) -> bool:
        """Return True for what stands beside a post, while too few called so were read."""
        name = view_name(candidate)
        return name[:1] == ("beside",) and self._read[name] < SAMPLE and name not in self._posts

    def is_one(self, candidate: Candidate) -> bool:
        """Return True for a candidate called as some that were read, none of them a post."""
        name = view_name(candidate)
        return self._read[name] >= SAMPLE and name not in self._posts

    def proved(self) -> set[Shape]:
        """Return, once, the names that were put aside and are those of posts after all."""
        return self.aside.proved(self._posts)


def view_name(candidate: Candidate) -> Shape:
    """Return how a candidate is called below or beside the one page that leads to it; else nothing.

    A number says which one it is: it is no name. Beside a page stands what is asked for the same.
    """
    if candidate.kinds != {"page"} or len(candidate.entries) != 1:
        return ()
    url, page = candidate.entries[0].url, candidate.entries[0].found_in
    if _is_beside(url, page):
        return ("beside", urlsplit(url).path)
    if not is_below(url, page):
        return ()
    name = urlsplit(url).path[len(urlsplit(page).path.rstrip("/")) + 1 :].strip("/")
    return () if not name or any(letter.isdigit() for letter in name) else ("below", name)


def _is_beside(url: str, page: str) -> bool:
    one, other = urlsplit(url), urlsplit(page)
    folders = [parts.path.rpartition("/")[0] for parts in (one, other)]
    return (
        (one.netloc, folders[0], one.query) == (other.netloc, folders[1], other.query)
        and one.path != other.path
        and "=" in one.query
        and any(letter.isdigit() for letter in one.query)
    )
