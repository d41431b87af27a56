"""The vocabulary: what is passed from room to room.

Every type is frozen: it is born in one room and never edited; the next room
makes the next type (docs/house.md, "The life of a post").
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

#: Where an address was found; `part`: on a page of the post that it is a further page of.
SourceKind = Literal["seed", "feed", "sitemap", "listing", "api", "page", "part", "folder"]

#: What a page turned out to be. Only `post` is stored as a post.
PageKind = Literal[
    "post",
    "home",
    "listing",
    "archive",
    "category",
    "tag",
    "author",
    "about",
    "search",
    "login",
    "protected",
    "paywall",
    "error",
    "stub",
    "draft",
    "future",
    "other",
]

Precision = Literal["second", "minute", "day", "month", "year", "relative"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """An instant as a page stated it: what was written, and what we understood."""

    #: Aware; keeps the offset that was stated. UTC was assumed when `offset_stated` is False.
    at: datetime
    #: How fine the statement was; `relative` means counted back from the fetch ("3시간 전").
    precision: Precision = "second"
    #: True when the source itself named an offset or zone.
    offset_stated: bool = True
    #: The text as found.
    raw: str = ""

    @classmethod
    def stated(cls, at: datetime, precision: Precision, raw: str) -> Moment:
        """Return a time as it was stated, which is of UTC where it names no zone."""
        has_zone = at.tzinfo is not None
        at = at if has_zone else at.replace(tzinfo=UTC)
        return cls(at=at, precision=precision, offset_stated=has_zone, raw=raw)

    @property
    def utc(self) -> datetime:
        """Return the same instant in UTC."""
        return self.at.astimezone(UTC)

    def isoformat(self) -> str:
        """Return ISO 8601: with time and offset, or the bare date for a `day`."""
        if self.precision == "day":
            return self.at.date().isoformat()
        if self.precision == "month":
            return self.at.strftime("%Y-%m")
        if self.precision == "year":
            return self.at.strftime("%Y")
        text = self.at.replace(microsecond=0) if self.at.microsecond else self.at
        return (text if self.offset_stated else text.replace(tzinfo=None)).isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What an index (feed, sitemap, listing, list API) said of one post."""

    #: Absolute, as the index wrote it.
    url: str
    #: The address of the index; empty for a seed.
    found_in: str = ""
    found_kind: SourceKind = "seed"
    #: Place in that index, from 0.
    position: int = 0
    title: str | None = None
    published: Moment | None = None
    updated: Moment | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    #: Plain text.
    summary: str | None = None
    #: HTML of the whole post, when the index carries it.
    content_html: str | None = None
    #: The platform's own number or id of the post.
    platform_post_id: str | None = None
    #: Set when the index itself says that the post is not readable: `protected`, `private`.
    withheld: str | None = None
    #: It stands in one list with addresses that are built like posts.
    among_posts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """What the wire said."""

    #: As asked for.
    url: str
    #: After redirects.
    final_url: str
    status: int = 200
    #: The Content-Type header, whole; empty when absent.
    content_type: str = ""
    etag: str | None = None
    last_modified: str | None = None
    #: UTC; when the last byte arrived.
    fetched_at: datetime
    #: Size of the body after unpacking.
    body_bytes: int = 0
    #: The server's own clock (Date header), UTC; relative dates count from it.
    server_date: datetime | None = None
    #: Hash under which the archive's frontier waits for this page; empty when it does not.
    address_hash: str = ""

    def __post_init__(self) -> None:
        """Raise where it is made, not in a worker: others make pages, too."""
        if self.fetched_at.tzinfo is None:
            raise ValueError("Fetch.fetched_at needs a zone: datetime.now(UTC)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One fetched page, as bytes, with what its index said of it."""

    fetch: Fetch
    body: bytes
    #: The home address of the blog this page belongs to.
    site: str
    #: Every index that named the page, the most telling first.
    entries: tuple[Entry, ...] = ()
    #: A platform given by hand (`-a platform=`), else empty: recognise by evidence.
    platform: str = ""

    def __post_init__(self) -> None:
        """Raise where it is made, not in a worker: others make pages, too."""
        if not isinstance(self.body, bytes):
            raise TypeError("Page.body takes bytes: response.body, not response.text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    #: Absolute, stable: proxies unwrapped, signatures and sizes removed.
    url: str
    alt: str = ""
    caption: str = ""
    #: As the page shows it (at its widest, where it is shown at several sizes), absolute.
    observed_url: str = ""
    #: The widest form of it that the page offers beside that one, absolute; else empty.
    widest_url: str = ""
    #: `declared`: the page names it (og:image) and shows it nowhere.
    role: Literal["lead", "body", "declared"] = "body"
    #: CSS pixels as stated; None when not.
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    #: Absolute.
    url: str
    text: str = ""
    #: As written, tokens parted by one space.
    rel: str = ""
    kind: Literal["inline", "card", "bare", "image", "attachment"] = "inline"
    #: As written in the page.
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Embed:
    #: Absolute address of the frame or player.
    url: str
    #: `youtube`, `vimeo`, ... or the host.
    provider: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Who said what of one field: the chosen answer and those that lost."""

    field: str
    #: The answer as text (ISO 8601 for instants, names joined by " | ").
    value: str
    #: The reader that gave it: `linked_data.date_published`, `tistory.tags`.
    reader: str
    #: 0 to 1.
    confidence: float = 1.0
    chosen: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateUse:
    """How a page was read by its site's template."""

    #: The shape of page it stands for, and which of its versions.
    shape: str
    version: int
    #: Fields that it promises and this page did not have there; the other readers were asked.
    missed: tuple[str, ...] = ()
    #: The page was read without it as well, to see whether both agree.
    checked: bool = False
    #: Fields in which they did not; the post is then as the other readers say.
    differing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One blog post, read."""

    #: As fetched, after redirects.
    url: str
    #: The identity of the post (pipelines/urls.py), absolute.
    canonical_url: str
    #: The home address of its blog.
    site: str
    title: str
    #: What kind of page it proved to be, with the reasons in `kind_reasons`.
    kind: PageKind = "post"
    kind_reasons: tuple[str, ...] = ()
    published: Moment | None = None
    modified: Moment | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    #: BCP 47 primary tag, "ko"; empty when unknown.
    language: str = ""
    excerpt: str = ""
    #: Blocks parted by one line feed.
    body_text: str = ""
    #: Clean, sanitised HTML: headings, lists, tables, quotes, code, figures.
    body_html: str = ""
    images: tuple[Image, ...] = ()
    #: What the page declares to stand for it (og:image), when it shows that picture nowhere.
    declared_image: Image | None = None
    #: Outbound links of the body only, in order.
    links: tuple[Link, ...] = ()
    embeds: tuple[Embed, ...] = ()
    #: Recognised platforms, the surest first: ("jekyll", "tistory").
    platforms: tuple[str, ...] = ()
    platform_post_id: str | None = None
    evidence: tuple[Evidence, ...] = ()
    #: What went wrong while reading and was survived, a sentence each.
    warnings: tuple[str, ...] = ()
    #: The template of its site that it was read by; None when none fitted.
    template: TemplateUse | None = None
    #: Part of the words of the element that holds the body which are neither in the body nor
    #: boilerplate of a named kind, 0 to 1: what reading may have lost. None: nothing to measure.
    left_out: float | None = None
    #: Version of the readers (`readers.post.READER_VERSION`).
    reader_version: str = ""
    #: The page it was read from, without its bytes.
    fetch: Fetch
    entries: tuple[Entry, ...] = ()
    #: What the archive writes beside it, where the process that read it made that already
    #: (pipelines/archive/prepared.py); no part of what the post says.
    prepared: object | None = field(default=None, compare=False, repr=False)

    @property
    def lead_image(self) -> Image | None:
        """Return the image that stands for the post: one that it shows, or only declares."""
        shown = next((image for image in self.images if image.role == "lead"), None)
        return shown or self.declared_image


#: What became of an address that a source named. `waiting`: nobody has asked for it yet.
FoundOutcome = Literal["archived", "no-post", "withheld", "gone", "failed", "robots", "waiting"]

#: What storing did: a post not seen before, a changed one, one seen again.
Outcome = Literal["new", "changed", "same"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPost:
    """A post and its place in the archive."""

    post: Post
    post_id: int
    revision: int
    outcome: Outcome
    #: UTC.
    first_seen_at: datetime
    #: UTC; of a revision that was edited since, when it was read.
    last_seen_at: datetime
    #: Of what the revision says; empty where it was not asked for.
    content_hash: str = ""
