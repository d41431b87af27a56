"""Instants out of text: a Moment when the text states one, None when it does not; never a guess.

The order is ISO 8601, then forms that can be read only one way, then counted-back forms
(`3시간 전`), then dateparser behind guards. Nothing is ever filled in from the present day.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, tzinfo

from pipelines.items import Moment
from pipelines.readers.dates import moment_forms as forms
from pipelines.readers.dates import moment_words as words
from pipelines.readers.dates.calendars import with_digits, with_numbered_days
from pipelines.readers.dates.moment_labels import without_labels
from pipelines.readers.dates.moment_reading import Reading, is_possible
from pipelines.readers.dates.zones import NO_ZONE

#: Longer text is prose, not a date.
_LONGEST = 160


def parse_moment(
    text: str | None,
    *,
    base: datetime,
    language: str = "",
    zone: tzinfo | None = None,
    month_first: bool | None = None,
) -> Moment | None:
    """Return the instant that `text` states, or None.

    `base` is the moment of the answer (aware): counted-back forms start there. `language` is
    that of the page ("ko", "en-GB"): it settles 03/07/2024, unless `month_first` does. `zone` is
    where a time without offset was written; None means unknown, and UTC is assumed
    (`offset_stated` is False).
    """
    if not text or len(text) > 4 * _LONGEST:
        return None
    if found := _exact(text):
        return found
    raw = " ".join(text.split())[:_LONGEST]
    plain = _plain(raw)
    if not plain or not (any(mark.isdigit() for mark in plain) or words.NO_DIGIT.search(plain)):
        return None
    language = language.lower()
    if month_first is None:
        month_first = words.is_month_first(language)
    reading = Reading(raw=raw, base=base, language=language, zone=zone, month_first=month_first)
    for part in without_labels(plain):
        found = (
            reading.iso(part)
            or reading.compact(part)
            or reading.epoch(part)
            or reading.stated(part)
            or reading.counted_back(part)
        )
        if found:
            return found
    return reading.by_library(without_labels(plain)[0])


_EXACT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)", re.ASCII)


def _exact(text: str) -> Moment | None:
    """Return the instant in a text that states it to the second and with its offset, as most do.

    None where the forms below have to say what it means.
    """
    if not _EXACT.fullmatch(text):
        return None
    try:
        at = datetime.fromisoformat(text).replace(microsecond=0)
    except ValueError:
        return None
    offset = at.utcoffset()
    if not is_possible(at) or offset is None or abs(offset) >= NO_ZONE:
        return None
    return Moment(at=at, raw=text)


def states_day(text: str) -> bool:
    """Return whether a day stands in `text` with its year and month, in whatever language."""
    plain = _plain(text)
    if not _DIGIT.search(plain):
        return False
    return any(form.search(plain) for form in (*forms.WHOLE, forms.DAY_FIRST))


#: Each form has some.
_DIGIT = re.compile(r"\d")


def _plain(text: str) -> str:
    if text.isascii():
        return text.strip()
    folded = unicodedata.normalize("NFKC", text).replace("\u200e", "").replace("\u200f", "")
    folded = with_digits(folded.replace("،", ",")) if "年" in folded else folded.replace("،", ",")
    if "م " in folded:
        folded = with_numbered_days(folded)
    return "".join(
        str(unicodedata.digit(mark))
        if mark.isdigit() and not mark.isascii() and unicodedata.digit(mark, None) is not None
        else mark
        for mark in folded
    ).strip()


def day_of(moment: Moment) -> date:
    """Return the calendar day as it was stated, in its own zone."""
    return moment.at.date()
