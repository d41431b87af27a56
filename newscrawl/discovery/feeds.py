"""Feeds: RSS, Atom and RDF by feedparser on text we decoded, JSON Feed by ourselves."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any

import feedparser

from newscrawl.discovery.moments import stated_moment
from newscrawl.discovery.prolog import without_prolog
from newscrawl.discovery.reading import Reading
from pipelines.items import Entry
from pipelines.readers.text.encoding import decode
from pipelines.readers.text.legal_text import clean_text
from pipelines.readers.trees.parsing import fragment
from pipelines.urls import absolute_url

#: A feed that names more is cut here, and said so.
MAX_ENTRIES = 20_000
TOO_MANY = f"cut at {MAX_ENTRIES:,} posts"

_FEED_ROOT = re.compile(r"<(?:\w+:)?(rss|feed|rdf)\b", re.IGNORECASE)


def read_feed(body: bytes, url: str, content_type: str = "") -> Reading:
    """Return what a feed names; never raises, `problem` says why nothing could be read."""
    text = clean_text(decode(body, content_type).text).lstrip()
    if text.startswith("{"):
        return _json_feed(text, url)
    if not _FEED_ROOT.search(text[:5000]):
        return Reading(problem="not a feed")
    markup = without_prolog(text)
    try:
        parsed = feedparser.parse(
            # Bytes, never a string: feedparser takes a string for an address or a file name.
            io.BytesIO(markup.encode("utf-8", "replace")),
            response_headers={"content-type": "text/xml; charset=utf-8", "content-location": url},
            # Readers clean HTML themselves, and cleaning doubles the time.
            sanitize_html=False,
        )
    except Exception as error:  # noqa: BLE001 it raises for some broken feeds, and has no list of what
        return Reading(problem=f"broken feed: {type(error).__name__}: {error}")
    home = absolute_url(str(parsed.feed.get("link") or ""), url)
    entries = tuple(_entries(parsed.entries, url, home))
    return Reading(
        entries=entries,
        more=tuple(_next_pages(parsed.feed.get("links", []), url)),
        total=_total(parsed.feed, len(entries)),
        problem=_problem(parsed, len(entries)),
        generator=str(parsed.feed.get("generator") or "").lower(),
    )


def _problem(parsed: Any, read: int) -> str:
    found = len(parsed.entries)
    if found > MAX_ENTRIES:
        return TOO_MANY
    if not read and parsed.bozo:
        return f"broken feed: {parsed.bozo_exception}"
    return f"{found - read} of {found} posts have no address" if read < found else ""


def _entries(found: list[Any], url: str, home: str | None) -> Iterator[Entry]:
    found = found[:MAX_ENTRIES]
    if [_address(item, url, None) for item in found].count(home) < 2:
        home = None  # one may be news of the blog itself; or the newest post is called its home
    for position, item in enumerate(found):
        address = _address(item, url, home)
        if not address:
            continue
        contents = [part.get("value") or "" for part in item.get("content", [])]
        content = max(contents, key=len, default="")
        summary = str(item.get("summary") or "")
        if len(summary) > len(content) and "<" in summary:
            content = summary
        yield Entry(
            url=address,
            found_in=url,
            found_kind="feed",
            position=position,
            title=_plain(item.get("title")),
            published=stated_moment(item.get("published")),
            # feedparser answers `updated` with `published` when there is none.
            updated=stated_moment(dict.get(item, "updated")),
            authors=tuple(dict.fromkeys(_authors(item))),
            tags=tuple(dict.fromkeys(_tags(item))),
            summary=_plain(summary) if summary != content else None,
            content_html=content or None,
        )


def _address(item: Any, url: str, home: str | None) -> str | None:
    """Return where a post stands; the home page is none of it, which some feeds name for all."""
    # feedburner's origlink names the post itself; the link beside it is a redirector.
    links = [link for link in item.get("links", []) if link.get("href")]
    plain = [link["href"] for link in links if link.get("rel") == "alternate"]
    for candidate in (item.get("feedburner_origlink"), *plain, item.get("link"), item.get("id")):
        if candidate and (candidate == item.get("link") or "/" in candidate):
            if candidate == item.get("id") and not re.match(r"https?://", candidate):
                continue
            address = absolute_url(candidate, url)
            if address and address != home:
                return address
    return None


def _authors(item: Any) -> Iterator[str]:
    people = item.get("authors") or [{"name": item.get("author")}]
    for person in people:
        name = _plain(person.get("name"))
        if name:
            yield name


def _tags(item: Any) -> Iterator[str]:
    for tag in item.get("tags", []):
        label = _plain(tag.get("label") or tag.get("term"))
        if label:
            yield label


def _plain(value: Any) -> str | None:
    """Return a title or a name as plain text: feeds escape HTML once or twice, or not at all."""
    text = str(value or "").strip()
    if "<" in text or "&" in text:
        text = fragment(text, 500).text_content()
    return " ".join(text.split()) or None


def _next_pages(links: list[Any], url: str) -> Iterator[str]:
    # RFC 5005: `next` for paged feeds, `prev-archive` for archived ones.
    for link in links:
        if link.get("rel") in ("next", "prev-archive"):
            address = absolute_url(link.get("href") or "", url)
            if address and address != url:
                yield address


def _total(feed: Any, named: int) -> int | None:
    if "fh_complete" in feed:
        return named  # RFC 5005: it names all
    try:
        return int(feed.get("opensearch_totalresults"))
    except (TypeError, ValueError):
        return None


def _json_feed(text: str, url: str) -> Reading:
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        return Reading(problem=f"broken JSON: {error}")
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or "jsonfeed.org" not in str(feed.get("version")):
        return Reading(problem="not a JSON Feed")
    more = absolute_url(str(feed.get("next_url") or ""), url)
    return Reading(
        problem=TOO_MANY if len(items) > MAX_ENTRIES else "",
        entries=tuple(_json_entries([item for item in items if isinstance(item, dict)], url)),
        more=(more,) if more and more != url else (),
    )


def _json_entries(items: list[dict[str, Any]], url: str) -> Iterator[Entry]:
    for position, item in enumerate(items[:MAX_ENTRIES]):
        identifier = str(item.get("id") or "")
        named = str(item.get("url") or (identifier if "://" in identifier else ""))
        address = absolute_url(named, url)
        if not address:
            continue
        people = item.get("authors")
        people = people if people and isinstance(people, list) else [item.get("author")]
        names = [person.get("name") for person in people if isinstance(person, dict)]
        tags = item.get("tags")
        yield Entry(
            url=address,
            found_in=url,
            found_kind="feed",
            position=position,
            title=_plain(item.get("title")),
            published=stated_moment(str(item.get("date_published") or "")),
            updated=stated_moment(str(item.get("date_modified") or "")),
            authors=tuple(str(name) for name in names if name),
            tags=tuple(str(tag) for tag in tags) if isinstance(tags, list) else (),
            summary=_plain(item.get("summary")),
            content_html=str(item.get("content_html") or "") or None,
        )
