"""Dates in forms that only a library knows, behind guards: it finds a date in much that is none."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo

from pipelines.items import Moment

#: What dateparser may be asked about: a year, or a count with a word beside it.
_MAYBE_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|^\D{0,20}\d{1,3}\s+\D{3,}$")


def dateparsed(
    text: str,
    *,
    raw: str,
    base: datetime,
    language: str,
    zone: tzinfo | None,
    month_first: bool,
) -> Moment | None:
    """Return what dateparser reads in `text`, when it can be a whole date at all."""
    if not 6 <= len(text) <= 60 or not _MAYBE_DATE.search(text):
        return None
    if re.search(r"[가-힣ぁ-ヿ]", text) and not re.search(r"(?:19|20)\d\d", text):
        return None  # own rules know these forms: what they refused is no date
    if not language:
        return None  # it would try two hundred languages, and find a date in a few by chance
    import dateparser  # half a CPU second: only pages with rare forms pay

    settings = {
        "REQUIRE_PARTS": ["day", "month", "year"],
        "RELATIVE_BASE": base.astimezone(zone or UTC).replace(tzinfo=None),
        "DATE_ORDER": "MDY" if month_first else "DMY",
        "RETURN_AS_TIMEZONE_AWARE": False,
        "PREFER_DAY_OF_MONTH": "first",
    }
    try:
        found = dateparser.parse(text, languages=[language[:2]], settings=settings)
    except (ValueError, OverflowError, RecursionError):  # an unknown language code among them
        return None
    if found is None:
        return None
    year = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)
    if year and int(year.group()) != found.year:
        return None
    if not year:
        at = found.replace(tzinfo=zone or UTC)
        return Moment(at=at, precision="relative", offset_stated=True, raw=raw)
    timed = re.search(r"\d{1,2}[:.h]\d{2}", text)
    at = found.replace(tzinfo=found.tzinfo or zone or UTC)
    stated = found.tzinfo is not None or zone is not None
    if not timed:
        at = at.replace(hour=0, minute=0, second=0, microsecond=0)
    return Moment(at=at, precision="minute" if timed else "day", offset_stated=stated, raw=raw)
