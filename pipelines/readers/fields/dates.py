"""Where a page says when its post was published and last changed; `moment_choice` believes one."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from pipelines.items import Moment
from pipelines.readers.answer import Reader
from pipelines.readers.dates import date_names as names
from pipelines.readers.dates.days_apart import day_in_address, first_publication
from pipelines.readers.dates.moment_labels import labelled
from pipelines.readers.dates.moments import day_of
from pipelines.readers.dates.page_time import first_moment, moment
from pipelines.readers.dates.stated_dates import (
    at_elements,
    element_moment,
    in_linked_data,
    in_meta,
    in_page_data,
    is_edit,
    only_updated,
    own_elements,
    words_before,
)
from pipelines.readers.dates.visible_dates import visible_moment
from pipelines.readers.document import Document
from pipelines.readers.trees.html import names_of
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import text_of

# Published


def front_matter(document: Document) -> Moment | None:
    """Return `date` of the front matter, else the date in the file's name (Jekyll)."""
    if (matter := document.front_matter) is None:
        return None
    keys = ("date", "published_at", "publishdate", "pubdate", "created")
    if found := first_moment(document, map(matter.get, keys)):
        return found
    name = unquote(urlsplit(document.url).path).rsplit("/", 1)[-1]
    match = re.match(r"(\d{4}-\d{1,2}-\d{1,2})-", name)
    return moment(document, match[1]) if match else None


def page_data_published(document: Document) -> Moment | None:
    """Return when the post in the page's data was published."""
    return in_page_data(document, names.PUBLISHED_KEYS)


def page_data_modified(document: Document) -> Moment | None:
    """Return when the post in the page's data was last changed."""
    return in_page_data(document, names.MODIFIED_KEYS)


def linked_data_published(document: Document) -> Moment | None:
    """Return `datePublished` of the post's JSON-LD node, else of its page's."""
    return in_linked_data(document, ("datePublished", "dateCreated", "pubDate"))


def meta_published(document: Document) -> Moment | None:
    """Return the date in the head's meta elements."""
    return in_meta(document, names.PUBLISHED_NAMES)


def microformat_published(document: Document) -> Moment | None:
    """Return the date of the h-entry or hAtom entry."""
    css = ".dt-published | abbr.published | time.published | time.entry-date | .published"
    if found := at_elements(document, *css.split(" | ")):
        return found
    only = only_updated(document)
    return None if only is None else element_moment(document, only)


#: The same in RDFa, as Drupal writes it.
_RDFA = tuple(
    (
        "[property~='schema:datePublished'] [property~='schema:dateCreated'] "
        "[property~='dc:date'] [property~='dc:created']"
    ).split()
)


def microdata_published(document: Document) -> Moment | None:
    """Return the date in `itemprop`."""
    return at_elements(document, "[itemprop~=datePublished]", "[itemprop~=dateCreated]", *_RDFA)


def pubdate_time(document: Document) -> Moment | None:
    """Return the `time` element that is marked as the date of publication."""
    return at_elements(document, "time[pubdate]")


def time_element(document: Document) -> Moment | None:
    """Return the first `time` of the post's own head."""
    for element in own_elements(document, "time, h1 .date"):
        marks = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
        before = words_before(element)
        if re.search(r"modif|updat|revis|edit", marks, re.IGNORECASE) or is_edit(before):
            continue
        if found := element_moment(document, element):
            return found
    return None


def entry_published(document: Document) -> Moment | None:
    """Return what the feed, sitemap or list API said."""
    return next((entry.published for entry in document.entries if entry.published), None)


def first_published(document: Document) -> Moment | None:
    """Return the day behind `originally published on`, where a page shows a later one, too."""
    return first_publication(document)


def visible_date(document: Document) -> Moment | None:
    """Return the date that a visitor reads near the title."""
    return visible_moment(document, "published")


def only_time(document: Document) -> Moment | None:
    """Return the page's only `time` element, wherever it stands but among comments."""
    found = select(document.tree, "time")
    if len(found) != 1 or is_edit(words_before(found[0])):
        return None
    around = " ".join(map(names_of, found[0].iterancestors()))
    return None if "comment" in around.lower() else element_moment(document, found[0])


_SCRIPT_DATE = re.compile(
    # By their first letters: each that stands side by side is tried at every mark.
    r"""["'](?:p(?:ub(?:lish(?:ed(?:At|_at|Time|_time)|Date|_date)|(?:lication)?(?:Date|_date))
    |ost(?:Date|_date))|date(?:P|_p)ublished|firstPublished(?:At|Date)?|displayDate
    |articlePublishDate)\\?["']\s*:\s*\\?["']([^"'\\]{8,40})""",
    re.VERBOSE,
)

#: One of them is in each such name: most pages have none, and are not searched.
_IN_SCRIPT_DATES = "ublish ublication pubDate pub_date postDate post_date displayDate".split()


def script_date(document: Document) -> Moment | None:
    """Return the date of publication in the page's scripts, when they name one day only."""
    text = document.text
    told = _SCRIPT_DATE.finditer(text) if any(word in text for word in _IN_SCRIPT_DATES) else ()
    found = [stated for match in told if (stated := moment(document, match[1]))][:40]
    return found[0] if found and len({day_of(stated) for stated in found}) == 1 else None


def last_change(document: Document) -> Moment | None:
    """Return the date behind `Updated`, when the page shows no other: better than no day at all."""
    return visible_modified(document) or linked_data_modified(document) or meta_modified(document)


def url_date(document: Document) -> Moment | None:
    """Return the day that the address names (`/2024/07/22/`)."""
    return day_in_address(document)


# Modified


def front_matter_modified(document: Document) -> Moment | None:
    """Return the date of the last change in the front matter."""
    matter = document.front_matter or {}
    return first_moment(document, map(matter.get, _CHANGED_KEYS))


_CHANGED_KEYS = tuple(
    "last_modified_at lastmod modified updated modified_at updated_at last_modified".split()
)


def linked_data_modified(document: Document) -> Moment | None:
    """Return `dateModified` of the post's JSON-LD node, else of its page's."""
    return in_linked_data(document, ("dateModified", "upDate"))


def meta_modified(document: Document) -> Moment | None:
    """Return the date of the last change in the head's meta elements."""
    return in_meta(document, names.MODIFIED_NAMES)


def microformat_modified(document: Document) -> Moment | None:
    """Return the date of the last change of the h-entry or hAtom entry.

    Themes that show one date call it both; where a list knows of a change, that says nothing.
    """
    css = ".published.updated, .dt-published.dt-updated"
    if entry_updated(document) is not None and next(own_elements(document, css), None) is not None:
        return None
    if only_updated(document) is not None:
        return None
    css = (
        ".dt-updated | .dt-modified | abbr.modified | abbr.updated | time.updated | time.modified"
        " | [itemprop~=dateModified]"
    )
    return at_elements(document, *css.split(" | "))


def marked_modified(document: Document) -> Moment | None:
    """Return the date in what a theme calls that of the last change, by class or before it."""
    elements = own_elements(document, "[class*=updat], [class*=Updat], [class*=modif], time")
    stated = [element_moment(document, one) for one in elements if _is_called_change(one)]
    found = [one for one in stated if one is not None]
    # Several days are those of other posts.
    return found[0] if len(set(map(day_of, found))) == 1 else None


def _is_called_change(element: HtmlElement) -> bool:
    """Return whether an element is called the date of the last change, by class or before it."""
    called = element.get("class") or ""
    if "published" in called.split():
        return False  # what is called both is the first
    if element.tag != "time":
        return _MARK.search(called) is not None
    return _TIME_MARK.search(called) is not None or _is_of_change(element)


def _is_of_change(time: HtmlElement) -> bool:
    """Return whether the words before a time, or before the day within it, speak of a change."""
    if is_edit(words_before(time)):
        return True
    dated = [label for label, part in labelled(text_of(time)[:80]) if _DIGIT.search(part)]
    return dated == ["modified"]


_DIGIT = re.compile(r"\d")


_CHANGED = r"(?:updated?|modified)"
_TIME_MARK = re.compile(rf"(?:^|[-_\s]){_CHANGED}(?:$|[-_\s])", re.IGNORECASE)
_MARK = re.compile(
    rf"(?:^|[-_\s])(?:{_CHANGED}[-_]?(?:date|time)|(?:date|time)[-_]?{_CHANGED})(?:$|[-_\s])",
    re.IGNORECASE,
)


def visible_modified(document: Document) -> Moment | None:
    """Return the date that a visitor reads behind a word such as 수정 or `Updated`."""
    return visible_moment(document, "modified")


def entry_updated(document: Document) -> Moment | None:
    """Return what the feed or list API said of the last change."""
    told = (entry.updated for entry in document.entries if entry.found_kind != "sitemap")
    return next(filter(None, told), None)


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
    marked_modified,
    entry_updated,
    visible_modified,
)
