"""Where feeds and sitemaps usually lie: asked for only when the blog itself names none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from newscrawl.discovery.tiers import Tier, tier_of
from pipelines.urls import absolute_url

#: Engines name themselves in `<meta name=generator>`; each has its usual places.
_BY_GENERATOR: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "wordpress": (("feed/",), ("wp-sitemap.xml", "sitemap_index.xml", "sitemap.xml")),
    "blogger": (("feeds/posts/default",), ("sitemap.xml",)),
    "ghost": (("rss/",), ("sitemap.xml",)),
    "jekyll": (("feed.xml", "atom.xml"), ("sitemap.xml",)),
    "hugo": (("index.xml",), ("sitemap.xml",)),
    "hexo": (("atom.xml",), ("sitemap.xml",)),
    "pelican": (("feeds/all.atom.xml",), ("sitemap.xml",)),
    "textcube": (("rss",), ()),
    "tistory": (("rss",), ("sitemap.xml",)),
}
_FEEDS = ("feed", "rss", "feed.xml", "rss.xml", "atom.xml", "index.xml", "feed.json")
_SITEMAPS = ("sitemap.xml", "sitemap_index.xml")
#: Feeds, and front pages, show the newest ten, fifteen, twenty of many.
ROUND = 5
_NUMBERED_RSS = re.compile(r"/rss(?:/([1-9]\d{0,3}))?/?$")
_TWIN_WORDS = re.compile(r"(atom|rss2?|rdf|json|xml|feed)", re.IGNORECASE)


def feed_guesses(home: str, generator: str) -> tuple[str, ...]:
    """Return where a feed of the blog at `home` may lie, the likeliest first."""
    return _under(home, next((feeds for name, (feeds, _) in _named(generator)), _FEEDS))


def sitemap_guesses(home: str, generator: str) -> tuple[str, ...]:
    """Return where a sitemap may lie: under the blog's folder, then at the top of the host."""
    paths = next((sitemaps for name, (_, sitemaps) in _named(generator)), _SITEMAPS)
    top = absolute_url("/", home) or home
    return tuple(dict.fromkeys((*_under(home, paths), *_under(top, paths))))


def feed_twins_folded(feeds: Sequence[str]) -> tuple[str, ...]:
    """Return feeds with each told once: RSS and Atom of one address count as one.

    Atom first: it alone says when a post was changed.
    """
    found: dict[str, str] = {}
    for url in sorted(feeds, key=lambda url: (0 if "atom" in url.lower() else 1, feeds.index(url))):
        parts = urlsplit(url)
        key = parts.netloc + re.sub(r"[./_-]+", "/", _TWIN_WORDS.sub("", parts.path)) + parts.query
        found.setdefault(key.rstrip("/"), url)
    return tuple(url for url in feeds if url in found.values())


def is_feed_of_a_part(url: str) -> bool:
    """Return True for the feed of one category, tag or writer, by its address."""
    return (tier_of(url) or Tier.MAIN) >= Tier.CATEGORY


def missing_page_ends_feed(pages: int, named: int) -> bool:
    """Return True when a feed of so many pages, which named so many, has no page after them.

    Ten on one page, and no second one: so answers a host, too, that knows of no pages of feeds.
    """
    return pages > 1 or named % ROUND > 0


def unsaid_next_page(page: str, generator: str) -> tuple[str, ...]:
    """Return the next page of a feed that its engine has, but does not name in the feed."""
    if "wordpress" in generator:
        base, _, number = page.partition("paged=")
        following = int(number) + 1 if number.isdigit() else 2
        joint = "" if number else ("&" if "?" in page else "?")
        return (f"{base}{joint}paged={following}",)
    if "ghost" in generator and (match := _NUMBERED_RSS.search(page)):
        return (f"{page[: match.start()]}/rss/{int(match[1] or 1) + 1}/",)
    return ()


def _named(generator: str) -> list[tuple[str, tuple[tuple[str, ...], tuple[str, ...]]]]:
    return [(name, places) for name, places in _BY_GENERATOR.items() if name in generator]


def _under(home: str, paths: Sequence[str]) -> tuple[str, ...]:
    base = home if urlsplit(home).path.endswith("/") else home.rpartition("/")[0] + "/"
    found = (absolute_url(path, base) for path in paths)
    return tuple(dict.fromkeys(url for url in found if url))
