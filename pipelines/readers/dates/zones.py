"""Zones by the names that pages give them: offsets, abbreviations, places."""

from __future__ import annotations

import re
from datetime import UTC, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

#: The one zone of Korea, where platforms write their times without it.
KOREA = timezone(timedelta(hours=9))
#: No zone is further from UTC.
NO_ZONE = timedelta(hours=15)

#: Abbreviations that mean one offset almost everywhere they are written on blogs.
ZONE_HOURS: dict[str, float] = {
    "Z": 0,
    "UTC": 0,
    "GMT": 0,
    "WET": 0,
    "KST": 9,
    "JST": 9,
    "HKT": 8,
    "SGT": 8,
    "PHT": 8,
    "WIB": 7,
    "ICT": 7,
    "IST": 5.5,
    "PKT": 5,
    "GST": 4,
    "MSK": 3,
    "МСК": 3,
    "MSD": 4,
    "EET": 2,
    "EEST": 3,
    "SAST": 2,
    "CET": 1,
    "CEST": 2,
    "MEZ": 1,
    "MESZ": 2,
    "BST": 1,
    "WEST": 1,
    "BRT": -3,
    "ART": -3,
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
    "AKST": -9,
    "AKDT": -8,
    "HST": -10,
    "AEST": 10,
    "AEDT": 11,
    "ACST": 9.5,
    "AWST": 8,
    "NZST": 12,
    "NZDT": 13,
}
#: Names that mean standard or summer time as the day falls.
ZONE_PLACES = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}


def zone_of_offset(text: str) -> tzinfo | None:
    """Return the zone of `+09:00`, `+0900` or `+9`; None where no zone is so far off."""
    digits = text[1:].replace(":", "")
    hours, minutes = int(digits[:2]), int(digits[2:] or 0)
    if hours > 14 or minutes > 59:
        return None
    span = timedelta(hours=hours, minutes=minutes)
    return timezone(-span if text[0] == "-" else span)


def zone_named(name: str, language: str = "") -> tzinfo | None:
    """Return the zone of an abbreviation (`KST`, `EDT`) or an IANA name; None when unknown."""
    if not name:
        return None
    if name.upper() == "CST" and language[:2] == "zh":
        return timezone(timedelta(hours=8))
    if (hours := ZONE_HOURS.get(name.upper())) is not None:
        return timezone(timedelta(hours=hours)) if hours else UTC
    key = ZONE_PLACES.get(name.upper(), name if "/" in name else "")
    return iana_zone(key)


# `America/Argentina/Buenos_Aires`. A name of a thousand parts is a thousand packages to Python.
_ZONE_NAME = re.compile(r"[\w+-]{1,30}(?:/[\w+-]{1,30}){0,2}", re.ASCII)


def iana_zone(name: str) -> tzinfo | None:
    """Return the zone of an IANA name; None when nobody knows it."""
    try:
        return ZoneInfo(name) if _ZONE_NAME.fullmatch(name) else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
