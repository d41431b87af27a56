"""Twins: a second address of each post that stands beside its heading in a list.

A theme links the title to `/rain/` and the date to `/?p=7`, which leads there, or the picture to
`/post/7`, whose canonical address is `/post/7/rain`. Some of such a family are read; when each
proves to be what it stood beside, the rest are known without being asked for.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from newscrawl.discovery.page_links import PageLink
from newscrawl.discovery.posts import SAMPLE, Shape, family
from pipelines.urls import identity_url

#: A redirect is the blog's rule; a canonical address may be that of what is not translated yet.
_ENOUGH = SAMPLE * SAMPLE
#: Of one blog's lists; what is beyond them is asked for.
_MOST = 20_000
#: Addresses of one item of a list: what holds more is no item.
_MOST_IN_AN_ITEM = 8


@dataclass(slots=True)
class Twins:
    """Which addresses stand beside which headings, and what became of the few that were read."""

    #: By identity the heading's.
    _beside: dict[str, str] = field(default_factory=dict)
    _proved: Counter[Shape] = field(default_factory=Counter)
    _known: set[str] = field(default_factory=set)
    #: Families of which one was a post of its own, led elsewhere, or stood where no heading is.
    _others: set[Shape] = field(default_factory=set)

    def learn(self, links: Iterable[tuple[PageLink, str]], *, is_list: bool = True) -> None:
        """Take the links of a page, each with the address it is thought to lead to.

        What stands alone in a list is no twin; a text may name any address.
        """
        items: dict[int, list[tuple[PageLink, str]]] = defaultdict(list)
        for link, url in links:
            items[link.group].append((link, url))
        alone = [url for _, url in items.pop(0, [])]
        headings: set[Shape] = set()
        for item in items.values():
            heads = {identity_url(url): url for link, url in item if link.heads}
            others = {identity_url(url): url for link, url in item if not link.heads}
            headings.update(map(family, heads.values()))
            if len(heads) != 1 or len(others) > _MOST_IN_AN_ITEM:
                alone += others.values()
                continue
            ((heading, url),) = heads.items()
            for identity, other in others.items():
                if identity != heading and family(other) != family(url):
                    self._stands_beside(identity, heading, other)
        for url in alone if is_list else ():
            if identity_url(url) not in self._beside:
                self._others.add(family(url))
        self._others |= headings

    def _stands_beside(self, identity: str, heading: str, url: str) -> None:
        if len(self._beside) < _MOST and self._beside.setdefault(identity, heading) != heading:
            self._others.add(family(url))  # two headings: it is what groups them

    def may_be(self, url: str) -> bool:
        """Return True while nothing shows that `url` is another page than what it stood beside."""
        return family(url) not in self._others and identity_url(url) in self._beside

    def is_one(self, url: str) -> bool:
        """Return True when `url` is known for the second address of a post."""
        return self.may_be(url) and self._proved[family(url)] >= _ENOUGH

    def led(self, url: str, target: str, *, by_redirect: bool = True) -> bool:
        """Take where `url` led, or what its page calls its own address; True: that is its twin."""
        if identity_url(url) == identity_url(target):
            return False
        if self._beside.get(identity_url(url)) == identity_url(target):
            self._proved[family(url)] += SAMPLE if by_redirect else 1
            self._known.add(identity_url(url))
            return True
        self.is_itself(url)
        return False

    def is_itself(self, url: str) -> None:
        """Take that the page at `url` was read, and nothing in it says that it is another's."""
        if identity_url(url) in self._beside and identity_url(url) not in self._known:
            self._others.add(family(url))
