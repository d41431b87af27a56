"""One text, tried against the forms of dates one after the other."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo

from pipelines.items import Moment, Precision
from pipelines.readers.dates import moment_forms as forms
from pipelines.readers.dates import moment_words as words
from pipelines.readers.dates import month_words as months
from pipelines.readers.dates.calendars import BUDDHIST, ERA_START, gregorian
from pipelines.readers.dates.zones import NO_ZONE, zone_named, zone_of_offset

#: No clock and no zone is further ahead.
_AHEAD = timedelta(days=2)
#: Seconds or thousandths, as .NET writes them, too: `/Date(1721640600000)/`.
_EPOCH = re.compile(r"(?:Date\()?(\d{10}|\d{13})(?:\.\d{1,9}|[+-]\d{4})?", re.ASCII)

#: What dateparser may be asked about: a year, or a count with a word beside it.
_MAYBE_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|^\D{0,20}\d{1,3}\s+\D{3,}$")


class Reading:
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
        """Return a moment as ISO 8601 writes it."""
        match = forms.ISO_TIME.match(text)
        return self._of(match, match) if match else None

    def compact(self, text: str) -> Moment | None:
        """Return a moment written without signs: `20240722`, `20240722093000`."""
        match = forms.COMPACT.match(text)
        return self._of(match, match if match["hour"] else None) if match else None

    def epoch(self, text: str) -> Moment | None:
        """Return a moment counted in seconds, or finer, since 1970."""
        match = _EPOCH.fullmatch(text)
        if not match:
            return None
        at = datetime.fromtimestamp(int(match[1][:10]), UTC)
        if not 1995 <= at.year <= self.base.year + 2:
            return None
        return Moment(at=at, precision="second", offset_stated=True, raw=self.raw)

    def stated(self, text: str) -> Moment | None:
        """Return a moment whose year, month and day all stand in the text."""
        if match := forms.CLOCK_BEFORE_YEAR.search(text):
            return self._of(match, match)
        for form in forms.WHOLE:
            match = form.search(text)
            if match and (found := self._of(match, self._time_near(text, match))):
                return found
        own = forms.OWN_DIGITS.get(self.language[:2])
        if own and (match := own.search(text)):
            found = self._of(match, self._time_near(text, match))
            # A year that has not come is one of another calendar: 1445 is of the moon's.
            return found if found and found.at <= self.base + _AHEAD else None
        match = forms.DAY_FIRST.search(text)
        if match and (found := self._ambiguous(text, match)):
            return found
        for form in (forms.SHORT_YMD, forms.NUMERIC):
            match = form.search(text)
            # These forms mean a date only where they stand almost alone.
            if match and self._is_alone(text, match) and (found := self._ambiguous(text, match)):
                return found
        match = forms.DAY_NAME_SHORT.search(text)
        if match and self._is_alone(text, match):
            found = self._of(match, self._time_near(text, match))
            # `8 May '45` is of another century.
            if found and found.at <= self.base + _AHEAD:
                return found
        for form in (forms.YM, forms.NAME_YEAR):
            if match := form.fullmatch(text):
                return self._made(int(match["y"]), months.month_number(match["m"]), 1, "month")
        if re.fullmatch(r"(?:19|20)\d{2}년?", text):
            return self._made(int(text[:4]), 1, 1, "year")
        return None

    def _ambiguous(self, text: str, match: re.Match[str]) -> Moment | None:
        time = self._time_near(text, match)
        if "a" not in match.groupdict():
            if words.is_year_last(self.language, match.group()):
                return None  # 24.07.03 is the 24th of July there: the next form reads it
            year = _whole_year(match["y"])
            return self._made_timed(year, int(match["m"]), int(match["d"]), time)
        first, second, year = int(match["a"]), int(match["b"]), _whole_year(match["y"])
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
        after = forms.TIME.match(text[match.end() :])
        return after or forms.TIME_BEFORE.search(text[: match.start()])

    def _is_alone(self, text: str, match: re.Match[str]) -> bool:
        """Return whether next to nothing stands beside a date and its time, and no other number."""
        rest = text[: match.start()] + " " + text[match.end() :]
        if time := self._time_near(text, match):
            rest = rest.replace(time.group().strip(" ,.|·•-"), " ", 1)
        rest = forms.COUNTS.sub(" ", rest)
        return len(rest.strip()) <= 30 and not re.search(r"\d", rest)

    def counted_back(self, text: str) -> Moment | None:
        """Return a moment counted from the answer's own time."""
        if len(text) > 60:
            return None
        if words.JUST_NOW.fullmatch(text):
            return self._relative(timedelta())
        for days, pattern in enumerate(words.DAYS_BACK):
            if match := pattern.match(text):
                local = self.base.astimezone(self.zone or UTC).date() - timedelta(days=days)
                time = forms.TIME.match(text[match.end() :])
                if time is None and text[match.end() :].strip(" .,·"):
                    return None
                return self._made_timed(local.year, local.month, local.day, time)
        for pattern in words.COUNTED:
            if match := pattern.fullmatch(text):
                count = words.count_of(match["n"])
                seconds = words.unit_seconds(match["unit"])
                lesser = words.unit_seconds(match["unit2"] or "")
                if seconds and count < 10_000:
                    back = count * seconds
                    if lesser < seconds:
                        back += lesser * min(words.count_of(match["n2"] or "0"), 1000)
                    return self._relative(timedelta(seconds=back))
        return None

    def by_library(self, text: str) -> Moment | None:
        """Return what dateparser reads, when the text can be a whole date at all.

        Behind guards: it finds a date in much that is none.
        """
        if not 6 <= len(text) <= 60 or not _MAYBE_DATE.search(text):
            return None
        if re.search(r"[가-힣ぁ-ヿ]", text) and not re.search(r"(?:19|20)\d\d", text):
            return None  # own rules know these forms: what they refused is no date
        if not self.language:
            return None  # it would try two hundred languages, and find a date in a few by chance
        import dateparser  # half a CPU second: only pages with rare forms pay

        zone = self.zone or UTC
        settings = {
            "REQUIRE_PARTS": ["day", "month", "year"],
            "RELATIVE_BASE": self.base.astimezone(zone).replace(tzinfo=None),
            "DATE_ORDER": "MDY" if self.month_first else "DMY",
            "RETURN_AS_TIMEZONE_AWARE": False,
            "PREFER_DAY_OF_MONTH": "first",
        }
        try:
            found = dateparser.parse(text, languages=[self.language[:2]], settings=settings)
        except (ValueError, OverflowError, RecursionError):  # an unknown language code among them
            return None
        if found is None:
            return None
        year = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)
        if year and int(year.group()) != found.year:
            return None
        if not year:
            at = found.replace(tzinfo=zone)
            return Moment(at=at, precision="relative", offset_stated=True, raw=self.raw)
        timed = re.search(r"\d{1,2}[:.h]\d{2}", text)
        at = found.replace(tzinfo=found.tzinfo or zone)
        stated = found.tzinfo is not None or self.zone is not None
        if not timed:
            at = at.replace(hour=0, minute=0, second=0, microsecond=0)
        return Moment(
            at=at, precision="minute" if timed else "day", offset_stated=stated, raw=self.raw
        )

    def _relative(self, back: timedelta) -> Moment:
        at = (self.base - back).astimezone(self.zone or UTC)
        return Moment(at=at, precision="relative", offset_stated=True, raw=self.raw)

    def _of(self, day: re.Match[str], time: re.Match[str] | None) -> Moment | None:
        groups = day.groupdict()
        if day.re is forms.THAI:
            month = months.THAI_MONTHS.index(day["m"]) % 12 + 1
            # `67` is short for 2567.
            year = int(day["y"]) + (2500 if len(day["y"]) == 2 else 0)
            year -= BUDDHIST if year >= 2400 else 0
            return self._made_timed(year, month, int(day["d"]), time)
        if day.re is forms.VIETNAMESE:
            month = months.vietnamese_month(day["m"])
            return self._made_timed(int(day["y"]), month, int(day["d"]), time)
        if day.re in (forms.JALALI, forms.JALALI_NAME_DAY, forms.JALALI_DIGITS):
            at = gregorian(int(day["y"]), months.jalali_month(day["m"]), int(day["d"]))
            return self._made_timed(at.year, at.month, at.day, time) if at else None
        if day.re in (forms.MONGOLIAN, forms.MONGOLIAN_YEAR_LAST):
            month = months.mongolian_month(day["m"])
            return self._made_timed(int(day["y"]), month, int(day["d"]), time)
        if groups.get("era"):
            year = ERA_START[day["era"]] + (1 if day["y"] == "元" else int(day["y"]))
        else:
            year = _whole_year(day["y"]) - (BUDDHIST if day.re is forms.THAI_DIGITS else 0)
        return self._made_timed(year, months.month_number(day["m"]), int(day["d"]), time)

    def _made_timed(
        self, year: int, month: int, day: int, time: re.Match[str] | None
    ) -> Moment | None:
        if time is None:
            return self._made(year, month, day, "day")
        groups = time.groupdict()
        hour, minute, second = (int(groups.get(name) or 0) for name in ("hour", "minute", "second"))
        half = groups.get("half1") or groups.get("half2") or groups.get("half3") or ""
        if half:
            hour = hour % 12 + (12 if forms.AFTERNOON.match(half) else 0) if hour <= 12 else hour
        zone = self._zone_named(groups)
        precision: Precision = "second" if groups.get("second") else "minute"
        extra = timedelta(days=1) if hour == 24 and minute == 0 else timedelta()
        clock = (0 if extra else hour, minute, min(second, 59))
        try:
            at = datetime(year, month, day, *clock, tzinfo=zone or self.zone or UTC) + extra
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
        if not is_possible(at):
            return None
        return Moment(at=at, precision=precision, offset_stated=offset_stated, raw=self.raw)

    def _zone_named(self, groups: dict[str, str | None]) -> tzinfo | None:
        offset = (groups.get("offset") or "").upper().replace("−", "-")
        name = (groups.get("zone") or groups.get("zone2") or "").upper()
        if offset and offset != "Z":
            return zone_of_offset(offset)
        return zone_named("Z" if offset == "Z" else name, self.language)


def _whole_year(written: str) -> int:
    """Return a year of which perhaps two digits are written."""
    year = int(written)
    if len(written) != 2:
        return year
    return year + (2000 if year < 70 else 1900)


def is_possible(at: datetime) -> bool:
    """Return False for years of no post, and for zero in a column of instants: 1970 began so."""
    return 1900 <= at.year <= 2100 and abs(at - _ZERO) >= NO_ZONE


_ZERO = datetime(1970, 1, 1, tzinfo=UTC)
