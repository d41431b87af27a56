"""Where a page says when its post was published and last changed; `moment_choice` believes one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from pipelines.items import Moment
from pipelines.readers import linked_data, moment_words
from pipelines.readers.answer import Reader
from pipelines.readers.finer_moments import (
    agree,
    fineness,
    on_day,
)
from pipelines.readers.html import select
from pipelines.readers.lines import lines_of
from pipelines.readers.moments import day_of, parse_moment
from pipelines.readers.page_time import moment
from pipelines.readers.spots import is_elsewhere, text_of
from pipelines.readers.visible_dates import visible_moments

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.readers.document import Document

__all__ = ["MODIFIED", "PUBLISHED", "READERS", "parse_moment"]

#: Keys of page data, lower case and without signs; drafts are created before they are published.
_PUBLISHED_KEYS = tuple(
    """publishedat publishedon publisheddate publishedtime datepublished publishdate publishat
    published pubdate firstpublishedat releasedat postdate date dategmt createdat createdon
    created createddate regdate""".split()
)
#: Where a moment stands in the object that some stores make of it: Notion, WordPress, MongoDB.
_INNER_KEYS = ("start_date", "start", "startDate", "date", "iso", "value", "$date")
_MODIFIED_KEYS = tuple(
    """modifiedat datemodified modified modifieddate updatedat updatedon updated updateddate
    lastmodified lastmod lastupdated lasteditedat""".split()
)

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


def page_data_published(document: Document) -> Moment | None:
    """Return when the post in the page's data was published."""
    return _in_page_data(document, _PUBLISHED_KEYS)


def page_data_modified(document: Document) -> Moment | None:
    """Return when the post in the page's data was last changed."""
    return _in_page_data(document, _MODIFIED_KEYS)


def _in_page_data(document: Document, keys: tuple[str, ...]) -> Moment | None:
    if document.page_data is None:
        return None
    for value in document.page_data.values(*keys):
        if isinstance(value, dict):
            value = next((value[key] for key in _INNER_KEYS if value.get(key)), None)
        if found := moment(document, value):
            return found
    return None


def linked_data_published(document: Document) -> Moment | None:
    """Return `datePublished` of the post's JSON-LD node, else of its page's."""
    return _linked(document, ("datePublished", "dateCreated"))


def _linked(document: Document, keys: tuple[str, ...]) -> Moment | None:
    found = document.post_nodes
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


#: The same in RDFa, as Drupal writes it.
_RDFA = (
    "[property~='schema:datePublished']",
    "[property~='schema:dateCreated']",
    "[property~='dc:date']",
    "[property~='dc:created']",
)


def microdata_published(document: Document) -> Moment | None:
    """Return the date in `itemprop`."""
    return _at_elements(document, "[itemprop~=datePublished]", "[itemprop~=dateCreated]", *_RDFA)


def pubdate_time(document: Document) -> Moment | None:
    """Return the `time` element that is marked as the date of publication."""
    return _at_elements(document, "time[pubdate]")


def time_element(document: Document) -> Moment | None:
    """Return the first `time` of the post's own head."""
    for element in _own(document, "time, h1 .date"):
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


def first_published(document: Document) -> Moment | None:
    """Return the day behind `originally published on`, where a page shows a later one, too."""
    for line in lines_of(document):
        if len(line.text) > _NOTICE or not any(sign in line.text for sign in _FIRST):
            continue
        stated = _FIRST_PUBLISHED.search(line.text)
        if stated and not line.is_elsewhere and not _OTHER_PLACE.search(line.text):
            return moment(document, stated[1])
    return None


#: Most lines have none of them, and are not searched.
_FIRST = ("riginally p", "irst p", "nitially p", "tlicht am", "nitialement p", "최초", "初回公開")
_FIRST_PUBLISHED = re.compile(
    r"(?:(?:originally|first|initially) (?:published|posted)(?: here)?(?: on)?"
    r"|(?:ursprünglich|zuerst) veröffentlicht am"
    r"|initialement publié le|최초 (?:게시|작성|등록|발행)(?:일|일시)?|初回公開日?)\s*[:：]?\s*"
    r"([^.;。]{0,16}(?:19|20)\d\d(?:[-./]\d\d?[-./]\d\d?)?)",
    re.IGNORECASE,
)
#: Where it stood before: that day is the other place's.
_OTHER_PLACE = re.compile(
    r"published (?:in|by|at|with)\b|(?:19|20)\d\d,? (?:in|by|at|with|on) (?!\d)", re.IGNORECASE
)
#: Characters of a line that tells of the post and is no part of it.
_NOTICE = 200


def visible_date(document: Document) -> Moment | None:
    """Return the date that a visitor reads near the title."""
    return next(visible_moments(document, "published"), None)


def only_time(document: Document) -> Moment | None:
    """Return the page's only `time` element, wherever it stands but among comments."""
    found = select(document.tree, "time")
    if len(found) != 1 or _is_edit(_words_before(found[0])):
        return None
    around = " ".join(
        f"{n.get('class') or ''} {n.get('id') or ''}" for n in found[0].iterancestors()
    )
    return None if "comment" in around.lower() else _element_moment(document, found[0])


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
        if match is None and (
            turned := re.search(
                r"(?<!\d)(3[01]|[12]\d|0[1-9])[._-](0[1-9]|1[0-2])[._-]((?:19|20)\d\d)(?!\d)", path
            )
        ):
            return moment(document, f"{turned[3]}-{turned[2]}-{turned[1]}")
        if match:
            return moment(document, f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}")
        if folded := _SHORT_DAY.search(path):
            return moment(document, f"{folded[1]}{folded[2]}-{folded[3]}-{folded[4]}")
        if named := _NAMED_DAY.search(path):
            number = moment_words.month_number(named[2])
            return moment(document, f"{named[1]}-{number:02d}-{int(named[3]):02d}")
    return None


#: A day with two digits of its year, in the folder of its month: `/2015/08/150803-a-title`.
_SHORT_DAY = re.compile(r"/((?:19|20))(\d\d)/(0[1-9]|1[0-2])/\2\3(3[01]|[12]\d|0[1-9])(?!\d)")

#: A day in an address that spells its month: `/2023/october/03/`.
_NAMED_DAY = re.compile(
    rf"/((?:19|20)\d\d)/({moment_words.MONTH})/(3[01]|[12]\d|0?[1-9])(?=/|$)", re.IGNORECASE
)


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
    return next(visible_moments(document, "modified"), None)


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
    page_data_published,
    linked_data_published,
    meta_published,
    microformat_published,
    microdata_published,
    pubdate_time,
    entry_published,
    first_published,
    time_element,
    visible_date,
    only_time,
    script_date,
    url_date,
    last_change,
)
MODIFIED: tuple[Reader[Moment], ...] = (
    front_matter_modified,
    page_data_modified,
    linked_data_modified,
    meta_modified,
    microformat_modified,
    entry_updated,
    visible_modified,
)
READERS = PUBLISHED


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
    if found and shown and agree(found, shown) and fineness(shown)[0] > fineness(found)[0]:
        return shown
    if found and shown and day_of(found) != day_of(shown):
        return on_day(found, shown)
    return found or shown


def _words_before(element: HtmlElement) -> str:
    previous = element.getprevious()
    if previous is not None:
        return f"{text_of(previous)[-40:]} {previous.tail or ''}"
    parent = element.getparent()
    return (parent.text or "") if parent is not None else ""


def _is_edit(text: str) -> bool:
    return any(label == "modified" for label, _ in moment_words.labelled(text.strip()[-40:] + " 0"))
