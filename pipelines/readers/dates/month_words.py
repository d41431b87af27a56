"""Names of months and weekdays, as pages write them."""

from __future__ import annotations

from pipelines.readers.trees.name_patterns import any_of

# Lower case, by number. A name that means two months in two languages is left to dateparser.
_MONTHS: tuple[str, ...] = (
    "january jan januar janvier janv enero ene gennaio gen januari janeiro janvar января январь"
    " янв stycznia styczeń ledna leden ocak január januára ianuarie січня يناير ιανουαρίου "
    "tammikuuta"
    " जनवरी ינואר בינואר"
    " جانفي كانون_الثاني sausio"
    " jaanuar janvāris janvāra janvārī januarja xaneiro gener janúar қаңтар јануар јануара"
    " јануари януари urtarrilaren siječnja"
    " জানুয়ারি জানুয়ারী জানুয়ারি ஜனவரி జనవరి ജനുവരി जानेवारी იანვარი იანვარს"
    " հունվարի հունվար ጃንዋሪ yanvar janar جنوری 一月",
    "february feb februar février fevrier févr fév febrero febbraio febbr februari fevereiro fev"
    " февраля февраль фев lutego luty února únor şubat február februára februarie лютого فبراير"
    " φεβρουαρίου helmikuuta"
    " फ़रवरी फरवरी פברואר בפברואר"
    " فيفري شباط vasario"
    " veebruar februāris februāra februārī februarja febreiro febrer febrúar ақпан фебруар"
    " фебруара февруари otsailaren veljače"
    " ফেব্রুয়ারি ফেব্রুয়ারী ফেব্রুয়ারি பிப்ரவரி ఫిబ్రవరి ഫെബ്രുവരി फेब्रुवारी"
    " თებერვალი თებერვალს փետրվարի փետրվար ፌብሩዋሪ ፌብሩወሪ fevral shkurt فروری 二月",
    "march mar mär märz maerz mars marzo maart mrt março марта март мар marca marzec března březen"
    " mart március martie березня مارس μαρτίου maaliskuuta"
    " मार्च מרץ במרץ"
    " آذار اذار kovo"
    " märts marts marta martā març наурыз martxoaren ožujka marec"
    " মার্চ மார்ச் మార్చి മാർച്ച് მარტი მარტს մարտի մարտ ማርች machi مارچ 三月",
    "april apr avril avr abril abr aprile aprilie апреля апрель апр kwietnia kwiecień dubna duben"
    " nisan április apríla квітня أبريل ابريل απριλίου huhtikuuta"
    " अप्रैल אפריל באפריל"
    " أفريل افريل نيسان balandžio"
    " aprill aprīlis aprīļa aprīlī apríl aprila сәуір април априла apirilaren travnja"
    " এপ্রিল ஏப்ரல் ఏప్రిల్ ഏപ്രിൽ एप्रिल აპრილი აპრილს ապրիլի ապրիլ ኤፕሪል ኤፕረል aprel"
    " prill aprili اپریل 四月",
    "may mai mayo maggio mag mei maio maj мая май maja května květen mayıs május mája травня مايو"
    " μαΐου toukokuuta"
    " मई מאי במאי"
    " ماي أيار ايار gegužės"
    " maijs maija maijā maí maig мамыр мај маја maiatzaren svibnja"
    " মে மே మే മേയ് മെയ് मे მაისი მაისს մայիսի մայիս ሜይ مئی 五月",
    "june jun juni juin junio giugno giu junho июня июнь июн czerwca czerwiec června červen haziran"
    " június júna iunie червня يونيو ιουνίου kesäkuuta"
    " जून יוני ביוני"
    " جوان حزيران birželio"
    " juuni jūnijs jūnija jūnijā júní juny xuño junij junija juna маусым јун јуна јуни юни"
    " ekainaren lipnja"
    " জুন ஜூன் జూన్ ജൂൺ ივნისი ივნისს հունիսի հունիս ጁን iyun qershor جون 六月",
    "july jul juli juillet juil julio luglio lug julho июля июль июл lipca lipiec července červenec"
    " temmuz július júla iulie липня يوليو ιουλίου heinäkuuta"
    " जुलाई יולי ביולי"
    " جويلية يوليوز تموز liepos"
    " juuli jūlijs jūlija jūlijā júlí juliol xullo julij julija jula шілде јул јула јули юли"
    " uztailaren srpnja"
    " জুলাই ஜூலை జూలై జులై ജൂലൈ जुलै ივლისი ივლისს հուլիսի հուլիս ጁላይ iyul korrik"
    " julai جولائی 七月",
    "august aug août aout agosto ago augustus augusti agustus августа август авг sierpnia sierpień"
    " srpna srpen ağustos augusztus augusta серпня أغسطس اغسطس αυγούστου elokuuta"
    " अगस्त אוגוסט באוגוסט"
    " أوت غشت آب rugpjūčio"
    " augusts augustā ágúst agost avgust avgusta тамыз abuztuaren kolovoza"
    " আগস্ট আগষ্ট ஆகஸ்ட் ஆகஸ்டு ఆగస్టు ഓഗസ്റ്റ് ऑगस्ट აგვისტო აგვისტოს օգոստոսի"
    " օգոստոս ኦገስት avqust gusht agosti اگست 八月",
    "september sept sep septembre septiembre set settembre setembro septembrie сентября сентябрь"
    " сен сент września wrzesień září eylül szeptember septembra вересня سبتمبر σεπτεμβρίου "
    "syyskuuta"
    " सितंबर सितम्बर ספטמבר בספטמבר"
    " شتنبر أيلول ايلول rugsėjo"
    " septembris septembrī setembre қыркүйек септембар септембра септември irailaren rujna"
    " সেপ্টেম্বর செப்டம்பர் సెప్టెంబర్ സെപ്റ്റംബർ सप्टेंबर სექტემბერი სექტემბერს"
    " սեպտեմբերի սեպտեմբեր ሴፕቴምበር sentyabr sentabr shtator septemba ستمبر 九月",
    "october oct oktober okt octobre octubre ottobre ott outubro out octombrie октября октябрь окт"
    " października październik října říjen ekim október októbra жовтня أكتوبر اكتوبر οκτωβρίου "
    "lokakuuta"
    " अक्टूबर अक्तूबर אוקטובר באוקטובר"
    " تشرين_الأول تشرين_الاول spalio"
    " oktoober oktobris oktobra oktobrī oktobar қазан октобар октобра октомври urriaren"
    " অক্টোবর அக்டோபர் అక్టోబర్ ഒക്ടോബർ ऑक्टोबर ოქტომბერი ოქტომბერს հոկտեմբերի"
    " հոկտեմբեր ኦክቶበር ኦክተውበር oktyabr oktabr tetor oktoba اکتوبر 十月",
    "november nov novembre noviembre novembro noiembrie ноября ноябрь ноя листопада listopadu kasım"
    " novembra нояб نوفمبر νοεμβρίου marraskuuta"
    " नवंबर नवम्बर נובמבר בנובמבר"
    " نونبر تشرين_الثاني lapkričio"
    " novembris novembrī nóvember novembar қараша новембар новембра ноември azaroaren"
    " studenoga studenog"
    " নভেম্বর நவம்பர் నవంబర్ നവംബർ नोव्हेंबर ნოემბერი ნოემბერს նոյեմբերի նոյեմբեր"
    " ኖቬምበር ኖቨምበር noyabr nëntor novemba نومبر 十一月",
    "december dec dezember dez décembre decembre déc diciembre dic dicembre desember dezembro"
    " decembrie декабря декабрь дек grudnia grudzień prosince prosinec aralık decembra грудня "
    "ديسمبر"
    " δεκεμβρίου joulukuuta"
    " दिसंबर दिसम्बर דצמבר בדצמבר"
    " دجنبر كانون_الأول كانون_الاول gruodžio"
    " detsember decembris decembrī desembre decembar желтоқсан децембар децембра декември"
    " abenduaren"
    " ডিসেম্বর டிசம்பர் డిసెంబర్ ഡിസംബർ डिसेंबर დეკემბერი დეკემბერს դեկտեմբերի"
    " դեկտեմբեր ዲሴምበር ዲሰምበር dekabr dhjetor desemba دسمبر 十二月",
)
#: A name of two words is written with a line between them above.
_NUMBER = {
    name.replace("_", " "): place
    for place, names in enumerate(_MONTHS, 1)
    for name in names.split()
}

#: Names of months that are no person's.
_OF_PERSONS = frozenset("julija juna jūlija jūlijs machi maija marta جون".split())
MONTH_NAMES = frozenset(_NUMBER) - _OF_PERSONS

#: Alternatives of every month name, the longest first.
MONTH = rf"(?<!\w)(?:{any_of(_NUMBER)})(?!\w)"

#: Whole and short, each in the order of the year.
THAI_MONTHS = (
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน"
    " ธันวาคม ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค."
).split()

JALALI_MONTHS = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند".split()

#: Beginnings of the ordinals by which Mongolian counts its months: `долоодугаар сар`.
MONGOLIAN_MONTHS = (
    "нэг хоёр гурав дөрөв тав зурга дол найм ес арав арваннэг арванхоёр арван_нэг арван_хоёр"
).split()
#: Alternatives of the ordinals, the longest first.
MONGOLIAN_MONTH = "|".join(
    name.replace("_", r"\s") for name in sorted(MONGOLIAN_MONTHS, key=len, reverse=True)
)

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
    r"(?:hétfő|kedd|szerda|csütörtök|péntek|szombat|vasárnap)(?!\w)|"
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)(?!\w))"
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


def mongolian_month(name: str) -> int:
    """Return 1 to 12."""
    if name.isdigit():
        return int(name)
    place = MONGOLIAN_MONTHS.index("_".join(name.lower().split())) + 1
    return place if place <= 12 else place - 2
