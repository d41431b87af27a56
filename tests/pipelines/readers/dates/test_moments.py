"""Instants out of text: right or None, never invented."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.readers.dates.calendars import gregorian
from pipelines.readers.dates.moment_labels import labelled
from pipelines.readers.dates.moments import parse_moment
from pipelines.readers.dates.zones import zone_named

#: The answer arrived on a Thursday at noon in Seoul.
BASE = datetime(2024, 7, 25, 3, 0, tzinfo=UTC)
SEOUL = timezone(timedelta(hours=9))

#: Text, language, what it says (local time as written), precision.
STATED = [
    ("Írta: Kovács Anna – 2024. július 22. 9:30", "hu", "2024-07-22T09:30", "minute"),
    ("22 de juliol de 2024, a les 9.30 h", "ca", "2024-07-22T09:30", "minute"),
    ("Милан Јовић, 22. јул 2024. у 09:30", "sr", "2024-07-22T09:30", "minute"),
    ("প্রকাশ: ২২ জুলাই ২০২৪, ০৯:৩০", "bn", "2024-07-22T09:30", "minute"),
    ("ნინო | 22 ივლისი, 2024", "ka", "2024-07-22T00:00", "day"),
    ("22 հուլիսի, 2024", "hy", "2024-07-22T00:00", "day"),
    ("2024.07.22 09:30 123 2", "ko", "2024-07-22T09:30", "minute"),
    ("2024년 7월 22일 오전 10:30", "ko", "2024-07-22T10:30", "minute"),
    ("2024년 7월 22일 오후 3:05", "ko", "2024-07-22T15:05", "minute"),
    ("2024. 7. 22. 오후 3:05", "ko", "2024-07-22T15:05", "minute"),
    ("2024. 7. 22. 10:30", "ko", "2024-07-22T10:30", "minute"),
    ("2024.07.22 10:30", "ko", "2024-07-22T10:30", "minute"),
    ("2024.7.22.", "ko", "2024-07-22T00:00", "day"),
    ("2024. 7. 3. 10:30", "ko", "2024-07-03T10:30", "minute"),
    ("24.07.03", "ko", "2024-07-03T00:00", "day"),
    ("3시간 전", "ko", "2024-07-25T00:00", "relative"),
    ("10분 전", "ko", "2024-07-25T02:50", "relative"),
    ("2일 전", "ko", "2024-07-23T03:00", "relative"),
    ("1일, 3시간 전", "ko", "2024-07-24T00:00", "relative"),
    ("1 week, 2 days ago", "en", "2024-07-16T03:00", "relative"),
    ("어제", "ko", "2024-07-24T00:00", "day"),
    ("어제 오후 3:20", "ko", "2024-07-24T15:20", "minute"),
    ("방금 전", "ko", "2024-07-25T03:00", "relative"),
    ("입력 2024.07.22 10:30", "ko", "2024-07-22T10:30", "minute"),
    ("2024년 7월 22일 (월) 10시 30분", "ko", "2024-07-22T10:30", "minute"),
    ("2024-07-22(월) 09:30", "ko", "2024-07-22T09:30", "minute"),
    ("2024-07-22T10:30:00Z", "", "2024-07-22T10:30", "second"),
    ("Mon, 22 Jul 2024 10:30:00 GMT", "en", "2024-07-22T10:30", "second"),
    ("July 22, 2024 at 3:05 pm", "en", "2024-07-22T15:05", "minute"),
    ("22 July 2024", "en", "2024-07-22T00:00", "day"),
    ("22 juillet 2024 à 8 h 15", "fr", "2024-07-22T08:15", "minute"),
    ("22 กรกฎาคม 2567", "th", "2024-07-22T00:00", "day"),
    ("22 ก.ค. พ.ศ. 2567 เวลา 07:20", "th", "2024-07-22T07:20", "minute"),
    ("Ngày 22 tháng 7, 2024", "vi", "2024-07-22T00:00", "day"),
    ("22 Tháng Mười Một năm 2024 lúc 07:20", "vi", "2024-11-22T07:20", "minute"),
    ("03/07/2024", "fr", "2024-07-03T00:00", "day"),
    ("03/07/2024", "en", "2024-03-07T00:00", "day"),
    ("03/07/2024", "en-gb", "2024-07-03T00:00", "day"),
    ("22 juillet 2024 à 10h30", "fr", "2024-07-22T10:30", "minute"),
    ("22. Juli 2024, 10:30 Uhr", "de", "2024-07-22T10:30", "minute"),
    ("22 de julio de 2024", "es", "2024-07-22T00:00", "day"),
    ("22 июля 2024 г.", "ru", "2024-07-22T00:00", "day"),
    ("٢٢ يوليو ٢٠٢٤", "ar", "2024-07-22T00:00", "day"),
    ("2024年7月22日 10:30", "ja", "2024-07-22T10:30", "minute"),
    ("2024年7月22日(月) 10時30分", "ja", "2024-07-22T10:30", "minute"),
    ("令和6年7月22日", "ja", "2024-07-22T00:00", "day"),
    ("民國93年7月22日", "zh", "2004-07-22T00:00", "day"),
    ("中華民國 113 年 7 月 22 日", "zh", "2024-07-22T00:00", "day"),
    ("3小时前", "zh", "2024-07-25T00:00", "relative"),
    ("vor 3 Stunden", "de", "2024-07-25T00:00", "relative"),
    ("3 hours ago", "en", "2024-07-25T00:00", "relative"),
    ("1721611800", "", "2024-07-22T01:30", "second"),
    ("20240722103000", "", "2024-07-22T10:30", "second"),
    ("2024-07-22", "", "2024-07-22T00:00", "day"),
    ("2024-07", "", "2024-07-01T00:00", "month"),
    ("Thu Nov 21 10:00:00 UTC 2019", "en", "2019-11-21T10:00", "second"),
    ("22.07.24", "de", "2024-07-22T00:00", "day"),
    ("12:00AM, 5 January 2020", "en", "2020-01-05T00:00", "minute"),
    ("3 дня назад", "ru", "2024-07-22T03:00", "relative"),
    ("8 Eylül 2020", "tr", "2020-09-08T00:00", "day"),
    ("22 ก.ค. 67 09:30 น.", "th", "2024-07-22T09:30", "minute"),
    ("22 تموز 2024", "ar", "2024-07-22T00:00", "day"),
    ("22 تشرين الأول 2024", "ar", "2024-10-22T00:00", "day"),
    ("22 جويلية 2024", "ar", "2024-07-22T00:00", "day"),
    ("2024 m. liepos 22 d. 09:30", "lt", "2024-07-22T09:30", "minute"),
    ("22 iulie 2024, ora 9:30", "ro", "2024-07-22T09:30", "minute"),
    ("22.07.24 09:30", "he", "2024-07-22T09:30", "minute"),
    ("R6.7.22", "ja", "2024-07-22T00:00", "day"),
    ("22 Temmuz 2024 Pazartesi 09:30", "tr", "2024-07-22T09:30", "minute"),
    ("22 lipca 2024, godz. 9:30", "pl", "2024-07-22T09:30", "minute"),
    ("22 lipca 2024 r. o 9:30", "pl", "2024-07-22T09:30", "minute"),
    ("22 июля 2024 г. в 09:30", "ru", "2024-07-22T09:30", "minute"),
    ("١٤ أكتوبر ٢٠٢٣ - ٦:٢٠ مساءً", "ar", "2023-10-14T18:20", "minute"),
    ("22 يوليو 2024 الساعة 9:30 صباحًا", "ar", "2024-07-22T09:30", "minute"),
    ("الاثنين 16 محرم 1446 هـ الموافق 22 يوليو 2024 م", "ar", "2024-07-22T00:00", "day"),
    ("دوشنبه ۱ مرداد ۱۴۰۳ ساعت ۰۹:۳۰", "fa", "2024-07-22T09:30", "minute"),
    ("۳۰ اسفند ۱۳۹۹", "fa", "2021-03-20T00:00", "day"),
    ("1403/05/01 - 09:30", "fa-IR", "2024-07-22T09:30", "minute"),
    ("مرداد ۱, ۱۴۰۳", "fa", "2024-07-22T00:00", "day"),
    ("22/07/2567 09:30", "th", "2024-07-22T09:30", "minute"),
    ("2024년 7월 22일 낮 12시 5분", "ko", "2024-07-22T12:05", "minute"),
    ("2024년 7월 22일 밤 11:20", "ko", "2024-07-22T23:20", "minute"),
    ("2024년 7월 22일 새벽 2시", "ko", "2024-07-22T02:00", "minute"),
    ("22 ביולי 2024 בשעה 09:30", "he", "2024-07-22T09:30", "minute"),
]


@pytest.mark.parametrize(("text", "language", "local", "precision"), STATED)
def test_a_stated_date_is_read_as_written(
    text: str, language: str, local: str, precision: str
) -> None:
    found = parse_moment(text, base=BASE, language=language)
    assert found is not None
    assert (found.at.strftime("%Y-%m-%dT%H:%M"), found.precision) == (local, precision)
    assert found.raw == text


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("2024-07-22T10:30:00+09:00", 9),
        ("2024-07-22T10:30:00.123+0900", 9),
        ("Mon, 22 Jul 2024 10:30:00 +0900", 9),
        ("Mon, 22 Jul 2024 10:30:00 KST", 9),
        ("2024-07-22 10:30:00 JST", 9),
        ("Jul 22, 2024 10:30 AM EDT", -4),
        ("Jul 22, 2024 10:30 AM ET", -4),
        ("Jan 22, 2024 10:30 AM ET", -5),
        ("22/7/2024, 10:30 (GMT+7)", 7),
    ],
)
def test_a_stated_offset_is_kept(text: str, hours: float) -> None:
    found = parse_moment(text, base=BASE, language="en")
    assert found is not None
    assert found.offset_stated
    assert found.at.utcoffset() == timedelta(hours=hours)
    assert found.at.hour == 10


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "5",
        "조회 1234",
        "댓글 12개",
        "12",
        "3 of 12",
        "v2.0.1",
        "Reading time: 5 min",
        "13.13.2024x",
        "가나다",
        "99시",
        "2024",
        "010-2024-0722",
        "p. 2024",
        "x" * 2000,
        "31 февраля",
        "٢٢",
    ],
)
def test_what_is_no_date_gives_none(text: str) -> None:
    found = parse_moment(text, base=BASE, language="ko")
    assert found is None or found.precision == "year"


def test_a_time_without_offset_is_of_the_zone_that_is_known() -> None:
    known = parse_moment("2024. 7. 22. 09:30", base=BASE, language="ko", zone=SEOUL)
    unknown = parse_moment("2024. 7. 22. 09:30", base=BASE, language="ko")
    assert known is not None
    assert unknown is not None
    assert known.utc.hour == 0
    assert known.offset_stated
    assert unknown.utc.hour == 9
    assert not unknown.offset_stated


def test_yesterday_is_counted_in_the_zone_of_the_page() -> None:
    late = datetime(2024, 7, 24, 20, 0, tzinfo=UTC)  # already the 25th in Seoul
    found = parse_moment("어제 오전 9:00", base=late, language="ko", zone=SEOUL)
    assert found is not None
    assert found.at.isoformat() == "2024-07-24T09:00:00+09:00"


@pytest.mark.parametrize(
    ("text", "label", "first"),
    [
        ("发表于 2024-07-22 更新于 2024-08-23", "published", "2024-07-22"),
        ("最后更新于 2024-08-23 发布于 2024-07-22", "modified", "2024-08-23"),
        ("海娃 已于 2024-08-23 10:00:00 修改", "modified", "2024-08-23"),
        ("于 2024-07-22 09:00:00 首次发布", "published", "2024-07-22"),
        ("2024/08/23に更新 2024/07/22", "modified", "2024/08/23"),
        ("2024/07/22 に公開", "published", "2024/07/22"),
        ("2024/07/22に公開しました", "published", "2024/07/22"),
    ],
)
def test_a_chinese_or_japanese_label_stands_before_its_date_or_behind(
    text: str, label: str, first: str
) -> None:
    found = next(pair for pair in labelled(text) if pair[0])
    assert (found[0], found[1].strip()[:10]) == (label, first)


@pytest.mark.parametrize(
    "text",
    ["2024/07/22に公開｜2024/08/23に更新しました", "最終更新：2024/08/23（2024/07/22に公開）"],
)
def test_each_japanese_date_of_a_line_has_its_label(text: str) -> None:
    said = {label: day[:10] for label, day in labelled(text) if label}
    assert said == {"published": "2024/07/22", "modified": "2024/08/23"}


def test_what_a_sentence_says_of_a_day_is_no_label() -> None:
    told = "2024/07/22に公開された映画。2024/08/23に更新するつもり。"
    assert [label for label, _ in labelled(told)] == [""]


def test_of_two_labelled_dates_the_edit_comes_second() -> None:
    found = parse_moment("수정 2024.07.23 11:00 | 입력 2024.07.22 10:30", base=BASE, language="ko")
    assert found is not None
    assert found.at.day == 22


def test_labels_may_stand_behind_their_dates() -> None:
    parts = labelled("2024.07.22 10:30 입력 | 2024.07.23 11:00 수정")
    assert parts == [("published", "2024.07.22 10:30"), ("modified", "2024.07.23 11:00")]
    assert labelled("2024.07.22 10:30 수정")[0] == ("", "2024.07.22 10:30")


def test_an_impossible_day_is_no_date() -> None:
    assert parse_moment("2024-02-31", base=BASE) is None
    assert parse_moment("2024년 13월 1일", base=BASE, language="ko") is None


def test_an_impossible_hour_leaves_the_day() -> None:
    found = parse_moment("2024-07-22 25:61", base=BASE)
    assert found is not None
    assert found.precision == "day"


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ((1357, 11, 22), "1979-02-11"),
        ((1370, 1, 1), "1991-03-21"),
        ((1399, 12, 30), "2021-03-20"),
        ((1400, 1, 1), "2021-03-21"),
        ((1403, 12, 30), "2025-03-20"),
        ((1404, 1, 1), "2025-03-21"),
        ((1403, 7, 31), "None"),
        ((1099, 1, 1), "None"),
    ],
)
def test_the_iranian_year_begins_with_spring(date: tuple[int, int, int], day: str) -> None:
    assert str(gregorian(*date)) == day


def test_digits_of_the_iranian_calendar_are_read_on_persian_pages_alone() -> None:
    assert parse_moment("1403/05/01", base=BASE, language="en") is None


def test_zones_have_names() -> None:
    assert zone_named("Asia/Seoul") is not None
    assert zone_named("No/Where") is None
    assert zone_named("CST", "zh") != zone_named("CST", "en")


# dateparser takes its time at first use.
@given(st.text(max_size=80))
def test_no_text_makes_it_raise(text: str) -> None:
    parse_moment(text, base=BASE, language="")


@given(
    st.sampled_from(
        [case for case in STATED if case[3] not in ("relative",) and "어제" not in case[0]]
    ),
    st.integers(min_value=0, max_value=20_000),
)
def test_a_stated_date_does_not_depend_on_today(case: tuple[str, str, str, str], days: int) -> None:
    text, language, local, _ = case
    found = parse_moment(text, base=BASE + timedelta(days=days), language=language)
    assert found is not None
    assert found.at.strftime("%Y-%m-%dT%H:%M") == local


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("31.01.2022  2. HBL", "de", "2022-01-31"),
        ("12.12.2022 - Empa (Forschung)", "de", "2022-12-12"),
        ("23.07.2025 · 6 min read", "en", "2025-07-23"),
        ("28.01.22 / 0 Kommentare", "de", "2022-01-28"),
        ("24.07.22 조회 1,234", "ko", "2024-07-22"),
        ("am 25.08.2015 22:30 (12 Reads)", "de", "2015-08-25"),
    ],
)
def test_counts_beside_a_date_do_no_harm(text: str, language: str, day: str) -> None:
    found = parse_moment(text, base=BASE, language=language)
    assert found is not None
    assert found.at.date().isoformat() == day


@pytest.mark.parametrize("text", ["1.2.3", "10.0.0.1", "v1.2.2020.3", "1/2", "99.99.2024"])
def test_versions_and_addresses_are_no_dates(text: str) -> None:
    assert parse_moment(text, base=BASE, language="de") is None


@pytest.mark.parametrize(
    "text",
    [
        "2024-07-22T09:30:00+09:00", "2024-07-22T00:30:00Z", "2024-07-22T00:30:00.123456-03:30",
        "2024-02-30T00:30:00Z", "2024-07-22T24:00:00Z", "2024-07-22T23:59:60Z", "1024-07-22T00:30:00Z",
        "2024-07-22T00:30:00+15:00", "2024-07-22T00:30:00+14:59", "2024-07-22T00:30:00+14:99",
    ],
)  # fmt: skip
def test_an_instant_written_exactly_is_read_as_any_other(text: str) -> None:
    base = datetime(2026, 11, 1, tzinfo=UTC)
    # A space more, and it goes the way of all other forms.
    exact, other = (parse_moment(written, base=base) for written in (text, f" {text}"))
    assert exact == other
    assert exact is None or other is None or exact.isoformat() == other.isoformat()


@pytest.mark.parametrize(
    ("text", "language", "says"),
    [
        ("12 มีนาคม 60 คน", "th", None),
        ("12 มีนาคม 60", "th", "2017-03-12T00:00"),
        ("12 มีนาคม 60 เวลา 9:30", "th", "2017-03-12T09:30"),
        ("24-07-22", "he", "2024-07-22T00:00"),
        ("22/07/24 09:30", "vi", "2024-07-22T09:30"),
        ("24-07-22", "id", "2024-07-22T00:00"),
        ("1445/01/12", "fa", None),
        ("May 5, 2024 v 2.10", "en", "2024-05-05T00:00"),
        ("May 5, 2024 d. 2.10", "en", "2024-05-05T00:00"),
        ("22 července 2024 v 9:30", "cs", "2024-07-22T09:30"),
    ],
)
def test_numbers_beside_a_date_or_of_another_calendar_are_not_read_into_it(
    text: str, language: str, says: str | None
) -> None:
    found = parse_moment(text, base=BASE, language=language)
    assert (found and f"{found.at:%Y-%m-%dT%H:%M}") == says
