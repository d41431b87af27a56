"""How dates and times are written: patterns alone, each with the groups that `moments` reads."""

import re

from pipelines.readers.dates import month_words as months

#: Morning or afternoon behind the hour, in scripts of their own.
_HALF = (
    r"am\b|pm\b|[ap]\.\s?m\b\.?|مساء[\u064b\u0627]*|صباح[\u064b\u0627]*|[صم](?!\w)|ب\.ظ|ق\.ظ|بعد\s?از\s?ظهر|صبح"
    r"|μ\.?μ\.?(?!\w)|π\.?μ\.?(?!\w)"
)
HOUR = (
    r"(?P<half1>오전|오후|새벽|아침|저녁|낮(?=\s?(?:12|[1-5])(?!\d))|밤(?=\s?(?:[7-9]|1[01])(?!\d))"
    r"|午前|午後|上午|下午|凌晨|早上|中午(?=\s?12)|傍晚|晚上|am|pm|[ap]\.\s?m\b\.?)?\s*"
    r"(?P<hour>\d{1,2})\s*"
    r"(?:(?:[:시時时点點]|(?<=\d)[hH.](?=\s?\d\d(?!\d))|(?<=\d\s)[hH](?=\s\d\d(?!\d)))"
    r"\s*(?P<minute>\d{1,2})?\s*(?:분|分)?"
    # `09:30 123`: what stands behind the minutes without a sign may be a count.
    r"(?:(?:\s*:\s*|(?<=[분分])\s*)(?P<second>\d{2})(?:[.,]\d{1,9})?\s*(?:초|秒)?)?"
    r"\s*(?P<half2>" + _HALF + r")?|\s*(?P<half3>" + _HALF + r")|\s*[hH]\b|\s*Uhr\b)"
)
_ZONE = (
    r"(?:\s*(?:Uhr|uur|h)\b)?(?:\s*[\(\[]?(?P<zone>Z\b|[A-Z]{2,5}\b|МСК\b)[\)\]]?)?"
    r"(?:\s*(?P<offset>[+\-−]\d{2}:?\d{2}|[+\-−]\d{1,2})(?![\d:]))?(?:\s*\((?P<zone2>[A-Z]{2,5})\))?"
)
# The time may follow a weekday, a comma, `at`, `um`, `à`, a bar or a dot.
TIME = re.compile(
    r"^(?::(?=\d\d:\d\d)|\s*(?:\.(?=\s\d{1,2}:\d\d|,)|г(?:\.|ода)|р(?:\.|оку)|r\.|d\.(?=[\s,]*\d{1,2}:)|م(?=[\s,])|น\.))?[\s,.|·•@T–—\-/年일日]*(?:[(\[（]?"
    + months.WEEKDAY
    + r"[)\]）]?\.?[\s,|·•–—\-]*)?"
    r"(?:(?:at|um|à|a las|a les|às|ás|у|alle|ore|ora|orele|om|kl\.?|в|о|об|w|o|klo"
    r"|saat|pukul|lúc|เวลา"
    r"|alle\s+ore|ob|u|kell|plkst\.?"
    r"|godz\.?|ساعت|الساعة|בשעה|στις|v(?=\s+\d{1,2}:)|ve)\s+)?"
    r"(?:[(（\[](?=\d{1,2}:\d\d(?::\d\d)?(?:[)）\]]|$)))?" + HOUR + _ZONE,
    re.IGNORECASE,
)
TIME_BEFORE = re.compile(
    r"(?:^|\s)"
    + HOUR
    + _ZONE
    + r"[\s,.|·•–—\-]*(?:(?:on|am|den|le|el)\s+)?(?:"
    + months.WEEKDAY
    + r"[\s,.]*)?$",
    re.IGNORECASE,
)
#: A time of day and nothing else; `9.30` alone may be a price.
CLOCK = re.compile(r"(?=.*(?:\d:\d\d|[^\d\s.,]))" + HOUR + _ZONE, re.IGNORECASE)
YMD = re.compile(
    r"(?<![\d.\-/])(?P<y>(?:19|20)\d{2})\s?(?P<sep>[-./]|[년年])\s?(?P<m>1[0-2]|0?[1-9])\s?"
    r"(?:[-./]|[월月])\s?(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)(?:\s?[일日])?"
)
YM = re.compile(r"(?P<y>(?:19|20)\d{2})\s?(?:-|[년年]\s?)(?P<m>1[0-2]|0?[1-9])\s?[월月]?")
SHORT_YMD = re.compile(
    r"(?<!\d)['’]?(?P<y>\d{2})\s?(?:[-./]|[년年])\s?(?P<m>1[0-2]|0?[1-9])\s?(?:[-./]|[월月])\s?"
    r"(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)(?:\s?[일日.])?"
)
#: Day, month and a whole year: a date wherever it stands, like the year-first form.
DAY_FIRST = re.compile(
    r"(?<![\d.\-/])(?P<a>\d{1,2})(?P<sep>[-./])\s?(?P<b>\d{1,2})(?P=sep)\s?(?P<y>(?:19|20)\d{2})(?![\d.-])"
)
#: Counts that stand beside dates.
COUNTS = re.compile(
    r"(?:조회(?:수)?|댓글|추천|공감|hits?|views?|閲覧|阅读|コメント)\s*[:：]?\s*[\d,.]+|"
    r"[\d,.]+\s*(?:kommentare?|comments?|commentaires?|views?|hits?|min(?:s|utes?|uten)?\b|개|회|人)",
    re.IGNORECASE,
)
NUMERIC = re.compile(
    r"(?<![\d.\-/])(?P<a>\d{1,2})(?P<sep>[-./])\s?(?P<b>\d{1,2})(?P=sep)\s?"
    r"(?P<y>(?:19|20)\d{2}|\d{2})(?!\d)"
)
ERA = re.compile(
    r"(?P<era>令和|平成|昭和|民國|民国)\s?(?P<y>1\d\d|\d{1,2}|元)\s?年\s?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?日"
)
#: `R6.7.22`, read on Japanese pages where it is the first word: versions are written so, too.
ERA_LETTER = re.compile(
    r"^(?P<era>[RHS])\s?(?P<y>\d{1,2}|元)[./年]\s?(?P<m>\d{1,2})[./月]\s?(?P<d>\d{1,2})(?!\d)"
)
#: Thai pages count from the Buddha's death, 543 years earlier, with or without the era's name.
THAI = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})\s*(?P<m>" + "|".join(months.THAI_MONTHS) + r")\s*"
    r"(?:พ\.ศ\.|ค\.ศ\.)?\s*"
    r"(?P<y>2[05]\d\d|[67]\d(?=\s*(?:$|,|เวลา|น\.|[-–|·•]?\s*\d{1,2}[:.]\d\d)))(?!\d)"
)
#: The Iranian calendar of the sun; in digits alone it is read on Persian pages.
_JALALI_MONTH = rf"(?P<m>{'|'.join(months.JALALI_MONTHS)})"
JALALI = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})\s*{_JALALI_MONTH}\s*(?:ماه)?\s*,?\s*(?P<y>1[34]\d\d)(?!\d)"
)
#: `مرداد 1, 1403`, as WordPress writes it in the order of English.
JALALI_NAME_DAY = re.compile(
    rf"(?<!\w){_JALALI_MONTH}\s+(?P<d>\d{{1,2}}),\s+(?P<y>1[34]\d\d)(?!\d)"
)
JALALI_DIGITS = re.compile(
    r"(?<!\d)(?P<y>1[34]\d\d)([-/.])(?P<m>1[0-2]|0?[1-9])\2(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)"
)
THAI_DIGITS = re.compile(
    r"(?<!\d)(?P<d>3[01]|[12]\d|0?[1-9])([-/.])(?P<m>1[0-2]|0?[1-9])\2(?P<y>25\d\d)(?!\d)"
)
#: Dates in digits that mean a year of their own calendar in one language alone.
OWN_DIGITS = {"fa": JALALI_DIGITS, "ja": ERA_LETTER, "th": THAI_DIGITS}
VIETNAMESE = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})\s*-?\s*tháng\s+(?P<m>\d{1,2}|" + months.VIETNAMESE_MONTH + r")"
    r"(?:\s*[,.]\s*|\s+)(?:năm\s+)?(?P<y>(?:19|20)\d{2})(?!\d)",
    re.IGNORECASE,
)
DAY_NAME = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th|er|º|ª|\.|-|\s?(?:লা|রা|ঠা|ই|শে))?"
    r"\s*(?:de\s+|of\s+|d['’]|[-/])?(?P<m>"
    + months.MONTH
    + r")\.?,?\s*(?:del?\s+|[-/])?(?P<y>(?:19|20)\d{2})(?!\d)",
    re.IGNORECASE,
)
NAME_DAY = re.compile(
    r"(?P<m>"
    + months.MONTH
    # Pixnet shows a leaf of a calendar: `十月 12 週六 2019`.
    + rf")\.?\s*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s*[,.]?\s+(?:{months.WEEKDAY}\.?,?\s+)?"
    r"(?P<y>(?:19|20)\d{2})(?!\d)",
    re.IGNORECASE,
)
YEAR_NAME = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})(?:\s?m\.|(?:\(e\)|e)?ko)?[\s,-]+(?P<m>"
    + months.MONTH
    + r")\.?[\s-]+(?P<d>\d{1,2})(?!\d)",
    re.IGNORECASE,
)
#: Hungarian sets a dot behind year and day: `2024. július 22.`, `2024. július 22-én`.
YEAR_NAME_DAY = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})\.\s?(?P<m>" + months.MONTH + r")\.?\s(?P<d>\d{1,2})(?=[.-])",
    re.IGNORECASE,
)
#: Latvian and Kazakh: `2024. gada 22. jūlijs`, `2024 жылғы 22 шілде`.
YEAR_DAY_NAME = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})\s?(?:\.\s?gada|жылғы|жылдың|ж\.)\s+(?P<d>\d{1,2})\.?\s*(?P<m>"
    + months.MONTH
    + r")",
    re.IGNORECASE,
)
#: `22 Jul '24`, `22-Jul-24`.
DAY_NAME_SHORT = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})(?P<dash>-)?(?(dash)|(?:st|nd|rd|th)?\s+)(?P<m>"
    + months.MONTH
    + r")\.?(?(dash)-|,?\s*['’‘])(?P<y>\d{2})(?!\d)",
    re.IGNORECASE,
)
_MONGOLIAN_MONTH = (
    r"(?<!\w)(?P<m>1[0-2]|0?[1-9]|" + months.MONGOLIAN_MONTH + r")(?:-?р|[а-яөү]{0,9})\s+сарын\s+"
)
MONGOLIAN = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})\s?оны?\s+" + _MONGOLIAN_MONTH + r"(?P<d>\d{1,2})(?!\d)",
    re.IGNORECASE,
)
MONGOLIAN_YEAR_LAST = re.compile(
    _MONGOLIAN_MONTH + r"(?P<d>\d{1,2}),?\s+(?P<y>(?:19|20)\d{2})(?!\d)", re.IGNORECASE
)
#: As C and Java write an instant: `Mon Jul 22 09:30:00 KST 2024`.
CLOCK_BEFORE_YEAR = re.compile(
    r"(?P<m>"
    + months.MONTH
    + r")\s+(?P<d>\d{1,2})\s+(?P<hour>\d{1,2}):(?P<minute>\d{2}):(?P<second>\d{2})\s+"
    r"(?:(?P<zone>[A-Z]{1,5})\s+|(?P<offset>[+\-]\d{2}:?\d{2})\s+)?(?P<y>(?:19|20)\d{2})(?!\d)",
    re.IGNORECASE,
)
NAME_YEAR = re.compile(
    r"^(?P<m>" + months.MONTH + r")\.?,?\s+(?:de\s+)?(?P<y>(?:19|20)\d{2})$", re.IGNORECASE
)
COMPACT = re.compile(
    r"^(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?:T?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?)?"
    r"(?P<offset>Z|[+-]\d{2}:?\d{2})?$"
)
ISO_TIME = re.compile(
    r"^(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})[T ]+(?P<hour>\d{1,2}):(?P<minute>\d{2})"
    r"(?::(?P<second>\d{2})(?:[.,]\d+)?)?\s?(?P<offset>Z|[+\-−]\d{2}:?\d{2}|[+\-−]\d{2})?$",
    re.IGNORECASE,
)
#: Forms that state year, month and day, and are a date wherever they stand.
WHOLE = (
    YMD,
    NAME_DAY,
    DAY_NAME,
    YEAR_NAME,
    YEAR_NAME_DAY,
    ERA,
    THAI,
    VIETNAMESE,
    JALALI,
    JALALI_NAME_DAY,
    YEAR_DAY_NAME,
    MONGOLIAN,
    MONGOLIAN_YEAR_LAST,
)
AFTERNOON = re.compile(
    r"^(?:오후|저녁|낮|밤|午後|下午|中午|傍晚|晚上|p\.?\s?m\.?|مساء.*|م|ب\.ظ|بعد.*|μ\.?μ\.?)$",
    re.IGNORECASE,
)
