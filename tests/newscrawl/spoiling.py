"""What the crawl's own process reads of strangers, whole and spoiled: lists, files, not posts.

Posts are read by workers, which have limits of time and memory; what is here has none but its own.
"""

from __future__ import annotations

import gzip
import io
import json
import random
import tempfile
from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newscrawl.demo.pages import render
from newscrawl.demo.source import BLOG, read_posts
from newscrawl.discovery.catalogue import Catalogue
from newscrawl.discovery.data_links import placed
from newscrawl.discovery.explorer import Explorer
from newscrawl.discovery.feeds import read_feed
from newscrawl.discovery.markup import read_markup
from newscrawl.discovery.moments import http_date
from newscrawl.discovery.pagination import next_pages
from newscrawl.discovery.posts import PostPatterns
from newscrawl.discovery.scope import blog_scope
from newscrawl.discovery.sitemaps import read_sitemap, robots_sitemaps
from newscrawl.discovery.source_files import is_published, read_config, source_entry
from newscrawl.discovery.terms import Terms
from newscrawl.gate import retry_after_seconds
from newscrawl.middlewares.robots import Rules, text_of
from pipelines.captures import captures_in
from pipelines.items import Entry
from pipelines.noarchive import asks_for_no_archive
from pipelines.readers.data.front_matter import split_source
from pipelines.readers.platforms import module_of
from pipelines.readers.platforms.api import Told
from pipelines.readers.text.encoding import decode
from tests.golden_cases import cases, page_of
from tests.golden_lists import GOLDEN
from tests.golden_lists import cases as list_cases
from tests.newscrawl.discovery import test_feeds, test_sitemaps
from tests.pipelines.readers.mutating import spoiled

HOME = "https://blog.example/"
#: Bytes of a page that an import takes.
_LIMIT = 3_000_000
#: Set into what is spoiled, beside what is set into pages.
_STINGS: tuple[bytes, ...] = (
    b'<!DOCTYPE a [<!ENTITY b "' + b"c" * 1000 + b'"><!ENTITY d "' + b"&b;" * 1000 + b'">]>',
    b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><loc>&b;</loc>',
    b"<item>" * 800,
    b"<url><loc>" * 800,
    b"<![CDATA[" * 300,
    b"<entry xmlns:a='" + b"x" * 4000 + b"'>",
    b'<?xml version="1.0" encoding="utf-16"?>',
    b"<pubDate>Mon, 99 Foo 99999 99:99:99 +9999</pubDate><lastmod>0000-00-00T24:60</lastmod>",
    b'"a":' + b"[" * 3000,
    b'{"items":{"items":[null,1e999,NaN,-0,"\\ud800",[{}],{"url":{"url":[]}}]}}',
    b"null",
    b"1" * 6000,
    b"\r\nUser-agent: *\r\nDisallow: " + b"*a" * 300 + b"$\r\nCrawl-delay: 1e999\r\n",
    b"\nAllow: /%\xff%zz\nSitemap: http://[\nSitemap: \x00\nCrawl-delay: -1\nCrawl-delay: nan\n",
    b"\r\nContent-Length: 99999999999999999999\r\n",
    b"\r\nContent-Length: -1\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://[\r\n\r\n",
    b"HTTP/1.1 99999999999999999999 \xff\r\nContent-Encoding: gzip\r\n\r\n",
    b"\x1f\x8b\x08\x00",
    b"---\nurl: {a: [&x [*x]]}\ndate: 99999-01-01\ntimezone: ../../etc/passwd\n",
    b"permalink: /:year/:nothing/:/" + b":title" * 500 + b"\n",
    b"defaults: [1, {scope: 1, values: [2]}, {values: {date: [1]}}]\n",
    b"&amp;" * 3000,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """Something that strangers write, and all that the crawl's process asks of it."""

    name: str
    whole: tuple[bytes, ...]
    #: Takes one of `whole`, spoiled, and its number; whatever it raises is a fault.
    read: Callable[[bytes, int], object]
    #: What unpacks it, and packs it anew; spoiled is what is packed.
    pack: Callable[[bytes], bytes] = bytes


def spoiled_input(seed: int, number: int) -> tuple[Kind, bytes, int]:
    """Return something spoiled, the same for the same numbers, its kind, and which it was."""
    chance = random.Random(f"{seed}:{number}")
    kind = chance.choice(kinds())
    which = chance.randrange(len(kind.whole))
    body = kind.whole[which]
    if chance.random() < 0.5 and (other := turned(body, chance)):
        return kind, kind.pack(other), which
    for _ in range(chance.choice((0, 0, 1, 1, 2))):
        place = chance.randrange(len(body) + 1)
        body = body[:place] + chance.choice(_STINGS) + body[place:]
    body = spoiled(body, kind.whole, chance)
    return kind, kind.pack(body) if chance.random() < 0.8 else body, which


#: What may stand where something else is told.
_OTHERS: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    5,
    1e308,
    10**30,
    "",
    "\x00\ud800",
    "http://[",
    "9999-99-99T99:99:99+99:99",
    [],
    [None],
    [[5]],
    {},
    {"rendered": 5},
    {"$t": [None]},
)


def turned(body: bytes, chance: random.Random) -> bytes:
    """Return JSON in which one to four values are of another kind; empty for what is no JSON."""
    try:
        whole = json.loads(body)
    except ValueError:
        return b""
    if not isinstance(whole, dict | list):
        return b""
    for _ in range(chance.randint(1, 4)):
        places: list[tuple[Any, Any]] = []
        waiting = [whole]
        while waiting:
            one = waiting.pop()
            inside = one.items() if isinstance(one, dict) else enumerate(one)
            for key, value in inside:
                places.append((one, key))
                if isinstance(value, dict | list):
                    waiting.append(value)
        if places:
            one, key = chance.choice(places)
            one[key] = deepcopy(chance.choice(_OTHERS))
    return json.dumps(whole).encode()


@cache
def kinds() -> tuple[Kind, ...]:
    """Return everything that is read outside of workers."""
    pages = tuple(page_of(case).body for case in cases())
    blog = {path: page.body for path, page in render(read_posts(), HOME.rstrip("/")).items()}
    told = (test_feeds.RSS, test_feeds.ATOM, test_feeds.RDF, test_feeds.JSON)
    feeds = (blog["/feed.xml"], *(text.encode() for text in told))
    url = f"{HOME}2024/07/rain/"
    named = (
        f"<url><loc>{url}</loc><lastmod>2024-07-22T09:30:00+09:00</lastmod><news:news>"
        "<news:title>비</news:title><news:publication_date>2024-07-22</news:publication_date>"
        f'</news:news><xhtml:link rel="alternate" hreflang="en" href="{HOME}en/rain/"/></url>'
    )
    sitemaps = (
        blog["/sitemap.xml"],
        f"{test_sitemaps.HEAD}{named * 20}</urlset>".encode(),
        f"<sitemapindex><sitemap><loc>{HOME}post-1.xml</loc></sitemap></sitemapindex>".encode(),
        f"{HOME}a\n{HOME}b\n".encode(),
    )
    robots = (
        blog["/robots.txt"],
        b"User-agent: newscrawl\nUser-agent: other\nDisallow: /a*b$\nAllow: /a\nCrawl-delay: 5\n"
        b"User-agent: *\nDisallow: /\nSitemap: https://blog.example/sitemap.xml\n",
    )
    listings = tuple(body for path, body in blog.items() if path.endswith("/"))
    sources = tuple(file.read_bytes() for file in sorted((BLOG / "_posts").iterdir()))
    configs = (
        b"url: https://blog.example\nbaseurl: /a\npermalink: /:categories/:year/:title/\n"
        b"timezone: Asia/Seoul\ndefaults:\n  - scope: {path: _posts}\n    values: {author: a}\n",
        b'baseURL = "https://blog.example/"\ntimeZone = "Asia/Seoul"\n[permalinks]\nposts = "/:slug/"\n',
    )
    headers = (
        b"Mon, 22 Jul 2024 09:30:00 GMT",
        b"Monday, 12-Jan-70 13:47:40 GMT",
        b"120",
        b"otherbot: noarchive, nofollow, unavailable_after: 2024-07-22",
    )
    warc = warc_file(pages[::12])
    return (
        Kind("feed", feeds, _read_feed),
        Kind("sitemap", sitemaps, _read_sitemap),
        Kind("packed sitemap", sitemaps, _read_sitemap, gzip.compress),
        Kind("robots.txt", robots, _read_robots),
        Kind("listing", (*listings, *pages), _read_listing),
        Kind("list API", tuple(body for body, _ in _answers()), _read_answer),
        Kind("configuration", configs, _read_config),
        Kind("source file", sources, _read_source),
        Kind("header", headers, _read_header),
        Kind("WARC", (warc,), lambda body, _: _read_captures(body, "a.warc")),
        Kind("packed WARC", (warc,), lambda body, _: _read_captures(body, "a.warc.gz"), _members),
        Kind("saved page", pages, lambda body, _: _read_captures(body, "a.html")),
        Kind(
            "packed saved page",
            pages,
            lambda body, _: _read_captures(body, "a.html.gz"),
            gzip.compress,
        ),
    )


def warc_file(bodies: Iterable[bytes]) -> bytes:
    """Return a WARC file of pages, a redirect and what crawlers note beside them."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "none"}))
    for number, body in enumerate(bodies):
        url = f"{HOME}{number}"
        packed = number % 3 == 1
        said = [("Content-Type", "text/html; charset=utf-8")]
        said += [("Content-Encoding", "gzip")] if packed else []
        said += [("Location", f"{url}/")] if number % 3 == 2 else []
        status = "301 Moved" if number % 3 == 2 else "200 OK"
        payload = gzip.compress(body) if packed else body
        http = StatusAndHeaders(status, said, protocol="HTTP/1.1")
        at = {"WARC-Date": "2025-05-01T12:00:00Z"}
        writer.write_record(
            writer.create_warc_record(
                url,
                "response",
                payload=io.BytesIO(payload),
                length=len(payload),
                http_headers=http,
                warc_headers_dict=at,
            )
        )
        note = b"hopsFromSeed: R\r\nvia: https://blog.example/old\r\n"
        writer.write_record(
            writer.create_warc_record(
                url,
                "metadata",
                payload=io.BytesIO(note),
                length=len(note),
                warc_content_type="application/warc-fields",
                warc_headers_dict=at,
            )
        )
    return out.getvalue()


def _members(warc: bytes) -> bytes:
    # A record a member, as crawlers write them.
    parts = warc.split(b"WARC/1.0\r\n")
    return b"".join(gzip.compress(b"WARC/1.0\r\n" + part) for part in parts[1:]) or warc


@cache
def _answers() -> tuple[tuple[bytes, str], ...]:
    """Return the answers of list APIs, each with its case."""
    return tuple(
        (file.read_bytes(), case)
        for case in list_cases()
        for file in sorted((GOLDEN / case).glob("answer-*"))
    )


def _take(entries: Sequence[Entry]) -> None:
    """Do with entries what a crawl does before it asks for the first of them."""
    scope, terms, patterns, catalogue = blog_scope(HOME), Terms(), PostPatterns(), Catalogue()
    urls = [entry.url for entry in entries[:200] if scope.holds(entry.url)]
    patterns.learn(urls)
    terms.learn(urls)
    for entry in entries[:200]:
        catalogue.add(terms.parted(entry))
        patterns.judge(entry.url)


def _read_feed(body: bytes, which: int) -> None:
    _take(read_feed(body, f"{HOME}feed", "application/xml" if which % 2 else "").entries)


def _read_sitemap(body: bytes, which: int) -> None:
    _take(read_sitemap(body, f"{HOME}sitemap.xml", "application/xml" if which % 2 else "").entries)


def _read_robots(body: bytes, _: int) -> None:
    text = text_of(body)
    rules = Rules(text, "newscrawl/0.1 (+https://crawler.example/)")
    for path in ("", "a/b", "a?b=c", "%EA%B0%80/", "a" * 1500):
        rules.allows(HOME + path)
    assert rules.crawl_delay_seconds == rules.crawl_delay_seconds, "a delay that is no number"
    assert isinstance(rules.sitemaps, tuple)
    robots_sitemaps(text, HOME)


def _read_listing(body: bytes, _: int) -> None:
    asks_for_no_archive([], body)
    markup = read_markup(body, HOME)
    list(next_pages(markup))
    explorer = Explorer(blog_scope(HOME))
    explorer.begin(HOME)
    urls = [link.url for link in markup.links]
    explorer.page_read(markup, urls, new=len(urls))
    explorer.offer(urls)
    list(explorer.release())
    placed(markup.unplaced, urls)


def _read_answer(body: bytes, which: int) -> None:
    case = _answers()[which][1]
    module: Any = module_of(case.split("/")[1])
    said = json.loads((GOLDEN / case / "asked.json").read_text("utf-8"))
    home_page = GOLDEN / case / "home.html"
    markup = home_page.read_text("utf-8") if home_page.exists() else ""
    request = module.list_requests(said["home"], markup)[said.get("list", 0)]
    base = datetime(2026, 1, 15, 3, tzinfo=UTC)
    # `ListApi.read` would pass over what is raised here; the list would be lost.
    told = {"x-wp-total": body[:9].decode("latin-1")}
    _take(module.read_list(body, request, Told(base=base, headers=told)).entries)


def _read_config(body: bytes, which: int) -> None:
    config = read_config(("_config.yml", "hugo.toml")[which], decode(body).text)
    source_entry(PurePosixPath("_posts/2024-07-22-a.md"), {"title": "a"}, config, config.base_url)


def _read_source(body: bytes, which: int) -> None:
    name = ("_posts/2024-07-22-비.md", "content/posts/a.md")[which % 2]
    config = read_config(("_config.yml", "hugo.toml")[which % 2], "")
    matter = split_source(decode(body).text, name).matter
    is_published(matter)
    source_entry(PurePosixPath(name), matter, config, HOME)


def _read_header(body: bytes, _: int) -> None:
    retry_after_seconds(body)
    http_date(body.decode("latin-1"))
    asks_for_no_archive([body], b"")


def _read_captures(body: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(body)
        for capture in captures_in(file, _LIMIT, {}):
            assert len(capture.body) <= _LIMIT
