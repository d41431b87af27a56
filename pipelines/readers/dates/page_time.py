"""What time means on a page: its clock, its language, the zone of its writer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pipelines.items import Moment
from pipelines.readers.dates.date_names import MODIFIED_NAMES, PUBLISHED_NAMES
from pipelines.readers.dates.moment_words import is_month_first
from pipelines.readers.dates.moments import parse_moment
from pipelines.readers.dates.zones import zone_named
from pipelines.readers.text.little_words import bear_out
from pipelines.readers.trees.lines import lines_of
from pipelines.readers.trees.selecting import select
from pipelines.readers.views import once

if TYPE_CHECKING:
    from pipelines.readers.document import Document

#: Platforms whose local times are those of one country, whoever writes.
_PLATFORM_ZONES = {
    "tistory": "Asia/Seoul",
    "naver": "Asia/Seoul",
    "velog": "Asia/Seoul",
    "brunch": "Asia/Seoul",
}
#: Languages of one zone only: a guess, so the offset still counts as not stated.
_DAY_FIRST_REGIONS = frozenset("au ie in nz sg uk za".split())
_LANGUAGE_ZONES = {"ko": 9, "ja": 9}
#: Where a page declares no language: that of the country whose addresses it uses. Countries of one
#: written language, or of several that write dates alike.
_COUNTRY_LANGUAGES = {
    country: language
    for language, countries in {
        "ko": "kr", "ja": "jp", "zh": "cn tw", "de": "de at ch", "fr": "fr", "it": "it",
        "es": "es mx ar cl", "pt": "pt br", "nl": "nl be", "pl": "pl", "cs": "cz", "sk": "sk",
        "ru": "ru", "uk": "ua", "sv": "se", "da": "dk", "nb": "no", "fi": "fi", "el": "gr",
        "tr": "tr", "ro": "ro", "hu": "hu", "en-gb": "uk", "en-au": "au", "en-nz": "nz",
        "en-ie": "ie", "en-in": "in",
    }.items()
    for country in countries.split()
}  # fmt: skip
_OFFSET = re.compile(r"T\d\d:\d\d(?::\d\d(?:\.\d+)?)?([+-])(\d\d):?(\d\d)$")


def moment(document: Document, text: Any, *, zone: tzinfo | None = None) -> Moment | None:
    """Return the instant in `text` as this page means it: its clock, language and zone."""
    if not isinstance(text, str | int) or isinstance(text, bool):
        return None
    if zone is not None:
        return _moment(document, str(text), zone)
    # A page writes one date several times: for eyes, in its head, in its linked data.
    known, text = document.moments, str(text)
    if text not in known:
        known[text] = _moment(document, text, None)
    return known[text]


def first_moment(
    document: Document, values: Iterable[Any], *, zone: tzinfo | None = None
) -> Moment | None:
    """Return the first instant that one of `values` names."""
    return next((found for one in values if (found := moment(document, one, zone=zone))), None)


def _clock(document: Document) -> datetime:
    fetch = document.page.fetch
    return fetch.server_date or fetch.fetched_at


_STATED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)")


def _moment(document: Document, text: str, zone: tzinfo | None) -> Moment | None:
    if zone is None and _STATED.fullmatch(text):
        # Whatever the page says of its zone and its language.
        return parse_moment(text, base=_clock(document))
    stated, guessed = zones(document)
    known = zone or stated
    base = _clock(document)
    found = parse_moment(
        text,
        base=base,
        language=page_language(document),
        zone=known or guessed,
        month_first=_month_first(document) if _SLASHED.search(text) else None,
    )
    if found and known is None and guessed is not None and found.precision != "relative":
        offset_missing = found.at.tzinfo is guessed
        return replace(found, offset_stated=False) if offset_missing else found
    return found


_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)(?![\d/])")


@once
def _month_first(document: Document) -> bool | None:
    """Return whether this page writes 03/23/2024, not 23/03/2024; None where nothing tells."""
    texts = [line.text for line in lines_of(document)]
    texts += [stated.raw for stated in _listed(document)]
    found = [match.groups() for text in texts for match in _SLASHED.finditer(text)]
    orders = {int(one) <= 12 for one, two, _ in found if (int(one) > 12) != (int(two) > 12)}
    # One date in two writings tells, too.
    orders = orders or _orders_beside_whole_ones(document, found)
    if found and not orders and not page_language(document):
        # Nobody but Americans begins with the month, and they write in English.
        said = " ".join(sorted(texts, key=len)[-_LONG_LINES:])
        if not (_EASTERN.search(said) or bear_out("en", said)):
            return False
    return orders.pop() if len(orders) == 1 else None


#: Lines in which the little words of a language stand; letters of those who begin with the year.
_LONG_LINES, _EASTERN = 6, re.compile("[가-힣ぁ-ヿ一-鿿]")


def _orders_beside_whole_ones(document: Document, found: Sequence[Sequence[str]]) -> set[bool]:
    """Return which orders agree with dates that the page or its feed writes year first."""
    whole = " ".join(f"{stated.at:%Y-%m-%d}" for stated in _listed(document))
    orders: set[bool] = set()
    for first, second, year in {tuple(parts) for parts in found}:
        if int(first) != int(second):
            for month, day, month_first in ((first, second, True), (second, first, False)):
                date = f"{year}-{month:0>2}-{day:0>2}"
                if date in whole or date in document.text:
                    orders.add(month_first)
    return orders


@once
def zones(document: Document) -> tuple[tzinfo | None, tzinfo | None]:
    """Return the zone in which this site's local times are known to be written, and a guess."""
    known = next(
        (zone_named(_PLATFORM_ZONES[one]) for one in document.platforms if one in _PLATFORM_ZONES),
        None,
    )
    known = known or zone_named(document.options.default_zone) or _stated_elsewhere(document)
    hours = _LANGUAGE_ZONES.get(page_language(document)[:2])
    return (known, timezone(timedelta(hours=hours)) if hours else None)


def _stated_elsewhere(document: Document) -> tzinfo | None:
    # UTC tells nothing: engines convert to it. Any other offset is the writer's own.
    texts = [
        str(node.get(key))
        for node in document.post_nodes
        for key in ("datePublished", "dateModified")
    ]
    texts += document.stated(*PUBLISHED_NAMES, *MODIFIED_NAMES)
    texts += [element.get("datetime") or "" for element in select(document.tree, "time[datetime]")]
    for text in texts:
        match = _OFFSET.search(text.strip())
        if match and match.group(2, 3) != ("00", "00"):
            span = timedelta(hours=int(match[2]), minutes=int(match[3]))
            return (
                timezone(-span if match[1] == "-" else span) if span < timedelta(hours=15) else None
            )
    for stated in _listed(document):
        if stated.offset_stated and stated.at.utcoffset():
            return timezone(stated.at.utcoffset() or timedelta())
    return None


def _listed(document: Document) -> list[Moment]:
    """Return what feeds, lists and sitemaps say of when the post was published and changed."""
    told = (at for entry in document.entries for at in (entry.published, entry.updated))
    return [*filter(None, told)]


def page_language(document: Document) -> str:
    """Return the language a page declares, lower case, with region, else its country's, else ``."""
    declared = document.tree.get("lang") or document.tree.get("xml:lang") or ""
    said = document.stated("content-language", "og:locale", "language")
    declared = declared or next(filter(None, said), "")
    language = declared.strip().lower().replace("_", "-")[:12]
    if not language:
        country = (urlsplit(document.url).hostname or "").rpartition(".")[2]
        return _COUNTRY_LANGUAGES.get(country, "")
    if language == "en":
        # The day comes first in 03/07/2024 wherever English is spoken but in North America.
        region = (urlsplit(document.url).hostname or "").rpartition(".")[2]
        if region in _DAY_FIRST_REGIONS:
            return f"en-{region.replace('uk', 'gb')}"
        # Many themes say `en` whatever the blog is set to.
        for value in document.meta.get("og:locale", ()) + document.meta.get("content-language", ()):
            other = value.strip().lower().replace("_", "-")[:12]
            if other.startswith("en-") and not is_month_first(other):
                return other
    return language
