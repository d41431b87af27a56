"""Days that a program wrote as instants in UTC: midnight sharp where the page is at home."""

from __future__ import annotations

from pipelines.items import Moment
from pipelines.readers.dates.finer_moments import in_zone
from pipelines.readers.dates.page_time import page_language
from pipelines.readers.dates.zones import iana_zone
from pipelines.readers.document import Document

#: Where a language, or one of a region, is written by one clock.
_HOMES = {
    language: place
    for place, languages in {
        "Asia/Seoul": "ko",
        "Asia/Tokyo": "ja",
        "Asia/Shanghai": "zh",
        "Asia/Bangkok": "th vi",
        "Asia/Kolkata": "hi ta te ml",
        "Asia/Tehran": "fa",
        "Asia/Jerusalem": "he iw",
        "Europe/Istanbul": "tr",
        "Europe/Moscow": "ru",
        "Europe/Helsinki": "fi et lv lt uk bg el ro",
        "Europe/Berlin": "de it nl pl cs sk hu sv da nb nn no sl hr sr fr-fr fr-be fr-ch es-es",
        "Europe/Lisbon": "pt-pt",
    }.items()
    for language in languages.split()
}


def at_own_midnight(stated: Moment, document: Document) -> Moment:
    """Return an instant in UTC with the offset of the page's home, where it is midnight there.

    `2024-07-21T15:00:00Z` on a Korean page is the 22nd: forms that ask for a day alone hand on
    the midnight with which it began. The instant stays the same.
    """
    at = stated.at
    if at.utcoffset() or not stated.offset_stated or stated.precision not in ("second", "minute"):
        return stated
    if at.minute % 30 or at.second or not (at.hour or at.minute):
        return stated
    language = page_language(document)
    if (zone := iana_zone(_HOMES.get(language) or _HOMES.get(language[:2], ""))) is None:
        return stated
    there = at.astimezone(zone)
    return stated if there.hour or there.minute else in_zone(stated, zone)
