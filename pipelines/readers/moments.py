"""Instants out of text: a Moment when the text states one, None when it does not; never a guess.

The order is ISO 8601, then forms that can be read only one way, then counted-back forms
(`3시간 전`), then dateparser behind guards. Nothing is ever filled in from the present day.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipelines.items import Moment, Precision
from pipelines.readers import moment_words as words

#: Longer text is prose, not a date.
_LONGEST = 160

#: Morning or afternoon behind the hour, in scripts of their own.
_HALF = (
    r"am\b|pm\b|a\.m\.?|p\.m\.?|مساء[\u064b\u0627]*|صباح[\u064b\u0627]*|[صم](?!\w)|ب\.ظ|ق\.ظ|بعد\s?از\s?ظهر|صبح"
    r"|μ\.?μ\.?(?!\w)|π\.?μ\.?(?!\w)"
)
_HOUR = (
    r"(?P<half1>오전|오후|午前|午後|上午|下午|凌晨|晚上|am|pm|a\.m\.?|p\.m\.?)?\s*"
    r"(?P<hour>\d{1,2})\s*"
    r"(?:(?:[:시時时点點]|(?<=\d)[hH.](?=\s?\d\d(?!\d))|(?<=\d\s)[hH](?=\s\d\d(?!\d)))"
    r"\s*(?P<minute>\d{1,2})?\s*(?:분|分)?"
    r"(?:\s*[:]?\s*(?P<second>\d{2})(?:[.,]\d{1,9})?\s*(?:초|秒)?)?"
    r"\s*(?P<half2>" + _HALF + r")?|\s*(?P<half3>" + _HALF + r")|\s*[hH]\b|\s*Uhr\b)"
)
_ZONE = (
    r"(?:\s*[\(\[]?(?P<zone>Z\b|[A-Z]{2,5}\b|МСК\b)[\)\]]?)?"
    r"(?:\s*(?P<offset>[+\-−]\d{2}:?\d{2}|[+\-−]\d{1,2})(?![\d:]))?(?:\s*\((?P<zone2>[A-Z]{2,5})\))?"
)
# The time may follow a weekday, a comma, `at`, `um`, `à`, a bar or a dot.
_TIME = re.compile(
    r"^(?:\s*(?:г(?:\.|ода)|р(?:\.|оку)|r\.|d\.(?=[\s,]*\d{1,2}:)|م(?=[\s,])|น\.))?[\s,.|·•@T–—\-/年일日]*(?:[(\[（]?"
    + words.WEEKDAY
    + r"[)\]）]?\.?[\s,|·•–—\-]*)?"
    r"(?:(?:at|um|à|a las|às|alle|ore|ora|orele|om|kl\.?|в|о|об|w|o|klo|saat|pukul|lúc|เวลา"
    r"|godz\.?|ساعت|الساعة|בשעה|στις|v(?=\s+\d{1,2}:)|ve)\s+)?" + _HOUR + _ZONE,
    re.IGNORECASE,
)
_TIME_BEFORE = re.compile(
    r"(?:^|\s)"
    + _HOUR
    + _ZONE
    + r"[\s,.|·•–—\-]*(?:(?:on|am|den|le|el)\s+)?(?:"
    + words.WEEKDAY
    + r"[\s,.]*)?$",
    re.IGNORECASE,
)
_YMD = re.compile(
    r"(?<![\d.\-/])(?P<y>(?:19|20)\d{2})\s?(?P<sep>[-./]|[년年])\s?(?P<m>1[0-2]|0?[1-9])\s?"
    r"(?:[-./]|[월月])\s?(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)(?:\s?[일日])?"
)
_YM = re.compile(r"(?P<y>(?:19|20)\d{2})\s?(?:-|[년年]\s?)(?P<m>1[0-2]|0?[1-9])\s?[월月]?")
_SHORT_YMD = re.compile(
    r"(?<!\d)['’]?(?P<y>\d{2})\s?(?:[-./]|[년年])\s?(?P<m>1[0-2]|0?[1-9])\s?(?:[-./]|[월月])\s?"
    r"(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)(?:\s?[일日.])?"
)
#: Day, month and a whole year: a date wherever it stands, like the year-first form.
_DAY_FIRST = re.compile(
    r"(?<![\d.\-/])(?P<a>\d{1,2})(?P<sep>[-./])\s?(?P<b>\d{1,2})(?P=sep)\s?(?P<y>(?:19|20)\d{2})(?![\d.-])"
)
#: Counts that stand beside dates.
_COUNTS = re.compile(
    r"(?:조회(?:수)?|댓글|추천|공감|hits?|views?|閲覧|阅读|コメント)\s*[:：]?\s*[\d,.]+|"
    r"[\d,.]+\s*(?:kommentare?|comments?|commentaires?|views?|hits?|min(?:s|utes?|uten)?\b|개|회|人)",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    r"(?<![\d.\-/])(?P<a>\d{1,2})(?P<sep>[-./])\s?(?P<b>\d{1,2})(?P=sep)\s?"
    r"(?P<y>(?:19|20)\d{2}|\d{2})(?!\d)"
)
_ERA = re.compile(
    r"(?P<era>令和|平成|昭和|民國|民国)\s?(?P<y>1\d\d|\d{1,2}|元)\s?年\s?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?日"
)
#: `R6.7.22`, read on Japanese pages where it is the first word: versions are written so, too.
_ERA_LETTER = re.compile(
    r"^(?P<era>[RHS])\s?(?P<y>\d{1,2}|元)[./年]\s?(?P<m>\d{1,2})[./月]\s?(?P<d>\d{1,2})(?!\d)"
)
_ERA_START = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_ERA_START |= {"R": 2018, "H": 1988, "S": 1925}
#: Thai pages count from the Buddha's death, 543 years earlier, with or without the era's name.
_THAI = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})\s*(?P<m>" + "|".join(words.THAI_MONTHS) + r")\s*"
    r"(?:พ\.ศ\.|ค\.ศ\.)?\s*"
    r"(?P<y>2[05]\d\d|[67]\d(?=\s*(?:$|,|เวลา|น\.|[-–|·•]?\s*\d{1,2}[:.]\d\d)))(?!\d)"
)
_BUDDHIST = 543
#: The Iranian calendar of the sun; in digits alone it is read on Persian pages.
_JALALI = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})\s*(?P<m>"
    + "|".join(words.JALALI_MONTHS)
    + r")\s*(?:ماه)?\s*,?\s*(?P<y>1[34]\d\d)(?!\d)"
)
_JALALI_DIGITS = re.compile(
    r"(?<!\d)(?P<y>1[34]\d\d)([-/.])(?P<m>1[0-2]|0?[1-9])\2(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)"
)
#: Dates in digits that mean a year of their own calendar in one language alone.
_OWN_DIGITS = {"fa": _JALALI_DIGITS, "ja": _ERA_LETTER}
_VIETNAMESE = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})\s*-?\s*tháng\s+(?P<m>\d{1,2}|" + words.VIETNAMESE_MONTH + r")"
    r"(?:\s*[,.]\s*|\s+)(?:năm\s+)?(?P<y>(?:19|20)\d{2})(?!\d)",
    re.IGNORECASE,
)
_DAY_NAME = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th|er|º|ª|\.|-)?\s*(?:de\s+|of\s+|-)?"
    r"(?P<m>" + words.MONTH + r")\.?,?\s*(?:del?\s+|-)?(?P<y>(?:19|20)\d{2})(?!\d)",
    re.IGNORECASE,
)
_NAME_DAY = re.compile(
    r"(?P<m>"
    + words.MONTH
    + r")\.?\s*(?P<d>\d{1,2})(?:st|nd|rd|th)?\s*[,.]?\s+(?P<y>(?:19|20)\d{2})(?!\d)",
    re.IGNORECASE,
)
_YEAR_NAME = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})(?:\s?m\.)?[\s,-]+(?P<m>"
    + words.MONTH
    + r")\.?[\s-]+(?P<d>\d{1,2})(?!\d)",
    re.IGNORECASE,
)
_NAME_YEAR = re.compile(
    r"^(?P<m>" + words.MONTH + r")\.?,?\s+(?:de\s+)?(?P<y>(?:19|20)\d{2})$", re.IGNORECASE
)
_COMPACT = re.compile(
    r"^(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?:T?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?)?"
    r"(?P<offset>Z|[+-]\d{2}:?\d{2})?$"
)
_ISO_TIME = re.compile(
    r"^(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})[T ]+(?P<hour>\d{1,2}):(?P<minute>\d{2})"
    r"(?::(?P<second>\d{2})(?:[.,]\d+)?)?\s?(?P<offset>Z|[+\-−]\d{2}:?\d{2}|[+\-−]\d{2})?$",
    re.IGNORECASE,
)
#: No clock and no zone is further ahead.
_AHEAD = timedelta(days=2)
_NO_ZONE = timedelta(hours=15)
#: Forms that state year, month and day, and are a date wherever they stand.
_WHOLE = (_YMD, _NAME_DAY, _DAY_NAME, _YEAR_NAME, _ERA, _THAI, _VIETNAMESE, _JALALI)
_AFTERNOON = re.compile(
    r"^(?:오후|午後|下午|晚上|p\.?m\.?|مساء.*|م|ب\.ظ|بعد.*|μ\.?μ\.?)$", re.IGNORECASE
)


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
    reading = _Reading(raw=raw, base=base, language=language, zone=zone, month_first=month_first)
    for part in words.without_labels(plain):
        found = (
            reading.iso(part)
            or reading.compact(part)
            or reading.epoch(part)
            or reading.stated(part)
            or reading.counted_back(part)
        )
        if found:
            return found
    return reading.by_library(words.without_labels(plain)[0])


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
    if not 1900 <= at.year <= 2100 or offset is None or abs(offset) >= _NO_ZONE:
        return None
    return Moment(at=at, raw=text)


def states_day(text: str) -> bool:
    """Return whether a day stands in `text` with its year and month, in whatever language."""
    plain = _plain(text)
    return any(form.search(plain) for form in (*_WHOLE, _DAY_FIRST))


def _plain(text: str) -> str:
    if text.isascii():
        return text.strip()
    folded = unicodedata.normalize("NFKC", text).replace("\u200e", "").replace("\u200f", "")
    folded = folded.replace("،", ",")
    return "".join(
        str(unicodedata.digit(mark))
        if mark.isdigit() and not mark.isascii() and unicodedata.digit(mark, None) is not None
        else mark
        for mark in folded
    ).strip()


class _Reading:
    """The facts that stay the same while one text is tried against the forms."""

    def __init__(
        self, *, raw: str, base: datetime, language: str, zone: tzinfo | None, month_first: bool
    ) -> None:
        self.raw = raw
        self.base = base
        self.language = language
        self.zone = zone
        self.month_first = month_first

    def iso(self, text: str) -> Moment | None:
        match = _ISO_TIME.match(text)
        return self._of(match, match) if match else None

    def compact(self, text: str) -> Moment | None:
        match = _COMPACT.match(text)
        return self._of(match, match if match["hour"] else None) if match else None

    def epoch(self, text: str) -> Moment | None:
        if not re.fullmatch(r"\d{10}|\d{13}", text):
            return None
        at = datetime.fromtimestamp(int(text[:10]), UTC)
        if not 1995 <= at.year <= self.base.year + 2:
            return None
        return Moment(at=at, precision="second", offset_stated=True, raw=self.raw)

    def stated(self, text: str) -> Moment | None:
        """Return a moment whose year, month and day all stand in the text."""
        for form in _WHOLE:
            match = form.search(text)
            if match:
                found = self._of(match, self._time_near(text, match))
                if found:
                    return found
        own = _OWN_DIGITS.get(self.language[:2])
        if own and (match := own.search(text)):
            found = self._of(match, self._time_near(text, match))
            # A year that has not come is one of another calendar: 1445 is of the moon's.
            return found if found and found.at <= self.base + _AHEAD else None
        match = _DAY_FIRST.search(text)
        if match and (found := self._ambiguous(text, match)):
            return found
        for form in (_SHORT_YMD, _NUMERIC):
            match = form.search(text)
            # These forms mean a date only where they stand almost alone.
            if match and not _has_other_numbers(text, match, self._time_near(text, match)):
                found = self._ambiguous(text, match)
                if found:
                    return found
        for form in (_YM, _NAME_YEAR):
            match = form.fullmatch(text)
            if match:
                return self._made(int(match["y"]), words.month_number(match["m"]), 1, "month")
        if re.fullmatch(r"(?:19|20)\d{2}년?", text):
            return self._made(int(text[:4]), 1, 1, "year")
        return None

    def _ambiguous(self, text: str, match: re.Match[str]) -> Moment | None:
        time = self._time_near(text, match)
        if "a" not in match.groupdict():
            if words.is_year_last(self.language, match.group()):
                return None  # 24.07.03 is the 24th of July there: the next form reads it
            year = int(match["y"])
            return self._made_timed(
                2000 + year if year < 70 else 1900 + year, int(match["m"]), int(match["d"]), time
            )
        first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
        if year < 100:
            year += 2000 if year < 70 else 1900
        month_first = match["sep"] == "/" and self.month_first
        if first > 12:
            month_first = False
        elif second > 12:
            month_first = True
        day, month = (second, first) if month_first else (first, second)
        found = self._made_timed(year, month, day, time)
        if found and found.at > self.base + _AHEAD and day <= 12:
            # Nobody shows a day that has not come: then the other order was meant.
            turned = self._made_timed(year, day, month, time)
            return turned if turned and turned.at <= self.base + _AHEAD else found
        return found

    def _time_near(self, text: str, match: re.Match[str]) -> re.Match[str] | None:
        return _TIME.match(text[match.end() :]) or _TIME_BEFORE.search(text[: match.start()])

    def counted_back(self, text: str) -> Moment | None:
        """Return a moment counted from the answer's own time."""
        if len(text) > 60:
            return None
        if words.JUST_NOW.fullmatch(text):
            return self._relative(timedelta())
        for days, pattern in words.DAYS_BACK:
            match = pattern.match(text)
            if match:
                local = self.base.astimezone(self.zone or UTC).date() - timedelta(days=days)
                time = _TIME.match(text[match.end() :])
                if time is None and text[match.end() :].strip(" .,·"):
                    return None
                return self._made_timed(local.year, local.month, local.day, time)
        for pattern in words.COUNTED:
            match = pattern.fullmatch(text)
            if match:
                count = words.count_of(match["n"])
                seconds = words.unit_seconds(match["unit"])
                if seconds and count < 10_000:
                    return self._relative(timedelta(seconds=count * seconds))
        return None

    def by_library(self, text: str) -> Moment | None:
        """Return what dateparser reads, when the text can be a whole date at all."""
        if not 6 <= len(text) <= 60 or not words.MAYBE_DATE.search(text):
            return None
        if re.search(r"[가-힣ぁ-ヿ]", text) and not re.search(r"(?:19|20)\d\d", text):
            return None  # own rules know these forms: what they refused is no date
        return _dateparsed(self, text)

    def _relative(self, back: timedelta) -> Moment:
        at = (self.base - back).astimezone(self.zone or UTC)
        return Moment(at=at, precision="relative", offset_stated=True, raw=self.raw)

    def _of(self, day: re.Match[str], time: re.Match[str] | None) -> Moment | None:
        groups = day.groupdict()
        if day.re is _THAI:
            month = words.THAI_MONTHS.index(day["m"]) % 12 + 1
            # `67` is short for 2567.
            year = int(day["y"]) + (2500 if len(day["y"]) == 2 else 0)
            year -= _BUDDHIST if year >= 2400 else 0
            return self._made_timed(year, month, int(day["d"]), time)
        if day.re is _VIETNAMESE:
            month = words.vietnamese_month(day["m"])
            return self._made_timed(int(day["y"]), month, int(day["d"]), time)
        if day.re in (_JALALI, _JALALI_DIGITS):
            at = gregorian(int(day["y"]), words.jalali_month(day["m"]), int(day["d"]))
            return self._made_timed(at.year, at.month, at.day, time) if at else None
        if groups.get("era"):
            year = _ERA_START[day["era"]] + (1 if day["y"] == "元" else int(day["y"]))
        else:
            year = int(day["y"])
        return self._made_timed(year, words.month_number(day["m"]), int(day["d"]), time)

    def _made_timed(
        self, year: int, month: int, day: int, time: re.Match[str] | None
    ) -> Moment | None:
        if time is None:
            return self._made(year, month, day, "day")
        groups = time.groupdict()
        hour, minute, second = (int(groups.get(name) or 0) for name in ("hour", "minute", "second"))
        half = groups.get("half1") or groups.get("half2") or groups.get("half3") or ""
        if half:
            hour = hour % 12 + (12 if _AFTERNOON.match(half) else 0) if hour <= 12 else hour
        zone = self._zone_named(groups)
        precision: Precision = "second" if groups.get("second") else "minute"
        try:
            extra = timedelta(days=1) if hour == 24 and minute == 0 else timedelta()
            at = (
                datetime(
                    year,
                    month,
                    day,
                    0 if extra else hour,
                    minute,
                    min(second, 59),
                    tzinfo=zone or self.zone or UTC,
                )
                + extra
            )
        except (ValueError, OverflowError):
            return self._made(year, month, day, "day")
        return self._checked(at, precision, zone is not None or self.zone is not None)

    def _made(self, year: int, month: int, day: int, precision: Precision) -> Moment | None:
        try:
            at = datetime(year, month, day, tzinfo=self.zone or UTC)
        except (ValueError, OverflowError):
            return None
        return self._checked(at, precision, self.zone is not None)

    def _checked(self, at: datetime, precision: Precision, offset_stated: bool) -> Moment | None:
        if not 1900 <= at.year <= 2100:
            return None
        return Moment(at=at, precision=precision, offset_stated=offset_stated, raw=self.raw)

    def _zone_named(self, groups: dict[str, str | None]) -> tzinfo | None:
        offset = (groups.get("offset") or "").upper().replace("−", "-")
        name = (groups.get("zone") or groups.get("zone2") or "").upper()
        if offset and offset != "Z":
            return _offset(offset)
        return zone_named("Z" if offset == "Z" else name, self.language)


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


def _offset(text: str) -> tzinfo | None:
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
    hours = words.ZONE_HOURS.get(name.upper())
    if hours is not None:
        return timezone(timedelta(hours=hours)) if hours else UTC
    key = words.ZONE_PLACES.get(name.upper(), name if "/" in name else "")
    return iana_zone(key)


# `America/Argentina/Buenos_Aires`. A name of a thousand parts is a thousand packages to Python.
_ZONE_NAME = re.compile(r"[\w+-]{1,30}(?:/[\w+-]{1,30}){0,2}", re.ASCII)


def iana_zone(name: str) -> tzinfo | None:
    """Return the zone of an IANA name; None when nobody knows it."""
    try:
        return ZoneInfo(name) if _ZONE_NAME.fullmatch(name) else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _has_other_numbers(text: str, match: re.Match[str], time: re.Match[str] | None) -> bool:
    rest = text[: match.start()] + " " + text[match.end() :]
    if time is not None:
        rest = rest.replace(time.group().strip(" ,.|·•-"), " ", 1)
    rest = _COUNTS.sub(" ", rest)
    return len(rest.strip()) > 30 or bool(re.search(r"\d", rest))


def _dateparsed(reading: _Reading, text: str) -> Moment | None:
    import dateparser  # half a CPU second: only pages with rare forms pay

    language = reading.language[:2]
    if not language:
        return None  # it would try two hundred languages, and find a date in a few by chance
    settings = {
        "REQUIRE_PARTS": ["day", "month", "year"],
        "RELATIVE_BASE": reading.base.astimezone(reading.zone or UTC).replace(tzinfo=None),
        "DATE_ORDER": "MDY" if reading.month_first else "DMY",
        "RETURN_AS_TIMEZONE_AWARE": False,
        "PREFER_DAY_OF_MONTH": "first",
    }
    try:
        found = dateparser.parse(text, languages=[language], settings=settings)
    except (ValueError, OverflowError, RecursionError):  # an unknown language code among them
        return None
    if found is None:
        return None
    year = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)
    if year and int(year.group()) != found.year:
        return None
    if not year:
        at = found.replace(tzinfo=reading.zone or UTC)
        return Moment(at=at, precision="relative", offset_stated=True, raw=reading.raw)
    timed = re.search(r"\d{1,2}[:.h]\d{2}", text)
    zone = found.tzinfo
    at = found.replace(tzinfo=zone or reading.zone or UTC)
    stated = zone is not None or reading.zone is not None
    if not timed:
        at = at.replace(hour=0, minute=0, second=0, microsecond=0)
    return Moment(
        at=at, precision="minute" if timed else "day", offset_stated=stated, raw=reading.raw
    )


def day_of(moment: Moment) -> date:
    """Return the calendar day as it was stated, in its own zone."""
    return moment.at.date()
