"""Numbers that stand alone at the end of an address: /list/2 is a page, /post/7 is a post."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from newscrawl.discovery.markup import Markup
from newscrawl.discovery.page_links import PageLink
from pipelines.urls import identity_url

#: /list/2, /more/10: what says "next" of it makes it a page.
BARE_NUMBER = re.compile(r"/\d{1,3}/?$")
#: /calendar/2024/12: the month that a calendar calls the next one.
_MONTH = re.compile(r"/(?:19|20)\d\d/(?:0?[1-9]|1[0-2])/?$")
#: Slashes of the identity of a host's top.
_TOP = 3


def bare_number(url: str) -> int:
    """Return the number that a path ends with; 0 when it ends otherwise."""
    match = re.search(r"/(\d{1,3})/?$", urlsplit(url).path)
    return int(match[1]) if match else 0


def is_month(url: str) -> bool:
    """Return True for a year and a month at the end of an address: no pages of one list."""
    return _MONTH.search(urlsplit(url).path) is not None


def without_number(url: str) -> str:
    """Return the identity of an address without the number at its end."""
    return BARE_NUMBER.sub("/", identity_url(url))


def is_bare_page(link: PageLink, headed: set[str]) -> bool:
    """Return True for a bare number that leads to that number in a folder where no post has one."""
    number, stem = bare_number(link.url), without_number(link.url)
    return (
        number > 0
        and link.text.strip() == str(number)
        and stem.count("/") > _TOP
        and stem not in headed
        and not is_month(stem)
    )


def numbers_beside(markup: Markup) -> frozenset[str]:
    """Return where the numbers under a page lead that has a bare number itself: /list/3 of /list/2.

    None where what heads items has such addresses: then they are those of posts.
    """
    own = bare_number(markup.url)
    stem = without_number(markup.url)
    found: set[str] = set()
    for link in markup.links if own and not is_month(markup.url) else ():
        if (number := bare_number(link.url)) and number != own and without_number(link.url) == stem:
            if link.heads or link.text.strip() != str(number):
                return frozenset()
            found.add(link.url)
    return frozenset(found) if len(found) > 1 else frozenset()
