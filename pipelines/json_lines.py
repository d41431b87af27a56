"""JSON lines of records, as `newscrawl export` writes them: each a post as an archive held it.

Nothing is read anew: what a record says is what the post says, at the time it was last seen.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipelines.capture import Capture, opened_file, too_large
from pipelines.items import Embed, Evidence, Fetch, Image, Link, Moment, Post, Precision
from pipelines.readers.bodies.sanitising import sanitised
from pipelines.readers.fields.links import is_bare
from pipelines.readers.trust import UNMEASURED
from pipelines.urls import absolute_url

_FILES = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")
#: A record has the words of a page twice, as text and as HTML, and those of its links again.
_PAGES = 3
#: Lines of a file that are looked at, to tell what it is.
_FIRST = 10
_BROKEN = (OSError, EOFError, zlib.error)
#: A date without a time, by what is missing of a whole one.
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_REST: dict[str, Precision] = {"-01-01": "year", "-01": "month", "": "day"}
#: Keys of a record, and what evidence calls these fields.
_FIELDS = {
    "title": "title",
    "published": "published",
    "modified": "modified",
    "author": "authors",
    "tags": "tags",
    "categories": "categories",
    "language": "language",
    "excerpt": "excerpt",
    "body_text": "body",
}


def is_export(file: Path, limit_bytes: int = 2**26) -> bool:
    """Return True for a file that is named as JSON lines, and one of whose first is a record."""
    if not file.name.lower().endswith(_FILES):
        return False
    try:
        with opened_file(file) as opened:
            return any(_is_record(opened.readline(limit_bytes)) for _ in range(_FIRST))
    except _BROKEN:
        return False


def _is_record(line: bytes) -> bool:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(record, dict) and {"url", "body_text"} <= record.keys()


def posts_in(file: Path, limit_bytes: int) -> Iterator[Capture]:
    """Yield the posts of an export, and why any line is none.

    One that does not say when it was last seen is of the file's date. `limit_bytes` are those of a
    page. Raises OSError when the file cannot be opened.
    """
    at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    most = limit_bytes * _PAGES
    number = 0
    with opened_file(file) as opened:
        try:
            while line := opened.readline(most + 1):
                number += 1
                source = f"{file}#{number}"
                if len(line) > most:
                    yield too_large(source, most)
                    while line and not line.endswith(b"\n"):
                        line = opened.readline(most)
                elif line.strip():
                    yield _capture(line, source, at)
        except _BROKEN as error:
            said = f"broken after {number} lines: {error}"
            yield Capture(source=str(file), problem="unreadable", said=said)


def _capture(line: bytes, source: str, at: datetime) -> Capture:
    try:
        record = json.loads(line)
        if not isinstance(record, dict):
            raise ValueError("it is no object")
        post = _post(record, at)
    except (ValueError, RecursionError, OverflowError) as error:
        return Capture(source=source, problem="unreadable", said=f"no record of a post: {error}")
    return Capture(
        source=source,
        url=post.url,
        content_type="application/json",
        captured_at=post.fetch.fetched_at,
        home=post.site,
        is_source=True,
        post=post,
    )


def _post(record: dict[str, Any], at: datetime) -> Post:
    """Return the post of a record; raises ValueError that says what is wrong with it."""
    url = _text(record, "url")
    address = absolute_url(url, url)
    if address is None:
        raise ValueError(f"its url {url[:200]!r} is no web address")
    stands_at = _text(record, "canonical_url")
    lead = absolute_url(_text(record, "lead_image"), address) or ""
    images = tuple(
        Image(
            url=one["url"],
            alt=one.get("alt", ""),
            caption=one.get("caption", ""),
            role="lead" if one["url"] == lead else "body",
        )
        for one in _parts(record, "images", address)
    )
    declared = Image(url=lead, role="declared") if lead else None
    seen = _moment(record, "last_seen")
    seen_at = seen.utc if seen else at
    return Post(
        url=address,
        canonical_url=absolute_url(stands_at, address) or address,
        site=_text(record, "site"),
        title=_text(record, "title"),
        kind_reasons=("a record of an archive",),
        published=_moment(record, "published"),
        modified=_moment(record, "modified"),
        authors=_names(record, "author"),
        tags=_names(record, "tags"),
        categories=_names(record, "categories"),
        language=_text(record, "language"),
        excerpt=_text(record, "excerpt"),
        body_text=_text(record, "body_text"),
        # Whoever wrote the file, nothing that acts is stored.
        body_html=sanitised(_text(record, "body_html")),
        images=images,
        declared_image=None if any(one.role == "lead" for one in images) else declared,
        links=tuple(_link(one) for one in _parts(record, "links", address)),
        embeds=tuple(
            Embed(url=one["url"], provider=one.get("provider", ""))
            for one in _parts(record, "embeds", address)
        ),
        evidence=tuple(
            Evidence(field=name, value=shown, reader=f"record.{key}", confidence=UNMEASURED)
            for key, name in _FIELDS.items()
            if (shown := _shown(record.get(key)))
        ),
        fetch=Fetch(
            url=address, final_url=address, content_type="application/json", fetched_at=seen_at
        ),
    )


def _link(said: dict[str, str]) -> Link:
    url, text = said["url"], said.get("text", "")
    return Link(
        url=url,
        text=text,
        rel=said.get("rel", ""),
        kind="bare" if is_bare(text, url) else "inline",
        href=url,
    )


def _text(record: dict[str, Any], key: str) -> str:
    value = record.get(key)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{key} is no text")
    return value or ""


def _list(record: dict[str, Any], key: str) -> list[Any]:
    value = record.get(key)
    if value is not None and not isinstance(value, list):
        raise ValueError(f"{key} is no list")
    return value or []


def _names(record: dict[str, Any], key: str) -> tuple[str, ...]:
    names = _list(record, key)
    if not all(isinstance(name, str) for name in names):
        raise ValueError(f"{key} holds what is no text")
    return tuple(names)


def _parts(record: dict[str, Any], key: str, page: str) -> Iterator[dict[str, str]]:
    """Yield the pictures, links or players with their addresses; those with none are passed by."""
    for one in _list(record, key):
        if not isinstance(one, dict):
            raise ValueError(f"{key} holds what is no object")
        said = {name: value for name, value in one.items() if isinstance(value, str)}
        if url := absolute_url(said.get("url", ""), page):
            yield {**said, "url": url}


def _moment(record: dict[str, Any], key: str) -> Moment | None:
    text = _text(record, key)
    if not text:
        return None
    rest = "-01-01"[len(text) - 4 :] if _DATE.fullmatch(text) else ""
    precision = _REST[rest] if _DATE.fullmatch(text) else "second"
    return Moment.stated(datetime.fromisoformat(text + rest), precision, text)


def _shown(value: Any) -> str:
    text = " | ".join(value) if isinstance(value, list) else value or ""
    return str(text)[:500]
