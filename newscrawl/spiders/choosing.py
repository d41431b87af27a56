"""Which of the addresses of a blog are asked for: what sources name, what looks like a post."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import chain
from urllib.parse import parse_qsl, urlsplit

from newscrawl.discovery.catalogue import CERTAIN, OPEN, Candidate
from newscrawl.discovery.doubts import Doubts
from newscrawl.discovery.explorer import Explorer
from newscrawl.discovery.languages import without_posts
from newscrawl.discovery.leading_pages import LeadingPages
from newscrawl.discovery.like_years import LikeYears, last_number
from newscrawl.discovery.lists_by_deed import ListsByDeed
from newscrawl.discovery.page_numbers import is_numbered
from newscrawl.discovery.posts import PostPatterns
from newscrawl.discovery.scope import Scope, is_aside_of, is_comments_page_of, is_page_address
from newscrawl.discovery.shapes import family
from newscrawl.discovery.tiers import Tier, is_list_file, latest_month, tier_of
from newscrawl.discovery.twins import Twins
from newscrawl.discovery.views import Views, view_name
from newscrawl.spiders.base import PostSpider
from newscrawl.spiders.sources import Named
from pipelines.items import Entry
from pipelines.urls import identity_url

#: Addresses that only other posts name: more than this many beside the rest is a link farm.
FARM_BASE = 500
#: Addresses outside the pattern of posts that are tried while better sources are complete, at
#: least; a tenth of the posts on larger blogs.
DOUBTFUL_WHILE_CHECKING = 6
#: Why a second address of a post is not asked for.
_SAME = "same as another"


class AddressChoice:
    """What is known of one blog's addresses, and which of them are asked for."""

    def __init__(self, spider: PostSpider, scope: Scope) -> None:
        self._spider = spider
        self.scope = scope
        self.patterns = PostPatterns()
        self.explorer = Explorer(scope, this_month=latest_month(datetime.now(UTC)))
        self.twins = Twins()
        self.views = Views()
        self._doubts = Doubts()
        self._farmed = 0
        self.lists_by_deed = ListsByDeed()
        self._leading = LeadingPages(self.patterns)
        #: Posts that may look like the list of a year.
        self.like_years = LikeYears()
        #: Home pages in other languages, as far as no source names anything below them.
        self.other_homes: list[str] = []
        #: All of them, by identity.
        self.homes: frozenset[str] = frozenset()
        #: True where the home page led to a post.
        self.home_is_post = False
        #: Folder of the home page; the rest of the host may be no blog at all.
        self.section = ""
        #: True when a list API or a sitemap names all posts, as far as we can see; it is not known
        #: before the sources were read.
        self.trusted = False
        #: True when a sitemap was read whole, and names all that feeds do: perhaps no more.
        self.mapped = False
        self.sorted_out = False

    @property
    def needs_links(self) -> bool:
        """Return True when links of posts may lead to posts that no source names."""
        return self.sorted_out and not self.trusted and not self.explorer.writer

    def settle(self, scope: Scope, section: str) -> None:
        """Fix what belongs to the blog, now that its home page told."""
        self.scope = self.explorer.scope = scope
        self.section = section

    async def sort_out(self, named: Named) -> None:
        """Make due what the sources named and looks like a post; the rest may be none."""
        addresses = self._spider.addresses
        likely = 0
        async for page in addresses.pages():
            certain = [one for one, kinds in page if kinds & CERTAIN]
            mapped = [one for one, kinds in page if "sitemap" in kinds and not kinds & CERTAIN]
            mapped = [one for one in mapped if self._is_likely(one.url)]
            likely += len(mapped)
            for one, _ in page:
                self.twins.meet(one.url)
            self.other_homes = without_posts(self.other_homes, (one.url for one, _ in page))
            await self._spider.want((*certain, *mapped))
        all_mapped = not await addresses.count_named("feed", not_by="sitemap")
        self.mapped = bool(named.sitemap and all_mapped and not named.broken)
        self.trusted = named.api_trusted or bool(likely and self.mapped)
        self.explorer.checking = self.trusted
        count = await addresses.count_wanted()
        # 1.6 requests a post is the promise; listings may take what the sources leave of it.
        doubtful_at_most = max(DOUBTFUL_WHILE_CHECKING, count // 10)
        self._doubts.budget = doubtful_at_most if self.trusted else None
        spare = int(max(0.6 * count, 12)) - self._spider.sources_asked - doubtful_at_most
        self.explorer.budget = max(4, min(spare, 4) if named.api_trusted else spare)
        self.explorer.known = count
        self.sorted_out = True
        if not self.trusted:
            await addresses.again()
        async for page in addresses.pages(OPEN):
            await self._consider(one for one, _ in page if self._is_in_section(one.url))
            for one, _ in page:
                if one.state == "new" and not self._is_in_section(one.url):
                    self._skip(one, "elsewhere", ("beside the folder of the blog",))
        await self._sample()

    async def consider(self, candidates: Iterable[Candidate]) -> None:
        """Make due those that nobody has judged and that their addresses recommend."""
        await self._consider(one for one in candidates if one.state in OPEN)
        await self._sample()

    def was_no_post(self, url: str, named_by: str = "") -> None:
        """Remember a page that was none; it, or others built like it, may be lists all the same.

        So may the page that named it.
        """
        self._leading.was_no_post(url, named_by)
        self.lists_by_deed.was_no_post(url)

    def turns(self, url: str) -> None:
        """Remember that the page at `url` heads posts, and leads to the pages beside it."""
        self._leading.turns(url)

    def led_to_a_post(self, url: str, *others: str) -> None:
        """Remember that the page at `url` led to a post that nobody had named, as `others` do."""
        self._leading.led_to_a_post(url)
        self.lists_by_deed.led_to_a_post((url, *others))

    def is_like_a_list(self, url: str) -> bool:
        """Return True when pages like the one at `url` led to posts, and none of them was one."""
        return self._leading.is_like_a_list(url)

    async def leave_lists(self) -> None:
        """Note the lists that are not read: what is told of a blog counts them."""
        waiting = self.explorer.waiting
        left, waiting.left = waiting.left, []
        entries = [Entry(url=url, found_in=self._spider.site, found_kind="page") for url in left]
        for candidate in await self._spider.addresses.name(entries):
            self._skip(candidate, "unread list", ("lists like it named nothing new",))

    async def reconsider(self) -> int:
        """Judge anew what waits, by what the samples proved; say how many are due now."""
        found = 0
        leading = self._leading.take()
        if leading:
            read = chain.from_iterable(leading.values())
            self.explorer.offer(filter(self.is_like_a_list, read), Tier.INDEX)
            # What they led to may have been read after others like them were put aside.
            async for page in self._spider.addresses.pages(("skipped",)):
                urls = [one.url for one, _ in page if family(one.url) in leading]
                self.explorer.offer(filter(self.is_like_a_list, urls), Tier.INDEX)
        self.explorer.offer(self.lists_by_deed.take(), Tier.INDEX)
        names, families = self.views.proved(), self.twins.proved()
        if names or families:
            async for page in self._spider.addresses.pages(("skipped",)):
                again = [
                    one
                    for one, _ in page
                    if view_name(one) in names
                    or (one.reason == _SAME and family(one.url) in families)
                ]
                for candidate in again:
                    candidate.state = "parked"
                found += await self._consider(again)
        if self._doubts.reconsider():
            async for page in self._spider.addresses.pages(("parked",)):
                found += await self._consider(one for one, _ in page)
            found += await self._sample()
        return found

    async def try_aside(self) -> int:
        """Have a few read of what was put aside as views or twins of posts; say how many."""
        twins = () if self.trusted else self.twins.aside.to_try()
        aside = [one.url for one in (*self.views.aside.to_try(), *twins)]
        found = await self._spider.addresses.find(aside)
        tried = [one for one in found.values() if one.state == "skipped"]
        for candidate in tried:
            candidate.state = "parked"
        return await self._spider.want(tried)

    async def leave_parked(self) -> None:
        """Put aside what still waits where a few like it were read, and none was a post."""
        async for page in self._spider.addresses.pages(("parked",)):
            for candidate, _ in page:
                if self._doubts.is_sampled(candidate.url):
                    self._skip(candidate, "address", ("some like it were read, and none was new",))

    async def _consider(self, candidates: Iterable[Candidate]) -> int:
        """Make candidates due as far as their addresses recommend them; say how many."""
        wanted = []
        groups: list[tuple[Candidate, tuple[str, ...]]] = []
        for candidate in candidates:
            self.twins.meet(candidate.url)
            verdict = self.patterns.judge(candidate.url)
            if not self._is_no_home(candidate.url):
                self._skip(candidate, "address", ("a home page",))
            elif self.is_like_a_list(candidate.url):
                self._skip(candidate, "listing", ("pages like it led to posts",))
                self.explorer.offer([candidate.url], Tier.INDEX)
            elif self.patterns.days.is_month(candidate.url) or (
                is_list_file(candidate.url) and not _heads_an_item(candidate)
            ):
                self._skip(candidate, "listing", verdict.reasons)
                self.explorer.offer([candidate.url], Tier.INDEX)
            elif self._lies_below_a_post(candidate):
                self._skip(candidate, "address", ("only the post that it lies below leads to it",))
                self._spider.count("skipped/no-post-address")
            elif verdict.hopeless:
                self._skip(candidate, "address", verdict.reasons)
                self._spider.count("skipped/no-post-address")
            elif self.views.is_one(candidate):
                self._skip(candidate, "address", ("what other posts call so was no post",))
                self.views.aside.put(view_name(candidate), candidate)
                self._spider.count("skipped/no-post-address")
            elif not candidate.certain and self.twins.is_one(candidate.url):
                wanted += await self._same_as(candidate, self.twins.post_of(candidate.url))
            elif self.views.may_be(candidate) or (
                not candidate.certain and self.twins.may_be(candidate.url)
            ):
                self._park(candidate)
            elif verdict.score > 0:
                wanted.append(candidate)
            elif tier_of(candidate.url) is not None:
                groups.append((candidate, verdict.reasons))
            else:
                self._park(candidate)
        for candidate, reasons in groups:
            if self._is_one_of_many_numbers(candidate.url) or _heads_an_item(candidate):
                self._park(candidate)
            else:
                self._skip(candidate, "listing", reasons)
                self.explorer.offer([candidate.url])
        return await self._spider.want(wanted)

    async def _sample(self) -> int:
        """Make a few of each family in doubt due; say how many."""
        return await self._spider.want(self._doubts.sample())

    def _skip(self, candidate: Candidate, reason: str, reasons: tuple[str, ...]) -> None:
        self._spider.settle(candidate, "no-post", reason, reasons, state="skipped")

    async def _same_as(self, candidate: Candidate, post: str) -> list[Candidate]:
        """Put a second address of a post aside; return the post if nobody asked for it yet."""
        if self.twins.put_aside(candidate):
            # It may be a post after all; the list that names it names the other.
            self._skip(candidate, _SAME, ("others like it were",))
            target = (await self._spider.addresses.find([post])).get(post)
            if target is None or target.state not in (*OPEN, "skipped"):
                return []
        elif (target := await self._spider.addresses.lead(candidate, post)) is None:
            self._skip(candidate, _SAME, ("others like it were",))
            return []
        target.state = "parked"
        return [target]

    def _park(self, candidate: Candidate) -> None:
        candidate.state = "parked"
        self._spider.addresses.changed(candidate)
        # What lies below a list is one of its kind, whatever it is called.
        below_a_post = self.looks_like_a_post(candidate.entries[0].found_in)
        self._doubts.add(candidate, view=view_name(candidate) if below_a_post else ())

    def _lies_below_a_post(self, candidate: Candidate) -> bool:
        # /post/7/comments/2: its comments, its other dress.
        if candidate.kinds != {"page"}:
            return False
        namer = candidate.entries[0].found_in
        if is_comments_page_of(candidate.url, namer):
            return True
        return is_aside_of(candidate.url, namer) and self.looks_like_a_post(namer)

    def _is_one_of_many_numbers(self, url: str) -> bool:
        # /post/2004 is the list of a year, unless there are /post/2100 and /post/7, too.
        return last_number(url) != "" and (
            self.like_years.holds(url) or self._doubts.holds_many_like(url)
        )

    def _is_likely(self, url: str) -> bool:
        likely = self._is_in_section(url) and self.looks_like_a_post(url)
        return likely and self._is_no_home(url)

    def looks_like_a_post(self, url: str) -> bool:
        """Return True when more speaks for `url` as the address of a post than against it."""
        return self.patterns.judge(url).score > 0

    def is_single_page(self, url: str) -> bool:
        """Return True for a page of this blog's host that is neither a list nor a part of one."""
        return (
            self.scope.holds(url)
            and is_page_address(url)
            and not is_numbered(url)
            and tier_of(url) is None
            and not self.patterns.judge(url).hopeless
        )

    def may_be_post(self, url: str) -> bool:
        """Return True unless `url` is off the blog, no page, or plainly a listing."""
        if not self.is_of_blog(url):
            return False
        if self.patterns.knows and self.patterns.matches(url):
            return True
        return self._is_in_section(url) and (tier_of(url) is None or self.like_years.holds(url))

    def is_of_blog(self, url: str) -> bool:
        """Return True for a page of this blog that is neither its home nor a numbered one."""
        if not self.scope.holds(url) or not is_page_address(url) or is_numbered(url):
            return False
        return self._is_no_home(url)

    def _is_no_home(self, url: str) -> bool:
        homes = (self._spider.site, *(() if self.home_is_post else (self.scope.home,)))
        return identity_url(url) not in {*map(identity_url, homes), *self.homes}

    def _is_in_section(self, url: str) -> bool:
        if not self.section or self.scope.folders or self.explorer.writer:
            return True
        parts = urlsplit(url)
        if parts.path.startswith(self.section) or self.patterns.matches(url):
            return True
        # /index.php?mid=diary of the blog at /diary: the host's script names the folder.
        name = self.section.strip("/")
        return any(value == name for _, value in parse_qsl(parts.query))

    def is_no_farm(self) -> bool:
        """Return False for one more address that only posts name, when these are far too many."""
        self._farmed += 1
        return self._farmed <= FARM_BASE + 2 * (self._spider.addresses.count - self._farmed)


def _heads_an_item(candidate: Candidate) -> bool:
    """Return True when a list of posts names it: /category/food/rain may be a post, too."""
    return any(entry.among_posts for entry in candidate.entries)
