"""When the post was published, and when it was last changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta, timezone, tzinfo
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit
from weakref import WeakKeyDictionary

from pipelines.items import Evidence, Moment
from pipelines.readers import linked_data, moment_words
from pipelines.readers.answer import Choice, Reader, as_text, ask, signature
from pipelines.readers.html import select
from pipelines.readers.moments import day_of, parse_moment, zone_named
from pipelines.readers.spots import is_elsewhere, text_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.readers.document import Document

__all__ = ["MODIFIED", "PUBLISHED", "READERS", "choose_moment", "moment", "parse_moment"]

#: Platforms whose local times are those of one country, whoever writes.
_PLATFORM_ZONES = {
    "tistory": "Asia/Seoul",
    "naver": "Asia/Seoul",
    "velog": "Asia/Seoul",
    "brunch": "Asia/Seoul",
}
#: Languages of one zone only: a guess, so the offset still counts as not stated.
_LANGUAGE_ZONES = {"ko": 9, "ja": 9}
_OFFSET = re.compile(r"T\d\d:\d\d(?::\d\d(?:\.\d+)?)?([+-])(\d\d):?(\d\d)$")
_PUBLISHED_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "og:regdate",
    "dcterms.created",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.date",
    "dc.date.created",
    "dc.date.publication",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "pub_date",
    "publication_date",
    "publicationdate",
    "published_time",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "citation_publication_date",
    "citation_date",
    "article.published",
    "article_date_original",
    "originalpublicationdate",
    "ptime",
    "pdate",
    "displaydate",
    "datecreated",
    "dc.date",
    "dc.created",
    "date_published",
    "published-date",
    "published",
    "article:create_at",
    "article_publication_date",
    "rnews:datepublished",
    "bt:pubdate",
    "og:pubdate",
    "release_date",
    "weibo: article:create_at",
    "date",
    "createdate",
    "creation_date",
)
_MODIFIED_NAMES = (
    "article:modified_time",
    "og:article:modified_time",
    "article:modified",
    "og:modified_time",
    "datemodified",
    "og:updated_time",
    "article:updated_time",
    "article:updated",
    "dcterms.modified",
    "dc.date.modified",
    "dc.modified",
    "lastmod",
    "last-modified",
    "last_updated_date",
    "utime",
    "mdate",
    "moddate",
    "revision_date",
    "updated_time",
    "date_modified",
    "modified",
    "article_date_updated",
    "sailthru.modified_date",
    "dc.date.x-metadatalastmodified",
    "lastmodified",
    "last-updated",
    "updated",
)
_NEARBY = re.compile(
    r"date|time|publish|posted|pubdate|byline|meta|info|regist|created|updated|entry-header|head|day|"
    r"timestamp|datum|fecha|dateline|author",
    re.IGNORECASE,
)


def moment(document: Document, text: Any, *, zone: tzinfo | None = None) -> Moment | None:
    """Return the instant in `text` as this page means it: its clock, language and zone."""
    if not isinstance(text, str | int) or isinstance(text, bool):
        return None
    fetch = document.page.fetch
    base = fetch.server_date or fetch.fetched_at
    stated, guessed = zones(document)
    known = zone or stated
    found = parse_moment(
        str(text), base=base, language=page_language(document), zone=known or guessed
    )
    if found and known is None and guessed is not None and found.precision != "relative":
        offset_missing = found.at.tzinfo is guessed
        return replace(found, offset_stated=False) if offset_missing else found
    return found


_ZONES: WeakKeyDictionary[Document, tuple[tzinfo | None, tzinfo | None]] = WeakKeyDictionary()


def zones(document: Document) -> tuple[tzinfo | None, tzinfo | None]:
    """Return the zone in which this site's local times are known to be written, and a guess."""
    if document not in _ZONES:
        known = next(
            (
                zone_named(_PLATFORM_ZONES[name])
                for name in document.platforms
                if name in _PLATFORM_ZONES
            ),
            None,
        )
        known = known or zone_named(document.options.default_zone) or _stated_elsewhere(document)
        hours = _LANGUAGE_ZONES.get(page_language(document)[:2])
        _ZONES[document] = (known, timezone(timedelta(hours=hours)) if hours else None)
    return _ZONES[document]


def _stated_elsewhere(document: Document) -> tzinfo | None:
    # UTC tells nothing: engines convert to it. Any other offset is the writer's own.
    texts = [
        str(node.get(key))
        for node in linked_data.post_nodes(document.linked_data)
        for key in ("datePublished", "dateModified")
    ]
    texts += [
        value
        for name in ("article:published_time", "article:modified_time", "datepublished")
        for value in document.meta.get(name, ())
    ]
    texts += [element.get("datetime") or "" for element in select(document.tree, "time[datetime]")]
    for text in texts:
        match = _OFFSET.search(text.strip())
        if match and match.group(2, 3) != ("00", "00"):
            span = timedelta(hours=int(match[2]), minutes=int(match[3]))
            return (
                timezone(-span if match[1] == "-" else span) if span < timedelta(hours=15) else None
            )
    for entry in document.entries:
        for stated in (entry.published, entry.updated):
            if stated and stated.offset_stated and stated.at.utcoffset():
                return timezone(stated.at.utcoffset() or timedelta())
    return None


def page_language(document: Document) -> str:
    """Return what the page declares as its language, lower case, with region; may be empty."""
    declared = document.tree.get("lang") or document.tree.get("xml:lang") or ""
    for name in ("content-language", "og:locale", "language"):
        declared = declared or next(iter(document.meta.get(name, ())), "")
    return declared.strip().lower().replace("_", "-")[:12]


# Published


def front_matter(document: Document) -> Moment | None:
    """Return `date` of the front matter, else the date in the file's name (Jekyll)."""
    matter = document.front_matter
    if matter is None:
        return None
    for key in ("date", "published_at", "publishdate", "pubdate", "created"):
        found = moment(document, matter.get(key))
        if found:
            return found
    name = unquote(urlsplit(document.url).path).rsplit("/", 1)[-1]
    match = re.match(r"(\d{4}-\d{1,2}-\d{1,2})-", name)
    return moment(document, match[1]) if match else None


def linked_data_published(document: Document) -> Moment | None:
    """Return `datePublished` of the post's JSON-LD node, else of its page's."""
    return _linked(document, ("datePublished", "dateCreated"))


def _linked(document: Document, keys: tuple[str, ...]) -> Moment | None:
    found = linked_data.post_nodes(document.linked_data)
    for key in keys:
        for node in (*found, *linked_data.page_nodes(document.linked_data)):
            stated = moment(document, linked_data.text_value(node.get(key)))
            if stated:
                return stated
    return None


def meta_published(document: Document) -> Moment | None:
    """Return the date in the head's meta elements."""
    return _from_meta(document, _PUBLISHED_NAMES)


def _from_meta(document: Document, names: tuple[str, ...]) -> Moment | None:
    for name in names:
        for value in document.meta.get(name, ()):
            found = moment(document, value)
            if found:
                return found
    return None


def microformat_published(document: Document) -> Moment | None:
    """Return the date of the h-entry or hAtom entry."""
    return _at_elements(
        document,
        ".dt-published",
        "abbr.published",
        "time.published",
        "time.entry-date",
        ".published",
    )


def microdata_published(document: Document) -> Moment | None:
    """Return the date in `itemprop`."""
    return _at_elements(document, "[itemprop~=datePublished]", "[itemprop~=dateCreated]")


def pubdate_time(document: Document) -> Moment | None:
    """Return the `time` element that is marked as the date of publication."""
    return _at_elements(document, "time[pubdate]")


def time_element(document: Document) -> Moment | None:
    """Return the first `time` of the post's own head."""
    for element in _own(document, "article header time, article time, main time, time"):
        marks = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
        before = _words_before(element)
        if re.search(r"modif|updat|revis|edit", marks, re.IGNORECASE) or _is_edit(before):
            continue
        found = _element_moment(document, element)
        if found:
            return found
    return None


def entry_published(document: Document) -> Moment | None:
    """Return what the feed, sitemap or list API said."""
    return next((entry.published for entry in document.entries if entry.published), None)


def visible_date(document: Document) -> Moment | None:
    """Return the date that a visitor reads near the title."""
    return next(_visible(document, "published"), None)


def url_date(document: Document) -> Moment | None:
    """Return the day that the address names (`/2024/07/22/`)."""
    for url in (document.url, *(entry.url for entry in document.entries)):
        path = unquote(urlsplit(url).path)
        match = re.search(
            r"(?<!\d)((?:19|20)\d\d)[/._-](0?[1-9]|1[0-2])[/._-](3[01]|[12]\d|0?[1-9])(?!\d)", path
        )
        match = match or re.search(
            r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(3[01]|[12]\d|0[1-9])(?!\d)", path
        )
        if match:
            return moment(document, f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}")
    return None


# Modified


def front_matter_modified(document: Document) -> Moment | None:
    """Return the date of the last change in the front matter."""
    matter = document.front_matter or {}
    for key in (
        "last_modified_at",
        "lastmod",
        "modified",
        "updated",
        "modified_at",
        "updated_at",
        "last_modified",
    ):
        found = moment(document, matter.get(key))
        if found:
            return found
    return None


def linked_data_modified(document: Document) -> Moment | None:
    """Return `dateModified` of the post's JSON-LD node, else of its page's."""
    return _linked(document, ("dateModified",))


def meta_modified(document: Document) -> Moment | None:
    """Return the date of the last change in the head's meta elements."""
    return _from_meta(document, _MODIFIED_NAMES)


def microformat_modified(document: Document) -> Moment | None:
    """Return the date of the last change of the h-entry or hAtom entry."""
    return _at_elements(
        document,
        ".dt-updated",
        ".dt-modified",
        "abbr.modified",
        "abbr.updated",
        "time.updated",
        "time.modified",
        "[itemprop~=dateModified]",
    )


def visible_modified(document: Document) -> Moment | None:
    """Return the date that a visitor reads behind a word such as 수정 or `Updated`."""
    return next(_visible(document, "modified"), None)


def entry_updated(document: Document) -> Moment | None:
    """Return what the feed or list API said of the last change."""
    return next(
        (
            entry.updated
            for entry in document.entries
            if entry.updated and entry.found_kind != "sitemap"
        ),
        None,
    )


PUBLISHED: tuple[Reader[Moment], ...] = (
    front_matter,
    linked_data_published,
    meta_published,
    microformat_published,
    microdata_published,
    pubdate_time,
    entry_published,
    time_element,
    visible_date,
    url_date,
)
MODIFIED: tuple[Reader[Moment], ...] = (
    front_matter_modified,
    linked_data_modified,
    meta_modified,
    microformat_modified,
    entry_updated,
    visible_modified,
)
READERS = PUBLISHED


# The choice

_FINENESS = {"second": 5, "minute": 5, "relative": 3, "day": 2, "month": 1, "year": 0}


def choose_moment(
    name: str, readers: Sequence[Reader[Moment]], document: Document
) -> Choice[Moment]:
    """Return the first answer, or a finer one that agrees with it to within a day.

    A day alone (JSON-LD of many themes) gives way to the minute and offset that a lesser
    reader states; a stated offset beats none; midnight sharp is taken for a day alone.
    """
    choice: Choice[Moment] = Choice()
    answers: list[tuple[Reader[Moment], Moment]] = []
    for reader in readers:
        found = ask(reader, document, choice.warnings)
        if found is not None:
            answers.append((reader, found))
    if not answers:
        return choice
    best_reader, best = answers[0]
    first = best
    for reader, found in answers[1:]:
        if _agree(first, found) and _fineness(found) > _fineness(best):
            best_reader, best = reader, found
    choice.value, choice.reader = best, signature(best_reader)
    for reader, found in answers:
        choice.evidence.append(
            Evidence(
                field=name,
                value=as_text(found),
                reader=signature(reader),
                chosen=reader is best_reader,
            )
        )
    return choice


def _agree(first: Moment, other: Moment) -> bool:
    if first.precision in ("month", "year"):
        width = 7 if first.precision == "month" else 4
        return first.at.isoformat()[:width] == other.at.isoformat()[:width]
    if first.precision == "relative":
        # Counted in hours it is near; counted in weeks or months it is as vague as its unit.
        return abs(first.at - other.at) <= timedelta(days=32)
    if first.precision == "day" or other.precision == "day":
        return abs((day_of(first) - day_of(other)).days) <= 1
    return abs(first.at - other.at) <= timedelta(days=1)


def _fineness(found: Moment) -> tuple[int, int]:
    fineness = _FINENESS[found.precision]
    if fineness == 5 and (found.at.hour, found.at.minute, found.at.second) == (0, 0, 0):
        fineness = 4
    return fineness, int(found.offset_stated)


# Looking


def _at_elements(document: Document, *css: str) -> Moment | None:
    for rule in css:
        for element in _own(document, rule):
            found = _element_moment(document, element)
            if found:
                return found
    return None


def _own(document: Document, css: str) -> Iterator[HtmlElement]:
    found = select(document.tree, css)
    yield from (element for element in found[:60] if not is_elsewhere(element))


def _element_moment(document: Document, element: HtmlElement) -> Moment | None:
    declared = next(
        (
            value
            for name in (
                "datetime",
                "content",
                "title",
                "data-datetime",
                "data-time",
                "data-timestamp",
            )
            if (value := (element.get(name) or "").strip())
        ),
        "",
    )
    found = moment(document, declared) if declared else None
    text = text_of(element)
    shown = moment(document, text) if len(text) <= 80 else None
    if found and shown and _agree(found, shown) and _fineness(shown)[0] > _fineness(found)[0]:
        return shown
    return found or shown


def _words_before(element: HtmlElement) -> str:
    previous = element.getprevious()
    if previous is not None:
        return f"{text_of(previous)[-40:]} {previous.tail or ''}"
    parent = element.getparent()
    return (parent.text or "") if parent is not None else ""


def _is_edit(text: str) -> bool:
    return any(label == "modified" for label, _ in moment_words.labelled(text.strip()[-40:] + " 0"))


def _visible(document: Document, wanted: str) -> Iterator[Moment]:
    for text in texts_near_title(document):
        plain = text.strip()
        if not plain or not re.search(r"\d|방금|어제|오늘", plain):
            continue
        parts = moment_words.labelled(plain)
        marked = [part for label, part in parts if label == "modified"]
        if wanted == "modified":
            stretches = marked
        else:
            stretches = [part for label, part in parts if label != "modified"]
        for part in stretches:
            found = moment(document, part)
            if found:
                yield found


def texts_near_title(document: Document) -> Iterator[str]:
    """Yield short texts that may hold the date: those right after the title, then marked ones."""
    headings = [
        h
        for h in select(document.tree, "h1, h2.entry-title, h2.post-title, h3.post-title")
        if not is_elsewhere(h)
    ]
    for heading in headings[:2]:
        seen = 0
        for element in (
            heading.iterfollowing()
            if hasattr(heading, "iterfollowing")
            else heading.xpath("following::*")
        ):
            if seen >= 25:
                break
            seen += 1
            if len(element) <= 6 and not is_elsewhere(element):
                text = text_of(element)
                if 2 <= len(text) <= 120:
                    yield text
    for element in select(document.tree, "[class], [id]"):
        marks = f"{element.get('class') or ''} {element.get('id') or ''}"
        if (
            len(element) <= 8
            and _NEARBY.search(marks)
            and element.tag not in ("body", "html")
            and not is_elsewhere(element)
        ):
            text = text_of(element)
            if 2 <= len(text) <= 120:
                yield text
