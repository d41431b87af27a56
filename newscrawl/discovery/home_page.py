"""What a home page tells of where its blog lies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from urllib.parse import urlsplit

from newscrawl.discovery.bare_numbers import is_bare_page, without_number
from newscrawl.discovery.markup import Markup
from newscrawl.discovery.page_numbers import is_numbered
from newscrawl.discovery.scope import bare_host, is_below, section_beside, section_of
from newscrawl.discovery.shapes import SAMPLE, family, is_dated
from pipelines.urls import identity_url


def section_of_blog(asked: str, home: Markup, is_single_page: Callable[[str], bool]) -> str:
    """Return the folder that a blog lies in whose home page, asked for at `asked`, is `home`.

    Empty for the whole host. `is_single_page` tells addresses that may be posts from lists.
    """
    # `/` may send on to `/en/`: what was asked for is the whole.
    inside = bare_host(asked) == bare_host(home.url) and section_of(home.url).startswith(
        section_of(asked)
    )
    shown = [link for link in home.links if is_single_page(link.url)]
    # /blog/?p=7 is no other place than /blog/.
    heads = Counter(
        family(link.url)
        for link in shown
        if (link.heads or (link.group and is_dated(link.url)))
        and urlsplit(link.url).path != urlsplit(home.url).path
    )
    headed = {without_number(link.url) for link in home.links if link.heads}
    heads_others = max(heads.values(), default=0) >= SAMPLE
    return section_beside(
        asked if inside else home.url,
        # Below it may lie nothing but the pages of its list: `/column/rain/2/`.
        (link.url for link in shown if not (heads_others and is_bare_page(link, headed))),
        heads_others=heads_others,
    )


def has_posts_below(home: Markup) -> bool:
    """Return True for a page in whose folder posts lie: a blog, and no list of a writer."""
    below = {
        identity_url(link.url)
        for link in home.links
        if link.heads and is_below(link.url, home.url) and not is_numbered(link.url)
    }
    return len(below) >= SAMPLE
