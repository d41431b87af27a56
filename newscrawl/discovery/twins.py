"""Twins: a second address of each post, beside its heading in a list or asked for with more words.

A theme links the title to `/rain/` and the date to `/?p=7`, which leads there, or the picture to
`/post/7`, whose canonical address is `/post/7/rain`; a board shows `?id=7` at `?id=7&category=b`,
too. Some of such a family are read; when each proves to be what it was thought to be, the rest are
known without being asked for; a few of these are read at the end.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from newscrawl.discovery.aside import Aside
from newscrawl.discovery.catalogue import Candidate
from newscrawl.discovery.page_links import PageLink
from newscrawl.discovery.paths_asked import asks_script
from newscrawl.discovery.proofs import Proofs
from newscrawl.discovery.shapes import Shape, family
from newscrawl.discovery.tiers import tier_of
from pipelines.urls import identity_url

#: Addresses of one item of a list: what holds more is no item.
_MOST_IN_AN_ITEM = 8
#: Addresses that ask for one thing by name: what more of them do is no post's number.
_MOST_ASKING = 8
#: Addresses with words that are remembered.
_MOST_MET = 20_000

_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2,4})?", re.IGNORECASE)

_Pairs = frozenset[tuple[str, str]]


@dataclass(slots=True)
class Twins:
    """Which addresses may be second ones of which posts, and whether they are."""

    _beside: Proofs = field(default_factory=Proofs)
    _asked: Proofs = field(default_factory=Proofs)
    #: What was asked for by a place and a pair, by identity.
    _asking: dict[tuple[str, str, str], dict[str, _Pairs]] = field(default_factory=dict)
    _met: set[str] = field(default_factory=set)
    #: Those beside headings that are not read; what one leads to is read, too.
    aside: Aside = field(default_factory=lambda: Aside(most=2))

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
                if identity == heading or family(other) == family(url):
                    continue
                if self._beside.thought(other, heading) not in (heading, ""):
                    self._beside.others.add(family(other))  # two headings: it is what groups them
        for url in alone if is_list else ():
            if not self._beside.knows(url):
                self._beside.others.add(family(url))
        self._beside.others |= headings

    def meet(self, url: str) -> None:
        """Take an address that may be a post: one that was met may ask for it by fewer words.

        Or by more. Both ask for one number, at least, or for one page that has a name. Another
        language may be another text, though the newest are not translated yet.
        """
        parts = urlsplit(url)
        identity = identity_url(url)
        if identity in self._met or len(self._met) >= _MOST_MET:
            return
        if tier_of(url) is not None:
            return
        self._met.add(identity)
        pairs = frozenset(parse_qsl(parts.query, keep_blank_values=True))
        places = [
            (f"{parts.netloc}{parts.path}", *pair)
            for pair in pairs
            if any(map(str.isdigit, pair[1]))
        ]
        if not asks_script(parts.path):
            places.append((f"{parts.netloc}{parts.path}", "", ""))  # itself a name, as /post/7
        for place in places:
            for other, asked in self._asking.get(place, {}).items():
                if (asked < pairs or pairs < asked) and not _tell_languages(asked ^ pairs):
                    if pairs:
                        self._asked.thought(url, other)
                        return
                    self._asked.thought(f"{parts.scheme}:{other}", identity)
        for place in places:
            asking = self._asking.setdefault(place, {})
            if len(asking) < _MOST_ASKING:
                asking[identity] = pairs

    def may_be(self, url: str) -> bool:
        """Return True while nothing shows that `url` is another page than it is thought to be."""
        return self._beside.may_be(url) or self._asked.may_be(url)

    def is_one(self, url: str) -> bool:
        """Return True when `url` is known for the second address of a post."""
        return self._beside.is_one(url) or self._asked.is_one(url)

    def put_aside(self, candidate: Candidate) -> bool:
        """Remember one that stands beside a heading and is not read: older ones may be posts.

        Return False for one that is asked for with more words.
        """
        if is_beside := self._beside.is_one(candidate.url):
            self.aside.put(family(candidate.url), candidate)
        return is_beside

    def proved(self) -> set[Shape]:
        """Return, once, the families that were put aside and are those of posts after all."""
        return self.aside.proved(self._beside.others)

    def post_of(self, url: str) -> str:
        """Return the address of the post whose second one `url` is known for."""
        own = self._asked if self._asked.is_one(url) else self._beside
        return f"{urlsplit(url).scheme}:{own.post_of(url)}"

    def led(self, url: str, target: str, *, by_redirect: bool = True) -> bool:
        """Take where `url` led, or what its page calls its own address; True: that is its twin."""
        beside = self._beside.led(url, target, by_redirect=by_redirect)
        return self._asked.led(url, target, by_redirect=by_redirect) or beside

    def is_itself(self, url: str) -> None:
        """Take that the page at `url` was read, and nothing in it says that it is another's."""
        self._beside.is_itself(url)
        self._asked.is_itself(url)


def _tell_languages(pairs: _Pairs) -> bool:
    return any(_LANGUAGE.fullmatch(value) for _, value in pairs)
