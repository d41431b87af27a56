"""Words of moments that are counted from now, and in which order three numbers are a date."""

from __future__ import annotations

import re

#: Languages that write the year last even when it has two digits.
YEAR_LAST = frozenset(
    """ar bg cs da de el en es et fi fr hi hr it lv nb nl nn no pl pt ro ru sk sl sr sv th
    tr uk""".split()
)
#: Languages that do so, but not between hyphens.
_YEAR_LAST_BUT_IN_HYPHENS = frozenset({"he", "id", "vi"})


def is_year_last(language: str, written: str) -> bool:
    """Return whether three numbers of two digits end with the year in a language."""
    return "년" not in written and (
        language[:2] in YEAR_LAST
        or ("-" not in written and language[:2] in _YEAR_LAST_BUT_IN_HYPHENS)
    )


def is_month_first(language: str) -> bool:
    """Return whether `03/07/2024` is the 7th of March in this language (BCP 47, lower case)."""
    if language in ("", "en") or language.startswith(("en-us", "en_us", "en-ph")):
        return True
    return language[:3] == "en-" and language[3:5] not in ("gb", "au", "nz", "ie", "in", "za", "sg")


JUST_NOW = re.compile(
    r"방금(?:\s*전)?|지금|조금\s*전|たった今|刚刚|剛剛|just now|now|gerade eben|à l'instant",
    re.IGNORECASE,
)
#: Words for today, yesterday and the day before.
_DAYS_BACK = (
    "오늘|今日|今天|today|heute|aujourd'hui|hoy|hoje|oggi|vandaag|сегодня|сьогодні|dzisiaj|dnes|bugün"
    "|hôm nay|hari ini|วันนี้|اليوم|امروز|היום",
    "어제|昨日|昨天|yesterday|gestern|hier|ayer|ontem|ieri|gisteren|вчера|вчора|wczoraj|včera|dün"
    "|hôm qua|kemarin|เมื่อวาน(?:นี้)?|أمس|دیروز|אתמול",
    "그제|그저께|엊그제|一昨日|前天|vorgestern|avant-hier|anteayer|позавчера",
)
#: By how many days back.
DAYS_BACK = tuple(re.compile(rf"(?:{words})(?!\w)", re.IGNORECASE) for words in _DAYS_BACK)
#: Such a word before a time of day: `Вчера в 15:20`, `hier à 15h20`; alone, `hier` is here.
DAY_BEFORE_CLOCK = (
    rf"(?<!\w)(?:{'|'.join(_DAYS_BACK)})(?:,?\s[^\W\d]{{1,5}}){{0,2}},?\s\d{{1,2}}[:.h]\d\d(?!\d)"
)
#: A count of units ago: `2 gün önce`, `3 giờ trước`, `منذ 3 ساعات`.
COUNTED_AGO = (
    r"\d\s?[^\W\d]{1,12}\.?\s(?:geleden|fa|atrás|назад|тому|temu|önce|trước|sedan|siden|sitten"
    r"|(?:yang\s)?lalu|پیش|قبل)(?!\w)|\d\s?[\u0e00-\u0e7f]{2,12}ที่แล้ว"
    r"|(?<!\w)(?:vor|il y a|hace|há|منذ|قبل|לפני|πριν|acum|prije|пре|преди|před|pred)\s\d"
)
_UNIT_SECONDS = {
    1: "초 秒 second seconds sec secs s sekunde sekunden seconde secondes segundo segundos",
    60: "분 分 分钟 分鐘 minute minutes min mins m minuten minuto minutos minuti minuut",
    3600: "시간 時間 小时 小時 hour hours hr hrs h stunde stunden std heure heures hora horas "
    "ora ore uur",
    86400: "일 日 天 day days d tag tag tagen tage jour jours día días dia dias giorno giorni "
    "dag dagen",
    604800: "주 주일 週間 周 週 星期 week weeks w wk wks woche wochen semaine semaines semana "
    "semanas settimana settimane weken",
    2_629_746: "개월 달 か月 ヶ月 ヵ月 カ月 个月 個月 month months mo mos monat monaten monate "
    "mois mes meses mês mese mesi maand maanden",
    31_556_952: "년 年 year years yr yrs y jahr jahren jahre an ans année années año años ano "
    "anos anno anni jaar",
}
_SECONDS = {name: seconds for seconds, names in _UNIT_SECONDS.items() for name in names.split()}
_UNITS = "|".join(sorted(map(re.escape, _SECONDS), key=len, reverse=True))
#: The lesser of two units: `3 years, 10 months ago`, as Django writes it.
_LESSER = rf"(?:\s*(?:,|and|und|et|y|e|en)?\s*(?P<n2>\d+)\s*(?P<unit2>{_UNITS}))?"
COUNTED = (
    re.compile(
        rf"(?:약|대략|約|约|大约)?\s*(?P<n>\d+|한)\s*(?P<unit>{_UNITS}){_LESSER}\s*(?:전|前|ago|geleden|fa|atrás)(?:에)?\.?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:about|over|almost|circa|ca\.?|~)?\s*(?P<n>\d+|an?|one)\s*(?P<unit>{_UNITS}){_LESSER}\s+(?:ago|geleden|fa|atrás)\.?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:vor|il y a|hace|há)\s+(?:ca\.?|etwa|environ|unos)?\s*(?P<n>\d+|einem|einer|eine|"
        rf"un|une|una|um|uma)\s+(?P<unit>{_UNITS}){_LESSER}\.?",
        re.IGNORECASE,
    ),
)
#: What ends a byline: `Posted by Kim 3 years, 10 months ago`.
COUNTED_LAST = re.compile(
    rf"(?<=\s)\d+\s*(?:{_UNITS})(?:\s*,?\s*\d+\s*(?:{_UNITS}))?\s*(?:ago|전|前)$", re.IGNORECASE
)
#: Words that are a moment without any digit.
NO_DIGIT = re.compile(
    rf"{JUST_NOW.pattern}|어제|오늘|그제|그저께|昨日|今日|今天|昨天|前天|yesterday|today|"
    rf"gestern|heute|\bhier\b|ayer|元年|an?\s+\w+\s+ago|vor eine|한\s*(?:시간|달)",
    re.IGNORECASE,
)


def count_of(text: str) -> int:
    """Return the number a count word stands for."""
    return int(text) if text.isdigit() else 1


def unit_seconds(unit: str) -> int:
    """Return the length of a unit in seconds; 0 when unknown."""
    return _SECONDS.get(unit.lower(), 0)
