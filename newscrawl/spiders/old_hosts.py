"""Hosts that a blog left: old links of it name them, and they send on to where it is now."""

from __future__ import annotations

from dataclasses import replace

from newscrawl.discovery.markup import Markup
from newscrawl.discovery.post_lists import other_hosts_of_posts
from newscrawl.discovery.scope import at_host_of, bare_host
from newscrawl.spiders.base import PostSpider
from newscrawl.spiders.choosing import AddressChoice
from pipelines.items import SourceKind
from pipelines.urls import identity_url

#: Other hosts that one blog's lists may name and that are asked whether they send on to it.
MOST_HOSTS = 2


class OldHosts:
    """The hosts that one blog left."""

    def __init__(self, spider: PostSpider, choice: AddressChoice) -> None:
        self._spider = spider
        self._choice = choice
        #: By host whether an address of it led to the same one of the blog.
        self._left: dict[str, bool] = {}

    async def at_home(self, markup: Markup, kind: SourceKind) -> Markup:
        """Return a page whose links to a host that the blog left lead to where it is now."""
        if kind == "listing":
            await self._ask(markup)
        if not any(self._left.values()):
            return markup
        links = tuple(replace(link, url=self._moved(link.url, markup)) for link in markup.links)
        following = self._moved(markup.next, markup) if markup.next else None
        return replace(markup, links=links, next=following)

    async def _ask(self, markup: Markup) -> None:
        choice = self._choice
        named = other_hosts_of_posts(
            markup.url, markup.links, choice.scope.holds, choice.looks_like_a_post
        )
        for host, url in named.items():
            if host not in self._left and len(self._left) < MOST_HOSTS:
                response = await self._spider.fetch_source(url, kind="listing")
                # One that sends on to other addresses says nothing of where the rest is now.
                here = identity_url(at_host_of(url, markup.url))
                self._left[host] = response is not None and identity_url(response.url) == here

    def _moved(self, url: str, markup: Markup) -> str:
        return at_host_of(url, markup.url) if self._left.get(bare_host(url)) else url
