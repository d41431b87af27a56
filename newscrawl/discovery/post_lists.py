"""Which lists of a page are lists of posts, and which of its links are the blog's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from newscrawl.discovery.page_links import PageLink
from newscrawl.discovery.scope import at_host_of, bare_host, is_below
from newscrawl.discovery.shapes import SAMPLE, family
from newscrawl.discovery.tiers import is_list_file
from pipelines.urls import identity_url

#: Addresses of one family in one list of a page: so many are no menu.
MANY = 8


class ShownLink(NamedTuple):
    """A link of a page, as the blog has it."""

    #: How many links stand before it on the page.
    place: int
    link: PageLink
    #: The address it means, without what leads to a place within its page.
    url: str


def lists_of_posts(
    links: Sequence[ShownLink],
    looks_like_a_post: Callable[[str], bool],
    *,
    certain: Collection[str],
    goes_on: bool,
    least: int,
    by_likeness: bool,
) -> frozenset[int]:
    """Return the lists of a page that hold addresses built like posts, and few others.

    Addresses in `certain` are posts. Where the page is one of several (`goes_on`), headings of
    items count as such, unless they are called a month's or a category's; `least` is how many a
    list has to hold. `by_likeness`: where nothing tells posts, a long list whose addresses are
    alike is that of them.
    """
    seen: dict[int, dict[str, bool]] = {}
    for _, link, url in links:
        if link.group and not seen.setdefault(link.group, {}).get(url):
            is_post = url in certain or (
                not is_list_file(url) and ((goes_on and link.heads) or looks_like_a_post(url))
            )
            seen[link.group][url] = is_post
    posts = frozenset(
        group
        for group, urls in seen.items()
        if sum(urls.values()) >= least and 2 * sum(urls.values()) > len(urls)
    )
    if posts or not by_likeness:
        return posts
    return frozenset(
        group
        for group, urls in seen.items()
        if Counter(map(family, urls)).most_common(1)[0][1] >= max(MANY, len(urls) * 3 // 4)
    )


def of_the_writer(
    links: list[ShownLink], shown: Iterable[PageLink], writer: str
) -> list[ShownLink]:
    """Return of the links of the page at `writer` what it heads, or some that lie below; else all.

    Beside a writer's list stand the newest posts of everybody: where nothing tells them by their
    place, a list that names other writers more often is none of this one's; a post of his may name
    another beside him. `shown` are all links of the page.
    """
    own = [one for one in links if one.link.heads or is_below(one.url, writer)]
    if any(one.link.heads for one in own) or len({one.url for one in own}) >= SAMPLE:
        return own
    like = family(writer)
    posts = Counter(group for group, _ in {(one.link.group, one.url) for one in links})
    named: Counter[int] = Counter()
    for one in shown:
        if family(one.url) == like:
            named[one.group] += -1 if identity_url(one.url) == identity_url(writer) else 1
    theirs = {group for group, more in named.items() if group and 2 * more >= posts[group]}
    return [one for one in links if one.link.group not in theirs]


def other_hosts_of_posts(
    page: str,
    links: Sequence[PageLink],
    holds: Callable[[str], bool],
    looks_like_a_post: Callable[[str], bool],
) -> dict[str, str]:
    """Return hosts under which a list heads items as if they were the blog's, each with one.

    `links` are all of the page; `holds` tells the blog's addresses. Items beside the blog's own
    are built as these; where none is its own, they look like posts once they are taken for such.
    """
    headed = [link for link in links if link.heads]
    own = [link for link in headed if holds(link.url)]
    kinds = {(link.group, family(link.url)) for link in own if link.group}
    shows_own = any(looks_like_a_post(link.url) for link in own)
    found: dict[str, set[str]] = {}
    for link in headed:
        if holds(link.url):
            continue
        is_like = (link.group, family(link.url)) in kinds
        if is_like or (not shows_own and looks_like_a_post(at_host_of(link.url, page))):
            found.setdefault(bare_host(link.url), set()).add(link.url)
    return {host: min(urls) for host, urls in found.items() if len(urls) >= SAMPLE}
