"""Sitemaps: robots.txt lines, XML (index, news, image, hreflang), plain text, gzip, broken ones."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import etree

from newscrawl.discovery.moments import stated_moment
from newscrawl.discovery.reading import Reading
from pipelines.items import Entry
from pipelines.readers.encoding import clean_text, decode
from pipelines.urls import absolute_url

#: The protocol allows 50 MB and 50,000 addresses a file; what is longer is cut there.
MAX_BYTES = 50 * 1024 * 1024
MAX_ENTRIES = 50_000

_BARE_AMPERSAND = re.compile(r"&(?!#\d+;|#[xX][0-9a-fA-F]+;|(?:amp|lt|gt|quot|apos);)")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
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
    """Return what a sitemap names; never raises, `problem` says what is wrong with it."""
    body, problem = _unpacked(body)
    text = clean_text(decode(body, content_type).text)
    if "<" not in text[:1000]:
        return _plain(text, url, problem)
    # Entities are never needed and the parser would lose `&y=2` of a bare ampersand.
    markup = _DOCTYPE.sub("", _DECLARATION.sub("", text), count=1)
    markup = _BARE_AMPERSAND.sub("&amp;", markup)
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        return Reading(problem=problem or "no XML")
    if parser.error_log and not problem:
        problem = f"broken XML: {parser.error_log[0].message}"
    kind = _name(root)
    if kind == "sitemapindex":
        return Reading(more=tuple(_parts(root, url)), problem=problem)
    if kind != "urlset" and root.find(".//{*}loc") is None:
        return Reading(problem=problem or f"not a sitemap: <{kind}>")
    return Reading(entries=tuple(_entries(root, url)), problem=problem)


def part_holds_posts(url: str) -> bool:
    """Return False for a part of a sitemap index whose name says tags, authors, images, ..."""
    path = urlsplit(url).path
    return not _OTHER_PART.search(path) and not _OTHER_FOLDER.search(path)


def _unpacked(body: bytes) -> tuple[bytes, str]:
    if not body.startswith(b"\x1f\x8b"):
        return body[:MAX_BYTES], "cut at 50 MB" if len(body) > MAX_BYTES else ""
    worker = zlib.decompressobj(wbits=31)
    try:
        plain = worker.decompress(body, MAX_BYTES)
    except zlib.error as error:
        return b"", f"broken gzip: {error}"
    if worker.unconsumed_tail:
        return plain, "cut at 50 MB"
    return plain, "" if worker.eof else "gzip ends too early"


def _plain(text: str, url: str, problem: str) -> Reading:
    lines = (line.strip() for line in text.splitlines()[:MAX_ENTRIES])
    # A line that is no address of its own is prose, not a sitemap's relative link.
    found = (absolute_url(line, url) for line in lines if re.match(r"https?://", line, re.I))
    entries = tuple(
        Entry(url=address, found_in=url, found_kind="sitemap", position=position)
        for position, address in enumerate(address for address in found if address)
    )
    return Reading(entries=entries, problem=problem or ("" if entries else "no addresses"))


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _children(element: etree._Element, name: str) -> Iterator[str]:
    for child in element:
        if _name(child) == name and child.text and child.text.strip():
            yield child.text.strip()


def _first(element: etree._Element, name: str) -> str | None:
    return next(_children(element, name), None)


def _parts(root: etree._Element, url: str) -> Iterator[str]:
    for element in root.iter():
        if _name(element) == "sitemap":
            for location in _children(element, "loc"):
                if address := absolute_url(location, url):
                    yield address


def _entries(root: etree._Element, url: str) -> Iterator[Entry]:
    position = 0
    for element in root.iter():
        location = _first(element, "loc") if _name(element) == "url" else None
        address = absolute_url(location, url) if location else None
        if not address:
            continue
        if position >= MAX_ENTRIES:
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
        position += 1
        for other in _languages(element, url):
            if other != address:
                yield Entry(url=other, found_in=url, found_kind="sitemap", position=position)
                position += 1


def _languages(element: etree._Element, url: str) -> Iterator[str]:
    # An alternate with `media` is a phone's copy of the same page, not another language.
    for child in element:
        if _name(child) == "link" and child.get("hreflang") and not child.get("media"):
            href = absolute_url(child.get("href") or "", url)
            if href and child.get("hreflang") != "x-default":
                yield href
