"""Sitemaps: robots.txt lines, XML (index, news, image, hreflang), plain text, gzip, broken ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import chain, islice
from typing import cast
from urllib.parse import urlsplit

from lxml import etree

from newscrawl.discovery.feeds import read_feed
from newscrawl.discovery.moments import stated_moment
from newscrawl.discovery.reading import Reading
from newscrawl.discovery.sitemap_pieces import GZIP, PIECE_BYTES, Unpacked, markup_of, texts_of
from pipelines.items import Entry
from pipelines.urls import absolute_url

#: The protocol allows 50,000 addresses a file; what is longer is cut there, and said so.
MAX_ENTRIES = 50_000
TOO_MANY = f"cut at {MAX_ENTRIES:,} addresses"
#: Characters without any address after which the rest is not read: what is no sitemap would be
#: held as a tree.
IN_VAIN_CHARACTERS = 2 * 1024 * 1024

#: Outermost elements of feeds.
_FEEDS = frozenset(("rss", "feed", "rdf"))
_ROBOTS_LINE = re.compile(r"(?im)^[ \t\ufeff]*sitemap[ \t]*:[ \t]*(\S+)")
#: Folders whose lists repeat what a better part has: Nikola names the feed of every tag as a part.
_OTHER_FOLDER = re.compile(
    r"/(tags?|categor(y|ies)|authors?|galler(y|ies)|users?|labels?)/", re.IGNORECASE
)
#: Parts of a sitemap index that hold other things than posts, by the names engines give them.
_OTHER_PART = re.compile(
    r"(tags?|taxonom(y|ies)|categor(y|ies)|post_tag|authors?|users?|images?|videos?|products?|"
    r"attachments?|media|locations?)[-_]?(sitemap)?\d*([-_]\d+)?\.xml",
    re.IGNORECASE,
)


def robots_sitemaps(text: str, base: str) -> tuple[str, ...]:
    """Return the sitemaps that robots.txt names, absolute, in order."""
    found = (absolute_url(match, base) for match in _ROBOTS_LINE.findall(text))
    return tuple(dict.fromkeys(url for url in found if url))


def read_sitemap(body: bytes, url: str, content_type: str = "") -> Reading:
    """Return what a sitemap names; never raises, `problem` says what is wrong with it.

    Read piece by piece: a file of 50 MB is never held as text or as a tree.
    """
    unpacked = Unpacked(body)
    texts = texts_of(unpacked, content_type)
    first = next(texts, "")
    if "<" not in first[:1000]:
        return _plain(chain([first], texts), url, unpacked)
    found = _Found(url)
    broken = _parse(markup_of(first, texts), found)
    problem = unpacked.problem or broken or (TOO_MANY if found.full else "")
    if not found.kind:
        return Reading(problem=problem or "no XML")
    if found.kind == "sitemapindex":
        return Reading(more=tuple(found.parts), problem=problem)
    if found.kind in _FEEDS and not found.any_location and not body.startswith(GZIP):
        # The protocol takes a feed for a sitemap; Nikola names its own in the index. It may be cut
        # short like any feed, and proves nothing.
        return replace(read_feed(body, url, content_type), newest_only=True)
    if found.kind != "urlset" and not found.any_location:
        return Reading(problem=unpacked.problem or f"not a sitemap: <{found.kind}>")
    entries = tuple(found.entries[:MAX_ENTRIES])
    newest_only = found.news * 2 > len(entries) and _is_of_a_week(entries)
    return Reading(entries=entries, problem=problem, newest_only=newest_only)


def _is_of_a_week(entries: Iterable[Entry]) -> bool:
    # A sitemap of news names articles of the last two days; some plugins mark all posts so.
    stated = [entry.published.utc for entry in entries if entry.published]
    return not stated or max(stated) - min(stated) <= timedelta(days=7)


def part_holds_posts(url: str) -> bool:
    """Return False for a part of a sitemap index whose name says tags, authors, images, ..."""
    path = urlsplit(url).path
    return not _OTHER_PART.search(path) and not _OTHER_FOLDER.search(path)


class _Found:
    """What was found in a sitemap so far."""

    def __init__(self, url: str) -> None:
        self._url = url
        #: Name of the outermost element; empty while there is none.
        self.kind = ""
        self.entries: list[Entry] = []
        self.parts: list[str] = []
        self.any_location = False
        #: How many of the entries are marked as news.
        self.news = 0

    @property
    def full(self) -> bool:
        """Return True when nothing more is read: there is one more than is taken."""
        return len(self.entries) > MAX_ENTRIES

    def take(self, element: etree._Element) -> None:
        """Take an element that ended."""
        name = _name(element)
        self.any_location = self.any_location or name == "loc"
        if name == "sitemap":
            found = (absolute_url(text, self._url) for text in _children(element, "loc"))
            self.parts += [address for address in found if address]
        elif name == "url" and not self.full:
            self.entries += _entries(element, self._url, len(self.entries))
            self.news += any(_name(child) == "news" for child in element)


def _parse(pieces: Iterator[str], found: _Found) -> str:
    """Fill `found`, and return what is wrong with the markup; empty: nothing."""
    parser = etree.XMLPullParser(
        events=("end",),
        tag=("{*}url", "{*}sitemap", "{*}loc"),
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
    )
    in_vain = 0
    try:
        for piece in pieces:
            parser.feed(piece.encode("utf-8", "replace"))
            in_vain = 0 if _take_events(parser, found) else in_vain + len(piece)
            if found.full:
                return ""
            if in_vain > IN_VAIN_CHARACTERS:
                return "it goes on and on without an address"
        # None when there was nothing at all.
        root = cast("etree._Element | None", parser.close())
    except (etree.XMLSyntaxError, ValueError) as error:
        return f"broken XML: {error}"
    _take_events(parser, found)
    if root is None:
        return ""
    found.kind = _name(root)
    for element in root.iter():  # what nothing ended
        found.take(element)
    return f"broken XML: {parser.feed_error_log[0].message}" if parser.feed_error_log else ""


def _take_events(parser: etree.XMLPullParser, found: _Found) -> bool:
    """Return True when anything ended; what ended and was taken is cut out of the tree."""
    any_ended = False
    for _, element in parser.read_events():
        if not isinstance(element, etree._Element):
            continue
        any_ended = True
        found.kind = found.kind or _name(element.getroottree().getroot())
        found.take(element)
        if _name(element) == "loc":
            continue
        element.clear()
        parent = element.getparent()
        if parent is not None:
            while parent[0] is not element:
                del parent[0]
    return any_ended


def _plain(texts: Iterable[str], url: str, unpacked: Unpacked) -> Reading:
    # A line that is no address of its own is prose, not a sitemap's relative link.
    lines = (line for line in _lines(texts) if re.match(r"https?://", line, re.IGNORECASE))
    found = (absolute_url(line, url) for line in lines)
    addresses = tuple(islice((address for address in found if address), MAX_ENTRIES + 1))
    entries = tuple(
        Entry(url=address, found_in=url, found_kind="sitemap", position=position)
        for position, address in enumerate(addresses[:MAX_ENTRIES])
    )
    cut = TOO_MANY if len(addresses) > MAX_ENTRIES else ""
    problem = unpacked.problem or cut or ("" if entries else "no addresses")
    return Reading(entries=entries, problem=problem)


def _lines(texts: Iterable[str]) -> Iterator[str]:
    held = ""
    for text in texts:
        *lines, held = re.split(r"[\r\n]+", held[-PIECE_BYTES:] + text)
        yield from (line.strip() for line in lines)
    yield held.strip()


def _name(element: etree._Element) -> str:
    # etree.QName raises for a name that the parser mended, as that of `<url:>`.
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _children(element: etree._Element, name: str) -> Iterator[str]:
    for child in element:
        if _name(child) == name and child.text and child.text.strip():
            yield child.text.strip()


def _first(element: etree._Element, name: str) -> str | None:
    return next(_children(element, name), None)


def _entries(element: etree._Element, url: str, position: int) -> Iterator[Entry]:
    location = _first(element, "loc")
    address = absolute_url(location, url) if location else None
    if not address:
        return
    news = next((child for child in element if _name(child) == "news"), None)
    yield Entry(
        url=address,
        found_in=url,
        found_kind="sitemap",
        position=position,
        title=_first(news, "title") if news is not None else None,
        published=stated_moment(_first(news, "publication_date")) if news is not None else None,
        updated=stated_moment(_first(element, "lastmod")),
    )
    for other in _languages(element, url):
        if other != address:
            position += 1
            yield Entry(url=other, found_in=url, found_kind="sitemap", position=position)


def _languages(element: etree._Element, url: str) -> Iterator[str]:
    # An alternate with `media` is a phone's copy of the same page, not another language.
    for child in element:
        if _name(child) == "link" and child.get("hreflang") and not child.get("media"):
            href = absolute_url(child.get("href") or "", url)
            if href and child.get("hreflang") != "x-default":
                yield href
