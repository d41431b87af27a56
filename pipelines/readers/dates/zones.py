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
    name: hours
    for hours, names in {
        0: "Z UTC GMT WET", 9: "KST JST", 8: "HKT SGT PHT AWST", 7: "WIB ICT", 5.5: "IST",
        5: "PKT", 4: "GST MSD", 3: "MSK МСК EEST", 2: "EET SAST CEST MESZ",
        1: "CET MEZ BST WEST", -3: "BRT ART", -5: "EST CDT", -4: "EDT", -6: "CST MDT",
        -7: "MST PDT", -8: "PST AKDT", -9: "AKST", -10: "HST", 10: "AEST", 11: "AEDT",
        9.5: "ACST", 12: "NZST", 13: "NZDT",
    }.items()
    for name in names.split()
}  # fmt: skip
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
