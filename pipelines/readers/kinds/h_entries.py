"""Entries marked as microformats (`h-entry`): of which page each is, by its own address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from pipelines.readers.document import Document
from pipelines.readers.trees.selecting import select
from pipelines.urls import host_of


def are_of_other_pages(document: Document, canonical: str | None) -> bool:
    """Return whether all entries of a page are of other pages, by the address that each has.

    `canonical` is the path by which the page calls itself.
    """
    found = select(document.tree, ".h-entry")[:_MOST_ENTRIES]
    own = {_name_of(document.url), _name_of(canonical or document.url)}
    tops = [one for one in found if not any("h-entry" in _words(up) for up in one.iterancestors())]
    for top in tops:
        addresses = list(_addresses_of(top, document))
        if len(tops) == 1:
            # A single number may be this post's: `/?p=12` is known as `/p/12`, too.
            addresses = [name for name in addresses if not name.isdigit()]
        if not addresses or not own.isdisjoint(addresses):
            return False
    return bool(tops)


def _addresses_of(entry: HtmlElement, document: Document) -> Iterator[str]:
    """Yield the last steps of the addresses on this host that an entry says it has."""
    for link in select(entry, "a.u-url[href]"):
        if next(_nested(link), entry) is not entry or _OTHERS.search(link.get("class") or ""):
            continue
        target = document.target_of(link)
        if target and host_of(target) == host_of(document.url):
            yield from filter(None, [_name_of(target)])


#: A list has fewer, and more tell no more.
_MOST_ENTRIES = 100
#: What else bears an address in an entry: who wrote it, and copies of it elsewhere.
_OTHERS = re.compile(r"(?:^|\s)(?:h-|p-author|u-syndication)")


def _name_of(address: str) -> str:
    """Return the last step of an address: a post is known below other folders and endings, too."""
    path = re.sub(r"/index$|\.(?:html?|php)$", "", urlsplit(address).path.rstrip("/").casefold())
    return unquote(path.removesuffix("/index").rpartition("/")[2])


def _nested(link: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the microformats that a link stands in, the innermost first."""
    return (up for up in link.iterancestors() if any(one[:2] == "h-" for one in _words(up)))


def _words(element: HtmlElement) -> list[str]:
    return (element.get("class") or "").split()
