"""The words of dates: months, weekdays, labels, units and zones, as data."""

from __future__ import annotations

import re

# Lower case, by number. A name that means two months in two languages is left to dateparser.
_MONTHS: tuple[str, ...] = (
    "january jan januar janvier janv enero ene gennaio gen januari janeiro janvar января январь"
    " янв stycznia styczeń ledna leden ocak január januára ianuarie січня يناير ιανουαρίου "
    "tammikuuta"
    " जनवरी ינואר בינואר"
    " جانفي كانون_الثاني sausio",
    "february feb februar février fevrier févr fév febrero febbraio febbr februari fevereiro fev"
    " февраля февраль фев lutego luty února únor şubat február februára februarie лютого فبراير"
    " φεβρουαρίου helmikuuta"
    " फ़रवरी फरवरी פברואר בפברואר"
    " فيفري شباط vasario",
    "march mar mär märz maerz mars marzo maart mrt março марта март мар marca marzec března březen"
    " mart március martie березня مارس μαρτίου maaliskuuta"
    " मार्च מרץ במרץ"
    " آذار اذار kovo",
    "april apr avril avr abril abr aprile aprilie апреля апрель апр kwietnia kwiecień dubna duben"
    " nisan április apríla квітня أبريل ابريل απριλίου huhtikuuta"
    " अप्रैल אפריל באפריל"
    " أفريل افريل نيسان balandžio",
    "may mai mayo maggio mag mei maio maj мая май maja května květen mayıs május mája травня مايو"
    " μαΐου toukokuuta"
    " मई מאי במאי"
    " ماي أيار ايار gegužės",
    "june jun juni juin junio giugno giu junho июня июнь июн czerwca czerwiec června červen haziran"
    " június júna iunie червня يونيو ιουνίου kesäkuuta"
    " जून יוני ביוני"
    " جوان حزيران birželio",
    "july jul juli juillet juil julio luglio lug julho июля июль июл lipca lipiec července červenec"
    " temmuz július júla iulie липня يوليو ιουλίου heinäkuuta"
    " जुलाई יולי ביולי"
    " جويلية يوليوز تموز liepos",
    "august aug août aout agosto ago augustus augusti agustus августа август авг sierpnia sierpień"
    " srpna srpen ağustos augusztus augusta серпня أغسطس اغسطس αυγούστου elokuuta"
    " अगस्त אוגוסט באוגוסט"
    " أوت غشت آب rugpjūčio",
    "september sept sep septembre septiembre set settembre setembro septembrie сентября сентябрь"
    " сен сент września wrzesień září eylül szeptember septembra вересня سبتمبر σεπτεμβρίου "
    "syyskuuta"
    " सितंबर सितम्बर ספטמבר בספטמבר"
    " شتنبر أيلول ايلول rugsėjo",
    "october oct oktober okt octobre octubre ottobre ott outubro out octombrie октября октябрь окт"
    " października październik října říjen ekim október októbra жовтня أكتوبر اكتوبر οκτωβρίου "
    "lokakuuta"
    " अक्टूबर अक्तूबर אוקטובר באוקטובר"
    " تشرين_الأول تشرين_الاول spalio",
    "november nov novembre noviembre novembro noiembrie ноября ноябрь ноя нояб listopadu kasım"
    " novembra нояб نوفمبر νοεμβρίου marraskuuta"
    " नवंबर नवम्बर נובמבר בנובמבר"
    " نونبر تشرين_الثاني lapkričio",
    "december dec dezember dez décembre decembre déc diciembre dic dicembre desember dezembro"
    " decembrie декабря декабрь дек grudnia grudzień prosince prosinec aralık decembra грудня "
    "ديسمبر"
    " δεκεμβρίου joulukuuta"
    " दिसंबर दिसम्बर דצמבר בדצמבר"
    " دجنبر كانون_الأول كانون_الاول gruodžio",
)
#: A name of two words is written with a line between them above.
_NUMBER = {
    name.replace("_", " "): place
    for place, names in enumerate(_MONTHS, 1)
    for name in names.split()
}

MONTH_NAMES = frozenset(_NUMBER)

#: Alternatives of every month name, the longest first.
MONTH = (
    r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, _NUMBER), key=len, reverse=True)) + r")(?!\w)"
)

#: Whole and short, each in the order of the year.
THAI_MONTHS = (
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน"
    " ธันวาคม ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค."
).split()

JALALI_MONTHS = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند".split()

_VIETNAMESE_MONTHS = "một hai ba tư năm sáu bảy tám chín mười mười_một mười_hai".split()
#: Alternatives of their names, the longest first.
VIETNAMESE_MONTH = "|".join(
    name.replace("_", r"\s+") for name in sorted(_VIETNAMESE_MONTHS, key=len, reverse=True)
)

#: A weekday, in the languages whose pages put one between date and time.
WEEKDAY = (
    r"(?:[월화수목금토일](?:요일)?(?![가-힣])|[月火水木金土日](?:曜日?)?|(?:星期|週|周)[一二三四五六日天]|"
    r"(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?(?!\w)|"
    r"(?:mo|di|mi|do|fr|sa|so|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)(?!\w)|"
    r"(?:pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar|pzt|çar|per|cmt|paz)(?!\w)|"
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)(?!\w))"
)

#: Languages that write the year last even when it has two digits and dots.
YEAR_LAST = frozenset(
    "de fr es it pt nl ru uk pl cs sk da sv nb no nn fi tr el ro bg hr sr sl et lv en".split()
)
#: Languages that do so with dots alone.
_YEAR_LAST_IN_DOTS = frozenset({"he", "id", "vi"})


def is_year_last(language: str, written: str) -> bool:
    """Return whether three numbers of two digits end with the year in a language."""
    dotted = "." in written.rstrip(".")
    return "년" not in written and (
        language[:2] in YEAR_LAST or (dotted and language[:2] in _YEAR_LAST_IN_DOTS)
    )


def month_number(name: str) -> int:
    """Return 1 to 12 for a month's name or number."""
    return int(name) if name.isdigit() else _NUMBER[name.lower()]


def jalali_month(name: str) -> int:
    """Return 1 to 12."""
    return int(name) if name.isdigit() else JALALI_MONTHS.index(name) + 1


def vietnamese_month(name: str) -> int:
    """Return 1 to 12, or 13 for a number that is no month."""
    if name.isdigit():
        return min(int(name), 13)
    return _VIETNAMESE_MONTHS.index("_".join(name.lower().split())) + 1


def is_month_first(language: str) -> bool:
    """Return whether `03/07/2024` is the 7th of March in this language (BCP 47, lower case)."""
    if language in ("", "en") or language.startswith(("en-us", "en_us", "en-ph")):
        return True
    return language[:3] == "en-" and language[3:5] not in ("gb", "au", "nz", "ie", "in", "za", "sg")


#: What stands before a date and says which one it is.
_PUBLISHED_LABEL = (
    r"입력\s*(?:일시|시간|날짜)?|등록\s*(?:일시|일자|일|시간)?|작성\s*(?:일시|일자|일|시간)?|발행\s*(?:일시|일자|일)?|"
    r"게시\s*(?:일시|일자|일)?|승인\s*(?:일시|시간)?|기사\s*입력|최초\s*(?:입력|등록|작성)|업로드\s*(?:일)?|날짜|"
    r"投稿日時?|公開日時?|掲載日?|配信日?|作成日時?|日付|发布(?:时间|日期|于)?|發布(?:時間|日期|於)?|发表(?:时间|于)?|發表|時間|时间|日期|"
    r"published(?:\s+(?:on|at|date|by))?|post(?:ed)?\s+(?:on|at|in|date|time)|posted|"
    r"first published|date published|publication date|written(?:\s+on)?|created(?:\s+(?:on|at))?|"
    r"released|submitted(?:\s+on)?|veröffentlicht(?:\s+am)?|erschienen(?:\s+am)?|"
    r"erstellt(?:\s+am)?|geschrieben am|publié(?:e)?(?:\s+le)?|"
    r"mis en ligne le|publicado(?:\s+(?:el|em))?|publicada|fecha|pubblicato(?:\s+(?:il|da))?|"
    r"geplaatst(?:\s+op)?|gepubliceerd(?:\s+op)?|опубликовано|дата|опублікувано|dodano|opublikowano|publicerad|"
    r"publisert|udgivet|julkaistu|yayınlanma(?:\s+tarihi)?|"
    r"تاریخ انتشار|منتشر شده در|تاريخ النشر|نُ?شرت?(?:\s+في)?|"
    r"ngày đăng|đăng lúc|เผยแพร่(?:เมื่อ)?|פורסם(?:\s+ב)?|publikováno|diterbitkan"
)
# Words too common to mean a date anywhere but at the head of the text.
_WEAK_LABEL = r"date|on|stand|vom|am|le|den|el|il|by"
_MODIFIED_LABEL = (
    r"(?:최종\s*)?수정\s*(?:일시|일자|일|시간)?|최종\s*(?:수정|업데이트|편집)|업데이트(?:일)?|갱신(?:일)?|更新日時?|最終更新日?|更新(?:时间|時間|于)?|"
    r"修正日?|编辑于|(?:last\s+)?(?:updated|modified|edited|revised)(?:\s+(?:on|at))?|update|"
    r"aktualisiert(?:\s+am)?|zuletzt (?:geändert|aktualisiert)(?:\s+am)?|bearbeitet am|"
    r"mis(?:e)? à jour(?:\s+le)?|"
    r"modifié(?:\s+le)?|actualizado(?:\s+el)?|atualizado(?:\s+em)?|aggiornato(?:\s+il)?|bijgewerkt(?:\s+op)?|"
    r"обновлено|изменено|uppdaterad|oppdatert|aktualizacja|zaktualizowano|(?:son\s+)?güncelle(?:me|nme)(?:\s+tarihi)?|"
    r"آخر\s+تحديث|آخرین به‌روزرسانی|به‌روزرسانی|cập nhật(?:\s+lúc)?|อัปเดต(?:ล่าสุด|เมื่อ)?|แก้ไขล่าสุด|"
    r"עודכן(?:\s+ב)?"
    r"|aktualizováno|оновлено|diperbarui"
)
_LABEL = re.compile(
    rf"(?<![\w가-힣])(?:(?P<modified>{_MODIFIED_LABEL})|(?P<published>{_PUBLISHED_LABEL}|^(?:{_WEAK_LABEL})))"
    r"(?=[\s:.：|>\d(]|$)\s*[:.：|>]?\s*",
    re.IGNORECASE,
)


def labelled(text: str) -> list[tuple[str, str]]:
    """Return (`published`, `modified` or "", text) for every stretch of `text`, split at labels."""
    parts: list[tuple[str, str]] = []
    place, label = 0, ""
    for match in _LABEL.finditer(text):
        parts.append((label, text[place : match.start()]))
        label = "modified" if match["modified"] else "published"
        place = match.end()
    parts.append((label, text[place:]))
    return [(label, part.strip(" \t|·•,/()[]-–—:")) for label, part in parts if part.strip()]


def without_labels(text: str) -> list[str]:
    """Return the stretches of `text` that may hold its date, those labelled as an edit last."""
    parts = labelled(text)
    kept = [part for label, part in parts if label != "modified" and re.search(r"\w", part)]
    kept += [part for label, part in parts if label == "modified" and re.search(r"\w", part)]
    return kept or [text]


JUST_NOW = re.compile(
    r"방금(?:\s*전)?|지금|조금\s*전|たった今|刚刚|剛剛|just now|now|gerade eben|à l'instant",
    re.IGNORECASE,
)
DAYS_BACK: tuple[tuple[int, re.Pattern[str]], ...] = (
    (
        0,
        re.compile(
            r"(?:오늘|今日|今天|today|heute|aujourd'hui|hoy|hoje|oggi|vandaag|сегодня|dzisiaj)(?!\w)",
            re.IGNORECASE,
        ),
    ),
    (
        1,
        re.compile(
            r"(?:어제|昨日|昨天|yesterday|gestern|hier|ayer|ontem|ieri|gisteren|вчера|wczoraj)(?!\w)",
            re.IGNORECASE,
        ),
    ),
    (
        2,
        re.compile(
            r"(?:그제|그저께|엊그제|一昨日|前天|vorgestern|avant-hier|anteayer|позавчера)(?!\w)",
            re.IGNORECASE,
        ),
    ),
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
COUNTED = (
    re.compile(
        rf"(?:약|대략|約|约|大约)?\s*(?P<n>\d+|한)\s*(?P<unit>{_UNITS})\s*(?:전|前|ago|geleden|fa|atrás)(?:에)?\.?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:about|over|almost|circa|ca\.?|~)?\s*(?P<n>\d+|an?|one)\s*(?P<unit>{_UNITS})\s+(?:ago|geleden|fa|atrás)\.?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:vor|il y a|hace|há)\s+(?:ca\.?|etwa|environ|unos)?\s*(?P<n>\d+|einem|einer|eine|"
        rf"un|une|una|um|uma)\s+(?P<unit>{_UNITS})\.?",
        re.IGNORECASE,
    ),
)
#: Words that are a moment without any digit.
NO_DIGIT = re.compile(
    rf"{JUST_NOW.pattern}|어제|오늘|그제|그저께|昨日|今日|今天|昨天|前天|yesterday|today|"
    rf"gestern|heute|\bhier\b|ayer|元年|an?\s+\w+\s+ago|vor eine|한\s*(?:시간|달)",
    re.IGNORECASE,
)
#: What dateparser may be asked about: a year, or a count with a word beside it.
MAYBE_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|^\D{0,20}\d{1,3}\s+\D{3,}$")


def count_of(text: str) -> int:
    """Return the number a count word stands for."""
    return int(text) if text.isdigit() else 1


def unit_seconds(unit: str) -> int:
    """Return the length of a unit in seconds; 0 when unknown."""
    return _SECONDS.get(unit.lower(), 0)


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
