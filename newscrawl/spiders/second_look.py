"""A second look at lists: whether they changed while they were read.

A post that is deleted moves all that follow it, and one of them to a page that was read. What is
published meanwhile stands on the first page, which was read before.
"""

from __future__ import annotations

from collections import Counter

from newscrawl.discovery.catalogue import Candidate
from newscrawl.discovery.markup import Markup
from newscrawl.discovery.shapes import SAMPLE
from newscrawl.discovery.shown import ListShown, headed_in
from newscrawl.spiders.answers import markup_of
from newscrawl.spiders.base import PostSpider
from newscrawl.spiders.choosing import AddressChoice
from newscrawl.spiders.listing_requests import ListingRequests
from newscrawl.spiders.listings import Listings
from pipelines.urls import identity_url

#: How often a list is read that changes again and again.
_MOST = 2
#: Of what a page showed at first one part in so many stands there at each look, or it shuffles.
_STAYS = 4
#: Posts of one blog of which it is kept which list named them, and that they are not there.
_MOST_MISSED = 100


class SecondLook:
    """Looks at lists of one blog again, once all was read that they lead to."""

    def __init__(
        self, spider: PostSpider, choice: AddressChoice, listings: Listings, lists: ListingRequests
    ) -> None:
        self._spider = spider
        self._choice = choice
        self._listings = listings
        self._lists = lists
        self._looks = 0
        #: By pages of lists, one post of each that is not there, and how many were looked at.
        self._missed: dict[str, str] = {}
        self._missed_looks = 0
        #: How often lists were read once more, by their first pages.
        self._again: Counter[str] = Counter()

    def missed(self, candidate: Candidate) -> None:
        """Take that a post is not there: one that lists named is gone, or their link is dead."""
        for entry in candidate.entries:
            is_listed = entry.found_kind == "listing" and entry.among_posts
            if is_listed and len(self._missed) < _MOST_MISSED:
                self._missed.setdefault(entry.found_in, identity_url(entry.url))

    async def take(self) -> bool:
        """Return True when there is more to do: the list changed, or shows what is new.

        Nothing is asked for where a sitemap or a list API names all, nor where posts lead to their
        neighbours: these lead to what slipped through.
        """
        explorer = self._choice.explorer
        if self._choice.trusted or self._listings.ends.chained:
            return False
        if await self._read_what_lost_posts():
            return True
        own = explorer.lists.longest()
        if own is None or self._looks >= _MOST:
            return False
        self._looks += 1
        if (markup := await self._fetch(own.address)) is None:
            return False
        shows = headed_in(markup)
        gone, new = own.first_heads - shows, shows - own.first_heads - own.seen
        if not gone and not new:
            self._looks = _MOST
            return False
        # Each new one moves one on to the next page; more than these are gone. One that stands
        # behind those it showed before rose from the next page.
        is_cut = len(gone) > len(new) or len(gone) == len(own.first_heads)
        is_cut = is_cut or not new.isdisjoint(_behind(markup, own.first_heads))
        if is_cut and (stays := shows & await self._heads_at(own.address)) != shows:
            self._looks = _MOST
            # Else a box of the page alone may show others each time.
            if _STAYS * len(stays & own.first_heads) < len(own.first_heads):
                self._tell(own.address, "shows other posts each time")
            return False
        if not is_cut:
            self._looks = _MOST
        elif self._looks == _MOST:
            self._tell(own.address, "changed again and again while it was read")
        else:
            explorer.read_again(own.address)
        self._lists.ask(await self._lists.after(markup, "listing"))
        return True

    async def _read_what_lost_posts(self) -> bool:
        """Return True when a list is read once more: posts of it are gone since it was read.

        It names them no longer, or tells of fewer posts than before.
        """
        explorer = self._choice.explorer
        lost = [own for own in explorer.lists.of.values() if own.tells_of_fewer]
        lost = [own for own in lost if not self._again[own.address]][:SAMPLE]
        while self._missed and self._missed_looks < SAMPLE:
            page, post = self._missed.popitem()
            own = explorer.lists.of.get(explorer.list_of(page))
            if own is None or own.fed < 2 or own in lost:
                continue  # what has one page alone moves nothing
            self._missed_looks += 1
            markup = await self._fetch(page)
            if markup is not None and post not in {identity_url(link.url) for link in markup.links}:
                lost.append(own)
        return any([await self._read_again(own) for own in lost])

    async def _read_again(self, own: ListShown) -> bool:
        self._again[own.address] += 1
        if self._again[own.address] > _MOST:
            self._tell(own.address, "changed again and again while it was read")
            return False
        if (markup := await self._fetch(own.address)) is None:
            self._tell(own.address, "changed while it was read")
            return False
        self._choice.explorer.read_again(own.address)
        self._lists.ask(await self._lists.after(markup, "listing"))
        return True

    def _tell(self, url: str, problem: str) -> None:
        name = self._choice.explorer.listing(url)
        self._spider.ledger.read(name, "listing", problem=problem)

    async def _heads_at(self, url: str) -> frozenset[str]:
        markup = await self._fetch(url)
        return frozenset() if markup is None else headed_in(markup)

    async def _fetch(self, url: str) -> Markup | None:
        response = await self._spider.fetch_source(url, kind="listing")
        return None if response is None else await markup_of(response)


def _behind(markup: Markup, before: frozenset[str]) -> list[str]:
    """Return what a page heads behind the last of `before`."""
    heads = [identity_url(link.url) for link in markup.links if link.heads]
    last = max((place for place, url in enumerate(heads) if url in before), default=-1)
    return heads[last + 1 :]
