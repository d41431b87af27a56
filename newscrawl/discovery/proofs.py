"""Proofs: addresses that may be second ones of posts, and what the few that were read proved.

Where each of a family that was read is the post that it was thought to be, so are the rest.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from newscrawl.discovery.shapes import SAMPLE, Shape, family
from pipelines.urls import identity_url

#: A redirect is the blog's rule; a canonical address may be that of what is not translated yet.
_ENOUGH = SAMPLE * SAMPLE
#: Of one blog; what is beyond them is asked for.
_MOST = 20_000


@dataclass(slots=True)
class Proofs:
    """Which addresses may be which posts, and what became of the few that were read."""

    #: Families of which one was a post of its own, or led elsewhere.
    others: set[Shape] = field(default_factory=set)
    #: By identity, that of the post.
    _same: dict[str, str] = field(default_factory=dict)
    _proved: Counter[Shape] = field(default_factory=Counter)
    _proofs: set[tuple[Shape, str]] = field(default_factory=set)
    _known: set[str] = field(default_factory=set)

    def thought(self, url: str, identity: str) -> str:
        """Take that `url` may be the post with `identity`; return which one it was thought first.

        Empty for what is not kept.
        """
        own = identity_url(url)
        if own not in self._same and len(self._same) >= _MOST:
            return ""
        return self._same.setdefault(own, identity)

    def post_of(self, url: str) -> str:
        """Return the identity of the post that `url` is thought to be; empty: it is none."""
        return self._same.get(identity_url(url), "")

    def knows(self, url: str) -> bool:
        """Return True for an address that was thought one."""
        return identity_url(url) in self._same

    def may_be(self, url: str) -> bool:
        """Return True while nothing shows that `url` is another page than it is thought to be."""
        return family(url) not in self.others and self.knows(url)

    def is_one(self, url: str) -> bool:
        """Return True when `url` is known for the second address of a post."""
        return self.may_be(url) and self._proved[family(url)] >= _ENOUGH

    def led(self, url: str, target: str, *, by_redirect: bool = True) -> bool:
        """Take where `url` led, or what its page calls its own address; True: as was thought."""
        if identity_url(url) == identity_url(target):
            return False
        if self._same.get(identity_url(url)) == identity_url(target):
            # All pages of a script may call it their own address: many such are one proof.
            proof = (family(url), identity_url(target))
            if proof not in self._proofs:
                self._proved[family(url)] += SAMPLE if by_redirect else 1
            self._proofs.add(proof)
            self._known.add(identity_url(url))
            return True
        self.is_itself(url)
        return False

    def is_itself(self, url: str) -> None:
        """Take that the page at `url` was read, and nothing in it says that it is another's."""
        if self.knows(url) and identity_url(url) not in self._known:
            self.others.add(family(url))
