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
from pipelines.readers.lines import head_lines
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
_DAY_FIRST_REGIONS = frozenset("uk au nz ie in za sg".split())
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
    language = declared.strip().lower().replace("_", "-")[:12]
    if language == "en":
        # The day comes first in 03/07/2024 wherever English is spoken but in North America.
        region = (urlsplit(document.url).hostname or "").rpartition(".")[2]
        return f"en-{region.replace('uk', 'gb')}" if region in _DAY_FIRST_REGIONS else language
    return language


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


_SCRIPT_DATE = re.compile(
    r"""["'](?:datePublished|date_published|publishedAt|published_at|publishDate|publish_date|pubDate|pub_date|
    publicationDate|publication_date|publishedTime|published_time|firstPublished(?:At|Date)?|displayDate|
    articlePublishDate|postDate|post_date)\\?["']\s*:\s*\\?["']([^"'\\]{8,40})""",
    re.VERBOSE,
)


def script_date(document: Document) -> Moment | None:
    """Return the date of publication in the page's scripts, when they name one day only."""
    found = [
        stated
        for match in _SCRIPT_DATE.finditer(document.text)
        if (stated := moment(document, match[1]))
    ][:40]
    return found[0] if found and len({day_of(stated) for stated in found}) == 1 else None


def last_change(document: Document) -> Moment | None:
    """Return the date behind `Updated`, when the page shows no other: better than no day at all."""
    return visible_modified(document) or linked_data_modified(document) or meta_modified(document)


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
    script_date,
    url_date,
    last_change,
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
        if reader in _DEAR and _is_settled(answers, reader):
            continue
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
    best = _in_local_zone(best, [found for _, found in answers])
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


#: Readers that walk the whole page; asked only where the others leave something open.
_DEAR = frozenset({visible_date, script_date, last_change, visible_modified})


def _is_settled(answers: Sequence[tuple[Reader[Moment], Moment]], reader: Reader[Moment]) -> bool:
    for _, found in answers:
        if _fineness(found) >= (5, 1):
            # An instant in UTC leaves the writer's zone open: the visible date may tell it.
            return bool(found.at.utcoffset()) or reader is not visible_date
    return reader is last_change and bool(answers)


def _in_local_zone(best: Moment, others: Sequence[Moment]) -> Moment:
    """Return `best` in the zone of its writer, when it is stated in UTC and shown in local time.

    2024-07-22T00:30:00Z in the head and 09:30 under the title are one instant: nine hours east.
    """
    if best.at.utcoffset() or not best.offset_stated or best.precision not in ("second", "minute"):
        return best
    utc = best.at.replace(tzinfo=None)
    for other in others:
        if other.offset_stated or other.precision not in ("second", "minute"):
            continue
        ahead = other.at.replace(tzinfo=None, second=0) - utc.replace(second=0, microsecond=0)
        minutes = round(ahead.total_seconds() / 60)
        if minutes and minutes % 30 == 0 and abs(minutes) <= 14 * 60:
            return replace(best, at=best.at.astimezone(timezone(timedelta(minutes=minutes))))
    return best


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
    lines = head_lines(document)
    for line in (*lines.after, *lines.before):
        if _may_hold_date(line.text):
            yield from _stated(document, line.text, wanted)
    far = [line for line in lines.rest if _may_hold_date(line.text)]
    marked = [line for line in far if _NEARBY.search(line.marks)]
    labelled = [line for line in far if _LABELLED.search(line.text)]
    for line in (*marked, *labelled):
        if not line.is_elsewhere:
            # Far from the title, `3 days ago` is a comment's.
            yield from (
                found
                for found in _stated(document, line.text, wanted)
                if found.precision != "relative"
            )


def _may_hold_date(text: str) -> bool:
    return len(text) <= _LONGEST_LINE and bool(_MAYBE.search(text))


def _stated(document: Document, text: str, wanted: str) -> Iterator[Moment]:
    for part in _stretches(text, wanted):
        found = moment(document, part)
        if found:
            yield found


#: A line of a byline with a label or two; a longer one is prose.
_LONGEST_LINE = 220
_MAYBE = re.compile(
    r"(?:19|20)\d\d|\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2}|\d\s*\S{0,8}\s*(?:전|前|ago)|"
    r"vor \d|il y a|hace"
    r"|방금|어제|오늘|昨日|今日|昨天|今天|yesterday|today|gestern|heute|[٠-٩]{4}",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"publi|posted|poste|written|updated|입력|등록|작성|발행|게시|수정|投稿|公開|掲載|更新|发布|發布|发表|时间|veröffentlicht|"
    r"erstellt|aktualisiert|datum|date|geschrieben|gespeichert|опубл|дата",
    re.IGNORECASE,
)


def _stretches(text: str, wanted: str) -> list[str]:
    parts = moment_words.labelled(text)
    if wanted == "modified":
        return [part for label, part in parts if label == "modified"]
    return [part for label, part in parts if label != "modified"]
