"""Pages of a whole blog: where each is fetched, where its address led, what it proved to be.

What a page proved to be tells of addresses like its own, and of the lists that led there.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, get_args
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from newscrawl.discovery.catalogue import Candidate
from newscrawl.discovery.scope import bare_host, blog_scope
from newscrawl.discovery.slashes import Slashes
from newscrawl.discovery.terms import Terms
from newscrawl.middlewares.keep import ARCHIVED
from newscrawl.spiders.answers import asked_address, candidate_of, markup_of, reason_of
from newscrawl.spiders.base import PostSpider
from newscrawl.spiders.choosing import AddressChoice
from newscrawl.spiders.listing_requests import ListingRequests
from newscrawl.spiders.listings import Listings
from newscrawl.spiders.platform_api import Offer
from newscrawl.spiders.second_look import SecondLook
from pipelines.archive.frontier import FIRST
from pipelines.items import Entry, PageKind, StoredPost
from pipelines.readers.kinds.addresses import ABOUT_PATH
from pipelines.urls import canonical_url, identity_url

#: What a dropped page may prove to be that tells something of addresses like its own.
NO_POSTS = frozenset(get_args(PageKind)) - {
    "post",
    "protected",
    "paywall",
    "draft",
    "future",
    "error",
}
#: Posts on their way of which it is kept who else named them.
MOST_ALSO = 100
#: What stands at an address that is none, where its server does not say so.
_AS_MISSING = frozenset({"error", "stub", "other", "home", "listing"})


class BlogPages(PostSpider):
    """Asks for the pages of a blog, and learns from what comes."""

    #: Its home page.
    url: str

    def set_up(self) -> None:
        """Take the home page as the site."""
        self.site = canonical_url(self.url)
        self.choice = AddressChoice(self, blog_scope(self.url))
        self.listings = Listings(self, self.choice)
        self.lists = ListingRequests(self, self.choice, self.listings)
        self.second_look = SecondLook(self, self.choice, self.listings, self.lists)
        self.terms = Terms()
        self.slashes = Slashes()
        self.offer = Offer(self.url)
        #: Who else named posts that are on their way, by addresses that led there.
        self.also: dict[str, Entry] = {}
        #: Pages that were read before it was known whether their links are needed, by identity,
        #: until they are stored.
        self._unexplored: set[str] = set()

    def request_for(self, candidate: Candidate) -> Request | None:
        """Return the request for a candidate, its terms parted into tags and categories."""
        candidate.entries = [
            self.terms.parted(entry) if entry.found_kind == "feed" else entry
            for entry in candidate.entries
        ]
        return super().request_for(candidate)

    # --- where addresses led ------------------------------------------------------------------

    async def parse_post(self, response: Response, candidate: Candidate) -> AsyncIterator[Any]:
        """Yield the Page of a candidate, and what its links lead to when no source is complete."""
        assert response.request is not None
        asked = asked_address(response.request)
        self.slashes.answered(asked, response.url)
        if self._is_home(response.url) and self.slashes.failed(candidate.url, asked):
            self.addresses.ask_again(candidate)
            return
        is_twin = self.choice.twins.led(candidate.url, response.url)
        if self.addresses.key(response.url) != candidate.identity:
            target = await self._led_to(candidate, response.url)
            if target is None:
                return
            candidate = target
            response.request.cb_kwargs["candidate"] = candidate
        await self.take_parts(response, candidate)
        if self.choice.needs_links and not self.full:
            # Before the page can be stored: once it is, nobody looks at its links again.
            markup = await markup_of(response)
            if markup.canonical and not is_twin:
                self.choice.twins.led(candidate.url, markup.canonical, by_redirect=False)
            self.listings.remember(markup)
            for request in await self.lists.after(markup, "page"):
                yield request
        if ARCHIVED in response.flags:
            self.choice.patterns.saw(response.url, True)
        for page in self.pages(response, candidate.ordered()):
            if not self.choice.sorted_out:
                self._unexplored.add(candidate.identity)
            yield page
        if candidate.reason == "file" and candidate.kinds == {"page"}:
            self._is_none(candidate)

    def _is_none(self, candidate: Candidate) -> None:
        self.choice.patterns.saw(candidate.url, False)
        self.choice.views.saw(candidate, is_post=False)

    def _explore_later(self, candidate: Candidate | None) -> None:
        """Have the kept page of a candidate read again if its links turned out to be needed."""
        if candidate is None or candidate.identity not in self._unexplored:
            return
        self._unexplored.discard(candidate.identity)
        if candidate.state == "stored":
            self.stored_now.add(candidate.identity)
        # What was read before all was sorted out is among what the whole crawl reads again.
        if self.choice.needs_links and candidate.state in ("stored", "closed"):
            self.addresses.again_one(candidate)

    def _is_home(self, url: str) -> bool:
        """Return True for the home page, where it was, and where it is on a new host."""
        home = self.choice.scope.home
        if identity_url(url) == identity_url(self.site):
            return True
        # On one host `/` may lead to the newest post, which is a post.
        return bare_host(home) != bare_host(self.site) and identity_url(url) == identity_url(home)

    async def _led_to(self, candidate: Candidate, url: str) -> Candidate | None:
        """Return the candidate that one is whose address led to `url`; None, settled, for none."""
        if self._is_home(url):
            self.second_look.missed(candidate)
            self.settle(candidate, "gone", "sent home")
            self.count("skipped/sent-home")
            return None
        if not self.choice.scope.holds(url) and not candidate.certain:
            # A redirector of the blog, /go/shop: what lies behind it is somebody else's.
            self.settle(candidate, "no-post", "elsewhere")
            self.count("skipped/elsewhere")
            if candidate.kinds == {"page"}:
                self._is_none(candidate)
            return None
        target = await self.addresses.lead(candidate, url)
        if target is None:
            if len(self.also) < MOST_ALSO:
                self.also[url] = candidate.entries[0]
            self.settle(candidate, "no-post", "same as another")
            self.count("skipped/same")
        return target

    def page_address(self, candidate: Candidate) -> str:
        """Return where the page of a candidate is fetched."""
        return self.offer.page(self.slashes.address(candidate.url))

    def post_failed(self, failure: Failure) -> None:
        """Count why a candidate could not be fetched; what vanished and is gone is no failure."""
        request = getattr(failure, "request", None)
        candidate = request.cb_kwargs.get("candidate") if request is not None else None
        reason = reason_of(failure.value)
        if (
            request is not None
            and candidate is not None
            and (reason.isdecimal() or reason == "robots")
            and self.slashes.failed(candidate.url, asked_address(request))
        ):
            self.addresses.ask_again(candidate)
            return
        if candidate is not None and candidate.kinds == {"page"} and reason in ("404", "410"):
            # What posts alone lead to, and what is none there, is as little elsewhere.
            self._is_none(candidate)
        if candidate is not None and candidate.place == FIRST and reason in ("404", "410"):
            self.settle(candidate, "gone", reason)
            self.count("gone")
            return
        if candidate is not None and reason in ("404", "410"):
            self.second_look.missed(candidate)
        super().post_failed(failure)

    # --- what pages proved to be --------------------------------------------------------------

    def on_stored(self, item: Any, response: Response | None) -> None:
        """Learn that addresses like this one are posts."""
        super().on_stored(item, response)
        candidate = candidate_of(response)
        if response is None or candidate is None:
            return
        self._explore_later(candidate)
        if not isinstance(item, StoredPost) or not self.choice.twins.led(
            candidate.url, item.post.canonical_url
        ):
            self.choice.twins.is_itself(candidate.url)
        if "part" in candidate.kinds:
            return  # its address is that of a post and a number
        self.choice.patterns.saw(response.url, True)
        self.listings.read_anew.was_post(response.url)
        # What calls itself the post that leads to it is a view of that.
        own = item.post.canonical_url if isinstance(item, StoredPost) else response.url
        namer = candidate.entries[0].found_in or own
        is_view = namer != own and identity_url(namer) == identity_url(own)
        self.choice.views.saw(candidate, is_post=not is_view)
        if not candidate.kinds - {"listing", "page"}:
            self.choice.explorer.finds += 1
            # Others that show it, as a calendar beside each list does, led nowhere.
            self.choice.led_to_a_post(*(entry.found_in for entry in candidate.entries))

    def on_dropped(self, item: Any, response: Response | None, exception: Exception) -> None:
        """Learn that addresses like this one are no posts."""
        kind = str(exception).partition(":")[0]
        candidate = candidate_of(response)
        is_part = candidate is not None and "part" in candidate.kinds
        if (
            response is not None
            and response.request is not None
            and candidate is not None
            and kind in _AS_MISSING
            and self.slashes.doubted(candidate.url, asked_address(response.request))
        ):
            super().on_dropped(item, response, exception)
            self.addresses.ask_again(candidate)
            return
        if response is not None and kind in NO_POSTS and not is_part:
            self.choice.patterns.saw(response.url, False)
            if candidate is not None:
                self.choice.views.saw(candidate, is_post=False)
            self.choice.was_no_post(
                response.url, candidate.entries[0].found_in if candidate is not None else ""
            )
        super().on_dropped(item, response, exception)
        if candidate is not None:
            self.listings.read_anew.was_none(candidate)
            if kind == "error":
                self.second_look.missed(candidate)
        self._explore_later(candidate)

    def on_unread(self, failure: Failure, response: Response | None) -> None:
        """Learn that an answer broke what was to read it: posts that a list names may be lost."""
        super().on_unread(failure, response)
        if response is not None and response.meta.get("newscrawl_kind") == "listing":
            self.listings.ends.failed(response.url, "error")

    def is_listed(self, candidate: Candidate) -> bool:
        """Return True when a list of posts names a candidate, and its address is not against it."""
        if ABOUT_PATH.search(urlsplit(candidate.url).path):
            return False  # /@name/about beside /@name/rain
        return super().is_listed(candidate) and self.choice.looks_like_a_post(candidate.url)
