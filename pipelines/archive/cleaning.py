"""The last cleaning before SQL: what no database takes, and what is too long, goes or is cut.

Each cut leaves a sentence in the warnings of the post. One bad value must never
cost the post, and one bad post never the batch.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import chain
from operator import attrgetter
from typing import Any, TypeVar
from unicodedata import normalize

from pipelines.archive import lengths
from pipelines.items import Embed, Entry, Evidence, Fetch, Image, Link, Moment, Post

T = TypeVar("T")

# NUL (PostgreSQL refuses it), other control characters, halves of surrogate pairs (no UTF-8
# form), and the two non-characters that XML tools refuse.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")

#: Bytes of UTF-8. With both full a row still passes MariaDB's packet of 16 MiB.
MAX_TEXT_BYTES = 4_000_000
MAX_HTML_BYTES = 8_000_000
MAX_EXCERPT = 10_000
#: Characters of an alt text, a caption, a link text, an href.
MAX_PHRASE = 4000
MAX_ROWS = {
    "images": 1000,
    "links": 5000,
    "embeds": 500,
    "tags": 500,
    "categories": 500,
    "authors": 100,
    "evidence": 500,
    "entries": 20,
    "warnings": 200,
    "kind_reasons": 50,
    "platforms": 20,
}
_INTEGER = 2**31 - 1


#: The texts of an image, a link and an answer of a reader, and how long they may be, as below.
_IMAGE = (
    attrgetter("url", "observed_url", "widest_url", "alt", "caption"),
    (lengths.URL, *[MAX_PHRASE] * 4),
)
_LINK = attrgetter("url", "text", "href", "rel"), (lengths.URL, MAX_PHRASE, MAX_PHRASE, 200)
_EVIDENCE = attrgetter("field", "value", "reader"), (50, MAX_PHRASE, 100)


def _as_they_are(
    values: tuple[Any, ...], texts: tuple[Callable[[Any], tuple[str, ...]], tuple[int, ...]]
) -> bool:
    # Most need no cleaning, and a post has many: one look at all of them is quicker than a copy.
    picked, longest = texts
    columns = list(zip(*map(picked, values), strict=True))
    if any(max(map(len, column)) > most for column, most in zip(columns, longest, strict=False)):
        return False
    return not _UNSTORABLE.search("".join(chain.from_iterable(columns)))


def clean_text(text: str) -> str:
    """Return `text` as every database stores it; the same object when there is nothing to do."""
    if not _UNSTORABLE.search(text):
        return text
    if _SURROGATE.search(text):
        # Two halves in a row are one character that was cut apart; a lone half is lost.
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _CONTROL.sub("", text)


def composed(name: str) -> str:
    """Return a name as it is stored: letters that were taken apart are whole, as when typed."""
    return normalize("NFC", clean_text(name))


def clean_post(post: Post) -> Post:
    """Return `post` as it can be stored; what was cut is told in its warnings.

    `content_html` of entries is not kept: it is the body over again.
    """
    cut = _Cut()
    cleaned = replace(
        post,
        url=cut.text("url", post.url, lengths.URL),
        canonical_url=cut.text("canonical_url", post.canonical_url, lengths.URL),
        site=cut.text("site", post.site, lengths.URL),
        title=cut.text("title", post.title, lengths.TITLE),
        kind_reasons=cut.phrases("kind_reasons", post.kind_reasons),
        published=cut.moment("published", post.published),
        modified=cut.moment("modified", post.modified),
        authors=cut.names("authors", post.authors),
        tags=cut.names("tags", post.tags),
        categories=cut.names("categories", post.categories),
        language=clean_text(post.language)[: lengths.LANGUAGE],
        excerpt=cut.text("excerpt", post.excerpt, MAX_EXCERPT),
        body_text=cut.bytes("body_text", post.body_text, MAX_TEXT_BYTES),
        body_html=cut.html(post.body_html),
        images=cut.images(post.images),
        declared_image=cut.image(post.declared_image) if post.declared_image else None,
        links=cut.links(post.links),
        embeds=tuple(cut.embed(embed) for embed in cut.rows("embeds", post.embeds)),
        platforms=cut.phrases("platforms", post.platforms),
        platform_post_id=cut.key("platform_post_id", post.platform_post_id, 200),
        evidence=cut.evidence(post.evidence),
        reader_version=clean_text(post.reader_version)[:50],
        fetch=cut.fetch(post.fetch),
        entries=tuple(cut.entry(entry) for entry in cut.rows("entries", post.entries)),
        warnings=cut.phrases("warnings", post.warnings),
    )
    if not cut.notes:
        return cleaned
    notes = [note for note in dict.fromkeys(cut.notes) if note not in cleaned.warnings]
    return replace(cleaned, warnings=(*cleaned.warnings, *notes))


def clean_entry(entry: Entry) -> Entry:
    """Return `entry` as it can be stored, without the whole post that it may carry."""
    return _Cut().entry(entry)


class _Cut:
    """Cleans values and remembers what it cut."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def text(self, name: str, value: str, longest: int) -> str:
        value = clean_text(value)
        if len(value) <= longest:
            return value
        self.notes.append(f"{name} was cut to {longest} characters, it had {len(value)}")
        return value[:longest]

    def bytes(self, name: str, value: str, most: int) -> str:
        value = clean_text(value)
        if len(value) * 4 <= most:
            return value
        encoded = value.encode()
        if len(encoded) <= most:
            return value
        self.notes.append(f"{name} was cut to {most} bytes, it had {len(encoded)}")
        return encoded[:most].decode("utf-8", "ignore")

    def html(self, value: str) -> str:
        shorter = self.bytes("body_html", value, MAX_HTML_BYTES)
        if len(shorter) < len(value) and shorter.rfind("<") > shorter.rfind(">"):
            return shorter[: shorter.rfind("<")]  # not in the middle of a tag
        return shorter

    def key(self, name: str, value: str | None, longest: int) -> str | None:
        # A shortened key would be another key.
        if value is not None and len(value := clean_text(value).strip()) > longest:
            self.notes.append(f"{name} was left out, it had {len(value)} characters")
            return None
        return value or None

    def rows(self, name: str, values: tuple[T, ...]) -> tuple[T, ...]:
        most = MAX_ROWS[name]
        if len(values) <= most:
            return values
        self.notes.append(f"{name} were cut to the first {most} of {len(values)}")
        return values[:most]

    def phrases(self, name: str, values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(clean_text(value)[:MAX_PHRASE] for value in self.rows(name, values))

    def names(self, name: str, values: Iterable[str]) -> tuple[str, ...]:
        # Stripped: MariaDB takes "a" and "a " for one key. Composed: a name that a Mac took apart
        # looks the same and is asked for as it is typed.
        cleaned = (composed(self.text(name, value, lengths.NAME).strip()) for value in values)
        return self.rows(name, tuple(dict.fromkeys(value for value in cleaned if value)))

    def moment(self, name: str, value: Moment | None) -> Moment | None:
        if value is None:
            return None
        if (at := storable_instant(value.at)) is None:
            self.notes.append(
                f"{name} was left out, {value.at.isoformat()} is no time we can store"
            )
            return None
        stated = value.offset_stated and value.at.tzinfo is not None
        return replace(value, at=at, offset_stated=stated, raw=clean_text(value.raw)[: lengths.RAW])

    def size(self, value: int | None) -> int | None:
        return value if value is not None and 0 <= value <= _INTEGER else None

    def images(self, values: tuple[Image, ...]) -> tuple[Image, ...]:
        kept = self.rows("images", values)
        sizes = [size for image in kept for size in (image.width, image.height)]
        if _as_they_are(kept, _IMAGE) and sizes == list(map(self.size, sizes)):
            return kept
        return tuple(map(self.image, kept))

    def image(self, image: Image) -> Image:
        return replace(
            image,
            url=self.text("image address", image.url, lengths.URL),
            observed_url=self.text("image address", image.observed_url, MAX_PHRASE),
            widest_url=self.text("image address", image.widest_url, MAX_PHRASE),
            alt=self.text("alt", image.alt, MAX_PHRASE),
            caption=self.text("caption", image.caption, MAX_PHRASE),
            width=self.size(image.width),
            height=self.size(image.height),
        )

    def links(self, values: tuple[Link, ...]) -> tuple[Link, ...]:
        kept = self.rows("links", values)
        return kept if _as_they_are(kept, _LINK) else tuple(map(self.link, kept))

    def link(self, link: Link) -> Link:
        return replace(
            link,
            url=self.text("link address", link.url, lengths.URL),
            text=self.text("link text", link.text, MAX_PHRASE),
            href=self.text("href", link.href, MAX_PHRASE),
            rel=self.text("rel", link.rel, 200),
        )

    def embed(self, embed: Embed) -> Embed:
        return replace(
            embed,
            url=self.text("embed address", embed.url, MAX_PHRASE),
            provider=self.text("provider", embed.provider, 255),
        )

    def evidence(self, values: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        kept = self.rows("evidence", values)
        if _as_they_are(kept, _EVIDENCE) and all(math.isfinite(one.confidence) for one in kept):
            return kept
        return tuple(map(self._answer, kept))

    def _answer(self, said: Evidence) -> Evidence:
        sure = said.confidence
        return replace(
            said,
            field=clean_text(said.field)[:50],
            value=clean_text(said.value)[:MAX_PHRASE],
            reader=clean_text(said.reader)[:100],
            confidence=sure if math.isfinite(sure) else 0.0,
        )

    def fetch(self, fetch: Fetch) -> Fetch:
        date = storable_instant(fetch.server_date) if fetch.server_date else None
        return replace(
            fetch,
            url=self.text("url", fetch.url, lengths.URL),
            final_url=self.text("url", fetch.final_url, lengths.URL),
            content_type=clean_text(fetch.content_type)[:200],
            etag=self.key("etag", fetch.etag, 500),
            last_modified=self.key("last_modified", fetch.last_modified, 100),
            server_date=date,
        )

    def entry(self, entry: Entry) -> Entry:
        withheld = entry.withheld
        return replace(
            entry,
            url=self.text("entry", entry.url, lengths.URL),
            found_in=self.text("entry", entry.found_in, lengths.URL),
            title=None if entry.title is None else self.text("entry", entry.title, lengths.TITLE),
            published=self.moment("entry", entry.published),
            updated=self.moment("entry", entry.updated),
            authors=self.names("authors", entry.authors),
            tags=self.names("tags", entry.tags),
            categories=self.names("categories", entry.categories),
            summary=None if entry.summary is None else clean_text(entry.summary)[:MAX_EXCERPT],
            content_html=None,
            platform_post_id=self.key("entry", entry.platform_post_id, 200),
            withheld=None if withheld is None else clean_text(withheld)[:50],
        )


def storable_instant(at: datetime) -> datetime | None:
    """Return `at` with an offset of whole minutes, UTC where it has none; None when out of range.

    The range is the years 1000 to 9998, in UTC as well: MariaDB begins there, Python ends there.
    """
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    try:
        utc = at.astimezone(UTC)
        minutes = round((at.utcoffset() or timedelta()).total_seconds() / 60)
        at = utc.astimezone(timezone(timedelta(minutes=minutes)))
    except (OverflowError, ValueError):
        return None
    return at if 1000 <= utc.year <= 9998 else None
