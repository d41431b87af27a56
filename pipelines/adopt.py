"""AdoptPipeline: items of other spiders are archived, and go their own way unchanged.

An item is written down as what the readers know already: a page, before which front matter
holds what the item states of it. Front matter beats the page, as in the source of a blog.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from html import escape
from typing import TYPE_CHECKING, Any

from itemadapter import ItemAdapter
from scrapy.exceptions import DropItem

from pipelines.archive import ArchiveError
from pipelines.archive.kept_choice import home_of
from pipelines.extract import ExtractPipeline
from pipelines.items import Fetch, Page, Post, StoredPost
from pipelines.noarchive import asks_for_no_archive
from pipelines.readers.text.encoding import decode
from pipelines.screen import ScreenPipeline
from pipelines.session import leaves_no_trace, session_of
from pipelines.store import StorePipeline
from pipelines.urls import absolute_url

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

#: What an item may state beside its body: the word of front matter, and the names that it may
#: have, those of a record (pipelines/record.py) first.
_STATED = {
    "title": ("title",),
    "date": ("published", "date"),
    "updated": ("modified", "updated"),
    "author": ("author", "authors"),
    "tags": ("tags",),
    "categories": ("categories", "category"),
    "lang": ("language",),
    "excerpt": ("excerpt", "summary"),
}
_BODY = ("body_html", "body", "body_text")
_MARKUP = re.compile(r"<[a-zA-Z!/][^>]*>")


class Unfit(ValueError):
    """An item that is no post; the message says what it lacks."""


def adopted(item: Any, fetched_at: datetime) -> Page:
    """Return an item as a page, without its site; raises Unfit when it is none."""
    fields = ItemAdapter(item) if ItemAdapter.is_item(item) else {}
    said = _text(fields.get("url"))
    url = absolute_url(said, said)
    if url is None:
        raise Unfit("no web address in `url`")
    stated = {word: _first(fields, names, _value) for word, names in _STATED.items()}
    stated = {word: value for word, value in stated.items() if value}
    page = fields.get("html")
    html = decode(page).text if isinstance(page, bytes) else _text(page)
    if not html:
        body = _first(fields, _BODY, _text)
        if not body or "title" not in stated:
            raise Unfit("neither `html`, nor `title` and `body`")
        html = _page_around(body, _sources(fields.get("images")))
    matter = "".join(
        f"{word}: {json.dumps(value, ensure_ascii=False)}\n" for word, value in stated.items()
    )
    text = f"---\n{matter}---\n{html}" if matter else html
    # The mark tells the encoding, whatever the page says of the bytes that it once was.
    whole = text.encode("utf-8-sig", "replace")
    return Page(
        fetch=Fetch(
            url=url,
            final_url=url,
            content_type="text/html",
            fetched_at=fetched_at,
            body_bytes=len(whole),
        ),
        body=whole,
        site=_text(fields.get("site")),
    )


def _first(fields: Mapping[str, Any], names: Collection[str], read: Any) -> Any:
    return next((found for name in names if (found := read(fields.get(name)))), None)


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return value.strip() if isinstance(value, str) else ""


def _value(value: Any) -> str | list[str]:
    if isinstance(value, date):  # a datetime is one
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        texts = [text for one in value if (text := _text(one))]
        return sorted(texts) if isinstance(value, set | frozenset) else texts
    return _text(value)


def _sources(value: Any) -> list[str]:
    images = value if isinstance(value, list | tuple) else [value]
    named = (one.get("url") if isinstance(one, Mapping) else one for one in images)
    return [text for one in named if (text := _text(one))]


def _page_around(body: str, images: list[str]) -> str:
    if not _MARKUP.search(body):
        blocks = (" ".join(block.split()) for block in body.splitlines())
        body = "".join(f"<p>{escape(block)}</p>\n" for block in blocks if block)
    shown = "".join(
        f'<figure><img src="{escape(source)}"></figure>\n'
        for source in images
        if source not in body
    )
    return (
        "<!doctype html><html><body>"
        f'<div itemprop="articleBody">\n{body}\n{shown}</div></body></html>'
    )


class AdoptPipeline:
    """Lets the other stages archive what is an item of another spider; it goes on as it came."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._stats = crawler.stats
        self._obeys_noarchive = crawler.settings.getbool("NEWSCRAWL_OBEY_NOARCHIVE")
        self._told: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> AdoptPipeline:
        """Return the stage."""
        return cls(crawler)

    async def process_item(self, item: Any) -> Any:
        """Return the item, which is archived when it has an address and a page, or a body."""
        if isinstance(item, Page | Post | StoredPost):
            return item
        try:
            page = adopted(item, datetime.now(UTC))
        except Unfit as lack:
            self._pass(item, str(lack))
            return item
        self._stats.inc_value("newscrawl/fetched")
        # An item has no headers; what its page says in its head is all that is known.
        if self._obeys_noarchive and asks_for_no_archive((), page.body):
            self._stats.inc_value("newscrawl/skipped/noarchive")
            logger.info("%s is not archived: it asks for that", page.fetch.url)
            return item
        try:
            await self._archive(await self._with_site(page))
        except DropItem as reason:
            # The stages have counted it. What others do with the item is theirs.
            logger.info("%s is not archived: %s", page.fetch.url, reason)
        return item

    async def _archive(self, page: Page) -> None:
        one: Any = page
        stages: tuple[type[Any], ...] = (ExtractPipeline, ScreenPipeline, StorePipeline)
        for stage in stages:
            if found := self._crawler.get_item_pipeline(stage):
                one = await found.process_item(one)

    async def _with_site(self, page: Page) -> Page:
        url = page.fetch.url
        said = page.site or str(getattr(self._crawler.spider, "site", ""))
        site = absolute_url(said, said)
        if site is None and not leaves_no_trace(self._crawler):
            session = session_of(self._crawler)
            try:
                # Held blogs first: many share a host, and begin at a path.
                site = await session.call(home_of, session.archive, url)
            except ArchiveError:
                site = None  # storing will say so, and stop the crawl
        return replace(page, site=site or absolute_url("/", url) or url)

    def _pass(self, item: Any, lack: str) -> None:
        kind = type(item).__name__
        self._stats.inc_value(f"newscrawl/passed/{kind}")
        if kind not in self._told:
            self._told.add(kind)
            logger.warning("an item (%s) is not archived, it has %s", kind, lack)
