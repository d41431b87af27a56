"""Times as indexes write them: exact forms only, so that a guess never becomes a date."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from pipelines.items import Moment, Precision

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}$")
_ISO_MONTH = re.compile(r"(\d{4})-(\d{2})$")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}")
_SECONDS = re.compile(r":\d{2}:\d{2}")
#: Zone names RFC 2822 does not know; east Asian blogs write them.
_ZONES = {"KST": "+0900", "JST": "+0900"}
#: 2024년 7월 22일 오전 10:30 / 2024. 7. 22. 09:30 / 2024.07.22 오후 3:20:10
_KOREAN = re.compile(
    r"""(?P<year>(?:19|20)\d{2})\s*(?:년|[./-])\s*(?P<month>\d{1,2})\s*(?:월|[./-])\s*(?P<day>\d{1,2})\s*(?:일|\.)?
    (?:\s*\(?[월화수목금토일](?:요일)?\)?)?
    (?:[\s,]*(?P<half>오전|오후|AM|PM)?\s*(?P<hour>\d{1,2})\s*(?::|시)\s*(?P<minute>\d{1,2})?\s*분?
    (?::?\s*(?P<second>\d{1,2})\s*초?)?)?
    \s*(?P<zone>[+-]\d{2}:?\d{2}|KST)?\s*$""",
    re.VERBOSE | re.IGNORECASE,
)


def stated_moment(text: str | None) -> Moment | None:
    """Return the instant an index states: ISO 8601, RFC 2822, or a Korean date with its time.

    A time without a zone counts as UTC with `offset_stated` False. None for anything else.
    """
    raw = (text or "").strip()
    if not raw or len(raw) > 80:
        return None
    return _iso(raw) or _mail(raw) or _korean(raw)


def http_date(text: str) -> datetime | None:
    """Return the instant (UTC) of a header in any of its three forms (RFC 9110, 5.6.7), or None.

    None of them names another zone than UTC, and the oldest names none at all.
    """
    try:
        at = parsedate_to_datetime(text)
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _moment(at: datetime, precision: Precision, raw: str) -> Moment | None:
    if not 1990 <= at.year <= 2100:
        return None
    return Moment.stated(at, precision, raw)


def _iso(raw: str) -> Moment | None:
    try:
        if _ISO_DAY.match(raw):
            return _moment(datetime.fromisoformat(raw), "day", raw)
        if match := _ISO_MONTH.match(raw):
            return _moment(datetime.fromisoformat(f"{match[1]}-{match[2]}-01"), "month", raw)
        if _ISO.match(raw):
            at = datetime.fromisoformat(raw)
            return _moment(at, "second" if _SECONDS.search(raw) else "minute", raw)
    except ValueError:
        pass
    return None


def _mail(raw: str) -> Moment | None:
    text = raw
    for name, offset in _ZONES.items():
        text = re.sub(rf"\b{name}\b$", offset, text)
    if not re.search(r"\d:\d{2}", text) or not re.search(r"[A-Za-z]{3}", text):
        return None
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _moment(at, "second" if _SECONDS.search(raw) else "minute", raw)


def _korean(raw: str) -> Moment | None:
    match = _KOREAN.match(raw)
    if not match:
        return None
    part = match.groupdict()
    hour = int(part["hour"] or 0)
    if (part["half"] or "").upper() in ("오후", "PM") and hour < 12:
        hour += 12
    elif (part["half"] or "").upper() in ("오전", "AM") and hour == 12:
        hour = 0
    zone = (part["zone"] or "").upper().replace(":", "")
    precision: Precision = (
        "day" if part["hour"] is None else "second" if part["second"] else "minute"
    )
    try:
        at = datetime(  # noqa: DTZ001 - the zone is added below when one is stated
            int(part["year"]),
            int(part["month"]),
            int(part["day"]),
            hour,
            int(part["minute"] or 0),
            int(part["second"] or 0),
        )
        if zone:
            at = at.replace(tzinfo=datetime.strptime(_ZONES.get(zone, zone), "%z").tzinfo)
    except ValueError:
        return None
    return _moment(at, precision, raw)
