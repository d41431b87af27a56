"""Other calendars than the common one: days and years by the rules of each."""

from __future__ import annotations

import re
from datetime import date

from pipelines.readers.dates.month_words import JALALI_MONTHS

#: The year before the first of an era; letters stand for the Japanese ones.
ERA_START = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
ERA_START |= {"R": 2018, "H": 1988, "S": 1925}
#: Thai pages count from the Buddha's death, so many years earlier.
BUDDHIST = 543


def gregorian(year: int, month: int, day: int) -> date | None:
    """Return the day of a date in the Iranian calendar, by its cycle of 33 years; None for none.

    Right for the years 1178 to 1633 (1799 to 2255).
    """
    if not 1178 <= year <= 1633 or not 1 <= day <= (31 if month <= 6 else 30):
        return None
    leap_days = (year * 8 + 21) // 33
    days = 365 * year + leap_days + 31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day
    return date.fromordinal(days + _JALALI_START)


#: Days before 1 Farvardin 1403, which was 20 March 2024.
_JALALI_START = date(2024, 3, 20).toordinal() - (365 * 1403 + (1403 * 8 + 21) // 33 + 1)


#: Days of the month as Persian spells them: `یکم مرداد`, `بیست و دوم تیر`.
_DAYS = (
    "یکم دوم سوم چهارم پنجم ششم هفتم هشتم نهم دهم یازدهم دوازدهم سیزدهم چهاردهم پانزدهم شانزدهم"
    " هفدهم هجدهم نوزدهم بیستم"
).split()
_SPELLED_DAY = re.compile(
    r"(?<!\w)(?:(?P<tens>بیست|سی)\s?و\s?)?"
    rf"(?P<ones>{'|'.join(sorted(_DAYS, key=len, reverse=True))}|سی\s?\u200c?ا?م)"
    rf"(?=\s+(?:{'|'.join(JALALI_MONTHS)}))"
)


def with_numbered_days(text: str) -> str:
    """Return `text` with days that Persian spells before the name of their month in digits."""
    return _SPELLED_DAY.sub(_numbered_day, text)


def _numbered_day(match: re.Match[str]) -> str:
    ones = _DAYS.index(match["ones"]) + 1 if match["ones"] in _DAYS else 30
    return str(ones + {"بیست": 20, "سی": 30}.get(match["tens"] or "", 0))


_SPELLED = re.compile(
    r"(?P<y>[〇零○一二三四五六七八九]{4})年(?P<m>[一二三四五六七八九十]{1,2})月"
    r"(?P<d>[一二三四五六七八九十]{1,3})日"
)
_NUMERALS = "〇一二三四五六七八九"


def with_digits(text: str) -> str:
    """Return `text` with dates like `二〇二四年七月二十二日` written in digits."""
    return _SPELLED.sub(lambda match: "{}年{}月{}日".format(*map(_number, match.groups())), text)


def _number(spelled: str) -> int:
    spelled = re.sub("[零○]", "〇", spelled)
    if "十" not in spelled:
        return int("".join(str(_NUMERALS.index(sign)) for sign in spelled))
    tens, ones = spelled.split("十", 1)
    digits = [_NUMERALS.find(part) if part else default for part, default in ((tens, 1), (ones, 0))]
    return digits[0] * 10 + digits[1]
