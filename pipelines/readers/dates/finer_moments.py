"""Which of two statements of time is the finer, and whether they speak of one moment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta, timezone, tzinfo

from pipelines.items import Moment
from pipelines.readers.dates.moments import day_of

#: The grade of a minute or second.
FINE = 5
_GRADES = {"second": FINE, "minute": FINE, "relative": 3, "day": 2, "month": 1, "year": 0}


def in_local_zone(best: Moment, others: Sequence[Moment]) -> Moment:
    """Return `best` in the zone of its writer, when it is stated in UTC and shown in local time.

    2024-07-22T00:30:00Z in the head and 09:30 under the title are one instant: nine hours east.
    So are those two where another statement of the same instant has its offset.
    """
    if best.at.utcoffset() or not best.offset_stated or best.precision not in ("second", "minute"):
        return best
    utc = best.at.replace(tzinfo=None)
    for other in others:
        if other.precision not in ("second", "minute"):
            continue
        if other.offset_stated:
            if other.at.utcoffset() and abs(other.at - best.at) < timedelta(minutes=1):
                return in_zone(best, other.at.tzinfo)
            continue
        ahead = other.at.replace(tzinfo=None, second=0) - utc.replace(second=0, microsecond=0)
        minutes = round(ahead.total_seconds() / 60)
        if minutes and minutes % 30 == 0 and abs(minutes) <= 14 * 60:
            return replace(best, at=best.at.astimezone(timezone(timedelta(minutes=minutes))))
    return best


def in_zone(moment: Moment, zone: tzinfo | None) -> Moment:
    """Return the same instant with the offset that `zone` has then: a moment keeps no rules."""
    there = moment.at.astimezone(zone)
    return replace(moment, at=there.replace(tzinfo=timezone(there.utcoffset() or timedelta(0))))


def on_day(stated: Moment, shown: Moment, likely: Iterable[tzinfo | None]) -> Moment:
    """Return an instant in UTC in the nearest zone in which it is of the day that is shown for it.

    `<time datetime="2026-02-24T04:13:00Z">February 23, 2026</time>`: west of -04:13. Zones that the
    page speaks of, or its language is at home in, are `likely`, and tried first.
    """
    if stated.at.utcoffset() or not stated.offset_stated or shown.precision != "day":
        return stated
    if stated.precision not in ("second", "minute"):
        return stated
    for zone in filter(None, likely):
        if stated.at.astimezone(zone).date() == day_of(shown):
            return in_zone(stated, zone)
    for hours in (h for step in range(1, 15) for h in (step, -step)):
        there = stated.at.astimezone(timezone(timedelta(hours=hours)))
        if there.date() == day_of(shown):
            return replace(stated, at=there) if hours >= -12 else stated
    return stated


def agree(first: Moment, other: Moment) -> bool:
    """Return whether two statements can be of one moment, to within a day or their vagueness."""
    if first.precision in ("month", "year"):
        width = 7 if first.precision == "month" else 4
        return first.at.isoformat()[:width] == other.at.isoformat()[:width]
    if first.precision == "relative":
        # Counted in hours it is near; counted in weeks or months it is as vague as its unit.
        return abs(first.at - other.at) <= timedelta(days=32)
    if first.precision == "day" or other.precision == "day":
        return abs((day_of(first) - day_of(other)).days) <= 1
    return abs(first.at - other.at) <= timedelta(days=1)


def fineness(found: Moment) -> tuple[int, int]:
    """Return how fine a statement is, and whether it states its offset: the greater the better."""
    grade = _GRADES[found.precision]
    if grade == FINE and (found.at.hour, found.at.minute, found.at.second) == (0, 0, 0):
        grade -= 1  # midnight sharp is a day that a program wrote as an instant
    return grade, int(found.offset_stated)


#: No two clocks of the world are further apart.
_ZONES_APART = timedelta(hours=14)


def may_be_one(stated: Moment, shown: Moment) -> bool:
    """Return whether a date in the head and one under the title can be of one moment.

    A day alone may be that of another zone; two minutes differ by zones at most, and not at all
    when neither says which zone it is of.
    """
    timed = stated.precision in ("second", "minute")
    if timed and not (stated.offset_stated or shown.offset_stated):
        return day_of(turned(shown) or shown) == day_of(stated) or day_of(shown) == day_of(stated)
    if timed and shown.precision in ("second", "minute"):
        return abs(stated.at - shown.at) <= _ZONES_APART
    other = turned(shown) or shown
    return any(abs((day_of(stated) - day_of(found)).days) <= 1 for found in (shown, other))


#: `03/09/2026`: which of the two is the day is a matter of custom.
_EITHER = re.compile(r"(?<![\d./-])(\d{1,2})([-./])\s?(\d{1,2})\2\s?(?:(?:19|20)\d\d|\d\d)(?!\d)")


def turned(found: Moment) -> Moment | None:
    """Return the moment with day and month in each other's place, where its text allows both."""
    at = found.at
    match = _EITHER.search(found.raw)
    if match is None or at.day == at.month or {int(match[1]), int(match[3])} != {at.day, at.month}:
        return None
    return replace(found, at=at.replace(month=at.day, day=at.month)) if at.day <= 12 else None
